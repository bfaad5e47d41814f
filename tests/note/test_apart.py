"""Work in a process of its own, whatever becomes of it."""

import multiprocessing
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from core.faults import Fault, InputError
from core.note import apart
from core.note.apart import Bounds

BOUNDS = Bounds(seconds=60, memory=2**40)
FAULTS = (Fault("a", "first"), Fault("b", "second"))


def length(data: bytes) -> int:
    """Work that is done."""
    return len(data)


def refusing(data: bytes) -> int:
    """Work that finds faults."""
    raise InputError(FAULTS if data else ())


def greedy(data: bytes) -> bytes:
    """Work that wants more memory than there is."""
    return data * 2**50


def dying(data: bytes) -> int:
    """Work in which the process breaks."""
    os._exit(len(data))


def careless(_: bytes) -> None:
    """Work that fails, and says what it was given."""
    msg = "the note of Zebedee Quill"
    raise KeyError(msg)


def endless(_: bytes) -> None:
    """Work that never ends."""
    threading.Event().wait()


def test_done() -> None:
    """What the work returns comes back."""
    assert apart.do(length, bytes(10_000_000), BOUNDS, "refused") == 10_000_000


def test_faults() -> None:
    """Every fault comes back with its field."""
    with pytest.raises(InputError) as caught:
        apart.do(refusing, b"data", BOUNDS, "refused")

    assert caught.value.faults == FAULTS


@pytest.mark.parametrize(("work", "seconds"), [(greedy, 60), (dying, 60), (endless, 0.5)])
def test_ended(work: object, seconds: float, capfd: pytest.CaptureFixture[str]) -> None:
    """What takes too much, breaks or hangs is refused, and prints nothing."""
    with pytest.raises(InputError) as caught:
        apart.do(work, b"data", BOUNDS._replace(seconds=seconds), "refused")  # type: ignore[arg-type]

    assert caught.value.faults == (Fault("", "refused"),)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("work", [length, refusing])
def test_nobody_listens(work: Callable[[bytes], object], capfd: pytest.CaptureFixture[str]) -> None:
    """Where the program that asked was killed meanwhile, nothing is printed after it."""
    here, there = multiprocessing.get_context("spawn").Pipe(duplex=False)
    here.close()
    apart._work(there, work, b"data", 2**62)

    assert capfd.readouterr() == ("", "")


def test_what_nobody_expected(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused as well, with a report and one line in which nothing stands of the file."""
    monkeypatch.setenv("VIALNOTE_HOME", str(tmp_path))
    with pytest.raises(InputError):
        apart.do(careless, b"data", BOUNDS, "refused")
    (report,) = (tmp_path / "logs").iterdir()

    assert capfd.readouterr().err == f"vialnote: something unexpected happened (KeyError); the report is {report}\n"
    assert "Quill" not in report.read_text("utf-8")
