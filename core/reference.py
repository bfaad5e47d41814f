"""All reference data of one run: rules, products, payers and codes, and what only some answers look up."""

import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from core import catalog, codes, paths, payers, recalls, rules
from core.catalog import Catalog
from core.codes import Codes
from core.entries import CLINIC, FILE
from core.payers import Payer
from core.recalls import Recall
from core.rules import Rules

if TYPE_CHECKING:
    from core.diagnoses import Diagnoses
    from core.indications import Indication
    from core.self_administered import Listed
    from core.similar_codes import SimilarCode


class Reference(NamedTuple):
    """What calculations look things up in. Never changed."""

    rules: Rules
    catalog: Catalog
    payers: dict[str, Payer]
    codes: Codes
    recalls: tuple[Recall, ...] = ()
    """The clinic's own list (S1)."""

    # Shipped lists that a calculation seldom needs are read when they are first wanted.

    @property
    def diagnoses(self) -> "Diagnoses":
        """The ICD-10-CM codes that the drug is given for (C2)."""
        from core import diagnoses

        return diagnoses.load(paths.resource("diagnoses.toml"))

    @property
    def indications(self) -> "dict[str, Indication]":
        """What the drug is given for, with what payers ask (P3)."""
        from core import indications

        return indications.load(paths.resource("indications.toml"))

    @property
    def similar_codes(self) -> "tuple[SimilarCode, ...]":
        """Codes that get confused with the drug's (C3)."""
        from core import similar_codes

        return similar_codes.load(paths.resource("similar_codes.toml"))

    @property
    def self_administered(self) -> "tuple[Listed, ...]":
        """Contractors' lists of self-administered drugs (M3)."""
        from core import self_administered

        return self_administered.load(paths.resource("self_administered.toml"))


@cache
def shipped() -> Reference:
    """The shipped data alone, read once.

    Raises:
        DataError: a fault in a file, naming entry and field.
        OSError: a file can't be read.
    """
    return Reference(
        rules=rules.load(paths.resource("rules.toml")),
        catalog=catalog.load(paths.resource("products.toml")),
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
    return known._replace(catalog=catalog.load(path, FILE, known.catalog))


def _products(known: Reference, path: str) -> Reference:
    return known._replace(catalog=catalog.load(path, CLINIC, known.catalog))


def _payers(known: Reference, path: str) -> Reference:
    return known._replace(payers={**known.payers, **payers.load(path, CLINIC)})


def _figures(known: Reference, path: str) -> Reference:
    return known._replace(codes=codes.lay_over(known.codes, path, CLINIC))


def _recalls(known: Reference, path: str) -> Reference:
    return known._replace(recalls=recalls.load(path))


PRODUCTS, PAYERS, FIGURES, RECALLS = "products.toml", "payers.toml", "figures.toml", "recalls.toml"

OWN: dict[str, Callable[[Reference, str], Reference]] = {
    PRODUCTS: _products,
    PAYERS: _payers,
    FIGURES: _figures,
    RECALLS: _recalls,
}
"""Names of the clinic's own lists, in the folder of its settings, and how each is laid over what is known."""
