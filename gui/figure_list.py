"""Figures that age by quarters: medically unlikely edits, which the clinic renews, and Medicare's payment limits."""

import os
from collections.abc import Callable
from functools import partial

from core import mue_table, own_lists
from core.clinic import Clinic
from core.cms_file import CmsFileError
from core.codes import Mue
from core.encounter import SETTINGS
from core.entries import CLINIC
from core.report import prices
from core.report.prices import PriceError, PriceFile, Prices
from gui import ages, choosing, dates, figure_dialog, lists_files
from gui.figure_dialog import Proposed
from gui.list_part import ListPart
from gui.list_table import ListRow
from gui.lists import Lists

_HEADER = ("Figure", "Place", "Value", "Quarter", "Age", "From")
_TABLES = (("office", "asc"), ("hospital_outpatient", "cah"))
"""Places that one table of CMS is for: practitioners, and outpatient hospitals."""

_MUE, _ASP = "MUE", "ASP"
_AGED = "It is older than its quarter. Look up the current table."
_NOT_READ = "{} can't be read: {}."
_NOT_IN = "{} has no figure of a code that is known here."
_LOAD = "Price files are loaded on the page Report."


class FigureList(ListPart):
    """Figures with their quarter and age."""

    def __init__(self, lists: Lists, clinic: Callable[[], Clinic], prices_folder: str) -> None:
        """Show the figures.

        Args:
            lists: where they are changed.
            clinic: the settings, for the names of the staff.
            prices_folder: where the price files that were loaded are kept.
        """
        super().__init__("Figures", _HEADER, 1, "lists.figures")
        self._lists, self._clinic = lists, clinic
        self._prices_path = os.path.join(prices_folder, prices.FILE)
        self.renew = self.add_button("Re&new...", self.ask)
        self.drop = self.add_button("Use the &shipped one", self.remove, "lists.drop")
        self.import_ = self.add_button("&Import MUE table...", self.ask_table)
        self.table.opened.connect(self.ask)
        lists.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show what is known now."""
        codes = self._lists.known.codes.drugs.values()
        edits = [_mue_row(code.hcpcs, *found) for code in codes for found in code.mue.items()]
        self.show_rows([*edits, *self._asp_rows()])

    def ask(self) -> None:
        """Ask for the chosen figure as it is in the current table; it holds for all places of that table."""
        chosen = self._chosen()
        if chosen is None:
            return
        hcpcs, settings, before = chosen
        found = figure_dialog.ask(self.window(), hcpcs, settings, before, self._clinic().staff)
        if found is not None:
            self._change(hcpcs, settings, found, f"The MUE of {hcpcs} is of {found.quarter} now.")

    def ask_table(self) -> None:
        """Ask for a table of CMS, and whether what it says is right."""
        path = choosing.source(self.window(), "Import MUE table", "CMS MUE table (*.csv *.CSV *.txt)")
        if path:
            self.take_table(path)

    def take_table(self, path: str) -> None:
        """Show each figure that a table has of a known code; what is saved holds for all places of the table."""
        name = os.path.basename(path)
        try:
            table = mue_table.read(lists_files.read(path), name)
        except CmsFileError as error:
            self.said.emit(str(error))
            return
        except OSError as error:
            self.said.emit(_NOT_READ.format(name, error.strerror))
            return
        known = [code for code in self._lists.known.codes.drugs.values() if code.hcpcs in table.units]
        if not known:
            self.said.emit(_NOT_IN.format(name))
        for code in known:
            proposed = Proposed(table.units[code.hcpcs], table.quarter, name)
            before, staff = code.mue[table.settings[0]], self._clinic().staff
            found = figure_dialog.ask(self.window(), code.hcpcs, table.settings, before, staff, proposed)
            if found is not None:
                self._change(code.hcpcs, table.settings, found, f"The MUE of {code.hcpcs} is of {found.quarter} now.")

    def remove(self) -> None:
        """Take the chosen figure out of the clinic's list."""
        chosen = self._chosen()
        if chosen is not None and chosen[2].origin == CLINIC:
            self._change(chosen[0], chosen[1], None, f"The MUE of {chosen[0]} is the shipped one again.")

    def offer(self) -> None:
        """Renew and drop an edit; price files are whole."""
        chosen = self._chosen()
        self.renew.setEnabled(chosen is not None)
        self.drop.setEnabled(chosen is not None and chosen[2].origin == CLINIC)

    def _change(self, hcpcs: str, settings: tuple[str, ...], mue: Mue | None, done: str) -> None:
        write = partial(own_lists.change_figures, hcpcs=hcpcs, settings=settings, mue=mue)
        self.said.emit(self._lists.change(write) or done)

    def _chosen(self) -> tuple[str, tuple[str, ...], Mue] | None:
        """Code, places and figure of the chosen edit."""
        kind, hcpcs, setting = (*self.chosen().split(" "), "", "")[:3]
        if kind != _MUE:
            return None
        edits = self._lists.known.codes.drugs[hcpcs].mue
        table = next((places for places in _TABLES if setting in places), (setting,))
        return hcpcs, tuple(place for place in table if place in edits), edits[setting]

    def _asp_rows(self) -> list[ListRow]:
        codes = dict.fromkeys(product.hcpcs for product in self._lists.known.catalog.products)
        loaded = self._prices()
        found = ((code, quarter) for code in codes for quarter in sorted(loaded) if code in loaded[quarter].limits)
        return [_asp_row(code, quarter, loaded[quarter]) for code, quarter in found]

    def _prices(self) -> Prices:
        try:
            return prices.load(self._prices_path)
        except (PriceError, OSError):
            return {}  # the Report page says what is wrong with them


def _mue_row(hcpcs: str, setting: str, mue: Mue) -> ListRow:
    today = dates.now().date()
    age = ages.of_quarter(mue.quarter, today)
    value, origin = f"{mue.units:,} units a day", ages.ORIGINS[mue.origin]
    cells = (f"{_MUE} {hcpcs}", SETTINGS[setting], value, mue.quarter, age, origin)
    told = (
        f"Source: {mue.source}. Checked {mue.checked} ({ages.of_day(mue.checked, today)}).",
        _AGED if "quarter" in age and age[0].isdigit() else "",
    )
    return ListRow(f"{_MUE} {hcpcs} {setting}", cells, " ".join(filter(None, told)))


def _asp_row(hcpcs: str, quarter: str, file: PriceFile) -> ListRow:
    limit, age = file.limits[hcpcs], ages.of_quarter(quarter, dates.now().date())
    value = f"${limit.dollars:f} for {limit.dosage}"
    cells = (f"{_ASP} {hcpcs}", "Medicare's payment limit", value, quarter, age, "CMS file")
    return ListRow(f"{_ASP} {hcpcs} {quarter}", cells, f"Source: {file.source}. {_LOAD}")
