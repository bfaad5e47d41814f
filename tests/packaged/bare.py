"""A Debian system of the tests' own with hardly anything in it: no Python, no desktop."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.packaged.finished import LOCALE, ROOT

_MADE = ROOT / "build" / "bare"
"""Made once; `make clean` takes it away."""

_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_PROXIES = ("http_proxy", "https_proxy", "no_proxy")


class System:
    """A system in a folder."""

    def __init__(self, root: Path) -> None:
        """Know its folder."""
        self.root = root

    def run(self, *command: str, user: str = "root", **variables: str) -> subprocess.CompletedProcess[bytes]:
        """Run a program inside, with nothing of this machine's environment.

        Args:
            command: the program and its arguments.
            user: who runs it.
            variables: its environment, save the folders of programs and a locale.
        """
        own = {"PATH": _PATH, **LOCALE, **variables}
        inside = ["/usr/sbin/chroot", f"--userspec={user}", str(self.root), *command]
        return subprocess.run(inside, env=own, capture_output=True, check=False, timeout=300)

    def apt(self, *arguments: str) -> None:
        """Let apt do something, and be content with it."""
        known = {name: os.environ[name] for name in _PROXIES if name in os.environ}
        options = ("-qq", "-o=Dpkg::Use-Pty=0", "--no-install-recommends", "--yes")
        done = self.run("apt-get", *options, *arguments, DEBIAN_FRONTEND="noninteractive", **known)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()

    def take(self, file: Path) -> str:
        """Copy a file into it; where it is inside."""
        shutil.copy(file, self.root / "opt")
        return f"/opt/{file.name}"


def made(root: Path) -> System:
    """Make a system in a folder.

    Args:
        root: an empty folder.

    Raises:
        NotHereError: none can be made on this machine.
    """
    if shutil.which("debootstrap", path=_PATH) is None or os.geteuid() != 0:
        msg = "a bare system can't be made here (Debian: debootstrap, as root)"
        raise NotHereError(msg)
    if not _MADE.is_dir():
        _make(_MADE)
    subprocess.run(["cp", "--archive", "--reflink=auto", f"{_MADE}/.", str(root)], check=True)
    return System(root)


class NotHereError(Exception):
    """No such system can be made on this machine; the message says why."""


def _make(folder: Path) -> None:
    address, suite = _archive()
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.parent.mkdir(exist_ok=True)
    command = ["debootstrap", "--variant=minbase", suite, str(part), address]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        msg = f"a bare system can't be made here: {done.stdout.splitlines()[-1:]}"
        raise NotHereError(msg)
    part.rename(folder)


def _archive() -> tuple[str, str]:
    """Where this machine's own packages come from, and the name of its release."""
    command = ["apt-get", "indextargets", "--format", "$(REPO_URI) $(CODENAME)", "Created-By: Packages"]
    first = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    address, _, suite = first.partition(" ")
    return address, suite
