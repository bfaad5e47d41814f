"""Help: the shortcuts, every rule with its source and how sure it is, and the codes that get confused."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from core.reference import Reference
from gui import theme, words
from gui.section import heading


class HelpDialog(QDialog):
    """Shortcuts above, rules below, with a search; it leaves the window usable."""

    def __init__(self, reference: Reference, parent: QWidget) -> None:
        """List all rules; the codes that get confused stand below the rule that names them."""
        super().__init__(parent)
        self.setWindowTitle("Vialnote help")
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search rules and codes, such as JZ or J1931")
        self.search.setAccessibleName("Search rules and codes")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.list = _list(reference)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setSpacing(theme.SPACE[1])
        for widget in (
            heading("Shortcuts"),
            _shortcuts(),
            heading("Rules, and codes that look alike"),
            self.search,
            self.list,
            close,
        ):
            box.addWidget(widget)
        self.resize(760, 640)

    def show_rule(self, rule: str) -> None:
        """Go to a rule; an empty id shows them all."""
        self.search.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == rule:
                self.list.setCurrentRow(row)
                self.list.scrollToItem(self.list.item(row), QListWidget.ScrollHint.PositionAtTop)
                self.list.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _filter(self, text: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(text.casefold() not in item.text().casefold())


def _list(reference: Reference) -> QListWidget:
    found = QListWidget()
    found.setAccessibleName("Rules and codes")
    found.setWordWrap(True)
    found.setResizeMode(QListWidget.ResizeMode.Adjust)
    found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for rule in reference.rules.all():
        _add(found, words.rule(rule), rule.id)
        if rule.id == "C3":
            for code in reference.similar_codes:
                _add(found, words.similar(code), code.hcpcs)
    return found


def _add(found: QListWidget, text: str, id_: str) -> None:
    item = QListWidgetItem(text)
    item.setData(Qt.ItemDataRole.UserRole, id_)
    found.addItem(item)


def _shortcuts() -> QLabel:
    half = -(-len(words.SHORTCUTS) // 2)
    cells = "".join(
        "<tr>"
        + "".join(f"<td><b>{keys}</b>&nbsp;&nbsp;</td><td>{what}&nbsp;&nbsp;&nbsp;&nbsp;</td>" for keys, what in row)
        + "</tr>"
        for row in zip(words.SHORTCUTS[:half], (*words.SHORTCUTS[half:], ("", "")), strict=False)
    )
    label = QLabel(f"<table cellspacing='4'>{cells}</table>")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
