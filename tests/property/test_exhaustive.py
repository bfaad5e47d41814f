"""Every dose in half-micrograms that any combination of up to four containers holds, and the next one."""

import itertools

import pytest

from core import billing
from core.clinic import Clinic
from core.encounter_json import from_dict
from core.quantity import MCG, Amount, Mass
from tests.build import VIAL_50, VIAL_100, VIAL_500, encounter, opened, shipped

SIZES = {VIAL_50: 50, VIAL_100: 100, VIAL_500: 500}
UNIT = 25 * MCG


COMBINATIONS = [
    containers for number in range(1, 5) for containers in itertools.combinations_with_replacement(SIZES, number)
]


@pytest.mark.no_cover  # a hundred thousand times the same lines, which other tests reach
def test_every_dose_and_every_combination() -> None:
    """Never over-billed, and the identities hold, for a common line and for a line per NDC."""
    checked = 0
    for containers, payer in itertools.product(COMBINATIONS, ("medicare-part-b", "uhc-community-maryland")):
        labelled = sum(SIZES[code] for code in containers) * MCG
        base = from_dict(encounter(opened=opened(*containers), payer=payer, ordered=None))
        for given in range(MCG // 2, labelled + MCG, MCG // 2):
            found = billing.bill(base._replace(given=Amount(Mass(given))), shipped(), Clinic())
            administered = sum([line.units for line in found.lines if not line.discarded])
            wasted = sum([line.units for line in found.lines if line.discarded])
            checked += 1
            if given > labelled:
                assert not found.lines, (containers, given)
                continue
            assert administered == -(-given // UNIT), (containers, given)
            assert wasted == (labelled - given) // UNIT, (containers, given)
            assert administered + wasted == labelled // UNIT, (containers, given)
    assert checked == 2 * (2 * 22_750 + 34)
