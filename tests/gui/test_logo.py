"""A picture chosen as the clinic's logo: what is kept of it, and what is said of one that can't be used."""

import base64
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from core import settings
from core.clinic import Clinic
from core.note import logo as logos
from core.settings import MAX_LOGO, Remembered
from gui import logo
from gui.logo_field import LogoField
from gui.settings_dialog import SettingsDialog
from tests.build import logo as png
from tests.build import shipped
from tests.gui.keys import at_next_dialogue, open_file
from tests.gui.showing import in_front
from tests.note.test_logo import BROKEN

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><rect width="50" height="100"/></svg>'
LINKED = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="50">'
    "{}</svg>"
)
"""An SVG that may point to other files."""


def _file(folder: Path, data: bytes | str, name: str = "logo.png") -> str:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return str(path)


def _png(folder: Path, text: str) -> str:
    return _file(folder, base64.b64decode(text))


def _kept(text: str) -> Image.Image:
    """The picture that the settings hold; never one that a note could not draw."""
    assert logos.unreadable(text) is None
    picture = Image.open(BytesIO(base64.b64decode(text)))
    assert picture.mode in {"L", "RGB"}
    assert not picture.has_transparency_data
    return picture


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB", "RGBA"])
def test_png(tmp_path: Path, mode: str) -> None:
    """As large as it is, without transparency: what lets the paper through is white."""
    picture = _kept(logo.read(_png(tmp_path, png((300, 100), mode))))

    assert picture.size == (300, 100)
    assert picture.convert("RGB").getpixel((200, 50)) == (255,) * 3 if mode in {"LA", "RGBA"} else (0,) * 3
    assert mode == "1" or picture.convert("L").getpixel((20, 50)) == 69


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("size", "pixels"), [((300, 100), (1200, 400)), ((100, 300), (400, 1200)), ((99_000, 1), (1200, 1))]
)
def test_svg(tmp_path: Path, size: tuple[int, int], pixels: tuple[int, int]) -> None:
    """Drawn sharp on white, in its own proportions."""
    picture = _kept(logo.read(_file(tmp_path, SVG.format(*size), "logo.svg")))

    assert picture.size == pixels
    if size[0] == 300:
        edge = [picture.getpixel((x, 50)) for x in (0, 198, 202, 1199)]
        assert edge == [0, 0, 255, 255]


def test_large_picture(tmp_path: Path) -> None:
    """Made as small as is ever printed."""
    assert _kept(logo.read(_png(tmp_path, png((4800, 1200), "RGB")))).size == (1200, 300)


def test_picture_that_packs_badly(tmp_path: Path) -> None:
    """Made smaller until the settings have room for it."""
    noise = Image.effect_noise((1000, 1000), 200)
    file = BytesIO()
    Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))).save(file, "PNG")
    text = logo.read(_file(tmp_path, file.getvalue()))

    assert 0.5 * MAX_LOGO < len(text) <= MAX_LOGO
    assert _kept(text).width < 1000


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", ["JPEG", "half", "head alone", "no width", "base64 of nothing"])
def test_no_picture(tmp_path: Path, name: str) -> None:
    """A file that is no PNG or SVG, or a broken one, is said to be so by its name."""
    with pytest.raises(logo.LogoError, match=r"^logo\.png is no PNG or SVG picture, or a broken one\. Choose another"):
        logo.read(_png(tmp_path, BROKEN[name]))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("data", ["", "<svg", "<html></html>", '<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_no_svg(tmp_path: Path, data: str) -> None:
    """The same for what only looks like one."""
    with pytest.raises(logo.LogoError, match=r"^logo\.svg is no PNG or SVG picture"):
        logo.read(_file(tmp_path, data, "logo.svg"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("link", ["file:///logos/red.png", "red.png", "https://example.org/red.png"])
@pytest.mark.parametrize("element", ["image", "use"])
def test_a_picture_in_another_file(tmp_path: Path, element: str, link: str) -> None:
    """An SVG that only points to its picture is refused, though something else is drawn beside."""
    drawn = f'<rect width="9" height="9"/><{element} xlink:href="{link}" width="100" height="50"/>'
    with pytest.raises(logo.LogoError, match=r"^logo\.svg holds a picture that is not in the file\. Save it with"):
        logo.read(_file(tmp_path, LINKED.format(drawn), "logo.svg"))


@pytest.mark.usefixtures("qapp")
def test_a_picture_within_the_file(tmp_path: Path) -> None:
    """What is drawn out of the same file is taken."""
    drawn = f'<image id="a" xlink:href="data:image/png;base64,{png()}" width="50" height="50"/><use xlink:href="#a"/>'

    assert _kept(logo.read(_file(tmp_path, LINKED.format(drawn), "logo.svg"))).size == (1200, 600)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "drawn",
    [
        "".join(f'<g id="g{n + 1}">{f"""<use xlink:href="#g{n}"/>""" * 10}</g>' for n in range(8)),
        "<rect/>" * 10_001,
        '<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>',
        "".join(f'<g id="g{n + 1}"><use xlink:href="#g{n}"/></g>' for n in range(200)),
        "".join(f'<pattern id="p{n}">{f"""<rect fill="url(#p{n + 1})"/>""" * 10}</pattern>' for n in range(8)),
    ],
    ids=["uses of uses", "many", "in a circle", "deep", "patterns of patterns"],
)
def test_a_picture_that_draws_without_end(tmp_path: Path, drawn: str) -> None:
    """A short file that would keep the window drawing for hours is refused before anything is drawn."""
    with pytest.raises(logo.LogoError, match=r"^logo\.svg draws too much for a logo\. Save it as PNG"):
        logo.read(_file(tmp_path, LINKED.format(f'<rect id="g0" width="5" height="5"/>{drawn}'), "logo.svg"))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("colour", [(0, 0, 0, 0), (255, 255, 255, 255)], ids=["let through", "white"])
def test_an_empty_picture(tmp_path: Path, colour: tuple[int, ...]) -> None:
    """Nothing would be seen of it on paper."""
    file = BytesIO()
    Image.new("RGBA", (30, 30), colour).save(file, "PNG")
    with pytest.raises(logo.LogoError, match=r"^logo\.png is empty: on white paper nothing of it shows\. Choose"):
        logo.read(_file(tmp_path, file.getvalue()))


def test_too_large(tmp_path: Path) -> None:
    """A file that claims more pixels than a memory holds, and one that is longer than any logo."""
    for path in (_png(tmp_path, BROKEN["too many pixels"]), _file(tmp_path, bytes(10_000_001), "long.svg")):
        with pytest.raises(logo.LogoError, match=r"is too large\. Make the picture smaller, or choose another\.$"):
            logo.read(path)


def test_unreadable(tmp_path: Path) -> None:
    """A file that is gone or a folder."""
    with pytest.raises(logo.LogoError, match=r"^gone\.png can't be read: No such file or directory\."):
        logo.read(str(tmp_path / "gone.png"))
    with pytest.raises(logo.LogoError, match="can't be read"):
        logo.read(str(tmp_path))


@pytest.fixture
def dialogue(dressed: QApplication, qtbot: QtBot) -> Iterator[SettingsDialog]:  # noqa: ARG001 - dressed first
    """The dialogue as it opens at first."""
    behind = QWidget()
    qtbot.addWidget(behind)
    yield from in_front(qtbot, SettingsDialog(Clinic(), shipped().payers, behind))


def _field(dialogue: SettingsDialog) -> LogoField:
    field = dialogue.fields["logo"]
    assert isinstance(field, LogoField)
    return field


def _choose(dialogue: SettingsDialog, path: str) -> None:
    """Push the button, and name a file in the dialogue that opens."""
    at_next_dialogue(open_file(path))
    QTest.mouseClick(_field(dialogue).choose, Qt.MouseButton.LeftButton)


def test_chosen_shown_and_kept(dialogue: SettingsDialog, tmp_path: Path, settings_path: Path) -> None:
    """The picture is seen before it is saved, and is there at the next start."""
    field = _field(dialogue)
    assert field.shown.text() == "No logo"
    _choose(dialogue, _png(tmp_path, png()))

    assert field.fault() == ""
    assert not field.shown.pixmap().isNull()
    box = dialogue.findChild(QDialogButtonBox)
    assert box is not None
    QTest.mouseClick(box.button(QDialogButtonBox.StandardButton.Save), Qt.MouseButton.LeftButton)
    settings.save(str(settings_path), dialogue.clinic(), Remembered())
    assert _kept(settings.load(str(settings_path)).clinic.logo).size == (300, 100)


def test_what_is_no_picture_is_said_in_place(dialogue: SettingsDialog, tmp_path: Path) -> None:
    """The logo before stays; a good one takes the words back."""
    field = _field(dialogue)
    field.set_text(png())
    _choose(dialogue, _file(tmp_path, b"words", "words.png"))

    assert field.fault() == "words.png is no PNG or SVG picture, or a broken one. Choose another."
    assert dialogue.isVisible()
    assert field.text() == png()
    _choose(dialogue, _png(tmp_path, png((30, 30))))
    assert field.fault() == ""
    assert field.text() != png()


def test_going_back_changes_nothing(dialogue: SettingsDialog) -> None:
    """Esc in the dialogue of files."""
    field = _field(dialogue)
    field.set_text(png())
    at_next_dialogue(lambda files: files.reject())
    QTest.mouseClick(field.choose, Qt.MouseButton.LeftButton)

    assert (field.text(), field.fault()) == (png(), "")


def test_removed(dialogue: SettingsDialog) -> None:
    """By a button that is there only where there is a logo, and is reached by Tab."""
    field = _field(dialogue)
    assert not field.remove.isVisible()
    field.set_text(png())
    field.focus()
    QTest.keyClick(field.choose, Qt.Key.Key_Tab)
    assert field.remove.hasFocus()
    QTest.keyClick(field.remove, Qt.Key.Key_Space)

    assert (field.text(), field.shown.text(), field.remove.isVisible()) == ("", "No logo", False)
    assert field.choose.hasFocus()


def test_broken_logo_of_the_settings(dialogue: SettingsDialog) -> None:
    """Is said where it would be seen, and can be removed."""
    field = _field(dialogue)
    field.set_text("no base64")

    assert field.shown.text() == "The logo can't be shown. Choose it again."
    assert field.remove.isVisible()
