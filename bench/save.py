"""A finished note on its way to the disk, beside an fsync of the same bytes: into the journal, and as a PDF, too."""

import os
from functools import partial
from typing import Any, NamedTuple

from bench.measuring import tell, timed
from core.clinic import Clinic
from core.files import complete
from core.journal import record
from core.journal.store import Store
from core.note import finished, identity
from tests import build

TIMES = 41


class Save(NamedTuple):
    """What is saved of one note."""

    body: dict[str, Any]
    pdf: bytes
    name: str


def measure(store: Store, folder: str) -> None:
    """Time both, and a bare write with fsync after each; the first note is a warm-up."""
    with open(os.path.join(folder, "bare"), "wb", buffering=0) as file:

        def synced(data: bytes) -> None:
            file.write(data)
            os.fsync(file.fileno())

        for turn, note in enumerate(map(drawn, range(TIMES + 1))):
            data = record.packed(identity.canonical(note.body))
            filed, least = timed(partial(store.add, note.body)), timed(partial(synced, data))
            written = timed(partial(write, os.path.join(folder, note.name), note.pdf))
            floor = timed(partial(synced, data + note.pdf))
            if turn:
                tell("file", filed, least)
                tell("save", filed + written, floor)


def drawn(turn: int) -> Save:
    patient = {"name": "Sample Patient", "record_number": f"SAVE-{turn}"}
    result = build.result(given="60 mcg", patient=patient, noted_at="2026-11-20T10:44")
    note = finished.finish(result, Clinic())
    body = record.note(result, Clinic(), note.said.content_hash, note.pdf, record.now())
    return Save(body, note.pdf, note.said.file_name)


def write(path: str, data: bytes) -> None:
    with complete(path) as file:
        file.write(data)
