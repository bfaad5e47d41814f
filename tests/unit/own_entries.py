"""The clinic's own entries, and its lists over the shipped data."""

import datetime
from pathlib import Path

from core import ndc, own_lists
from core.catalog import Product
from core.codes import Mue
from core.entries import CLINIC
from core.recalls import Recall
from tests.build import VIAL_100, shipped

TODAY = datetime.date(2026, 11, 25)
RECALLED = Recall("0641-6175-10", "QX7781", TODAY, "Hikma's letter")
OWN = Mue(80, "2026 Q4", "CMS NCCI MUE table, read by K. Mayer", TODAY, CLINIC)


def load(folder: Path) -> own_lists.Loaded:
    """The lists in a folder over the shipped data."""
    return own_lists.load(str(folder), shipped())


def product(code: str) -> Product:
    """A product of the shipped catalogue."""
    found = shipped().catalog.find(ndc.parse(code))
    assert isinstance(found, Product)
    return found


def confirmed(code: str = VIAL_100) -> Product:
    """The same with what its label says."""
    read = "label, read by K. Mayer on 2026-11-25"
    return product(code)._replace(dosing_confirmed=True, source=read, checked=TODAY, origin=CLINIC)
