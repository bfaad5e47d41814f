"""The sample encounter: made up, to try the window with, and a sample for as long as anybody keeps it."""

import datetime
import json

from core import paths
from gui.section import Encounter

_GOOD_FOR = datetime.timedelta(days=365)
"""How long its container may still be used."""


def encounter(blank: Encounter, today: datetime.date) -> Encounter:
    """The sample of today, given where and for whom the clinic usually does; its discard waits to be confirmed.

    Args:
        blank: a new encounter of the clinic.
        today: the date of service.
    """
    with open(paths.resource("sample.json"), encoding="utf-8") as file:
        made_up: Encounter = json.load(file)
    made_up["opened"][0]["expires"] = (today + _GOOD_FOR).isoformat()
    return {**blank, **made_up, "service_date": today.isoformat()}
