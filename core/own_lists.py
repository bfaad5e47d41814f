"""The clinic's own lists beside its settings: products, payers and figures over the shipped ones, and recalled lots.

They have the shipped files' form, and the shipped files are never touched. Each change reads what is on disk first, so
that two windows do not undo each other, and the file is whole or as it was.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from core import list_writer, reference
from core.catalog import Catalog, Product, read_product, refuse_turned_away
from core.codes import Mue
from core.entries import CLINIC, DataError, Entry
from core.files import beside, complete, set_aside
from core.ndc import Ndc
from core.payers import Payer
from core.quantity import mcg
from core.recalls import Recall
from core.reference import FIGURES, OWN, PAYERS, PRODUCTS, RECALLS, Reference

_WORDS = {PRODUCTS: "products", PAYERS: "payers", FIGURES: "figures", RECALLS: "recalled lots"}

Tables = dict[str, list[dict[str, Any]]]


class Loaded(NamedTuple):
    """Reference data with the clinic's own lists, as far as these can be read."""

    known: Reference
    problem: str
    """What was wrong with which list and where it is now; empty where nothing was."""


class Change(NamedTuple):
    """What a change made of a list's file."""

    path: str
    before: bytes | None
    """None where there was none."""

    after: bytes


def load(folder: str, shipped: Reference) -> Loaded:
    """Read the lists; a damaged one is renamed, so that nothing in it is lost, and the shipped data hold instead."""
    known, problems = shipped, []
    for name in OWN:
        path = os.path.join(folder, name)
        try:
            known = reference.lay_over(known, path)
        except DataError as error:
            what = error.faults[0].removeprefix(f"{path}, ")
            problems.append(f"The clinic's own {_WORDS[name]} were damaged ({what}). {_put_away(path)}")
        except OSError as error:
            problems.append(f"The clinic's own {_WORDS[name]} can't be read: {error.strerror}. {_holds(path)}.")
    return Loaded(known, " ".join(problems))


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


def check_product(entry: Entry, known: Catalog, before: Product | None) -> Product:
    """A product out of its table, which is to stand in a catalogue; what is wrong with it is noted there.

    Args:
        entry: its table.
        known: the catalogue.
        before: the product in whose place it stands; None where there must be none yet.
    """
    product = read_product(entry)
    found = None if entry.is_wrong("ndc") else known.find(product.key)
    refuse_turned_away(entry, product, found)
    if isinstance(found, Product) and (before is None or found.key != before.key):
        entry.fault("ndc", "it is in the list already; choose it there and correct it")
    units = {
        other.billing_unit for other in known.products if other.hcpcs == product.hcpcs and other.key != product.key
    }
    if units and product.billing_unit not in units and not entry.is_wrong("billing_unit"):
        entry.fault("billing_unit", f"{product.hcpcs} is billed by {', '.join(map(mcg, units))}")
    return product


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
    found = tables(reference.lay_over(reference.shipped(), path))
    over = "" if name == RECALLS else " They stand over the shipped ones;"
    head = f"# The clinic's own {_WORDS[name]}.{over} Vialnote writes this file.\n\n"
    os.makedirs(folder, exist_ok=True)
    change = Change(path, _bytes(path), f"{head}{tomli_w.dumps(found)}".encode())
    with beside(path) as temporary:
        with open(temporary, "wb") as file:
            file.write(change.after)
        OWN[name](reference.shipped(), temporary)
    return change


def _bytes(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _put_away(path: str) -> str:
    try:
        return f"They are kept as {set_aside(path)}; {_holds(path).lower()}."
    except OSError as error:
        return f"{_holds(path)}. The file can't be renamed: {error.strerror}."


def _holds(path: str) -> str:
    """What holds where a list can't be read."""
    return "No lot is questioned" if os.path.basename(path) == RECALLS else "The shipped ones hold"
