"""What takes the space in a finished program, largest first, and why it must stay: `make app` ends with it."""

import os
import re
import sys
from collections import Counter

GROUPS = {
    "Qt": (r"PySide6/(Qt/|Qt6|plugins/)", "the window: text, pictures, printing, screens of all kinds"),
    "Qt's bindings": (r"(PySide6|shiboken6)/", "the window is written in Python"),
    "modules": (r"vialnote[\w-]*(\.exe)?$|modules\.pyz$", "both programs; what the window alone needs is in its own"),
    "cryptography": (r"cryptography/", "the keyring of Linux desktops is spoken to encrypted"),
    "psycopg": (r"psycopg", "a clinic's server, over an encrypted way"),
    "SQLCipher": (r"sqlcipher3/", "the encrypted journal"),
    "PDFium": (r"pypdfium2", "a note's dots, for the preview, the printer and verify"),
    "Python": (r"(lib)?python3|base_library|lib(crypto|ssl|ffi)\b|lib(crypto|ssl|ffi)-|\w+\.pyd$", "runs all of it"),
    "Pillow": (r"(PIL|pillow\.libs)/", "logos, and the dots of a note that is verified"),
    "other libraries": (r"[^/]*\.(so|dll)[^/]*$", "Qt asks for them: glib, fonts, screens, ICU's and C's own"),
    "data": (r"(resources|licences|biip)/|sbom|CHANGELOG", "rules, fonts, icons, licences, kinds of barcodes"),
    "SQLAlchemy": (r"sqlalchemy/", "one SQL for both databases"),
}
"""By the names of files below the programs' folder: the first that fits."""

REST = "all else"


def main() -> None:
    found = sizes(sys.argv[1])
    for name, size in found.most_common():
        print(f"{size / 1e6:7.1f} MB  {name:17} {GROUPS.get(name, ('', ''))[1]}".rstrip())
    print(f"{found.total() / 1e6:7.1f} MB")


def sizes(folder: str) -> Counter[str]:
    """Bytes of each group."""
    found: Counter[str] = Counter()
    for place, _, names in os.walk(folder):
        for path in (os.path.join(place, name) for name in names):
            if not os.path.islink(path):
                found[_group(os.path.relpath(path, folder))] += os.path.getsize(path)
    return found


def _group(path: str) -> str:
    """The group of a file, by its path in the programs' folder."""
    inside = path.replace(os.sep, "/").removeprefix("_internal/")
    return next((name for name, (pattern, _) in GROUPS.items() if re.match(pattern, inside)), REST)


if __name__ == "__main__":
    main()
