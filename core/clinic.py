"""What a clinic has decided about itself: the settings that calculations, notes and the window use."""

from typing import NamedTuple

from core.quantity import Mass

STATUS_INDICATORS = {
    "unconfirmed": "Not confirmed yet",
    "separately payable": "Separately payable (G, K or K2)",
    "packaged": "Packaged (N)",
}
"""How the drug is paid in a hospital outpatient department or surgical centre, and each written out (R11, R12)."""

WITNESS = {"required": "Required", "optional": "Optional", "off": "Off"}
"""Whether the clinic wants a witness of the discard, and each written out."""

DEPARTMENTS = {
    "on campus": "On campus",
    "PO": "Off campus, excepted (PO)",
    "PN": "Off campus, non-excepted (PN)",
}
"""Where a hospital outpatient department lies, and each written out (M5)."""

PATIENT_NAME = {"included": "Included", "left out": "Left out"}
"""Whether the data inside a note's file hold the patient's name, and each written out; the page always shows it."""

PAPERS = {"letter": "US Letter", "a4": "A4"}
"""Paper sizes of the note, and each written out."""

SLIPS = {"none": "None", "half": "Half page, 5.5 x 8.5 in", "label": "Label, 4 x 2 in"}
"""Short forms of the note to stick into the chart, and each written out."""


CLAIM_FORMS = {"left out": "Left out", "included": "Included"}
"""Whether the note shows the lines as claim forms want them, and each written out."""


class Charge(NamedTuple):
    """What the clinic charges for one unit of a code."""

    code: str
    cents: int
    """More than 0."""


class Clinic(NamedTuple):
    """One clinic's settings, with the values that hold where nothing is set."""

    name: str = ""
    address: str = ""
    """Lines separated by a line break."""

    npi: str = ""
    payer: str = "medicare-part-b"
    setting: str = "office"
    status_indicator: str = "unconfirmed"
    department: str = "on campus"
    witness: str = "optional"
    paper: str = "letter"
    slip: str = "none"
    logo: str = ""
    """A PNG as base64; empty for none."""

    patient_name: str = "included"
    claim_forms: str = "left out"
    staff: tuple[str, ...] = ()
    reasons: tuple[str, ...] = (
        "Dose smaller than the container",
        "Infusion stopped early",
        "Patient declined the rest",
        "Drug prepared, not given",
    )
    methods: tuple[str, ...] = (
        "Pharmaceutical waste container",
        "Sharps container",
        "Returned to pharmacy for disposal",
    )
    stock: tuple[Mass, ...] = ()
    """Contents of the single-dose containers in stock; empty for all of the catalogue (R13)."""
    charges: tuple[Charge, ...] = ()
    """Of the codes that have one; of others no charge is known (F3)."""

    record_system: str = ""
    """URI that says whose record numbers these are, so that an EHR finds a patient by one; empty where not known."""
