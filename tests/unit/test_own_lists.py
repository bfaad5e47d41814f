"""The clinic's own products, payers and figures over the shipped ones."""

from pathlib import Path

import pytest

from core import list_writer, ndc, own_lists, reference
from core.entries import CLINIC, DataError, Entry
from core.quantity import parse_mass
from tests.build import AMPUL_100, VIAL_100, shipped
from tests.unit.own_entries import OWN, confirmed, load, product

DEPOT = "it looks like a depot form, which has another code than J2354"


class TestOver:
    """Lists of the clinic stand over the shipped data."""

    def test_nothing_there(self, tmp_path: Path) -> None:
        """Without lists the shipped data hold."""
        assert load(tmp_path / "none")[:2] == (shipped(), "")

    def test_a_product_is_corrected_and_dropped_again(self, tmp_path: Path) -> None:
        """An entry with a shipped code stands in its place, at its place; once dropped, the shipped one is back."""
        own_lists.change_products(str(tmp_path), [confirmed()])
        known, problem, _ = load(tmp_path)

        assert problem == ""
        assert known.catalog.find(confirmed().key) == confirmed()
        assert [entry.ndc for entry in known.catalog.products] == [entry.ndc for entry in shipped().catalog.products]
        assert shipped().catalog.find(confirmed().key) == product(VIAL_100)

        own_lists.change_products(str(tmp_path), drop=[confirmed().key])
        assert load(tmp_path).known.catalog.products == shipped().catalog.products

    def test_a_product_is_added(self, tmp_path: Path) -> None:
        """A new code comes after the others, and others of the list stay."""
        new = product(AMPUL_100)._replace(ndc="9999-0001-01", key=ndc.parse("9999-0001-01"), origin=CLINIC)
        own_lists.change_products(str(tmp_path), [confirmed()])
        own_lists.change_products(str(tmp_path), [new])

        found = load(tmp_path).known.catalog
        assert found.products[-1] == new
        assert found.find(confirmed().key) == confirmed()
        assert found.version == shipped().catalog.version

    def test_a_depot_form_cant_be_added(self, tmp_path: Path) -> None:
        """C1: what is turned away is not billed by listing it; the list stays as it was."""
        depot = confirmed()._replace(ndc="0078-0811-81", key=ndc.parse("0078-0811-81"))
        own_lists.change_products(str(tmp_path), [confirmed()])

        with pytest.raises(DataError, match="this is Sandostatin LAR Depot, billed with J2353"):
            own_lists.change_products(str(tmp_path), [depot])

        assert load(tmp_path).known.catalog.find(confirmed().key) == confirmed()
        assert [path.name for path in tmp_path.iterdir()] == ["products.toml"]

    @pytest.mark.parametrize("unit", ["1 mcg", "100 mcg"])
    def test_a_shipped_code_keeps_its_unit(self, tmp_path: Path, unit: str) -> None:
        """R1: J2354 is billed by 25 mcg, whatever a list says."""
        with pytest.raises(DataError, match=r"billing_unit: J2354 is billed by 25 mcg \(R1\)"):
            own_lists.change_products(str(tmp_path), [confirmed()._replace(billing_unit=parse_mass(unit))])

    def test_a_shipped_product_keeps_its_spelling(self, tmp_path: Path) -> None:
        """Ten digits on a barcode are looked up by where its hyphens stand (B5)."""
        code = next(
            entry for entry in shipped().catalog.products if entry.ndc.startswith("63323-") and "-0" in entry.ndc
        )
        other = code._replace(ndc=next(text for text in ndc.spellings(code.key) if text != code.ndc))
        with pytest.raises(DataError, match=f"the shipped list writes it {code.ndc}"):
            own_lists.change_products(str(tmp_path), [other])

    def test_what_the_clinic_turns_away_stays(self, tmp_path: Path) -> None:
        """An entry that somebody wrote by hand outlives a change from the window."""
        away = 'ndc = "9999-0002-01"\nname = "Depot"\nhcpcs = "J2353"\nsource = "x"\nchecked = 2026-11-25'
        (tmp_path / "products.toml").write_text(f"[[turned_away]]\n{away}\n", "utf-8")
        own_lists.change_products(str(tmp_path), [confirmed()])

        found = load(tmp_path).known.catalog.find(ndc.parse("9999-0002-01"))
        assert found is not None
        assert (found.name, found.origin) == ("Depot", CLINIC)

    def test_a_payer_is_edited_added_and_dropped(self, tmp_path: Path) -> None:
        """An edited profile keeps its id and place; the first stays the default."""
        first = next(iter(shipped().payers.values()))
        edited = first._replace(filing_days=365, excluded_routes=("JB",), origin=CLINIC)
        new = edited._replace(id="own-plan", name="Own plan")
        own_lists.change_payers(str(tmp_path), [edited])
        own_lists.change_payers(str(tmp_path), [new])

        found = load(tmp_path).known.payers
        assert list(found) == [*shipped().payers, "own-plan"]
        assert (found[first.id], found["own-plan"]) == (edited, new)

        own_lists.change_payers(str(tmp_path), drop=[first.id])
        assert load(tmp_path).known.payers == {**shipped().payers, "own-plan": new}

    def test_a_figure_is_renewed_and_dropped(self, tmp_path: Path) -> None:
        """Each place has its own figure and quarter."""
        own_lists.change_figures(str(tmp_path), "J2354", ["office", "asc"], OWN)
        own_lists.change_figures(str(tmp_path), "J2354", ["asc"], None)

        found = load(tmp_path).known.codes.drugs["J2354"].mue
        assert found == {**shipped().codes.drugs["J2354"].mue, "office": OWN}

    @pytest.mark.parametrize(
        ("before", "after", "says"),
        [
            ("J2354", "J9999", "hcpcs: J9999: expected one of J2354"),
            ("office", "moon", "setting: moon: expected one of office"),
            ("80", '"80"', "units: expected a whole number"),
            ("2026 Q4", "autumn", "quarter: autumn: expected a quarter such as 2026 Q4"),
            ('setting = "office"', "", "setting: missing"),
            ("units", "unit", "unit: unknown field"),
        ],
    )
    def test_a_faulty_figure_is_named(self, tmp_path: Path, before: str, after: str, says: str) -> None:
        """Nothing in a list is passed over."""
        own_lists.change_figures(str(tmp_path), "J2354", ["office"], OWN)
        file = tmp_path / "figures.toml"
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")

        with pytest.raises(DataError, match=says):
            reference.lay_over(shipped(), str(file))


class TestTakenBack:
    """A change can be undone as long as nobody changes more."""

    def test_the_first_and_a_later_one(self, tmp_path: Path) -> None:
        """The file is as it was, or not there."""
        first = own_lists.change_products(str(tmp_path), [confirmed()])
        second = own_lists.change_products(str(tmp_path), drop=[confirmed().key])

        assert own_lists.take_back(second)
        assert load(tmp_path).known.catalog.find(confirmed().key) == confirmed()
        assert own_lists.take_back(first)
        assert list(tmp_path.iterdir()) == []

    def test_which_payer_would_go(self, tmp_path: Path) -> None:
        """Only one that the change itself added."""
        plan = next(iter(shipped().payers.values()))._replace(id="own-plan", origin=CLINIC)
        added = own_lists.change_payers(str(tmp_path), [plan])
        edited = own_lists.change_payers(str(tmp_path), [plan._replace(name="Own")])

        assert own_lists.adds_payer(added, "own-plan")
        assert not own_lists.adds_payer(added, "other")
        assert not own_lists.adds_payer(edited, "own-plan")
        assert not own_lists.adds_payer(own_lists.change_products(str(tmp_path), [confirmed()]), "own-plan")

    def test_not_what_was_changed_since(self, tmp_path: Path) -> None:
        """Another window's change stays."""
        first = own_lists.change_products(str(tmp_path), [confirmed()])
        own_lists.change_products(str(tmp_path), [confirmed(AMPUL_100)])

        assert not own_lists.take_back(first)
        assert load(tmp_path).known.catalog.find(confirmed(AMPUL_100).key) == confirmed(AMPUL_100)


class TestChecked:
    """A product before it goes into the list."""

    @pytest.mark.parametrize(
        ("changes", "wrong"),
        [
            ({}, {}),
            ({"ndc": VIAL_100}, {"ndc": "it is in the list already; choose it there and correct it"}),
            ({"ndc": "0078-0811-81"}, {"ndc": "this is Sandostatin LAR Depot, billed with J2353"}),
            ({"billing_unit": "50 mcg"}, {"billing_unit": "J2354 is billed by 25 mcg"}),
            ({"hcpcs": "J9999", "billing_unit": "50 mcg"}, {}),
            ({"name": "Sandostatin LAR Depot"}, {"hcpcs": DEPOT}),
            ({"concentration": "10 mg/mL"}, {"hcpcs": DEPOT}),
            ({"labeler": "A" * 121}, {"labeler": "longer than 120 signs"}),
            ({"ndc": "1", "billing_unit": ""}, None),
        ],
    )
    def test_a_new_one(self, changes: dict[str, str], wrong: dict[str, str] | None) -> None:
        """It is not there yet, is not turned away, and is billed as others of its code."""
        table = list_writer.product_table(confirmed()) | {"ndc": "9999-0001-01"} | changes
        entry = Entry("product", table)
        own_lists.check_product(entry, shipped(), None)

        assert entry.wrong == wrong if wrong is not None else set(entry.wrong) == {"ndc", "billing_unit"}

    def test_a_correction(self) -> None:
        """It stands in the place of the entry that it corrects."""
        entry = Entry("product", list_writer.product_table(confirmed()), origin=CLINIC)

        assert own_lists.check_product(entry, shipped(), product(VIAL_100)) == confirmed()
        assert entry.wrong == {}
