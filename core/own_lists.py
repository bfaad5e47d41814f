"""The clinic's own lists beside its settings: products, payers and figures over the shipped ones, and recalled lots.

They have the shipped files' form, and the shipped files are never touched. Each change reads what is on disk first, so
that two windows do not undo each other, and the file is whole or as it was.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import tomli

from core import entries, list_writer, reference
from core.catalog import Product, read_product, refuse_turned_away
from core.codes import Mue
from core.entries import CLINIC, DataError, Entry, NewerError
from core.files import beside, complete, set_aside
from core.ndc import Ndc
from core.payers import Payer
from core.quantity import mcg
from core.recalls import Recall
from core.reference import FIGURES, OWN, PAYERS, PRODUCTS, RECALLS, Reference

_WORDS = {PRODUCTS: "products", PAYERS: "payers", FIGURES: "figures", RECALLS: "recalled lots"}

_FIELDS = {PRODUCTS: "catalog", PAYERS: "payers", FIGURES: "codes", RECALLS: "recalls"}
"""What of the reference data each list is laid over."""

_UNREADABLE = "The clinic's own {} can't be read: {}. {}."
_NEWER = "The clinic's own {} were written by a newer Vialnote. Update this one. {}."
_LEFT = "The clinic's own {} were damaged earlier and are kept as {}. {}."
_PUT_BACK = "The damaged file is kept as {}; what was read before is put back."
_KEPT = "They are kept as {}; {}."
_HELD = "What was read before holds until Vialnote is closed"

LONGEST = 120
"""Signs of a name on a label: more would not stand in a line of the note."""

Tables = dict[str, list[dict[str, Any]]]


class Loaded(NamedTuple):
    """Reference data with the clinic's own lists, as far as these can be read."""

    known: Reference
    problem: str
    """What was wrong with which list and where it is now; empty where nothing was."""

    good: Mapping[str, bytes] = MappingProxyType({})
    """The lists' files as far as they could be read, by name."""


class Change(NamedTuple):
    """What a change made of a list's file."""

    path: str
    before: bytes | None
    """None where there was none."""

    after: bytes


Stamp = tuple[bytes | str | None, ...]
"""What stands in the lists' files: bytes, why one can't be read, or None where there is none."""


def stamp(folder: str) -> Stamp:
    """What stands in the lists' files now, to see whether somebody has changed one since."""
    return tuple(_seen(os.path.join(folder, name)) for name in OWN)


def load(folder: str, shipped: Reference, held: Loaded | None = None) -> Loaded:
    """Read the lists.

    A damaged one is renamed, so that nothing in it is lost. What was read of it before is put back; otherwise the
    shipped data hold. One of a newer version is left as it is.

    Args:
        folder: of the clinic's settings.
        shipped: what the lists are laid over.
        held: what was read before; None at the start.
    """
    known, good, problems = shipped, dict[str, bytes](), list[str]()
    for name in OWN:
        path, field = os.path.join(folder, name), _FIELDS[name]
        try:
            data = _bytes(path)
            known = reference.lay_over(known, path)
            problems.append("" if held or data is not None else _left(path))
        except (DataError, OSError) as error:
            before = held if held and name in held.good else None
            problems.append(_problem(path, error, before))
            data = before.good[name] if before else None
            known = known._replace(**{field: getattr(before.known, field)}) if before else known
        if data is not None:
            good[name] = data
    return Loaded(known, " ".join(filter(None, problems)), good)


def change_products(folder: str, put: Iterable[Product] = (), drop: Iterable[Ndc] = ()) -> Change:
    """Put products into the clinic's list, in the place of those with the same code, and take others out.

    Raises:
        DataError: the list can't be used so: it is damaged, or a product is one that is turned away (C1).
        OSError: it can't be read or written.
    """
    dropped = set(drop)

    def tables(known: Reference) -> Tables:
        own = {product.key: product for product in known.catalog.products if product.origin == CLINIC}
        own |= {product.key: product for product in put}
        away = [entry for entry in known.catalog.turned_away if entry.origin == CLINIC]
        return {
            "product": [list_writer.product_table(own[key]) for key in own if key not in dropped],
            "turned_away": [list_writer.turned_away_table(entry) for entry in away],
        }

    return _change(folder, PRODUCTS, tables)


def change_payers(folder: str, put: Iterable[Payer] = (), drop: Iterable[str] = ()) -> Change:
    """Put payer profiles into the clinic's list, in the place of those with the same id, and take others out.

    Raises:
        DataError: the list is damaged.
        OSError: it can't be read or written.
    """
    dropped = set(drop)

    def tables(known: Reference) -> Tables:
        own = {payer.id: payer for payer in known.payers.values() if payer.origin == CLINIC}
        own |= {payer.id: payer for payer in put}
        return {"payer": [list_writer.payer_table(own[id_]) for id_ in own if id_ not in dropped]}

    return _change(folder, PAYERS, tables)


def change_figures(folder: str, hcpcs: str, settings: Iterable[str], mue: Mue | None) -> Change:
    """Put a figure into the clinic's list for several settings; None takes theirs out.

    Raises:
        DataError: the list is damaged, or no such figure is known.
        OSError: it can't be read or written.
    """

    def tables(known: Reference) -> Tables:
        every = (
            (code, setting, edit) for code, drug in known.codes.drugs.items() for setting, edit in drug.mue.items()
        )
        own = {(code, setting): edit for code, setting, edit in every if edit.origin == CLINIC}
        for setting in settings:
            own.pop((hcpcs, setting), None)
            if mue is not None:
                own[hcpcs, setting] = mue
        return {"mue": [list_writer.mue_table(*place, edit) for place, edit in own.items()]}

    return _change(folder, FIGURES, tables)


def change_recalls(folder: str, put: Iterable[Recall] = (), drop: Iterable[Recall] = ()) -> Change:
    """Put recalled lots into the clinic's list, and take others out (S1).

    Raises:
        DataError: the list is damaged.
        OSError: it can't be read or written.
    """
    dropped = set(drop)

    def tables(known: Reference) -> Tables:
        own = dict.fromkeys((*known.recalls, *put))
        return {"recall": [list_writer.recall_table(recall) for recall in own if recall not in dropped]}

    return _change(folder, RECALLS, tables)


def check_product(entry: Entry, known: Reference, before: Product | None) -> Product:
    """A product out of its table, which is to stand in the catalogue; what is wrong with it is noted there.

    Args:
        entry: its table.
        known: what it must not contradict.
        before: the product in whose place it stands; None where there must be none yet.
    """
    product = read_product(entry)
    code = known.codes.drugs.get(product.hcpcs)
    found = None if entry.is_wrong("ndc") else known.catalog.find(product.key)
    refuse_turned_away(entry, product, found)
    if isinstance(found, Product) and (before is None or found.key != before.key):
        entry.fault("ndc", "it is in the list already; choose it there and correct it")
    units = {
        other.billing_unit
        for other in known.catalog.products
        if other.hcpcs == product.hcpcs and other.key != product.key
    }
    if units and product.billing_unit not in units and not entry.is_wrong("billing_unit"):
        entry.fault("billing_unit", f"{product.hcpcs} is billed by {', '.join(map(mcg, units))}")
    if code is not None and code.is_depot(product.name, product.content):
        entry.fault("hcpcs", f"it looks like a depot form, which has another code than {code.hcpcs}")
    for field, text in (("labeler", product.labeler), ("name", product.name)):
        if len(text) > LONGEST:
            entry.fault(field, f"longer than {LONGEST} signs")
    return product


def adds_payer(change: Change, payer: str) -> bool:
    """Whether the clinic's list has a payer, by its id, only since a change."""
    if os.path.basename(change.path) != PAYERS:
        return False
    before, after = (tomli.loads((data or b"").decode()).get("payer", []) for data in (change.before, change.after))
    ids = {entry.get("id") for entry in after} - {entry.get("id") for entry in before}
    return payer in ids


def take_back(change: Change) -> bool:
    """Put a list's file back as it was; whether that was done, for nothing is if it was changed again since.

    Raises:
        OSError: it can't be read or written.
    """
    if _bytes(change.path) != change.after:
        return False
    if change.before is None:
        os.unlink(change.path)
    else:
        with complete(change.path) as file:
            file.write(change.before)
    return True


def _change(folder: str, name: str, tables: Callable[[Reference], Tables]) -> Change:
    """Write a list anew, once it is known that it can be read back."""
    import tomli_w  # only where a list is changed

    path = os.path.join(folder, name)
    found = tables(_lay_over(path, path))
    over = "" if name == RECALLS else " They stand over the shipped ones;"
    head = f"# The clinic's own {_WORDS[name]}.{over} Vialnote writes this file.\n\n"
    whole = {"format": entries.FORMAT, **found, "end": {"entries": entries.count_entries(found)}}
    os.makedirs(folder, mode=0o700, exist_ok=True)
    change = Change(path, _bytes(path), f"{head}{tomli_w.dumps(whole)}".encode())
    with beside(path) as temporary:
        with open(temporary, "wb") as file:
            file.write(change.after)
        _lay_over(path, temporary)
    return change


def _lay_over(path: str, stands: str) -> Reference:
    """The shipped data with one list, out of the file where it stands; faults do not name that."""
    if not os.path.exists(stands):
        return reference.shipped()
    try:
        return OWN[os.path.basename(path)](reference.shipped(), stands)
    except DataError as error:
        raise type(error)([_bare(fault, stands) for fault in error.faults]) from None


def _bare(fault: str, path: str) -> str:
    """A fault without its file's path."""
    return fault.removeprefix(path).lstrip(",: ")


def _bytes(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _seen(path: str) -> bytes | str | None:
    try:
        return _bytes(path)
    except OSError as error:
        return str(error.strerror)


def _problem(path: str, error: DataError | OSError, held: Loaded | None) -> str:
    """What is wrong with a list and what was done about it."""
    name = os.path.basename(path)
    words, holds = _WORDS[name], _HELD if held else _holds(path)
    match error:
        case NewerError():
            return _NEWER.format(words, holds)
        case DataError():
            what = _bare(error.faults[0], path)
            return f"The clinic's own {words} were damaged ({what}). {_put_away(path, held)}"
        case _:
            return _UNREADABLE.format(words, error.strerror, holds)


def _put_away(path: str, held: Loaded | None) -> str:
    """Rename a damaged list, and put back what was read of it before."""
    holds = _HELD if held else _holds(path)
    try:
        kept = set_aside(path)
        if held is None:
            return _KEPT.format(kept, holds.lower())
        with complete(path) as file:
            file.write(held.good[os.path.basename(path)])
    except OSError as error:
        return f"{holds}. The file can't be replaced: {error.strerror}."
    return _PUT_BACK.format(kept)


def _left(path: str) -> str:
    """Where a list is that was damaged earlier, as long as none was written in its place; empty for nowhere."""
    stem, ending = os.path.splitext(path)
    kept = f"{stem}-damaged-1{ending}"
    said = _WORDS[os.path.basename(path)], os.path.basename(kept), _holds(path)
    return _LEFT.format(*said) if os.path.exists(kept) else ""


def _holds(path: str) -> str:
    """What holds where a list can't be read."""
    return "No lot is questioned" if os.path.basename(path) == RECALLS else "The shipped ones hold"
