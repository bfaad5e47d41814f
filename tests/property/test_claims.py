"""Properties of claims put together of their lines, and of their counts."""

import csv
import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from core.audit.totals import TO_CORRECT
from tests.audit.files import audited, meant, table, verdicts

_CELLS = {
    "dose": st.sampled_from(["60", "100", "", "x"]),
    "ndc": st.sampled_from(["0078-0181-01", "0641-6174-10", ""]),
    "count": st.sampled_from(["1", "2", ""]),
    "code": st.sampled_from(["J2354", "J2354", "J2354", "96372"]),
    "units": st.sampled_from(["3", "1", "4", "", "x"]),
    "modifier": st.sampled_from(["", "JW", "JZ", "JB"]),
    "payer": st.sampled_from(["Medicare", "Medicare", "", "Aetna"]),
}


@st.composite
def rows(draw: st.DrawFn) -> list[str]:
    """Lines of a few claims, mixed, whole and broken."""
    found = []
    for _ in range(draw(st.integers(0, 12))):
        cell: dict[str, Any] = {name: draw(values) for name, values in _CELLS.items()}
        name = draw(st.sampled_from(["C1", "C2", "C3", ""]))
        start = f"Doe,{name},11/20/2026,{cell['payer']},SubQ,{cell['dose']},{cell['ndc']},{cell['count']}"
        found.append(f"{start},{cell['code']},{cell['units']},{cell['modifier']},")
    return found + draw(st.sampled_from([[], ["broken"], ['"not closed']]))


@given(rows(), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(found: list[str], random: Any) -> None:  # noqa: ANN401 - Hypothesis's own
    """Any order of any claims' lines gives the same claims, answers and rows to correct, but for their places."""

    def corrected(lines: list[str]) -> list[list[str]]:
        _, written = audited(table(*lines), meant())
        return sorted(row[1:] for row in csv.reader(io.StringIO(written)))

    mixed = random.sample(found, len(found))
    assert corrected(mixed) == corrected(found)
    assert verdicts(audited(table(*mixed), meant())[0]) == verdicts(audited(table(*found), meant())[0])


@given(rows())
def test_every_row_is_counted_once(found: list[str]) -> None:
    """A row for each encounter: verdicts and rows passed over come to all rows; those to correct are written."""
    totals, written = audited(table(*found), meant(rows="encounter"))

    assert totals.claims() + totals.passed_over == len(found)
    assert totals.claims(*TO_CORRECT) == len(list(csv.DictReader(io.StringIO(written))))
    assert len(totals.worst) == totals.claims() - totals.claims("agrees")


@given(rows())
def test_every_line_is_in_one_claim(found: list[str]) -> None:
    """A row for each claim line: the lines of all claims, and those passed over, are all lines."""
    totals, _ = audited(table(*found), meant())
    # What agrees is not kept; a claim has at most as many lines as the file.
    lines = [line for worst in totals.worst for line in worst.claim.lines]

    assert len(set(lines)) == len(lines)
    assert len(lines) + totals.passed_over <= len(found)
    if not totals.claims("agrees"):
        assert len(lines) + totals.passed_over == len(found)
