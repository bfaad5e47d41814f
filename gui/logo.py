"""A picture that the user chose, as the logo of a clinic's settings: a PNG on white, sharp and small enough."""

import base64
import os
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QXmlStreamReader
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from core.settings import MAX_LOGO

LONG = 1_200
"""Pixels of the longer side: 500 dots to the inch where it is printed at its largest."""

_MOST_BYTES = 10_000_000
_MOST_PIXELS = 100_000_000
_SMALLER = 0.8
_NO_PICTURE = "{} is no PNG or SVG picture, or a broken one. Choose another."
_UNREAD = "{} can't be read: {}. Choose another."
_HUGE = "{} is too large. Make the picture smaller, or choose another."
_EMPTY = "{} is empty: on white paper nothing of it shows. Choose another."
_ENDLESS = "{} draws too much for a logo. Save it as PNG, or choose another."
_ELSEWHERE = "{} holds a picture that is not in the file. Save it with the picture inside, or choose another."

_DRAWN_IN = {"image", "feImage", "use"}
"""Elements of an SVG that draw what their link leads to."""

_XLINK = "http://www.w3.org/1999/xlink"

_MOST_DRAWN = 10_000
"""Elements that an SVG draws, each as often as it is used; a logo has some hundreds."""

_DEEPEST = 100
"""Elements inside each other; Qt draws 32."""

_USES = re.compile(r"#([^()'\"\s]+)")
"""In an attribute: the name of another element, as in `#a` and `url(#a)`."""


class LogoError(ValueError):
    """The file gives no logo; the message says why and what to do."""


def read(path: str) -> str:
    """A PNG or SVG file as the settings keep it: base64 of a PNG without transparency.

    Raises:
        LogoError: it is no such picture, too large, or can't be read.
    """
    name = os.path.basename(path)
    try:
        with open(path, "rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise LogoError(_UNREAD.format(name, error.strerror)) from error
    if len(data) > _MOST_BYTES:
        raise LogoError(_HUGE.format(name))
    is_png = data.startswith(b"\x89PNG")
    if not is_png:
        _look_through(data, name)
    picture = _pixels(data, name) if is_png else _drawn(data)
    if picture.isNull():
        raise LogoError(_NO_PICTURE.format(name))
    if picture == _paper(picture.size()):
        raise LogoError(_EMPTY.format(name))
    return _text(picture)


def _pixels(data: bytes, name: str) -> QImage:
    """A PNG's pixels, not more than are wanted; a null image for a broken one."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    reader = QImageReader(buffer, QByteArray(b"png"))
    size = reader.size()
    if size.width() * size.height() > _MOST_PIXELS:
        raise LogoError(_HUGE.format(name))
    picture = reader.read()
    if max(picture.width(), picture.height()) > LONG:
        picture = _scaled(picture, QSize(LONG, LONG))
    return _on_white(picture)


def _drawn(data: bytes) -> QImage:
    """An SVG drawn at the size that is wanted; a null image for what is none."""
    renderer = QSvgRenderer(QByteArray(data))
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return QImage()
    picture = _paper(size.scaled(LONG, LONG, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return picture


def _look_through(data: bytes, name: str) -> None:
    """Refuse an SVG that draws without end, or draws another file, which neither travels with it nor is fetched."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader, above, elements = QXmlStreamReader(buffer), [""], 0
    drawn, within = Counter[str](), defaultdict[str, list[str]](list)
    while not reader.atEnd():
        reader.readNext()
        if reader.isEndElement():
            above.pop()
        elif reader.isStartElement():
            found = reader.attributes()
            link = found.value(_XLINK, "href") or found.value("href")
            if reader.name() in _DRAWN_IN and link and not link.startswith(("#", "data:")):
                raise LogoError(_ELSEWHERE.format(name))
            here = found.value("id") or above[-1]
            if here != above[-1]:
                within[above[-1]].append(here)
            above.append(here)
            drawn[here] += 1
            within[here] += [used for place in range(found.size()) for used in _USES.findall(found.at(place).value())]
            elements += 1
            if elements > _MOST_DRAWN:
                break
    if elements > _MOST_DRAWN or _count("", drawn, within, {}, 0) > _MOST_DRAWN:
        raise LogoError(_ENDLESS.format(name))


def _count(
    element: str, drawn: Mapping[str, int], within: Mapping[str, Sequence[str]], known: dict[str, int], depth: int
) -> int:
    """How many elements are drawn with one that has a name; too many for one that is drawn within itself."""
    if element not in known:
        known[element] = _MOST_DRAWN + 1  # until it is counted, so that who draws itself is found
        inside = within.get(element, ()) if depth < _DEEPEST else (element,)
        known[element] = drawn[element] + sum(_count(one, drawn, within, known, depth + 1) for one in inside)
    return known[element]


def _paper(size: QSize) -> QImage:
    """White."""
    paper = QImage(size, _COLOUR)
    paper.fill(Qt.GlobalColor.white)
    return paper


def _on_white(picture: QImage) -> QImage:
    if picture.isNull():
        return picture
    paper = _paper(picture.size())
    painter = QPainter(paper)
    painter.drawImage(0, 0, picture)
    painter.end()
    return paper


def _text(picture: QImage) -> str:
    """The picture as base64 of a PNG, made smaller until the settings have room for it."""
    if picture.allGray():
        picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    while len(text := _png(picture)) > MAX_LOGO:
        picture = _scaled(picture, picture.size() * _SMALLER)
    return text


def _png(picture: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG", 0)  # type: ignore[call-overload]  # 0 is the smallest file
    return base64.b64encode(bytes(buffer.data().data())).decode()


def _scaled(picture: QImage, size: QSize) -> QImage:
    size = picture.size().scaled(size, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return picture.scaled(size, mode=Qt.TransformationMode.SmoothTransformation)


_COLOUR = QImage.Format.Format_RGB32
