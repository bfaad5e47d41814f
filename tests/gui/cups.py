"""A CUPS server of the tests' own, with printers that write PDF files; nothing of the machine's own is printed on."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDER = Path(tempfile.gettempdir(), f"vialnote-cups-{os.getpid()}")
"""Short, for the path of a socket has room for a hundred letters, and open to CUPS's own user, as pytest's is not."""

SOCKET = str(FOLDER / "socket")
"""Where every test looks for printers, so that none sees those of the machine."""

_MODEL = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
_PARTS = ("/usr/sbin/cupsd", "/usr/sbin/lpadmin", "/usr/bin/lpstat", "/usr/lib/cups/backend/cups-pdf", str(_MODEL))
_BACKENDS = Path("/etc/cups")
"""The one place where the backend looks for the settings of a queue."""

_FILES = """
ServerRoot {0}/etc
RequestRoot {0}/spool
TempDir {0}/spool
CacheDir {0}/cache
StateDir {0}/state
AccessLog {0}/log/access
ErrorLog {0}/log/error
PageLog {0}/log/page
SystemGroup root
"""
_SERVER = """
Listen {0}/socket
Browsing Off
WebInterface No
PreserveJobFiles No
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
_BACKEND = """
Out {0}/out
AnonDirName {0}/out
Spool {0}/pdf
Log {0}/log
Grp lp
TitlePref 1
"""


def why_not() -> str:
    """Why no server can be started here; empty where one can."""
    if sys.platform != "linux":
        return "CUPS-PDF is Linux's"
    missing = [part for part in _PARTS if not os.path.lexists(part)]
    if missing:
        return f"not installed: {', '.join(missing)} (Debian: cups, cups-client, cups-filters, printer-driver-cups-pdf)"
    return "" if os.geteuid() == 0 else "CUPS-PDF prints for root only; run the tests as root"


class Server:
    """A running server."""

    out = FOLDER / "out"
    """Where its printers put what they print."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Know a process."""
        self.process = process

    def add(self, name: str, *papers: str) -> str:
        """Set up a printer that has these papers, or all; its name."""
        model = FOLDER / "etc" / f"{name}.model"
        model.write_text(_model(papers) if papers else _MODEL.read_text(encoding="latin-1"), encoding="latin-1")
        self.run("/usr/sbin/lpadmin", "-p", name, "-E", "-v", f"cups-pdf:/{FOLDER.name}", "-P", str(model))
        return name

    def remove(self, name: str) -> None:
        """Take a printer away."""
        self.run("/usr/sbin/lpadmin", "-x", name)

    def queues(self) -> list[str]:
        """The printers that are set up."""
        return self.run("/usr/bin/lpstat", "-e").split()

    def clear(self) -> None:
        """Take all printers away, and what they printed."""
        for name in self.queues():
            self.remove(name)
        for page in self.out.iterdir():
            page.unlink()

    def answers(self) -> bool:
        """Whether the server is up."""
        done = subprocess.run(["/usr/bin/lpstat", "-r"], capture_output=True, text=True, check=False)
        return "not running" not in done.stdout

    def is_done(self) -> bool:
        """Whether no job is waiting or being printed."""
        return not self.run("/usr/bin/lpstat", "-o")

    def titles(self) -> list[str]:
        """The names of the jobs so far, as the server's page log has them."""
        log = FOLDER / "log" / "page"
        return re.findall(r" - localhost (.*?) \S+ \S+$", log.read_text(), re.MULTILINE) if log.exists() else []

    def run(self, *command: str) -> str:
        """Run one of CUPS's own programs; what it says."""
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def server() -> Iterator[Server]:
    """Start a server as an ordinary process, and stop it."""
    settings = _BACKENDS / f"cups-pdf-{FOLDER.name}.conf"
    try:
        _prepare(settings)
        process = subprocess.Popen([_PARTS[0], "-f", "-c", f"{FOLDER}/etc/cupsd", "-s", f"{FOLDER}/etc/files"])
        try:
            yield Server(process)
        finally:
            process.terminate()
            process.wait()
    finally:
        settings.unlink(missing_ok=True)
        shutil.rmtree(FOLDER, ignore_errors=True)


def _prepare(settings: Path) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)  # left by a killed run whose process had the same number
    FOLDER.mkdir(mode=0o755)
    for name in ("etc", "spool", "cache", "state", "log", "out", "pdf"):
        (FOLDER / name).mkdir()
    (FOLDER / "etc" / "files").write_text(_FILES.format(FOLDER))
    (FOLDER / "etc" / "cupsd").write_text(_SERVER.format(FOLDER))
    settings.write_text(_BACKEND.format(FOLDER))


def _model(papers: tuple[str, ...]) -> str:
    """The model's description with these papers and no others, not even of any size."""
    text = _MODEL.read_text(encoding="latin-1")
    text = re.sub(r"\*VariablePaperSize: True.*?(?=\*OpenUI)", "", text, flags=re.DOTALL)
    kinds = "PageSize|PageRegion|ImageableArea|PaperDimension"
    text = re.sub(rf"^(\*Default(?:{kinds}):) .*", rf"\1 {papers[0]}", text, flags=re.MULTILINE)
    return re.sub(rf"^\*(?:{kinds}) (?!(?:{'|'.join(papers)})/).*\n", "", text, flags=re.MULTILINE)
