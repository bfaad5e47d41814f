"""One record of the journal: what it says, and the hash that ties it to the record before."""

import datetime
import getpass
import hashlib
import json
import os
import socket
import zlib
from functools import cache
from typing import Any, NamedTuple

from core import __version__, encounter_json, encounter_writer, paths, settings, used
from core.authorization import Authorization
from core.catalog import Product
from core.clinic import Clinic
from core.encounter import Encounter
from core.journal.faults import JournalError
from core.note import identity
from core.quantity import mcg, ml
from core.reference import Reference
from core.result import Result, to_json
from core.used import Used

NOTE, AMENDMENT, VOID = "note", "amendment", "void"
"""Kinds of record that are of a note."""

PRIOR_AUTH, CLAIM = "prior-auth", "claim"
"""Kinds of record beside the notes: what a payer has granted, and what became of a note's claim."""

BEFORE_ALL = "0" * 64
"""What stands for the hash of the record before the first."""

SAMPLE = "A sample is never filed in the journal."

_NOT_ON_NOTES = ("staff", "reasons", "methods", "record_system")
"""Settings that help to type an encounter or to export it, and change no note."""


class Moment(NamedTuple):
    """When, by whom and where a record is made."""

    at: datetime.datetime
    """By the computer's clock, in universal time."""

    user: str
    """As the operating system names the person who is logged in."""

    seat: str
    """The computer's name."""


class Record(NamedTuple):
    """One record; it never changes."""

    seq: int
    """Its place in the chain, from 1; 0 while it waits for the clinic's server."""

    previous: str
    """Hash of the record before; BEFORE_ALL for the first."""

    text: bytes
    """What it says, as canonical JSON."""

    hash: str
    """SHA-256 over place, hash of the record before, and text."""

    follows: int | None = None
    """Place of the record that this one amends or voids."""

    @property
    def body(self) -> dict[str, Any]:
        """What it says."""
        return read(self.text)


def now() -> Moment:
    """Now, who is logged in, and which computer this is."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a system that has no name for the user
        user = str(os.getuid())
    return Moment(datetime.datetime.now(datetime.UTC), user, socket.gethostname())


def note(result: Result, clinic: Clinic, content_hash: str, pdf: bytes, moment: Moment) -> dict[str, Any]:
    """What a record says of a finished note; the journal keeps its clinic's logo apart.

    Args:
        result: of the encounter.
        clinic: the settings with which the note was made.
        content_hash: of all that the note says.
        pdf: the note's file.
        moment: now.

    Raises:
        JournalError: D4, it is a sample, which is no record.
    """
    if result.encounter.sample:
        raise JournalError(SAMPLE)
    return {
        "kind": NOTE,
        "number": identity.note_number(result.encounter),
        **_made(moment),
        "program_version": __version__,
        "rules_version": result.rules_version,
        "encounter": encounter_writer.to_dict(result.encounter),
        "result": to_json(result),
        "payer_name": result.payer_name,
        "products": [_product(use.product) for use in result.containers],
        "clinic": settings.of_note(clinic, _NOT_ON_NOTES),
        "content_hash": content_hash,
        "pdf_sha256": hashlib.sha256(pdf).hexdigest(),
        "pdf_bytes": len(pdf),
        **({"used": used.to_dict(result.used)} if result.used != used.NOTHING else {}),
    }


def amendment(body: dict[str, Any], amended: Record, reason: str) -> dict[str, Any]:
    """What a record says of a note that corrects another one."""
    return {**body, "kind": AMENDMENT, "amends": _named(amended), "reason": reason}


def void(voided: Record, reason: str, moment: Moment) -> dict[str, Any]:
    """What a record says that takes a note back."""
    return {"kind": VOID, "number": voided.body["number"], **_made(moment), "voids": _named(voided), "reason": reason}


def authorization(granted: Authorization, moment: Moment, corrected: Record | None = None) -> dict[str, Any]:
    """What a record says of a prior authorisation; what was used of it is no part of it.

    Args:
        granted: what the payer has granted.
        moment: now.
        corrected: the record that it takes the place of.
    """
    said = {name: getattr(granted, name) for name in ("number", "record_number", "patient", "payer", "hcpcs")}
    days = {"since": granted.since.isoformat(), "until": granted.until.isoformat()}
    return {
        "kind": PRIOR_AUTH,
        **_made(moment),
        "authorization": {**said, **days, "units": granted.granted},
        **({"after": _place(corrected)} if corrected else {}),
    }


def claim(note: Record, state: str, day: datetime.date, moment: Moment, before: Record | None = None) -> dict[str, Any]:
    """What a record says of a note's claim.

    Args:
        note: the record of the note.
        state: one of core.journal.owed.STATES.
        day: on which that was.
        moment: now.
        before: the record of the same claim that it takes the place of.
    """
    return {
        "kind": CLAIM,
        **_made(moment),
        "claim": {"note": _named(note), "state": state, "date": day.isoformat()},
        **({"after": _place(before)} if before else {}),
    }


def granted_in(body: dict[str, Any]) -> Authorization:
    """The prior authorisation that a record is of."""
    said = body["authorization"]
    since, until = (datetime.date.fromisoformat(said[name]) for name in ("since", "until"))
    return Authorization(
        number=said["number"],
        record_number=said["record_number"],
        patient=said["patient"],
        payer=said["payer"],
        hcpcs=said["hcpcs"],
        since=since,
        until=until,
        granted=said["units"],
    )


def seal(seq: int, previous: str, body: dict[str, Any], follows: int | None) -> Record:
    """A record at its place in the chain."""
    text = identity.canonical(body)
    return Record(seq, previous, text, digest(seq, previous, text), follows)


def digest(seq: int, previous: str, text: bytes) -> str:
    """The hash of a record."""
    return hashlib.sha256(b"%d\n%s\n%s" % (seq, previous.encode(), text)).hexdigest()


def read(text: bytes) -> dict[str, Any]:
    """A body out of its canonical JSON."""
    body: dict[str, Any] = json.loads(text)
    return body


def packed(text: bytes) -> bytes:
    """A text as it is kept: what nearly every note says takes no room, for it stands in a list of words."""
    packer = zlib.compressobj(zdict=_words())
    return packer.compress(text) + packer.flush()


def unpacked(data: bytes) -> bytes:
    """A text out of what is kept.

    Raises:
        zlib.error: it is damaged.
    """
    unpacker = zlib.decompressobj(zdict=_words())
    text = unpacker.decompress(data)
    if not unpacker.eof or unpacker.unused_data:
        msg = "cut off, or with something behind it"
        raise zlib.error(msg)
    return text


def columns(body: dict[str, Any], about: dict[str, Any]) -> dict[str, str | None]:
    """What the database keeps of a record beside its text.

    A record that is of no note has neither number nor date of service, so no search for notes finds it.

    Args:
        body: what the record says.
        about: the same, or what the record says that a void takes back.
    """
    return {
        "kind": body["kind"],
        "number": body.get("number", ""),
        "service_date": about["encounter"]["service_date"] if "encounter" in about else "",
        "identity": identity_of(body),
    }


def identity_of(body: dict[str, Any]) -> str | None:
    """What tells a note from all others: a hash of its whole encounter; None for what is no note."""
    return identity.content_hash(body["encounter"]) if "encounter" in body else None


def encounter_of(body: dict[str, Any]) -> Encounter:
    """The encounter that a record is about."""
    return encounter_json.from_dict(body["encounter"])


def clinic_of(body: dict[str, Any]) -> Clinic:
    """The settings with which a record's note was made; the logo of a filed one is with `pictures`."""
    return settings.from_dict(body["clinic"])


def known_to(body: dict[str, Any], shipped: Reference) -> Reference:
    """The data with which a record's note was worked out: the shipped ones, and what it used besides.

    Raises:
        InputError: what it used can't be read.
    """
    return used.over(shipped, used_of(body))


def used_of(body: dict[str, Any]) -> Used:
    """What a record's note was worked out with that is not of the shipped data.

    Raises:
        InputError: it can't be read.
    """
    return used.read(body["used"]) if "used" in body else used.NOTHING


@cache
def _words() -> bytes:
    """Words of a first note; they stay as they are for ever, for without them no record can be read."""
    with open(paths.resource("journal-1.txt"), "rb") as file:
        return file.read()


def _made(moment: Moment) -> dict[str, str]:
    return {"recorded_at": f"{moment.at:%Y-%m-%dT%H:%M:%SZ}", "user": moment.user, "seat": moment.seat}


def _place(record: Record) -> dict[str, Any]:
    return {"seq": record.seq, "hash": record.hash}


def _named(record: Record) -> dict[str, Any]:
    return {"seq": record.seq, "number": record.body["number"], "hash": record.hash}


def _product(product: Product) -> dict[str, Any]:
    """A catalogue entry as it was used."""
    return {
        "ndc": product.ndc,
        "labeler": product.labeler,
        "name": product.name,
        "hcpcs": product.hcpcs,
        "billing_unit": mcg(product.billing_unit),
        "content": mcg(product.content),
        "volume": "" if product.volume is None else ml(product.volume),
        "container": product.container,
        "dosing": product.dosing,
        "dosing_confirmed": product.dosing_confirmed,
        "source": product.source,
        "checked": product.checked.isoformat(),
    }
