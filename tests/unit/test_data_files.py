"""Rules and codes as data: faults named, dates read."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from core import codes, paths, rules
from core.entries import DataError
from tests.build import shipped

RULE = """
version = "1"
[[rule]]
id = "R2"
kind = "arithmetic"
text = "Up."
grade = "primary"
source = "x"
checked = "2026-11-23"
from = { JW = 2017-01-01 }
"""

DRUG = """
[[drug]]
hcpcs = "J2354"
description = "x"
rule = "R1"
daily_maximum = "1500 mcg"
mue_period = "2024 Q3"
source = "x"
checked = "2026-11-23"
mue = { office = 60 }
[place_of_service]
office = "11"
[administration]
SC = "96372"
"""


def test_dates_of_a_rule(tmp_path: Path) -> None:
    """A part of a rule holds from its date."""
    file = tmp_path / "rules.toml"
    file.write_text(RULE, "utf-8")
    found = rules.load(str(file))

    assert found.since("R2", "JW") == datetime.date(2017, 1, 1)
    assert (found.version, [rule.id for rule in found.all()]) == ("1", ["R2"])


@pytest.mark.parametrize(
    ("load", "text", "before", "after", "says"),
    [
        (rules.load, RULE, 'grade = "primary"', 'grade = "sure"', "rule R2, grade: sure: expected one of"),
        (rules.load, RULE, 'kind = "arithmetic"', "", "rule R2, kind: missing"),
        (rules.load, RULE, 'id = "R2"', "", "rule 1, id: missing"),
        (rules.load, RULE, "2017-01-01", '"soon"', "from, JW: expected a date"),
        (rules.load, RULE, 'version = "1"', "", "version: missing"),
        (rules.load, RULE + RULE.partition('version = "1"')[2], "", "", "rule R2, id: listed twice"),
        (codes.load, DRUG, "1500 mcg", "1500", "drug J2354, daily_maximum: 1500: the unit is missing"),
        (codes.load, DRUG, "office = 60", 'office = "60"', "mue, office: expected a whole number"),
        (codes.load, DRUG, "office = 60", "office = true", "mue, office: expected a whole number"),
        (codes.load, DRUG, "office = 60", "office = -1", "mue, office: expected a whole number"),
        (codes.load, DRUG, 'office = "11"', "office = 11", "place_of_service, office: expected a text"),
        (codes.load, f"administration = 3\n{DRUG}", '[administration]\nSC = "96372"', "", "administration: expected a"),
    ],
)
def test_faulty_entry_is_named(
    tmp_path: Path, load: Callable[[str], object], text: str, before: str, after: str, says: str
) -> None:
    """A fault names file, entry and field."""
    file = tmp_path / "data.toml"
    file.write_text(text.replace(before, after) if before else text, "utf-8")

    with pytest.raises(DataError, match=says) as caught:
        load(str(file))
    assert str(file) in str(caught.value)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """Data files are UTF-8."""
    file = tmp_path / "rules.toml"
    file.write_bytes(RULE.replace("Up.", "\xe9").encode("latin-1"))

    with pytest.raises(DataError, match=r"rules\.toml"):
        rules.load(str(file))


@pytest.mark.parametrize("text", [f"x = {'[' * 5_000}", f"x = {'9' * 5_000}", "x = ["])
def test_hostile_toml_is_a_fault(tmp_path: Path, text: str) -> None:
    """Depth bombs and numbers without end name the file."""
    file = tmp_path / "data.toml"
    file.write_text(text, "utf-8")

    with pytest.raises(DataError, match=r"data\.toml"):
        rules.load(str(file))


def test_toml_without_end_is_a_fault(tmp_path: Path) -> None:
    """A catalogue that somebody sent is read into memory up to a bound only."""
    path = tmp_path / "data.toml"
    path.write_bytes(b"#" * 5_000_001)

    with pytest.raises(DataError, match=r"data\.toml: more than 5,000,000 bytes$"):
        rules.load(str(path))


def test_every_shipped_rule_has_source_and_date() -> None:
    """Nothing is claimed without saying where it comes from."""
    for rule in shipped().rules.all():
        assert rule.source
        assert rule.checked >= datetime.date(2026, 11, 23)
        assert rule.text.endswith(".")


def test_settings_lie_where_the_platform_keeps_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """VIALNOTE_HOME names the folder; without it the platform does."""
    monkeypatch.setenv("VIALNOTE_HOME", str(tmp_path))
    assert paths.home() == paths.data_home() == str(tmp_path)

    monkeypatch.setenv("VIALNOTE_HOME", "")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert "Vialnote" in paths.home()
    assert "Vialnote" in paths.data_home()
