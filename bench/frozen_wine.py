"""Start and memory of the finished Windows window beside a finished Windows window with one label, under Wine.

`.venv/bin/python -m bench.frozen_wine`, once `make app-windows` has built it; measured as `bench/frozen.py` does. Wine
itself runs already, as Windows does before a program is started. What a real Windows takes, Wine can't tell.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator

from bench import frozen

WORK = os.path.join(frozen.ROOT, "build", "wine")
OURS = os.path.join(frozen.ROOT, "dist", "windows", "Vialnote", "vialnote-window.exe")
BARE = os.path.join(WORK, "bare", "bare", "bare.exe")
QUIET = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscms=n;winemenubuilder.exe=d", "LC_ALL": "C.UTF-8"}
PATIENCE = 60
"""Seconds."""


def main() -> None:
    build_bare()
    with frozen.screen() as (name, look), windows(name) as environment:
        for state, prepare in (("warm", lambda: None), ("cold", frozen.forget)):
            if state == "cold" and not os.access(frozen.CACHES, os.W_OK):
                print("cold: only root can measure that")
                return
            pairs = [
                [started(program, environment, look, prepare) for program in (OURS, BARE)]
                for _ in range(frozen.TIMES + 1)
            ]
            for place, what in enumerate(("start to first paint", "memory at first paint", "memory when settled")):
                ours, bare = ([pair[which][place] for pair in pairs[1:]] for which in (0, 1))
                frozen.report(f"{what}, {state}", "MB" if "memory" in what else "ms", ours, bare)


def build_bare() -> None:
    """Make the bare window as PyInstaller makes it, once."""
    if os.path.exists(BARE):
        return
    places = ("--distpath", os.path.join(WORK, "bare"), "--workpath", os.path.join(WORK, "bare-work"))
    command = ["wine", os.path.join(WORK, "cp311", "python.exe"), "-m", "PyInstaller", "--windowed", *places]
    done = subprocess.run(
        [*command, "--log-level", "ERROR", "--specpath", places[3], os.path.join(frozen.ROOT, "bench", "bare.py")],
        env=os.environ | QUIET | {"WINEPREFIX": os.path.join(WORK, "prefix")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if not os.path.exists(BARE):
        raise SystemExit(done.stderr.decode())


@contextlib.contextmanager
def windows(display: str) -> Iterator[dict[str, str]]:
    """A running Windows of Wine's; its programs' environment."""
    with tempfile.TemporaryDirectory(dir=WORK) as folder:
        prefix = os.path.join(folder, "prefix")
        shutil.copytree(os.path.join(WORK, "prefix"), prefix, symlinks=True)
        os.makedirs(os.path.join(prefix, "drive_c", "homes"))
        environment = os.environ | QUIET | {"WINEPREFIX": prefix, "DISPLAY": display}
        subprocess.run(["wineserver", "--persistent"], env=environment, check=True)
        subprocess.run(["wine", "cmd", "/c", "exit"], env=environment, check=True)
        yield environment
        subprocess.run(["wineserver", "--kill"], env=environment, check=True)
        subprocess.run(["wineserver", "--wait"], env=environment, check=True)


def started(
    program: str, environment: dict[str, str], look: Callable[[], bytes], prepare: Callable[[], None]
) -> tuple[float, ...]:
    """Milliseconds from start to the first pixels, and megabytes of memory then and later."""
    home = rf"C:\homes\{time.monotonic_ns()}"
    prepare()
    black = look()
    start = time.perf_counter()
    known = environment | {"VIALNOTE_HOME": home}
    process = subprocess.Popen(["wine", program], env=known, stderr=subprocess.DEVNULL)
    while look() == black:
        time.sleep(0.001)
        if time.perf_counter() - start > PATIENCE:
            raise SystemExit(program)
    painted, first = time.perf_counter() - start, frozen.resident(process.pid)
    time.sleep(frozen.SETTLED)
    later = frozen.resident(process.pid)
    process.kill()
    process.wait()
    while look() != black:
        time.sleep(0.01)
    return 1e3 * painted, first, later


if __name__ == "__main__":
    main()
