"""What can keep a journal from doing what is asked; each message says why and what to do."""


class JournalError(Exception):
    """The journal can't do it."""


class KeyMissingError(JournalError):
    """No key is at hand: it must be asked for."""


class WrongKeyError(JournalError):
    """The key, passphrase or recovery key is not this journal's."""


class DamagedError(JournalError):
    """The file is no journal any more."""


class AmendedError(JournalError):
    """Somebody else has amended or voided the record meanwhile."""


class UnchangedError(JournalError):
    """The journal has this very note already."""


class BusyError(JournalError):
    """Another program holds the journal for too long."""


class UnreachableError(JournalError):
    """The clinic's server does not answer."""
