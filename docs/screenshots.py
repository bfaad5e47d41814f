"""Pictures of all that the window can show, pasted together to be looked at. Run by `make screenshots`.

Each kind of screen has a process of its own, for Qt takes a scale only once. The sheets are in build/screenshots/.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

import keyring
import keyring.backends.fail
import scenes
from camera import Camera
from pictures import EXAMPLE, opened
from PIL import Image, ImageDraw
from PySide6.QtWidgets import QApplication

from gui import theme

FOLDER = os.path.join("build", "screenshots")
_ACROSS, _DOWN, _THUMB = 3, 3, 760
"""Pictures on a sheet, and how wide each is there."""


class Screen(NamedTuple):
    """A kind of screen: physical pixels, and how many of them are one logical pixel."""

    width: int
    height: int
    scale: float
    scheme: theme.Colours

    @property
    def name(self) -> str:
        """Of its sheets."""
        return f"{self.width}x{self.height} at {self.scale:.0%} {self.scheme.name}"


SCREENS = (
    Screen(1024, 700, 1, theme.LIGHT),
    Screen(1366, 768, 1, theme.DARK),
    Screen(1366, 768, 1.25, theme.LIGHT),
    Screen(1920, 1080, 1, theme.LIGHT),
    Screen(1920, 1080, 1.5, theme.DARK),
    Screen(1920, 1080, 2, theme.LIGHT),
    Screen(3840, 2160, 2, theme.DARK),
    Screen(3840, 2160, 1, theme.LIGHT),
)


def sheets(name: str, taken: list[str]) -> Iterator[str]:
    """Paste pictures together; the paths of the sheets."""
    for start in range(0, len(taken), _ACROSS * _DOWN):
        pictures = [_thumb(path) for path in taken[start : start + _ACROSS * _DOWN]]
        high = max(picture.height for picture in pictures)
        sheet = Image.new("RGB", (_ACROSS * (_THUMB + 8), -(-len(pictures) // _ACROSS) * (high + 8)), "#c050c0")
        for place, picture in enumerate(pictures):
            sheet.paste(picture, (place % _ACROSS * (_THUMB + 8), place // _ACROSS * (high + 8)))
        path = os.path.join(FOLDER, f"{name} {1 + start // (_ACROSS * _DOWN)}.png")
        sheet.save(path)
        yield path


def _thumb(path: str) -> Image.Image:
    """A picture as it is on a sheet, under its name."""
    with Image.open(path) as found:
        small = found.convert("RGB")
    small.thumbnail((_THUMB, _THUMB))
    whole = Image.new("RGB", (_THUMB, small.height + 16), "#202020")
    whole.paste(small, (0, 16))
    ImageDraw.Draw(whole).text((4, 2), os.path.basename(path), fill="#ffffff")
    return whole


def shoot(screen: Screen) -> None:
    """All pictures on a kind of screen."""
    app = QApplication(sys.argv)
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    theme.prepare(app)
    theme.dress(app, screen.scheme)
    with open(EXAMPLE, "rb") as file:
        example = json.load(file)
    with opened(app, example) as desk:
        desk.resize(int(screen.width / screen.scale), int(screen.height / screen.scale))
        camera = Camera(app, desk, os.path.join(FOLDER, screen.name))
        for scene in scenes.SCENES:
            scene(camera)
        for path in sheets(screen.name, camera.taken):
            print(path)


if __name__ == "__main__":
    if sys.argv[1:]:
        shoot(SCREENS[int(sys.argv[1])])
    else:
        for place, screen in enumerate(SCREENS):
            scaled = os.environ | {"QT_SCALE_FACTOR": str(screen.scale)}
            subprocess.run([sys.executable, __file__, str(place)], env=scaled, check=True)  # noqa: S603 - this file
