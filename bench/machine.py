"""When, of what and on which kind of machine it was measured: nothing that names the machine or its user."""

import datetime
import os
import platform
import subprocess

import PySide6

from bench.measuring import ROOT

KEPT = "bench/RESULTS.md"


def facts() -> dict[str, str]:
    """What stands above the table."""
    return {
        "date": f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}",
        "commit": commit(),
        "processor": f"{processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "system": f"{system()}, {platform.machine()}",
        "Python and Qt": f"{platform.python_version()}, {PySide6.__version__} without a screen",
        "load at the start": f"{os.getloadavg()[0]:.1f}",
    }


def commit() -> str:
    """What is measured; with a word where more than the kept table was changed since."""
    changed = git("status", "--porcelain", "--", ".", f":!{KEPT}")
    return f"{git('rev-parse', '--short=12', 'HEAD').strip() or 'none'}{', changed since' if changed else ''}"


def kept() -> str:
    """The table as it is committed: a run that was not taken over is no measure for the next one."""
    return git("show", f"HEAD:{KEPT}")


def git(*arguments: str) -> str:
    """What git says; nothing where it can't."""
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def processor() -> str:
    """Its model."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            return next(line.partition(":")[2].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or "unknown"


def system() -> str:
    """Its name and version."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"
