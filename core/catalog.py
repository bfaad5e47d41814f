"""The product catalogue: what a container holds, how it is billed, and what is turned away."""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from core import ndc
from core.entries import DataError, Entry, read_toml
from core.ndc import Ndc
from core.quantity import Mass, QuantityError, Volume, mass_in, mcg, ml, parse_concentration, parse_mass, parse_volume

Scaled = TypeVar("Scaled", Mass, Volume)

CONTAINERS = ("ampul", "vial", "prefilled syringe", "pen", "kit")
"""Kinds of container."""

DOSINGS = ("single", "multi")
"""Single-dose: the rest is discarded. Multi-dose: the rest is kept (R8)."""


class Product(NamedTuple):
    """One package that a clinic can open."""

    ndc: str
    """As labelled, with hyphens."""

    key: Ndc
    """The same code in the form that all its spellings share."""

    labeler: str
    name: str
    hcpcs: str
    billing_unit: Mass
    content: Mass
    """In one container, as labelled; overfill never counts (R3)."""

    concentration: Mass | None
    """In one millilitre; None for a powder."""

    volume: Volume | None
    """In one container; None for a powder."""

    container: str
    dosing: str
    dosing_confirmed: bool
    """True only where the label's own text was read; otherwise inferred."""

    source: str
    checked: datetime.date

    @property
    def single_dose(self) -> bool:
        """Whether what is left of an opened container is discarded."""
        return self.dosing == "single"

    @property
    def strength(self) -> str:
        """For reading: `100 mcg in 1 mL`."""
        return mcg(self.content) if self.volume is None else f"{mcg(self.content)} in {ml(self.volume)}"


class TurnedAway(NamedTuple):
    """A product that looks like one of the catalogue and is not: billed by another code."""

    ndc: str
    key: Ndc
    name: str
    hcpcs: str
    source: str
    checked: datetime.date


class Catalog:
    """Products by code. Built once, never changed."""

    def __init__(self, products: Iterable[Product], turned_away: Iterable[TurnedAway] = ()) -> None:
        """Index the products; a later product with the same code replaces an earlier one."""
        self._by_key = {product.key: product for product in products}
        self._turned_away = {entry.key: entry for entry in turned_away if entry.key not in self._by_key}
        sizes: dict[str, set[Mass]] = {}
        for product in self._by_key.values():
            if product.single_dose:
                sizes.setdefault(product.hcpcs, set()).add(product.content)
        self._sizes = {hcpcs: tuple(sorted(contents)) for hcpcs, contents in sizes.items()}

    @property
    def products(self) -> tuple[Product, ...]:
        """All products, in the order of the files."""
        return tuple(self._by_key.values())

    @property
    def turned_away(self) -> tuple[TurnedAway, ...]:
        """All products that are turned away."""
        return tuple(self._turned_away.values())

    def find(self, key: Ndc) -> Product | TurnedAway | None:
        """The product with this code, or None."""
        return self._by_key.get(key) or self._turned_away.get(key)

    def find_ten_digits(self, digits: str) -> tuple[Product | TurnedAway, ...]:
        """The products whose labelled code has these ten digits; several where the hyphens decide (B5)."""
        everything: tuple[Product | TurnedAway, ...] = (*self.products, *self.turned_away)
        return tuple(entry for entry in everything if ndc.ten_digits(entry.ndc) == digits)

    def single_dose_sizes(self, hcpcs: str) -> tuple[Mass, ...]:
        """The contents of the single-dose containers billed with this code, smallest first (R13)."""
        return self._sizes.get(hcpcs, ())


def load(paths: Iterable[str]) -> Catalog:
    """Read catalogue files, the shipped one first; a later file's product replaces an earlier one.

    Raises:
        DataError: a fault in a file, naming entry and field.
        OSError: a file can't be read.
    """
    products: list[Product] = []
    turned_away: list[TurnedAway] = []
    for path in paths:
        file = Entry(path, read_toml(path))
        new = [_product(path, n, table) for n, table in enumerate(file.tables("product"), 1)]
        _refuse_twice(path, [product.ndc for product in new], [product.key for product in new])
        products += new
        turned_away += [_turned_away(path, n, table) for n, table in enumerate(file.tables("turned_away"), 1)]
        file.end()
        _refuse_turned_away(path, new, turned_away)
    return Catalog(products, turned_away)


def _refuse_turned_away(path: str, products: list[Product], turned_away: list[TurnedAway]) -> None:
    """C1: a code that is turned away can't be billed by listing it."""
    codes = {entry.key: entry for entry in turned_away}
    for product in products:
        if product.key in codes:
            other = codes[product.key]
            msg = f"{path}, product {product.ndc}, ndc: this is {other.name}, billed with {other.hcpcs}"
            raise DataError(msg)


def _refuse_twice(path: str, ndcs: list[str], keys: list[Ndc]) -> None:
    for position, key in enumerate(keys):
        if key in keys[:position]:
            msg = f"{path}, product {ndcs[position]}, ndc: listed twice"
            raise DataError(msg)


def _named(path: str, kind: str, position: int, table: object) -> tuple[Entry, str, Ndc]:
    """An entry that is called by its NDC in messages."""
    entry = Entry(f"{path}, {kind} {position}", table)
    code = entry.text("ndc")
    try:
        key = ndc.parse(code)
    except ndc.NdcError as error:
        raise entry.fault("ndc", str(error)) from None
    if "-" not in code or len(ndc.ten_digits(code)) == 11:
        raise entry.fault("ndc", f"{code}: write it with hyphens and without padding, as labelled")
    entry.name = f"{path}, {kind} {code}"
    return entry, code, key


def _product(path: str, position: int, table: object) -> Product:
    entry, code, key = _named(path, "product", position, table)
    concentration, volume, content = _content(entry)
    product = Product(
        ndc=code,
        key=key,
        labeler=entry.text("labeler"),
        name=entry.text("name"),
        hcpcs=_hcpcs(entry),
        billing_unit=_read(entry, "billing_unit", parse_mass, entry.text("billing_unit")),
        content=content,
        concentration=concentration,
        volume=volume,
        container=entry.choice("container", CONTAINERS),
        dosing=entry.choice("dosing", DOSINGS),
        dosing_confirmed=entry.flag("dosing_confirmed"),
        source=entry.text("source"),
        checked=entry.date("checked"),
    )
    entry.end()
    return product


def _content(entry: Entry) -> tuple[Mass | None, Volume | None, Mass]:
    """A solution has concentration and volume, a powder its content."""
    written = entry.text("concentration", ""), entry.text("volume", ""), entry.text("content", "")
    match [bool(text) for text in written]:
        case [False, False, True]:
            return None, None, _read(entry, "content", parse_mass, written[2])
        case [True, True, False]:
            strength = _read(entry, "concentration", parse_concentration, written[0])
            volume = _read(entry, "volume", parse_volume, written[1])
            try:
                return strength, volume, mass_in(volume, strength)
            except QuantityError as error:
                raise entry.fault("volume", str(error)) from None
        case _:
            raise entry.fault("concentration", "a solution needs concentration and volume, a powder needs content")


def _hcpcs(entry: Entry) -> str:
    code = entry.text("hcpcs")
    if not re.fullmatch("[A-Z][0-9]{4}", code, re.ASCII):
        raise entry.fault("hcpcs", f"{code}: expected a code such as J2354")
    return code


def _read(entry: Entry, field: str, parse: Callable[[str], Scaled], text: str) -> Scaled:
    """Read an amount of this entry that must be more than nothing."""
    try:
        amount = parse(text)
    except QuantityError as error:
        raise entry.fault(field, str(error)) from None
    if amount <= 0:
        raise entry.fault(field, f"{text}: must be more than 0")
    return amount


def _turned_away(path: str, position: int, table: object) -> TurnedAway:
    entry, code, key = _named(path, "turned_away", position, table)
    found = TurnedAway(
        ndc=code,
        key=key,
        name=entry.text("name"),
        hcpcs=entry.text("hcpcs"),
        source=entry.text("source"),
        checked=entry.date("checked"),
    )
    entry.end()
    return found
