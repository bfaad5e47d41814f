"""Encounters, settings, lists, columns and zones: JSON, TOML and texts that a command takes."""

import json
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import intake, own_lists, paths, reference, settings, strict_json
from core.calculate import calculate
from core.claim import forms
from core.clinic import Clinic
from core.columns import mapping, remembered
from core.entries import DataError
from core.faults import InputError
from core.fhir import clock
from core.plan import PlanError, parse_stock, plan
from core.quantity import QuantityError, parse_mass
from core.recalls import Recall
from core.result import to_json
from tests.audit.files import COLUMNS, HEADER, meant
from tests.build import VIAL_100, encounter, logo, shipped
from tests.fuzz.commands import Commands, is_sample, may_refuse, refused
from tests.fuzz.spoilt import json_files, texts, toml_files
from tests.unit.own_entries import OWN, RECALLED, confirmed

ENCOUNTER = json.dumps(encounter()).encode()
EXAMPLES = [json.loads(path.read_text("utf-8")) for path in Path(paths.RESOURCES, "..", "examples").glob("*.json")]
MAPPING = mapping.to_dict(meant())


@cache
def own_files() -> dict[str, dict[str, Any]]:
    """The clinic's own lists as the program writes them, by name."""
    with tempfile.TemporaryDirectory() as folder:
        own_lists.change_products(folder, [confirmed()])
        own_lists.change_payers(folder, [next(iter(shipped().payers.values()))._replace(filing_days=365)])
        own_lists.change_figures(folder, "J2354", ("office",), OWN)
        own_lists.change_recalls(folder, [RECALLED, Recall("0641-6175", "L1", RECALLED.date, "x")])
        return {name: tomllib.loads(Path(folder, name).read_text("utf-8")) for name in reference.OWN}


@cache
def own_settings() -> dict[str, Any]:
    """Settings as the program writes them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, settings.FILE)
        settings.save(str(path), Clinic(name="Clinic", staff=("A", "B"), logo=logo()), settings.Remembered())
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return found


@given(json_files(*EXAMPLES, encounter()))
def test_encounter(commands: Commands, data: bytes) -> None:
    """A result, or every fault at its field."""
    with may_refuse(InputError):
        result = calculate(intake.read(strict_json.parse(data), shipped(), Clinic()), shipped(), Clinic())
        json.dumps({**to_json(result), "claim": forms.to_json(result.claim)}).encode()
    if is_sample(data):
        refused(commands.run(["calc", "in.json"], {"in.json": data}))
        refused(commands.run(["note", "in.json", "-o", "out"], {"in.json": data}))


@given(json_files(own_settings()))
def test_settings(commands: Commands, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """The window sets damaged ones aside and goes on; the command line says so."""
    path = tmp_path_factory.getbasetemp() / "settings" / settings.FILE
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    loaded = settings.load(str(path))
    assert path.exists() is not bool(loaded.problem)
    with may_refuse(InputError):
        calculate(intake.read(encounter(), shipped(), loaded.clinic), shipped(), loaded.clinic)
    for left in path.parent.iterdir():
        left.unlink()
    if is_sample(data):
        files = {"in.json": ENCOUNTER, f"home/{settings.FILE}": data}
        refused(commands.run(["note", "in.json", "-o", "out"], files, "home"))


@pytest.mark.parametrize("name", reference.OWN)
def test_own_lists(commands: Commands, tmp_path: Path, name: str) -> None:
    """A damaged list is set aside by the window, and refused by the command line."""

    @given(toml_files(own_files()[name]))
    def spoilt(data: bytes) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        with may_refuse(DataError, InputError):
            known = reference.lay_over(shipped(), str(path))
            calculate(intake.read(encounter(), known, Clinic()), known, Clinic())
        own_lists.load(str(tmp_path), shipped())
        for left in tmp_path.iterdir():
            left.unlink()
        if is_sample(data):
            refused(commands.run(["calc", "in.json"], {"in.json": ENCOUNTER, f"home/{name}": data}, "home"))

    spoilt()


@given(toml_files(own_files()[reference.PRODUCTS]))
def test_catalog(commands: Commands, data: bytes) -> None:
    """Products out of a file that the command line names."""
    if is_sample(data):
        refused(commands.run(["calc", "in.json", "--catalog", "c.toml"], {"in.json": ENCOUNTER, "c.toml": data}))


@given(json_files(MAPPING))
def test_columns_mapping(data: bytes) -> None:
    """What headings mean, as a file: it fits the headings, or is refused with faults."""
    with may_refuse(InputError):
        mapping.check(mapping.read(data), HEADER.split(","), shipped().payers)


@given(json_files([{"headings": list(COLUMNS.values()), **MAPPING}]))
def test_kept_columns(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """What is kept and can't be read is as good as not there; what is confirmed next is kept all the same."""
    path = tmp_path_factory.getbasetemp() / remembered.FILE
    path.write_bytes(data)
    remembered.find(str(path), list(COLUMNS.values()))
    remembered.keep(str(path), ["A"], meant())
    assert remembered.find(str(path), ["A"]) == meant()


_ZONES = st.sampled_from(("America/New_York", "UTC", "Europe/Berlin", "America", "../UTC", "/etc/passwd", "UTC\x00"))


@given(_ZONES | texts | st.builds("{}{}".format, _ZONES, texts) | st.text())
def test_fhir_zone(commands: Commands, zone: str) -> None:
    """A zone that the computer knows, or a refusal."""
    with may_refuse(ValueError):
        clock.of(zone)
    typed = zone.encode("utf-8", "surrogatepass")
    if is_sample(typed) and zone.isprintable() and not zone.startswith("-"):
        note = json.dumps(encounter(noted_at="2026-11-20T10:44")).encode()
        refused(commands.run(["fhir", "in.json", "-o", "out", "--zone", zone], {"in.json": note}))


_SIZES = st.sampled_from(("50", "100x2", "500", "50 x 3", "0", "1e3", "100x", "x", "-50", "100x99999999", "0.000001"))


@given(
    texts | st.sampled_from(("150 mcg", "0.000001 mcg", "1 mg", "9999999 mcg")), st.lists(_SIZES | texts, max_size=6)
)
def test_plan(commands: Commands, dose: str, sizes: list[str]) -> None:
    """Containers to open, or what is wrong with dose and stock."""
    stock = ",".join(sizes)
    with may_refuse(QuantityError, PlanError):
        plan(parse_mass(dose), parse_stock(stock))
    typed = f"{dose} {stock}".encode("utf-8", "surrogatepass")
    if is_sample(typed) and (dose + stock).isprintable():
        refused(commands.run(["plan", f"--stock={stock}", "--", dose], {"in": b""}))


def test_a_confirmed_vial_is_one_that_is_shipped() -> None:
    """So that a list of one's own is spoilt where it matters."""
    assert confirmed().ndc == VIAL_100
