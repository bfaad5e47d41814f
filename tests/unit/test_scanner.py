"""What a scanner's text says of how it is set up (B3, B4)."""

import pytest

from core import scanner
from core.scanner import Scanner, ScannerError

CODE = "010030078018101317271130"


@pytest.mark.parametrize(
    ("text", "sends", "plain"),
    [
        (f"]d2{CODE}\r\n", Scanner(), f"]d2{CODE}"),
        (f"]d2{CODE}", Scanner(prefix="]"), f"]d2{CODE}"),
        (f"**{CODE}10A#21B", Scanner("**", "#"), f"{CODE}10A\x1d21B"),
        (f"]d2{CODE}10A]21B", Scanner("", "]"), f"]d2{CODE}10A\x1d21B"),
        (f"{CODE}10AF721B", Scanner("", "F7"), f"{CODE}10AF721B"),
        ("0641-6175-10", Scanner("**"), "0641-6175-10"),
        ("100 mcg", Scanner(), "100 mcg"),
    ],
)
def test_what_the_scanner_adds_is_taken_off(text: str, sends: Scanner, plain: str) -> None:
    """Its own prefix goes and its own sign becomes FNC1; a symbology stays, and so does what a person typed."""
    assert scanner.plain(text, sends) == plain


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"]D2{CODE}", scanner.CAPS),
        (f"]c1{CODE}", scanner.CAPS),
        (f"+d2{CODE}", scanner.LAYOUT),
        (f"¨D2{CODE}", scanner.LAYOUT),
        ('à&ààéà\'&(""-&ç&é', scanner.LAYOUT),
    ],
)
def test_signs_that_came_wrong_are_told(text: str, why: str) -> None:
    """Caps Lock turns the case round; another language's keyboard turns brackets or digits into other signs."""
    with pytest.raises(ScannerError) as caught:
        scanner.plain(text, Scanner())

    assert str(caught.value) == why


def test_a_prefix_that_is_set_must_come() -> None:
    """A code without it comes from another scanner, or came wrong."""
    scanner.check(f"]d2{CODE}", Scanner("]"))
    scanner.check(CODE, Scanner())
    with pytest.raises(ScannerError, match="does not begin with ] as set"):
        scanner.check(CODE, Scanner("]"))


@pytest.mark.parametrize(("text", "may"), [("", True), ("]", True), ("**", True), ("a b", False), ("123456789", False)])
def test_prefixes(text: str, may: bool) -> None:  # noqa: FBT001 - a table
    """A few signs without blanks."""
    assert (scanner.why_no_prefix(text) == "") is may


@pytest.mark.parametrize(
    ("text", "may"),
    [("", True), ("#", True), ("F8", True), ("F1", False), ("A", False), ("/", False), ("##", False), ("7", False)],
)
def test_separators(text: str, may: bool) -> None:  # noqa: FBT001 - a table
    """A sign that no lot has, or a key that is not the help's."""
    assert (scanner.why_no_separator(text) == "") is may


@pytest.mark.parametrize(
    ("text", "end", "sends", "is_one"),
    [
        (CODE, "", Scanner(), True),
        (f"]d2{CODE}", "", Scanner(), True),
        ("]Q1Table 12", "", Scanner(), True),
        ("]", "", Scanner(), False),
        ("0641-6175-10", "", Scanner(), True),
        (f"]D2{CODE}", "", Scanner(), True),
        (f"+d2{CODE}", "", Scanner(), True),
        ("Johansson", scanner.ENTER, Scanner(), False),
        ("Johansson", scanner.ENTER, Scanner(terminator=scanner.ENTER), True),
        ("Johansson", "", Scanner(terminator=scanner.ENTER), False),
        ("Johansson", "", Scanner(terminator=scanner.NOTHING), False),
        ("**Johansson", "", Scanner("**"), True),
        ("Johansson", "", Scanner("**"), False),
        (f"10QX#{CODE}", "", Scanner("", "#"), True),
    ],
)
def test_codes_are_told_from_what_a_program_typed(text: str, end: str, sends: Scanner, is_one: bool) -> None:  # noqa: FBT001 - a table
    """By their form, or by what this scanner is known to send."""
    assert scanner.is_code(text, end, sends) is is_one
