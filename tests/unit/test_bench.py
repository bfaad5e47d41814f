"""The table that `make bench` keeps: made, written, read back and compared."""

import platform
from decimal import Decimal

import pytest

from bench import machine, results
from bench.measuring import ROOT
from bench.points import POINTS
from bench.results import Point, Row, Verdict

CALC = Point("vialnote calc", "python -c pass")
MEMORY = Point("batch, peak memory", "the CSV alone", "MB")
ROWS = (
    Row("vialnote calc", "40.0 ms", "10.0 ms", "python -c pass", "4.00", "3.90 to 4.10", "31"),
    Row("batch of 10,000 rows", "99,900/s", "1,000,000/s", "the CSV alone", "10.01", "", "1"),
)
FACTS = {"date": "2026-11-26", "processor": "a | b, 2 cores"}
KEPT = {"vialnote calc": Decimal("4.00"), "batch of 10,000 rows": Decimal("10.01")}


class TestRow:
    """Each figure stands beside its floor and as a ratio, all of them medians."""

    def test_medians(self) -> None:
        """What disturbs one pair changes neither figure nor ratio; how far ratios lie apart is said."""
        pairs = [(40.0, 10.0), (44.0, 10.0), (36.0, 10.0), (900.0, 10.0), (42.0, 11.0)]
        assert results.row(CALC, pairs) == Row(
            "vialnote calc", "42.0 ms", "10.0 ms", "python -c pass", "4.00", "3.82 to 4.40", "5"
        )

    def test_one_pair(self) -> None:
        """Of one pair there is nothing to lie apart."""
        assert results.row(MEMORY, [(22.04, 15.57)])[-3:] == ("1.42", "", "1")

    @pytest.mark.parametrize(
        ("figure", "words"), [(0.0512, "0.051 ms"), (1.234, "1.23 ms"), (12.34, "12.3 ms"), (1234.5, "1,234 ms")]
    )
    def test_digits(self, figure: float, words: str) -> None:
        """A figure has as many digits as count."""
        assert results.shown(CALC, figure) == words

    def test_speed(self) -> None:
        """Of a file the speed is said, in rows a second; its ratio is that of the times, so more is worse."""
        row = results.row(Point("batch", "the CSV alone", rows=10_000), [(100.0, 10.0)])
        assert row == Row("batch", "100,000/s", "1,000,000/s", "the CSV alone", "10.00", "", "1")


class TestKept:
    """What is written is read back."""

    def test_read_back(self) -> None:
        """The ratios come back as they were written, whatever stands above the table."""
        said = ("Regressions over 20 %: 1.", "", "- vialnote calc: 3.00 is now 4.00")
        assert results.read(results.page(FACTS, ROWS, said)) == KEPT

    def test_aligned(self) -> None:
        """Columns stand below each other, on the screen and in the file."""
        lines = results.page(FACTS, ROWS, ()).splitlines()[-4:]
        assert len({tuple(place for place, sign in enumerate(line) if sign == "|") for line in lines}) == 1

    @pytest.mark.parametrize("text", ["", "# Something else\n\n| a | b |\n|---|---|\n| c | 1.0 |\n"])
    def test_no_table(self, text: str) -> None:
        """A text without the table has no ratios."""
        assert results.read(text) == {}

    @pytest.mark.parametrize(
        "damaged", ["| vialnote calc | 40.0 ms |", "<<<<<<< HEAD", "| a | b | c | d | fast | | 1 |"]
    )
    def test_damaged(self, damaged: str) -> None:
        """A table that a merge or an edit has spoilt is not compared in silence."""
        with pytest.raises(ValueError, match="not a row of the table"):
            results.read(f"{results.page(FACTS, ROWS, ())}{damaged}\n")

    def test_the_kept_table(self) -> None:
        """The table that is committed can be read, and has no row that is measured no longer."""
        with open(f"{ROOT}/{machine.KEPT}", encoding="utf-8") as file:
            kept = results.read(file.read())
        measured = {point.what for points in POINTS.values() for point in points.values()}
        assert kept
        assert set(kept) <= measured


class TestCompared:
    """A ratio that became more than 20 % worse is named."""

    @pytest.mark.parametrize(("ratio", "named"), [("4.79", False), ("4.80", False), ("4.81", True), ("0.10", False)])
    def test_boundary(self, ratio: str, named: bool) -> None:  # noqa: FBT001 - a case
        """Twenty per cent are not more than twenty per cent."""
        found = results.compare(KEPT, [ROWS[0]._replace(ratio=ratio)])
        assert found.compared == 1
        assert bool(found.worse) == named

    def test_words(self) -> None:
        """The ratio, what it was, by how much it is worse, and how far the single ones lie apart."""
        found = results.compare(KEPT, [ROWS[0]._replace(ratio="6.00", half="5.50 to 6.10"), ROWS[1]])
        assert found == Verdict(2, ("vialnote calc: 4.00 is now 6.00, +50% (half within 5.50 to 6.10)",), ())
        assert [*results.words(found)] == [
            "Regressions over 20 %: 1 of 2 ratios compared.",
            "",
            "- vialnote calc: 4.00 is now 6.00, +50% (half within 5.50 to 6.10)",
        ]

    def test_none(self) -> None:
        """Where nothing became worse, that is said, too."""
        assert [*results.words(results.compare(KEPT, ROWS))] == ["Regressions over 20 %: none, of 2 ratios compared."]

    def test_nothing_kept(self) -> None:
        """A row that was never kept is not compared."""
        assert [*results.words(results.compare({}, ROWS))] == [
            "Regressions over 20 %: nothing is kept to compare with."
        ]

    def test_missing(self) -> None:
        """What could not be measured here is named: it is not among what is as good as before."""
        assert [*results.words(results.compare(KEPT, ROWS[:1]))] == [
            "Regressions over 20 %: none, of 1 ratios compared.",
            "\nNot measured this time:\n",
            "- batch of 10,000 rows",
        ]


class TestPoints:
    """What is measured is told apart by its words."""

    def test_words(self) -> None:
        """No two rows of the table have the same name; each fits into its column and holds no sign of a table."""
        words = [point.what for points in POINTS.values() for point in points.values()]
        floors = [point.floor for points in POINTS.values() for point in points.values()]
        assert len(set(words)) == len(words)
        assert max(map(len, words)) <= int(results.WIDTHS.what)
        assert max(map(len, floors)) <= int(results.WIDTHS.of)
        assert "|" not in "".join(words + floors)


def test_facts_name_nobody() -> None:
    """The kind of machine is said, not which one it is, whose, or where the project lies."""
    facts = machine.facts()
    assert [*facts] == ["date", "commit", "processor", "memory", "system", "Python and Qt", "load at the start"]
    assert not {ROOT, platform.node()} & {word for fact in facts.values() for word in fact.split()}
