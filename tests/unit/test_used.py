"""What a note used of lists that are not shipped, and an answer worked out with it elsewhere."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from core import encounter_json, ndc, reference, used
from core.calculate import calculate
from core.catalog import Catalog, Product, TurnedAway
from core.clinic import Clinic
from core.codes import Mue
from core.entries import CLINIC, FILE
from core.faults import InputError
from core.note import content, enclosed, finished
from core.note.verify import SAME, verify
from core.quantity import MCG, Mass
from core.reference import Reference
from core.result import Result
from tests.build import AMPUL_100, VIAL_100, encounter, opened, shipped

TODAY = datetime.date(2026, 11, 25)
OWN_CODE = "9999-0001-01"
FIGURE = Mue(2, "2026 Q4", "CMS table, read by K. Mayer", TODAY, CLINIC)


def product(code: str, **fields: Any) -> Product:  # noqa: ANN401 - any field
    """The shipped vial of 100 mcg with some fields changed, of the clinic's list."""
    vial = shipped().catalog.find(ndc.parse(VIAL_100))
    assert isinstance(vial, Product)
    return vial._replace(**{"ndc": code, "key": ndc.parse(code), "origin": CLINIC, "source": "label", **fields})


def known(*products: Product, away: tuple[TurnedAway, ...] = ()) -> Reference:
    """The shipped data with products over them."""
    below = shipped().catalog
    whole = Catalog((*below.products, *products), (*below.turned_away, *away), below.version)
    return shipped()._replace(catalog=whole)


def answer(lists: Reference, clinic: Clinic = Clinic(), **fields: Any) -> Result:  # noqa: ANN401, B008 - JSON; frozen
    """What an encounter comes to with these lists."""
    return calculate(encounter_json.from_dict(encounter(**fields)), lists, clinic)


OWN = product(OWN_CODE, content=Mass(60 * MCG), concentration=Mass(60 * MCG), dosing_confirmed=True)
CONFIRMED = product(VIAL_100, dosing_confirmed=True)
DEPOT = TurnedAway("9999-0002-01", ndc.parse("9999-0002-01"), "Own depot", "J2353", "label", TODAY, CLINIC)
SAME_DIGITS = product("06416-175-10", content=Mass(50 * MCG), concentration=Mass(50 * MCG))
PAYER = shipped().payers["blue-cross-idaho"]._replace(id="own-plan", name="Own plan", origin=CLINIC)
SETTINGS = Clinic(name="North clinic")
BARCODE = [{"barcode": "01003064161751041727113010QX7781"}]


def with_payer() -> Reference:
    """The shipped data with a payer of the clinic's own."""
    return shipped()._replace(payers={**shipped().payers, PAYER.id: PAYER})


def with_figure() -> Reference:
    """The shipped data with a figure of the clinic's own."""
    return shipped()._replace(codes=shipped().codes.with_mue("J2354", "office", FIGURE))


CASES: dict[str, tuple[Reference, dict[str, Any]]] = {
    "nothing of its own": (known(product(OWN_CODE)), {"given": "100 mcg"}),
    "added": (known(OWN), {"opened": opened(OWN_CODE)}),
    "of a named file": (known(OWN._replace(origin=FILE)), {"opened": opened(OWN_CODE)}),
    "in the place of a shipped one": (known(CONFIRMED), {"opened": opened(VIAL_100)}),
    "by its barcode": (known(CONFIRMED), {"opened": BARCODE}),
    "a barcode of two": (known(SAME_DIGITS), {"opened": BARCODE}),
    "turned away": (known(away=(DEPOT,)), {"opened": opened("9999-0002-01")}),
    "unknown": (known(OWN), {"opened": opened("9999-0003-01")}),
    "another one is smaller": (known(OWN), {"opened": opened(AMPUL_100), "given": "60 mcg"}),
    "a payer": (with_payer(), {"payer": "own-plan"}),
    "a figure": (with_figure(), {}),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
class TestElsewhere:
    """Without the clinic's lists, but with what the note brings along."""

    def test_the_answer_is_the_same(self, case: tuple[Reference, dict[str, Any]]) -> None:
        """Through JSON and back, over the shipped data alone."""
        lists, fields = case
        before = answer(lists, **fields)
        inside = used.read(json.loads(json.dumps(used.to_dict(before.used))))

        assert inside == before.used
        assert answer(used.over(shipped(), inside), **fields) == before

    def test_the_note_is_the_same(self, case: tuple[Reference, dict[str, Any]]) -> None:
        """Checked where there are no lists."""
        lists, fields = case
        note = finished.finish(answer(lists, SETTINGS, **fields), SETTINGS)

        assert verify(note.pdf, shipped()).verdict == SAME


@pytest.mark.parametrize(
    ("case", "foot"),
    [
        ("nothing of its own", "catalogue 2026-11-23"),
        ("added", "catalogue 2026-11-23 with clinic's list"),
        ("another one is smaller", "catalogue 2026-11-23 with clinic's list"),
        ("of a named file", "catalogue 2026-11-23 with named file"),
        ("a payer", "catalogue 2026-11-23 with clinic's list"),
        ("a figure", "catalogue 2026-11-23 with clinic's list"),
    ],
)
def test_the_foot_says_which_lists(case: str, foot: str) -> None:
    """Version of the shipped catalogue, and whether another list was used."""
    lists, fields = CASES[case]

    assert content.note(answer(lists, **fields), Clinic()).program.endswith(f", {foot}")


def test_a_note_of_shipped_data_brings_nothing_along() -> None:
    """Lists that it does not use are not inside."""
    lists, fields = CASES["nothing of its own"]
    found = answer(lists, **fields)

    assert found.used == used.NOTHING
    assert b'"used"' not in enclosed.write(found, Clinic(), content.note(found, Clinic()))


def test_stock_of_the_clinic_needs_no_sizes() -> None:
    """Where the settings say what is in stock, the catalogue's sizes decide nothing."""
    assert answer(known(OWN), Clinic(stock=(Mass(100 * MCG),)), opened=opened(AMPUL_100)).used == used.NOTHING


class TestUnder:
    """A note that goes on where the clinic has lists of its own."""

    def test_what_is_not_known_here_is_brought_along(self) -> None:
        """A product, a payer and a figure of another list."""
        brought = used.Used((OWN, CONFIRMED), (PAYER,), (("J2354", "office", FIGURE),))
        found = used.under(shipped(), brought)

        assert found.catalog.find(OWN.key) == OWN
        assert found.catalog.find(CONFIRMED.key) == CONFIRMED
        assert found.payers["own-plan"] == PAYER
        assert found.codes.drugs["J2354"].mue["office"] == FIGURE

    def test_the_clinics_own_stand_over_it(self) -> None:
        """What was corrected since is not undone."""
        newer, payer = OWN._replace(labeler="Newer"), PAYER._replace(name="Newer")
        figure = FIGURE._replace(units=3)
        here = known(newer)._replace(payers={**shipped().payers, payer.id: payer})
        here = here._replace(codes=here.codes.with_mue("J2354", "office", figure))
        brought = used.Used((OWN,), (PAYER,), (("J2354", "office", FIGURE),))

        assert used.under(here, brought) == here


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ([], "used: expected a table"),
        ({"other": 1}, "used, other: unknown field"),
        ({"products": [{}]}, "used, products 1, origin: missing"),
        ({"products": [{"origin": "shipped"}]}, "origin: shipped: expected one of clinic, file"),
        ({"payers": [{"origin": "clinic", "id": "x"}]}, "used, payers x, name: missing"),
        ({"figures": [{"origin": "clinic", "hcpcs": "J1"}]}, "hcpcs: J1: expected one of J2354"),
        ({"sizes": {"J2354": ["1"]}}, "used, sizes, J2354: 1: the unit is missing"),
        ({"sizes": {"J2354": 1}}, "used, sizes, J2354: expected a list of texts"),
    ],
)
def test_what_is_no_list_is_refused(value: object, says: str) -> None:
    """Each fault is named, for anybody may have changed a note's file."""
    with pytest.raises(InputError, match=says):
        used.read(value)


def test_a_catalogue_that_is_named_does_not_replace_what_is_inside(tmp_path: Path) -> None:
    """The note says what its container was; a file of another opinion changes nothing."""
    note = finished.finish(answer(known(OWN), opened=opened(OWN_CODE)), Clinic())
    (tmp_path / "own.toml").write_text(
        'product = [{ndc = "9999-0001-01", labeler = "x", name = "x", hcpcs = "J2354", billing_unit = "25 mcg",'
        'concentration = "1 mcg/mL", volume = "1 mL", container = "vial", dosing = "single", dosing_confirmed = true,'
        'source = "x", checked = "2026-11-23"}]',
        "utf-8",
    )

    assert verify(note.pdf, reference.add_catalog(shipped(), str(tmp_path / "own.toml"))).verdict == SAME


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("added", "9999-0001-01 is as in the clinic's own list. Source: label."),
        ("of a named file", "9999-0001-01 is as in a named file. Source: label."),
        ("a payer", f"Own plan is as in the clinic's own list. Source: {PAYER.source}."),
        ("a figure", "The MUE is as in the clinic's own list. Source: CMS table, read by K. Mayer."),
    ],
)
def test_the_record_names_the_list(case: str, says: str) -> None:
    """D3: what stands in the place of the shipped data, with its source, in the answer and on the note."""
    lists, fields = CASES[case]
    found = answer(lists, **fields)

    assert [finding.message for finding in found.findings if finding.code == "own-entry"] == [says]
    sections = {section.heading: section for section in content.note(found, Clinic()).sections}
    assert says in str(sections["To check"])


@pytest.mark.parametrize(("date", "told"), [("2026-09-30", False), ("2026-10-01", True), ("2027-02-01", True)])
def test_a_product_that_cms_lists_no_more(date: str, told: bool) -> None:  # noqa: FBT001 - a case
    """N8: from the quarter on whose crosswalk lacks it."""
    lists = known(CONFIRMED._replace(gone="2026 Q4"))
    found = answer(lists, opened=opened(VIAL_100), service_date=date)

    assert ("ndc-not-in-crosswalk" in [finding.code for finding in found.findings]) is told
