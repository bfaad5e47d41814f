"""Ten common tasks at the real window, by keyboard and by mouse; docs/tasks.md has their keys and clicks."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.gui import desks
from tests.gui.cups import Server
from tests.gui.tasks import TASKS, Bench

DOCUMENT = Path(__file__).parents[2] / "docs" / "tasks.md"

MOST = 12
"""Keys of the standard day beyond scan and dose."""

HEAD = """# Ten common tasks

How many keys they take by keyboard alone, and how many clicks by mouse. A key that is held down, such as Ctrl, counts
as one. Not counted are what the scanner types, and the signs of a dose, a name or a reason. The window is as after the
first note of a day: it remembers staff, site and printer, and nothing of the patient. `tests/gui/test_tasks.py` does
each of them at the real window, counts, and compares with this table.

| task | keys | clicks |
|---|---|---|
"""


pytestmark = pytest.mark.usefixtures("dressed", "own_keyring")


@pytest.fixture
def printer(printers: Server) -> str:
    """The system's only printer."""
    return printers.add("Front-desk")


def test_the_table_of_tasks(qtbot: QtBot, printer: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each task is done in as many keys and clicks as the table says; the standard day in no more than twelve."""
    rows: list[str] = []
    for number, task in enumerate(TASKS):
        counts: list[int] = []
        for way in (task.by_keys, task.by_mouse):
            folder = tmp_path / f"{number}-{len(counts)}"
            (folder / "Documents").mkdir(parents=True)
            monkeypatch.setenv("HOME", str(folder))
            with desks.opened(qtbot, str(folder)) as desk:
                bench = Bench(desk, qtbot, folder)
                bench.chair.settings.remembered = bench.chair.settings.remembered._replace(printer=printer)
                way(bench)
                assert task.done(bench), task.words
            assert not (bench.hands.clicks if way is task.by_keys else bench.hands.keys), task.words
            counts.append(bench.hands.keys + bench.hands.clicks)
        rows.append(f"| {task.words} | {counts[0]} | {counts[1]} |")

    assert int(rows[0].split("|")[2]) <= MOST
    measured = tmp_path / DOCUMENT.name
    measured.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    assert DOCUMENT.read_bytes() == measured.read_bytes(), f"Copy {measured} to {DOCUMENT}"
