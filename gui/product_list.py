"""The products that are known, and what the clinic adds or corrects from their labels."""

import os
from collections.abc import Callable
from functools import partial

from core import crosswalk, own_lists
from core.catalog import Product
from core.clinic import Clinic
from core.cms_file import CmsFileError
from core.entries import CLINIC
from core.ndc import Ndc
from core.note.phrases import DOSING
from gui import ages, choosing, confirming, crosswalk_dialog, dates, lists_files, product_dialog
from gui.crosswalk_dialog import CrosswalkDialog
from gui.list_part import ListPart
from gui.list_table import ListRow
from gui.lists import Lists

_HEADER = ("NDC", "Labeler", "Holds", "Container", "Type", "From", "Checked")
_DROP, _USE_SHIPPED = "&Remove", "Use the &shipped one"
_GONE = "Not in the CMS crosswalk of {} any more."
_NOT_READ = "{} can't be read: {}."
_TAKEN = "{} taken over from the crosswalk of {}."
_NONE_TAKEN = "Nothing was taken over."
_REPLACES = "It stands in the place of the shipped entry."


class ProductList(ListPart):
    """Products with where they come from."""

    def __init__(self, lists: Lists, clinic: Callable[[], Clinic]) -> None:
        """Show the products.

        Args:
            lists: where they are changed.
            clinic: the settings, for the names of the staff.
        """
        super().__init__("Products", _HEADER, 1, "lists.products")
        self._lists, self._clinic = lists, clinic
        self.add = self.add_button("&Add from the label...", self.ask_new)
        self.correct = self.add_button("&Correct...", self.ask_correction)
        self.confirm = self.add_button("Confirm &type...", self.ask_dosing, "lists.type")
        self.drop = self.add_button(_DROP, self.remove, "lists.drop")
        self.import_ = self.add_button("&Import CMS crosswalk...", self.ask_crosswalk, "lists.crosswalk")
        self.table.opened.connect(self.ask_correction)
        lists.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        self.show_rows([self._row(product) for product in self._lists.known.catalog.products])

    def ask_new(self) -> None:
        """Ask for a product that is not in the list."""
        self._put(product_dialog.ask(self.window(), self._lists.known, self._clinic().staff), "{} is in the list.")

    def ask_correction(self) -> None:
        """Ask what the label of the chosen product says."""
        product = self._product(self.chosen())
        if product is not None:
            found = product_dialog.ask(self.window(), self._lists.known, self._clinic().staff, product)
            self._put(found, "{} is corrected.")

    def ask_dosing(self) -> None:
        """Ask what the label of the chosen product says of its type."""
        self.said.emit(confirming.confirm(self.window(), self._lists, self.chosen(), self._clinic().staff))

    def remove(self) -> None:
        """Take the chosen product out of the clinic's list; a shipped one of that code is back."""
        product = self._product(self.chosen())
        if product is not None and product.origin == CLINIC:
            problem = self._lists.change(lambda folder: own_lists.change_products(folder, drop=[product.key]))
            self.said.emit(problem or f"{product.ndc} is taken out of the clinic's list.")

    def ask_crosswalk(self) -> None:
        """Ask for CMS's crosswalk, and what of it is taken over."""
        path = choosing.source(self.window(), crosswalk_dialog.TITLE, "CMS crosswalk (*.csv *.CSV *.txt)")
        if path:
            self.take_crosswalk(path)

    def take_crosswalk(self, path: str) -> None:
        """Show what a crosswalk says that the list does not, and take over what is ticked."""
        name, catalog = os.path.basename(path), self._lists.known.catalog
        try:
            found = crosswalk.read(lists_files.read(path), name, catalog)
        except CmsFileError as error:
            self.said.emit(str(error))
            return
        except OSError as error:
            self.said.emit(_NOT_READ.format(name, error.strerror))
            return
        dialogue = CrosswalkDialog(self.window(), name, found, catalog, dates.now().date())
        taken = dialogue.products() if dialogue.exec() else []
        dialogue.deleteLater()
        problem = self._lists.change(partial(own_lists.change_products, put=taken)) if taken else ""
        self.said.emit(problem or (_TAKEN.format(len(taken), found.quarter) if taken else _NONE_TAKEN))

    def offer(self) -> None:
        """Confirm what is inferred, and take out what is the clinic's own."""
        product = self._product(self.chosen())
        own = product is not None and product.origin == CLINIC
        self.correct.setEnabled(product is not None)
        self.confirm.setEnabled(product is not None and not product.dosing_confirmed)
        self.drop.setEnabled(own)
        self.drop.setText(_USE_SHIPPED if own and self._is_shipped(product) else _DROP)

    def _put(self, product: Product | None, done: str) -> None:
        if product is None:
            return
        problem = self._lists.change(partial(own_lists.change_products, put=[product]))
        if not problem:
            self.table.choose_key(product.key)
        self.said.emit(problem or done.format(product.ndc))

    def _product(self, key: str) -> Product | None:
        found = self._lists.known.catalog.find(Ndc(key))
        return found if isinstance(found, Product) else None

    def _is_shipped(self, product: Product | None) -> bool:
        return product is not None and self._lists.shipped.catalog.find(product.key) is not None

    def _row(self, product: Product) -> ListRow:
        doubt = "" if product.dosing_confirmed else ", not confirmed"
        cells = (
            product.ndc,
            product.labeler,
            product.strength,
            product.container,
            f"{DOSING[product.dosing]}{doubt}",
            ages.ORIGINS[product.origin],
            product.checked.isoformat(),
        )
        own = product.origin == CLINIC and self._is_shipped(product)
        told = (
            f"{product.name}, {product.hcpcs}. Source: {product.source}.",
            f"Checked {product.checked} ({ages.of_day(product.checked, dates.now().date())}).",
            _REPLACES if own else "",
            _GONE.format(product.gone) if product.gone else "",
        )
        return ListRow(product.key, cells, " ".join(filter(None, told)))
