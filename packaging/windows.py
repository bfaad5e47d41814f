"""Packs the Windows program as a setup for one user and as an MSI for managed computers.

`python packaging/windows.py PROGRAM VERSION FOLDER [OPTION]...` makes the same bytes from the same program. Options are
those of makensis.
"""

import os
import subprocess
import sys
import tempfile

import icons
import msi

HERE = os.path.dirname(os.path.abspath(__file__))
ICON = os.path.join(HERE, "..", "resources", "icons", "vialnote.svg")


def main(program: str, version: str, folder: str, *options: str) -> None:
    """Write both.

    Args:
        program: its folder.
        version: of the program, as a.b.c.
        folder: for what is made.
        options: of makensis.
    """
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    with tempfile.TemporaryDirectory() as work:
        icons.draw(ICON, work)
        icon = os.path.join(work, "vialnote.ico")
        packed = [os.path.join(folder, f"vialnote-{version}-{kind}") for kind in ("setup.exe", "x64.msi")]
        setup(os.path.abspath(program), version, icon, os.path.abspath(packed[0]), *options)
        msi.make(program, version, icon, packed[1], epoch)
    for path in packed:
        print(f"{os.path.getsize(path) / 1e6:6.1f} MB  {os.path.relpath(path)}")


def setup(program: str, version: str, icon: str, path: str, *options: str) -> None:
    """Write the setup; all paths are whole ones."""
    defined = {"VERSION": version, "FROM": program, "ICON": icon, "TO": path}
    script = os.path.join(HERE, "windows", "setup.nsi")
    values = (f"-D{name}={value}" for name, value in defined.items())
    subprocess.run(["makensis", "-V2", *values, *options, script], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
