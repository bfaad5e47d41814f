"""The clinic's own lists beside its settings: products, payers and figures that stand over the shipped ones.

They have the shipped files' form, and the shipped files are never touched. Each change reads what is on disk first, so
that two windows do not undo each other, and the file is whole or as it was.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from core import list_writer, reference
from core.catalog import Product
from core.codes import Mue
from core.entries import CLINIC, DataError
from core.files import beside, set_aside
from core.ndc import Ndc
from core.payers import Payer
from core.reference import FIGURES, OWN, PAYERS, PRODUCTS, Reference

_WORDS = {PRODUCTS: "products", PAYERS: "payers", FIGURES: "figures"}

Tables = dict[str, list[dict[str, Any]]]


class Loaded(NamedTuple):
    """Reference data with the clinic's own lists, as far as these can be read."""

    known: Reference
    problem: str
    """What was wrong with which list and where it is now; empty where nothing was."""


def load(folder: str) -> Loaded:
    """Read the lists; a damaged one is renamed, so that nothing in it is lost, and the shipped data hold instead."""
    known, problems = reference.shipped(), []
    for name in OWN:
        path = os.path.join(folder, name)
        try:
            known = reference.lay_over(known, path)
        except DataError as error:
            what = error.faults[0].removeprefix(f"{path}, ")
            problems.append(f"The clinic's own {_WORDS[name]} were damaged ({what}). {_put_away(path)}")
        except OSError as error:
            problems.append(f"The clinic's own {_WORDS[name]} can't be read: {error.strerror}. The shipped ones hold.")
    return Loaded(known, " ".join(problems))


def change_products(folder: str, put: Iterable[Product] = (), drop: Iterable[Ndc] = ()) -> None:
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

    _change(folder, PRODUCTS, tables)


def change_payers(folder: str, put: Iterable[Payer] = (), drop: Iterable[str] = ()) -> None:
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

    _change(folder, PAYERS, tables)


def change_figures(folder: str, hcpcs: str, settings: Iterable[str], mue: Mue | None) -> None:
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

    _change(folder, FIGURES, tables)


def _change(folder: str, name: str, tables: Callable[[Reference], Tables]) -> None:
    """Write a list anew, once it is known that it can be read back."""
    import tomli_w  # only where a list is changed

    path = os.path.join(folder, name)
    found = tables(reference.lay_over(reference.shipped(), path))
    head = f"# The clinic's own {_WORDS[name]}. They stand over the shipped ones; Vialnote writes this file.\n\n"
    os.makedirs(folder, exist_ok=True)
    with beside(path) as temporary:
        with open(temporary, "wb") as file:
            file.write(f"{head}{tomli_w.dumps(found)}".encode())
        OWN[name](reference.shipped(), temporary)


def _put_away(path: str) -> str:
    try:
        return f"They are kept as {set_aside(path)}; the shipped ones hold."
    except OSError as error:
        return f"The shipped ones hold. The file can't be renamed: {error.strerror}."
