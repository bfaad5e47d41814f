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
    target = os.path.realpath(path)  # the file that a link leads to, not the link
    if not path or (os.path.exists(target) and not os.path.isfile(target)):
        raise OSError(errno.EINVAL, "not the name of a file", path)
    folder = os.path.dirname(target)
    try:
        handle, temporary = tempfile.mkstemp(prefix=".vialnote-", dir=folder)
    except OSError as error:
        raise OSError(error.errno, error.strerror, path) from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _sync_folder(folder: str) -> None:
    """Make the new name itself last; systems that can't open a folder do so on their own."""
    if not hasattr(os, "O_DIRECTORY"):  # pragma: no cover - Windows
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
