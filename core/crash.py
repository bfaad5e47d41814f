"""What is kept of an error that nobody expected: its kind and where the program was, and nothing that was typed."""

import datetime
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import NamedTuple

from core import __version__, files, paths

_FIRST, _LAST = "crash-", ".txt"
"""Of the names of reports."""

_MOST, _SIZE = 10, 32_000
"""Reports that are kept, and bytes of each."""

_DEEPEST, _LONGEST = 5, 40
"""Errors of which one is the other's cause, and places of each."""

_KIND = re.compile(r"(?:Fatal Python error|Windows fatal exception|Qt): [\w ]+")
_THREAD = re.compile(r"(Current thread|Thread) 0x")
_PLACE = re.compile(r'  File "(?:[^"]*[/\\])?([^"/\\]+[/\\][^"/\\]+)", line (\d+) in (\w+)')
"""What is kept of a dump: never a whole path, for it may name somebody."""


class Kept(NamedTuple):
    """A report."""

    text: str
    path: str
    """Of its file; empty where it could not be written."""


@contextmanager
def guard(where: str) -> Iterator[None]:
    """End a process of its own after an error that nobody expected, without Python's words on standard error.

    Raises:
        SystemExit: such an error was reported.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, its words may hold a patient's data
        report(error, where)
        raise SystemExit(1) from None


def report(error: BaseException, where: str) -> Kept:
    """Keep a report of an error that happened now, and say so in one line on standard error; see `keep`."""
    kept = keep(error, where, paths.log_home(), datetime.datetime.now(datetime.UTC))
    print(line(kept), file=sys.stderr, flush=True)
    return kept


def keep(error: BaseException, where: str, folder: str, now: datetime.datetime) -> Kept:
    """Write a report of an error, complete or not at all, readable by its owner alone.

    Its message is left out, and so are all values: either may hold a patient's data.

    Args:
        error: that nobody expected.
        where: the part of the program that met it, such as `window`.
        folder: for reports; the newest stay.
        now: in universal time.
    """
    return write(about(error), where, folder, now)


def write(said: str, where: str, folder: str, now: datetime.datetime) -> Kept:
    """Write a report; see `keep`.

    Args:
        said: what happened, as `about` or `of_dump` says it.
        where: as there.
        folder: as there.
        now: as there.
    """
    text = f"Vialnote {__version__}, {where}\n{now:%Y-%m-%d %H:%M:%S} UTC\n{_system()}\n\n{said}\n"
    path = os.path.join(folder, f"{_FIRST}{now:%Y-%m-%dT%H-%M-%S.%f}{_LAST}")
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with files.complete(path) as file:
            file.write(text.encode()[:_SIZE])
        _keep_newest(folder)
    except OSError:
        path = ""
    return Kept(text, path)


def line(kept: Kept) -> str:
    """One line for standard error."""
    kind = kept.text.split("\n\n", 1)[1].partition("\n")[0]
    where = f"; the report is {kept.path}" if kept.path else ""
    return f"vialnote: something unexpected happened ({kind}){where}"


def about(error: BaseException) -> str:
    """The kinds of an error and of its causes, each with the places that led to it, outermost first."""
    return "\n".join("\n".join((_kind(found), *_places(found.__traceback__))) for found in _chain(error))


def of_dump(dump: str) -> str:
    """What Python wrote as it was ended, without paths; empty where nothing is known of it.

    Args:
        dump: by Python's `faulthandler`.
    """
    return "\n".join(found for line in dump.splitlines() if (found := _of_line(line)))


def _of_line(line: str) -> str:
    if found := _KIND.match(line):
        return found.group()
    if found := _THREAD.match(line):
        return found.group(1)
    if found := _PLACE.match(line):
        file, number, name = found.groups()
        return f"  {file}:{number} {name}"
    return ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what it came from."""
    for _ in range(_DEEPEST):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _kind(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    missing = f" {error.name}" if isinstance(error, ImportError) and error.name else ""  # a module, never a value
    return f"{name}{missing}"


def _places(trace: TracebackType | None) -> list[str]:
    found = []
    while trace is not None:
        frame = trace.tb_frame
        found.append(f"  {frame.f_globals.get('__name__')}:{trace.tb_lineno} {frame.f_code.co_name}")
        trace = trace.tb_next
    return found[-_LONGEST:]


def _system() -> str:
    """The system and Python, by numbers alone: the computer's name is nobody's business."""
    import platform  # slow to import, and seldom wanted

    python = ".".join(map(str, sys.version_info[:3]))
    return f"{platform.system()} {platform.release()} {platform.machine()}, Python {python}"


def _keep_newest(folder: str) -> None:
    names = sorted(name for name in os.listdir(folder) if name.startswith(_FIRST) and name.endswith(_LAST))
    for name in names[:-_MOST]:
        with suppress(FileNotFoundError):  # another window has removed it
            os.unlink(os.path.join(folder, name))
