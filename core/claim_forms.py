"""One claim line's NDC as the claim forms want it (N2, N3)."""

from core import ndc
from core.quantity import number
from core.result import ClaimLine


def cms1500_ndc(line: ClaimLine) -> str:
    """N2: the shaded part of CMS-1500 item 24, such as `N400641617510 ML0.6`; empty without an NDC quantity."""
    if line.ndc is None or line.volume is None:
        return ""
    return f"N4{ndc.claim_digits(line.ndc)} ML{number(line.volume)}"


def x12_ndc(line: ClaimLine) -> str:
    """N3: the segments of loop 2410, `LIN**N4*00641617510~CTP****0.6*ML~`; empty without an NDC quantity."""
    if line.ndc is None or line.volume is None:
        return ""
    return f"LIN**N4*{ndc.claim_digits(line.ndc)}~CTP****{number(line.volume)}*ML~"
