"""Products, payer profiles and figures as the tables of the data files, from which they read back the same."""

from typing import Any

from core.catalog import Product, TurnedAway
from core.codes import Mue
from core.payers import Payer
from core.quantity import number
from core.recalls import Recall

_EMPTY = (None, "", ())


def product_table(product: Product) -> dict[str, Any]:
    """A product as its table."""
    table = {
        "ndc": product.ndc,
        "labeler": product.labeler,
        "name": product.name,
        "hcpcs": product.hcpcs,
        "billing_unit": _mcg(product.billing_unit),
        "concentration": "" if product.concentration is None else f"{_mcg(product.concentration)}/mL",
        "volume": "" if product.volume is None else f"{number(product.volume)} mL",
        "content": _mcg(product.content) if product.volume is None else "",
        "container": product.container,
        "dosing": product.dosing,
        "dosing_confirmed": product.dosing_confirmed,
        "source": product.source,
        "checked": product.checked,
        "gone": product.gone,
    }
    return _filled(table)


def turned_away_table(entry: TurnedAway) -> dict[str, Any]:
    """A product that is turned away as its table."""
    return {name: getattr(entry, name) for name in ("ndc", "name", "hcpcs", "source", "checked")}


def payer_table(payer: Payer) -> dict[str, Any]:
    """A payer profile as its table."""
    table = payer._asdict()
    del table["origin"]
    return _filled({**table, "excluded_routes": list(payer.excluded_routes)})


def mue_table(hcpcs: str, setting: str, mue: Mue) -> dict[str, Any]:
    """A medically unlikely edit as its table."""
    table = mue._asdict()
    del table["origin"]
    return {"hcpcs": hcpcs, "setting": setting, **table}


def recall_table(recall: Recall) -> dict[str, Any]:
    """A recalled lot as its table."""
    return recall._asdict()


def _mcg(scaled: int) -> str:
    return f"{number(scaled)} mcg"


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    """Without the fields that say nothing, which TOML could not write."""
    return {name: value for name, value in table.items() if value not in (*_EMPTY, [])}
