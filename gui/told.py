"""What help tells of everyday tasks, of the chair's fields and of settings, in plain words."""

from collections.abc import Iterable
from typing import NamedTuple


class Told(NamedTuple):
    """What is told about one field, page or task."""

    id: str
    title: str
    text: str
    rules: tuple[str, ...] = ()
    words: str = ""


def ids(entries: Iterable[Told]) -> tuple[str, ...]:
    """What these are about."""
    return tuple(entry.id for entry in entries)


TASKS = (
    Told(
        "day",
        "The standard day, key by key",
        "Scan the container. Press Enter, type the dose.\n"
        "Enter goes on to what is still needed, and says when all is there.\n"
        "Look at route, site and names: they are as last time.\n"
        "Alt+D if the rest was discarded. Ctrl+P prints the note and files it.\n"
        "Ctrl+N starts the next patient.",
        ("R17",),
        "start begin how",
    ),
    Told(
        "copying",
        "Get the claim lines into another program",
        "Ctrl+Shift+C copies the claim lines. On the page Claim, F6 to F9 copy each claim form.\n"
        "Ctrl+Shift+T copies a paragraph for the chart.",
        words="paste clipboard billing software",
    ),
    Told(
        "amending",
        "Correct a note that is filed",
        "On the page Journal choose the note, then Amend. Say why. The first note stays, and both are shown.\n"
        "A note of the wrong patient is taken back with Void.",
        words="mistake wrong edit",
    ),
    Told(
        "checking",
        "Check whether a note was changed",
        "Drop its PDF on the window, or press Ctrl+O. It is worked out again and compared, dot by dot.",
        words="verify forged",
    ),
    Told(
        "passphrase",
        "The journal asks for a passphrase",
        "It keeps the journal's key where the computer has no keyring. Type it after each start.\n"
        "Forgotten? The printed recovery key opens the journal, too. Without both nobody can read it.",
        words="forgot password key keyring",
    ),
    Told(
        "sample",
        "Try a sample",
        "A sample is made up. Play with it: change the dose, confirm the discard, save and print.\n"
        "It says SAMPLE wherever it stands, and never gets into the journal. Ctrl+N ends it.",
        ("D4",),
    ),
)
"""What people want to do."""

FIELDS = (
    Told(
        "opened",
        "Opened: the scan field",
        "Scan the container, or type its strength, name or NDC and press Enter.\n"
        "A scan may come at any time, wherever you are. It fills in lot and expiry.\n"
        "Enter in the empty field goes on to the dose, or to what is needed next.",
        ("R3", "R13"),
    ),
    Told("opened.count", "Count", "How many containers of this product and lot were opened.", ("R3",)),
    Told("opened.lot", "Lot", "Copy it from the container. A scan fills it in.", ("D1", "S1")),
    Told("opened.expires", "Expiry", "The last day on which the container may be used, such as 11/27.", ("D1",)),
    Told(
        "opened.drawn",
        "Drawn",
        "What was taken out of a multi-dose container. Leave it empty where that is what the dose needed.",
        ("R8",),
    ),
    Told(
        "opened.serials",
        "Serial numbers",
        "One for each container, with blanks between. A scan fills them in.",
        ("S2",),
    ),
    Told(
        "given",
        "Given",
        "The dose that the patient got, in mcg, mg or mL. Write the decimal with a point.\n"
        "0 means that nothing was given; then nothing is billed.",
        ("R2", "R9"),
        "units",
    ),
    Told(
        "ordered", "Ordered", "The dose that was ordered. If it is another one than given, a finding says so.", ("D1",)
    ),
    Told("infusion.rate", "Infusion by rate", "Instead of the dose: rate, start and stop.", ("R15",), "iv drip"),
    Told("infusion.start", "Start of the infusion", "When it began, such as 08:00.", ("R15",)),
    Told("infusion.stop", "Stop of the infusion", "When it ended, even if that was early.", ("R15",)),
    Told("route", "Route", "How it was given. Some payers want JA or JB for it.", ("M3",), "sc iv subcutaneous"),
    Told("site", "Site", "Where on the body. A record should hold it.", ("D1",)),
    Told("given_at", "Given at", "The time, such as 10:35. Now fills in this minute.", ("D1",)),
    Told("given_by", "Given by", "Who gave the dose. Staff are kept in Settings.", ("D1",)),
    Told("ordered_by", "Ordered by", "Who ordered the dose.", ("D1",)),
    Told(
        "discard.confirmed",
        "I discarded this",
        "Tick it only if you threw the rest away yourself, or saw it. It is never ticked for you.\n"
        "Without it the note is a draft.",
        ("R17",),
    ),
    Told("discard.reason", "Reason", "Why the rest was discarded. Usual reasons are kept in Settings.", ("D1",)),
    Told("discard.method", "Method", "Where the rest was thrown.", ("D1",)),
    Told("discard.time", "Discarded at", "The time, such as 10:42.", ("D1",)),
    Told("discard.discarded_by", "Discarded by", "Who threw the rest away.", ("D1",)),
    Told(
        "discard.witness",
        "Witness",
        "Who saw it; never who discarded it. Settings say whether your clinic wants one.",
        ("D2",),
    ),
    Told("patient.name", "Patient's name", "It is on the note and in the encrypted journal, and nowhere else."),
    Told("patient.record_number", "Record number", "The patient's number in your clinic. It finds earlier notes."),
    Told("patient.birth_date", "Date of birth", "Such as 1961-02-03. An EHR finds the patient by it and the number."),
    Told(
        "diagnosis", "Diagnosis", "Type a code or a word. A code that is not billable on the day is refused.", ("C2",)
    ),
    Told("prior_authorization", "Prior authorisation", "The payer's number. What is left of it stands below.", ("P1",)),
    Told("necessity.indication", "Indication", "Why the patient needs the drug, in your clinic's words."),
    Told("necessity.history", "History", "What the payer asks about the course so far."),
    Told("necessity.prior_treatment", "Prior treatment", "What was tried before."),
    Told(
        "service_date", "Date of service", "The day on which the drug was given. It decides which rules hold.", ("R10",)
    ),
    Told("setting", "Place", "Where the drug was given. It decides whether waste is billed at all.", ("R11", "R12")),
    Told("payer", "Payer", "Whose rules the claim follows. Profiles can be changed on the page Lists.", ("P1",)),
    Told(
        "drug_source", "Source of the drug", "Who paid for it. Only what the practice bought is billed.", ("R18", "M4")
    ),
)
"""What is told about each field of the chair's page, by its path; entries of what was opened without their number."""

SETTINGS = (
    Told("settings.name", "Name of the clinic", "It stands at the head of each note."),
    Told("settings.npi", "NPI", "Ten digits; the last one checks the others. Claim forms need it."),
    Told("settings.address", "Address", "It stands below the clinic's name on each note."),
    Told("settings.logo", "Logo on the note", "A PNG or SVG file. It stands in the note's head."),
    Told("settings.staff", "Staff", "Names to choose from for who gave, discarded and witnessed. One on each line."),
    Told("settings.reasons", "Reasons for a discard", "What you can choose as the reason. One on each line.", ("D1",)),
    Told("settings.methods", "Methods of a discard", "What you can choose as the method. One on each line.", ("D1",)),
    Told(
        "settings.stock",
        "Container sizes in stock",
        "In mcg, with commas between, such as 50, 100, 500. Empty means every size there is.\n"
        "A finding says where a smaller one would have done.",
        ("R13",),
    ),
    Told("settings.payer", "Usual payer", "New encounters begin with it.", ("P1",)),
    Told("settings.setting", "Usual place", "New encounters begin with it.", ("R11",)),
    Told(
        "settings.status_indicator",
        "Status indicator",
        "Whether the drug is paid separately there. Ask billing.",
        ("R12",),
    ),
    Told("settings.department", "Outpatient department", "On or off the hospital's campus: PO or PN.", ("M5",)),
    Told("settings.witness", "Witness of a discard", "Whether your clinic wants one.", ("D2",)),
    Told("settings.patient_name", "Patient's name in the note's data", "Left out, it stands on the paper alone."),
    Told(
        "settings.claim_forms", "Claim forms on the note", "Adds a page with the lines as each claim form wants them."
    ),
    Told("settings.charges", "Charge for one unit", "Your clinic's own, such as J2354 1.25. None is made up."),
    Told("settings.paper", "Paper of the note", "Letter in the US, A4 elsewhere."),
    Told("settings.slip", "Slip", "A short form to stick into the chart. The whole note stays the record."),
    Told(
        "settings.record_system", "System URI of record numbers", "Whoever runs your EHR knows it. Empty if not known."
    ),
    Told("computer.lock_after", "Lock after minutes", "The window hides itself after so many minutes without a key."),
    Told("computer.copy_kept", "Copies on the clipboard", "What was copied is taken off it after so many seconds."),
    Told("computer.unlock_by", "Unlock by", "A confirmation, or the journal's passphrase."),
    Told("computer.backup_folder", "Weekly backup", "A folder, best on another disk. The copy is encrypted."),
    Told("computer.scanner_prefix", "Scanner's prefix", "The scanner test fills it in.", (), "barcode"),
    Told("computer.scanner_separator", "Scanner's sign for FNC1", "The scanner test fills it in.", (), "barcode"),
    Told("computer.scanner_terminator", "End of a code", "The scanner test fills it in.", (), "barcode"),
    Told(
        "computer.scanner_test",
        "Scanner test",
        "Scan any container's code there. It shows what your scanner sends, and sets this computer up for it.",
        words="barcode",
    ),
    Told("printer", "Printer", "Notes go there. You can choose another one each time."),
)
"""Settings of the clinic and of this computer."""
