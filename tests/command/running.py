"""The command line run for tests, as a script would run it or in this process."""

import io
import json
import os
import subprocess
import sys

import pytest

from core import cli, paths

ROOT = os.path.dirname(paths.RESOURCES)
EXAMPLE = os.path.join(ROOT, "examples", "sc_60_of_100.json")


def vialnote(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a script would, without a display."""
    plain = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    plain.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "gui", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=ROOT,
        env=plain | environment,
    )


def inside(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a verb in this process, which takes a second less, where it does not matter that it is one of its own."""
    said, told = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        for name, value in environment.items():
            patch.setenv(name, value)
        for name, stream in (("stdin", io.TextIOWrapper(io.BytesIO(stdin))), ("stdout", said), ("stderr", told)):
            patch.setattr(sys, name, stream)
        code = cli.main(list(arguments))
    return subprocess.CompletedProcess(arguments, code, *(_written(stream) for stream in (said, told)))


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    stream.seek(0)
    return bytes(stream.buffer.read())


def errors(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str]]:
    """The faults on standard error of a run whose input was wrong."""
    assert done.returncode == 2
    assert done.stdout == b""
    found: list[dict[str, str]] = json.loads(done.stderr)["errors"]
    return found
