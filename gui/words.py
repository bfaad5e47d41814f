"""Words of the window that more than one part of it uses."""

import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from core.catalog import Product
from core.encounter import SETTINGS
from core.faults import Fault
from core.payers import Payer
from core.rules import Rule
from core.similar_codes import SimilarCode

if TYPE_CHECKING:
    from core.note.enclosed import Enclosed

NO_NOTE = "There is no note yet. Fill in what is missing."

NO_SLIP = "The clinic prints no slips. Choose one in Settings."

NOT_SAVED = "The note was not saved."
NOT_PRINTED = "Nothing was printed."
ON_ITS_WAY = "The last note is still on its way to the printer."
NOTHING_TO_COPY = "There is nothing to copy yet."
NOT_REPRINTED = "Nothing was printed. By today's rules that note says something else. Print the PDF that was saved."
NO_CLAIM = "No claim is shown: by today's rules and lists that note comes to other lines. Amend it first."
UNKNOWN_PRODUCT = "Note {} has a container that is not in the list here: {} Add it on the page Lists."
NOT_BACK = "The last encounter has a container that is not in the list any more: {} Add it on the page Lists."
AMENDING = "Note {} is in the journal. What you change here amends it."
COPIED = "Copied from note {}. Fill in what is of today."
DRAFT_BACK = "Here is what was not finished."
DRAFT_WAITS = "It was not brought back. {} It stays kept."
SAVED = "Saved: {}."
IN_JOURNAL = "It is in the journal."
NOT_IN_JOURNAL = "It is NOT in the journal."
ALL_THERE = "All that is needed is there. Ctrl+P prints the note, Ctrl+S saves it."
FILED = "It is in the journal, from where it can be printed again."
GUIDE_SAVED = "The quick guide is saved. Open it and print it."
GUIDE_NOT_SAVED = "The quick guide was not saved."
WELCOME = "New here? Try a sample"
WELCOME_HINT = "An encounter that is made up; nothing of it is filed"
NEWS = "Vialnote is now version {}. Help (F1) tells what is new."
SAMPLE_SHOWN = "This is a sample: play with it, save it, print it. Ctrl+N starts a real encounter."
SAMPLE_NOT_FILED = "It is a sample and stays out of the journal."
SAVED_AS_TEXT = "Saved as text: {}. The text is a copy; save the note as PDF or print it, too."
FOR_EHR = "For the EHR, FHIR R4 (*.json)"
SAVED_FOR_EHR = "Saved for the EHR: {}. The file is not encrypted, and holds patient data."
EXPORTED = "Exported: {}. The file is not encrypted, and holds patient data."
NOT_EXPORTED = "Nothing was exported."
EXPORT_NAME = f"{NOT_EXPORTED} Choose a name that ends in .json."
NOT_EXPORTED_AGAIN = f"{NOT_EXPORTED} By today's rules that note says something else."

NOT_SCANNED = "That was scanned, and nothing was added. {}"
RECALLED = "Lot {} of {} was recalled ({}). Do not give it. If it was opened all the same, add it to the record."
RECALLED_HERE = "Lot {} was recalled ({}). Do not give it."
EXPIRED = "{} expired on {}. Do not give it. If it was opened all the same, add it to the record."
EXPIRED_HERE = "Expired on {}. Do not give it."
OUTER_PACK = "This is the code of a carton or case. It counts as one container of {}. Scan the container itself."
SCANNED_TWICE = "Serial {} is on the list already. Most likely it is the same container, scanned twice."
IS_FILED = "Note {} is in the journal. For the next patient leave this out, press New and scan again."
NO_SERIAL = "No serial number"
NO_SERIAL_HINT = "The label has no serial number, and the lot is copied."
WAS_OPENED, LEAVE_OUT = "It was opened: add it", "Leave it out"
SCAN_WAITS = "A container was scanned. Close this dialogue, then scan it again."
GIVEN_BEFORE = "Serial {} is in note {} of {} too. Check the container."

DROP_ONE = "Nothing was checked. Drop one note at a time."
DROP_FOLDER = "Nothing was checked. That is a folder; drop a note's PDF file."
DROP_OTHER = "Nothing was checked. That is no PDF file; drop a note's PDF file."

CRASHED = "Something went wrong in Vialnote."
CRASH_ADVICE = (
    "Go on, and look at what is on the page. If it happens again, close Vialnote and start it anew.\n"
    "The report says where it happened, and holds no patient data. Send it to whoever looks after this computer."
)
CRASHED_AT_START = (
    "Vialnote can't open its window. Start it once more.\n"
    "The report says where it happened, and holds no patient data. Send it to whoever looks after this computer."
)
NO_REPORT = "It could not be written. Copy it."
TYPED_LOOKED_FOR = "Looking whether what you typed is kept..."
TYPED_KEPT = "What you typed is kept. It is offered again when Vialnote starts."
TYPED_NOT_KEPT = "What you typed is not kept. Save or print the note before you close Vialnote."
TYPED_NOTHING = "Nothing that you typed would be lost."
ABOUT = (
    "Turns an octreotide dose into claim lines and a note of the drug discarded. It helps a biller; it does not "
    "replace the payer's own policy.\n"
    "Copyright the Vialnote contributors, MIT licence. Qt is used under the LGPL, version 3, and may be exchanged. "
    "Its licence below says how, and where its source text is."
)
VERSIONS = "Rules {}. {}"
PARTS = "Parts of others, and their licences"
SEE_TEXT = "see its text"
BY = "By {}"
NO_PART = "No part has these words."
NO_TOPIC = "No topic has these words. Try fewer, or others."
NO_TEXT = "Its licence's text is with the finished program."
NOT_WRITTEN = "Nothing was saved: {}. Choose another place."
BROKEN_OFF = "Vialnote was broken off last time. Its report holds no patient data; Help, About leads to it."

CHECK_TITLE = "Check a note"
CHECKING = "Checking the note..."
NOTE_SAME = (
    "This note agrees with its encounter.",
    "Claim lines, amounts, working and every page are right. To be surer, compare its number with your record.",
)
NOTE_OF_SAMPLE = (
    "This is a sample, made up to try Vialnote with.",
    "It agrees with the data inside, and is no record. Do not bill it or put it into a chart.",
)
NOTE_CHANGED = (
    "This note was changed.",
    "Do not bill or file it. Print the note again from its encounter, or ask whoever gave it to you.",
)
_TEXTS_ONLY = "It can't be drawn again here, so only its texts were compared. They agree with the data inside."
NOTE_OF_OTHER_RULES = (
    "This note was made under other rules.",
    f"{_TEXTS_ONLY} Worked out today, this would differ:",
    f"{_TEXTS_ONLY} Worked out today, it would come to the same.",
)
NO_NOTE_IN_FILE = (
    "This is no note of Vialnote, or it is damaged.",
    "Ask for the PDF file itself, not a scan or a print of it. Or print the note again from its encounter.",
)
FILE_UNREADABLE = ("The file can't be read.", "See whether it is still there, then drop it here again.")
NOT_CHECKED = ("The note was not checked.", "Something went wrong in Vialnote. Try once more.")
PRINTED, EXPECTED, NOTHING = "In the note", "Expected", "nothing"

WHATS = {
    "hcpcs": "Code",
    "billing_unit": "Billing unit",
    "given_mcg": "Given, mcg",
    "labelled_mcg": "Labelled, mcg",
    "discarded_mcg": "Discarded, mcg",
    "discarded_ml": "Discarded, mL",
    "kept_mcg": "Kept, mcg",
    "lines": "Claim lines",
    "containers": "Containers",
    "steps": "Working",
    "findings": "Findings",
    "number": "Note number",
    "content_hash": "Content code",
    "text": "Text",
    "picture": "Look",
    "printed": "On the paper",
    "other": "In the file",
}
"""What can differ in a note."""

GRADES = {
    "primary": "Primary: the payer's or the government's own text was read",
    "secondary": "Secondary: a publication quoting it was read",
    "inferred": "Inferred from the other rules; no text was seen",
    "general": "General knowledge, unconfirmed",
}
"""How sure a rule is, spelt out."""

_PLACES = {
    "opened": "containers",
    "given": "dose",
    "infusion": "infusion",
    "infusion.start": "start",
    "infusion.stop": "stop",
    "ordered": "order",
    "route": "route",
    "site": "site",
    "given_at": "time",
    "given_by": "giver",
    "service_date": "date",
    "setting": "place",
    "payer": "payer",
    "drug_source": "source",
    "diagnosis": "diagnosis",
    "prior_authorization": "authorisation",
    "necessity.indication": "indication",
    "necessity.history": "history",
    "necessity.prior_treatment": "prior treatment",
    "discard.confirmed": "discard",
    "discard.reason": "reason",
    "discard.time": "time",
    "discard.discarded_by": "name",
    "discard.method": "method",
    "discard.witness": "witness",
    "patient.record_number": "record number",
    "settings": "Settings",
    "lists": "Lists",
}

SHORTCUTS = (
    ("Ctrl+L", "Go to the scan field"),
    ("Enter", "In the empty scan field: go on to the dose"),
    ("Alt+D", "I discarded this"),
    ("Ctrl+E", "Show or hide the note as it prints"),
    ("Ctrl+R", "Take over diagnosis and necessity from the patient's last note"),
    ("Ctrl+S", "Save the note as PDF, as text or for the EHR"),
    ("Ctrl+P", "Print the note"),
    ("Ctrl+Shift+L", "Print the slip to stick into the chart"),
    ("Ctrl+Shift+P", "Save and print in one, as the last note"),
    ("Ctrl+Shift+C", "Copy the claim lines"),
    ("Ctrl+Shift+T", "Copy the text for the chart"),
    ("Ctrl+O", "Check a note; or drop its PDF on the window"),
    ("Ctrl+1", "The chair's page"),
    ("Ctrl+2", "The claim"),
    ("Ctrl+3", "The journal"),
    ("Ctrl+4", "The report"),
    ("Ctrl+5", "The audit of past claims"),
    ("Ctrl+6", "The lists: products, payers, figures"),
    ("F6, F7, F8, F9", "On the claim's page: copy CMS-1500, 837P, UB-04, 837I"),
    ("F4", "On the claim's page: copy the proposal for giving the drug"),
    ("F5", "On the claim's page: copy the claim check"),
    ("Ctrl+D", "On the journal's page: what is due, worst first"),
    ("Ctrl+M", "On the journal's page: say what became of a claim"),
    ("Ctrl+Shift+A", "On the journal's page: prior authorisations"),
    ("F2, F3, Esc", "On the audit's page: open past claims, change their columns, cancel"),
    ("Ctrl+N", "New encounter"),
    ("Ctrl+Shift+N", "Take the last New back"),
    ("Ctrl+,", "Settings"),
    ("F1", "Help about what has the focus: a field, a button, a claim line, a finding, a step"),
)
"""Keys and what they do."""


def not_exported(faults: Iterable[Fault]) -> str:
    """Why an EHR does not get a note."""
    return " ".join((NOT_EXPORTED, *(fault.message for fault in faults)))


def place(path: str) -> str:
    """The word for a field, such as `witness`, after `Go to`."""
    if path.startswith("opened["):
        return {"lot": "lot", "expires": "expiry", "serials": "serial"}.get(path.rpartition(".")[2], "container")
    return _PLACES.get(path.partition("[")[0], "field")


def read(product: Product, lot: str, expires: str, serial: str, unsure: str, outer: bool) -> str:  # noqa: FBT001 - all that a code says
    """What a code says: `100 mcg in 1 mL vial, 0641-6175-10, lot QX7781, expiry 2027-11-30, no serial`."""
    said = {"lot": lot, "expiry": expires, "serial": serial}
    parts = [f"{name} {text}" if text else f"no {name}" for name, text in said.items()]
    if unsure:
        parts = [f"{unsure} can't be told apart: no separator came"]
    pack = ["a carton or case"] if outer else []
    return ", ".join((f"{product.strength} {product.container}", product.ndc, *pack, *parts))


def scanned(product: Product, lot: str, unsure: str, count: int) -> str:
    """What was scanned, and how many of it there are: `Scanned: 100 mcg in 1 mL vial, lot QX7781.`."""
    if unsure:
        return f"Scanned: {product.strength} {product.container}. Copy the lot from the label."
    said = f"Scanned: {product.strength} {product.container}, {f'lot {lot}' if lot else 'no lot in the code'}."
    return f"{said} Count is {count} now: set it back if it was the same one." if count > 1 else said


LIST_CHANGED = "A list has changed since. This is the note as it was filed."
"""Of a note that would come to other lines today."""


def terms(encounter: Mapping[str, Any], payers: Mapping[str, Payer], today: datetime.date) -> str:
    """The terms that an answer holds under: `Medicare Part B, Physician office, today`."""
    date = encounter.get("service_date", "no date of service")
    when = "today" if date == today.isoformat() else f"{date}, not today"
    payer = payers.get(encounter["payer"])
    return f"{payer.name if payer else encounter['payer']}, {SETTINGS[encounter['setting']]}, {when}"


def checked_note(note: "Enclosed", program: str, rules: str) -> str:
    """Which note was checked, and by what: `Note 7QK4-0213. Made by Vialnote 0.1.0 ...`."""
    made = f"Made by Vialnote {note.program_version} with rules {note.rules_version}"
    by = f"Checked by Vialnote {program} with rules {rules}"
    return f"Note {note.number}. {made}.\n{by}."


def rule(found: Rule) -> str:
    """A rule with how sure it is and where it comes from."""
    return graded(found.id, found.text, found.grade, f"{found.source} (checked {found.checked})")


def similar(code: SimilarCode) -> str:
    """A code that gets confused, and what it really is: `J1931 is laronidase, 0.1 mg a unit ...`."""
    unit = "without a unit" if code.unit == "none" else f"{code.unit} a unit"
    return f"{code.hcpcs} is {code.drug}, {unit}.\n{code.differs}"


def graded(id_: str, text: str, grade: str, source: str) -> str:
    """A rule with a grade and a source, which may be those of a figure behind it."""
    return f"{id_}: {text}\n{GRADES[grade]}.\nSource: {source}."
