"""The key of a journal: 256 random bits, in the system's keyring, in a locker behind a passphrase, or on paper."""

import hashlib
import os
import secrets
import unicodedata
from contextlib import closing
from typing import Any, NamedTuple

from core import crockford
from core.files import beside, complete
from core.journal.faults import JournalError, KeyMissingError, WrongKeyError

_BYTES = 32
_LETTERS, _CHECK = 52, 4
"""Letters of a recovery key that hold the key, and that tell a slip of the pen."""

_PRIME = 1_048_573
"""The largest prime that four letters hold. As no letter's place is a multiple of it, the remainder tells every slip
of one letter and every exchange of two neighbours."""

_SERVICE = "Vialnote journal"
_NOT_A_KEY = "This is no recovery key of Vialnote: {}. Type all 14 groups as printed."


class Key(NamedTuple):
    """What opens a journal."""

    secret: bytes
    """32 bytes."""

    def __repr__(self) -> str:
        """No secret: what is printed while a fault is looked for may be read by others."""
        return f"Key({self.check})"

    @property
    def check(self) -> str:
        """A mark of the key, from which nobody learns it: tells a wrong key from a damaged file."""
        return hashlib.sha256(b"Vialnote journal key" + self.secret).hexdigest()[:16]

    @property
    def recovery(self) -> str:
        """The key for paper: 14 groups of 4 letters, the last of which tells slips of the pen."""
        letters = crockford.write(int.from_bytes(self.secret, "big"), _LETTERS)
        return crockford.grouped(letters + _slip(self.secret))


def new() -> Key:
    """A key that nobody has."""
    return Key(secrets.token_bytes(_BYTES))


def parse(text: str) -> Key:
    """Read a recovery key; blanks, hyphens and small letters do not matter.

    Raises:
        WrongKeyError: it is none, or was not copied right.
    """
    letters = "".join(text.replace("-", " ").split())
    if len(letters) != _LETTERS + _CHECK:
        raise WrongKeyError(_NOT_A_KEY.format(f"it has {len(letters)} letters, not {_LETTERS + _CHECK}"))
    try:
        number, slip = crockford.read(letters[:_LETTERS]), crockford.read(letters[_LETTERS:])
        secret = number.to_bytes(_BYTES, "big")
    except (ValueError, OverflowError):
        raise WrongKeyError(_NOT_A_KEY.format("it has a sign that no key has")) from None
    if crockford.write(slip, _CHECK) != _slip(secret):
        raise WrongKeyError(_NOT_A_KEY.format("a letter is wrong or two are exchanged"))
    return Key(secret)


def read_file(path: str) -> Key:
    """The key in a file that holds a recovery key.

    Raises:
        WrongKeyError: it holds none.
        OSError: it can't be read.
    """
    with open(path, "rb") as file:
        return parse(file.read(1_000).decode("ascii", "replace"))


def write_file(path: str, key: Key) -> None:
    """Write a recovery key to a file that its owner alone can read.

    Raises:
        OSError: it can't be written.
    """
    with complete(path) as file:
        file.write(f"{key.recovery}\n".encode())


def in_keyring(journal: str) -> Key | None:
    """The key of a journal, out of the system's keyring; None where the keyring has none or there is no keyring."""
    import keyring.errors

    try:
        text = keyring.get_password(_SERVICE, journal)
    except keyring.errors.KeyringError:
        return None
    return parse(text) if text else None


def into_keyring(journal: str, key: Key) -> bool:
    """Give a journal's key to the system's keyring; whether it is there now."""
    import keyring.errors

    try:
        keyring.set_password(_SERVICE, journal, key.recovery)
    except keyring.errors.KeyringError:
        return False
    return in_keyring(journal) == key


def lock(path: str, key: Key, passphrase: str) -> None:
    """Put a key into a locker, an encrypted file that a passphrase opens; complete or not there.

    Raises:
        JournalError, OSError: it can't be written.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    try:
        with beside(path) as written, closing(_locker(written, passphrase)) as locker:
            locker.execute("CREATE TABLE locked (recovery TEXT)")
            locker.execute("INSERT INTO locked VALUES (?)", (key.recovery,))
    except sqlcipher.Error as error:
        msg = f"The passphrase can't be kept: {error}. Check the disk."
        raise JournalError(msg) from None


def unlock(path: str, passphrase: str) -> Key:
    """Take the key out of its locker; takes a tenth of a second, so that passphrases can't be tried by the million.

    Raises:
        WrongKeyError: another passphrase.
        KeyMissingError: there is no locker.
    """
    import sqlcipher3.dbapi2 as sqlcipher

    if not os.path.exists(path):
        msg = "There is no passphrase for this journal. Use its recovery key."
        raise KeyMissingError(msg)
    with closing(_locker(path, passphrase)) as locker:
        try:
            ((text,),) = locker.execute("SELECT recovery FROM locked").fetchall()
        except sqlcipher.DatabaseError:
            msg = "The passphrase is not right. Try again, or use the recovery key."
            raise WrongKeyError(msg) from None
    return parse(text)


def _locker(path: str, passphrase: str) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    import sqlcipher3.dbapi2 as sqlcipher

    locker = sqlcipher.connect(path, isolation_level=None)
    locker.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is told to the user, not to the terminal
    # In digits: no sign of a passphrase means anything to SQL, and every computer spells an accent alike.
    digits = unicodedata.normalize("NFC", passphrase).encode().hex()
    locker.execute(f"PRAGMA key = 'passphrase {digits}'")
    return locker


def _slip(secret: bytes) -> str:
    return crockford.write(int.from_bytes(secret, "big") % _PRIME, _CHECK)
