"""The clinic's own products, payers and figures over the shipped ones."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import list_writer, ndc, own_lists, reference
from core.catalog import CONTAINERS, DOSINGS, Product, read_product
from core.codes import Mue
from core.entries import CLINIC, SHIPPED, DataError, Entry
from core.payers import JZ, KNOWN, WASTE, Payer, read_payer
from core.quantity import MCG, Mass, Volume, mass_in, parse_mass
from core.recalls import Recall
from core.rules import GRADES
from tests.build import AMPUL_100, VIAL_100, shipped

TODAY = datetime.date(2026, 11, 25)
RECALLED = Recall("0641-6175-10", "QX7781", TODAY, "Hikma's letter")
DEPOT = "it looks like a depot form, which has another code than J2354"
OWN = Mue(80, "2026 Q4", "CMS NCCI MUE table, read by K. Mayer", TODAY, CLINIC)


def load(folder: Path) -> own_lists.Loaded:
    """The lists in a folder over the shipped data."""
    return own_lists.load(str(folder), shipped())


def product(code: str) -> Product:
    """A product of the shipped catalogue."""
    found = shipped().catalog.find(ndc.parse(code))
    assert isinstance(found, Product)
    return found


def confirmed(code: str = VIAL_100) -> Product:
    """The same with what its label says."""
    read = "label, read by K. Mayer on 2026-11-25"
    return product(code)._replace(dosing_confirmed=True, source=read, checked=TODAY, origin=CLINIC)


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


class TestDamaged:
    """A list that can't be read."""

    @pytest.mark.parametrize("name", ["products", "payers", "figures"])
    def test_is_set_aside(self, tmp_path: Path, name: str) -> None:
        """It is kept under another name, the fault is said, and the shipped data hold."""
        (tmp_path / f"{name}.toml").write_text("x = 1", "utf-8")

        known, problem, _ = load(tmp_path)

        kept = f"{name}-damaged-1.toml"
        assert known == shipped()
        assert problem == (
            f"The clinic's own {name} were damaged (x: unknown field). They are kept as {kept}; the shipped ones hold."
        )
        assert [path.name for path in tmp_path.iterdir()] == [kept]

    def test_none_is_written_over(self, tmp_path: Path) -> None:
        """A change to a damaged list is refused."""
        file = tmp_path / "products.toml"
        file.write_text("x = 1", "utf-8")

        with pytest.raises(DataError):
            own_lists.change_products(str(tmp_path), [confirmed()])
        assert file.read_text("utf-8") == "x = 1"

    def test_a_folder_in_its_place(self, tmp_path: Path) -> None:
        """What can't be read is said, and the rest holds."""
        (tmp_path / "payers.toml").mkdir()
        own_lists.change_products(str(tmp_path), [confirmed()])

        known, problem, _ = load(tmp_path)

        assert known.catalog.find(confirmed().key) == confirmed()
        assert problem == "The clinic's own payers can't be read: Is a directory. The shipped ones hold."

    def test_it_cant_be_renamed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """That is said, too."""
        (tmp_path / "payers.toml").write_text("x = 1", "utf-8")

        def refuse(_from: str, _to: str) -> None:
            raise OSError(13, "Permission denied")

        monkeypatch.setattr("os.replace", refuse)

        assert load(tmp_path).problem.endswith("can't be replaced: Permission denied.")

    def test_what_was_read_before_is_put_back(self, tmp_path: Path) -> None:
        """S1: a list damaged while the window is open holds as it was, in memory and in its file."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        held, file = load(tmp_path), tmp_path / "recalls.toml"
        whole = file.read_bytes()
        file.write_bytes(whole[:-5])

        again = own_lists.load(str(tmp_path), shipped(), held)

        assert again.known.recalls == (RECALLED,)
        assert again.problem.startswith("The clinic's own recalled lots were damaged (")
        assert again.problem.endswith(
            "The damaged file is kept as recalls-damaged-1.toml; what was read before is put back."
        )
        assert file.read_bytes() == whole

    def test_what_was_read_before_holds_where_nothing_can_be_written(self, tmp_path: Path) -> None:
        """A list that can't be read any more holds in memory."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        held = load(tmp_path)
        (tmp_path / "recalls.toml").unlink()
        (tmp_path / "recalls.toml").mkdir()

        again = own_lists.load(str(tmp_path), shipped(), held)

        assert again.known.recalls == (RECALLED,)
        assert again.problem.endswith("What was read before holds until Vialnote is closed.")
        assert "Is a directory" in own_lists.stamp(str(tmp_path))

    def test_it_is_said_at_each_start(self, tmp_path: Path) -> None:
        """As long as no list stands in the place of the damaged one."""
        (tmp_path / "recalls.toml").write_bytes(b"")
        assert "nothing stands in it" in load(tmp_path).problem
        assert load(tmp_path).problem == (
            "The clinic's own recalled lots were damaged earlier and are kept as recalls-damaged-1.toml. "
            "No lot is questioned."
        )
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        assert load(tmp_path).problem == ""

    @pytest.mark.parametrize(
        "change", [lambda text: text.split("[end]")[0], lambda text: text.replace("entries = 1", "entries = 2")]
    )
    def test_one_that_is_cut_off(self, tmp_path: Path, change: Callable[[str], str]) -> None:
        """Each list says at its end how many entries it has."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        file = tmp_path / "recalls.toml"
        file.write_text(change(file.read_text("utf-8")), "utf-8")

        assert "(its end is missing, or entries are)" in load(tmp_path).problem

    def test_one_of_a_newer_version(self, tmp_path: Path) -> None:
        """It is left as it is, and can't be changed."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        file = tmp_path / "recalls.toml"
        newer = file.read_text("utf-8").replace("format = 1", "format = 2\nthing = 1")
        file.write_text(newer, "utf-8")

        assert load(tmp_path).problem == (
            "The clinic's own recalled lots were written by a newer Vialnote. Update this one. No lot is questioned."
        )
        with pytest.raises(DataError, match=r"^a newer Vialnote wrote it$"):
            own_lists.change_recalls(str(tmp_path), drop=[RECALLED])
        assert file.read_text("utf-8") == newer

    def test_a_mark_of_an_editor(self, tmp_path: Path) -> None:
        """UTF-8 with its mark before it is read as well."""
        own_lists.change_recalls(str(tmp_path), [RECALLED])
        file = tmp_path / "recalls.toml"
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())

        assert load(tmp_path)[:2] == (shipped()._replace(recalls=(RECALLED,)), "")

    def test_no_path_is_named(self, tmp_path: Path) -> None:
        """The fault stands alone, whether in the list or in what was to be written."""
        (tmp_path / "payers.toml").write_text("x = ", "utf-8")
        with pytest.raises(DataError) as fault:
            own_lists.change_products(str(tmp_path), [confirmed()._replace(labeler="")])

        assert str(tmp_path) not in load(tmp_path).problem
        assert str(fault.value) == "product 0641-6175-10, labeler: missing or empty"


_TEXTS = st.text(min_size=1, max_size=30)
_DATES = st.dates(datetime.date(1990, 1, 1), datetime.date(2100, 1, 1))
_SOME = st.none() | _DATES
_SCALED = st.integers(1, 10**9)
_PAYERS = st.builds(
    Payer,
    id=_TEXTS,
    name=_TEXTS,
    waste=st.sampled_from(WASTE),
    waste_from=_SOME,
    avoidable_waste_paid=st.booleans(),
    jz=st.sampled_from(JZ),
    jz_from=_SOME,
    route_modifier=st.booleans(),
    route_modifier_from=_SOME,
    excluded_routes=st.lists(_TEXTS, max_size=2).map(tuple),
    line_per_ndc=st.booleans(),
    prior_authorization=st.sampled_from(KNOWN),
    quantity_limit=st.text(max_size=30),
    step_therapy=st.sampled_from(KNOWN),
    grade=st.sampled_from(GRADES),
    source=_TEXTS,
    checked=_DATES,
    remark=st.text(max_size=30),
    contractor=st.text(max_size=30),
    filing_days=st.none() | st.integers(0, 2_000),
    appeal_days=st.none() | st.integers(0, 2_000),
    origin=st.just(SHIPPED),
)


@st.composite
def _products(draw: st.DrawFn) -> Product:
    digits = draw(st.from_regex(r"[1-9][0-9]{4}-[0-9]{3}-[0-9]{2}", fullmatch=True))
    solution, volume = draw(st.booleans()), Volume(draw(st.integers(1, 1_000)) * MCG)
    strength = Mass(draw(_SCALED))
    return Product(
        ndc=digits,
        key=ndc.parse(digits),
        labeler=draw(_TEXTS),
        name=draw(_TEXTS),
        hcpcs="J2354",
        billing_unit=Mass(draw(_SCALED)),
        content=mass_in(volume, strength) if solution else Mass(draw(_SCALED)),
        concentration=strength if solution else None,
        volume=volume if solution else None,
        container=draw(st.sampled_from(CONTAINERS)),
        dosing=draw(st.sampled_from(DOSINGS)),
        dosing_confirmed=draw(st.booleans()),
        source=draw(_TEXTS),
        checked=draw(_DATES),
        gone=draw(st.sampled_from(["", "2026 Q4"])),
    )


class TestRoundTrip:
    """What is written reads back the same."""

    @given(_products())
    def test_products(self, made: Product) -> None:
        """Every field of a solution and of a powder."""
        entry = Entry("product 1", list_writer.product_table(made))
        assert read_product(entry) == made
        assert entry.wrong == {}

    @given(_PAYERS)
    def test_payers(self, made: Payer) -> None:
        """Every field, empty ones as well."""
        entry = Entry("payer 1", list_writer.payer_table(made))
        assert read_payer(entry) == made
        assert entry.wrong == {}

    @given(st.lists(_PAYERS, max_size=3, unique_by=lambda payer: payer.id))
    def test_through_the_file(self, tmp_path_factory: pytest.TempPathFactory, made: list[Payer]) -> None:
        """Texts of any kind survive TOML."""
        folder = str(tmp_path_factory.mktemp("own"))
        own_lists.change_payers(folder, made)
        found = load(Path(folder)).known.payers
        assert [found[payer.id]._replace(origin=SHIPPED) for payer in made] == made

    def test_every_shipped_entry(self, tmp_path: Path) -> None:
        """The whole catalogue and all profiles, copied into lists of the clinic."""
        own_lists.change_products(str(tmp_path), shipped().catalog.products)
        own_lists.change_payers(str(tmp_path), shipped().payers.values())
        known = load(tmp_path).known

        assert [entry._replace(origin=SHIPPED) for entry in known.catalog.products] == [*shipped().catalog.products]
        assert [entry._replace(origin=SHIPPED) for entry in known.payers.values()] == [*shipped().payers.values()]


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
