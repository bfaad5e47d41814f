"""A batch: one result row for each encounter row, and nothing left behind where it is stopped."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core import batch
from core.columns import mapping
from core.judging import BILLED, ENCOUNTER
from tests.audit.files import ADMINISTERED, WASTED, meant, table
from tests.command.running import ROOT, errors, vialnote


class TestBatch:
    """One result row for each encounter row."""

    ROWS = "encounter_id,service_date,route,given,opened\n1,2026-11-20,SC,60 mcg,0078-0181-01\n"

    def run(self, folder: Path, data: bytes, *options: str) -> str:
        """The output's text."""
        (folder / "in.csv").write_bytes(data)
        done = vialnote("batch", str(folder / "in.csv"), "-o", str(folder / "out.csv"), *options)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        return (folder / "out.csv").read_text("utf-8")

    def test_row_by_row(self, tmp_path: Path) -> None:
        """Nothing on the terminal's streams where there is no terminal."""
        assert (
            self.run(tmp_path, self.ROWS.encode())
            .splitlines()[1]
            .startswith("1,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW")
        )

    def test_a_spreadsheets_file(self, tmp_path: Path) -> None:
        """A byte order mark and line ends of Windows are taken."""
        data = b"\xef\xbb\xbf" + self.ROWS.replace("\n", "\r\n").encode()

        assert self.run(tmp_path, data).splitlines()[1].endswith("not-billed,,")

    def test_wrong_encoding_stays_in_its_row(self, tmp_path: Path) -> None:
        """A byte that is no UTF-8 is shown and refuses only where it matters."""
        rows = (
            self.ROWS.encode() + b"J\xf6rg,2026-11-20,SC,60 mcg,0078-0181-01\n2,2026-11-20,SC,60 \xb5g,0078-0181-01\n"
        )
        _, _, named, refused = self.run(tmp_path, rows).splitlines()

        assert named.startswith("J\\xf6rg,2026-11-20,SC,60 mcg,0078-0181-01,3,1,JW")
        assert "refused" in refused

    def test_payer_option(self, tmp_path: Path) -> None:
        """For all rows; an unknown one stops before anything is written."""
        assert ",4,0,,40," in self.run(tmp_path, self.ROWS.encode(), "--payer", "blue-cross-idaho")
        done = vialnote("batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "no.csv"), "--payer", "nobody")
        assert errors(done)[0]["field"] == "payer"
        assert not (tmp_path / "no.csv").exists()

    def test_a_damaged_header_hides_no_option(self, tmp_path: Path) -> None:
        """What is wrong with the options and with the file is named together."""
        for rows in ("rute\n", '"\n'):
            (tmp_path / "in.csv").write_text(rows, "utf-8")
            done = vialnote("batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "no.csv"), "--payer", "nobody")
            assert [fault["field"] for fault in errors(done)][:1] == ["payer"]
            assert len(errors(done)) > 1

    def test_other_headings(self, tmp_path: Path) -> None:
        """What they mean stands in a file; the result has the program's own, and no column that means nothing."""
        (tmp_path / "m.json").write_text(json.dumps(mapping.to_dict(meant())), "utf-8")
        out = self.run(tmp_path, table(ADMINISTERED, WASTED), "--columns", str(tmp_path / "m.json"))

        assert out.splitlines() == [
            ",".join((*ENCOUNTER, *BILLED, *batch.ADDED)),
            "C1,2026-11-20,,medicare-part-b,,SC,60 mcg,0078-0181-01 x 1,3,1,JW,3,1,JW,40,agrees,0,",
        ]

    def test_a_faulty_mapping(self, tmp_path: Path) -> None:
        """All that is wrong is named at once, and nothing is written."""
        for said, rows, fields in (
            ('{"colour": 1}', "a,b\n", ["payer", "colour"]),
            ("{}", "a,b\n", ["payer", "service_date", "given", "route", "opened"]),
            ("{}", "", ["payer", "header"]),
        ):
            (tmp_path / "m.json").write_text(said, "utf-8")
            (tmp_path / "in.csv").write_text(rows, "utf-8")
            command = ["batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "no.csv"), "--payer", "nobody"]
            found = errors(vialnote(*command, "--columns", str(tmp_path / "m.json")))
            assert [fault["field"] for fault in found] == fields
        assert not (tmp_path / "no.csv").exists()

    @pytest.mark.skipif(os.name == "nt", reason="no device of that name")
    def test_a_file_that_can_not_be_read_twice(self, tmp_path: Path) -> None:
        """Claim lines are gone through twice; where that can't be, it is said."""
        (tmp_path / "m.json").write_text(json.dumps(mapping.to_dict(meant())), "utf-8")
        command = ["batch", "/dev/stdin", "-o", str(tmp_path / "no.csv"), "--columns", str(tmp_path / "m.json")]
        done = vialnote(*command, stdin=table(ADMINISTERED))

        assert (done.returncode, (tmp_path / "no.csv").exists()) == (1, False)
        assert b"vialnote: Illegal seek" in done.stderr

    @pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
    def test_progress_on_a_terminal(self, tmp_path: Path) -> None:
        """A bar with the share that is done."""
        import pty
        import termios

        (tmp_path / "in.csv").write_text(self.ROWS, "utf-8")
        outer, inner = pty.openpty()
        termios.tcsetwinsize(inner, (25, 80))
        command = [sys.executable, "-m", "gui", "batch", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out.csv")]
        subprocess.run(command, check=True, cwd=ROOT, stderr=inner)
        os.close(inner)

        assert b"100%" in os.read(outer, 65_536)
        os.close(outer)


@pytest.mark.skipif(os.name == "nt", reason="no signals of this kind")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_stopped_by_the_system(tmp_path: Path, name: str) -> None:
    """A machine that goes down or a terminal that is closed ends a batch with one line, and leaves nothing behind."""
    fifo = tmp_path / "in.csv"
    os.mkfifo(fifo)
    command = [sys.executable, "-m", "gui", "batch", str(fifo), "-o", str(tmp_path / "out.csv")]
    # Not measured: a signal within coverage's own lock would never let go of it.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    # More than a pipe holds, so that the program is in the midst of it once all is written.
    with (
        subprocess.Popen(command, cwd=ROOT, env=plain, stderr=subprocess.PIPE) as process,
        open(fifo, "wb") as feed,
    ):
        feed.write(TestBatch.ROWS.encode() * 5_000)
        feed.flush()
        process.send_signal(signal.Signals[name])  # Ctrl+C would be ignored where tests run in the background
        _, said = process.communicate()

    assert (process.returncode, said) == (1, b"vialnote: stopped; nothing was written\n")
    assert os.listdir(tmp_path) == ["in.csv"]
