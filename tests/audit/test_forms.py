"""Forms of values in other programs' files."""

import pytest

from core.columns import forms
from core.columns.forms import FormError


@pytest.mark.parametrize(
    ("text", "form", "read"),
    [
        ("2026-11-20", "YYYY-MM-DD", "2026-11-20"),
        ("2026-11-20 00:00:00", "YYYY-MM-DD", "2026-11-20"),
        ("2026-11-20T08:30", "YYYY-MM-DD", "2026-11-20"),
        ("11/20/2026", "MM/DD/YYYY", "2026-11-20"),
        ("1/5/2026", "MM/DD/YYYY", "2026-01-05"),
        ("1/5/2026", "DD/MM/YYYY", "2026-05-01"),
        ("11/20/2026 10:15 AM", "MM/DD/YYYY", "2026-11-20"),
        ("11/20/26", "MM/DD/20YY", "2026-11-20"),
        ("11-20-2026", "MM-DD-YYYY", "2026-11-20"),
        ("20.11.2026", "DD.MM.YYYY", "2026-11-20"),
        ("20261120", "YYYYMMDD", "2026-11-20"),
        ("13/20/2026", "MM/DD/YYYY", "2026-13-20"),
    ],
)
def test_dates(text: str, form: str, read: str) -> None:
    """Each form is turned into the one with the year first; whether there is such a day is seen later."""
    assert forms.date(text, form) == read


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("11/20/2026", "YYYY-MM-DD"),
        ("2026-11-20", "MM/DD/YYYY"),
        ("11/20/26", "MM/DD/YYYY"),
        ("11/20/2026x", "MM/DD/YYYY"),
        ("١١/20/2026", "MM/DD/YYYY"),
        ("", "YYYYMMDD"),
    ],
)
def test_a_date_of_another_form_is_refused(text: str, form: str) -> None:
    """A column has one form; nothing is tried out."""
    with pytest.raises(FormError, match=form):
        forms.date(text, form)


@pytest.mark.parametrize(
    ("text", "unit", "read"),
    [
        ("60", "mcg", "60 mcg"),
        ("60.0", "mcg", "60.0 mcg"),
        (".1", "mg", "0.1 mg"),
        ("60 mcg", "", "60 mcg"),
        ("60MCG", "", "60 mcg"),
        ("60 µg", "", "60 mcg"),
        ("0.6 ML", "", "0.6 mL"),
        ("0.6 cc", "mL", "0.6 mL"),
        ("60 micrograms", "mcg", "60 mcg"),
        ("60", "UG", "60 mcg"),
        ("0", "mcg", "0 mcg"),
    ],
)
def test_doses(text: str, unit: str, read: str) -> None:
    """The unit of the cell, or the column's where the cell has none."""
    assert forms.dose(text, unit) == read


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("60", "", "60: the unit is missing"),
        ("60 mg", "mcg", "should be mcg"),
        ("60 units", "", "expected a number with mcg, mg or mL"),
        ("1,500", "mcg", "expected a number"),
        ("-60", "mcg", "expected a number"),
        ("6e1", "mcg", "expected a number"),
        ("60", "drops", "60 drops: expected the unit mcg, mg or mL"),
    ],
)
def test_other_doses_are_refused(text: str, unit: str, says: str) -> None:
    """A unit is never made up, and two that differ are never chosen from."""
    with pytest.raises(FormError, match=says):
        forms.dose(text, unit)


def test_counts() -> None:
    """Whole containers, with the `.0` of spreadsheets; a volume is no count."""
    assert [forms.whole(text) for text in ("1", "2.0", "10.00")] == ["1", "2", "10"]
    for text in ("0.6", "1.5", "-1", "", "x"):
        with pytest.raises(FormError, match="whole containers"):
            forms.whole(text)


def test_words() -> None:
    """Capitals do not matter; a word that nobody explained is refused by name."""
    assert forms.word("SubQ", {"subq": "SC"}, "route") == "SC"
    with pytest.raises(FormError, match="IM: the columns do not say which route this is"):
        forms.word("IM", {"subq": "SC"}, "route")
