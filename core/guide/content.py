"""What the quick guide says: the standard day on one page, for the wall beside the chair."""

from typing import NamedTuple

FILE_NAME = "vialnote-quick-guide.pdf"
TITLE = "Vialnote quick guide"
WORDS = "Octreotide: claim lines and waste notes, from the vial to the chart"


class Keys(NamedTuple):
    """Keys, each with what it does."""

    heading: str
    rows: tuple[tuple[str, str], ...]


class Examples(NamedTuple):
    """Doses out of a container with the claim lines that they come to."""

    heading: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Reminders(NamedTuple):
    """What holds always."""

    heading: str
    texts: tuple[str, ...]


DAY = Keys(
    "One patient",
    (
        ("Scan", "Scan the container, whatever you are doing. Lot and expiry come along."),
        ("Enter", "In the empty scan field: on to the dose. Type what was given, such as 60."),
        ("Enter", "On to what is still needed. Look at route, site and names: they are as last time."),
        ("Alt+D", "I discarded this. Press it only if you did; nobody else can say so."),
        ("Ctrl+P", "Print the note. The journal has it first. Ctrl+S saves it as PDF."),
        ("Ctrl+N", "New: the next patient."),
    ),
)
EXAMPLES = Examples(
    "JW or JZ?",
    ("Opened", "Given", "Claim lines", "Why"),
    (
        ("100 mcg", "60 mcg", "J2354 3 + J2354 JW 1", "40 mcg is left: one whole unit of 25 mcg more."),
        ("100 mcg", "95 mcg", "J2354 JZ 4", "5 mcg is left, and the 4 units given cover it."),
        ("100 mcg", "100 mcg", "J2354 JZ 4", "Nothing is left."),
    ),
)
"""Of a single-dose vial, for Medicare in an office."""

BILLING = Keys(
    "Billing",
    (
        ("Ctrl+Shift+C", "Copy the claim lines."),
        ("Ctrl+Shift+T", "Copy the text for the chart."),
        ("Ctrl+2", "The page Claim: each claim form, and what to check first."),
        ("Ctrl+3", "The page Journal: find, amend, void and print again."),
    ),
)
HELP = Keys(
    "Not sure?",
    (
        ("F1", "Help about what has the focus: a field, a claim line, a finding."),
        ("Ctrl+Shift+N", "Take the last New back."),
        ("Ctrl+O", "Check whether a note was changed."),
        ("Ctrl+,", "Settings: clinic, payer, stock, printer, scanner."),
    ),
)
ALWAYS = Reminders(
    "Always",
    (
        "Multi-dose containers: neither JW nor JZ; the rest is kept.",
        "Another payer or place may want other lines: choose both in the form.",
        "Without the tick at I discarded this, the note is a DRAFT.",
        "Wrong after it was filed? Journal, Amend. Nothing is ever deleted.",
        "A SAMPLE is to play with. It is never filed and never billed.",
    ),
)
PARTS = (DAY, EXAMPLES, BILLING, HELP, ALWAYS)
"""In reading order."""
