"""All reference data of one run: rules, products, payers and codes."""

from typing import NamedTuple

from core import catalog, codes, paths, payers, rules
from core.catalog import Catalog
from core.codes import Codes
from core.payers import Payer
from core.rules import Rules


class Reference(NamedTuple):
    """What calculations look things up in. Loaded once, never changed."""

    rules: Rules
    catalog: Catalog
    payers: dict[str, Payer]
    codes: Codes


def load(extra_catalogs: tuple[str, ...] = ()) -> Reference:
    """Read the shipped data, and further catalogue files after the shipped one.

    Raises:
        DataError: a fault in a file, naming entry and field.
        OSError: a file can't be read.
    """
    return Reference(
        rules=rules.load(paths.resource("rules.toml")),
        catalog=catalog.load((paths.resource("products.toml"), *extra_catalogs)),
        payers=payers.load(paths.resource("payers.toml")),
        codes=codes.load(paths.resource("codes.toml")),
    )
