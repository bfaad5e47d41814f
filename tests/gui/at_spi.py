"""What a screen reader finds of a program, asked by lines of JSON on standard input; run by the system's Python.

    dbus-run-session -- /usr/bin/python3 tests/gui/at_spi.py PROGRAM [ARGUMENT...]

It starts the program and speaks to it through AT-SPI alone: nothing here knows what the program is made of. A line is
a list of one of the verbs below and its arguments; what comes back is a line with `said`, or `failed` and the reason.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pyatspi
from gi.repository import GLib

_LONG = 40
"""Seconds after which something does not come any more."""

_GLANCE = 0.02
"""Seconds between two looks at what is waited for."""

_STATES = {
    "checked": pyatspi.STATE_CHECKED,
    "selected": pyatspi.STATE_SELECTED,
    "focused": pyatspi.STATE_FOCUSED,
    "read-only": pyatspi.STATE_READ_ONLY,
}


class Reader:
    """The tree of one program, and what it announces."""

    def __init__(self, command: list[str]) -> None:
        """Start a program and wait until it is in sight."""
        self._heard: list[str] = []
        pyatspi.Registry.registerEventListener(self._hear, "object:announcement")
        self._program = subprocess.Popen(command, stdin=subprocess.DEVNULL)
        self._root = self._wait(self._started, lambda: "the program")

    def end(self) -> None:
        """End the program."""
        self._program.terminate()
        self._program.wait(_LONG)

    # What a screen reader says

    def heard(self, part: str) -> list[str]:
        """All announcements so far, once one of them has this part; then they are forgotten."""
        self._wait(lambda: any(part in said for said in self._heard), lambda: f"the word {part!r} in {self._heard}")
        heard, self._heard = self._heard, []
        return heard

    def read(self, name: str) -> str:
        """What stands in the field of this name, or what the text of this name says."""
        return self._text(self._found(name))

    def says(self, name: str, part: str) -> None:
        """Wait until a text of this name has a part."""
        self._wait(lambda: part in self.read(name), lambda: f"{part!r} in {self.read(name)!r}")

    def has(self, name: str, state: str) -> None:
        """Wait until a control has a state."""
        self._wait(lambda: state in self.states(name), lambda: f"{state!r} among {self.states(name)} of {name!r}")

    def states(self, name: str) -> list[str]:
        """Which states a control has, and `disabled` where it can't be used."""
        found = self._found(name).getState()
        return [word for word, state in _STATES.items() if found.contains(state)] + [
            "disabled" for _ in range(not found.contains(pyatspi.STATE_ENABLED))
        ]

    def described(self, name: str) -> str:
        """What is said of a control besides its name."""
        return str(self._found(name).description)

    def table(self, name: str, part: str) -> list[dict[str, str]]:
        """The rows of a table, read cell by cell once a cell of it has a part, each under the header of its column."""
        rows: list[dict[str, str]] = self._wait(lambda: self._rows(name, part), lambda: f"{part!r} in {name!r}")
        return rows

    def _rows(self, name: str, part: str) -> list[dict[str, str]]:
        table = self._found(name, "table").queryTable()
        columns = range(table.nColumns)
        heads = [table.getColumnHeader(column).name for column in columns]
        rows = [{heads[at]: table.getAccessibleAt(row, at).name for at in columns} for row in range(table.nRows)]
        return rows if any(part in cell for row in rows for cell in row.values()) else []

    def asked(self, title: str) -> None:
        """Wait until a question of this title is open."""
        self._wait(
            lambda: any(part.name.startswith(title) for part in islice(self._parts(), 1)),
            lambda: f"the question {title!r}, but {self.sight()}",
        )

    def sight(self) -> list[list[str]]:
        """Role and name of all that is in sight and has a name."""
        return [[part.getRoleName(), part.name] for part in self._parts() if part.name]

    def has_focus(self, name: str) -> None:
        """Wait until something of this name has the focus."""
        self._wait(lambda: name in self._focused(), lambda: f"{name!r} with the focus, but {self._focused()}")

    # What its user does

    def press(self, name: str, role: str = "") -> None:
        """Press a button or turn a switch."""
        action = self._wait(lambda: self._doing(name, role), lambda: f"{name!r} to press among {self.sight()}")
        action.doAction(0)

    def follow(self, beginning: str) -> str:
        """Press the first button whose name begins so; its name."""
        found = self._wait(
            lambda: next((part.name for part in self._parts() if part.name.startswith(beginning)), ""),
            lambda: f"{beginning!r} among {self.sight()}",
        )
        self.press(found)
        return str(found)

    def write(self, name: str, text: str) -> None:
        """Put a text into a field."""
        found = self._found(name)
        if found.getRoleName() == "combo box":
            found = next(part for part in found if part.getRoleName() == "text")
        found.queryEditableText().setTextContents(text)

    def go(self, name: str) -> None:
        """Put the focus into a field, and wait until it is there."""
        self._found(name).queryComponent().grabFocus()
        self.has_focus(name)

    # How it is found

    def _focused(self) -> list[str]:
        return [self._name(part) for part in self._parts() if _is(part, pyatspi.STATE_FOCUSED)]

    def _hear(self, event: Any) -> None:  # noqa: ANN401 - the library has no types
        self._heard.append(event.any_data)

    def _started(self) -> Any:  # noqa: ANN401 - the library has no types
        assert self._program.poll() is None, "the program has ended"
        return next((app for app in pyatspi.Registry.getDesktop(0) if app and app.name), None)

    def _found(self, name: str, role: str = "") -> Any:  # noqa: ANN401 - the library has no types
        return self._wait(lambda: self._find(name, role), lambda: f"{role} {name!r} among {self.sight()}")

    def _doing(self, name: str, role: str) -> Any:  # noqa: ANN401 - the library has no types
        """The action of what has this name, once it can be used."""
        part = self._find(name, role)
        if part is None or not _is(part, pyatspi.STATE_ENABLED):
            return None
        action = part.queryAction()
        return action if action.nActions and action.getName(0) != "SetFocus" else None

    def _find(self, name: str, role: str) -> Any:  # noqa: ANN401 - the library has no types
        named = [part for part in self._parts() if self._name(part) == name and role in {"", part.getRoleName()}]
        return next((part for part in named if _is(part, pyatspi.STATE_FOCUSABLE)), next(iter(named), None))

    def _parts(self) -> Iterator[Any]:
        """All that is in sight and can be used: while a question is open, nothing else can."""
        windows = [window for window in self._root if window and _is(window, pyatspi.STATE_VISIBLE)]
        asking = [window for window in windows if window.getRoleName() == "dialog"]
        for window in asking[-1:] or windows:
            yield from _inside(window)

    def _name(self, part: Any) -> str:  # noqa: ANN401 - the library has no types
        """What a part is called: a list goes by its label, for its name is what is chosen."""
        for relation in part.getRelationSet() if part.getRoleName() == "combo box" else ():
            if relation.getRelationType() == pyatspi.RELATION_LABELLED_BY:
                return str(relation.getTarget(0).name)
        return str(part.name)

    def _text(self, part: Any) -> str:  # noqa: ANN401 - the library has no types
        if part.getRoleName() == "combo box":
            lines = [inner for inner in part if inner and inner.getRoleName() == "text"]
            return self._text(lines[0]) if lines else str(part.name)
        try:
            return str(part.queryText().getText(0, -1))
        except NotImplementedError:
            return str(part.name)

    def _wait(self, look: Callable[[], Any], what: Callable[[], str]) -> Any:  # noqa: ANN401 - whatever is found
        end, context = time.monotonic() + _LONG, GLib.MainContext.default()
        while time.monotonic() < end:
            while context.iteration(False):
                pass
            try:
                found = look()
            except (GLib.Error, LookupError):  # it went away while it was looked at
                found = None
            if found:
                return found
            time.sleep(_GLANCE)
        msg = f"There is not {what()}."
        raise AssertionError(msg)


def _inside(part: Any) -> Iterator[Any]:  # noqa: ANN401 - the library has no types
    if not _is(part, pyatspi.STATE_VISIBLE):
        return
    yield part
    if not _is(part, pyatspi.STATE_MANAGES_DESCENDANTS):
        for inner in part:
            if inner:
                yield from _inside(inner)


def _is(part: Any, state: Any) -> bool:  # noqa: ANN401 - the library has no types
    return bool(part.getState().contains(state))


def main() -> None:
    """Answer until standard input ends; what does not begin with a brace comes from the bus's own daemons."""
    reader = Reader(sys.argv[1:])
    try:
        for line in sys.stdin:
            verb, *arguments = json.loads(line)
            try:
                answer: dict[str, Any] = {"said": getattr(reader, verb)(*arguments)}
            except Exception as error:  # noqa: BLE001 - the test is told, whatever it is
                answer = {"failed": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        reader.end()


if __name__ == "__main__":
    main()
