"""A scanner's keys on a real X server, through the window system as they come at the chair."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.build import VIAL_100
from tests.gui import display

LOT, SERIAL = "QX7781", "100482"
CODE = ("]d2010030641617510421100482", "1727113010QX7781")
"""A code in two parts, with FNC1 between them."""

WHOLE = [{"ndc": VIAL_100, "count": 1, "lot": LOT, "expires": "2027-11-30", "serials": [SERIAL]}]

pytestmark = pytest.mark.skipif(bool(display.WHY_NOT), reason=display.WHY_NOT)


class Screen:
    """A display, and the window on it."""

    def __init__(self, name: str, window: "subprocess.Popen[str]") -> None:
        """Use both."""
        self._display, self._window = name, window

    def tell(self, line: str) -> str:
        """Have the window do something."""
        assert self._window.stdin is not None
        assert self._window.stdout is not None
        self._window.stdin.write(f"{line}\n")
        self._window.stdin.flush()
        return self._window.stdout.readline()

    def fill(self) -> None:
        """Have the window filled."""
        assert self._window.stdin is not None
        self._window.stdin.write("fill\n")
        self._window.stdin.flush()

    def state(self) -> dict[str, Any]:
        """What the window shows."""
        found: dict[str, Any] = json.loads(self.tell("state"))
        return found

    def wait(self, holds: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
        """Wait until the window shows something."""
        end = time.monotonic() + display.LONG
        while not holds(state := self.state()):
            assert time.monotonic() < end, state
        return state

    def keys(self, *arguments: str) -> None:
        """Let the server send keys."""
        display.keys(self._display, *arguments)

    def scan(self, separator: str, end: str, gap: int = 2) -> None:
        """Type a code like a scanner, all keys in one go, so many milliseconds apart."""
        first, second = (["type", "--delay", _delay(gap), "--terminator", "END", text, "END"] for text in CODE)
        self.keys(*first, "key", separator, *second, *(["key", end] if end else []))


def _delay(gap: int) -> str:
    """What xdotool must be told: it waits for half of it between two keys."""
    return str(2 * gap)


@contextmanager
def _painted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The window in front on a display of its own, painted and not filled yet."""
    folder = tmp_path_factory.mktemp("home")
    with display.opened() as name, _opened(name, folder) as window:
        assert window.stdout.readline() == "painted\n"  # type: ignore[union-attr]
        display.give_focus(name)
        yield Screen(name, window)


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    """The window in front on a display of its own."""
    with _painted(tmp_path_factory) as shown:
        shown.fill()
        shown.wait(lambda state: state["active"])
        yield shown


@contextmanager
def _opened(name: str, folder: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "TEST_KEYRING": str(folder / "keys")}
    command = [sys.executable, "-m", "tests.gui.on_display", str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, text=True, **pipes) as window:  # type: ignore[call-overload]
        yield window
        window.stdin.close()
        window.wait(display.LONG)


@pytest.mark.parametrize("end", ["Return", ""])
def test_a_scan_before_the_window_is_filled(tmp_path_factory: pytest.TempPathFactory, end: str) -> None:
    """Scanned over a window that is only painted: it waits, and is whole."""
    with _painted(tmp_path_factory) as early:
        early.scan("F8", end)
        early.fill()

        state = early.wait(lambda state: state["form"].get("opened"))
        assert state["form"]["opened"] == WHOLE
        assert state["said"] == f"Scanned: 100 mcg in 1 mL vial, lot {LOT}."
        assert state["focus"] == "ScanField"


def test_keys_before_the_window_is_filled(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Typed over a window that is only painted: each key goes where the focus is then."""
    with _painted(tmp_path_factory) as early:
        early.keys("type", "--delay", _delay(50), "100")
        early.keys("key", "Tab")
        early.keys("type", "--delay", _delay(50), "60")
        early.fill()

        state = early.wait(lambda state: state["form"].get("given"))
        assert state["form"]["given"] == "60 mcg"


PLACES = ("focus opened", "focus given", "focus patient.name", "focus setting", "focus site", "button", "page Journal")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("separator", "end"), [("ctrl+bracketright", "Return"), ("F8", "Tab"), ("F8", "")])
def test_a_scan_gets_to_the_containers(screen: Screen, place: str, separator: str, end: str) -> None:
    """Whatever has the focus; no sign of it stays there, and nothing else is changed."""
    screen.tell("new")
    before = screen.state()["form"]
    screen.tell(place)
    typed = screen.state()["typed"]
    screen.scan(separator, end)

    state = screen.wait(lambda state: state["form"].get("opened"))
    assert state["form"] == {**before, "opened": WHOLE}
    assert state["said"] == f"Scanned: 100 mcg in 1 mL vial, lot {LOT}."
    assert state["chair"]
    row = "1" + LOT + "2027-11-30" + SERIAL
    assert sorted(state["typed"]) == sorted(typed + row)


def test_f8_is_the_scanners_on_the_claims_page(screen: Screen) -> None:
    """There F8 copies a form; within a scan it does not, and the code is whole."""
    screen.tell("new")
    screen.tell("page Claim")
    screen.scan("F8", "Return")

    assert screen.wait(lambda state: state["form"].get("opened"))["form"]["opened"] == WHOLE


def test_a_slow_scanner(screen: Screen) -> None:
    """20 milliseconds from key to key."""
    screen.tell("new")
    screen.tell("focus given")
    screen.scan("F8", "Return", gap=20)

    assert screen.wait(lambda state: state["form"].get("opened"))["form"]["opened"] == WHOLE


@pytest.mark.parametrize("gap", [83, 50])
def test_a_fast_typist_is_no_scanner(screen: Screen, gap: int) -> None:
    """Twelve and twenty keys a second."""
    screen.tell("new")
    screen.tell("focus patient.name")
    screen.keys("type", "--delay", _delay(gap), "0100306416175104 Ana Sample")

    state = screen.wait(lambda state: state["form"].get("patient", {}).get("name") == "0100306416175104 Ana Sample")
    assert "opened" not in state["form"]
