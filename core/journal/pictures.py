"""The clinic's logos in a journal: each is kept once, and the records that were drawn with it name its hash."""

import hashlib
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, insert, select

from core.clinic import Clinic
from core.journal import record, tables
from core.journal.faults import DamagedError

_PICTURE = tables.picture.c
_NO_LOGO = "The clinic's logo on this note is missing or was changed. Check the journal, and keep your last backup."


def apart(body: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """What a record says with its clinic's logo named by its hash, and the logo as the settings keep it."""
    logo = body.get("clinic", {}).get("logo", "").encode()
    if not logo:
        return body, b""
    return {**body, "clinic": {**body["clinic"], "logo": ""}, "logo_sha256": digest(logo)}, logo


def digest(logo: bytes) -> str:
    """What names a logo."""
    return hashlib.sha256(logo).hexdigest()


def keep(connection: Connection, logo: bytes) -> None:
    """Keep a logo unless it is there."""
    own = digest(logo)
    if own not in names(connection):
        connection.execute(insert(tables.picture).values(hash=own, text=logo))


def names(connection: Connection) -> set[str]:
    """The hashes of all logos."""
    return set(connection.execute(select(_PICTURE.hash)).scalars())


def read(connection: Connection, name: str) -> bytes:
    """The logo of this hash; empty where it is missing or was changed."""
    logo: bytes | None = connection.execute(select(_PICTURE.text).where(_PICTURE.hash == name)).scalar()
    return logo if isinstance(logo, bytes) and digest(logo) == name else b""


def clinic(body: dict[str, Any], picture: Callable[[str], bytes]) -> Clinic:
    """The settings with which a record's note was made, its logo among them.

    Args:
        body: what the record says.
        picture: finds a logo by its hash; empty where it does not.

    Raises:
        DamagedError: the logo is missing or was changed.
    """
    settings, name = record.clinic_of(body), body.get("logo_sha256")
    if not name:
        return settings
    logo = picture(name)
    if not logo:
        raise DamagedError(_NO_LOGO)
    return settings._replace(logo=logo.decode())
