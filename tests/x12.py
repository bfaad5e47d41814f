"""Whole made-up claims around the program's segments, and what a validator that others wrote says of them."""

import functools
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pyx12.map_if
import pyx12.params
import pyx12.x12n_document

_INTERCHANGE = (
    "ISA*00*          *00*          *ZZ*SAMPLECLINIC   *ZZ*SAMPLEPAYER    *261120*1200*^*00501*000000001*0*T*:~",
    "GS*HC*SAMPLECLINIC*SAMPLEPAYER*20261120*1200*1*X*{guide}~",
)

_HEAD = (
    "ST*837*0001*{guide}~",
    "BHT*0019*00*1*20261120*1200*CH~",
    "NM1*41*2*SAMPLE CLINIC*****46*SAMPLECLINIC~",
    "PER*IC*BILLING*TE*5555550100~",
    "NM1*40*2*SAMPLE PAYER*****46*SAMPLEPAYER~",
    "HL*1**20*1~",
    "NM1*85*2*SAMPLE CLINIC*****XX*1234567893~",
    "N3*1 EXAMPLE STREET~",
    "N4*SPRINGFIELD*IL*627010000~",
    "REF*EI*123456789~",
    "HL*2*1*22*0~",
    "SBR*P*18*******MB~",
    "NM1*IL*1*SAMPLE*ZOE****MI*1EG4TE5MK73~",
    "N3*2 EXAMPLE STREET~",
    "N4*SPRINGFIELD*IL*62701~",
    "DMG*D8*19610203*F~",
    "NM1*PR*2*SAMPLE PAYER*****PI*12345~",
)

_CLAIM = {
    "x12_837p": ("CLM*1*{total}***11:B:1*Y*A*Y*Y~",),
    "x12_837i": ("CLM*1*{total}***13:A:1**A*Y*Y~", "DTP*434*RD8*20261120-20261120~", "CL1*1*9*01~"),
}

_PARAMETERS = pyx12.params.params()
_GUIDES = {"x12_837p": "005010X222A1", "x12_837i": "005010X223A2"}

# Maps of the guides, which validating does not change, are read once and not for each claim.
pyx12.map_if.load_map_file = functools.cache(pyx12.map_if.load_map_file)

_MONEY = {"SV1": 2, "SV2": 3}
"""Which element is the charge."""


def transaction(form: str, segments: list[str]) -> str:
    """A whole claim of one made-up patient around the segments of loops 2300 to 2410."""
    guide = _GUIDES[form]
    inner = [*_HEAD, *_CLAIM[form], *segments]
    inner.append(f"SE*{len(inner) + 1}*0001~")
    whole = (*_INTERCHANGE, *inner, "GE*1*1~", "IEA*1*000000001~")
    return "\n".join(whole).format(guide=guide, total=_total(segments))


def faults(text: str) -> list[str]:
    """What pyx12 finds wrong with a claim; nothing where it takes it."""
    found = io.StringIO()
    is_valid = pyx12.x12n_document.x12n_document(_PARAMETERS, io.StringIO(text), None, None, fd_json=found)
    said = list(_said(json.loads(found.getvalue())))
    assert is_valid is not bool(said), said
    return said


def _total(segments: list[str]) -> str:
    parts = [segment.rstrip("~").split("*") for segment in segments]
    charges = [part[_MONEY[part[0]]] for part in parts if part[0] in _MONEY]
    numbers = [Decimal(charge) for charge in charges if re.fullmatch(r"[0-9.]+", charge)]
    return str(sum(numbers, Decimal()))


def _said(found: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """All errors of a report, however deep they lie."""
    for name, value in found.items():
        for inner in value if isinstance(value, list) else ():
            if name == "errors":
                yield f"{found.get('seg_id', '')} {inner['err_str']}".strip()
            else:
                yield from _said(inner)
