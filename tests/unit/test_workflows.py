"""The workflows that build a release elsewhere: what they may do is little, and all that they do can be run here."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core import __version__, paths

ROOT = Path(paths.RESOURCES).parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SCRIPTS = [*sorted((ROOT / "packaging").glob("*.sh")), ROOT / ".ci" / "run"]
RELEASE = ROOT / "packaging" / "release.sh"

each = pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)


def jobs(workflow: Path) -> dict[str, str]:
    """The text of each job, by its name."""
    text = workflow.read_text("utf-8").partition("\njobs:\n")[2]
    parts = re.split(r"^  ([\w-]+):\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def runs(workflow: Path) -> list[str]:
    """The commands of all steps."""
    return re.findall(r"^ +(?:- )?run: (.+)$", workflow.read_text("utf-8"), re.MULTILINE)


def test_there_are_two() -> None:
    """One for each change, one for a release."""
    assert [path.name for path in WORKFLOWS] == ["ci.yml", "release.yml"]


@each
def test_actions_are_pinned(workflow: Path) -> None:
    """Each action is named by its whole commit, with its version beside it; GitHub's own alone."""
    used = re.findall(r"uses: (.+)", workflow.read_text("utf-8"))

    assert used
    for action in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


@each
def test_jobs_may_do_little(workflow: Path) -> None:
    """Each job says how long it may take and what it may do; only the one that publishes may write."""
    assert re.search(r"^permissions:\n  contents: read\n\n", workflow.read_text("utf-8"), re.MULTILINE)
    assert re.search(r"^concurrency:\n  group: ", workflow.read_text("utf-8"), re.MULTILINE)
    assert "pull_request_target" not in workflow.read_text("utf-8")
    for name, job in jobs(workflow).items():
        assert re.search(r"^    timeout-minutes: \d+$", job, re.MULTILINE), name
        (rights,) = re.findall(r"^    permissions:\n((?:      .+\n)+)", job, re.MULTILINE)
        assert re.sub(r" #.*", "", rights).split() == ["contents:", "write" if name == "publish" else "read"], name


@each
def test_steps_are_scripts(workflow: Path) -> None:
    """Each step calls make or a script of the project with a step that is there, and takes no text of the event."""
    assert runs(workflow)
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    steps = set(re.findall(r"^([\w]+)\(\) \{", RELEASE.read_text("utf-8"), re.MULTILINE))
    for run in runs(workflow):
        assert "${{" not in run
        first, second, *rest = run.split()
        if first == "make":
            assert {second, *rest} <= targets
        else:
            assert (first, (ROOT / second).exists()) == ("bash", True), run
            assert second != "packaging/release.sh" or rest[0] in steps


def test_secrets_are_only_where_something_is_signed() -> None:
    """No secret is given to a step that runs anything else, and none to the workflow of a change."""
    assert "secrets." not in (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    for step in re.split(r"^      - ", WORKFLOWS[1].read_text("utf-8"), flags=re.MULTILINE):
        assert "secrets." not in step or step.startswith(("name: Sign and pack", "name: Sign, notarise and pack"))


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="not installed: actionlint")
@each
def test_actionlint(workflow: Path) -> None:
    """Its checker finds nothing."""
    done = subprocess.run(["actionlint", str(workflow)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="not installed: shellcheck")
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_shellcheck(script: Path) -> None:
    """The checker of scripts finds nothing."""
    done = subprocess.run(["shellcheck", str(script)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="not installed: bash")
class TestRelease:
    """The steps of a release that need no other system."""

    @staticmethod
    def step(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a step in a copy of the project."""
        command = ["bash", "packaging/release.sh", *arguments]
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)

    @pytest.fixture
    def project(self, tmp_path: Path) -> Path:
        """A project with a commit, whose changelog has a chapter for its version."""
        for name in ("packaging", "core"):
            (tmp_path / name).mkdir()
        shutil.copy(RELEASE, tmp_path / "packaging")
        (tmp_path / "core" / "__init__.py").write_text('__version__ = "1.2.3"\n')
        (tmp_path / "CHANGELOG.md").write_text(
            "# Changelog\n\n## [1.2.3] - 2026-11-26\n\n- New\n\n## [1.2.2] - 2026\n- Old\n"
        )
        git = ["git", "-c", "user.name=A", "-c", "user.email=a@b", "-C", str(tmp_path)]
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "All"]):
            subprocess.run([*git, *command], check=True)
        return tmp_path

    def test_check(self, project: Path) -> None:
        """The tag is that of the version, the chapter has a day, and nothing is changed."""
        assert self.step(project, "check", "v1.2.3").stdout == "1.2.3 can be released\n"
        assert self.step(project, "check", "v1.2.4").returncode == 1
        (project / "CHANGELOG.md").write_text("## [1.2.3] - Unreleased\n")
        assert "no chapter [1.2.3]" in self.step(project, "check").stderr
        (project / "CHANGELOG.md").write_text("## [1.2.3] - 2026-11-26\n")
        assert "in no commit" in self.step(project, "check").stderr

    def test_notes(self, project: Path) -> None:
        """What is published with it is its chapter alone."""
        assert self.step(project, "notes").stdout.split() == ["-", "New"]

    def test_sums(self, project: Path) -> None:
        """Each file that is published has its checksum, which its own tool confirms."""
        (project / "dist").mkdir()
        for name in ("vialnote-1.2.3-setup.exe", "vialnote-1.2.3-linux-x86_64.tar.xz", "other"):
            (project / "dist" / name).write_text(name)
        self.step(project, "sums", "dist")
        lines = (project / "dist" / "SHA256SUMS").read_text().splitlines()

        assert [line.split()[1] for line in lines] == ["vialnote-1.2.3-linux-x86_64.tar.xz", "vialnote-1.2.3-setup.exe"]
        checked = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
        assert subprocess.run(checked, cwd=project / "dist", check=False).returncode == 0

    def test_version(self) -> None:
        """The script reads the version that the code has."""
        assert self.step(ROOT, "version").stdout == f"{__version__}\n"


@pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="not installed: osslsigncode")
class TestSigning:
    """Windows programs are signed on Linux, here with a certificate that is made for the test."""

    @staticmethod
    def sign(program: Path, **variables: str) -> str:
        """Sign a program; what is said."""
        command = ["bash", str(ROOT / "packaging" / "sign_windows.sh"), str(program)]
        environment = {"PATH": "/usr/bin:/bin", **variables}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    @pytest.fixture
    def program(self, tmp_path: Path) -> Path:
        """A Windows program without a signature."""
        found = next(Path(sys.prefix).rglob("distlib/t64.exe"))
        return Path(shutil.copy(found, tmp_path / "program.exe"))

    def test_signed(self, program: Path, tmp_path: Path) -> None:
        """The signature holds for whoever trusts the certificate, and for no program that was changed afterwards."""
        key, certificate, both = (str(tmp_path / name) for name in ("key.pem", "certificate.pem", "both.p12"))
        subject = ["-subj", "/CN=Test", "-addext", "extendedKeyUsage=codeSigning"]
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate]
        packed = ["openssl", "pkcs12", "-export", "-inkey", key, "-in", certificate, "-passout", "pass:secret"]
        for command in ([*made, *subject], [*packed, "-out", both]):
            subprocess.run(command, check=True, capture_output=True)
        text = subprocess.run(["base64", both], check=True, capture_output=True, text=True).stdout
        before = program.read_bytes()

        said = self.sign(program, WINDOWS_CERTIFICATE=text, WINDOWS_CERTIFICATE_PASSWORD="secret")  # noqa: S106
        assert said == f"Signed: {program}\n"
        assert program.read_bytes() != before
        check = ["osslsigncode", "verify", "-CAfile", certificate, "-in", str(program)]
        assert subprocess.run(check, capture_output=True, check=False).returncode == 0
        changed = bytearray(program.read_bytes())
        changed[1_000] ^= 1
        program.write_bytes(changed)
        assert subprocess.run(check, capture_output=True, check=False).returncode != 0

    def test_without_a_certificate(self, program: Path) -> None:
        """Nothing is signed, which is said and is no fault."""
        before = program.read_bytes()

        assert self.sign(program).startswith("Not signed, for there is no certificate: ")
        assert program.read_bytes() == before
