"""Pictures of all that the window can show, pasted together to be looked at. Run by `make screenshots`.

Each kind of screen has a process of its own, for Qt takes a scale only once. The sheets are in build/screenshots/.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import keyring
import keyring.backends.fail
from pictures import CLINIC, EXAMPLE, EXAMPLES, file_examples, opened, settle
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTableView, QWidget

from core.crash import Kept
from gui import offers, theme
from gui.about_dialog import AboutDialog
from gui.check_dialog import CheckDialog
from gui.crash_dialog import CrashDialog
from gui.desk import AUDIT, CHAIR, CLAIM, JOURNAL, LISTS, REPORT, Desk
from gui.help_dialog import HelpDialog
from gui.scanner_dialog import ScannerDialog
from gui.settings_dialog import SettingsDialog
from gui.unlock import NewPassphrase

FOLDER = os.path.join("build", "screenshots")
_ACROSS, _DOWN, _THUMB = 3, 3, 760
"""Pictures on a sheet, and how wide each is there."""

_PATIENCE = 40
"""Rounds in which what is asked on other threads gets back."""

_LONG = "Saint Bartholomew-Featherstonehaugh Regional Neuroendocrine Infusion Centre of Upper Massachusetts"
_CASES: dict[str, dict[str, Any]] = {
    "dose missing": {"given": ""},
    "wrong": {"given": "1,5 mg", "given_at": "99", "patient": {"name": "A", "birth_date": "61"}},
    "two of long names": {
        "opened": [{"ndc": "0641-6175-10", "lot": "QX7781-AB-0099871-LONG", "expires": "2027-11-30"}] * 4,
        "given": "330 mcg",
        "given_by": _LONG,
        "site": _LONG,
        "patient": {"name": _LONG, "record_number": "0000000000000000123456789"},
        "diagnosis": ["E34.09", "D3A.098", "K52.9", "R19.7"],
        "discard": {"confirmed": True, "reason": _LONG, "time": "10:42", "discarded_by": _LONG, "witness": _LONG},
    },
}
_CLAIMS = "Patient,Claim No,DOS,Plan,Route,Dose,NDC,Vials,HCPCS,Units,Mod 1,Mod 2\n" + "".join(
    f"Jane Doe,C{n},11/20/2026,Medicare,SubQ,60,0078-0181-01,1,J2354,{n % 5},,\n" for n in range(40)
)


class Screen(NamedTuple):
    """A kind of screen: physical pixels, and how many of them are one logical pixel."""

    width: int
    height: int
    scale: float
    scheme: theme.Colours

    @property
    def name(self) -> str:
        """Of its sheets."""
        return f"{self.width}x{self.height} at {self.scale:.0%} {self.scheme.name}"


SCREENS = (
    Screen(1024, 700, 1, theme.LIGHT),
    Screen(1366, 768, 1, theme.DARK),
    Screen(1366, 768, 1.25, theme.LIGHT),
    Screen(1920, 1080, 1, theme.LIGHT),
    Screen(1920, 1080, 1.5, theme.DARK),
    Screen(1920, 1080, 2, theme.LIGHT),
    Screen(3840, 2160, 2, theme.DARK),
)


class Camera:
    """Takes a picture of whatever is in front."""

    def __init__(self, app: QApplication, desk: Desk, screen: Screen) -> None:
        """Take pictures of a window on a kind of screen."""
        self.app, self.desk = app, desk
        self._folder = os.path.join(FOLDER, screen.name)
        os.makedirs(self._folder, exist_ok=True)
        self.taken: list[str] = []

    def take(self, name: str, shown: QWidget | None = None) -> None:
        """A picture of a part of the program, or of the window."""
        self.settle()
        path = os.path.join(self._folder, f"{len(self.taken):02} {name}.png")
        (shown or self.desk).grab().save(path)
        self.taken.append(path)

    def settle(self) -> None:
        """Wait until what was asked on other threads is there."""
        for _ in range(_PATIENCE):
            self.desk.journal.settle()
            settle(self.app)

    def over(self, name: str, act: Callable[[], object]) -> None:
        """A picture of each dialogue that something opens, which is then sent away."""
        watch = QTimer(interval=150)

        def look() -> None:
            shown = QApplication.activeModalWidget()
            if shown is not None:
                watch.stop()
                self.take(name, shown)
                shown.close()
                watch.start()

        watch.timeout.connect(look)
        watch.start()
        act()
        watch.stop()

    def push(self, name: str, within: QWidget, words: str) -> None:
        """A picture of what a button opens."""
        for button in within.findChildren(QAbstractButton):
            if button.text().replace("&", "").startswith(words) and button.isVisible() and button.isEnabled():
                self.over(name, button.click)
                return
        print(f"no button {words}")


def chair(camera: Camera) -> None:
    """The chair's page in all of its states."""
    desk = camera.desk
    with open(EXAMPLE, "rb") as file:
        example = json.load(file)
    camera.take("chair answered")
    desk.chair.page.turn_note()
    camera.take("chair note")
    desk.chair.page.turn_note()
    for name in sorted(os.listdir(EXAMPLES)):
        with open(os.path.join(EXAMPLES, name), "rb") as file:
            _fill(desk, json.load(file))
        camera.take(name.removesuffix(".json"))
    for name, change in _CASES.items():
        _fill(desk, example | change)
        camera.take(f"chair {name}")
    desk.chair.form.fill(desk.chair.form.blank())
    desk.chair.update_answer()
    camera.take("chair blank")
    desk.chair.warn("The list of products could not be read: it is damaged. The shipped list is used.")
    offers.take(offers.SAMPLE, desk)
    camera.take("chair sample")
    desk.chair.banner.hide()


def dialogues(camera: Camera) -> None:
    """What is asked and told over the chair's page."""
    desk = camera.desk
    camera.over("settings", desk.chair.change_settings)
    wrong = SettingsDialog(CLINIC._replace(npi="12", name=_LONG), desk.lists.known.payers, desk.chair)
    wrong.show()
    wrong.accept()
    camera.take("settings wrong", wrong)
    wrong.close()
    set_up = desk.chair.set_up()
    camera.take("set up", set_up)
    set_up.close()
    desk.helping.show("line 1")
    for shown in desk.findChildren(HelpDialog):
        camera.take("help", shown)
        shown.close()
    camera.over("about", AboutDialog(desk.lists.known.rules.version, desk).exec)
    camera.over("crash", CrashDialog(Kept("", "crash-1.txt"), desk).exec)
    camera.over("scanner", ScannerDialog(lambda _, __: "", desk).exec)
    camera.over("passphrase", NewPassphrase(desk, "Choose a passphrase", "Please choose one.", print).exec)
    check = CheckDialog(desk.lists.known, desk)
    check.check(os.path.join("docs", "quick-guide.pdf"))
    check.show()
    camera.take("check", check)
    check.close()


def pages(camera: Camera) -> None:
    """The other pages, empty and full, and their dialogues."""
    desk = camera.desk
    desk.go(CLAIM)
    camera.take("claim sample")
    for name in (JOURNAL, REPORT, AUDIT):
        desk.go(name)
        camera.take(f"{name} empty")
    file_examples(desk)
    journal: Any = desk.go(JOURNAL)
    for table in journal.findChildren(QTableView):
        table.setFocus(Qt.FocusReason.TabFocusReason)
        table.selectRow(0)
    camera.take("journal")
    for words in ("Open", "Void", "Authorisations", "Recovery"):
        camera.push(f"journal {words}", journal, words)
    report: Any = desk.go(REPORT)
    report.refresh()
    camera.take("report")
    audit: Any = desk.go(AUDIT)
    path = os.path.join(FOLDER, "claims.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(_CLAIMS)
    audit.take_file(path)
    camera.settle()
    camera.take("audit columns")


def lists(camera: Camera) -> None:
    """Each list, and what its buttons open."""
    page: Any = camera.desk.go(LISTS)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        part = page.tabs.widget(place)
        camera.take(f"list {page.tabs.tabText(place)}")
        for words, button in list(part.buttons.items()):
            if button.isEnabled() and not any(found in words for found in ("Remove", "file", "table", "Load")):
                camera.over(f"list {place} {words.strip('.')}", button.click)


def translated(camera: Camera) -> None:
    """The pages with words as long as in other languages."""
    for name in (CHAIR, CLAIM, JOURNAL, REPORT, AUDIT, LISTS):
        page = camera.desk.go(name)
        for part in page.findChildren(QLabel) + page.findChildren(QAbstractButton):
            if part.text():
                part.setText(_longer(part.text()))
        camera.take(f"{name} translated")
    camera.desk.lock(None)
    camera.take("locked")


def _longer(text: str) -> str:
    return f"{text} {text[: 2 * len(text) // 5]}".rstrip()


def _fill(desk: Desk, encounter: dict[str, Any]) -> None:
    desk.chair.form.fill(desk.chair.form.blank() | encounter)
    desk.chair.update_answer()


def sheets(name: str, taken: list[str]) -> Iterator[str]:
    """Paste pictures together; the paths of the sheets."""
    for start in range(0, len(taken), _ACROSS * _DOWN):
        pictures = [_thumb(path) for path in taken[start : start + _ACROSS * _DOWN]]
        high = max(picture.height for picture in pictures)
        sheet = Image.new("RGB", (_ACROSS * (_THUMB + 8), -(-len(pictures) // _ACROSS) * (high + 8)), "#c050c0")
        for place, picture in enumerate(pictures):
            sheet.paste(picture, (place % _ACROSS * (_THUMB + 8), place // _ACROSS * (high + 8)))
        path = os.path.join(FOLDER, f"{name} {1 + start // (_ACROSS * _DOWN)}.png")
        sheet.save(path)
        yield path


def _thumb(path: str) -> Image.Image:
    """A picture as it is on a sheet, under its name."""
    with Image.open(path) as found:
        small = found.convert("RGB")
    small.thumbnail((_THUMB, _THUMB))
    whole = Image.new("RGB", (_THUMB, small.height + 16), "#202020")
    whole.paste(small, (0, 16))
    ImageDraw.Draw(whole).text((4, 2), os.path.basename(path), fill="#ffffff")
    return whole


def shoot(screen: Screen) -> None:
    """All pictures on a kind of screen."""
    app = QApplication(sys.argv)
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    theme.prepare(app)
    theme.dress(app, screen.scheme)
    with open(EXAMPLE, "rb") as file:
        example = json.load(file)
    with opened(app, example) as desk:
        desk.resize(int(screen.width / screen.scale), int(screen.height / screen.scale))
        camera = Camera(app, desk, screen)
        for scene in (chair, dialogues, pages, lists, translated):
            scene(camera)
        for path in sheets(screen.name, camera.taken):
            print(path)


if __name__ == "__main__":
    if sys.argv[1:]:
        shoot(SCREENS[int(sys.argv[1])])
    else:
        for place, screen in enumerate(SCREENS):
            scaled = os.environ | {"QT_SCALE_FACTOR": str(screen.scale)}
            subprocess.run([sys.executable, __file__, str(place)], env=scaled, check=True)  # noqa: S603 - this file
