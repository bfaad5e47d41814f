"""What an encounter comes to and which containers to open, as JSON, and faults as JSON."""

import datetime
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import __version__, own_lists
from core.recalls import Recall
from tests.build import VIAL_100, shipped
from tests.command.running import EXAMPLE, ROOT, errors, vialnote


class TestCalc:
    """The result as JSON on standard output."""

    def test_lines_of_the_example(self) -> None:
        """As the contract prints them."""
        found = json.loads(vialnote("calc", EXAMPLE).stdout)

        assert found["lines"] == [
            {
                "hcpcs": "J2354",
                "modifiers": modifiers,
                "units": units,
                "ndc11": "00641617510",
                "ndc_unit": "ML",
                "ndc_quantity": quantity,
            }
            for modifiers, units, quantity in (([], 3, "0.6"), (["JW"], 1, "0.4"))
        ]
        assert [found[key] for key in ("given_mcg", "labelled_mcg", "discarded_mcg", "discarded_ml", "kept_mcg")] == [
            *("60", "100", "40", "0.4", "0")
        ]
        assert (found["hcpcs"], found["billing_unit"], found["program_version"]) == ("J2354", "25 mcg", __version__)

    def test_standard_input(self) -> None:
        """A dash reads it."""
        with open(EXAMPLE, "rb") as file:
            data = file.read()

        assert vialnote("calc", "-", stdin=data).stdout == vialnote("calc", EXAMPLE).stdout

    def test_faults_are_json(self) -> None:
        """Every fault at once, each with its field."""
        data = b'{"service_date": "2026-11-20", "route": "SC", "given": "60", "opened": [{"ndc": "0641617510"}]}'

        assert [fault["field"] for fault in errors(vialnote("calc", "-", stdin=data))] == ["given", "opened[0].ndc"]

    def test_payer_option(self) -> None:
        """Stands instead of the encounter's payer."""
        found = json.loads(vialnote("calc", EXAMPLE, "--payer", "blue-cross-idaho").stdout)

        assert [line["units"] for line in found["lines"]] == [4]
        assert errors(vialnote("calc", EXAMPLE, "--payer", "nobody"))[0]["field"] == "payer"

    def test_catalog_option(self, tmp_path: Path) -> None:
        """Adds products; a faulty file is named."""
        with open(os.path.join(ROOT, "resources", "products.toml"), encoding="utf-8") as file:
            (first, *_) = file.read().split("\n\n[[product]]")[1:]
        own = tmp_path / "own.toml"
        own.write_text(f"[[product]]{first}".replace("0078-0180-01", "9999-0001-01"), "utf-8")
        data = {"service_date": "2026-11-20", "route": "SC", "given": "50 mcg", "opened": [{"ndc": "9999-0001-01"}]}

        found = json.loads(vialnote("calc", "-", "--catalog", str(own), stdin=json.dumps(data).encode()).stdout)
        assert found["lines"][0]["ndc11"] == "09999000101"

        own.write_text("[[product]]", "utf-8")
        fault, *_ = errors(vialnote("calc", EXAMPLE, "--catalog", str(own)))
        broken = errors(vialnote("calc", "-", "--catalog", str(own), "--payer", "nobody", stdin=b'{"rute": 1}'))
        assert {one["field"] for one in broken} >= {"catalog", "payer", "rute", "service_date"}
        assert errors(vialnote("calc", "-", "--catalog", str(own), stdin=b"{"))[-1]["field"] == ""
        assert "product 1, ndc: missing" in fault["message"]

    def test_a_file_that_is_not_there(self) -> None:
        """Exit code 1 and one line."""
        done = vialnote("calc", "nowhere.json")

        assert (done.returncode, done.stdout) == (1, b"")
        assert done.stderr == b"vialnote: nowhere.json: No such file or directory\n"

    @pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no full device")
    def test_output_that_takes_nothing(self) -> None:
        """A full disk is one line, not a traceback."""
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [sys.executable, "-m", "gui", "calc", EXAMPLE],
                stdout=full,
                stderr=subprocess.PIPE,
                check=False,
                cwd=ROOT,
            )

        assert (done.returncode, done.stderr) == (1, b"vialnote: No space left on device\n")

    def test_settings_of_the_named_folder(self, tmp_path: Path) -> None:
        """VIALNOTE_HOME decides the usual payer; damaged settings stop the run."""
        with open(EXAMPLE, encoding="utf-8") as file:
            table = json.load(file)
        del table["payer"]
        home, data = {"VIALNOTE_HOME": str(tmp_path)}, json.dumps(table).encode()
        (tmp_path / "settings.json").write_text('{"payer": "blue-cross-idaho"}', "utf-8")

        assert len(json.loads(vialnote("calc", "-", stdin=data, **home).stdout)["lines"]) == 1

        (tmp_path / "settings.json").write_text("{", "utf-8")
        for _ in range(2):  # the file stays, so that no later run goes on with other settings
            done = vialnote("calc", "-", stdin=data, **home)
            assert (done.returncode, done.stdout) == (1, b"")
            assert done.stderr.startswith(b"vialnote: the settings are damaged (no JSON")

    def test_lists_of_the_named_folder(self, tmp_path: Path) -> None:
        """The clinic's own lists hold where VIALNOTE_HOME names a folder, and only there; a damaged one is refused."""
        folder = str(tmp_path)
        vial = next(entry for entry in shipped().catalog.products if entry.ndc == VIAL_100)
        own_lists.change_products(folder, [vial._replace(dosing_confirmed=True, source="label, read by K. Mayer")])
        doubt = b"container-type-unconfirmed"

        assert doubt in vialnote("calc", EXAMPLE).stdout
        assert doubt not in vialnote("calc", EXAMPLE, VIALNOTE_HOME=folder).stdout

        for name in ("products", "payers", "figures"):
            (tmp_path / f"{name}.toml").write_text("x = 1", "utf-8")
        found = errors(vialnote("calc", EXAMPLE, "--catalog", str(tmp_path / "products.toml"), VIALNOTE_HOME=folder))
        assert [fault["field"] for fault in found] == ["products", "payers", "figures", "catalog"]
        assert found[0]["message"] == f"{tmp_path / 'products.toml'}, x: unknown field"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["figures.toml", "payers.toml", "products.toml"]

    def test_a_lot_of_the_clinics_list_is_marked(self, tmp_path: Path) -> None:
        """S1: the named folder's recalled lots are found in an encounter, and stand on its note."""
        recall = Recall(VIAL_100, "AB123", datetime.date(2026, 11, 19), "Hikma's letter")
        own_lists.change_recalls(str(tmp_path), [recall])

        assert b"recalled-lot" not in vialnote("calc", EXAMPLE).stdout
        said = vialnote("calc", EXAMPLE, VIALNOTE_HOME=str(tmp_path)).stdout
        assert b"AB123 of 0641-6175-10 was recalled (Hikma's letter, 2026-11-19)" in said

    def test_a_note_brings_its_lists_along(self, tmp_path: Path) -> None:
        """Made with the lists of a folder, or with a named file, it is checked without either."""
        folder, products, note = str(tmp_path), str(tmp_path / "products.toml"), str(tmp_path / "note.pdf")
        vial = next(entry for entry in shipped().catalog.products if entry.ndc == VIAL_100)
        own_lists.change_products(folder, [vial._replace(dosing_confirmed=True, source="label, read by K. Mayer")])

        for options, home in ((("--catalog", products), ""), ((), folder)):
            assert vialnote("note", EXAMPLE, "-o", note, *options, VIALNOTE_HOME=home).returncode == 0
            done = vialnote("verify", note)
            assert (done.returncode, json.loads(done.stdout)["verdict"]) == (0, "same")

        other = vialnote("verify", note, "--payer", "blue-cross-idaho", VIALNOTE_HOME=folder)
        assert json.loads(other.stdout)["verdict"] == "other-rules"

        (tmp_path / "products.toml").write_bytes(b"")
        assert vialnote("verify", note, VIALNOTE_HOME=folder).returncode == 0


class TestPlan:
    """The containers to open, least waste first."""

    def test_plan(self) -> None:
        """150 mcg are 100 + 50."""
        assert json.loads(vialnote("plan", "150 mcg", "--stock", "50,100,500").stdout) == {
            "dose_mcg": "150",
            "labelled_mcg": "150",
            "discarded_mcg": "0",
            "open": [{"size_mcg": "100", "count": 1}, {"size_mcg": "50", "count": 1}],
        }

    def test_faults(self) -> None:
        """Dose and stock at once; a stock that does not hold the dose."""
        assert [fault["field"] for fault in errors(vialnote("plan", "1,5 mg", "--stock", "a"))] == ["dose", "stock"]
        assert "does not hold" in errors(vialnote("plan", "1 mg", "--stock", "500x1"))[0]["message"]
        assert errors(vialnote("plan", "0 mcg", "--stock", "50"))[0]["field"] == "dose"
        wrong = errors(vialnote("plan", "1 g", "--stock", "50", "--payer", "nobody"))
        assert [fault["field"] for fault in wrong] == ["payer", "dose"]
