"""The documents: each link leads somewhere, and each command and example in them is one."""

import re
import shlex
from pathlib import Path

import pytest

from core import cli, paths
from core.columns import mapping

ROOT = Path(paths.RESOURCES).parent
DOCUMENTS = sorted(ROOT / name for folder in ("", "docs/", "packaging/") for name in ROOT.glob(f"{folder}*.md"))
REFERENCE = (ROOT / "docs" / "reference.md").read_text("utf-8")
_LINK = re.compile(r"\]\(([^)\s]+)\)|<img src=\"([^\"]+)\"")
_COMMAND = re.compile(r"^    (?:\.venv/bin/)?vialnote ([a-z].*?)(?:\s+#.*)?$", re.MULTILINE)


def _links() -> list[tuple[Path, str]]:
    return [(path, one or two) for path in DOCUMENTS for one, two in _LINK.findall(path.read_text("utf-8"))]


def _anchors(path: Path) -> set[str]:
    """What the headings of a document are linked by."""
    headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("document", "target"), [link for link in _links() if "://" not in link[1]])
def test_links_lead_somewhere(document: Path, target: str) -> None:
    """To a file of the project, and to a heading that is there."""
    name, _, anchor = target.partition("#")
    found = document.parent / name if name else document

    assert found.is_file()
    assert not anchor or anchor in _anchors(found)


@pytest.mark.parametrize("command", [line for path in DOCUMENTS for line in _COMMAND.findall(path.read_text("utf-8"))])
def test_commands_are_commands(command: str) -> None:
    """Verb and options are taken by the command line; an example that is named is there."""
    arguments = shlex.split(command)

    assert cli._parser(arguments).parse_args(arguments)
    assert all((ROOT / argument).is_file() for argument in arguments if argument.startswith("examples/"))


def test_every_verb_is_shown() -> None:
    """None is left out of the reference."""
    assert {line.split()[0] for line in _COMMAND.findall(REFERENCE)} == {*cli._VERBS, "journal"}


def test_the_columns_are_columns() -> None:
    """The mapping that is shown is read as one."""
    (text,) = re.findall(r"^    (\{\"columns\".*?\})$", REFERENCE, re.MULTILINE | re.DOTALL)

    assert mapping.read(text.encode()).rows == mapping.LINES
