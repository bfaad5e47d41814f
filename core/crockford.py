"""Numbers written in Crockford's base 32: no letter that is taken for a digit, none that matters in its case."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BITS = 5
_GROUP = 4


def write(number: int, letters: int) -> str:
    """A number's last bits in so many letters.

    >>> write(1023, 3)
    '0ZZ'
    """
    return "".join(_LETTERS[number >> _BITS * place & 31] for place in reversed(range(letters)))


def read(text: str) -> int:
    """The number that was written, in any case and with blanks or hyphens between.

    Raises:
        ValueError: another sign.

    >>> read("o-zz")
    1023
    """
    number = 0
    for letter in "".join(text.upper().replace("-", " ").split()).translate(_TAKEN_FOR):
        number = number << _BITS | _LETTERS.index(letter)
    return number


def grouped(text: str) -> str:
    """The letters in groups of four with hyphens between, to be read aloud or copied by hand.

    >>> grouped("7QK40213")
    '7QK4-0213'
    """
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))
