"""Records as rows: for lists, for spreadsheets and for programs."""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core import spreadsheet
from core.journal import due, owed, terms
from core.journal import record as records
from core.journal.lines import Line
from core.journal.owed import Owed, Standing
from core.journal.store import Store
from core.journal.terms import Wanted
from core.payers import Payer

COLUMNS = (
    "seq",
    "number",
    "kind",
    "recorded_at",
    "user",
    "service_date",
    "patient_name",
    "record_number",
    "payer",
    "setting",
    "route",
    "given_mcg",
    "labelled_mcg",
    "discarded_mcg",
    "kept_mcg",
    "administered_units",
    "jw_units",
    "modifiers",
    "ndcs",
    "lots",
    "given_by",
    "discarded_by",
    "witness",
    "discard_reason",
    "states",
    "amends",
    "reason",
    "content_hash",
    "claim_state",
    "claim_date",
    "due",
    "due_until",
)
"""Of a record as a row: of its claim, what became of it, what is owed, and the last day in the payer's window."""

FORMS = (".jsonl", ".csv")
"""How records are written, by the file's suffix."""

_FEW = 500


def row(line: Line) -> dict[str, Any]:
    """A record by COLUMNS, save what `rows` says of its claim; of a void, what a note says stays empty."""
    body = line.record.body
    named = body.get("amends") or body.get("voids") or {}
    return {
        **dict.fromkeys(COLUMNS, ""),
        **(_note(body) if "encounter" in body else {}),
        "seq": line.record.seq,
        **{name: body[name] for name in ("number", "kind", "recorded_at", "user")},
        "states": "; ".join(states(line)),
        "amends": named.get("number", ""),
        "reason": body.get("reason", ""),
    }


def rows(store: Store, lines: Iterable[Line], payers: Mapping[str, Payer]) -> Iterator[dict[str, Any]]:
    """Records by COLUMNS, with what became of their claims and what is due by the payers' windows."""
    left = iter(lines)
    while few := [*itertools.islice(left, _FEW)]:
        with store.looking() as connection:
            standings, found = owed.of_notes(connection, [line.record.seq for line in few])
        for line in few:
            place = line.record.seq
            yield row(line) | _became(standings.get(place)) | _due(found.get(place), payers)


def states(line: Line) -> list[str]:
    """What is the matter with a record: what is missing, and what became of it."""
    body = line.record.body
    if line.later is not None:
        return [terms.VOIDED if line.later.body["kind"] == records.VOID else terms.AMENDED]
    return terms.states(body["result"]) if "encounter" in body else []


def exported(store: Store, wanted: Wanted, suffix: str, payers: Mapping[str, Payer]) -> Iterator[bytes]:
    """Records for a file of this suffix, one of FORMS: a table of the notes that are wanted, or JSON lines.

    JSON lines of a whole journal are its whole chain, prior authorisations and what became of claims among them.
    """
    if suffix == ".jsonl":
        return as_json_lines(store.chain() if wanted == Wanted() else store.records(wanted))
    return as_csv(rows(store, store.records(wanted), payers))


def as_csv(found: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """Rows as CSV with a header; no cell runs as a formula."""
    yield spreadsheet.line(COLUMNS)
    for cells in found:
        yield spreadsheet.line(cells.values())


def as_json_lines(lines: Iterable[Line]) -> Iterator[bytes]:
    """Records whole, one JSON object in each line; `body.encounter` is what `calc` takes."""
    for line in lines:
        found = line.record
        whole = {
            "seq": found.seq,
            "previous": found.previous,
            "hash": found.hash,
            "later": line.later.seq if line.later else None,
            "body": found.body,
        }
        yield f"{json.dumps(whole, ensure_ascii=False)}\n".encode()


def _became(said: Standing | None) -> dict[str, str]:
    return {"claim_state": said.state, "claim_date": said.date.isoformat()} if said else {}


def _due(found: Owed | None, payers: Mapping[str, Payer]) -> dict[str, str]:
    if found is None:
        return {}
    until = due.of(found, payers).until
    return {"due": found.act, "due_until": until.isoformat() if until else ""}


def _note(body: dict[str, Any]) -> dict[str, Any]:
    encounter, result = body["encounter"], body["result"]
    patient, discard = encounter.get("patient", {}), encounter.get("discard", {})
    jw = sum(line["units"] for line in result["lines"] if "JW" in line["modifiers"])
    amounts = ("given_mcg", "labelled_mcg", "discarded_mcg", "kept_mcg")
    return {
        "service_date": encounter["service_date"],
        "patient_name": patient.get("name", ""),
        "record_number": patient.get("record_number", ""),
        "payer": body["payer_name"],
        "setting": encounter.get("setting", ""),
        "route": encounter["route"],
        **{name: result[name] or "" for name in amounts},
        "administered_units": sum(line["units"] for line in result["lines"]) - jw,
        "jw_units": jw,
        "modifiers": " ".join(dict.fromkeys(name for line in result["lines"] for name in line["modifiers"])),
        "ndcs": "; ".join(dict.fromkeys(product["ndc"] for product in body["products"])),
        "lots": "; ".join(dict.fromkeys(entry["lot"] for entry in encounter["opened"] if entry.get("lot"))),
        "given_by": encounter.get("given_by", ""),
        "discarded_by": discard.get("discarded_by", ""),
        "witness": discard.get("witness", ""),
        "discard_reason": discard.get("reason", ""),
        "content_hash": body["content_hash"],
    }
