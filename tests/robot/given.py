"""What a robot user types, scans, opens and names: mostly sensible, now and then anything."""

import base64
import os
import random
import shutil
from pathlib import Path

from tests.build import AMPUL_100, MULTI_1000, VIAL_50, VIAL_100, VIAL_500, logo

_DATA = Path(__file__).parent.parent / "data"

_GTIN = {"50": "00306416174107", "100": "00306416175104", "500": "00306416176101"}
_DOSES = ("60", "100", "50 mcg", "25", "75 mcg", "0.3 mL", "130", "500", "0", "1 mg", "12.5 mcg")
_SENSIBLE = (
    "Ana Sample", "MRN-4711", "1950-02-03", "E34.09", "C7A.1", "10:35", "R. Ortiz RN", "left abdomen", "60 mcg",
    "2026-11-20", "L1", "2027-11-30", VIAL_50, VIAL_100, VIAL_500, AMPUL_100, MULTI_1000, "Dose smaller", "carcinoid",
    "PA-77", "1", "2", "250.00", "1234567893", "Typing mistake",
)  # fmt: skip
_NASTY = (
    "", " ", "0", "-5", "1e9", "NaN", "60,5", "9" * 40, "60 mcg 60 mcg", "٦٠ mcg", "６０ mcg", "µg", "<b>bold</b>",
    "=1+1", "'; DROP TABLE", "%s %d {}", "\N{ZERO WIDTH JOINER}", "שלום", "\U0001f489\U0001f489", "e\u0301" * 9,
    "x" * 600, "2026-02-30", "9999-12-31", "25:61", "a\tb", "\x00", "~!@#$%^&*()_+", "\u202eabc", "0641-6175-1O",
)  # fmt: skip


def lay_out(folder: str) -> None:
    """Put some files there that somebody might open: tables, a picture, and what is no note."""
    place = Path(folder)
    place.mkdir()
    for table in _DATA.glob("*.csv"):
        shutil.copy(table, place)
    (place / "logo.png").write_bytes(base64.b64decode(logo()))
    (place / "damaged.pdf").write_bytes(b"%PDF-1.7\nand nothing more")
    (place / "empty.csv").write_bytes(b"")


def dose(chance: random.Random) -> str:
    """A dose that is likely for what is scanned."""
    return chance.choice(_DOSES)


def text(chance: random.Random) -> str:
    """Anything that somebody might type."""
    return chance.choice(_SENSIBLE if chance.random() < 0.7 else _NASTY)


def plain(chance: random.Random) -> str:
    """The same of signs that each have a key, and not too long."""
    return "".join(sign for sign in text(chance) if " " <= sign <= "~")[:24]


def code(chance: random.Random) -> str:
    """What a scanner sends: a vial, now and then spoilt, or something else altogether."""
    gtin, lot = chance.choice(list(_GTIN.values())), chance.choice(("QX7781", "AB123", "Z9"))
    whole = f"01{gtin}21{chance.randrange(10**6)}\x1d17271130" + f"10{lot}"
    kind = chance.random()
    if kind < 0.75:
        return whole
    if kind < 0.9:
        at = chance.randrange(len(whole))
        return whole[:at] + chance.choice("0A9\x1d") + whole[at + chance.randrange(4) :]
    return chance.choice(("4006381333931", "0364161751", "PATIENT-4711-A", "hello world again"))


def new_name(chance: random.Random, folder: str, suggested: str) -> str:
    """Where a file is to go: under the name that is suggested, or another one; mostly into the folder of notes."""
    stem, end = os.path.splitext(os.path.basename(suggested))
    kind = chance.random()
    if kind < 0.6:
        name = f"{stem}-{chance.randrange(10**9)}{end}"
    elif kind < 0.8:
        name = f"{stem}{end}"
    else:
        name = f"{stem}-{chance.randrange(10**9)}{chance.choice(('.txt', '.json', '.csv', '.pdf', '', '.jsonl'))}"
    return os.path.join(folder, chance.choice(("notes", "notes", "notes", "nowhere/at/all")), name)


def file_at_hand(chance: random.Random, folder: str) -> str:
    """A file that is there: a note, a table, a picture, something damaged, or one that is not."""
    there = [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names if _may_open(name)]
    return chance.choice([*sorted(there), os.path.join(folder, "not there.pdf")])


def _may_open(name: str) -> bool:
    """Never a backup: a journal that is put back to an earlier one has fewer notes, as it should."""
    return name.endswith((".pdf", ".csv", ".json", ".png", ".txt", ".toml"))
