"""Records as rows: for lists, for spreadsheets and for programs."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from core.journal import record as records
from core.journal import terms
from core.journal.lines import Line
from core.journal.store import Store
from core.journal.terms import Wanted
from core.spreadsheet import neutral

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
)
"""Of a record as a row."""


def row(line: Line) -> dict[str, Any]:
    """A record by COLUMNS; of a void, what a note says stays empty."""
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


def states(line: Line) -> list[str]:
    """What is the matter with a record: what is missing, and what became of it."""
    body = line.record.body
    if line.later is not None:
        return [terms.VOIDED if line.later.body["kind"] == records.VOID else terms.AMENDED]
    return terms.states(body["result"]) if "encounter" in body else []


def exported(store: Store, wanted: Wanted, suffix: str) -> Iterator[bytes]:
    """Records for a file of this suffix, one of FORMS: a table of the notes that are wanted, or JSON lines.

    JSON lines of a whole journal are its whole chain, prior authorisations and what became of claims among them.
    """
    if suffix == ".jsonl" and wanted == Wanted():
        return as_json_lines(store.chain())
    return FORMS[suffix](store.records(wanted))


def as_csv(lines: Iterable[Line]) -> Iterator[bytes]:
    """Records as CSV with a header; no cell runs as a formula."""
    yield _csv(COLUMNS)
    for line in lines:
        yield _csv([neutral(str(value)) for value in row(line).values()])


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


FORMS = {".jsonl": as_json_lines, ".csv": as_csv}
"""How records are written, by the file's suffix."""


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


def _csv(cells: Iterable[object]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue().encode()
