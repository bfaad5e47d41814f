"""A machine whose journal is used from the command line."""

import json
import subprocess
from pathlib import Path
from typing import Any

from core.journal import home, key
from core.journal.home import Home
from core.journal.store import Store
from tests import build
from tests.command.running import inside


class Office:
    """A machine with a journal in a folder, whose key is in a file."""

    def __init__(self, folder: Path) -> None:
        """Begin without a journal."""
        self.folder = folder
        self.place = Home(str(folder / "home"))
        self.key_file = str(folder / "key.txt")
        folder.mkdir(exist_ok=True)

    def run(self, *arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - environment
        """Run a verb with the office's journal and key."""
        return inside(*arguments, "--key-file", self.key_file, VIALNOTE_HOME=self.place.folder, **options)

    def note(self, name: str, **fields: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - any JSON value
        """File the note of a patient."""
        table = build.encounter(patient={"name": name}, **fields)
        target = str(self.folder / f"{name}.pdf")
        return self.run("note", "-", "-o", target, "--record", stdin=json.dumps(table).encode())

    def said(self, *arguments: str) -> Any:  # noqa: ANN401 - JSON
        """What a verb prints where all is well."""
        done = self.run("journal", *arguments)
        assert (done.returncode, done.stderr) == (0, b""), done.stderr
        return json.loads(done.stdout)

    def store(self) -> Store:
        """The journal as the window opens it."""
        return home.open_with(self.place, key.read_file(self.key_file))
