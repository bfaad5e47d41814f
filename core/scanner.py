"""How this computer's scanner types what it has scanned, and what its text says of how it is set up (B3, B4)."""

import re
from typing import NamedTuple

from core import gs1, ndc

SYMBOLOGY = "]"
"""As a prefix: the scanner sends the symbology before each code, such as ]d2 (B4)."""

ENTER, TAB, NOTHING = "enter", "tab", "none"
TERMINATORS = {"": "Not known", ENTER: "Enter", TAB: "Tab", NOTHING: "Nothing, a pause"}
"""What a scanner sends after a code, and each written out."""

SIGNS = frozenset("#$@[\\]^`{|}~\u00a7\u00b0\u00a4\u00ac\u00a6")
"""Signs that can stand for FNC1: none may be in a lot or serial number (GS1's character set 82)."""

KEYS = frozenset(f"F{number}" for number in range(2, 13))
"""Keys that can stand for FNC1; F1 is the help's."""

LONGEST_PREFIX = 8

CAPS = "Caps Lock is on, so the letters came wrong. Turn it off and scan again."
LAYOUT = "The signs came wrong: the scanner types for another keyboard's language. Set it to this computer's."

SMALL = "The letters of lot and serial came small. Turn Caps Lock off and scan again, or type them from the label."
IN_PARTS = "A sign came late, so lot and serial may not be whole. Scan again."
BROKEN_OFF = "The scan broke off: the {} at its end is missing. Scan again."

_ANY_SYMBOLOGY = re.compile(r"\][A-Za-z].")
"""What a scanner may send before any code."""

_CAPS_PREFIX = re.compile(r"\](?:D2|c1|q3)")
_OTHER_PREFIX = re.compile(r"[^\]A-Za-z0-9](?:[dD]2|[cC]1|[qQ]3)[0-9]{2}", re.ASCII)
_FRENCH = str.maketrans("&\u00e9\"'(-\u00e8_\u00e7\u00e0", "1234567890")
"""The row of digits on a French keyboard, typed without Shift."""


class Scanner(NamedTuple):
    """What a scanner sends besides the code itself; of what is empty nothing is known, and anything usual is taken."""

    prefix: str = ""
    """Before each code: SYMBOLOGY, or the scanner's own signs."""

    separator: str = ""
    """Instead of FNC1: one of SIGNS or KEYS."""

    terminator: str = ""
    """One of TERMINATORS."""


class ScannerError(ValueError):
    """What came can't be what was scanned; the message says why and what to do."""


def why_no_prefix(text: str) -> str:
    """Why a text can't be what a scanner sends before each code; empty where it can."""
    if len(text) > LONGEST_PREFIX or not text.isprintable() or " " in text:
        return f"{text[:20]}: expected at most {LONGEST_PREFIX} signs without blanks; ] means ]d2 and its like"
    return ""


def why_no_separator(text: str) -> str:
    """Why a text can't stand for FNC1; empty where it can."""
    if text and text not in SIGNS | KEYS:
        return f"{text[:20]}: expected a sign that no lot has, such as # or |, or a key from F2 to F12"
    return ""


def plain(text: str, scanner: Scanner) -> str:
    """A text without the scanner's own prefix, and with FNC1 where the scanner's own sign stands.

    Raises:
        ScannerError: the computer turned the signs into others: Caps Lock, or a keyboard of another language.
    """
    text = text.strip(" \r\n\t")
    if _CAPS_PREFIX.match(text):
        raise ScannerError(CAPS)
    if _OTHER_PREFIX.match(text) or _is_french(text):
        raise ScannerError(LAYOUT)
    if scanner.prefix != SYMBOLOGY:
        text = text.removeprefix(scanner.prefix)
    if scanner.separator in SIGNS:
        head = text[:1]  # a symbology's bracket is no separator
        text = head + text[1:].replace(scanner.separator, gs1.SEPARATOR)
    return text


def check(text: str, scanner: Scanner) -> None:
    """Refuse a scan that does not begin as this scanner's do.

    Raises:
        ScannerError: it does not.
    """
    if not text.startswith(scanner.prefix):
        msg = f"This scan does not begin with {scanner.prefix} as set. Scan again, or test the scanner in the settings."
        raise ScannerError(msg)


def bare(text: str) -> str:
    """A text without the symbology before it."""
    return _ANY_SYMBOLOGY.sub("", text, count=1) if text.startswith(SYMBOLOGY) else text


def is_code(text: str, terminator: str, scanner: Scanner) -> bool:
    """Whether quick keys are a scanner's: a code by its form, or with what this scanner is known to send.

    Args:
        text: what was typed.
        terminator: ENTER or TAB; empty where neither came.
        scanner: what this computer's scanner sends besides a code.
    """
    if scanner.prefix and text.startswith(scanner.prefix):
        return True
    if scanner.terminator in {ENTER, TAB} and terminator == scanner.terminator:
        return True
    return bare(text) != text or _has_form(text, scanner)


def _has_form(text: str, scanner: Scanner) -> bool:
    try:
        text = plain(text, scanner)
    except ScannerError:  # a code that the keyboard turned into other signs
        return True
    try:
        ndc.parse(text)
    except ndc.NdcError:
        return gs1.looks_like_barcode(text)
    return True


def _is_french(text: str) -> bool:
    """Whether a text without a digit is a barcode once the signs of a French keyboard are digits again."""
    return not any(map(str.isdigit, text)) and gs1.looks_like_barcode(text.translate(_FRENCH))
