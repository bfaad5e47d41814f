"""The look: colours, distances and type, light and dark, in one place."""

from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QMessageBox, QSizePolicy, QVBoxLayout, QWidget

from core import paths

SPACE = (4, 8, 12, 16, 24)
"""Distances between things, in logical pixels."""

CONTROL = 36
"""Least height of a control, in logical pixels."""


BAR = 14
"""Width of a bar that scrolls, in logical pixels."""


class Colours(NamedTuple):
    """The colours of one scheme; every pair of text and ground has a contrast of at least 4.5 to 1."""

    name: str
    """light or dark, which the icons' file names carry."""

    ground: str
    card: str
    field: str
    line: str
    """Borders of controls: at least 3 to 1 on `card`."""

    text: str
    quiet: str
    hint: str
    """An example in an empty field: as pale as is still readable, so that it does not look filled in."""

    accent: str
    on_accent: str
    fault: str
    warning: str


LIGHT = Colours(
    name="light",
    ground="#eef1f4",
    card="#ffffff",
    field="#ffffff",
    line="#7a8794",
    text="#14202b",
    quiet="#4a5866",
    hint="#6c7681",
    accent="#0b5c8a",
    on_accent="#ffffff",
    fault="#a61b1b",
    warning="#7a4b00",
)
DARK = Colours(
    name="dark",
    ground="#14191e",
    card="#1d242b",
    field="#161c22",
    line="#77858f",
    text="#eef2f5",
    quiet="#b3bfca",
    hint="#7c8a96",
    accent="#6cb8e6",
    on_accent="#0b1a24",
    fault="#ff9a94",
    warning="#f0bf6a",
)


_SCHEME = "scheme"
_HALF = 128
"""Lightness from which a colour is a light one."""


def colours() -> Colours:
    """The colours of the scheme that is on."""
    app = QApplication.instance()
    return DARK if app is not None and app.property(_SCHEME) == DARK.name else LIGHT


def prepare(app: QApplication) -> None:
    """Set style, typeface and the system's colours, before any part of a window is made."""
    app.setStyle("Fusion")
    for name in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        QFontDatabase.addApplicationFont(paths.resource("fonts", name))
    font = QFont("Noto Sans")
    font.setPointSizeF(10.5)
    app.setFont(font)
    _colour(app, _as_it_looks(app))


def follow_system(app: QApplication) -> None:
    """Put on the system's scheme, now and whenever it turns light or dark.

    Best done once a window is put together: dressing each part as it is added takes three times as long.
    """
    dress(app, _of_system())
    app.styleHints().colorSchemeChanged.connect(lambda _: dress(app, _of_system()))


def dress(app: QApplication, scheme: Colours) -> None:
    """Put on a scheme."""
    _colour(app, scheme)
    app.setStyleSheet(_sheet(scheme))


def early() -> str:
    """What the style sheet says of cards and buttons, for those that are seen before there is one."""
    return _early(colours())


def resize_within(dialogue: QWidget, width: int, height: int) -> None:
    """Give a dialogue a size, which is no larger than the window below it: a screen at 200 % has no room for more."""
    below = dialogue.parentWidget()
    size = QSize(width, height)
    dialogue.resize(size.boundedTo(below.window().size()) if below is not None else size)


def in_dialogue(dialogue: QWidget) -> QVBoxLayout:
    """The layout of a dialogue's parts, one below the other, with room around them and between."""
    box = QVBoxLayout(dialogue)
    box.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
    box.setSpacing(SPACE[2])
    return box


def lay_out_question(question: QMessageBox) -> None:
    """Give a question the room of a dialogue; its words begin where the buttons would, for no picture stands there."""
    grid = question.layout()
    if not isinstance(grid, QGridLayout):
        return
    grid.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
    grid.setVerticalSpacing(SPACE[2])
    first = grid.itemAtPosition(0, 0)
    if first is not None and (room := first.spacerItem()) is not None:
        room.changeSize(0, 0, QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        grid.setHorizontalSpacing(0)
        grid.setColumnStretch(1, 1)
    for words in question.findChildren(QLabel):
        words.setIndent(0)
        words.setContentsMargins(0, 0, 0, 0)


def restyle(widget: QWidget) -> None:
    """Make a changed property of a widget show."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def _colour(app: QApplication, scheme: Colours) -> None:
    app.setProperty(_SCHEME, scheme.name)
    app.setPalette(_palette(scheme))


def _as_it_looks(app: QApplication) -> Colours:
    """The system's scheme by its own colours, for its name is slow to ask for: all of Qt's names are made then."""
    return DARK if app.palette().window().color().lightness() < _HALF else LIGHT


def _of_system() -> Colours:
    from PySide6.QtCore import Qt  # as above: not before the first paint

    return DARK if QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _palette(found: Colours) -> QPalette:
    palette = QPalette(QColor(found.card), QColor(found.ground))
    role = QPalette.ColorRole
    for place, colour in (
        (role.WindowText, found.text),
        (role.Text, found.text),
        (role.ButtonText, found.text),
        (role.Base, found.field),
        (role.AlternateBase, found.card),
        (role.PlaceholderText, found.hint),
        (role.Highlight, found.accent),
        (role.HighlightedText, found.on_accent),
        (role.ToolTipBase, found.card),
        (role.ToolTipText, found.text),
        (role.Link, found.accent),
    ):
        palette.setColor(place, QColor(colour))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(found.quiet))
    palette.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(found.quiet))
    return palette


def _sheet(found: Colours) -> str:
    inputs = "QLineEdit, QComboBox, QSpinBox, QPlainTextEdit"
    icons = paths.resource("icons").replace("\\", "/")
    down, up, ticked = (f'url("{icons}/{name}-{found.name}.svg")' for name in ("down", "up", "tick"))
    return f"""
    QScrollArea, QScrollArea > QWidget > QWidget[look="page"] {{ background: transparent; border: none; }}
    QScrollArea[look="sheet"] {{ border: 2px solid transparent; border-radius: 6px; }}
    QScrollArea[look="sheet"]:focus {{ border-color: {found.accent}; }}
    QLabel {{ qproperty-textFormat: PlainText; }}
    QLabel[look="heading"] {{ color: {found.accent}; font-weight: bold; }}
    QLabel[look="quiet"], QLabel[look="label"], QLabel[look="hint"] {{ color: {found.quiet}; }}
    QLabel[look="shaded"] {{ background: {found.ground}; padding: 2px 4px; }}
    QLabel[look="label"], QLabel[look="hint"] {{ font-size: 9.5pt; }}
    QLabel[look="fault"] {{ color: {found.fault}; font-size: 9.5pt; }}
    QLabel[severity="error"] {{ color: {found.fault}; font-weight: bold; }}
    QLabel[severity="warning"] {{ color: {found.warning}; font-weight: bold; }}
    QLabel[severity="info"] {{ color: {found.quiet}; font-weight: bold; }}
    QLabel[look="title"] {{ font-weight: bold; }}
    QLabel[look="amount"] {{ font-size: 13pt; font-weight: bold; }}
    {inputs} {{ background: {found.field}; color: {found.text}; border: 1px solid {found.line}; border-radius: 6px;
        padding: 3px 8px; min-height: {CONTROL - 8}px; selection-background-color: {found.accent};
        selection-color: {found.on_accent}; }}
    QLineEdit {{ placeholder-text-color: {found.hint}; }}
    QPlainTextEdit {{ min-height: {2 * CONTROL - 8}px; }}
    QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus
        {{ border: 2px solid {found.accent}; padding: 2px 7px; }}
    QLineEdit[wrong="true"], QComboBox[wrong="true"], QSpinBox[wrong="true"], QPlainTextEdit[wrong="true"]
        {{ border: 2px solid {found.fault}; padding: 2px 7px; }}
    QComboBox QLineEdit, QSpinBox QLineEdit {{ border: none; padding: 0; min-height: 0; background: transparent; }}
    QComboBox::drop-down {{ border: none; width: 28px; }}
    QComboBox::down-arrow {{ image: {down}; width: 16px; height: 16px; }}
    QSpinBox {{ padding: 0; min-height: {CONTROL - 2}px; max-height: {CONTROL - 2}px; }}
    QSpinBox:focus, QSpinBox[wrong="true"]
        {{ padding: 0; min-height: {CONTROL - 4}px; max-height: {CONTROL - 4}px; }}
    QSpinBox {{ qproperty-alignment: AlignCenter; }}
    QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 28px; background: transparent; }}
    QSpinBox::up-arrow {{ image: {up}; width: 14px; height: 14px; }}
    QSpinBox::down-arrow {{ image: {down}; width: 14px; height: 14px; }}
    QAbstractItemView {{ background: {found.card}; color: {found.text}; selection-background-color: {found.accent};
        selection-color: {found.on_accent}; }}
    QRadioButton::indicator {{ width: 16px; height: 16px; border: 2px solid {found.line}; border-radius: 10px;
        background: {found.field}; }}
    QRadioButton::indicator:checked {{ width: 8px; height: 8px; border: 6px solid {found.accent}; }}
    QListWidget {{ border: 2px solid {found.line}; border-radius: 6px; }}
    QListWidget::item {{ border-bottom: 1px solid {found.ground}; padding: {SPACE[0]}px {SPACE[1]}px; }}
    QListWidget::item:selected {{ background: {found.accent}; color: {found.on_accent}; }}
    QListWidget:focus {{ border-color: {found.accent}; }}
    QScrollBar:vertical {{ background: transparent; width: {BAR}px; }}
    QScrollBar::handle:vertical {{ background: {found.line}; border-radius: 4px; margin: 3px; min-height: 30px; }}
    QScrollBar::handle:vertical:disabled {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QScrollBar:horizontal {{ background: transparent; height: {BAR}px; }}
    QScrollBar::handle:horizontal {{ background: {found.line}; border-radius: 4px; margin: 3px; min-width: 30px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QCheckBox::indicator {{ width: 20px; height: 20px; border: 2px solid {found.line}; border-radius: 4px;
        background: {found.field}; }}
    QCheckBox::indicator:checked {{ background: {found.accent}; border-color: {found.accent}; image: {ticked}; }}
    {_early(found)}
    QPushButton[look="primary"] {{ background: {found.accent}; color: {found.on_accent}; font-weight: bold;
        border-color: {found.accent}; }}
    QPushButton[look="primary"]:disabled {{ background: {found.card}; color: {found.quiet}; font-weight: normal;
        border-color: {found.line}; }}
    QPushButton[look="primary"]:focus {{ background: {found.card}; color: {found.accent};
        border: 3px solid {found.accent}; padding: 1px 12px; }}
    QTabWidget::pane {{ border: none; }}
    QTabBar::tab {{ background: transparent; color: {found.quiet}; border: 2px solid transparent; border-radius: 6px;
        padding: 3px 12px; min-height: {CONTROL - 12}px; }}
    QTabBar::tab:selected {{ background: {found.card}; color: {found.text}; border-color: {found.line}; }}
    QTabBar::tab:hover {{ border-color: {found.line}; }}
    QTabBar::tab:selected:focus {{ border-color: {found.accent}; }}
    QPushButton[look="link"] {{ background: transparent; border: 1px solid transparent; color: {found.accent};
        padding: 3px 6px; }}
    QPushButton[look="link"][severity="error"] {{ color: {found.fault}; font-weight: bold; }}
    QPushButton[look="link"][severity="warning"] {{ color: {found.warning}; font-weight: bold; }}
    QPushButton[look="link"]:hover {{ text-decoration: underline; }}
    QPushButton[look="link"]:focus {{ border: 2px solid {found.accent}; padding: 2px 5px; }}
    QRadioButton, QCheckBox {{ min-height: {CONTROL}px; spacing: 8px; padding: 0 4px; border: 2px solid transparent;
        border-radius: 6px; }}
    QRadioButton:focus, QCheckBox:focus {{ border-color: {found.accent}; }}
    QTableView {{ border: 2px solid transparent; border-radius: 6px; background: transparent; }}
    QTableView:focus {{ border-color: {found.accent}; }}
    QTableView::item, QTableView::item:focus {{ border: none; background: transparent; color: {found.text};
        padding: {SPACE[0]}px {SPACE[2]}px {SPACE[0]}px 1px; }}
    QTableView[look="records"] {{ background: {found.card}; border-color: {found.line}; outline: 0; }}
    QTableView[look="records"]:focus {{ border-color: {found.accent}; }}
    QTableView[look="records"]::item {{ border-bottom: 1px solid {found.ground}; padding: 0 {SPACE[0]}px; }}
    QTableView[look="records"]::item:selected, QTableView[look="records"]::item:selected:focus
        {{ background: {found.accent}; color: {found.on_accent}; }}
    QTableView[look="records"] QHeaderView::section {{ padding: {SPACE[0]}px {SPACE[1]}px; }}
    QTextBrowser {{ background: {found.card}; color: {found.text}; border: 2px solid {found.line};
        border-radius: 6px; padding: {SPACE[0]}px {SPACE[1]}px; }}
    QTextBrowser:focus {{ border-color: {found.accent}; }}
    QSplitter::handle {{ background: transparent; }}
    QHeaderView {{ background: transparent; }}
    QHeaderView::section {{ background: transparent; color: {found.quiet}; border: none; font-size: 9.5pt;
        padding: {SPACE[0]}px; }}
    QTableView[look="figures"]::item, QTableView[look="figures"]::item:focus {{
        border-bottom: 1px solid {found.line}; padding: {SPACE[0]}px {SPACE[1]}px {SPACE[0]}px 0; }}
    QTableView[look="figures"]::item:selected {{ background: {found.accent}; color: {found.on_accent}; }}
    QTableView[look="figures"] QHeaderView::section {{ padding: {SPACE[0]}px 11px {SPACE[0]}px 3px; }}
    QProgressBar {{ background: {found.field}; border: 1px solid {found.line}; border-radius: 4px; }}
    QProgressBar::chunk {{ background: {found.accent}; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QToolTip {{ background: {found.card}; color: {found.text}; border: 1px solid {found.line}; padding: 4px; }}
    """


def _early(found: Colours) -> str:
    return f"""
    QFrame[look="card"] {{ background: {found.card}; border: 1px solid {found.line}; border-radius: 6px; }}
    QPushButton {{ background: {found.card}; color: {found.text}; border: 1px solid {found.line}; border-radius: 6px;
        padding: 3px 14px; min-height: {CONTROL - 8}px; }}
    QPushButton:hover {{ border-color: {found.accent}; }}
    QPushButton:focus {{ border: 2px solid {found.accent}; padding: 2px 13px; }}
    QPushButton:disabled {{ color: {found.quiet}; }}
    QPushButton[look="tab"] {{ background: transparent; border: 1px solid transparent; border-radius: 0;
        border-bottom: 3px solid transparent; color: {found.quiet}; }}
    QPushButton[look="tab"]:checked {{ color: {found.text}; border-bottom-color: {found.accent}; }}
    QPushButton[look="tab"]:hover {{ border-bottom-color: {found.line}; }}
    QPushButton[look="tab"]:focus {{ border: 2px solid {found.accent}; border-radius: 6px; padding: 2px 12px; }}
    """
