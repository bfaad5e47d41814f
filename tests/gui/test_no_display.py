"""Starting without a screen, in a process of its own."""

import os
import subprocess
import sys

import pytest

import gui
from core import __version__, paths

ROOT = os.path.dirname(paths.RESOURCES)
_DISPLAYS = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a display")


def _start(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in _DISPLAYS} | variables
    command = [sys.executable, "-m", "gui", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "variables",
    [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "no-such-platform"}],
    ids=["none", "one that is not there", "a platform that is not there"],
)
def test_one_line_says_what_to_do(variables: dict[str, str]) -> None:
    """Without a display there is one line on standard error that leads to the command line, and exit code 1."""
    done = _start(**variables)

    assert (done.returncode, done.stdout, done.stderr.splitlines()) == (1, "", [gui.NO_DISPLAY])


def test_a_verb_needs_no_display() -> None:
    """With an argument the command line runs, display or not."""
    done = _start("--version")

    assert done.returncode == 0
    assert __version__ in done.stdout
