"""Every kind of code, sent by every kind of scanner, into every kind of field: none may end wrong.

`pytest -s` shows how many ended right, were asked about, and were refused.
"""

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from shiboken6 import getCppPointer

from core import own_lists
from core.gs1 import SEPARATOR
from core.recalls import Recall
from core.scanner import Scanner
from gui import dates
from gui.chair import Chair
from gui.desk import CHAIR, JOURNAL, REPORT, Desk
from gui.opened_row import Row
from tests.build import VIAL_100
from tests.gui.keys import field
from tests.gui.scanner import Typing, signs, type_keys

LOT, RECALLED, EXPIRY, SERIAL = "QX7781", "ZB0099", "2027-11-30", "100482"
OWN_PREFIX = "**"


def gtin(ndc10: str, indicator: int = 0) -> str:
    """The 14 digits for an NDC's ten (B1)."""
    body = f"{indicator}03{ndc10}"
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


VIAL, DEPOT, UNKNOWN = gtin("0641617510"), gtin("0078034061"), gtin("9999999999")
OTHER, CARTON = gtin("0641617410"), gtin("0641617510", 5)
ITEM, USE_BY, OF_LOT, OF_SERIAL = f"01{VIAL}", "17271130", f"10{LOT}", f"21{SERIAL}"
WHOLE = {"ndc": VIAL_100, "count": 1, "lot": LOT, "expires": EXPIRY, "serials": [SERIAL]}
NO_SERIAL = {"ndc": VIAL_100, "count": 1, "lot": LOT, "expires": EXPIRY}
PRODUCT = {"ndc": VIAL_100, "count": 1}


class Payload(NamedTuple):
    """One code."""

    text: str
    symbology: str
    ends: str
    """right, asked, refused or typed, from a scanner that sends all of it."""

    entry: dict[str, object] | None = None
    """What is listed then."""

    without: str = ""
    """How it ends where FNC1 is dropped; empty where it has none."""

    before: str = ""
    """What is scanned first."""


def in_order(*elements: str) -> str:
    """Elements in one code, with FNC1 after those of any length."""
    ended = [f"{element}{SEPARATOR}" if element[:2] in {"10", "21", "71"} else element for element in elements]
    return "".join(ended).removesuffix(SEPARATOR)


PAYLOADS = {
    "product, expiry, lot, serial": Payload(
        in_order(ITEM, USE_BY, OF_LOT, OF_SERIAL), "]d2", "right", WHOLE, "asked"
    ),
    "product, serial, expiry, lot": Payload(
        in_order(ITEM, OF_SERIAL, USE_BY, OF_LOT), "]d2", "right", WHOLE, "asked"
    ),
    "product, lot, expiry, serial": Payload(
        in_order(ITEM, OF_LOT, USE_BY, OF_SERIAL), "]d2", "right", WHOLE, "asked"
    ),
    "expiry, product, lot, serial": Payload(
        in_order(USE_BY, ITEM, OF_LOT, OF_SERIAL), "]d2", "right", WHOLE, "asked"
    ),
    "lot, serial, product, expiry": Payload(
        in_order(OF_LOT, OF_SERIAL, ITEM, USE_BY), "]d2", "right", WHOLE, "refused"
    ),
    "715, expiry, lot": Payload(
        in_order("7150641617510", USE_BY, OF_LOT), "]d2", "right", NO_SERIAL, "refused"
    ),
    "recalled lot with serial": Payload(
        in_order(ITEM, USE_BY, f"10{RECALLED}", OF_SERIAL), "]d2", "asked", None, "asked"
    ),
    "the same serial again": Payload(
        in_order(ITEM, USE_BY, OF_LOT, OF_SERIAL), "]d2", "asked", WHOLE, "asked",
        in_order(ITEM, USE_BY, OF_LOT, OF_SERIAL),
    ),
    "product, expiry, lot": Payload(in_order(ITEM, USE_BY, OF_LOT), "]d2", "right", NO_SERIAL),
    "recalled lot": Payload(in_order(ITEM, USE_BY, f"10{RECALLED}"), "]d2", "asked"),
    "expired": Payload(in_order(ITEM, "17260131", OF_LOT), "]d2", "asked"),
    "recalled lot and expired": Payload(in_order(ITEM, "17260131", f"10{RECALLED}"), "]d2", "asked"),
    "recalled lot, scanned twice": Payload(
        in_order(ITEM, USE_BY, f"10{RECALLED}"), "]d2", "asked", before=in_order(ITEM, USE_BY, f"10{RECALLED}")
    ),
    "carton": Payload(in_order(f"01{CARTON}", USE_BY, OF_LOT), "]d2", "asked"),
    "two codes in one": Payload(
        in_order(ITEM, USE_BY, OF_LOT, f"01{OTHER}", "17281130", "10ZZ1"), "]d2", "refused", without="asked"
    ),
    "Digital Link": Payload(f"https://id.gs1.org/01/{VIAL}/10/{LOT}?17=271130", "]Q1", "right", NO_SERIAL),
    "Digital Link, wrong check digit": Payload(f"https://id.gs1.org/01/{VIAL[:-1]}5/10/{LOT}", "]Q1", "refused"),
    "GS1-128, product and expiry": Payload(
        in_order(ITEM, USE_BY), "]C1", "right", {**PRODUCT, "expires": EXPIRY}
    ),
    "GS1-128, product": Payload(ITEM, "]C1", "right", PRODUCT),
    "GTIN of 14 digits": Payload(VIAL, "]I1", "right", PRODUCT),
    "UPC-A": Payload(VIAL[2:], "]E0", "right", PRODUCT),
    "NDC in Code 128": Payload(VIAL_100, "]C0", "right", PRODUCT),
    "715": Payload("7150641-6175-10", "]d2", "right", PRODUCT),
    "depot": Payload(in_order(f"01{DEPOT}", USE_BY, OF_LOT), "]d2", "refused"),
    "unknown product": Payload(in_order(f"01{UNKNOWN}", USE_BY, OF_LOT), "]d2", "refused"),
    "wrong check digit": Payload(in_order(f"{ITEM[:-1]}5", USE_BY, OF_LOT), "]d2", "refused"),
    "UPC-A, wrong check digit": Payload(f"{VIAL[2:-1]}5", "]E0", "refused"),
    "other goods": Payload("04006381333931", "]E0", "refused"),
    "URL in a QR code": Payload("https://example.org/menu?table=12", "]Q1", "typed"),
    "text in a QR code": Payload("Table 12, ask for Maria", "]Q1", "typed"),
    "wristband of digits": Payload("00482137", "]C0", "typed"),
    "badge with letters": Payload("RN-48213", "]C0", "typed"),
    "name that a program typed": Payload("Johansson", "]C0", "typed"),
}  # fmt: skip

SEPARATORS = {
    "chr 29": ["chr 29"],
    "Ctrl+]": ["Ctrl+]"],
    "F8": ["F8"],
    "|": ["|"],
    "~": ["~"],
    "<GS>": list("<GS>"),
    "^]": list("^]"),
    "Alt+0029": ["Alt+0029"],
    "# as set": ["#"],
    "F7 as set": ["F7"],
    "dropped": [],
}
PREFIXES = ("AIM", "none", "own")
TERMINATORS = {"Enter": ["\r"], "Tab": ["\t"], "none": []}
SPEEDS = (1, 5, 12, 20)


class Behaviour(NamedTuple):
    """One scanner."""

    prefix: str
    separator: str
    terminator: str
    speed: int

    def settings(self) -> Scanner:
        """What this computer's settings say of it: no more than is needed."""
        sign = {"# as set": "#", "F7 as set": "F7"}.get(self.separator, "")
        return Scanner(OWN_PREFIX if self.prefix == "own" else "", sign)

    def send(self, code: Payload, text: str, desk: Desk) -> None:
        """Type a code."""
        prefix = {"AIM": code.symbology, "own": OWN_PREFIX}.get(self.prefix, "")
        body = f"0{text}" if prefix == "]E0" and len(text) == 12 else text
        keys = [*prefix, *signs(body, SEPARATORS[self.separator]), *TERMINATORS[self.terminator]]
        type_keys(keys, Typing(self.speed))
        if not TERMINATORS[self.terminator]:
            desk.wedge.settle()  # as its timer does after the pause


PLACES = (
    "scan field", "dose", "name", "count", "list", "list to type in", "route", "button", "reason", "journal", "report",
    "nothing",
)  # fmt: skip


NO_TEXT = {"count", "list", "route", "button", "report", "nothing"}
"""Where no text is typed: the report's dates are its own."""


def go_to(desk: Desk, place: str) -> None:
    """Put the focus somewhere."""
    chair = desk.chair
    paths = {"dose": "given", "name": "patient.name", "list": "setting", "list to type in": "site", "route": "route"}
    if place in {"journal", "report"}:
        page = desk.go(JOURNAL if place == "journal" else REPORT)
        page.findChildren(QLineEdit)[0].setFocus()
        return
    desk.go(CHAIR)
    if place in paths:
        field(chair, paths[place]).focus()
    elif place == "count":
        chair.form.opened.rows[0].fields["count"].focus()
    elif place == "reason":
        chair.form.discard.fields["discard.reason"].focus()
    elif place == "button":
        chair.footer.settings.setFocus()
    elif place == "scan field":
        chair.form.opened.scan.setFocus()
    else:
        focus = QApplication.focusWidget()
        assert focus is not None
        focus.clearFocus()


def texts(desk: Desk) -> dict[int, str]:
    """What stands in every field of the window that can be typed into, but for the rows of containers.

    By the field's own address: Python's name for the field inside a list may change meanwhile.
    """
    lines = [line for line in desk.findChildren(QLineEdit) if not any(map(_is_row, _around(line)))]
    found = {_address(line): line.text() for line in lines}
    return found | {_address(edit): edit.toPlainText() for edit in desk.findChildren(QPlainTextEdit)}


def _address(part: QObject) -> int:
    return int(getCppPointer(part)[0])


def _around(part: QObject | None) -> Iterator[QObject]:
    while part is not None:
        yield part
        part = part.parent()


def _is_row(part: QObject) -> bool:
    return isinstance(part, Row)


def begin(chair: Chair) -> None:
    """A new encounter with texts in its fields and one container of another lot."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    chair.cases.begin()
    chair.form.fill(
        {
            **chair.form.blank(),
            "given": "60 mcg",
            "site": "left abdomen",
            "opened": [{"ndc": VIAL_100, "lot": "FIRST", "count": 1}],
            "patient": {"name": "Ana Sample"},
        }
    )


def ended(desk: Desk, name: str, behaviour: Behaviour, place: str) -> str:
    """How a scan ended: right, asked, refused, typed; or what is wrong."""
    chair, code = desk.chair, PAYLOADS[name]
    begin(chair)
    settings = behaviour.settings()
    chair.form.opened.scanner = desk.wedge.scanner = settings
    go_to(desk, place)
    if code.before:
        behaviour.send(code, code.before, desk)
    focus, before, others, said = QApplication.focusWidget(), texts(desk), _others(chair), _said(chair)
    behaviour.send(code, code.text, desk)
    after = texts(desk)
    changed = {text: after[field] for field, text in before.items() if after.get(field, text) != text}
    if expected(name, behaviour, place) == "typed":
        new = [line for line in _said(chair) if line not in said]
        return _typed(chair, code, changed, new)
    if changed or _others(chair) != others:
        return f"wrong: a field was changed: {changed} {others} {_others(chair)}"
    if place not in {"journal", "report"} and QApplication.focusWidget() is not focus:
        return f"wrong: the focus went to {QApplication.focusWidget()}"
    return _outcome(chair, code)


def _typed(chair: Chair, code: Payload, changed: dict[str, str], said: list[str]) -> str:
    """Whether a text that is no code stands where it was typed, and nowhere else; the scan field may say why not."""
    if len(chair.form.read()["opened"]) > 1 or not all(line.startswith(code.text) for line in said):
        return f"wrong: {said} was said, or it was listed"
    return "typed" if [code.text in after for after in changed.values()] == [True] else f"wrong: {changed}"


def _said(chair: Chair) -> list[str]:
    return [chair.form.opened.said(), chair.footer.message.text(), ""]


def _others(chair: Chair) -> dict[str, object]:
    return {name: value for name, value in chair.form.read().items() if name != "opened"}


def _outcome(chair: Chair, code: Payload) -> str:
    opened, rows = chair.form.opened, chair.form.opened.rows
    first, *added = chair.form.read()["opened"]
    if first != {"ndc": VIAL_100, "count": 1, "lot": "FIRST"}:
        return f"wrong: the first container became {first}"
    if opened.questions:
        before = [code.entry] if code.before and code.entry else []
        return "asked" if added == before and len(opened.questions) == 1 else f"wrong: asked, and listed {added}"
    if not added:
        return "refused" if opened.said() else "wrong: nothing is said"
    if not rows[-1].notice.isHidden():
        unsure = added[-1]
        return "asked" if "lot" not in unsure and "serials" not in unsure else f"wrong: guessed {unsure}"
    return "right" if added == [code.entry] else f"wrong: {added}"


def cases() -> Iterator[tuple[str, Behaviour, str]]:
    """Each code from each scanner, at speeds and places in turn; then a few codes everywhere at each speed."""
    speeds, places = itertools.cycle(SPEEDS), itertools.cycle(PLACES)
    for name, code in PAYLOADS.items():
        separators = SEPARATORS if SEPARATOR in code.text else ["chr 29"]
        for prefix, separator, terminator in itertools.product(PREFIXES, separators, TERMINATORS):
            yield name, Behaviour(prefix, separator, terminator, next(speeds)), next(places)
    few = ("product, expiry, lot, serial", "URL in a QR code", "UPC-A")
    for name, place, speed, end in itertools.product(few, PLACES, SPEEDS, TERMINATORS):
        yield name, Behaviour(("AIM", "none")[speed % 2], "chr 29", end, speed), place


def expected(name: str, behaviour: Behaviour, place: str) -> str:
    """How a scan has to end: what is no code and lacks what a scanner sends is typed, where text is typed at all."""
    code = PAYLOADS[name]
    if code.ends == "typed" and (behaviour.prefix != "none" or place in NO_TEXT or _is_no_dose(code, place)):
        return "refused"
    return code.without if behaviour.separator == "dropped" and code.without else code.ends


def _is_no_dose(code: Payload, place: str) -> bool:
    return place == "dose" and code.text.isdigit()


def test_no_scan_ends_wrong(whole: Desk) -> None:
    """Right where all of it came, asked where something is not certain, refused where it is no such container."""
    recall = Recall(VIAL_100, RECALLED, dates.now().date(), "Hikma's letter")
    assert whole.lists.change(lambda folder: own_lists.change_recalls(folder, [recall])) == ""
    counted: dict[str, Counter[str]] = {}
    wrong = []
    for name, behaviour, place in cases():
        how = ended(whole, name, behaviour, place)
        counted.setdefault(name, Counter())[how.partition(":")[0]] += 1
        if how != expected(name, behaviour, place):
            wrong.append((name, behaviour, place, how))
    print()
    for name, counts in counted.items():
        print(f"{name:32}", *(f"{how} {counts[how]:4}" for how in ("right", "asked", "refused", "typed", "wrong")))
    total = sum(counted.values(), Counter[str]())
    print(f"{sum(total.values())} scans:", dict(total))
    assert not wrong, "\n".join(map(str, wrong[:40]))
