"""The note as a file: its fonts, its metadata, and the same bytes each time."""

import os
import subprocess
import sys
import xml.etree.ElementTree
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf

from core.note import pdf
from core.note.pieces import Note
from tests.note.paper import CLINIC, EXAMPLES, draw, note


def test_fonts_are_embedded() -> None:
    """Both typefaces travel with the file, and no other is named."""
    resources: Any = pypdf.PdfReader(BytesIO(draw())).pages[0]["/Resources"]
    fonts = [font.get_object() for font in resources["/Font"].values()]

    assert {font["/BaseFont"].split("+")[1] for font in fonts} == {"NotoSans-Regular", "NotoSans-Bold"}
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)


def test_metadata_hold_no_patient_data() -> None:
    """Title and the rest name the note by its number, and the date is the note's own."""
    patient = {"name": "Ada Byron", "record_number": "R-77", "birth_date": "1815-12-10"}
    reader = pypdf.PdfReader(BytesIO(draw(patient=patient, noted_at="2026-11-20T10:44")))

    found = reader.metadata
    assert found is not None
    packet = _packet(reader).decode()
    for private in patient.values():
        assert private not in f"{packet}{found}"
    assert found.get("/CreationDate") == "D:20261120104400"


def test_metadata_agree() -> None:
    """Both kinds of metadata say the same, and a clinic's name stays a text."""
    reader = pypdf.PdfReader(BytesIO(draw(CLINIC._replace(name="Łódź & <Söhne>"), noted_at="2026-11-20T10:44")))

    assert reader.metadata is not None
    packet = xml.etree.ElementTree.fromstring(_packet(reader))  # noqa: S314 - our own
    said = [element.text for element in packet.iter() if (element.text or "").strip()]
    assert {"Łódź & <Söhne>", reader.metadata.title, reader.metadata.creator, "2026-11-20T10:44:00"} <= set(said)
    assert reader.metadata.author == "Łódź & <Söhne>"
    assert "3 A 1" in " ".join(filter(None, said))


def _packet(reader: pypdf.PdfReader) -> bytes:
    root: Any = reader.trailer["/Root"]
    data: bytes = root["/Metadata"].get_data()
    return data


def test_a_note_without_a_time_is_dated_by_its_service() -> None:
    """No date is made up."""
    found = pypdf.PdfReader(BytesIO(draw())).metadata

    assert found is not None
    assert found.get("/CreationDate") == "D:20261120000000"


def test_same_note_same_bytes() -> None:
    """Drawing one note again, with another in between, changes nothing."""
    said: Note = note(patient={"name": "Nguyễn Щ"})
    first = pdf.render(said, "letter")
    draw(discard={})

    assert pdf.render(said, "letter") == first


def test_same_bytes_in_any_process(tmp_path: Path) -> None:
    """Neither hash seed nor time zone nor locale shows in the file."""
    worlds = [("1", "UTC", "C"), ("2", "Asia/Kathmandu", "C.UTF-8")]
    files = [tmp_path / f"{seed}.pdf" for seed, _, _ in worlds]
    for file, (seed, zone, locale) in zip(files, worlds, strict=True):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": locale,
            "VIALNOTE_HOME": str(tmp_path),
        }
        command = [sys.executable, "-m", "gui", "note", EXAMPLES[0], "-o", str(file)]
        subprocess.run(command, env=environment, check=True, timeout=60)

    first, second = (file.read_bytes() for file in files)
    assert first == second
