"""Records for tests of the report, as the journal gives them, and a real journal that holds them."""

import datetime
import json
import os
from collections.abc import Iterable
from typing import Any

from core.clinic import Clinic
from core.journal import home, key, record
from core.journal.key import Key
from core.journal.lines import Line
from core.journal.record import BEFORE_ALL, Moment, Record
from core.journal.store import Store
from core.report import collector, content, prices
from core.report.content import Basis
from core.report.figures import Drug, Figures
from core.report.prices import Prices
from tests.build import result, shipped

MOMENT = Moment(datetime.datetime(2026, 11, 20, 10, 44, tzinfo=datetime.UTC), "nurse", "chair-1")
SINCE, UNTIL = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
SAMPLE = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "asp_pricing_sample.csv")
"""A price file in the published layout, of 2025 Q4."""


def body(clinic: Clinic = Clinic(), **fields: Any) -> dict[str, Any]:  # noqa: ANN401, B008 - any JSON value; frozen
    """What the record of an encounter says."""
    return record.note(result(clinic, **fields), clinic, "c" * 64, b"pdf", MOMENT)


def line(said: dict[str, Any], later: dict[str, Any] | None = None) -> Line:
    """A record as the journal lists it."""
    return Line(_record(1, said), _record(2, later) if later else None)


def voided(said: dict[str, Any]) -> tuple[Line, Line]:
    """A record that was taken back, and the record that does so."""
    void = record.void(_record(1, said), "wrong patient", MOMENT)
    return line(said, void), line(void)


def added(*bodies: dict[str, Any]) -> Figures:
    """What records come to."""
    return collector.collect(map(line, bodies), SINCE, UNTIL)


def drug(*bodies: dict[str, Any]) -> Drug:
    """The same of their one drug."""
    (found,) = added(*bodies).drugs
    return found


def basis(*bodies: dict[str, Any], known: Prices | None = None) -> Basis:
    """All that a report of records is made of."""
    return content.basis(added(*bodies), shipped().catalog, (), known or {})


def changed(said: dict[str, Any], **parts: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    """A copy of a record with other parts of its result."""
    copy: dict[str, Any] = json.loads(json.dumps(said))
    copy["result"].update(parts)
    return copy


def sample_prices(*quarters: str) -> Prices:
    """The sample's prices, as if they were of these quarters."""
    with open(SAMPLE, "rb") as file:
        found = prices.read(file.read(), "sample.csv")
    return {quarter: found._replace(quarter=quarter) for quarter in quarters}


def journal(folder: str, bodies: Iterable[dict[str, Any]]) -> tuple[Store, str]:
    """A real journal, and the path of its key."""
    path = os.path.join(folder, "key.txt")

    def keep(_: str, made: Key) -> bool:
        key.write_file(path, made)
        return True

    store = home.create(home.Home(folder), keep)
    for said in bodies:
        store.add(said)
    return store, path


def _record(seq: int, said: dict[str, Any]) -> Record:
    return record.seal(seq, BEFORE_ALL, said, None)
