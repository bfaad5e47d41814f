"""The lots that the clinic knows to be recalled; scanning or typing one is questioned (S1)."""

import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from core import own_lists, recalls
from core.catalog import Product, TurnedAway
from core.ndc import NdcError, parse
from core.recalls import Recall
from gui import dates
from gui.entry_dialog import EntryDialog, Texts
from gui.field import Field, Line
from gui.list_part import ListPart
from gui.list_table import ListRow
from gui.lists import Lists

_HEADER = ("NDC", "Product", "Lot", "Recalled on", "Who says so")
_TITLE = "Add a recalled lot"
_WORDS = "Copy it from the recall. The first two parts of an NDC mean every package of the product."
_EMPTY = "No lot is recalled as far as the clinic's list knows."


class RecallList(ListPart):
    """Recalled lots, the newest first."""

    def __init__(self, lists: Lists) -> None:
        """Show the list, and change it there."""
        super().__init__("Recalled lots", _HEADER, 4, "lists.recalls")
        self._lists = lists
        self.add = self.add_button("&Add a lot...", self.ask_new)
        self.drop = self.add_button("&Remove", self.remove)
        lists.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        self._recalls = {_key(recall): recall for recall in self._lists.known.recalls}
        newest = sorted(self._recalls.items(), key=lambda item: item[1].date, reverse=True)
        self.show_rows([self._row(key, recall) for key, recall in newest])

    def ask_new(self) -> None:
        """Ask for a lot, and keep it."""
        found = ask(self.window())
        if found is not None:
            problem = self._lists.change(partial(own_lists.change_recalls, put=[found]))
            self.said.emit(problem or f"Lot {found.lot} is questioned from now on.")
            self.table.choose_key(_key(found))

    def remove(self) -> None:
        """Take the chosen lot out of the list."""
        recall = self._recalls.get(self.chosen())
        if recall is not None:
            problem = self._lists.change(partial(own_lists.change_recalls, drop=[recall]))
            self.said.emit(problem or f"Lot {recall.lot} is questioned no more.")

    def offer(self) -> None:
        """Only what is there can be removed."""
        self.drop.setEnabled(bool(self.chosen()))
        if not self._recalls:
            self.told.setText(_EMPTY)

    def _row(self, key: str, recall: Recall) -> ListRow:
        product = self._product(recall.ndc)
        cells = (recall.ndc, product, recall.lot, recall.date.isoformat(), recall.source)
        return ListRow(key, cells, f"Lot {recall.lot} of {product or recall.ndc}: {recall.words}.")

    def _product(self, code: str) -> str:
        """What a code means in the catalogue; empty where it is not there."""
        try:
            found: Product | TurnedAway | None = self._lists.known.catalog.find(parse(code))
        except NdcError:
            products = self._lists.known.catalog.products
            found = next((product for product in products if product.ndc.startswith(f"{code}-")), None)
        return f"{found.labeler}, {found.strength} {found.container}" if isinstance(found, Product) else ""


def ask(parent: QWidget) -> Recall | None:
    """Ask for a recalled lot; None where the user went back."""
    fields: dict[str, Field] = {
        "ndc": Line("NDC, or its first two parts", "With its hyphens, as on the label", "0641-6175-10"),
        "lot": Line("Lot", "As printed on the container"),
        "date": Line("Recalled on", "Such as 2026-11-20 or 11/20/2026", "2026-11-20"),
        "source": Line("Who says so", "And where that stands", "Hikma's letter"),
    }
    fields["date"].set_text(dates.now().date().isoformat())
    dialogue = EntryDialog(parent, _TITLE, _WORDS, fields, _faults, topic="lists.recalls")
    found = _recall(dialogue.texts()) if dialogue.exec() else None
    dialogue.deleteLater()
    return found


def _faults(texts: Texts) -> Texts:
    try:
        found = _recall(texts)
    except ValueError:
        return {"date": f"{texts['date'] or 'empty'}: expected a date such as 2026-11-20."}
    return recalls.why_wrong(found)


def _recall(texts: Texts) -> Recall:
    return Recall(
        ndc=texts["ndc"],
        lot=texts["lot"],
        date=datetime.date.fromisoformat(dates.day(texts["date"])),
        source=texts["source"],
    )


def _key(recall: Recall) -> str:
    return f"{recall.ndc}/{recall.lot}/{recall.words}"
