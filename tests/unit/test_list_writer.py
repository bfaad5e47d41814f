"""Products and payers written as TOML, and read back."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import list_writer, ndc, own_lists
from core.catalog import CONTAINERS, DOSINGS, Product, read_product
from core.entries import SHIPPED, Entry
from core.payers import JZ, KNOWN, WASTE, Payer, read_payer
from core.quantity import MCG, Mass, Volume, mass_in
from core.rules import GRADES
from tests.build import shipped
from tests.unit.own_entries import load

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
