"""CSV files as other programs write them."""

import io

import pytest

from core.columns.table import Table
from core.faults import InputError


def table(data: bytes) -> Table:
    """A file of these bytes."""
    return Table(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "separator", "encoding"),
    [
        ("a,b\nä,2\n".encode(), ",", "utf-8-sig"),
        ("a;b\nä;2\n".encode("utf-8-sig"), ";", "utf-8-sig"),
        ("a\tb\r\nä\t2\r\n".encode("cp1252"), "\t", "cp1252"),
        ("a,b\nä,2\n".encode("utf-16"), ",", "utf-16"),
    ],
)
def test_separators_and_encodings(data: bytes, separator: str, encoding: str) -> None:
    """Commas, semicolons and tabs; UTF-8 with or without a mark, and Windows-1252."""
    found = table(data)

    assert (found.header, found.separator, found.encoding) == (("a", "b"), separator, encoding)
    assert list(found.rows()) == [(2, ["ä", "2"], "")]
    assert found.place() == len(data)


def test_it_is_read_again_from_its_start() -> None:
    """As often as wanted, with the number of each row's first line."""
    found = table(b'a,b\n1,"x\ny"\n\n3,z\n"4,z\n5,z\n')

    for _ in range(2):
        rows = list(found.rows())
        assert [(number, row[0]) for number, row, _ in rows] == [(2, "1"), (5, "3"), (6, '"4'), (7, "5")]
        assert [bool(fault) for _, _, fault in rows] == [False, False, True, False]


def test_headings_without_needless_blanks() -> None:
    """They are compared by their words."""
    assert table(b' Date  of Service ,"Plan\t"\n').header == ("Date of Service", "Plan")


def test_a_byte_that_is_none_stays_visible() -> None:
    """Where it stands far behind those by which the encoding is told."""
    head = b"a,b\n" + b"x,y\n" * 300_000

    assert [row for _, row, _ in table(head + b"\xff,z\n").rows()][-1] == ["\\xff", "z"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "the first line is empty"),
        (b",,\n,,\n", "the first line is empty"),
        (b"Jane Doe,11/20/2026\nAnn Roe,11/21/2026\n", "11/20/2026 is a value: put a line of headings above the rows"),
        (b"Jane Doe,0078-0181-01\n", "0078-0181-01 is a value"),
        (b"Jane Doe,60 mcg\n", "60 mcg is a value"),
        (b"Jane Doe,7\n", "7 is a value"),
        ("a,b\n1,2\n".encode("utf-16-le"), "not UTF-8: save the file as CSV UTF-8"),
        (b"PK\x03\x04\0\0[Content_Types].xml\n", "an Excel workbook, or packed: save it as CSV UTF-8"),
        (b'"a,b\n1,2\n', "no CSV"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, says: str) -> None:
    """With what to do."""
    with pytest.raises(InputError, match=says):
        table(data)


@pytest.mark.parametrize(
    "before", ["\n", "sep=;\n", "Claims, November 2026\n\n", "Clinic;Springfield\nPrinted;11/20/2026\n", "Report;;\n"]
)
def test_headings_below_a_title(before: str) -> None:
    """They are the first line with about as many cells as the others; lines keep their numbers."""
    found = table(f"{before}DOS;Dose;Plan\n11/20/2026;60;x\n11/21/2026;60;x\n11/22/2026;60;x\n".encode())

    assert (found.header, found.separator) == (("DOS", "Dose", "Plan"), ";")
    assert next(found.rows()) == (before.count("\n") + 2, ["11/20/2026", "60", "x"], "")


def test_a_file_that_says_what_separates_its_cells() -> None:
    """As spreadsheets understand it."""
    assert table(b"sep=;\na;b, c, d\n1;2\n").header == ("a", "b, c, d")


def test_a_sample_of_each_column() -> None:
    """Different values, without those that are empty, out of the first rows, and not too many."""
    rows = "".join(f"{n},{n % 3}, \n" for n in range(30_000))
    found = table(f"a,b,c\n1\n{rows}".encode()).sample()

    assert (len(found["a"]), found["b"], found["c"]) == (60, ("0", "1", "2"), ())
