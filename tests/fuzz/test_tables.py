"""Tables: past claims under the program's own or other headings, and what CMS publishes."""

import csv
import datetime
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import batch, crosswalk, mue_table
from core.audit import trial
from core.audit.auditing import Known
from core.clinic import Clinic
from core.cms_file import CmsFileError
from core.columns import mapping, proposal
from core.columns.mapping import Mapping
from core.faults import InputError
from core.report import prices
from core.report.prices import PriceError
from tests.audit.files import ADMINISTERED, WASTED, audited, meant, table
from tests.build import shipped
from tests.fuzz.commands import Commands, is_sample, may_refuse, refused
from tests.fuzz.spoilt import NASTY, csv_files, json_files
from tests.unit import test_crosswalk, test_mue_table

_DATA = Path(__file__).parent.parent / "data"
_TODAY = datetime.date(2026, 11, 26)

OWN = [
    ["encounter_id", "service_date", "setting", "payer", "drug_source", "route", "given", "opened", "billed_units"],
    ["E1", "2026-11-20", "office", "medicare-part-b", "purchased", "SC", "60 mcg", "0641-6175-10 x 1", "3"],
    [
        "E2",
        "2026-11-20",
        "office",
        "medicare-part-b",
        "purchased",
        "SC",
        "150 mcg",
        "0641-6175-10 x 2; 0641-6174-10",
        "",
    ],
]
OTHERS = list(csv.reader(io.StringIO(table(ADMINISTERED, WASTED, ADMINISTERED.replace("C1", "C2")).decode())))
MUE = list(csv.reader(io.StringIO(test_mue_table.PRACTITIONER.decode())))
ASP = list(csv.reader(io.StringIO((_DATA / "asp_pricing_sample.csv").read_text("cp1252"))))
_PUBLISHED = test_crosswalk.file([*test_crosswalk.published()[:4], test_crosswalk.NEW]).decode("cp1252")
CROSSWALK = list(csv.reader(io.StringIO(_PUBLISHED)))
_NAMES = st.sampled_from((test_mue_table.NAME, "mue.csv", "October 2025 ASP Pricing File.csv")) | st.sampled_from(NASTY)


@given(csv_files(OWN))
def test_batch(commands: Commands, data: bytes) -> None:
    """Each row has its verdict, or the headings are refused."""
    source, target = io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", "backslashreplace", newline=""), io.StringIO()
    with may_refuse(InputError):
        batch.run(source, target, shipped(), Clinic())
        assert target.getvalue().endswith("\n")
    if is_sample(data):
        refused(commands.run(["batch", "in.csv", "-o", "out"], {"in.csv": data}))


def _mapped(data: bytes, columns: Mapping) -> None:
    with may_refuse(InputError):
        batch.run_mapped(io.BytesIO(data), io.StringIO(), columns, shipped(), Clinic())


@given(csv_files(OTHERS))
def test_mapped(commands: Commands, data: bytes) -> None:
    """The same under other headings, from the command line, in the audit, and in what is proposed for it."""
    _mapped(data, meant())
    head, *rows = [line.split(",") for line in data.decode("utf-8", "replace").split("\n")]
    sample = {name: tuple(row[place] for row in rows if place < len(row)) for place, name in enumerate(head)}
    proposal.propose(head, sample, shipped().payers.values())
    with may_refuse(InputError):
        audited(data, meant())
        trial.run(data[: trial.BYTES], meant(), Known(shipped(), Clinic()))
    if is_sample(data):
        files = {"in.csv": data, "map.json": json.dumps(mapping.to_dict(meant())).encode()}
        refused(commands.run(["batch", "in.csv", "-o", "out", "--columns", "map.json"], files))


@given(json_files(mapping.to_dict(meant())))
def test_mapped_otherwise(commands: Commands, data: bytes) -> None:
    """The same where it is what the headings mean that is spoilt."""
    with may_refuse(InputError):
        _mapped(table(ADMINISTERED, WASTED), mapping.read(data))
    if is_sample(data):
        files = {"in.csv": table(ADMINISTERED, WASTED), "map.json": data}
        refused(commands.run(["batch", "in.csv", "-o", "out", "--columns", "map.json"], files))


@given(csv_files(MUE), _NAMES)
def test_mue_file(data: bytes, name: str) -> None:
    """CMS's medically unlikely edits, or why a file is none."""
    with may_refuse(CmsFileError):
        assert mue_table.read(data, name).quarter


@given(csv_files(CROSSWALK), _NAMES)
def test_crosswalk_file(data: bytes, name: str) -> None:
    """CMS's crosswalk: what it would change can be shown and taken over, or why a file is none."""
    catalog = shipped().catalog
    with may_refuse(CmsFileError):
        found = crosswalk.read(data, name, catalog)
        said = crosswalk.compare(found, catalog, _TODAY)
        for row in said.added:
            for spelling in crosswalk.spellings(row, catalog)[:1]:
                crosswalk.product(row, spelling, catalog, found.quarter, _TODAY)
        for gone in said.gone:
            crosswalk.marked(gone, found.quarter)


KEPT = {"2026 Q4": {"source": "ASP.csv", "limits": {"J2354": ["1.234", "25 MCG"], "J2353": ["200", "1 MG"]}}}


@given(json_files(KEPT))
def test_kept_prices(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """What is kept and damaged is said; loading a file anew mends it."""
    path = tmp_path_factory.getbasetemp() / prices.FILE
    path.write_bytes(data)
    with may_refuse(PriceError):
        prices.load(str(path))
    assert "2026 Q1" in prices.add(str(path), prices.PriceFile("2026 Q1", "x", {}))


@given(csv_files(ASP), _NAMES)
def test_prices(data: bytes, name: str) -> None:
    """CMS's prices, or why a file holds none."""
    with may_refuse(PriceError):
        assert prices.read(data, name).quarter
