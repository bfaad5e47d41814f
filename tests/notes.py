"""Notes for journals: one that was drawn and filed, or a great many that were not drawn."""

import datetime
import hashlib
import itertools
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from core import encounter_json
from core.calculate import calculate
from core.clinic import Clinic
from core.journal import record, terms
from core.journal.record import BEFORE_ALL, Record
from core.journal.store import Kept, Store
from core.note import finished, identity
from tests.build import AMPUL_100, MULTI_1000, VIAL_50, encounter, opened, result, shipped
from tests.journal.making import MOMENT

_BATCH = 2_000
_FAMILY = ("Abensen", "Marickia", "Olovski", "Sandalez", "Trenman", "Weber", "Zhou", "Nguyen", "Okafor", "Lindqvist")
_GIVEN = ("Ann", "Bo", "Cleo", "Dan", "Eve", "Finn", "Gus")
_DAYS = 2_500
_DATE, _NUMBER, _NAME, _RECORD = b"2026-11-20", b"THEN-UMBR", b"the patient", b"the record"
"""What stands in a template where each note says something else."""

_OF_EACH = {"patient", "record", terms.PATIENT, terms.BILLED}
"""By what each note is found as no other one is."""


class _Template(NamedTuple):
    """Canonical JSON of a record and of its encounter, and by what it is found."""

    text: bytes
    encounter: bytes
    others: dict[str, Any]
    """What else it says that it is found by."""

    terms: set[tuple[str, str]]


def body(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """What a record says of the note of an encounter; fields as in `encounter`."""
    table = encounter(noted_at="2026-11-20T10:44", **fields)
    found = calculate(encounter_json.from_dict(table), shipped())
    drawn = finished.finish(found, Clinic())
    return record.note(found, Clinic(), drawn.said.content_hash, drawn.pdf, MOMENT)


def file(store: Store, **fields: Any) -> Record:  # noqa: ANN401 - any JSON value
    """File the note of an encounter; fields as in `encounter`."""
    return store.add(body(**fields))


def amend(store: Store, seq: int, reason: str = "Witness added", **fields: Any) -> Record:  # noqa: ANN401
    """File a note that amends another one."""
    return store.add(record.amendment(body(**fields), store.get(seq), reason), seq)


def fill(store: Store, number: int) -> None:
    """Fill an empty journal with so many notes, oldest first; some are not confirmed, some are amended."""
    rows = _rows(number)
    while batch := list(itertools.islice(rows, _BATCH)):
        store.take(batch)


def _rows(number: int) -> Iterator[Kept]:
    templates, previous = _templates(), BEFORE_ALL
    for seq in range(1, number + 1):
        day = datetime.date(2020, 1, 1) + datetime.timedelta(days=seq * _DAYS // number)
        row = _row(templates[seq % len(templates)], seq, f"{day}", previous)
        yield row
        previous = row.hash


def _row(template: _Template, seq: int, day: str, previous: str) -> Kept:
    """A note of its own patient, day and number; texts are replaced, which is quicker than to write JSON anew."""
    name, own = f"{_FAMILY[seq % len(_FAMILY)]}, {_GIVEN[seq % len(_GIVEN)]}", f"MRN-{400_000 + seq}"
    text, said = template.text, template.encounter
    for mark, word in ((_DATE, day), (_NUMBER, _number(seq)), (_NAME, name), (_RECORD, own)):
        text, said = text.replace(mark, word.encode()), said.replace(mark, word.encode())
    kind, follows = (record.AMENDMENT, seq - 9) if seq % 50 == 0 else (record.NOTE, None)
    if follows:
        text = _amending(text, follows)
    sealed, identified = record.digest(seq, previous, text), hashlib.sha256(said).hexdigest()
    found = {("record", own.casefold()), *(("patient", word) for word in terms.words(name))}
    found |= {*terms.of_the_second_version({**template.others, "encounter": json.loads(said)})}
    found |= {(field, value.replace(_DATE.decode(), day)) for field, value in template.terms}
    return Kept(seq, previous, sealed, record.packed(text), kind, _number(seq), day, identified, follows, found)


def _amending(text: bytes, seq: int) -> bytes:
    named = f'{{"amends":{{"number":"{_number(seq)}","seq":{seq}}},'.encode()
    text = named + text[1:].replace(b'"kind":"note"', b'"kind":"amendment"')
    return text.replace(b'"recorded_at":', b'"reason":"Witness added","recorded_at":', 1)


def _templates() -> list[_Template]:
    patient = {"name": _NAME.decode(), "record_number": _RECORD.decode(), "birth_date": "1961-04-09"}
    found = (
        result(given=f"{dose} mcg", opened=opened(code), discard=discard, patient=patient)
        for code, dose in itertools.product((AMPUL_100, VIAL_50, MULTI_1000), (25, 40, 50))
        for discard in ({"confirmed": True, "discarded_by": "R. Ortiz RN", "witness": "K. Mayer RN"}, None)
    )
    bodies = [record.note(one, Clinic(), "0" * 64, b"", MOMENT) | {"number": _NUMBER.decode()} for one in found]
    return [
        _Template(
            identity.canonical(said),
            identity.canonical(said["encounter"]),
            {"result": said["result"], "clinic": said["clinic"]},
            {(field, value) for field, value in terms.of_record(said, said) if field not in _OF_EACH},
        )
        for said in bodies
    ]


def _number(seq: int) -> str:
    return f"{seq % 10_000:04d}-{seq // 10_000:04d}"
