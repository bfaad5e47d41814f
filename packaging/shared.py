"""Modules that the window and the command line have in common lie in one file beside them: run first in both.

Each program has the rest of its modules within itself, and PyInstaller's importer knows of those alone.
"""

import os
import sys

import pyimod02_importers as importers
from pyimod01_archive import ZlibArchiveReader

own = importers.pyz_archive
shared = ZlibArchiveReader(os.path.join(sys._MEIPASS, "modules.pyz"))  # noqa: SLF001 - where PyInstaller says it lies
within, extract = frozenset(own.toc), own.extract
own.toc |= shared.toc
own.extract = lambda name, raw=False: (extract if name in within else shared.extract)(name, raw)
