"""What the audit's page says."""

from core.columns.mapping import ENCOUNTERS, LINES, USUAL, Mapping
from core.columns.mapping import REFUSED as OTHERS_REFUSED

LABELS = {
    "encounter_id": "Encounter or claim number",
    "service_date": "Date of service",
    "payer": "Payer",
    "setting": "Place of service",
    "drug_source": "Where the drug came from",
    "route": "Route",
    "given": "Dose given",
    "given_unit": "Unit of the dose",
    "opened": "Containers opened, with NDC and count",
    "ndc": "NDC",
    "count": "Number of containers",
    "billed_code": "Billing code (HCPCS)",
    "billed_units": "Units billed, without JW",
    "billed_jw_units": "JW units billed",
}
"""What a column can hold, each as people call it."""

MODIFIER = "Modifier {}"

ROWS = {
    ENCOUNTERS: "a whole encounter",
    LINES: "a claim line",
}
"""What one row of a file is."""

OTHERS = {OTHERS_REFUSED: "are refused", USUAL: "take the usual payer"}
"""What becomes of rows of other payers."""

TOGETHER = (
    "Claim lines with one encounter number are judged together, whatever its capitals. "
    "A container that several of them name was opened once."
)
NO_FILE = (
    "Drop a CSV file of past claims here, or open one. Only its headings are kept, and words such as payers' names."
)
FORM = "{}: {} between the cells, {}."
COLUMNS_WANTED = "Check what each column means. Nothing is guessed: what is left open is refused."
UNUSED = "Not read: {}."
MISSING = "Something is missing. It is said at its place."
REFUSED = "{} of the first {} claims would be refused. The first reason: {}."
ONCE_MORE = "Check the columns, then press once more to go ahead."
KEPT = "As confirmed earlier: dates {}, doses in {}, a row is {}. F3 changes that."
NOT_OPENED = "{} was not opened: {}."
NOT_AUDITED = "{} was not audited: {}."
NOT_SAVED = "The rows to correct were not saved: {}."
STILL_RUNS = "The audit still runs. Save the rows to correct once it is done."
NOT_AUDITED_YET = "There are no rows to correct yet. Open a file of past claims first."
CANCELLED = "Cancelled. Nothing was written."
ENDED = "The audit ended before it was done. Try once more."
OPENING = "Opening {}."
STARTING = "Starting."
PROGRESS = "{} %, {:,} rows a second, {}."
DONE = "{} is audited: {}."
SAVED = "Saved: {}. It holds {}."


def kept(columns: Mapping) -> str:
    """In which forms a file is read, as it was confirmed earlier."""
    return KEPT.format(columns.dates, columns.dose_unit or "the unit beside them", ROWS[columns.rows])


def claims(number: int) -> str:
    """How many claims."""
    return f"{number:,} claim{'' if number == 1 else 's'}"


def left(seconds: float) -> str:
    """About how long it still takes, for reading."""
    whole = round(seconds)
    if whole < 60:
        return f"about {max(whole, 1)} s left"
    return f"about {round(whole / 60)} min left"
