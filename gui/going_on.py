"""Enter in the form: on to the next field that still needs something. It never ends a note by itself."""

from itertools import chain

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui import spoken, words
from gui.details import Details
from gui.footer import Footer
from gui.form import Form
from gui.section import Place


class GoingOn(QObject):
    """Leads from field to field by what is wrong, what an answer needs, and what is to be checked about it."""

    def __init__(self, form: Form, details: Details, footer: Footer) -> None:
        """Listen to a form.

        Args:
            form: where Enter is pressed.
            details: what was found about the form as it is.
            footer: where is said that nothing more is needed.
        """
        super().__init__(form)
        self._form, self._details, self._footer = form, details, footer
        form.entered.connect(self._go_on)

    def _go_on(self) -> None:
        """Go to the next field below, else to the first from above; one with a fault is not left."""
        missing, places = self._form.missing(), tuple(self._form.places())
        here = next((number for number, place in enumerate(places) if _has_focus(place)), -1)
        if here >= 0 and places[here].fault:
            following = places[here : here + 1]
        else:
            following = (*places[here + 1 :], *places[: here + 1])
        asked = self._asked(missing)
        wanted = next((place for place in following if _needs(place, asked)), None)
        if wanted is None:
            self._footer.say(next(iter(missing.values()), words.ALL_THERE))
            return
        self._form.focus(wanted.path)
        if wanted in places[here : here + 1]:
            spoken.say(wanted.part, wanted.fault or missing.get(wanted.path, ""))

    def _asked(self, missing: dict[str, str]) -> set[object]:
        """The fields that an answer needs or that are to be checked, by their paths and as they are."""
        found = (found.field for found in self._details.found if found.field and found.severity != "info")
        paths = tuple(chain(missing, found))
        return {*paths, *map(self._form.field, paths)}


def _needs(place: Place, asked: set[object]) -> bool:
    """Whether something is wrong there, or it is empty and asked for."""
    return bool(place.fault) or (not place.filled and not asked.isdisjoint((place.path, place.part)))


def _has_focus(place: Place) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (place.part is focused or place.part.isAncestorOf(focused))
