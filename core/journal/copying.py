"""Records of one journal in another: the same bytes at the same places."""

from core.journal.faults import JournalError
from core.journal.record import Record
from core.journal.store import Store


def copy(source: Store, target: Store) -> int:
    """Copy every record to a journal that has none of them or the first ones, place by place; returns how many.

    Raises:
        JournalError: the other has other records, or one of them fails.
    """
    end = target.last()
    if end is not None and not holds(source, end):
        msg = "The other journal has records of its own, and two chains can't be made one. Choose an empty one."
        raise JournalError(msg)
    number, known = 0, target.pictures()
    for rows in source.kept(end.seq if end else 0):
        for name in sorted(source.pictures() - known):  # before the records that name them
            if logo := source.picture(name):
                target.take_picture(logo)
            known.add(name)
        target.take(rows)
        number += len(rows)
    return number


def holds(store: Store, record: Record) -> bool:
    """Whether a journal has this very record at its place, and so all before it."""
    try:
        return store.get(record.seq).hash == record.hash
    except KeyError:
        return False
