"""An encounter as the JSON object that scripts write; `core.encounter_json` reads it back as it was."""

import datetime
from typing import Any

from core import ndc
from core.encounter import Encounter, Infusion, Opened


def to_dict(encounter: Encounter) -> dict[str, Any]:
    """An encounter in the form of the public interface; fields that say nothing are left out."""
    plain = {field: value for field, value in encounter._asdict().items() if isinstance(value, str)}
    noted = encounter.noted_at
    return _said(
        {
            **plain,
            "service_date": encounter.service_date.isoformat(),
            "given": encounter.given.text if encounter.given else "",
            "infusion": _infusion(encounter.infusion) if encounter.infusion else {},
            "ordered": encounter.ordered.text if encounter.ordered else "",
            "opened": [_opened(entry) for entry in encounter.opened],
            "discard": _said(encounter.discard._asdict()),
            "patient": _said(encounter.patient._asdict()),
            "diagnosis": list(encounter.diagnosis),
            "necessity": _said(encounter.necessity._asdict()),
            "noted_at": _moment(noted) if noted else "",
            "sample": encounter.sample,
        }
    )


def _opened(entry: Opened) -> dict[str, Any]:
    code = "ndc" if _is_ndc(entry) else "barcode"
    return _said(
        {
            code: entry.text,
            "count": entry.count,
            "lot": entry.lot,
            "expires": entry.expires.isoformat() if entry.expires else "",
            "drawn": entry.drawn.text if entry.drawn else "",
            "serials": list(entry.serials),
            "recalled": entry.recalled,
        }
    )


def _is_ndc(entry: Opened) -> bool:
    """Whether the code was typed as an NDC; a barcode's text is none."""
    try:
        return ndc.parse(entry.text) == entry.ndc
    except ndc.NdcError:
        return False


def _infusion(infusion: Infusion) -> dict[str, str]:
    return {"rate": infusion.rate.text, "start": _moment(infusion.start), "stop": _moment(infusion.stop)}


def _moment(moment: datetime.datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _said(table: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {field: value for field, value in table.items() if value}
