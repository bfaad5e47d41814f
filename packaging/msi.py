"""The MSI, for administrators who roll the program out: for all users of a computer, and without a question."""

import os
import struct
import subprocess
import uuid
from xml.etree import ElementTree as ET

UPGRADE = uuid.UUID("c1c1764d-9d07-4b93-8f17-16645e5c163a")
"""By this Windows knows every version of the program; it never changes."""

WINDOW = "vialnote-window.exe"
_MENU = {"Directory": "ProgramMenuFolder", "Icon": "vialnote.ico", "WorkingDirectory": "INSTALLDIR"}
_OFFERED = rf"Software\Classes\Applications\{WINDOW}"
_WIX = "http://schemas.microsoft.com/wix/2006/wi"

_SUMMARY, _BEFORE = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9"), 28
"""How the summary is known in a file (FMTID_SummaryInformation, MS-OLEPS), and how many bytes of it are before that."""

_CODE, _TIMES = 9, (12, 13)
"""Its entries: the package's code, and the times at which it was made and saved."""

_SINCE_1601 = 11_644_473_600
"""Seconds from Windows' beginning of time to Unix's."""


def make(program: str, version: str, icon: str, path: str, epoch: int) -> None:
    """Write the MSI.

    Args:
        program: its folder; its files get a time of their own.
        version: of the program, as a.b.c.
        icon: a file `.ico`.
        path: of the MSI.
        epoch: seconds since 1970 that stand as the time of all that is in it.
    """
    for place, folders, files in os.walk(program):
        for name in (*folders, *files):
            os.utime(os.path.join(place, name), (epoch, epoch))
    source = f"{path}.wxs"
    _described(program, version, icon).write(source, encoding="utf-8", xml_declaration=True)
    command = ["wixl", "--arch", "x64", "--output", os.path.abspath(path), os.path.abspath(source)]
    subprocess.run(command, cwd="/", check=True)
    os.remove(source)
    _settle(path, _identity("package", f"{version} {epoch}"), epoch)


def _settle(path: str, code: str, epoch: int) -> None:
    """Overwrite what wixl draws by lot or takes from the clock, in the summary that each MSI begins its life with."""
    with open(path, "r+b") as file:
        data = file.read()
        place = data.index(_SUMMARY)
        section = place - _BEFORE + struct.unpack_from("<I", data, place + len(_SUMMARY))[0]
        (count,) = struct.unpack_from("<I", data, section + 4)
        for number in range(count):
            kind, at = struct.unpack_from("<II", data, section + 8 + 8 * number)
            if kind == _CODE:
                file.seek(section + at + 8)
                file.write(f"{{{code}}}".encode())
            elif kind in _TIMES:
                file.seek(section + at + 4)
                file.write(struct.pack("<Q", (epoch + _SINCE_1601) * 10**7))


def _described(program: str, version: str, icon: str) -> "ET.ElementTree[ET.Element]":
    """What is installed where, in the language of WiX."""
    wix = ET.Element("Wix", xmlns=_WIX)
    product = _put(
        wix,
        "Product",
        Id=_identity("version", version),
        Name="Vialnote",
        Language="1033",
        Version=version,
        Manufacturer="Vialnote contributors",
        UpgradeCode=str(UPGRADE).upper(),
    )
    _put(product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine")
    _put(product, "MajorUpgrade", DowngradeErrorMessage="A newer version of Vialnote is installed.")
    _put(product, "Media", Id="1", Cabinet="vialnote.cab", EmbedCab="yes")
    _put(product, "Icon", Id="vialnote.ico", SourceFile=_from_root(icon))
    _put(product, "Property", Id="ARPPRODUCTICON", Value="vialnote.ico")
    _put(product, "Property", Id="ARPNOMODIFY", Value="1")
    top = _put(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    _put(top, "Directory", Id="ProgramMenuFolder")
    folder = _put(_put(top, "Directory", Id="ProgramFiles64Folder"), "Directory", Id="INSTALLDIR", Name="Vialnote")
    feature = _put(product, "Feature", Id="Vialnote", Level="1")
    for name in _fill(folder, program, ""):
        _put(feature, "ComponentRef", Id=name)
    return ET.ElementTree(wix)


def _fill(parent: ET.Element, folder: str, inside: str) -> list[str]:
    """Describe the files of a folder, each as a component; the components' names."""
    names = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        place = f"{inside}/{entry.name}"
        if entry.is_dir():
            names += _fill(_put(parent, "Directory", Id=_name("d", place), Name=entry.name), entry.path, place)
        else:
            names.append(_name("c", place))
            component = _put(parent, "Component", Id=names[-1], Guid=_identity("file", place), Win64="yes")
            source = _from_root(entry.path)
            _put(component, "File", Id=_name("f", place), Name=entry.name, Source=source, KeyPath="yes")
            if entry.name == WINDOW:
                _offer(component)
    return names


def _offer(component: ET.Element) -> None:
    """In the menu, and among the programs that "Open with" offers for a PDF; whatever opens PDFs stays as it is."""
    _put(component, "Shortcut", Id="menu", Name="Vialnote", Target=f"[INSTALLDIR]{WINDOW}", **_MENU)
    for inside, said in (
        ("", {"Name": "FriendlyAppName", "Value": "Vialnote"}),
        (r"\shell\open\command", {"Value": f'"[INSTALLDIR]{WINDOW}" "%1"'}),
        (r"\SupportedTypes", {"Name": ".pdf", "Value": ""}),
    ):
        _put(component, "RegistryValue", Root="HKLM", Key=_OFFERED + inside, Type="string", **said)


def _put(parent: ET.Element, kind: str, **said: str) -> ET.Element:
    return ET.SubElement(parent, kind, said)


def _from_root(path: str) -> str:
    """Where a file is for wixl, which knows no whole paths."""
    return os.path.abspath(path).lstrip("/")


def _identity(kind: str, name: str) -> str:
    """What Windows knows a version or a file by: always the same one for the same name."""
    return str(uuid.uuid5(UPGRADE, f"{kind} {name}")).upper()


def _name(kind: str, place: str) -> str:
    return kind + uuid.uuid5(UPGRADE, place).hex
