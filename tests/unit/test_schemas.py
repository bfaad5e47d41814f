"""The published JSON Schemas against real inputs and real outputs."""

import copy
import glob
import json
import os
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from core import encounter_json, paths
from core.calculate import calculate
from core.claim import forms
from core.faults import InputError
from core.result import Result, to_json
from tests.build import encounter, opened, shipped

EXAMPLES = sorted(glob.glob(os.path.join(os.path.dirname(paths.RESOURCES), "examples", "*.json")))


def schema(name: str) -> Draft202012Validator:
    """A shipped schema, itself checked."""
    with open(paths.resource(f"{name}.schema.json"), encoding="utf-8") as file:
        found = json.load(file)
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def is_read(table: dict[str, Any]) -> bool:
    """Whether the program takes an encounter."""
    try:
        encounter_json.from_dict(table)
    except InputError:
        return False
    return True


@pytest.mark.parametrize("path", EXAMPLES, ids=os.path.basename)
def test_examples_and_their_results_are_valid(path: str) -> None:
    """What is shipped as an example, and what comes out of it."""
    with open(path, "rb") as file:
        data = file.read()

    schema("encounter").validate(json.loads(data))
    _validate(calculate(encounter_json.read(data), shipped()))


@pytest.mark.parametrize(
    "fields",
    [
        {"opened": opened("1234-5678-90")},
        {"opened": opened("0078-0811-81")},
        {"given": "0"},
        {"setting": "rhc"},
        {"drug_source": "sample"},
    ],
    ids=["unknown", "depot", "nothing given", "plain line", "only its giving"],
)
def test_results_with_errors_are_valid(fields: dict[str, Any]) -> None:
    """Also where nothing may be billed."""
    _validate(calculate(encounter_json.from_dict(encounter(**fields)), shipped()))


def _validate(found: Result) -> None:
    """As notes and records hold it, and as `calc` prints it, with the claim's forms."""
    schema("result").validate(to_json(found))
    schema("result").validate({**to_json(found), "claim": forms.to_json(found.claim)})


VALUES: dict[str, list[Any]] = {
    "given": ["60 mcg", "0", "60", "1,5 mg", "-1 mcg", "1e3 mcg", "", 60, None, "60 \N{MICRO SIGN}g", "0.6 mL"],
    "route": ["IV_PUSH", "IM", "", None],
    "setting": ["rhc", "mars"],
    "drug_source": ["sample", "gift"],
    "payer": ["", "medicare-part-b", "A B"],
    "colour": ["red"],
    "given_at": ["10:35", "9:05", "24:00", ""],
    "noted_at": ["2026-11-20T10:44", "2026-11-20", ""],
    "diagnosis": [[], ["E34.09"], ["e34"], "E34.09", [5]],
    "discard": [{}, {"confirmed": "yes"}, {"time": "99:99"}, {"why": ""}, []],
    "opened": [
        *([], {}, [{}], [5], opened("00641617510"), opened("0641617510")),
        *([{"ndc": "0641-6175-10", "count": count}] for count in (0, 5, 1_001)),
        *([{"ndc": "0641-6175-10", "drawn": drawn}] for drawn in ("", "60 mcg", "60")),
        [{"ndc": "0641-6175-10", "cuont": 1}],
    ],
    "site": ["x" * 300, "x" * 301],
    "ordered": ["", "60"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in VALUES.items() for value in values])
def test_schema_and_program_agree(field: str, value: Any) -> None:  # noqa: ANN401 - any JSON value
    """What the one takes the other takes, and what it refuses the other refuses."""
    table = copy.deepcopy(encounter()) | {field: value}

    assert schema("encounter").is_valid(table) is is_read(table)
