"""The clinic's own list of recalled lots, in a file beside its settings (S1)."""

import datetime
import re
from collections.abc import Iterable
from typing import NamedTuple

from core import ndc
from core.catalog import Catalog
from core.encounter import Encounter, Opened
from core.entries import Entry, read_toml

_PRODUCT = r"[0-9]{4}-[0-9]{4}|[0-9]{5}-[0-9]{3,4}|[0-9]{6}-[0-9]{4}"


class Recall(NamedTuple):
    """One lot that must not be given."""

    ndc: str
    """As labelled; or its first two parts, for every package of the product."""

    lot: str
    date: datetime.date
    source: str
    """Who recalled it, and where that stands."""

    @property
    def words(self) -> str:
        """What a note says of it: `Hikma's letter, 2026-11-19`."""
        return f"{self.source}, {self.date.isoformat()}"


def load(path: str) -> tuple[Recall, ...]:
    """Read the list.

    Raises:
        DataError: every fault in the file, each naming its entry and field.
        OSError: it can't be read.
    """
    file = Entry(path, read_toml(path))
    found = tuple([_recall(entry) for entry in file.tables("recall")])
    file.refuse()
    return found


def of(code: str, lot: str, recalls: Iterable[Recall]) -> Recall | None:
    """S1: the recall that holds for a lot of a product; None where there is none.

    Args:
        code: the product's NDC as labelled, with hyphens.
        lot: as on the container; only letters and digits matter, however wide, and not their case.
        recalls: the clinic's list.
    """
    asked = _bare(lot)
    return next((recall for recall in recalls if asked == _bare(recall.lot) and _covers(recall.ndc, code)), None)


def mark(encounter: Encounter, recalls: Iterable[Recall], catalog: Catalog) -> Encounter:
    """S1: an encounter that says of its containers which of them the clinic's list has."""
    listed = tuple(recalls)
    return encounter._replace(opened=tuple([_marked(entry, listed, catalog) for entry in encounter.opened]))


def _marked(entry: Opened, recalls: tuple[Recall, ...], catalog: Catalog) -> Opened:
    if entry.recalled or not entry.lot:
        return entry
    codes = [entry.ndc] if entry.ndc else [product.ndc for product in catalog.find_ten_digits(entry.ndc10)]
    found = next((recall for code in codes if (recall := of(code, entry.lot, recalls))), None)
    return entry._replace(recalled=found.words) if found else entry


def why_wrong(recall: Recall) -> dict[str, str]:
    """What is wrong with an entry as it was typed, by field; empty where nothing is."""
    found = {field: "Missing." for field in ("lot", "source") if not getattr(recall, field).strip()}
    if not _is_code(recall.ndc):
        found["ndc"] = "Type the NDC with its hyphens, such as 0641-6175-10, or its first two parts."
    return found


def _is_code(code: str) -> bool:
    try:
        ndc.parse(code)
    except ndc.NdcError:
        return re.fullmatch(_PRODUCT, code) is not None
    return "-" in code


def _covers(recalled: str, code: str) -> bool:
    if re.fullmatch(_PRODUCT, recalled):
        recalled += code[code.rindex("-") :]
    try:
        return ndc.parse(recalled) == ndc.parse(code)
    except ndc.NdcError:  # such parts and this package make no code
        return False


def _bare(lot: str) -> str:
    """Letters and digits alone, as hyphens and blanks get lost; a lot that has none of them as it is."""
    import unicodedata  # only a clinic with a list of recalls needs its tables

    plain = unicodedata.normalize("NFKC", lot).casefold()
    return "".join(filter(str.isalnum, plain)) or "".join(plain.split())


def _recall(entry: Entry) -> Recall:
    found = Recall(entry.text("ndc"), entry.text("lot"), entry.date("date"), entry.text("source"))
    for field, message in why_wrong(found).items():
        if not entry.is_wrong(field):
            entry.fault(field, message)
    entry.end()
    return found
