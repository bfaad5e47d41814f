"""What CUPS knows of our jobs, which Qt does not tell: whether one was taken, and what became of it (Linux)."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import cache
from typing import Any

_OUR_OWN, _ALL = 1, -1
_IN_MEMORY = ("XDG_RUNTIME_DIR", "/dev/shm")  # noqa: S108 - for its being memory, and files in it the user's alone


class State(IntEnum):
    """Where a job stands, as RFC 8011 numbers it."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


class _Job(ctypes.Structure):
    _fields_ = (
        ("id", ctypes.c_int),
        ("printer", ctypes.c_char_p),
        *((name, ctypes.c_char_p) for name in ("title", "user", "format")),
        *((name, ctypes.c_int) for name in ("state", "size", "priority")),
        *((name, ctypes.c_long) for name in ("completed", "created", "begun")),
    )


def jobs(printer: str) -> dict[int, State] | None:
    """Our jobs on a printer, finished or not; None where there is no CUPS to ask."""
    library = _library()
    if library is None:
        return None
    found = ctypes.POINTER(_Job)()
    number = library.cupsGetJobs(ctypes.byref(found), None, _OUR_OWN, _ALL)
    ours = {job.id: State(job.state) for job in found[: max(number, 0)] if (job.printer or b"").decode() == printer}
    library.cupsFreeJobs(number, found)
    return ours


@contextmanager
def spool_in_memory() -> Iterator[None]:
    """Let CUPS put what it is about to send, which names a patient, into memory and not on a disk."""
    folders = (os.environ.get(place, place) for place in _IN_MEMORY)
    folder = next((folder for folder in folders if os.access(folder, os.W_OK)), "")
    before = os.environ.get("TMPDIR")
    if folder:
        os.environ["TMPDIR"] = folder
    try:
        yield
    finally:
        os.environ.pop("TMPDIR", None)
        if before is not None:
            os.environ["TMPDIR"] = before


@cache
def _library() -> Any:  # noqa: ANN401 - a C library
    if sys.platform != "linux":
        return None
    try:
        return ctypes.CDLL("libcups.so.2")
    except OSError:
        return None
