"""The finished program as the helper of another one, in which it reads a note or looks after such processes."""

import multiprocessing

import pyi_rth_multiprocessing  # noqa: F401 - PyInstaller's; it teaches `freeze_support` what begins with -c


def run() -> None:
    """Do what the other process wants, and end; nothing happens where none wants anything."""
    multiprocessing.freeze_support()
