"""The program's icon in the forms that systems want, all from one drawing: the same bytes on each run."""

import io
import os

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
"""Pixels of the PNG files that Linux's desktops look for."""

_WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_MAC = (16, 32, 64, 128, 256, 512, 1024)


def draw(drawing: str, folder: str) -> None:
    """Write the drawing as PNG in all sizes, as .ico and as .icns.

    Args:
        drawing: an SVG file.
        folder: where the files go, named by the drawing.
    """
    name = os.path.join(folder, os.path.splitext(os.path.basename(drawing))[0])
    os.makedirs(folder, exist_ok=True)
    for size in SIZES:
        _picture(drawing, size).save(f"{name}-{size}.png", optimize=True)
    _save(drawing, f"{name}.ico", _WINDOWS, "ICO")
    _save(drawing, f"{name}.icns", _MAC, "ICNS")


def _save(drawing: str, path: str, sizes: tuple[int, ...], kind: str) -> None:
    """Every size is drawn by itself: one made smaller is a blur."""
    *smaller, largest = [_picture(drawing, size) for size in sizes]
    squares = [(size, size) for size in sizes]
    largest.save(path, kind, sizes=squares, append_images=smaller)


def _picture(drawing: str, size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(drawing).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(buffer.data().data()))
