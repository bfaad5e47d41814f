"""The payers' profiles, which the clinic edits and copies."""

from collections.abc import Callable
from functools import partial

from core import own_lists
from core.clinic import Clinic
from core.entries import CLINIC
from core.payers import Payer
from gui import ages, dates, payer_dialog, words
from gui.list_part import ListPart
from gui.list_table import ListRow
from gui.lists import Lists

_HEADER = ("Payer", "Discarded drug", "JZ", "Filing", "Appeal", "From", "Checked")
_WASTE = {"jw-line": "JW line", "not-billed": "not billed", "containers-opened": "smallest units"}
_DROP, _USE_SHIPPED = "&Remove", "Use the &shipped one"
_REPLACES = "It stands in the place of the shipped profile."
_USUAL = "{} is the clinic's usual payer. Choose another one in Settings, then remove it."


class PayerList(ListPart):
    """Profiles with where they come from."""

    def __init__(self, lists: Lists, clinic: Callable[[], Clinic]) -> None:
        """Show the profiles.

        Args:
            lists: where they are changed.
            clinic: the settings, for staff and usual payer.
        """
        super().__init__("Payers", _HEADER, 0, "lists.payers")
        self._lists, self._clinic = lists, clinic
        self.edit = self.add_button("&Edit...", self.ask_edit)
        self.copy = self.add_button("Cop&y...", self.ask_copy)
        self.drop = self.add_button(_DROP, self.remove, "lists.drop")
        self.table.opened.connect(self.ask_edit)
        lists.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        self.show_rows([self._row(payer) for payer in self._lists.known.payers.values()])

    def ask_edit(self) -> None:
        """Ask what else the chosen payer wants."""
        self._ask("{} is edited.", copy=False)

    def ask_copy(self) -> None:
        """Ask for a profile like the chosen one."""
        self._ask("{} is in the list.", copy=True)

    def remove(self) -> None:
        """Take the chosen profile out of the clinic's list; a shipped one of that id is back."""
        payer = self._lists.known.payers.get(self.chosen())
        if payer is None or payer.origin != CLINIC:
            return
        if payer.id == self._clinic().payer and payer.id not in self._lists.shipped.payers:
            self.said.emit(_USUAL.format(payer.name))
            return
        problem = self._lists.change(lambda folder: own_lists.change_payers(folder, drop=[payer.id]))
        self.said.emit(problem or f"{payer.name} is taken out of the clinic's list.")

    def offer(self) -> None:
        """Allow what can be done with the chosen profile."""
        payer = self._lists.known.payers.get(self.chosen())
        own = payer is not None and payer.origin == CLINIC
        self.edit.setEnabled(payer is not None)
        self.copy.setEnabled(payer is not None)
        self.drop.setEnabled(own)
        self.drop.setText(_USE_SHIPPED if own and self.chosen() in self._lists.shipped.payers else _DROP)

    def _ask(self, done: str, *, copy: bool) -> None:
        payer = self._lists.known.payers.get(self.chosen())
        if payer is None:
            return
        found = payer_dialog.ask(self.window(), self._lists.known.payers, self._clinic().staff, payer, copy=copy)
        if found is None:
            return
        problem = self._lists.change(partial(own_lists.change_payers, put=[found]))
        if not problem:
            self.table.choose_key(found.id)
        self.said.emit(problem or done.format(found.name))

    def _row(self, payer: Payer) -> ListRow:
        cells = (
            payer.name,
            _WASTE[payer.waste],
            payer.jz.replace("-", " "),
            _days(payer.filing_days),
            _days(payer.appeal_days),
            ages.ORIGINS[payer.origin],
            payer.checked.isoformat(),
        )
        told = (
            f"{payer.remark}" if payer.remark else "",
            f"{words.GRADES[payer.grade]}. Source: {payer.source}.",
            f"Checked {payer.checked} ({ages.of_day(payer.checked, dates.now().date())}).",
            _REPLACES if payer.origin == CLINIC and payer.id in self._lists.shipped.payers else "",
        )
        return ListRow(payer.id, cells, " ".join(filter(None, told)))


def _days(days: int | None) -> str:
    return "not known" if days is None else f"{days:,} days"
