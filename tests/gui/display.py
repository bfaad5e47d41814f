"""A display of a test's own, with a server that nobody sees."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

LONG = 20
"""Seconds after which something does not come any more."""

WHY_NOT = "" if shutil.which("Xvfb") and shutil.which("xdotool") else "needs Debian's xvfb and xdotool"
"""Why there can be none; empty where there can."""


@contextmanager
def opened() -> Iterator[str]:
    """Start an X server; its display's name, such as `:7`."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1366x900x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        number = pipe.readline().strip()
    assert number
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(LONG)


def keys(display: str, *arguments: str) -> str:
    """Let the server send keys, or do what else xdotool can; what it prints."""
    environment = {**os.environ, "DISPLAY": display}
    command = ["xdotool", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=LONG, env=environment).stdout


def give_focus(display: str, title: str = "Vialnote") -> None:
    """Have the keys go to the program's window, or to another of its own, as a window manager does."""
    window = keys(display, "search", "--sync", "--name", f"^{title}$").split()[0]
    keys(display, "windowfocus", "--sync", window)
