"""Why the answer is so: each claim line, finding and step with its rules and the figures of this very encounter."""

from collections.abc import Iterable, Iterator, Sequence

from core.note.phrases import code_words
from core.result import ClaimLine, Finding, Result, Step
from core.rules import Rule
from core.units import count
from gui.topics import Topic, rule_part

_ADMINISTERED = {"R1", "R2", "R14", "R15"}
_DISCARDED = {"R3", "R4", "R13"}
_INDICATOR = {"R5", "R6", "R7", "R8", "R10", "R11", "R12", "P1"}
_OTHERS = {"JA": {"M3"}, "JB": {"M3"}, "TB": {"M4"}, "PO": {"M5"}, "PN": {"M5"}}
_NDC = {"N1", "N2", "N4", "B5"}
_ORDER = {"M10"}
"""Rules of the steps that answer a question."""

_NOT_YET = "Why are there no claim lines?"


def topics(result: Result, found: Sequence[Finding]) -> tuple[Topic, ...]:
    """What can be asked about an answer.

    Args:
        result: the answer.
        found: its findings in the order in which they are shown.
    """
    rules = {rule.id: rule for rule in result.rules}
    lines = [_line(place, line, result, rules) for place, line in enumerate(result.lines)]
    errors = " ".join(finding.message for finding in found if finding.severity == "error")
    findings = [
        Topic(f"finding {place}", finding.message, _rule_of(finding.rule, rules)) for place, finding in enumerate(found)
    ]
    steps = [Topic(f"step {place}", step.text, _rule_of(step.rule, rules)) for place, step in enumerate(result.steps)]
    return (*(lines or [nothing(errors)]), *findings, *steps)


def nothing(said: str) -> Topic:
    """Why there are no claim lines."""
    return Topic("line 0", _NOT_YET, (("", said),))


def _line(place: int, line: ClaimLine, result: Result, rules: dict[str, Rule]) -> Topic:
    """A claim line with the questions about it, and what answers each."""
    parts: list[tuple[str, str]] = []
    for question, wanted in _questions(line):
        steps = [step for step in result.steps if step.rule in wanted]
        if steps:
            parts += [(question, " ".join(step.text for step in steps)), *_rules_of(steps, rules)]
    return Topic(f"line {place}", f"Why {code_words(line)}, {count(line.units)}?", tuple(parts))


def _questions(line: ClaimLine) -> Iterator[tuple[str, set[str]]]:
    """Each question with the rules that answer it."""
    indicator = next((modifier for modifier in line.modifiers if modifier in {"JW", "JZ"}), "")
    yield f"Why {indicator}?" if indicator else "Why no JW or JZ on this line?", _INDICATOR
    yield f"Why {count(line.units)}?", _DISCARDED if line.discarded else _ADMINISTERED
    for modifier in line.modifiers:
        yield f"Why {modifier}?", _OTHERS.get(modifier, set())
    if len(line.modifiers) > 1:
        yield "Why in this order?", _ORDER
    yield "Why this NDC?", _NDC


def _rules_of(steps: Iterable[Step], rules: dict[str, Rule]) -> Iterator[tuple[str, str]]:
    return (rule_part(rules[rule]) for rule in dict.fromkeys(step.rule for step in steps))


def _rule_of(rule: str, rules: dict[str, Rule]) -> tuple[tuple[str, str], ...]:
    """The rule; nothing where there is none behind it."""
    return (rule_part(rules[rule]),) if rule in rules else ()
