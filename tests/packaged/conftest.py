"""The finished program, and a screen for it."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaged import finished


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests need what `make app` builds, so `make test` leaves them out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.packaged)


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    """There is something to test."""
    assert finished.FOLDER.is_dir(), "nothing is built; run `make app` first"


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """An X server of the tests' own; its name."""
    if shutil.which("Xvfb") is None:
        pytest.skip("not installed: Xvfb (Debian: xvfb)")
    told, tell = os.pipe()
    command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=(tell,), stderr=subprocess.DEVNULL)
    os.close(tell)
    with os.fdopen(told) as number:
        name = f":{number.readline().strip()}"
    yield name
    process.terminate()
    process.wait()


Copy = Callable[..., Path]
"""Makes a copy of the program without some of what is in its folder; returns where it is."""


@pytest.fixture
def without(tmp_path: Path) -> Copy:
    """Makes copies in a folder of the test's own."""

    def copy(*missing: str) -> Path:
        folder = tmp_path / "copy"
        shutil.copytree(finished.FOLDER, folder, copy_function=os.link, symlinks=True)
        for name in missing:
            lost = folder / finished.INSIDE / name
            if lost.is_dir():
                shutil.rmtree(lost)
            else:
                lost.unlink()
        return folder

    return copy
