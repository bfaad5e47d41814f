"""The product catalogue: what a container holds, how it is billed, and what is turned away."""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar, cast

from core import ndc
from core.entries import SHIPPED, Entry, read_toml
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
    gone: str = ""
    """The quarter whose CMS crosswalk no longer lists it; empty for none (N8)."""

    origin: str = SHIPPED
    """Where the entry comes from: one of those of core.entries."""

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
    origin: str = SHIPPED


Known = Product | TurnedAway

Sizes = dict[str, tuple[Mass, ...]]
"""The contents of single-dose containers, smallest first, by billing code."""


class Catalog:
    """Products by code. Built once, never changed."""

    def __init__(
        self,
        products: Iterable[Product],
        turned_away: Iterable[TurnedAway] = (),
        version: str = "",
        sizes: Sizes | None = None,
    ) -> None:
        """Index the products; a later product with the same code replaces an earlier one.

        Args:
            products: in order.
            turned_away: likewise.
            version: of the shipped file.
            sizes: stand instead of those of the products.
        """
        self.version = version
        self._by_key = {product.key: product for product in products}
        self._turned_away = {entry.key: entry for entry in turned_away if entry.key not in self._by_key}
        self._sizes = _sizes(self._by_key.values()) if sizes is None else sizes

    @property
    def products(self) -> tuple[Product, ...]:
        """All products, in the order of the files."""
        return tuple(self._by_key.values())

    @property
    def turned_away(self) -> tuple[TurnedAway, ...]:
        """All products that are turned away."""
        return tuple(self._turned_away.values())

    def find(self, key: Ndc) -> Known | None:
        """The product with this code, or None."""
        return self._by_key.get(key) or self._turned_away.get(key)

    def find_ten_digits(self, digits: str) -> tuple[Known, ...]:
        """The products whose labelled code has these ten digits; several where the hyphens decide (B5)."""
        everything: tuple[Known, ...] = (*self.products, *self.turned_away)
        return tuple(entry for entry in everything if ndc.ten_digits(entry.ndc) == digits)

    def matching(self, key: Ndc | None, digits: str) -> tuple[Known, ...]:
        """What a container can be: by its code, or by its ten digits where its code is not known."""
        if key is None:
            return self.find_ten_digits(digits)
        found = self.find(key)
        return () if found is None else (found,)

    @property
    def sizes(self) -> Sizes:
        """What `single_dose_sizes` says of every code."""
        return self._sizes

    def single_dose_sizes(self, hcpcs: str) -> tuple[Mass, ...]:
        """The contents of the single-dose containers billed with this code, smallest first (R13)."""
        return self._sizes.get(hcpcs, ())


def _sizes(products: Iterable[Product]) -> Sizes:
    sizes: dict[str, set[Mass]] = {}
    for product in products:
        if product.single_dose:
            sizes.setdefault(product.hcpcs, set()).add(product.content)
    return {hcpcs: tuple(sorted(contents)) for hcpcs, contents in sizes.items()}


def load(path: str, origin: str = SHIPPED, below: Catalog | None = None) -> Catalog:
    """Read a catalogue file; its products replace those of the same code that it is laid over.

    Args:
        path: of the file.
        origin: where it comes from.
        below: what it is laid over; None for nothing.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    products, turned_away = (list(below.products), list(below.turned_away)) if below else ([], [])
    file = Entry(path, read_toml(path), origin=origin)
    own = file.text("version", "")
    new = [(entry, read_product(entry)) for entry in file.tables("product")]
    products += [product for _, product in new]
    turned_away += [read_turned_away(entry) for entry in file.tables("turned_away")]
    _check_codes(new, turned_away)
    _check_shipped(new, below)
    file.refuse()
    # The shipped one's, by which a note is worked out again; what is of another file travels inside the note.
    return Catalog(products, turned_away, below.version if below else own)


def _check_codes(products: list[tuple[Entry, Product]], turned_away: list[TurnedAway]) -> None:
    """Each product once, and none that is turned away: it can't be billed by listing it (C1)."""
    others = {entry.key: entry for entry in turned_away}
    seen: set[Ndc] = set()
    for entry, product in products:
        if entry.is_wrong("ndc"):
            continue
        if product.key in seen:
            entry.fault("ndc", "listed twice")
        refuse_turned_away(entry, product, others.get(product.key))
        seen.add(product.key)


def _check_shipped(products: list[tuple[Entry, Product]], below: Catalog | None) -> None:
    """R1: a shipped code keeps its billing unit, and a shipped product the spelling that scans are looked up by."""
    shipped = [product for product in (below.products if below else ()) if product.origin == SHIPPED]
    units, spelled = {entry.hcpcs: entry.billing_unit for entry in shipped}, {entry.key: entry.ndc for entry in shipped}
    for entry, product in products:
        unit, code = units.get(product.hcpcs, product.billing_unit), spelled.get(product.key, product.ndc)
        if product.billing_unit != unit and not entry.is_wrong("billing_unit"):
            entry.fault("billing_unit", f"{product.hcpcs} is billed by {mcg(unit)} (R1)")
        if product.ndc != code:
            entry.fault("ndc", f"{product.ndc}: the shipped list writes it {code}; write it so")


def refuse_turned_away(entry: Entry, product: Known, other: Known | None) -> None:
    """C1: note where a product is another one that is turned away; it can't be billed by listing it."""
    if isinstance(other, TurnedAway) and isinstance(product, Product):
        entry.fault("ndc", f"this is {other.name}, billed with {other.hcpcs}")


def _code(entry: Entry) -> tuple[str, Ndc]:
    """The NDC as labelled, by which the entry is called in messages once it is one, and as key."""
    code = entry.text("ndc")
    try:
        key = ndc.parse(code)
    except ndc.NdcError as error:
        if code:
            entry.fault("ndc", str(error))
        return code, Ndc("")
    if "-" not in code or len(ndc.ten_digits(code)) == 11:
        entry.fault("ndc", f"{code}: write it with hyphens and without padding, as labelled")
    else:
        entry.call(code)
    return code, key


def read_product(entry: Entry) -> Product:
    """A product out of its table; what is wrong with it is noted there."""
    code, key = _code(entry)
    concentration, volume, content = _content(entry)
    product = Product(
        ndc=code,
        key=key,
        labeler=entry.text("labeler"),
        name=entry.text("name"),
        hcpcs=_hcpcs(entry),
        billing_unit=_amount(entry, "billing_unit", parse_mass, entry.text("billing_unit")),
        content=content,
        concentration=concentration,
        volume=volume,
        container=entry.choice("container", CONTAINERS),
        dosing=entry.choice("dosing", DOSINGS),
        dosing_confirmed=entry.flag("dosing_confirmed"),
        source=entry.text("source"),
        checked=entry.date("checked"),
        gone=entry.quarter("gone", ""),
        origin=entry.origin,
    )
    entry.end()
    return product


def _content(entry: Entry) -> tuple[Mass | None, Volume | None, Mass]:
    """A solution has concentration and volume, a powder its content."""
    written = entry.text("concentration", ""), entry.text("volume", ""), entry.text("content", "")
    match [bool(text) for text in written]:
        case [False, False, True]:
            return None, None, _amount(entry, "content", parse_mass, written[2])
        case [True, True, False]:
            strength = _amount(entry, "concentration", parse_concentration, written[0])
            volume = _amount(entry, "volume", parse_volume, written[1])
            try:
                return strength, volume, mass_in(volume, strength)
            except QuantityError as error:
                entry.fault("volume", str(error))
        case _ if not entry.is_wrong("concentration", "volume", "content"):
            entry.fault("concentration", "a solution needs concentration and volume, a powder needs content")
    return None, None, Mass(1)


def _hcpcs(entry: Entry) -> str:
    code = entry.text("hcpcs")
    if code and not re.fullmatch("[A-Z][0-9]{4}", code, re.ASCII):
        entry.fault("hcpcs", f"{code}: expected a code such as J2354")
    return code


def _amount(entry: Entry, field: str, parse: Callable[[str], Scaled], text: str) -> Scaled:
    """An amount of this entry that must be more than nothing; 0 where it is wrong."""
    try:
        amount = parse(text)
    except QuantityError as error:
        if text:
            entry.fault(field, str(error))
        return cast("Scaled", 0)
    if amount <= 0:
        entry.fault(field, f"{text}: must be more than 0")
    return amount


def read_turned_away(entry: Entry) -> TurnedAway:
    """A product that is turned away out of its table; what is wrong with it is noted there."""
    code, key = _code(entry)
    found = TurnedAway(
        ndc=code,
        key=key,
        name=entry.text("name"),
        hcpcs=entry.text("hcpcs"),
        source=entry.text("source"),
        checked=entry.date("checked"),
        origin=entry.origin,
    )
    entry.end()
    return found
