"""The window: its pages and the way between them."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QStackedLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui import frame, shortcuts
from gui.frame import Frame
from gui.idle import Curtain
from gui.tabs import Tabs

_GLANCE = 50
"""Milliseconds between looks at what has opened over a locked window."""

_BY_TAB = Qt.FocusPolicy.TabFocus


class Pages(QWidget):
    """One page at a time; each but the first is made when it is first wanted."""

    def __init__(
        self,
        first: str,
        makers: dict[str, Callable[[], QWidget]],
        may_close: Callable[[], bool],
        window: Frame | None,
    ) -> None:
        """Show a page.

        Args:
            first: its name.
            makers: what makes each page, by name.
            may_close: asks where something would be lost.
            window: which this fills; None where this is the window itself.
        """
        super().__init__(window and window.centralWidget())
        self._makers, self._may_close = makers, may_close
        self._made: dict[str, QWidget] = {}
        self.content, self._whole = QWidget(), QStackedLayout(self)
        self._whole.addWidget(self.content)
        self.stack, self._tabs = QStackedWidget(), window.tabs if window else Tabs()
        self.buttons = self._tabs.buttons
        self._guard = QTimer(self, interval=_GLANCE)
        self._guard.timeout.connect(self._close_others)
        self._build()
        self.go(first)

    def page(self, name: str) -> QWidget:
        """A page, in sight or not; it is made now if it was not wanted before."""
        if name not in self._made:
            self._made[name] = self._makers[name]()
            self.stack.addWidget(self._made[name])
        return self._made[name]

    def go(self, name: str) -> QWidget:
        """Show a page, with the focus where it was there."""
        page = self.page(name)
        self.stack.setCurrentWidget(page)
        self.buttons[name].setChecked(True)
        _entry(page).setFocus(Qt.FocusReason.OtherFocusReason)
        return page

    def lock(self, check: Callable[[str], str] | None) -> None:
        """Hide all pages and dialogues until somebody unlocks them; their keys do nothing meanwhile.

        Args:
            check: says what is wrong with a passphrase, or nothing; None where a confirmation is enough.
        """
        if self.locked:
            return
        before, curtain = QApplication.focusWidget(), Curtain(check)
        if before is None or before.window() is not self.window():  # a dialogue has it
            before = self.focusWidget()
        curtain.opened.connect(lambda: self._unlock(curtain, before))
        self._whole.addWidget(curtain)
        self._whole.setCurrentWidget(curtain)
        self._close_others()
        self._guard.start()
        self.activateWindow()
        curtain.focus()

    @property
    def locked(self) -> bool:
        """Whether the pages are hidden until somebody unlocks them."""
        return self._whole.count() > 1

    def _turned(self, name: str, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Screen readers turn a button without a click."""
        if checked and self.stack.currentWidget() is not self._made.get(name):
            self.go(name)

    def _close_others(self) -> None:
        """Close what is open over the locked window, or opens later, such as the outcome of what was begun before."""
        for other in QApplication.topLevelWidgets():
            if other is not self.window() and other.isVisible():
                other.close()

    def _unlock(self, curtain: Curtain, before: QWidget | None) -> None:
        self._guard.stop()
        self._whole.setCurrentWidget(self.content)
        self._whole.removeWidget(curtain)
        curtain.deleteLater()
        if before is not None and isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where something would be lost; a locked window asks nothing, and is unlocked first."""
        event.setAccepted(not self.locked and self._may_close())

    def _build(self) -> None:
        box = QVBoxLayout(self.content)
        for place, (name, button) in enumerate(self.buttons.items(), 1):
            keys = f"Ctrl+{place}"
            button.setToolTip(keys)
            button.setAccessibleDescription(keys)
            shortcuts.bind(self.content, (button, keys, partial(self.go, name)))
            button.toggled.connect(partial(self._turned, name))
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._tabs)
        box.addWidget(self.stack, 1)
        frame.as_window(self)


def _entry(page: QWidget) -> QWidget:
    """Where the focus was on a page, or where Tab would first lead to."""
    found: QWidget | None = page.focusWidget()
    while found is not page and not (found and _takes_tab(page, found)):
        found = (found or page).nextInFocusChain()
    return found or page


def _takes_tab(page: QWidget, part: QWidget) -> bool:
    return page.isAncestorOf(part) and part.isVisible() and part.isEnabled() and bool(part.focusPolicy() & _BY_TAB)
