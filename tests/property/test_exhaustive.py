"""Every dose from 0.5 to 2,000 mcg in half-micrograms against every combination of up to four containers."""

import itertools

from core import billing
from core.clinic import Clinic
from core.encounter_json import from_dict
from core.quantity import MCG, Amount, Mass
from tests.build import VIAL_50, VIAL_100, VIAL_500, encounter, opened, shipped

SIZES = {VIAL_50: 50, VIAL_100: 100, VIAL_500: 500}
UNIT = 25 * MCG


def test_every_dose_and_every_combination() -> None:
    """Never over-billed, and the identities hold, for a common line and for a line per NDC."""
    checked = 0
    for number in range(1, 5):
        for containers in itertools.combinations_with_replacement(SIZES, number):
            labelled = sum(SIZES[code] for code in containers) * MCG
            for payer in ("medicare-part-b", "uhc-community-maryland"):
                base = from_dict(encounter(opened=opened(*containers), payer=payer))
                for halves in range(1, 4_001):
                    given = halves * MCG // 2
                    dose = Amount(Mass(given), None, "")
                    found = billing.bill(base._replace(given=dose, ordered=None), shipped(), Clinic())
                    administered = sum([line.units for line in found.lines if not line.discarded])
                    wasted = sum([line.units for line in found.lines if line.discarded])
                    checked += 1
                    if given > labelled:
                        assert not found.lines, (containers, halves)
                        continue
                    assert administered == -(-given // UNIT), (containers, halves)
                    assert wasted == (labelled - given) // UNIT, (containers, halves)
                    assert administered + wasted == labelled // UNIT, (containers, halves)
    assert checked == 34 * 2 * 4_000
