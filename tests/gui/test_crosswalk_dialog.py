"""CMS's crosswalk at the page of lists: looked at first, then taken over."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from core import ndc
from core.catalog import Product
from gui import dates
from gui.crosswalk_dialog import CrosswalkDialog
from gui.desk import LISTS, Desk
from gui.lists_page import ListsPage
from tests.build import AMPUL_100, VIAL_100, shipped
from tests.gui.desks import then
from tests.gui.keys import at_next_dialogue, open_file, push
from tests.unit.test_crosswalk import NEW, changed_row, file, published

SEVERAL = (*NEW[:3], "63323-0999-01", *NEW[4:])
LARGE = (*NEW[:3], "99999-0002-31", *NEW[4:6], "2", *NEW[7:])


@pytest.fixture
def page(whole: Desk, monkeypatch: pytest.MonkeyPatch) -> ListsPage:
    """The page, in front, on a day of the file's quarter."""
    monkeypatch.setattr(dates, "now", lambda: datetime.datetime(2026, 11, 25, 10, 0))  # noqa: DTZ001 - local time
    shown = whole.go(LISTS)
    assert isinstance(shown, ListsPage)
    return shown


@pytest.fixture
def crosswalk(tmp_path: Path) -> Path:
    """A file with two that are new, one of another content, and one that is gone."""
    rows = [row for row in changed_row(AMPUL_100, units="8") if ndc.parse(row[3]) != ndc.parse(VIAL_100)]
    path = tmp_path / "october.csv"
    path.write_bytes(file([*rows, NEW, SEVERAL, LARGE, (*NEW[:3], "no NDC", *NEW[4:])]))
    return path


def ticking(seen: list[str]) -> Callable[[CrosswalkDialog], None]:
    """Tick all that can be, then take it."""

    def act(dialogue: CrosswalkDialog) -> None:
        seen.extend((dialogue.head.text(), *(label.text() for label in dialogue.findChildren(QLabel))))
        for _, item in (*dialogue.added, *dialogue.changed, *dialogue.gone):
            item.tick.click()
        push("Take what is ticked")(dialogue)

    return act


def product(desk: Desk, code: str) -> Product | None:
    """A product as the window knows it."""
    found = desk.lists.known.catalog.find(ndc.parse(code))
    return found if isinstance(found, Product) else None


def test_taken_over(whole: Desk, page: ListsPage, crosswalk: Path) -> None:
    """New ones are unconfirmed, changed ones follow the file, gone ones are marked and stay."""
    seen: list[str] = []
    at_next_dialogue(then(open_file(str(crosswalk)), ticking(seen)))
    QTest.mouseClick(page.products.import_, Qt.MouseButton.LeftButton)

    new, changed, gone = (product(whole, code) for code in ("99999-001-31", AMPUL_100, VIAL_100))
    assert new is not None
    assert changed is not None
    assert gone is not None
    assert (new.dosing, new.dosing_confirmed, new.origin) == ("single", False, "clinic")
    assert (changed.strength, changed.dosing_confirmed) == ("200 mcg in 1 mL", False)
    assert (gone.gone, gone.strength) == ("2026 Q4", "100 mcg in 1 mL")
    assert product(whole, SEVERAL[3]) is None
    assert product(whole, LARGE[3]) is None
    assert page.message.text() == "3 taken over from the crosswalk of 2026 Q4."
    assert seen[0].startswith("october.csv is of 2026 Q4 (of this quarter).")
    assert "ADDED: 3" in seen
    assert "Not readable, so compare them by hand: no NDC." in seen
    page.products.table.choose_key(gone.key)
    assert "Not in the CMS crosswalk of 2026 Q4 any more." in page.products.told.text()


def test_nothing_is_ticked_at_first(whole: Desk, page: ListsPage, crosswalk: Path) -> None:
    """Taking nothing changes nothing, and going back neither."""
    for button in ("Take what is ticked", "Cancel"):
        at_next_dialogue(push(button))
        page.products.take_crosswalk(str(crosswalk))
        assert page.message.text() == "Nothing was taken over."

    assert whole.lists.known == shipped()


def test_hyphens_are_asked(whole: Desk, page: ListsPage, crosswalk: Path) -> None:
    """Where several are possible the box waits for what the label says (N1)."""

    def act(dialogue: CrosswalkDialog) -> None:
        item = next(item for row, item in dialogue.added if row.key == ndc.parse(SEVERAL[3]))
        before = item.tick.isEnabled()
        item.choice.setCurrentText("63323-999-01")
        item.tick.click()
        item.choice.setCurrentIndex(0)
        states.extend((before, item.tick.isChecked()))
        item.choice.setCurrentText("63323-0999-1")
        item.tick.click()
        push("Take what is ticked")(dialogue)

    states: list[bool] = []
    at_next_dialogue(act)
    page.products.take_crosswalk(str(crosswalk))

    assert states == [False, False]
    found = product(whole, SEVERAL[3])
    assert found is not None
    assert found.ndc == "63323-0999-1"


def test_a_file_that_says_nothing_new(page: ListsPage, tmp_path: Path) -> None:
    """It is said, with how old the file is."""
    path, seen = tmp_path / "x.csv", list[str]()
    path.write_bytes(file(published()).replace(b"2026", b"2025"))

    def act(dialogue: CrosswalkDialog) -> None:
        seen.extend((dialogue.head.text(), *(label.text() for label in dialogue.findChildren(QLabel))))

    at_next_dialogue(act)
    page.products.take_crosswalk(str(path))

    assert "x.csv is of 2025 Q4 (4 quarters old)." in seen[0]
    assert seen[0].endswith("A newer one may be on the CMS site.")
    assert "It says nothing that the list does not." in seen


def test_a_file_that_may_be_cut(page: ListsPage, tmp_path: Path) -> None:
    """Where more than a quarter of the list is gone, it is asked whether the file is whole."""
    path, seen = tmp_path / "x.csv", list[str]()
    path.write_bytes(file(published()[:10]))
    at_next_dialogue(ticking(seen))
    page.products.take_crosswalk(str(path))

    assert seen[0].endswith("products are not in it. Is the file whole?")


def test_what_is_no_crosswalk(page: ListsPage, tmp_path: Path) -> None:
    """The page says what to choose, and no dialogue opens."""
    (tmp_path / "x.csv").write_bytes(b"NDC\n")
    page.products.take_crosswalk(str(tmp_path / "x.csv"))
    assert page.message.text() == "x.csv is no CMS crosswalk file. Choose the CSV that CMS publishes."

    page.products.take_crosswalk(str(tmp_path / "none.csv"))
    assert page.message.text() == "none.csv can't be read: No such file or directory."
    assert QApplication.activeModalWidget() is None


def test_going_back_from_the_files(whole: Desk, page: ListsPage) -> None:
    """No file, no dialogue."""
    at_next_dialogue(lambda dialogue: dialogue.reject())
    page.products.ask_crosswalk()

    assert whole.lists.known == shipped()
