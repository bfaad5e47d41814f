"""The parts that the first scan and the first note will want, read in once the window is there."""

import importlib
import threading

_LATER = ("biip", "core.note.pdf", "pypdfium2")
"""What reads barcodes and what draws the note: slow to read in, and not wanted before there is one."""


def read_in() -> None:
    """Read in what the first scan and the first note want, beside the first keystrokes."""
    threading.Thread(target=lambda: [importlib.import_module(name) for name in _LATER], daemon=True).start()
