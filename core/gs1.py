"""GS1 barcodes on containers: which product, which lot, usable until when (B1-B5)."""

import datetime
import itertools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from core import ndc
from core.ndc import Ndc

if TYPE_CHECKING:
    from biip import ParseResult
    from biip.gs1_element_strings import GS1ElementString

SEPARATOR = "\x1d"
"""FNC1 as a scanner sends it."""

# Signs that scanners send instead of FNC1 (B3). None can stand in a lot or serial number, save the
# letters of <GS>, which nobody prints in that order.
_SUBSTITUTES = re.compile(r"<GS>|\^\]|[|~]")
_BEFORE_LINK = re.compile(r"^\].{2}(?=https?://)")
_LOOKS_LIKE_BARCODE = re.compile(
    r"\](d2|C1|Q3|e0|E0)"  # a symbology
    r"|.*(?<![0-9])(?:[0-9]{8})?01[0-9]{14}"  # a GTIN, also behind a date
    r"|(?:1[0157]|21|71[0-7]).*01[0-9]{14}"  # or behind a lot, serial number or NDC
    r"|(?:01|1[0157]|21|30|71[0-7]).*(?:<GS>|\^\]|[|~])"  # elements with a sign for FNC1
    r"|1[157][0-9]{2}(?:0[1-9]|1[0-2])[0-9]{2}(?:01|10|21|71)"  # a date and what follows it
    r"|715[0-9-]{10,13}"
    r"|\(01\)|https?://.*/01/[0-9]{14}"
    r"|[0-9]{12,14}$",
    re.ASCII,
)

# What could follow a lot, serial number or NDC whose separator got lost, of all that stands on medicines: another
# number or a company's own text, a valid date, a count, a national number such as the NDC, a GTIN.
_NEXT_ELEMENT = re.compile(
    r".(?:(?:10|21|91).|(?:11|13|15|16|17)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])"
    r"|30[0-9]{1,8}$|71[0-7][0-9A-Z-]{6}|01[0-9]{14})",
    re.ASCII,
)
_RUN_ON = re.compile(
    r"(?P<certain>(?:\].{2})?01[0-9]{14}(?:1[1-7][0-9]{6})*)(?P<rest>(?:10|21)[^\x1d]{21,})$", re.ASCII
)
_OPEN_ENDED = (("10", "lot", 0), ("21", "serial", 0), ("715", "NDC", 9))
"""Elements that a separator ends, with the length before which nothing else can begin but one sign."""


class BarcodeError(ValueError):
    """A scan that says nothing for certain; the message says what to do."""


class Scan(NamedTuple):
    """What a container's barcode says."""

    ndc: Ndc | None
    """The code, where the barcode says it with its form; else None and `ndc10` holds its digits."""

    ndc10: str
    lot: str
    expires: datetime.date | None
    serial: str = ""
    outer: bool = False
    """Whether the GTIN's indicator is not 0: a carton or case of such containers (B1)."""


class UnseparatedError(BarcodeError):
    """The separator got lost, so that lot and serial number can't be told apart (B3)."""

    def __init__(self, message: str, certain: Scan, unsure: str) -> None:
        """Say what is certain all the same, and the text that is not."""
        super().__init__(message)
        self.certain, self.unsure = certain, unsure


def looks_like_barcode(text: str) -> bool:
    """Whether typed or scanned text is a barcode rather than an NDC or a strength."""
    return SEPARATOR in text or _LOOKS_LIKE_BARCODE.match(text.strip(" ")) is not None


def read(text: str, on: datetime.date) -> Scan:
    """Read a GS1 element string or a plain GTIN or UPC, as scanned.

    Args:
        text: what the scanner sent, with or without a symbology prefix (B4).
        on: the date of service, which decides the century of the expiry date.

    Raises:
        BarcodeError: no drug barcode, a wrong check digit, or lot and serial can't be told apart (B3).
    """
    from biip import ParseError, parse  # a tenth of a second: only where a barcode is read

    text = _BEFORE_LINK.sub("", text.strip(" \r\n\t"))
    element_string = _SUBSTITUTES.sub(SEPARATOR, text)
    try:
        result = parse(element_string)
    except (ParseError, IndexError) as error:  # biip 5.2 does not expect a bracket alone
        raise BarcodeError(_unreadable(text)) from error
    if result.gs1_message is not None:
        separated = SEPARATOR in element_string.strip(SEPARATOR)
        return _from_elements(result.gs1_message.element_strings, separated, on)
    if result.gs1_digital_link_uri is not None:  # nothing runs on in an address
        return _from_elements(result.gs1_digital_link_uri.element_strings, True, on)
    if run_on := _RUN_ON.match(element_string):
        # B3: too long for a lot or serial number, so it holds the next element as well.
        identifier, unsure = run_on["rest"][:2], run_on["rest"][2:]
        msg = _told(identifier, "lot" if identifier == "10" else "serial", unsure)
        raise UnseparatedError(msg, read(run_on["certain"], on), unsure)
    return _from_number(result, text)


def _told(identifier: str, name: str, value: str) -> str:
    return (
        f"({identifier}) {value}: the scanner sent no separator, so the {name} can't be told "
        "from what follows; type NDC, lot and expiry from the label"
    )


def _unreadable(text: str) -> str:
    return f"{_shown(text)}: not readable as a drug's barcode; scan again or type the NDC from the label"


def _shown(text: str) -> str:
    return text.replace(SEPARATOR, "<GS>")


def _from_number(result: "ParseResult", text: str) -> Scan:
    """A GTIN or UPC alone: it names the product and nothing else."""
    number = result.gtin.as_gtin_14() if result.gtin else result.upc.as_upc_a() if result.upc else ""
    if not number:
        raise BarcodeError(_unreadable(text))
    gtin14 = f"{number:0>14}"
    return Scan(None, _ndc10(gtin14, text), "", None, outer=_is_outer(gtin14))


def _from_elements(elements: "Sequence[GS1ElementString]", separated: bool, on: datetime.date) -> Scan:  # noqa: FBT001 - private
    values = _values(elements)
    for identifier, name, least in _OPEN_ENDED:
        is_last = [string.ai.ai for string in elements[-1:]] == [identifier]
        if identifier in values and not separated and (not is_last or _NEXT_ELEMENT.search(values[identifier], least)):
            raise _unseparated(identifier, name, values, elements, on)
    code, digits = _product(values, elements)
    lot, serial = values.get("10", ""), values.get("21", "")
    return Scan(code, digits, lot, _expiry(values.get("17", ""), on), serial, _is_outer(values.get("01", "")))


def _values(elements: "Sequence[GS1ElementString]") -> dict[str, str]:
    """What each element says; two codes in one scan say different things of the same."""
    values: dict[str, str] = {}
    for string in elements:
        if values.setdefault(string.ai.ai, string.value) != string.value:
            msg = f"({string.ai.ai}) stands there twice, as {values[string.ai.ai]} and {string.value}; scan again"
            raise BarcodeError(msg)
    return values


def _unseparated(
    identifier: str, name: str, values: dict[str, str], elements: "Sequence[GS1ElementString]", on: datetime.date
) -> BarcodeError:
    """B3: an element that may hold the next one; what stood before it is certain."""
    msg = _told(identifier, name, values[identifier])
    before = list(itertools.takewhile(lambda string: string.ai.ai != identifier, elements))
    certain = {string.ai.ai: string.value for string in before}
    if identifier == "715" or "01" not in certain:
        return BarcodeError(msg)
    _, digits = _product(certain, elements)
    expires = _expiry(certain.get("17", ""), on)
    scan = Scan(None, digits, "", expires, outer=_is_outer(certain["01"]))
    return UnseparatedError(msg, scan, values[identifier])


def _product(values: dict[str, str], elements: "Sequence[GS1ElementString]") -> tuple[Ndc | None, str]:
    """The code where (715) says it, else ten digits of (715) or (01); both must be of one product."""
    code, digits = _national(values.get("715", ""))
    gtin = next((string for string in elements if string.ai.ai == "01"), None)
    if gtin is None:
        if code or digits:
            return code, digits
        msg = "the barcode names no product; type the NDC from the label"
        raise BarcodeError(msg)
    if gtin.gtin is None:
        msg = f"{gtin.value}: the check digit is wrong; scan again or type the NDC from the label"
        raise BarcodeError(msg)
    if not (code or digits):
        return None, _ndc10(gtin.value)
    if _is_drug(gtin.value) and not _may_be(_ndc10(gtin.value), code, digits):
        msg = (
            f"(01) {gtin.value} and (715) {values['715']} name different products; "
            "type NDC, lot and expiry from the label"
        )
        raise BarcodeError(msg)
    return code, digits


def _national(text: str) -> tuple[Ndc | None, str]:
    """The NDC in (715): with its form, or its ten digits; nothing where it is neither."""
    try:
        return ndc.parse(text), ""
    except ndc.NdcError:
        digits = text.replace("-", "")
        return None, digits if re.fullmatch("[0-9]{10}", digits, re.ASCII) else ""


def _may_be(ten: str, code: Ndc | None, digits: str) -> bool:
    """Whether a GTIN's ten digits can be this code, wherever its hyphens stand, or are these digits."""
    if code is None:
        return ten == digits
    cuts = ((4, 8), (5, 8), (5, 9))
    return code in {ndc.parse(f"{ten[:one]}-{ten[one:two]}-{ten[two:]}") for one, two in cuts}


def _is_drug(gtin14: str) -> bool:
    """Whether a GTIN holds an NDC (B1)."""
    return gtin14[1:3] == "03"


def _is_outer(gtin14: str) -> bool:
    """Whether a GTIN is a carton's or a case's: its indicator is not 0 (B1)."""
    return gtin14[:1] not in {"", "0"} and _is_drug(gtin14)


def _ndc10(gtin14: str, scanned: str = "") -> str:
    """The NDC's ten digits in a GTIN of 14 digits (B1); a UPC-A is one with two zeros in front (B4)."""
    if not _is_drug(gtin14):
        msg = f"{scanned or gtin14}: this is no drug's number; scan the container or type the NDC from its label"
        raise BarcodeError(msg)
    return gtin14[3:13]


def _expiry(digits: str, on: datetime.date) -> datetime.date | None:
    """A date YYMMDD in the century nearest to the date of service; day 00 is the month's last (B2)."""
    if not digits:
        return None
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    ahead = (year - on.year) % 100
    year = on.year + (ahead if ahead <= 50 else ahead - 100)
    if not day:
        import calendar  # brings along the system's languages

        day = calendar.monthrange(year, month)[1]
    try:
        return datetime.date(year, month, day)
    except ValueError:  # beyond the calendar's ends, or 29 February of a century that has none
        msg = f"(17) {digits}: no date near the date of service; check that date"
        raise BarcodeError(msg) from None
