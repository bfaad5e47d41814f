"""Computers for the tests of the Windows program."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.packaged.windows import wine


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    """There is something to test."""
    assert wine.PROGRAM.is_dir(), "nothing is built; run `make app-windows` first"


@pytest.fixture(scope="session")
def fresh(screen: str) -> Iterator[Callable[[], wine.Computer]]:
    """Makes computers without the program, and switches them off at the end."""
    with TemporaryDirectory(dir=wine.FRESH.parent) as folder:
        made: list[wine.Computer] = []

        def make() -> wine.Computer:
            made.append(wine.computer(Path(folder, str(len(made))), screen))
            return made[-1]

        yield make
        for computer in made:
            subprocess.run(["wineserver", "--kill"], env=computer.environment(), check=False)
            computer.wait()


@pytest.fixture(scope="session")
def ready(fresh: Callable[[], wine.Computer]) -> wine.Computer:
    """A computer on which the program's folder was copied."""
    computer = fresh()
    wine.copy(wine.PROGRAM, computer.path(r"C:\Vialnote"))
    return computer
