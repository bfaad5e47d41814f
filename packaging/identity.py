"""What systems are told of the program: the same name and the one version everywhere."""

from typing import Any

NAME, WORDS = "Vialnote", "Vialnote: octreotide claim lines and waste notes"
IDENTIFIER = "org.vialnote.Vialnote"
LICENCE = "Vialnote contributors, MIT licence"


def info_plist(version: str) -> dict[str, Any]:
    """What macOS is told besides what PyInstaller says by itself.

    A note's PDF may be opened with the program, which checks it; it stays with whatever program opens PDFs.
    """
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleExecutable": "vialnote-window",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "LSApplicationCategoryType": "public.app-category.medical",
        "LSBackgroundOnly": False,  # PyInstaller would say so, for the command line lies in the same folder
        "LSMinimumSystemVersion": "14.4",  # Qt's
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": LICENCE,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,  # it has a dark scheme
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Vialnote note",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["com.adobe.pdf"],
            }
        ],
    }


def version_numbers(version: str) -> tuple[int, ...]:
    """A version as Windows compares it."""
    return (*(int(number) for number in version.split(".")), 0)


def version_texts(version: str, program: str) -> dict[str, str]:
    """What Windows shows of a program file."""
    return {
        "ProductName": NAME,
        "FileDescription": WORDS,
        "CompanyName": "Vialnote contributors",
        "LegalCopyright": LICENCE,
        "OriginalFilename": f"{program}.exe",
        "ProductVersion": version,
        "FileVersion": version,
    }
