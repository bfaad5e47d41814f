"""The program tries itself out, from source; `make test-app` has the finished one do the same."""

import os
import subprocess
import sys
from pathlib import Path

from core import __version__, paths

ROOT = os.path.dirname(paths.RESOURCES)


def test_smoke_test_passes(tmp_path: Path) -> None:
    """A real window makes, files and checks a note, leaves nothing behind, and says one line."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "gui", "--smoke-test"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"vialnote {__version__}: the smoke test passed\n"
    assert list(tmp_path.iterdir()) == []


_BROKEN = """
import sys, threading
from gui import smoke

def fail():
    while sys.excepthook is sys.__excepthook__:  # until the window is there
        pass
    raise KeyError("of a thread")

threading.Thread(target=fail, daemon=True).start()
sys.exit(smoke.run())
"""


def test_an_error_beside_it_fails_it() -> None:
    """Whatever nobody expected, on any thread, is a failure."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", _BROKEN]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)

    assert (done.returncode, done.stdout) == (1, "")
    assert "KeyError\n" in done.stderr
