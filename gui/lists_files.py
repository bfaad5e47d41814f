"""Files of CMS that the lists are held against, chosen by the user."""

from core.cms_file import MAX_BYTES


def read(path: str) -> bytes:
    """A file, and one byte more than it may have where it is too long.

    Raises:
        OSError: it can't be read.
    """
    with open(path, "rb") as file:
        return file.read(MAX_BYTES + 1)
