"""A record of the journal in full: the note, all that became of it, and when, by whom and where it was filed."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QTextBrowser

from core.encounter import ROUTES
from core.units import count
from gui.journal_rows import amount, local, state

if TYPE_CHECKING:  # SQLAlchemy takes longer to read in than the window to open
    from core.journal.lines import Line
    from core.journal.store import Store

_NOTHING = "Choose a note in the table to read it here."
_NOT_RECORDED = "not recorded"

_NAMES = 140
"""Width of what stands before each text."""

_HANGING = f"margin: 3px 0 3px {_NAMES}px; text-indent: -{_NAMES}px; white-space: pre-wrap"
"""Texts begin below each other."""

Pairs = Iterator[tuple[str, str]]


class JournalDetails(QTextBrowser):
    """Text that can be selected and read aloud; it changes nothing."""

    def __init__(self) -> None:
        """Show that nothing is chosen."""
        super().__init__()
        self.setAccessibleName("The chosen note")
        self.setTabChangesFocus(True)
        self.setOpenLinks(False)
        self.setTabStopDistance(_NAMES)
        self.show_text("")

    def show_text(self, html: str) -> None:
        """Show what `described` says; nothing is chosen where that is empty."""
        self.setHtml(html or escape(_NOTHING))


def described(history: "Iterable[Line]", seq: int, claim: "Sequence[Line]" = ()) -> str:
    """A record and all records of its note, as HTML.

    Args:
        history: the note with all that was amended before and after, oldest first.
        seq: place of the record.
        claim: what was said of the note's claim, oldest first.
    """
    lines = {line.record.seq: line for line in history}
    chosen = lines[seq]
    note = lines[chosen.record.body["voids"]["seq"]] if "voids" in chosen.record.body else chosen
    body = note.record.body
    title = f"<h3>Note {escape(body['number'])}: {escape(state(note)[0])}</h3>"
    parts = [title, _pairs(_said(body))]
    if len(lines) > 1:
        parts += ["<h4>History</h4>", _pairs(_event(line, line is chosen) for line in lines.values())]
    if claim:
        parts += ["<h4>Claim</h4>", _pairs(_became(line.record.body) for line in claim)]
    return "".join((*parts, "<h4>Filed</h4>", _pairs(_filed(chosen))))


def _said(body: dict[str, Any]) -> Pairs:
    encounter, result = body["encounter"], body["result"]
    yield "Patient", _patient(encounter.get("patient", {}))
    yield "Given", _given(encounter, result)
    yield "Opened", "\n".join(_opened(*pair) for pair in zip(body["products"], result["containers"], strict=True))
    yield "Discarded", _discarded(encounter.get("discard", {}), result)
    yield "Claim", "\n".join(map(_claim, result["lines"])) or "no claim lines"
    yield "Payer", body["payer_name"]
    yield "Diagnosis", ", ".join(encounter.get("diagnosis", []))
    yield "Check", "\n".join(finding["message"] for finding in result["findings"])


def _patient(patient: dict[str, Any]) -> str:
    born, number = patient.get("birth_date", ""), patient.get("record_number", "")
    parts = (patient.get("name", ""), f"born {born}" if born else "", f"record {number}" if number else "")
    return ", ".join(filter(None, parts)) or _NOT_RECORDED


def _given(encounter: dict[str, Any], result: dict[str, Any]) -> str:
    clock, person = encounter.get("given_at", ""), encounter.get("given_by", "")
    parts = (
        amount(result["given_mcg"]),
        ROUTES.get(encounter["route"], encounter["route"]).lower(),
        encounter.get("site", ""),
        f"{encounter['service_date']} {clock}".strip(),
        f"by {person}" if person else "",
    )
    return ", ".join(filter(None, parts))


def _opened(product: dict[str, Any], container: dict[str, Any]) -> str:
    parts = (
        f"{container['count']} x {product['content']} {product['container']}",
        product["ndc"],
        f"lot {container['lot']}" if container["lot"] else "no lot",
        f"expires {container['expires']}" if container["expires"] else "",
    )
    return ", ".join(filter(None, parts))


def _discarded(discard: dict[str, Any], result: dict[str, Any]) -> str:
    person, witness = discard.get("discarded_by", ""), discard.get("witness", "")
    parts = (
        amount(result["discarded_mcg"]),
        discard.get("reason", ""),
        discard.get("time", ""),
        f"by {person}" if person else "",
        f"witness {witness}" if witness else "no witness",
        "" if discard.get("confirmed") else "not confirmed",
    )
    return ", ".join(filter(None, parts)) if result["discarded_mcg"] not in {None, "0"} else "nothing"


def _claim(line: dict[str, Any]) -> str:
    code, units = " ".join((line["hcpcs"], *line["modifiers"])), count(line["units"])
    quantity = f" {line['ndc_unit']} {line['ndc_quantity']}" if line["ndc_quantity"] else ""
    ndc = f", NDC {line['ndc11']}{quantity}" if line["ndc11"] else ""
    return f"{code}, {units}{ndc}"


def _event(line: "Line", chosen: bool) -> tuple[str, str]:  # noqa: FBT001 - of each line
    """A record in one line of the history."""
    body = line.record.body
    done = f"amends {body['amends']['number']}," if "amends" in body else "void," if "voids" in body else "filed"
    reason = f": {body['reason']}" if "reason" in body else ""
    here = " (this one)" if chosen else ""
    return local(body["recorded_at"]), f"{body['number']} {done} by {body['user']}{reason}{here}"


def _became(body: dict[str, Any]) -> tuple[str, str]:
    """What was said of a claim in one line."""
    said = body["claim"]
    return said["date"], f"{said['state']}, marked by {body['user']} at {local(body['recorded_at'])}"


def in_full(store: "Store", seq: int) -> str:
    """A record as `described` says it, out of the journal."""
    from core.journal import owed

    history = store.history(seq)
    chosen = next(line.record for line in history if line.record.seq == seq)
    note = chosen.follows if "voids" in chosen.body else seq
    with store.looking() as connection:
        last = owed.last_word(connection, note or seq)
    return described(history, seq, store.history(last) if last else ())


def _filed(line: "Line") -> Pairs:
    body = line.record.body
    yield "When", f"{local(body['recorded_at'])} ({body['recorded_at']})"
    yield "By", f"{body['user']} on {body['seat']}"
    yield "Record", f"{line.record.seq:,}"
    yield "Hash", line.record.hash
    yield "Hash before", line.record.previous
    if "pdf_sha256" in body:
        yield "PDF's SHA-256", body["pdf_sha256"]
        yield "Version", f"Vialnote {body['program_version']}, rules {body['rules_version']}"


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """A paragraph for each; of a table screen readers would get Qt's own marks between its cells."""
    return "".join(_pair(name, text) for name, text in pairs if text)


def _pair(name: str, text: str) -> str:
    said = escape(text).replace("\n", "<br>")
    return f"<p style='{_HANGING}'><b>{escape(name)}</b>\t{said}</p>"
