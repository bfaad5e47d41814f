"""What a window needs as it opens: its settings, and the parts that the first note will want."""

import importlib
import threading
from collections.abc import Collection

from core import settings
from core.clinic import Clinic
from core.settings import Loaded, Remembered

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


def load(path: str, payers: Collection[str]) -> Loaded:
    """The settings, or those that hold at first where the file can't be read; says where its payer is not known."""
    try:
        loaded = settings.load(path)
        payer = loaded.clinic.payer
        problem = f"The settings name the payer {payer}, which is not known. Choose another in Settings."
        return loaded if payer in payers else loaded._replace(problem=problem)
    except OSError as error:
        return Loaded(Clinic(), Remembered(), f"The settings can't be read: {error.strerror}. Set them again.")


def read_in() -> None:
    """Read in what the first scan, the first note and the other pages want, beside the first keystrokes."""
    names = (*_LATER, *_PAGES)
    threading.Thread(target=lambda: [importlib.import_module(name) for name in names], daemon=True).start()
