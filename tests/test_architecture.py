"""The walls between the parts, the rules named by the code, and what no file of the project may say."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import paths, rules

ROOT = os.path.dirname(paths.RESOURCES)
EXAMPLE = os.path.join(ROOT, "examples", "sc_60_of_100.json")

# A checkout may belong to somebody else than the user who tests it.
_LIST = ["git", "-c", "safe.directory=*", "ls-files"]
FILES = subprocess.run(_LIST, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
MODULES = [name for name in FILES if name.endswith(".py")]
CORE = [name for name in MODULES if name.startswith("core/")]

JOURNAL = ("sqlalchemy", "alembic", "sqlcipher3", "keyring", "psycopg")
"""What the journal alone needs; reading it in takes longer than a calculation."""

LONGEST = 400
"""Lines of a module: what is longer has more than one subject. Lists of data are looked up, not read through."""

LATER = {
    "reportlab",
    "pypdfium2",
    *JOURNAL,
    "hashlib",
    "calendar",
    "socket",
    "concurrent.futures.thread",
    "PySide6.QtPrintSupport",
    "core.note.content",
    "core.journal.record",
    "gui.printing",
    "gui.reprinting",
    "gui.amending",
    "gui.saving",
    "gui.copying",
    "gui.unlock",
    "gui.audit_page",
    "gui.claim_page",
    "gui.journal_page",
    "gui.report_page",
    "gui.lists_page",
    "gui.confirming",
    "gui.settings_dialog",
    "gui.help_dialog",
    "gui.told",
    "gui.told_pages",
    "gui.topics",
    "gui.why",
    "gui.asking",
    "gui.welcome",
    "gui.offers",
    "gui.set_up",
    "gui.news",
    "gui.sample",
    "gui.guide",
    "core.guide",
    "gui.about_dialog",
    "gui.works",
    "gui.crash_dialog",
    "core.crash",
}
"""What the window reads in only once it is wanted."""

_EARLY = {
    "gui": {"gui", "gui.app", "gui.garbage", "gui.frame", "gui.tabs", "gui.theme"},
    "core": {"core", "core.paths"},
    "PySide6.Qt": {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets"},
}
"""By what their names begin with: all of these that are read in until the window is painted for the first time."""

_AT_PAINTS = """
import sys
import PySide6.QtCore
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui import app, frame

class Opened(frame.Frame):
    def open(self):
        is_open = super().open()
        print(*sys.modules, *vars(PySide6.QtCore), sep="\\n", flush=True)
        return is_open

def see(desk):
    desk.grab()
    print("filled", *sys.modules, sep="\\n", flush=True)
    QTimer.singleShot(0, QApplication.exit)

app.Frame = Opened
app.run(see)
"""
"""The program until its window is filled; prints what is read in when it is painted, empty and filled."""

_RULE = r"(?:[BCDFLMNPRS]\d{1,2})"
_LEADING_RULES = re.compile(rf"{_RULE}(?:(?:, |-){_RULE})*(?=: )")
_FORBIDDEN = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:com|org)|/(?:work|tmp|root|home|Users)/|\.\./shared")


def _text(name: str) -> str:
    with open(os.path.join(ROOT, name), encoding="utf-8", errors="replace") as file:
        return file.read()


def _tree(module: str) -> ast.Module:
    return ast.parse(_text(module), module)


def _imports(tree: ast.Module) -> Iterator[str]:
    """The top-level packages that a module imports, at its top or later."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0]


def _texts(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _rules_of(text: str) -> Iterator[str]:
    """The rules that a text is, or begins with: `R2`, or a docstring's `R5-R8, M1: ...`."""
    found = re.fullmatch(_RULE, text) or _LEADING_RULES.match(text)
    for part in found.group().split(", ") if found else ():
        first, _, last = part.partition("-")
        yield from (f"{first[0]}{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1))


@pytest.fixture(scope="module")
def named_in_code() -> set[str]:
    """Every rule id that the core's code names."""
    return {rule for module in CORE for text in _texts(_tree(module)) for rule in _rules_of(text)}


@pytest.fixture(scope="module")
def rules_file() -> rules.Rules:
    """The rules as shipped."""
    return rules.load(paths.resource("rules.toml"))


def test_core_knows_no_window() -> None:
    """No module of the core imports the window or Qt, not even inside a function."""
    window = {"gui", "PySide6", "shiboken6"}

    assert [module for module in CORE if window.intersection(_imports(_tree(module)))] == []


@pytest.mark.parametrize(
    ("verb", "needless"),
    [
        (["calc"], {"PySide6", "reportlab", "biip", "pypdfium2", "uuid", "zoneinfo", *JOURNAL}),
        (["note", "-o", "note.pdf"], {"PySide6", "biip", "pypdfium2", *JOURNAL}),
    ],
    ids=["calc", "note"],
)
def test_a_verb_loads_only_what_it_needs(verb: list[str], needless: set[str], tmp_path: Path) -> None:
    """In a fresh process a verb loads no Qt and no database, and only the note loads ReportLab."""
    command = [sys.executable, "-X", "importtime", "-m", "gui", *verb, EXAMPLE]
    # What measures the tests would be loaded with it.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    environment = {**inherited, "PYTHONPATH": ROOT}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "core" in loaded
    assert not needless & loaded


@pytest.fixture(scope="module")
def at_paints(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """What a fresh process has read in when its window is painted for the first time, and once it is filled."""
    home = str(tmp_path_factory.mktemp("home"))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    environment = {**inherited, "PYTHONPATH": ROOT, "QT_QPA_PLATFORM": "offscreen", "VIALNOTE_HOME": home}
    command = [sys.executable, "-c", _AT_PAINTS]
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=True)
    first, filled = done.stdout.split("filled\n")
    return set(first.split()), set(filled.split())


@pytest.mark.parametrize("begin", _EARLY)
def test_the_first_paint_waits_for_nothing(at_paints: tuple[set[str], set[str]], begin: str) -> None:
    """The window is painted before anything is read in that it does not show."""
    first, _ = at_paints
    assert {name for name in first if name.startswith(begin)} == _EARLY[begin]
    assert "Qt" not in first, "the names of all that Qt knows take 10 ms"


def test_the_window_is_filled_without_what_comes_later(at_paints: tuple[set[str], set[str]]) -> None:
    """The first key waits for no database, nothing that draws a note, no printer and no other page."""
    _, filled = at_paints
    assert "gui.chair" in filled
    assert not LATER & filled


def test_rules_named_in_code_are_in_the_file(named_in_code: set[str], rules_file: rules.Rules) -> None:
    """No code names a rule that the rules file lacks."""
    assert named_in_code <= {rule.id for rule in rules_file.all()}


def test_rules_in_the_file_are_named_in_code(named_in_code: set[str], rules_file: rules.Rules) -> None:
    """Every rule is named by the code that applies it, save statements, which are only shown."""
    assert {rule.id for rule in rules_file.all() if rule.kind != "statement"} <= named_in_code


def test_no_file_names_a_machine() -> None:
    """No file names a package registry's address or a folder of somebody's machine."""
    found = {name: _FORBIDDEN.findall(_text(name)) for name in FILES}

    assert {name: named for name, named in found.items() if named} == {}


def test_no_file_is_long() -> None:
    """A file is read from start to end, one of tests as well."""
    assert [name for name in MODULES if _text(name).count("\n") >= LONGEST] == []


@pytest.mark.parametrize(
    "folder", sorted({os.path.dirname(name) for name in MODULES if name.startswith("core/")} | {"gui"})
)
def test_the_map_names_each_module_once(folder: str) -> None:
    """Whoever comes new finds each module in ARCHITECTURE.md, in the list of its folder, and none that is gone."""
    if folder.startswith("core/journal/migrations"):
        return  # known by the one word in the list of the journal
    with open(os.path.join(ROOT, "ARCHITECTURE.md"), encoding="utf-8") as file:
        _, _, after = file.read().partition(f"### `{folder}`\n")
    named = sorted(re.findall(r"`(\w+)`", re.split(r"^##", after, maxsplit=1, flags=re.MULTILINE)[0]))
    there = (os.path.basename(name)[:-3] for name in MODULES if os.path.dirname(name) == folder)
    modules = [name for name in there if not name.startswith("__")]

    assert named == sorted([*modules, *(["migrations"] if folder == "core/journal" else [])])


def test_the_threat_model_names_code_and_tests_that_exist() -> None:
    """An answer to a threat can be looked up."""
    named = re.findall(r"`((?:\w+/)+\w+|test_\w+)`", _text("docs/security.md"))

    assert len(named) > 20
    assert [name for name in named if not any(f"/{path}".endswith(f"/{name}.py") for path in MODULES)] == []
