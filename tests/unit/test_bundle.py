"""What systems are told of the finished program: one name, one version, and which files it opens."""

import configparser
import importlib
import plistlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from core import __version__, paths

ROOT = Path(paths.RESOURCES).parent


@pytest.fixture
def identity(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """What the build tells systems."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "packaging"), *sys.path])
    return importlib.import_module("identity")


def test_info_plist(identity: ModuleType) -> None:
    """It is a property list with all that macOS wants, sharp, in both schemes, and a mere viewer of PDFs."""
    found = plistlib.loads(plistlib.dumps(identity.info_plist(__version__)))

    assert found["CFBundleShortVersionString"] == found["CFBundleVersion"] == __version__
    assert found["CFBundleIdentifier"] == "org.vialnote.Vialnote"
    assert found["CFBundleExecutable"] == "vialnote-window"
    assert found["LSMinimumSystemVersion"] == "14.4"
    assert found["LSApplicationCategoryType"] == "public.app-category.medical"
    assert found["LSBackgroundOnly"] is False
    assert found["NSHighResolutionCapable"] is True
    assert found["NSRequiresAquaSystemAppearance"] is False
    assert "MIT" in found["NSHumanReadableCopyright"]
    (opened,) = found["CFBundleDocumentTypes"]
    assert (opened["CFBundleTypeRole"], opened["LSHandlerRank"]) == ("Viewer", "Alternate")
    assert opened["LSItemContentTypes"] == ["com.adobe.pdf"]


def test_version_resource(identity: ModuleType) -> None:
    """Windows compares four numbers, and shows the version as it is."""
    assert identity.version_numbers("1.20.3") == (1, 20, 3, 0)
    texts = identity.version_texts(__version__, "vialnote")
    assert texts["FileVersion"] == texts["ProductVersion"] == __version__
    assert texts["OriginalFilename"] == "vialnote.exe"


def test_the_build_tells_all_of_it() -> None:
    """The build passes these on with the one version, and names no version or name of its own."""
    text = (ROOT / "build.spec").read_text("utf-8")

    for call in ("info_plist", "version_numbers", "version_texts"):
        assert f"identity.{call}(__version__" in text
    assert not re.search(r"\d+\.\d+\.\d+", text)


def test_menu_entry_takes_a_file(identity: ModuleType) -> None:
    """A desktop may hand it a file; it stands behind no kind of file, so that it takes PDFs from no other program."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.read(ROOT / "packaging" / "linux" / f"{identity.IDENTIFIER}.desktop", "utf-8")

    assert entry["Desktop Entry"]["Exec"] == "vialnote-window %f"
    assert "mimetype" not in entry["Desktop Entry"]
