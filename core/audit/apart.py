"""An audit in a process of its own, so that a window stays quick, and that can be stopped at once."""

import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from core import crash
from core.audit.auditing import Known, Progress, audit
from core.audit.totals import Totals
from core.columns.mapping import Mapping
from core.faults import Fault, InputError
from core.files import beside
from core.report.prices import Prices

_OFTEN = 0.1
"""Seconds between two reports of how far it is."""


class Task(NamedTuple):
    """What is to be audited."""

    path: str
    columns: Mapping | None
    """What the headings mean; None where they are the program's own."""

    known: Known
    prices: Prices
    target: str = ""
    """Where the rows to correct go; empty for nowhere."""


class StoppedError(Exception):
    """It was stopped, or its process was ended, before it was done; nothing was written."""


class Running:
    """One audit."""

    def __init__(self, task: Task) -> None:
        """Be ready; `wait` starts it."""
        self._task = task
        self._process: BaseProcess | None = None
        self._stopped = False

    def wait(self, tell: Callable[[Progress], None]) -> Totals:
        """Audit, on the thread that calls this; a file of rows to correct is complete then, or is not there.

        Args:
            tell: is told how far it is, some times a second.

        Raises:
            InputError: the file's headings do not fit.
            OSError: a file can't be read or written.
            StoppedError: it was stopped.
        """
        place = beside(self._task.target) if self._task.target else nullcontext("")
        with place as temporary:
            return self._wait(self._task._replace(target=temporary), tell)

    def stop(self) -> None:
        """Stop it at once, from any thread, before or after it has started."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()

    def _wait(self, task: Task, tell: Callable[[Progress], None]) -> Totals:
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(there, task), daemon=True)
        process.start()
        self._process = process
        there.close()
        if self._stopped:
            process.kill()
        try:
            while isinstance(heard := here.recv(), Progress):
                tell(heard)
        except EOFError:
            raise StoppedError from None
        except BaseException:
            process.kill()
            raise
        finally:
            here.close()
            process.join()
        return _outcome(heard)


def _outcome(heard: Totals | OSError | list[Fault]) -> Totals:
    if isinstance(heard, OSError):
        raise heard
    if isinstance(heard, list):
        raise InputError(heard)
    return heard


def _work(there: Connection, task: Task) -> None:
    """What the other process does: sends how far it is, and in the end totals, faults or what the system said."""
    last = time.monotonic()

    def tell(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= _OFTEN:
            last = time.monotonic()
            there.send(progress)

    with crash.guard("audit"):
        try:
            there.send(_result(task, tell))
        except BrokenPipeError:  # who waited is gone, and can't take it away
            if task.target:
                with suppress(OSError):
                    os.unlink(task.target)


def _result(task: Task, tell: Callable[[Progress], None]) -> Totals | OSError | list[Fault]:
    try:
        return _audit(task, tell)
    except InputError as error:
        return list[Fault](error.faults)
    except BrokenPipeError:
        raise
    except OSError as error:
        return error


def _audit(task: Task, tell: Callable[[Progress], None]) -> Totals:
    with open(task.path, "rb", buffering=0) as file:
        if not task.target:
            return audit(file, task.columns, task.known, task.prices, tell=tell)
        with open(task.target, "wb") as target:
            return audit(file, task.columns, task.known, task.prices, target=target, tell=tell)
