"""What a seat's process does in tests that end it: finish notes one after the other, and say which are safe."""

import sys

from core.journal.home import Home, seat
from core.journal.key import Key
from tests.journal.notes import note


def main(folder: str, secret: str, address: str, first: int, number: int) -> None:
    """Add notes; print each number only when the journal has promised to keep it."""
    store = seat(Home(folder), Key(bytes.fromhex(secret)), address)
    for count in range(first, first + number):
        store.add(note(count))
        print(count, flush=True)
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]))
