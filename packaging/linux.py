"""Packs a finished program for Linux as .tar.xz and .deb beside it, the same bytes from the same folder.

`make installers` does so in dist/. The variable MAINTAINER says who answers for the package, as `Name <address>`.
"""

import datetime
import lzma
import os
import platform
import shutil
import subprocess
import sys
import tarfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, ROOT)

import icons  # noqa: E402 - beside this one

from core import __version__  # noqa: E402 - after the path to it

BUILD = os.path.join(ROOT, "build", "linux")
PROGRAMS = ("vialnote", "vialnote-window")
IDENTIFIER = "org.vialnote.Vialnote"
MACHINE = {"x86_64": "amd64", "aarch64": "arm64"}
"""Debian's names."""

NEEDS = "fontconfig-config, libc6 (>= 2.34), libdbus-1-3, libegl1, libgl1, libstdc++6, libx11-6, libxcb1"
RECOMMENDS = "libcups2"
CONTROL = """Package: vialnote
Version: {version}
Architecture: {machine}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {needs}
Recommends: {recommends}
Section: science
Priority: optional
Description: octreotide doses as claim lines and waste notes
 Turns an octreotide dose into claim lines (HCPCS J2354) and a printed note
 of the drug discarded. Patient data stays on the computer.
"""

_XZ = [{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2, "preset": 9}]


def main() -> None:
    target, epoch = sys.argv[1], int(os.environ["SOURCE_DATE_EPOCH"])
    program = os.path.join(target, "Vialnote")
    os.umask(0o022)
    shutil.rmtree(BUILD, ignore_errors=True)
    share(os.path.join(BUILD, "share"), datetime.datetime.fromtimestamp(epoch, datetime.UTC).date())
    name = f"vialnote-{__version__}-linux-{platform.machine()}"
    made = os.path.join(target, name)
    packing = package(program, f"{made}.deb") if shutil.which("dpkg-deb") else None
    archive(program, f"{made}.tar.xz", name, epoch)  # both at once: each keeps one core busy
    if packing and packing.wait():
        sys.exit("dpkg-deb failed")
    for file in sorted(file for file in os.listdir(target) if file.startswith(name)):
        print(f"{os.path.getsize(os.path.join(target, file)) / 1e6:6.1f} MB  {file}")


def share(folder: str, day: datetime.date) -> None:
    """What desktops know the program by: menu entry, description and icons."""
    for kind, file in (("applications", f"{IDENTIFIER}.desktop"), ("metainfo", f"{IDENTIFIER}.metainfo.xml")):
        os.makedirs(os.path.join(folder, kind))
        with open(os.path.join(ROOT, "packaging", "linux", file), encoding="utf-8") as found:
            text = found.read().replace("@VERSION@", __version__).replace("@DATE@", str(day))
        with open(os.path.join(folder, kind, file), "w", encoding="utf-8") as written:
            written.write(text)
    drawing = os.path.join(ROOT, "resources", "icons", "vialnote.svg")
    icons.draw(drawing, os.path.join(BUILD, "icons"))
    for size in icons.SIZES:
        _place(os.path.join(BUILD, "icons", f"vialnote-{size}.png"), folder, f"{size}x{size}", ".png")
    _place(drawing, folder, "scalable", ".svg")


def _place(picture: str, folder: str, size: str, end: str) -> None:
    place = os.path.join(folder, "icons", "hicolor", size, "apps")
    os.makedirs(place)
    shutil.copyfile(picture, os.path.join(place, IDENTIFIER + end))


def archive(program: str, path: str, name: str, epoch: int) -> None:
    """The program's folder with its menu entry, to be unpacked anywhere."""

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = epoch
        entry.mode = 0o755 if entry.isdir() else _mode(entry.name)
        return entry

    with lzma.open(path, "wb", filters=_XZ) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        tar.add(program, name, filter=plain)  # by name: the two programs side by side
        tar.add(os.path.join(BUILD, "share"), f"{name}/share", filter=plain)


def _mode(path: str) -> int:
    """The programs alone are executable; Debian wants libraries to be read only."""
    return 0o755 if os.path.basename(path) in PROGRAMS else 0o644


def package(program: str, path: str) -> "subprocess.Popen[bytes]":
    """Begin a package for Debian and Ubuntu; the process that packs it."""
    folder = os.path.join(BUILD, "deb")
    inside = os.path.join(folder, "usr", "lib", "vialnote")
    shutil.copytree(program, inside, symlinks=True)
    for place, _, names in os.walk(inside):
        for file in (os.path.join(place, name) for name in names):
            os.chmod(file, _mode(file))
    shutil.copytree(os.path.join(BUILD, "share"), os.path.join(folder, "usr", "share"))
    os.makedirs(os.path.join(folder, "usr", "share", "doc", "vialnote"))
    shutil.copyfile(os.path.join(ROOT, "LICENSE"), os.path.join(folder, "usr", "share", "doc", "vialnote", "copyright"))
    os.makedirs(os.path.join(folder, "usr", "bin"))
    for name in PROGRAMS:
        os.symlink(f"../lib/vialnote/{name}", os.path.join(folder, "usr", "bin", name))
    os.makedirs(os.path.join(folder, "DEBIAN"))
    with open(os.path.join(folder, "DEBIAN", "control"), "w", encoding="utf-8") as file:
        file.write(_control(folder))
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", folder, path]
    one_thread = {**os.environ, "DPKG_DEB_THREADS_MAX": "1"}  # the bytes depend on how many
    return subprocess.Popen(command, env=one_thread, stdout=subprocess.DEVNULL)


def _control(folder: str) -> str:
    sizes = [os.lstat(os.path.join(place, name)).st_size for place, _, names in os.walk(folder) for name in names]
    return CONTROL.format(
        version=__version__,
        machine=MACHINE[platform.machine()],
        maintainer=os.environ.get("MAINTAINER") or "Vialnote contributors",
        size=sum(sizes) // 1024,
        needs=NEEDS,
        recommends=RECOMMENDS,
    )


if __name__ == "__main__":
    main()
