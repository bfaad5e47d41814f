"""Writing files so that each is complete or not there."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO


@contextmanager
def complete(path: str) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its name only when it is whole and on disk.

    It is written beside its place, readable by its owner alone, and renamed at the end; if anything fails,
    what stood there before stays and nothing is left behind.

    Raises:
        OSError: it can't be written.
    """
    with beside(path) as temporary, open(temporary, "wb") as file:
        yield file


@contextmanager
def beside(path: str) -> Iterator[str]:
    """The same for what writes a file by its name: an empty file beside the place, which takes it at the end.

    Raises:
        OSError: it can't be written.
    """
    if _is_anothers_link(path):
        raise OSError(errno.EACCES, "a link that another user put there", path)
    target = os.path.realpath(path)  # the file that a link leads to, not the link
    if not path or (os.path.exists(target) and not os.path.isfile(target)):
        raise OSError(errno.EINVAL, "not the name of a file", path)
    folder = os.path.dirname(target)
    try:
        handle, temporary = tempfile.mkstemp(prefix=".vialnote-", dir=folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    os.close(handle)
    try:
        yield temporary
        _sync(temporary, os.O_RDWR)
        _rename(temporary, target, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    if hasattr(os, "O_DIRECTORY"):  # pragma: no branch - Windows can't open a folder, and keeps names on its own
        _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


@contextmanager
def workshop(path: str) -> Iterator[str]:
    """The name of a file that is made in a private folder of its own beside a place; the folder goes at the end.

    Raises:
        OSError: the folder can't be made.
    """
    folder = os.path.dirname(os.path.abspath(path))
    try:
        made = tempfile.TemporaryDirectory(prefix=".vialnote-", dir=folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    with made as own:
        yield os.path.join(own, os.path.basename(path))


def set_aside(path: str) -> str:
    """Rename a damaged file to the first free name beside it, such as `settings-damaged-1.json`, and say which.

    Raises:
        OSError: it can't be renamed.
    """
    (folder, name), number = os.path.split(path), 1
    stem, ending = os.path.splitext(name)
    while os.path.exists(os.path.join(folder, kept := f"{stem}-damaged-{number}{ending}")):
        number += 1
    os.replace(path, os.path.join(folder, kept))
    return kept


def _rename(temporary: str, target: str, path: str) -> None:
    """Let a file take its name; where it can't, the error says that name and not the one in between."""
    try:
        os.replace(temporary, target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from error


def _is_anothers_link(path: str) -> bool:
    """Whether somebody else has laid a link, which could lead to any file of ours, where we are about to write."""
    if not os.path.islink(path) or not hasattr(os, "geteuid"):  # Windows lets administrators alone make links
        return False
    return os.lstat(path).st_uid not in {os.geteuid(), 0}


def _sync(path: str, how: int) -> None:
    """Have a file's contents, or a folder's names, on the disk itself."""
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
