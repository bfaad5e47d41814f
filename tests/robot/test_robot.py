"""A minute with robot users: nothing that they do hangs the window, ends it, or loses a note."""

import re
import subprocess
import sys

import pytest

from core import paths


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
