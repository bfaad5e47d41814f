"""An audit in a process of its own: what comes of it, and how it ends."""

import errno
import multiprocessing
import os
import sys
import threading
from pathlib import Path

import pytest

from core.audit import apart
from core.audit.apart import Running, StoppedError, Task
from core.audit.auditing import Known, Progress
from core.clinic import Clinic
from core.faults import InputError
from tests.audit.files import ADMINISTERED, WASTED, audited, meant, table
from tests.build import shipped

KNOWN = Known(shipped(), Clinic())
MANY = [ADMINISTERED.replace("C1", f"C{n}") for n in range(60_000)]


def task(folder: Path, data: bytes, target: str = "") -> Task:
    """The audit of a file."""
    path = folder / "in.csv"
    path.write_bytes(data)
    return Task(str(path), meant(), KNOWN, {}, str(folder / target) if target else "")


def ignored(_: Progress) -> None:
    """Nobody looks on."""


def test_it_comes_to_the_same(tmp_path: Path) -> None:
    """Totals and the rows to correct, as in this process."""
    data = table(ADMINISTERED, WASTED, ADMINISTERED.replace("C1", "C2"))
    totals, written = audited(data, meant())

    assert Running(task(tmp_path, data, "out.csv")).wait(ignored) == totals
    assert (tmp_path / "out.csv").read_text("utf-8") == written


def test_how_far_it_is_is_told(tmp_path: Path) -> None:
    """Some times a second."""
    heard: list[Progress] = []
    Running(task(tmp_path, table(*MANY))).wait(heard.append)

    assert heard
    assert all(0 < progress.done <= progress.whole for progress in heard)


def test_it_is_stopped_at_once(tmp_path: Path) -> None:
    """From another thread, while it runs; nothing is left behind, and what was there before stays."""
    (tmp_path / "out.csv").write_text("before", "utf-8")
    running = Running(task(tmp_path, table(*MANY), "out.csv"))
    told = threading.Event()

    def stop() -> None:
        told.wait(60)
        running.stop()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with pytest.raises(StoppedError):
        running.wait(lambda _: told.set())
    stopper.join()

    assert sorted(os.listdir(tmp_path)) == ["in.csv", "out.csv"]
    assert (tmp_path / "out.csv").read_text("utf-8") == "before"


def test_it_can_be_stopped_before_it_starts(tmp_path: Path) -> None:
    """The user may be quicker."""
    running = Running(task(tmp_path, table(*MANY)))
    running.stop()
    with pytest.raises(StoppedError):
        running.wait(ignored)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    """The system's reason comes back, with the file."""
    gone = task(tmp_path, b"", "out.csv")
    os.unlink(gone.path)
    with pytest.raises(FileNotFoundError) as caught:
        Running(gone).wait(ignored)

    assert (caught.value.errno, caught.value.filename) == (errno.ENOENT, gone.path)
    assert os.listdir(tmp_path) == []


def test_a_file_that_does_not_fit(tmp_path: Path) -> None:
    """Its faults come back."""
    with pytest.raises(InputError, match="the file has no such column: DOS"):
        Running(task(tmp_path, b"a,b\n")).wait(ignored)


def test_what_nobody_expected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A fault of the program ends it, with a report and one line in which nothing stands of the file."""
    monkeypatch.setenv("VIALNOTE_HOME", str(tmp_path / "home"))
    broken = task(tmp_path, table(ADMINISTERED, WASTED))._replace(known=None)  # type: ignore[arg-type]
    with pytest.raises(StoppedError):
        Running(broken).wait(ignored)
    (report,) = (tmp_path / "home" / "logs").iterdir()

    assert capfd.readouterr().err.endswith(f"; the report is {report}\n")
    assert "C1" not in report.read_text("utf-8")


def test_a_folder_that_takes_no_file(tmp_path: Path) -> None:
    """Before anything is read."""
    with pytest.raises(OSError, match=os.path.join("no", "out.csv") if sys.platform != "win32" else "out.csv"):
        Running(task(tmp_path, table(ADMINISTERED), os.path.join("no", "out.csv"))).wait(ignored)


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
def test_a_disk_that_fills_up(tmp_path: Path) -> None:
    """The rows to correct are complete or not there."""
    import resource

    full = task(tmp_path, table(*MANY), "out.csv")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            Running(full).wait(ignored)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert os.listdir(tmp_path) == ["in.csv"]


def test_who_looks_on_may_fail(tmp_path: Path) -> None:
    """Then the process ends, too; it is not waited for."""

    def fail(_: Progress) -> None:
        raise LookupError

    running = Running(task(tmp_path, table(*MANY)))
    with pytest.raises(LookupError):
        running.wait(fail)

    assert running._process is not None
    assert not running._process.is_alive()


@pytest.mark.parametrize("target", ["", "out.csv"])
def test_who_waited_is_gone(tmp_path: Path, target: str) -> None:
    """Killed, so that it can't take its file away: the one that writes does, and says nothing."""
    here, there = multiprocessing.Pipe(duplex=False)
    here.close()
    apart._work(there, task(tmp_path, table(*MANY), target))

    assert os.listdir(tmp_path) == ["in.csv"]
