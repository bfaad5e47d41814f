"""Milliseconds from start to the window's first paint and to its form, beside a bare Qt window's first paint."""

import os
import time

from bench.measuring import folder, python, said, tell
from core import settings
from core.clinic import Clinic
from core.computer import Computer
from core.settings import Remembered

TIMES = 11


def painted(which: str) -> list[float]:
    """By the child's own clock, which has the same base."""
    with folder() as home:
        settings.save(os.path.join(home, settings.FILE), Clinic(), Remembered(), Computer())  # not the first start
        start = time.clock_gettime(time.CLOCK_MONOTONIC)
        moments = said(python("-m", "bench.painted", which), VIALNOTE_HOME=home)
    return [1e3 * (float(moment) - start) for (moment,) in moments]


for turn in range(TIMES + 1):
    (empty, filled), (floor,) = painted("vialnote"), painted("bare")
    if turn:
        tell("paint", empty, floor)
        tell("form", filled, floor)
