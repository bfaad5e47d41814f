"""The container's type of a product, confirmed from its label: at the finding, or at the list."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from core import own_lists
from core.catalog import Product
from core.ndc import Ndc
from core.note.phrases import DOSING
from gui import product_dialog
from gui.lists import Lists

_CONFIRMED = "{} is confirmed as {}."
_UNKNOWN = "The container is not in the list of products any more."


def confirm(parent: QWidget, lists: Lists, key: str, staff: Iterable[str]) -> str:
    """Ask what a product's label says, and keep it in the clinic's list; what was done, or nothing.

    Args:
        parent: the window.
        lists: where it is kept.
        key: of the product.
        staff: offered as those who read the label.
    """
    product = lists.known.catalog.find(Ndc(key))
    if not isinstance(product, Product):
        return _UNKNOWN
    found = product_dialog.ask_dosing(parent, product, staff)
    if found is None:
        return ""
    problem = lists.change(partial(own_lists.change_products, put=[found]))
    return problem or _CONFIRMED.format(found.ndc, DOSING[found.dosing])
