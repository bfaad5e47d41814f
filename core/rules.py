"""The rules: each with its text, its source and how sure it is, as data."""

import datetime
from typing import NamedTuple

from core.entries import Entry, read_toml

GRADES = ("primary", "secondary", "inferred", "general")
"""How sure a rule is: the payer's own text, a publication quoting it, following from others, unconfirmed."""

KINDS = ("arithmetic", "modifier", "code", "ndc", "barcode", "payer", "record", "statement")
"""What a rule is about. A statement is shown to people and not computed; all others are applied by code."""


class Rule(NamedTuple):
    """One rule."""

    id: str
    kind: str
    text: str
    grade: str
    source: str
    checked: datetime.date
    dates: dict[str, datetime.date]
    """Dates of service from which the rule, or a named part of it, holds."""

    grade_under_one_unit: str = ""
    """The grade for a dose of less than one billing unit; empty where that is no other."""


class Rules:
    """All rules by id, with the version of the file that they come from."""

    def __init__(self, version: str, rules: dict[str, Rule]) -> None:
        """Keep the rules in the order of the file."""
        self.version = version
        self._rules = rules

    def __getitem__(self, rule: str) -> Rule:
        """The rule with this id."""
        return self._rules[rule]

    def all(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the file."""
        return tuple(self._rules.values())

    def named(self, ids: set[str]) -> tuple[Rule, ...]:
        """The rules with these ids, in the order of the file."""
        return tuple(rule for rule in self._rules.values() if rule.id in ids)

    def since(self, rule: str, part: str) -> datetime.date:
        """The first date of service on which a part of a rule holds."""
        return self._rules[rule].dates[part]


def to_json(rule: Rule) -> dict[str, str]:
    """A rule as the public interface's JSON object."""
    return {
        "id": rule.id,
        "text": rule.text,
        "grade": rule.grade,
        "source": rule.source,
        "checked": rule.checked.isoformat(),
    }


def load(path: str) -> Rules:
    """Read the rules file.

    Raises:
        DataError: a fault in the file, naming entry and field.
        OSError: the file can't be read.
    """
    file = Entry(path, read_toml(path))
    version = file.text("version")
    rules: dict[str, Rule] = {}
    for entry in file.tables("rule"):
        rule = _rule(entry)
        if rule.id in rules:
            entry.fault("id", "listed twice")
        rules[rule.id] = rule
    file.refuse()
    return Rules(version, rules)


def _rule(entry: Entry) -> Rule:
    rule = Rule(
        id=entry.name_by("id"),
        kind=entry.choice("kind", KINDS),
        text=entry.text("text"),
        grade=entry.choice("grade", GRADES),
        source=entry.text("source"),
        checked=entry.date("checked"),
        dates=entry.table("from").dates(),
        grade_under_one_unit=entry.choice("grade_under_one_unit", ("", *GRADES), ""),
    )
    entry.end()
    return rule
