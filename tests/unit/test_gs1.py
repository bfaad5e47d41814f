"""Barcodes on containers (B1-B5), read from barcodes that another library drew."""

import datetime
import re

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from core import gs1, ndc
from core.gs1 import BarcodeError, Scan, UnseparatedError

ON = datetime.date(2026, 11, 20)
FNC1 = "\x1d"


def drawn(elements: str) -> str:
    """What a scanner sends for a GS1 DataMatrix that holds these elements."""
    barcode = zxingcpp.create_barcode(elements, zxingcpp.BarcodeFormat.DataMatrix, gs1=True)
    (found,) = zxingcpp.read_barcodes(barcode.to_image(scale=4))
    return f"{found.symbology_identifier}{bytes(found.bytes).decode()}"


class TestB1:
    """GTIN-14 = indicator + 03 + the 10-digit NDC + check digit."""

    @pytest.mark.parametrize(
        ("code", "gtin"),
        [
            ("0078-0181-01", "00300780181013"),
            ("0078-0180-01", "00300780180016"),
            ("63323-376-01", "00363323376017"),
        ],
    )
    def test_published_numbers(self, code: str, gtin: str) -> None:
        """The GTIN holds the ten digits of the code as labelled."""
        assert gs1.read(gtin, ON) == Scan(None, ndc.ten_digits(code), "", None)

    def test_other_goods_are_no_drug(self) -> None:
        """A GTIN without 03 is refused."""
        with pytest.raises(BarcodeError, match="no drug's number"):
            gs1.read("04006381333931", ON)

    def test_wrong_check_digit_is_refused(self) -> None:
        """A damaged number says nothing, alone or in a message."""
        for text in ("00300780181014", f"]d20100300780181014{FNC1}10A"):
            with pytest.raises(BarcodeError):
                gs1.read(text, ON)

    @pytest.mark.parametrize("text", ["50300780181018", "]d20150300780181018", "015030078018101810AB1221S99"])
    def test_an_indicator_is_a_cartons(self, text: str) -> None:
        """It is no single container's code; what follows may be unsure besides."""
        try:
            scan = gs1.read(text, ON)
        except UnseparatedError as error:
            scan = error.certain

        assert scan.outer
        assert scan.ndc10 == "0078018101"
        assert not gs1.read(text.replace("50300780181018", "00300780181013").removesuffix("21S99"), ON).outer

    def test_an_indicator_of_other_goods_says_nothing(self) -> None:
        """Where (715) names the product beside them."""
        assert not gs1.read(f"]d27150078-0181-01{FNC1}0114006381333938", ON).outer


class TestB2:
    """(01) GTIN, (17) expiry where day 00 is the month's last, (10) lot, (21) serial, (715) NDC."""

    def test_drawn_barcode_is_read(self) -> None:
        """Product, lot and expiry come out as they went in."""
        scan = gs1.read(drawn("(01)00300780181013(17)271130(10)AB-12(21)S99"), ON)

        assert scan == Scan(None, "0078018101", "AB-12", datetime.date(2027, 11, 30), "S99")

    @pytest.mark.parametrize(
        ("digits", "expires"),
        [
            ("271100", datetime.date(2027, 11, 30)),
            ("280200", datetime.date(2028, 2, 29)),
            ("270200", datetime.date(2027, 2, 28)),
            ("760101", datetime.date(2076, 1, 1)),
            ("770101", datetime.date(1977, 1, 1)),
        ],
    )
    def test_expiry(self, digits: str, expires: datetime.date) -> None:
        """The century is the nearest to the date of service, never today's clock."""
        assert gs1.read(f"]d2010030078018101317{digits}", ON).expires == expires

    def test_ndc_element(self) -> None:
        """(715) with hyphens is the code itself, without them ten digits; else the GTIN says it."""
        assert gs1.read("]d27150078-0181-01", ON).ndc == ndc.parse("0078-0181-01")
        assert gs1.read("]d27150078018101", ON).ndc10 == "0078018101"
        assert gs1.read(f"]d2715X{FNC1}0100300780181013", ON).ndc10 == "0078018101"
        with pytest.raises(BarcodeError, match="names no product"):
            gs1.read("]d2715X", ON)

    @pytest.mark.parametrize("code", ["0078-0181-01", "0078018101", "00078-0181-01", "00078018101"])
    def test_ndc_and_gtin_of_one_product(self, code: str) -> None:
        """Both may stand there, in whatever form."""
        scan = gs1.read(f"]d2715{code}{FNC1}0100300780181013", ON)

        assert (scan.ndc or scan.ndc10) in {ndc.parse("0078-0181-01"), "0078018101"}

    @pytest.mark.parametrize("code", ["0641-6175-10", "0641617510"])
    def test_ndc_and_gtin_of_different_products_are_asked_for(self, code: str) -> None:
        """Neither wins; a GTIN that holds no NDC says nothing against it."""
        with pytest.raises(BarcodeError, match="name different products"):
            gs1.read(f"]d2715{code}{FNC1}0100300780181013", ON)
        scan = gs1.read(f"]d2715{code}{FNC1}0104006381333931", ON)
        assert scan.ndc10 == "" or scan.ndc is None


class TestB3:
    """Without FNC1 lot and serial can't be told apart: ask, never guess."""

    @pytest.mark.parametrize("sent", [FNC1, "|", "~", "<GS>", "^]"])
    def test_other_signs_for_fnc1(self, sent: str) -> None:
        """A scanner may send another sign."""
        scan = gs1.read(f"]d2010030078018101310AB12{sent}17271130", ON)

        assert scan == Scan(None, "0078018101", "AB12", datetime.date(2027, 11, 30))

    @pytest.mark.parametrize(
        "text",
        [
            *("10AB1217271130", "10AB1221S99", "21S9910AB12", "10AB1237150641617510", "10A7150641-6175-10"),
            *("10AB1237120641617", "10AB12330100", "10AB12391X", "715007801810117271130"),
        ],
    )
    def test_dropped_sign_is_asked_for(self, text: str) -> None:
        """A lot or NDC that could hold the next element is refused."""
        with pytest.raises(BarcodeError, match="can't be told"):
            gs1.read(f"]d20100300780181013{text}", ON)

    @pytest.mark.parametrize(
        ("text", "expires", "unsure"),
        [
            ("1727113010AB1221S99", datetime.date(2027, 11, 30), "AB1221S99"),
            ("10AB1217271130", None, "AB1217271130"),
            ("21S9910AB12", None, "S9910AB12"),
            ("211004821727113010QX7781", None, "1004821727113010QX7781"),
            ("1727113010QX778199999999921100482", datetime.date(2027, 11, 30), "QX778199999999921100482"),
            ("211234567890121727113010QX", None, "12345678901217271130"),
            ("21123456789012345678909212", None, "12345678901234567890"),
        ],
    )
    def test_what_stood_before_is_certain(self, text: str, expires: datetime.date | None, unsure: str) -> None:
        """The product, and an expiry in front of the lot, are known; the rest is handed on to be asked for."""
        with pytest.raises(UnseparatedError) as caught:
            gs1.read(f"]d20100300780181013{text}", ON)

        assert caught.value.certain == Scan(None, "0078018101", "", expires)
        assert caught.value.unsure == unsure

    @pytest.mark.parametrize("text", ["10AB1221S990100300780181013", "715007801810117271130"])
    def test_where_the_product_may_be_in_it_nothing_is_certain(self, text: str) -> None:
        """A GTIN behind an open end, or an NDC without its end, names nothing."""
        with pytest.raises(BarcodeError) as caught:
            gs1.read(f"]d2{text}", ON)

        assert not isinstance(caught.value, UnseparatedError)

    @pytest.mark.parametrize("lot", ["12345", "AB-12", "X3A0", "30A", "7155", "QX7781"])
    def test_a_lot_without_another_element_is_taken(self, lot: str) -> None:
        """Nothing is asked where nothing else can stand in the lot."""
        assert gs1.read(f"]d201003007801810131727113010{lot}", ON).lot == lot

    def test_lot_last_needs_no_sign(self) -> None:
        """Where nothing follows there is nothing to tell apart."""
        assert gs1.read("]d20100300780181013172711301012345", ON).lot == "12345"


class TestB4:
    """]d2 DataMatrix, ]C1 GS1-128, ]Q3 QR; a UPC-A is 3, the NDC and a check digit."""

    @pytest.mark.parametrize("prefix", ["]d2", "]C1", "]Q3", ""])
    def test_prefixes(self, prefix: str) -> None:
        """Each symbology, or none, is read alike."""
        assert gs1.read(f"{prefix}010030078018101317271130", ON).ndc10 == "0078018101"

    def test_upc(self) -> None:
        """A linear barcode names the product alone."""
        assert gs1.read("300780181013", ON) == Scan(None, "0078018101", "", None)


@pytest.mark.parametrize("text", ["", "hello", "]", "]d", "]d2", "1234567890123"])
def test_what_is_no_drugs_barcode_is_refused(text: str) -> None:
    """Any other text is refused with what to do."""
    with pytest.raises(BarcodeError, match=r"type|scan"):
        gs1.read(text, ON)


@pytest.mark.parametrize(
    ("on", "digits"),
    [
        (datetime.date.max, "491130"),
        (datetime.date.max, "490200"),
        (datetime.date.min, "991130"),
        (datetime.date(2086, 11, 20), "000229"),
    ],
)
def test_expiry_beyond_the_calendar_is_refused(on: datetime.date, digits: str) -> None:
    """A date of service at the calendar's end leaves no century, and 2100 is no leap year."""
    with pytest.raises(BarcodeError, match="check that date"):
        gs1.read(f"]d2010030078018101317{digits}", on)


@pytest.mark.parametrize(
    ("more", "identifier"),
    [
        (f"10AAA{FNC1}10BBB", "10"),
        (f"17281130{FNC1}10AAA", "17"),
        (f"10AAA{FNC1}010030078018001617281130", "01"),
    ],
)
def test_two_codes_in_one_scan_are_refused(more: str, identifier: str) -> None:
    """An identifier twice with different values; the same value twice is no doubt."""
    with pytest.raises(BarcodeError, match=f"^.{identifier}. stands there twice"):
        gs1.read(f"]d2010030078018101317271130{more}", ON)
    assert gs1.read(f"]d2010030078018101310AAA{FNC1}10AAA", ON).lot == "AAA"


def test_a_digital_link_is_read_whole() -> None:
    """Lot, serial and expiry as in any code; signs in it may be written as %2F."""
    link = "https://id.gs1.org/01/00300780181013/10/A%2FB1221X/21/S9?17=271130"

    for text in (link, f"]Q1{link}"):
        assert gs1.read(text, ON) == Scan(None, "0078018101", "A/B1221X", datetime.date(2027, 11, 30), "S9")
    with pytest.raises(BarcodeError):
        gs1.read(link.replace("1013/", "1014/"), ON)


def test_impossible_expiry_is_refused() -> None:
    """A month 13 is no date."""
    with pytest.raises(BarcodeError):
        gs1.read("]d2010030078018101317271330", ON)
    with pytest.raises(BarcodeError):
        gs1.read("]d2010030078018101317270231", ON)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("]d20100300780181013", True),
        ("0100300780181013", True),
        ("300780181013", True),
        ("0641-6175-10", False),
        ("00641617510", False),
        ("100 mcg", False),
        ("172711300100300780181013", True),
        ("10QX778121100482010030078018101317271130", True),
        ("10QX7781|21100482", True),
        ("17271130010030", True),
        ("7150078-0181-01", True),
        ("7150078018101", True),
        ("https://id.gs1.org/01/00300780181013", True),
        ("(01)00300780181013", True),
        ("Johansson", False),
        ("MRN-0012345", False),
        ("00482137", False),
        ("https://example.org/menu?table=12", False),
        ("Table 12 | Maria", False),
    ],
)
def test_barcodes_are_told_from_typing(text: str, is_one: bool) -> None:  # noqa: FBT001 - a table
    """An NDC or a strength is no barcode."""
    assert gs1.looks_like_barcode(text) is is_one


def outcome(text: str) -> str:
    """What a text is read as, or why it is refused."""
    try:
        scan = gs1.read(text, ON)
    except BarcodeError as error:
        return str(error)
    return f"scan of {scan.ndc or scan.ndc10}"


@given(st.text(st.sampled_from("]dCQ0123456789" + FNC1 + "|~AB-"), max_size=60) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever a scanner sends, it is read or refused with what to do."""
    assert re.search("scan|type", outcome(text))


@given(st.text(st.sampled_from("0123456789" + FNC1), max_size=30))
def test_any_elements_after_a_gtin_are_read_or_refused(text: str) -> None:
    """Dates that are none, lots that are too long: read or refused."""
    assert re.search("scan|type", outcome(f"]d20100300780181013{text}"))
