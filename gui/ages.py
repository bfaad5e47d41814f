"""How old something is, in words, and where entries come from."""

import datetime

from core import quarters
from core.entries import CLINIC, FILE, SHIPPED

ORIGINS = {SHIPPED: "Shipped", CLINIC: "Clinic's list", FILE: "Named file"}
"""Where an entry comes from, written out."""


def of_day(day: datetime.date, today: datetime.date) -> str:
    """`today`, `12 days`, `3 months` or `2 years`; empty for a day to come."""
    days = (today - day).days
    if days < 0:
        return ""
    if days == 0:
        return "today"
    for name, length in (("year", 365), ("month", 30), ("day", 1)):
        if days >= 2 * length or (length == 1 and days):
            return _count(days // length, name)
    return ""


def of_quarter(quarter: str, today: datetime.date) -> str:
    """`of this quarter`, or `9 quarters`; empty for a quarter to come."""
    age = quarters.since(quarter, today)
    return "of this quarter" if age == 0 else _count(age, "quarter") if age > 0 else ""


def _count(number: int, name: str) -> str:
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"
