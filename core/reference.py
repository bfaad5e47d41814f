"""All reference data of one run: rules, products, payers and codes."""

import os
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from core import catalog, codes, paths, payers, rules
from core.catalog import Catalog
from core.codes import Codes
from core.entries import CLINIC, FILE
from core.payers import Payer
from core.rules import Rules


class Reference(NamedTuple):
    """What calculations look things up in. Never changed."""

    rules: Rules
    catalog: Catalog
    payers: dict[str, Payer]
    codes: Codes


@cache
def shipped() -> Reference:
    """The shipped data alone, read once.

    Raises:
        DataError: a fault in a file, naming entry and field.
        OSError: a file can't be read.
    """
    return Reference(
        rules=rules.load(paths.resource("rules.toml")),
        catalog=catalog.load([paths.resource("products.toml")]),
        payers=payers.load(paths.resource("payers.toml")),
        codes=codes.load(paths.resource("codes.toml")),
    )


def lay_over(known: Reference, path: str) -> Reference:
    """Reference data with one of the clinic's own lists over them, if it is there.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    return OWN[os.path.basename(path)](known, path) if os.path.exists(path) else known


def add_catalog(known: Reference, path: str) -> Reference:
    """Reference data with a further catalogue file over them.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    return known._replace(catalog=catalog.load([path], FILE, known.catalog))


def _products(known: Reference, path: str) -> Reference:
    return known._replace(catalog=catalog.load([path], CLINIC, known.catalog))


def _payers(known: Reference, path: str) -> Reference:
    return known._replace(payers={**known.payers, **payers.load(path, CLINIC)})


def _figures(known: Reference, path: str) -> Reference:
    return known._replace(codes=codes.lay_over(known.codes, path, CLINIC))


PRODUCTS, PAYERS, FIGURES = "products.toml", "payers.toml", "figures.toml"

OWN: dict[str, Callable[[Reference, str], Reference]] = {PRODUCTS: _products, PAYERS: _payers, FIGURES: _figures}
"""Names of the clinic's own lists, in the folder of its settings, and how each is laid over what is known."""
