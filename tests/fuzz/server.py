"""The command line as a process of its own for each command, without the time that a start takes: a server that forks.

`python -m tests.fuzz.server`: each line on standard input is JSON with `arguments`, `folder` and `home`. What comes of
the command stands in the folder as `said` and `complained`, and the exit code comes back as a line.
"""

import importlib
import json
import os
import signal
import sys
import traceback

_PATIENCE = 60
"""Seconds of a command; after them the kernel ends it."""

_NEEDED = (
    "core.cli",
    "core.batch",
    "core.journal.commands",
    "core.note.verify",
    "core.note.finished",
    "core.fhir.bundle",
)


def _run(arguments: list[str], folder: str, home: str) -> int:
    """In the child: as `vialnote` would, with files for what it says."""
    from core import cli

    signal.alarm(_PATIENCE)
    os.chdir(folder)
    if home:
        os.environ["VIALNOTE_HOME"] = home
    for number, name in ((1, "said"), (2, "complained")):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    code = 99
    try:
        code = cli.main(arguments)
    except SystemExit as error:
        code = int(error.code or 0)
    except BaseException:  # noqa: BLE001 - that is what is looked for
        traceback.print_exc()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return code


def main() -> None:
    """Serve until standard input ends."""
    for name in _NEEDED:
        importlib.import_module(name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(_run(**json.loads(line)))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
