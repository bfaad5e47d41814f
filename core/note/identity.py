"""What a note is known by: its number, its file name and the hash of what it says."""

import datetime
import json
from typing import Any

from core import crockford
from core.encounter import Encounter
from core.note.issue import NOTE

_LETTERS = 8


def canonical(value: object) -> bytes:
    """Values of this program as JSON that is the same wherever and whenever it is written.

    Empty fields are left out, so that a field added later does not change what is without it. Of a picture the hash
    stands for its bytes.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":")).encode()


def content_hash(value: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal digits."""
    return _sha256(canonical(value))


def note_number(encounter: Encounter) -> str:
    """The number of a note, such as `7QK4-0213`: 40 bits of the encounter's hash in Crockford's base 32."""
    bits = int(content_hash(encounter)[: _LETTERS * 5 // 4], 16)
    return crockford.grouped(crockford.write(bits, _LETTERS))


def file_name(date: datetime.date, hcpcs: str | None, number: str, form: str = NOTE) -> str:
    """A name for the note's file without patient data, such as `2026-11-20-J2354-7QK40213.pdf`; a slip's says so."""
    code = "".join(filter(str.isalnum, (hcpcs or "note").encode("ascii", "ignore").decode()))
    slip = "" if form == NOTE else f"-{form}"
    return f"{date.isoformat()}-{code}-{number.replace('-', '')}{slip}.pdf"


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        fields = ((name, _plain(field)) for name, field in value._asdict().items())
        return {name: field for name, field in fields if not _is_empty(field)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, bytes):
        return _sha256(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value


def _is_empty(value: object) -> bool:
    """Nothing was said; 0 is something."""
    return value is None or value is False or value in ("", [], {})


def _sha256(value: bytes) -> str:
    import hashlib  # slow to read in, and not wanted before there is a note

    return hashlib.sha256(value).hexdigest()
