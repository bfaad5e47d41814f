"""The look: readable in both schemes, large enough to hit, of one typeface."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core import paths
from gui import theme
from gui.field import Quantity
from gui.theme import DARK, LIGHT, Colours
from tests.gui import display

TEXTS = [
    (ink, ground) for ink in ("text", "quiet", "accent", "fault", "warning") for ground in ("ground", "card", "field")
]
SHAPES = [(ink, ground) for ink in ("line", "accent", "fault") for ground in ("ground", "card", "field")]
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda scheme: str(scheme.name))


def luminance(colour: str) -> float:
    """How light a colour is to the eye, as the Web Content Accessibility Guidelines reckon it."""
    parts = (part / 255 for part in bytes.fromhex(colour[1:]))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours: 1 for the same, 21 for black on white."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def app(dressed: QApplication) -> Iterator[QApplication]:
    """The application, light again afterwards."""
    yield dressed
    theme.dress(dressed, LIGHT)


def test_contrast_is_reckoned_as_published() -> None:
    """Black on white is 21 to 1, and the grey #767676 is the lightest that is readable on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") >= 4.5 > contrast("#777777", "#ffffff")


@SCHEMES
@pytest.mark.parametrize(("ink", "ground"), [*TEXTS, ("on_accent", "accent"), ("hint", "field")])
def test_text_is_readable(scheme: Colours, ink: str, ground: str) -> None:
    """Every text has a contrast of at least 4.5 to 1 on every ground that it may stand on."""
    assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5


@SCHEMES
def test_example_does_not_look_filled_in(scheme: Colours) -> None:
    """What an empty field shows as an example is paler than what stands in a full one."""
    assert contrast(scheme.text, scheme.hint) >= 3


def test_example_says_that_it_is_one(app: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001
    """Nobody takes the example of a dose for a dose."""
    field = Quantity("Given", ("mcg", "mg"), "", "60")
    qtbot.addWidget(field)

    assert field.line.placeholderText() == "such as 60"
    assert field.text() == ""


@SCHEMES
@pytest.mark.parametrize(("ink", "ground"), SHAPES)
def test_controls_and_focus_are_visible(scheme: Colours, ink: str, ground: str) -> None:
    """Borders of controls, focus rings and fault rings have at least 3 to 1."""
    assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 3


@SCHEMES
def test_focus_on_the_main_button_is_visible(app: QApplication, qtbot: QtBot, scheme: Colours) -> None:
    """With the focus it turns from solid to a thick ring."""
    theme.dress(app, scheme)
    button = QPushButton("Save")
    button.setProperty("look", "primary")
    qtbot.addWidget(button)
    button.show()
    qtbot.waitUntil(button.isActiveWindow)
    edges = []
    for focus in (button.clearFocus, button.setFocus):
        focus()
        image = button.grab().toImage()
        edges.append([image.pixelColor(image.width() // 2, y).name() for y in range(6)])

    assert any(contrast(before, after) >= 3 for before, after in zip(*edges, strict=True))
    assert scheme.accent in edges[1]


@SCHEMES
def test_icons_have_the_colours_of_their_scheme(scheme: Colours) -> None:
    """No icon has a colour of its own, so that what holds for the colours holds for the icons."""
    icons = list(Path(paths.resource("icons")).glob(f"*-{scheme.name}.svg"))

    assert {icon.name.partition("-")[0] for icon in icons} == {"down", "up", "tick", "pass", "error", "warning", "info"}
    for icon in icons:
        assert set(re.findall("#[0-9a-f]{6}", icon.read_text())) <= set(scheme)


def test_whole_program_turns_dark_and_light_again(app: QApplication) -> None:
    """A scheme changes palette and style sheet of everything that is open."""
    theme.dress(app, DARK)
    assert theme.colours() == DARK
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(DARK.ground)
    assert DARK.card in app.styleSheet()

    theme.dress(app, LIGHT)
    assert theme.colours() == LIGHT
    assert app.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.ground)
    assert DARK.card not in app.styleSheet()


def test_system_turns_dark(app: QApplication) -> None:
    """When the system changes its scheme while the window is open, the program follows."""
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.colours() == LIGHT, "the platform of the tests is light and stays so"

    theme.dress(app, DARK)
    app.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.colours() == LIGHT


def test_typeface_has_tabular_figures(app: QApplication) -> None:
    """Figures stand below each other, in the regular and in the bold typeface that the program brings."""
    for weight in (app.font().weight(), app.font().weight().Bold):
        font = app.font()
        font.setWeight(weight)
        widths = {QFontMetricsF(font).horizontalAdvance(figure) for figure in "0123456789"}
        assert QFontInfo(font).family() == "Noto Sans"
        assert len(widths) == 1


@pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QPushButton, QRadioButton, QCheckBox])
def test_controls_are_large_enough(app: QApplication, qtbot: QtBot, kind: type[QWidget]) -> None:  # noqa: ARG001
    """Every control is at least 36 logical pixels high, with and without the focus."""
    control = kind()
    qtbot.addWidget(control)
    control.show()
    assert control.height() >= theme.CONTROL

    control.setFocus()
    assert control.height() >= theme.CONTROL


def test_inputs_beside_each_other_are_alike(app: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001
    """A number, a list and a line of text are equally high, whatever has the focus or is wrong."""
    inputs = [QLineEdit(), QComboBox(), QSpinBox()]
    for control in inputs:
        qtbot.addWidget(control)
        control.show()
        heights = [control.sizeHint().boundedTo(control.maximumSize()).height()]
        control.setProperty("wrong", True)
        theme.restyle(control)
        heights.append(control.sizeHint().boundedTo(control.maximumSize()).height())
        assert heights == [theme.CONTROL, theme.CONTROL]


@pytest.mark.parametrize("look", ["primary", "link"])
def test_buttons_of_every_look_are_large_enough(app: QApplication, qtbot: QtBot, look: str) -> None:  # noqa: ARG001
    """Links and the main button are as high as other controls."""
    button = QPushButton("Save")
    button.setProperty("look", look)
    qtbot.addWidget(button)
    button.show()

    assert button.sizeHint().height() >= theme.CONTROL


def test_faulty_input_shows(app: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001
    """An input marked as wrong has a ring of another colour, until it is right again."""
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    right = line.grab().toImage()

    line.setProperty("wrong", True)
    theme.restyle(line)
    image = line.grab().toImage()
    assert image.pixelColor(image.width() // 2, 1) == QColor(LIGHT.fault)

    line.setProperty("wrong", False)
    theme.restyle(line)
    assert line.grab().toImage() == right


def test_no_label_takes_what_it_says_for_markup(app: QApplication, qtbot: QtBot) -> None:  # noqa: ARG001 - dressed
    """A stranger's file may name a payer so that a picture would be fetched from elsewhere, or words be hidden."""
    label, question = QLabel("<b>Payer</b> <img src='//elsewhere/x.png'>"), QMessageBox()
    for widget in (label, question):
        qtbot.addWidget(widget)
        widget.show()
    question.setText("<s>0</s> 40 mcg")
    said = [label, *(inside for inside in question.findChildren(QLabel) if inside.text())]

    assert len(said) == 2
    assert all(one.textFormat() is Qt.TextFormat.PlainText for one in said)


@pytest.mark.skipif(bool(display.WHY_NOT), reason=display.WHY_NOT)
def test_buttons_of_dialogues_have_no_pictures() -> None:
    """Some systems put their own there, which no other button has."""
    program = """
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QStyle
from gui import theme
app = QApplication([])
theme.dress(app, theme.LIGHT)
box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
box.show()
print(app.style().styleHint(QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons))
print([button.icon().isNull() for button in box.buttons()])
"""
    root = os.path.dirname(paths.RESOURCES)
    with display.opened() as name:
        environment = os.environ | {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": root}
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=root, env=environment, stdout=subprocess.PIPE, text=True, check=True
        )

    assert done.stdout.split("\n") == ["1", "[True, True]", ""]
