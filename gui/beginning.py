"""The parts that the first scan and the first note will want, read in once the window is there."""

import importlib
import threading

_LATER = ("biip", "core.note.pdf", "pypdfium2")
"""What reads barcodes and what draws the note: slow to read in, and not wanted before there is one."""

_PAGES = (
    "core.checklist.check",
    "core.report.content",
    "core.audit.apart",
    "core.audit.content",
    "core.columns.proposal",
)
"""What the other pages show, which come next. Nothing of Qt: its types are made when they are first wanted, which is
for one thread alone."""


def read_in() -> None:
    """Read in what the first scan, the first note and the other pages want, beside the first keystrokes."""
    names = (*_LATER, *_PAGES)
    threading.Thread(target=lambda: [importlib.import_module(name) for name in names], daemon=True).start()
