"""A minute with robot users: nothing that they do hangs the window, ends it, or loses a note."""

import re
import subprocess
import sys

import pytest

from core import paths
from gui import words
from tests.robot import after


@pytest.mark.skipif(sys.platform == "win32", reason="kills as Linux and macOS do")
def test_a_minute() -> None:
    """The seed is printed; `python -m tests.robot --seed` runs it again.

    Time is judged in the nightly run, where nothing else runs: here only what anybody would call a hang counts.
    """
    command = [sys.executable, "-m", "tests.robot", "--seconds", "60", "--patience", "500"]
    done = subprocess.run(command, cwd=paths.RESOURCES + "/..", capture_output=True, text=True, check=False)
    counted = re.search(r"deeds: (\d+), lives: (\d+), kills: (\d+)", done.stdout)

    assert done.returncode == 0, done.stdout + done.stderr
    assert counted
    assert all(int(count) for count in counted.groups())


def test_what_counts_as_lost() -> None:
    """A note that was sent and is not in the journal, unless the window said so, or it is a sample."""
    sent = "Sent to Chair: 2026-11-26-J2354-47ASYQRD.pdf."
    ways = ("", words.IN_JOURNAL, words.NOT_IN_JOURNAL, words.SAMPLE_NOT_FILED)
    told = [{"said": f"{way} {sent}", "number": "47AS-YQRD"} for way in ways]

    assert [bool([*after.lost([line], frozenset())]) for line in told] == [True, True, False, False]
    assert [*after.lost(told, frozenset(["47AS-YQRD"]))] == []
