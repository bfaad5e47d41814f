"""What a past encounter should have been billed as, and how its claim compares."""

import datetime
import functools
from collections.abc import Callable
from typing import NamedTuple

from core import intake
from core.billing import bill
from core.clinic import Clinic
from core.faults import InputError
from core.quantity import Mass, number
from core.reference import Reference
from core.units import count

ENCOUNTER = ("encounter_id", "service_date", "setting", "payer", "drug_source", "route", "given", "opened")
"""Columns that say what happened."""

BILLED = ("billed_units", "billed_jw_units", "billed_modifier")
"""Columns that say what was on the claim; optional."""

VERDICTS = ("agrees", "underbilled", "overbilled", "modifier-missing", "modifier-wrong", "not-billed", "refused")
"""How a claim compares with what it should have been."""

_FIELDS = ENCOUNTER[1:]

_REMEMBERED = 4_096
"""Rows whose answers are kept, for a clinic's days are much alike."""

_NONE = "no modifier"

_REPLACED = " It has several lines of a kind. If one claim replaced another, take the earlier lines out."

Modifiers = frozenset[str]


class Expected(NamedTuple):
    """What should be on the claim of one encounter."""

    administered: int
    jw: int
    modifiers: tuple[str, ...]
    """Of the line that says what became of the rest: the JW line where there is one."""

    beside: tuple[str, ...]
    """Of the administered line beside a JW line; of the only line where there is none."""

    discarded_mcg: str
    jz_optional: bool
    """Whether JZ may also be left out: the payer or the date does not require it (R10)."""

    payer: str
    """Id of the profile that was used."""

    service_date: datetime.date
    hcpcs: str
    unit: Mass
    """The billing unit."""


class Billed(NamedTuple):
    """What was on the claim of one encounter."""

    administered: int
    jw: int
    modifiers: tuple[Modifiers, ...]
    """Of each JW line; where there is none, of each administered line. Each different set once."""

    beside: tuple[Modifiers, ...] = ()
    """Of each administered line beside JW lines; empty where the file does not tell the lines apart."""


class Line(NamedTuple):
    """A claim line as a file writes it."""

    units: str
    modifier: str


class Answer(NamedTuple):
    """How one claim compares."""

    verdict: str
    """One of VERDICTS."""

    expected: Expected | None = None
    """None where the encounter is refused."""

    billed: Billed | None = None
    """None where nothing was billed, or it can't be read."""

    difference: int = 0
    """Units billed less those expected."""

    message: str = ""
    """Why it is refused, or what was billed and expected; empty where the claim agrees."""


class RefusedError(ValueError):
    """A row that can't be worked out; the message says why."""


class Judge:
    """Judges claims one after the other; answers to the same cells are remembered."""

    def __init__(self, reference: Reference, clinic: Clinic, payer: str = "") -> None:
        """Judge by rules and products.

        Args:
            reference: what to look things up in.
            clinic: its default payer, and its settings.
            payer: an id that stands instead of every row's payer.
        """
        work_out = functools.partial(_expected, reference=reference, clinic=clinic, payer=payer)
        self._expected = functools.lru_cache(_REMEMBERED)(work_out)
        self.row = functools.lru_cache(_REMEMBERED)(self._row)
        self.claim = functools.lru_cache(_REMEMBERED)(self._claim)

    def _row(self, *cells: str) -> Answer:
        """A claim in one row: the cells of ENCOUNTER without the first, then those of BILLED."""
        return self._answer(cells[:-3], _billed, *cells[-3:])

    def _claim(self, encounter: tuple[str, ...], lines: tuple[Line, ...]) -> Answer:
        """A claim by its lines: the cells of ENCOUNTER without the first, and what each line says."""
        answer = self._answer(encounter, _billed_lines, lines)
        if answer.verdict == "overbilled" and _several(lines):
            return answer._replace(message=answer.message + _REPLACED)
        return answer

    def _answer(self, encounter: tuple[str, ...], read: Callable[..., Billed | None], *said: object) -> Answer:
        """Judge what was billed, which is read out of the cells that say it, after the encounter's own."""
        try:
            expected, billed = self._expected(*encounter), read(*said)
        except RefusedError as error:
            return Answer("refused", message=str(error))
        except InputError as error:
            return Answer("refused", message="; ".join(f"{fault.field}: {fault.message}" for fault in error.faults))
        return _compared(expected, billed) if billed else Answer("not-billed", expected)


def _expected(*cells: str, reference: Reference, clinic: Clinic, payer: str) -> Expected:
    """What should be on the claim, from the cells of the columns ENCOUNTER without the first.

    Raises:
        InputError: the cells are wrong.
        RefusedError: nothing may be billed.
    """
    table: dict[str, object] = dict(zip(_FIELDS, cells, strict=True))
    table["opened"] = _opened(cells[-1])
    table["payer"] = payer or table["payer"]
    for field in ("setting", "drug_source"):
        if not table[field]:
            del table[field]
    encounter = intake.read(table, reference, clinic)
    billed = bill(encounter, reference, clinic)
    if billed.errors:
        raise RefusedError(" ".join(error.message for error in billed.errors))
    waste = [line for line in billed.lines if line.discarded]
    jw = sum([line.units for line in waste])
    required = billed.payer.jz == "required" and encounter.service_date >= reference.rules.since("R10", "JZ_required")
    first, modifiers = billed.lines[0], (waste or billed.lines)[0].modifiers
    return Expected(
        sum([line.units for line in billed.lines]) - jw,
        jw,
        modifiers,
        first.modifiers,
        number(billed.discarded),
        "JZ" in modifiers and not required,
        billed.payer.id,
        encounter.service_date,
        first.hcpcs,
        billed.unit,
    )


@functools.lru_cache(maxsize=4096)
def _opened(text: str) -> list[dict[str, object]]:
    """The containers of a cell such as `0641-6175-10 x 2; 0641-6174-10 x 1`, as in an encounter's JSON."""
    return [_container(part.strip()) for part in text.split(";")]


def _container(text: str) -> dict[str, object]:
    code, times, number_of = text.partition(" x ")
    if not times:
        return {"ndc": code.strip()}
    number_of = number_of.strip()
    plain = number_of.isascii() and number_of.isdigit() and len(number_of) < 10
    return {"ndc": code.strip(), "count": int(number_of) if plain else number_of}


@functools.lru_cache(_REMEMBERED)
def _billed(units: str, jw: str, modifier: str) -> Billed | None:
    """What was billed; None where the row does not say.

    Raises:
        RefusedError: units that are no whole number, or units left out beside a modifier.
    """
    units, jw = units.strip(), jw.strip()
    if not (units or jw or modifier.strip()):
        return None
    administered, discarded = _whole("billed_units", units), _whole("billed_jw_units", jw or "0")
    found = words(modifier)
    if discarded:
        found |= {"JW"}  # a line of JW units is a line with JW, even where the modifier's column is empty
    return Billed(administered, discarded, (found,))


def _billed_lines(lines: tuple[Line, ...]) -> Billed | None:
    """The same from the lines of a claim; a line with neither units nor modifier is none."""
    read = [
        (_whole("billed_units", units.strip()), words(modifier)) for units, modifier in _net(lines) if units or modifier
    ]
    if not read:
        return None
    jw = [(units, found) for units, found in read if "JW" in found]
    others = [(units, found) for units, found in read if "JW" not in found]
    return Billed(
        administered=sum([units for units, _ in others]),
        jw=sum([units for units, _ in jw]),
        modifiers=_each(jw or others),
        beside=_each(others) if jw else (),
    )


def _net(lines: tuple[Line, ...]) -> list[Line]:
    """The lines that stand: a reversal takes the line away whose units and modifiers it repeats.

    Raises:
        RefusedError: there is no such line.
    """
    standing = [line for line in lines if not line.units.startswith("-")]
    for units, modifier in [line for line in lines if line.units.startswith("-")]:
        back = next((one for one in standing if (one.units, one.modifier) == (units[1:], modifier)), None)
        if back is None:
            msg = f"billed_units: {units}: no line of {units[1:]} units with the same modifiers is there to take back"
            raise RefusedError(msg)
        standing.remove(back)
    return standing


def _several(lines: tuple[Line, ...]) -> bool:
    """Whether several lines with units are given or several discarded, as of a claim beside its replacement."""
    waste = ["JW" in words(line.modifier) for line in lines if line.units.strip("-0")]
    return waste.count(True) > 1 or waste.count(False) > 1


def _each(lines: list[tuple[int, Modifiers]]) -> tuple[Modifiers, ...]:
    return tuple(dict.fromkeys(found for _, found in lines))


def words(modifier: str) -> Modifiers:
    """The modifiers in a cell, whatever stands between them.

    >>> sorted(words("jw, JB"))
    ['JB', 'JW']
    """
    return frozenset(modifier.upper().replace(",", " ").replace("-", " ").split())


def _whole(name: str, text: str) -> int:
    if not text:
        msg = f"{name}: empty, though something was billed"
        raise RefusedError(msg)
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        msg = f"{name}: {text}: expected whole units such as 3"
        raise RefusedError(msg)
    return int(text)


def _compared(expected: Expected, billed: Billed) -> Answer:
    """How the claim compares: units first, then modifiers; the order of modifiers does not matter (M10)."""
    difference = billed.administered + billed.jw - expected.administered - expected.jw
    if difference:
        verdict = "overbilled" if difference > 0 else "underbilled"
        return Answer(verdict, expected, billed, difference, _both(billed, expected))
    pairs = [(expected.modifiers, found) for found in billed.modifiers]
    pairs += [(expected.beside, found) for found in billed.beside]
    wrong = [(wanted, found) for wanted, found in pairs if not _right(frozenset(wanted), found, expected)]
    if (billed.administered, billed.jw) == (expected.administered, expected.jw) and not wrong:
        return Answer("agrees", expected, billed)
    missing = wrong and all(found < frozenset(wanted) for wanted, found in wrong)
    verdict = "modifier-missing" if missing else "modifier-wrong"
    return Answer(verdict, expected, billed, 0, _both(billed, expected))


def _right(wanted: Modifiers, found: Modifiers, expected: Expected) -> bool:
    return found == wanted or (expected.jz_optional and found == wanted - {"JZ"})


def _both(billed: Billed, expected: Expected) -> str:
    found = [_ordered(each) for each in billed.modifiers], [_ordered(each) for each in billed.beside]
    return f"Billed {_said(billed.administered, billed.jw, *found)}; expected {in_lines(expected)}."


def in_lines(expected: Expected) -> str:
    """The lines of a claim for reading, with all that each needs: `3 units JB and 1 JW JB`."""
    return _said(expected.administered, expected.jw, [" ".join(expected.modifiers)], [" ".join(expected.beside)])


def _said(administered: int, jw: int, modifiers: list[str], beside: list[str]) -> str:
    """Lines for reading; different modifiers of several lines stand with a stroke between."""
    if not jw:
        return f"{count(administered)}, {_alternatives(modifiers) or _NONE}"
    return f"{count(administered)} {_alternatives(beside)}".rstrip() + f" and {jw} {_alternatives(modifiers)}"


def _alternatives(modifiers: list[str]) -> str:
    if len(modifiers) > 1:
        return " / ".join(each or _NONE for each in modifiers)
    return "".join(modifiers)


def _ordered(found: Modifiers) -> str:
    """M10: JW or JZ first."""
    return " ".join(sorted(found, key=lambda modifier: (modifier not in {"JW", "JZ"}, modifier)))
