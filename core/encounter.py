"""What happened at the chair: the input of every calculation, as frozen values."""

import datetime
from typing import NamedTuple

from core.ndc import Ndc
from core.quantity import Amount, Mass, Rate

ROUTES = {"SC": "Subcutaneous", "IV_PUSH": "Intravenous push", "IV_INFUSION": "Intravenous infusion"}
"""Ways of giving the drug, and each written out for the note."""

SETTINGS = {
    "office": "Physician office",
    "hospital_outpatient": "Hospital outpatient department",
    "asc": "Ambulatory surgical centre",
    "cah": "Critical access hospital",
    "rhc": "Rural health clinic",
    "fqhc": "Federally qualified health centre",
    "inpatient": "Hospital inpatient",
    "home": "Home",
}
"""Places where the drug is given, and each written out."""

DRUG_SOURCES = {
    "purchased": "Bought by the practice",
    "340b": "Bought under 340B",
    "sample": "Sample",
    "white_bagged": "Sent by a specialty pharmacy (white-bagged)",
    "patient_supplied": "Supplied by the patient",
}
"""Where the drug came from, and each written out."""


PUSH = datetime.timedelta(minutes=15)
"""The longest push; an infusion lasts longer (M7)."""

FIRST_HOURS = datetime.timedelta(minutes=90)
"""The longest infusion without a further hour, which begins after 30 minutes more than one (M7)."""


class Opened(NamedTuple):
    """Containers of one product and lot that were opened."""

    ndc: Ndc | None
    """The package's code, or None where only a barcode's ten digits are known."""

    count: int = 1  # type: ignore[assignment]  # the field's usual name, over tuple.count
    """How many containers, 1 or more."""

    lot: str = ""
    expires: datetime.date | None = None
    """The last day on which the containers may be used."""

    drawn: Amount | None = None
    """Taken from a multi-dose container; None where that is what the dose still needed."""

    ndc10: str = ""
    """Ten digits read from a barcode, which say the product only through the catalogue (B5)."""

    text: str = ""
    """The code as written or scanned, for messages."""

    serials: tuple[str, ...] = ()
    """Serial numbers of these containers as far as they are known, at most one for each (B2)."""

    recalled: str = ""
    """What was known of a recall of this lot, such as `Hikma's letter, 2026-11-20`; empty for none (S1)."""


class Infusion(NamedTuple):
    """An infusion by rate and time, instead of a dose."""

    rate: Rate
    start: datetime.datetime
    stop: datetime.datetime


class Discard(NamedTuple):
    """What became of the rest, as attested."""

    confirmed: bool = False
    """True only where a person attested that the rest was discarded (R17)."""

    reason: str = ""
    method: str = ""
    time: str = ""
    """HH:MM, or empty."""

    discarded_by: str = ""
    witness: str = ""

    @property
    def witnessed(self) -> bool:
        """Whether somebody else saw it than who discarded it (D2)."""
        return self.witness.split() not in ([], self.discarded_by.split())


class Patient(NamedTuple):
    """Who was treated; all of it optional, so that a script can work without names."""

    name: str = ""
    record_number: str = ""
    birth_date: str = ""
    """YYYY-MM-DD, or empty."""


class Necessity(NamedTuple):
    """Why the drug was needed, in the clinic's words."""

    indication: str = ""
    history: str = ""
    prior_treatment: str = ""


class Encounter(NamedTuple):
    """One dose given to one patient, with the containers opened for it."""

    service_date: datetime.date
    route: str
    """One of ROUTES."""

    opened: tuple[Opened, ...]
    """At least one entry, in the order listed."""

    given: Amount | None = None
    """The dose given; None where `infusion` says it."""

    infusion: Infusion | None = None
    ordered: Amount | None = None
    setting: str = "office"
    """One of SETTINGS."""

    payer: str = ""
    """A payer profile's id; empty for the default profile."""

    drug_source: str = "purchased"
    """One of DRUG_SOURCES."""

    discard: Discard = Discard()
    patient: Patient = Patient()
    diagnosis: tuple[str, ...] = ()
    """ICD-10-CM codes."""

    necessity: Necessity = Necessity()
    prior_authorization: str = ""
    noted_at: datetime.datetime | None = None
    """When the note was finished; None where it is not."""

    given_at: str = ""
    """HH:MM, or empty."""

    given_by: str = ""
    ordered_by: str = ""
    site: str = ""
    sample: bool = False
    """Made up to try the program with: no record, never filed, billed or sent (D4)."""


def infused(infusion: Infusion) -> tuple[Mass, bool]:
    """The mass that an infusion gave (R15), and whether that is exact.

    Rate times minutes over 60 need not end; it is then rounded half up to a millionth of a microgram.
    """
    minutes = (infusion.stop - infusion.start) // datetime.timedelta(minutes=1)
    product = infusion.rate.per_hour * minutes
    return Mass((product + 30) // 60), product % 60 == 0
