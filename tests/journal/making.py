"""Records and journals for tests."""

import datetime
import hashlib
import os
from typing import Any

from core.authorization import Authorization
from core.clinic import Clinic
from core.journal import record, tables
from core.journal.home import Home
from core.journal.key import Key
from core.journal.record import Moment
from core.journal.store import Store
from tests import build

MOMENT = Moment(datetime.datetime(2026, 11, 20, 10, 44, tzinfo=datetime.UTC), "rortiz", "chair-2")
OWN = Key(bytes(range(32)))
"""The key of a test's journal."""


def note(name: str = "", clinic: Clinic = Clinic(), moment: Moment = MOMENT, **fields: Any) -> dict[str, Any]:  # noqa: ANN401, B008 - any JSON value; frozen
    """What a record says of a note, for a patient of this name."""
    patient = {"patient": {"name": name}} if name else {}
    result = build.result(clinic, **(patient | fields))
    return record.note(result, clinic, hashlib.sha256(name.encode()).hexdigest(), b"%PDF", moment)


def amend(store: Store, seq: int, reason: str = "Wrong lot", **fields: Any) -> record.Record:  # noqa: ANN401 - any JSON value
    """File an amendment of a record."""
    return store.add(record.amendment(note(**fields), store.get(seq), reason), seq)


def void(store: Store, seq: int, reason: str = "Wrong patient") -> record.Record:
    """Take a record back."""
    return store.add(record.void(store.get(seq), reason, MOMENT), seq)


GRANTED = Authorization(
    number="PA-77",
    record_number="MRN1",
    patient="Maria Lopez",
    payer="medicare-part-b",
    hcpcs="J2354",
    since=datetime.date(2026, 1, 1),
    until=datetime.date(2026, 12, 31),
    granted=40,
)
"""What a payer has granted to a patient."""


def grant(store: Store, corrected: int = 0, **fields: Any) -> record.Record:  # noqa: ANN401 - of Authorization
    """Enter a prior authorisation, or correct the record of one."""
    before = store.get(corrected) if corrected else None
    body = record.authorization(GRANTED._replace(**fields), MOMENT, before)
    return store.add(body, corrected or None)


def claim(store: Store, note: int, state: str, day: str = "2026-11-24", before: int = 0) -> record.Record:
    """Say what became of a note's claim; `before` is the record of it that this one takes the place of."""
    earlier = store.get(before) if before else None
    body = record.claim(store.get(note), state, datetime.date.fromisoformat(day), MOMENT, earlier)
    return store.add(body, before or None)


def keep(_: str, __: Key) -> bool:
    """Say that a new journal's key is kept."""
    return True


def changed(store: Store, *statements: str) -> None:
    """Change a journal's tables behind the program's back."""
    with store._engine.connect().execution_options(alone=True) as connection:
        if connection.dialect.name == "postgresql":
            for table in ("record", "picture"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_is_kept ON {table}")
        else:
            for name in ("record_no_update", "record_no_delete", "picture_no_update", "picture_no_delete"):
                connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.commit()


def files(home: Home) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes, save SQLite's scratch memory."""
    found = {}
    for name in sorted(os.listdir(home.folder)):
        if not name.endswith("-shm"):
            with open(os.path.join(home.folder, name), "rb") as file:
                found[name] = hashlib.sha256(file.read()).hexdigest()
    return found


COLUMNS = tuple(tables.record.columns.keys())
