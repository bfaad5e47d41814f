"""Work on a stranger's file in a process of its own: what hangs there, or takes all memory, is ended."""

import contextlib
import importlib
import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

from core.faults import Fault, InputError

Outcome = TypeVar("Outcome")


_LEAVING = 1.0
"""Seconds in which a process that has answered may end by itself."""


class Bounds(NamedTuple):
    """What a piece of work may take."""

    seconds: float
    memory: int
    """Bytes; only Linux keeps to it."""


def do(work: Callable[[bytes], Outcome], data: bytes, bounds: Bounds, refusal: str) -> Outcome:
    """Do work on a file, within bounds.

    Args:
        work: a function of a module, on the file's bytes.
        data: the file.
        bounds: beyond these the work is ended.
        refusal: what is said of a file that asks for more, or that breaks the process.

    Raises:
        InputError: as the work raised it, or the refusal.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(there, work, data, bounds.memory), daemon=True)
    process.start()
    there.close()
    try:
        answered = here.poll(bounds.seconds)
        done = here.recv() if answered else None
        process.join(_LEAVING if answered else 0)
    except EOFError:  # it was ended by the system
        done = None
    finally:
        here.close()
        process.kill()
        process.join()
        process.close()
    if isinstance(done, _Done):
        outcome: Outcome = done.outcome
        return outcome
    raise InputError(done or [Fault("", refusal)])


class _Done(NamedTuple):
    outcome: Any


def _work(there: Connection, work: Callable[[bytes], object], data: bytes, memory: int) -> None:
    """What the other process does; it sends what came of it, faults, or None."""
    from core import crash

    _limit(memory)
    with crash.guard("reading a file"), contextlib.suppress(BrokenPipeError):  # whoever asked may be gone
        try:
            there.send(_Done(work(data)))
        except InputError as error:
            there.send(error.faults)
        except MemoryError:
            there.send(None)


def _limit(memory: int) -> None:
    """Let this process have no more memory than this, where the system can see to it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        resource = importlib.import_module("resource")
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
