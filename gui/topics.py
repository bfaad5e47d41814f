"""What help knows whatever the encounter is: fields, pages and everyday tasks in plain words, rules, and codes."""

from collections.abc import Iterator
from typing import NamedTuple

from core import __version__
from core.reference import Reference
from core.rules import Rule, Rules
from gui import news, words
from gui.told import FIELDS, SETTINGS, TASKS, Told, ids
from gui.told_pages import CONTROLS, PAGES

_ALIKE = (
    "waste wastage wasted discard discarded jw",
    "jz zero",
    "vial ampul ampule container opened syringe",
    "round rounding rounded",
    "mue unlikely",
    "authorization authorisation pa",
    "icd icd-10 diagnosis",
    "dose given administered",
    "shortcut shortcuts key keys keyboard",
    "barcode scan scanner gs1",
    "print printer printing paper",
    "lock locked unlock passphrase",
    "correct change amend amendment fix",
    "delete cancel void take back",
    "nurse staff name",
    "try sample play demo example training",
    "price dollars charge",
    "unit units",
    "lot batch",
    "expiry expires expired expiration",
)
"""Words that people use for each other; a search for one finds the others too."""

TOLD = (*TASKS, *FIELDS, *PAGES, *CONTROLS, *SETTINGS)
"""What is told of any encounter, in the order of help."""

KNOWN = frozenset(ids(TOLD))
"""Of what something is told."""


class Topic(NamedTuple):
    """One thing that help can tell."""

    id: str
    """A rule's id, a field's path, a page's name, or which part of the answer it is about: `line 0`."""

    title: str
    parts: tuple[tuple[str, str], ...]
    """Headings, which may be empty, each with what stands below it; lines are kept."""

    words: str = ""
    """What people may search for that stands nowhere in it."""

    @property
    def text(self) -> str:
        """All of it, as it is searched and read aloud."""
        return "\n".join((self.title, *(line for part in self.parts for line in part if line)))


def matches(topic: Topic, asked: str) -> bool:
    """Whether a topic has every word that was typed, or one that people use for it."""
    found = f"{topic.text} {topic.words}".casefold()
    return all(any(word in found for word in _alike(word)) for word in asked.casefold().split())


def _alike(word: str) -> set[str]:
    return {word}.union(*(set(group.split()) for group in _ALIKE if word in group.split()))


def all_topics(reference: Reference) -> tuple[Topic, ...]:
    """What is told of any encounter, then the keys, what is new, and the rules with the codes that get confused."""
    known = (_told(entry, reference.rules) for entry in TOLD)
    return (*known, _keys(), _news(), *_rules(reference))


def rule_part(rule: Rule) -> tuple[str, str]:
    """A rule as a part of a topic: its id over its text, how sure it is, its source, and the day it was checked."""
    return f"Rule {rule.id}", words.rule(rule).partition(": ")[2]


def _told(entry: Told, rules: Rules) -> Topic:
    parts = (("", entry.text), *(rule_part(rule) for rule in rules.named(set(entry.rules))))
    return Topic(entry.id, entry.title, parts, entry.words)


def _keys() -> Topic:
    return Topic("keys", "Keys", tuple((keys, what) for keys, what in words.SHORTCUTS), "shortcut keyboard")


def _news() -> Topic:
    return Topic("news", f"What is new in {__version__}", tuple(("", entry) for entry in news.chapter(__version__)))


def _rules(reference: Reference) -> Iterator[Topic]:
    for rule in reference.rules.all():
        yield Topic(rule.id, f"{rule.id}: {rule.text}", (rule_part(rule),))
        if rule.id == "C3":
            yield from (_code(words.similar(code), code.hcpcs) for code in reference.similar_codes)


def _code(text: str, hcpcs: str) -> Topic:
    title, _, differs = text.partition("\n")
    return Topic(hcpcs, title, (("", differs),))
