"""Finding containers by what people type: a strength, a name, a labeler, the start of an NDC."""

import functools
import re

from core import ndc
from core.catalog import Catalog, Product
from core.quantity import Amount, QuantityError, number, parse_amount

_QUANTITY = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*(mcg|ug|µg|μg|mg|ml)(?![a-z])")
_THOUSANDS = re.compile("(?<=[0-9]),(?=[0-9])")
_WORD = re.compile(r"[^\s,;()/]+")


def matching(text: str, catalog: Catalog) -> list[Product]:
    """The products that every part of a text fits, smallest first.

    A number with its unit is the content, the concentration or the volume, however it is written; anything else is
    the start of a word, of a number or of an NDC.
    """
    text = _THOUSANDS.sub("", text.casefold())
    amounts = {_amount(*found.groups()) for found in _QUANTITY.finditer(text)}
    starts = _WORD.findall(_QUANTITY.sub(" ", text))
    return [
        product
        for product in sorted(catalog.products, key=lambda product: (product.content, product.labeler))
        if amounts <= _strengths(product)
        and all(any(word.startswith(start) for word in _words(product)) for start in starts)
    ]


def _amount(digits: str, unit: str) -> Amount | None:
    """An amount whatever its spelling; None for one that no container holds."""
    try:
        return parse_amount(f"{digits} {unit.replace('ml', 'mL')}")._replace(text="")
    except QuantityError:
        return None


@functools.cache
def _strengths(product: Product) -> frozenset[Amount | None]:
    """What a product may be called by with a unit."""
    amounts = {Amount(product.content), Amount(product.concentration), Amount(None, product.volume)}
    return frozenset(amounts - {Amount(None)})


@functools.cache
def _words(product: Product) -> frozenset[str]:
    """The words, numbers and codes that a product may be called by."""
    said = f"{product.name} {product.labeler} {product.container} {product.dosing}-dose {product.hcpcs} in mcg mg ml"
    numbers = {number(amount) for amount in (product.content, product.concentration, product.volume) if amount}
    codes = {product.ndc, *product.ndc.split("-")[:2], ndc.ten_digits(product.ndc), ndc.claim_digits(product.key)}
    return frozenset({*_WORD.findall(said.casefold()), *numbers, *codes})
