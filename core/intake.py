"""From plain JSON to an encounter that can be worked out, or every fault of it at once."""

from collections.abc import Iterable

from core import encounter_json
from core.billing import contradictions
from core.clinic import Clinic
from core.encounter import Encounter
from core.faults import Fault, InputError
from core.reference import Reference


def read(
    value: object, reference: Reference, clinic: Clinic, payer: str = "", faults: Iterable[Fault] = ()
) -> Encounter:
    """Read an encounter from a JSON object that is parsed already.

    Args:
        value: the object.
        reference: what its fields may contradict.
        clinic: its default payer.
        payer: an id that stands instead of the encounter's payer.
        faults: found elsewhere, to be named with those of the encounter.

    Raises:
        InputError: with every fault: those of the fields, and where there are any, what contradicts what besides.
            Contradictions alone are left to `billing.bill`, which looks for them anyhow.
    """
    encounter, found = encounter_json.examine(value)
    encounter = encounter._replace(payer=payer) if payer else encounter
    found = [*faults, *found]
    if found:
        named = {fault.field for fault in found}
        further = contradictions(encounter, reference, clinic)
        raise InputError([*found, *(fault for fault in further if fault.field not in named)])
    return encounter
