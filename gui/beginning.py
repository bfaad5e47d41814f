"""What a window needs as it opens: its settings, and the parts that the first note will want."""

import importlib
import threading

from core import settings
from core.clinic import Clinic
from core.settings import Loaded, Remembered

_LATER = ("core.note.pdf", "pypdfium2")
"""What draws the note: slow to read in, and not wanted before there is one."""


def load(path: str) -> Loaded:
    """The settings, or those that hold at first where the file can't be read."""
    try:
        return settings.load(path)
    except OSError as error:
        return Loaded(Clinic(), Remembered(), f"The settings can't be read: {error.strerror}. Set them again.")


def read_in() -> None:
    """Read in what draws the note, beside the first keystrokes."""
    threading.Thread(target=lambda: [importlib.import_module(name) for name in _LATER], daemon=True).start()
