"""Milliseconds of two commands: `calc` beside an empty Python program, the hardest plan beside the easiest."""

import os

from bench.measuring import ROOT, in_turn, python, wall

EXAMPLE = os.path.join(ROOT, "examples", "sc_60_of_100.json")
SIZES = "50,100,150,200,250,300,350,400,450,500"


def plan(dose: str, sizes: str) -> float:
    return wall(python("-m", "gui", "plan", dose, "--stock", sizes))


in_turn("calc", 31, lambda: wall(python("-m", "gui", "calc", EXAMPLE)), lambda: wall(python("-c", "pass")))
in_turn("plan", 11, lambda: plan("100 mg", SIZES), lambda: plan("50 mcg", "50"))
