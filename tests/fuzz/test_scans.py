"""What scanners send, and what is typed in their place."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from core import gs1, scanner
from core.scanner import Scanner
from gui import scan
from gui.scan import ScanError
from gui.wedge import Scan
from tests.build import shipped
from tests.fuzz.commands import may_refuse
from tests.fuzz.spoilt import texts

_ON = datetime.date(2026, 11, 26)
_PARTS = (
    "]d2", "]C1", "]Q3", "0100306416175104", "0100306416174107", "01", "00306416175104", "17271130", "17260229",
    "10QX7781", "10", "21100482", "21", "\x1d", "<GS>", "^]", "|", "~", "7150641617510", "30", "(01)", "(17)",
    "0641-6175-10", "0641617510", "https://id.gs1.org/01/00306416175104/10/AB?17=271130", "[", "]", "91X",
    "0100306416175105", "11261101",
)  # fmt: skip

codes = st.lists(st.sampled_from(_PARTS) | st.text("0123456789ABab-()\x1d[]|~", max_size=8) | texts, max_size=6).map(
    "".join
)
scanners = st.builds(
    Scanner,
    st.sampled_from(("", "]d2", scanner.SYMBOLOGY, "X")),
    st.sampled_from(("", *scanner.SIGNS, *scanner.KEYS)),
    st.sampled_from(("", *scanner.TERMINATORS)),
)


@given(codes, scanners)
def test_a_barcode(text: str, sends: Scanner) -> None:
    """A container, or what to do instead; the same text typed, too, and never one of another product by a slip."""
    for read in (
        lambda: gs1.read(text, _ON),
        lambda: scan.find(text, shipped().catalog, _ON, sends),
        lambda: scan.find_scanned(Scan(text, sends.terminator), shipped().catalog, _ON, sends),
    ):
        with may_refuse(gs1.BarcodeError, ScanError):
            read()
    scanner.is_code(text, sends.terminator, sends)
    scanner.why_no_prefix(text)
    scanner.why_no_separator(text)
    gs1.looks_like_barcode(text)
