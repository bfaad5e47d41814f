"""What a report says, section by section."""

import datetime

from core.clinic import Clinic
from core.journal import record
from core.journal.record import BEFORE_ALL
from core.note.pieces import Field, Paragraph
from core.plan import MAX_DOSE
from core.quantity import Mass
from core.report import content
from core.report.content import EMPTY, Basis
from core.report.figures import Dose
from core.report.pieces import Chart, Numbers, Section, Table
from tests.build import MULTI_1000, VIAL_500, opened, shipped
from tests.report.records import SINCE, UNTIL, added, basis, body, changed, sample_prices

MADE = datetime.datetime.fromisoformat("2026-11-25T09:30")


def sections(found: Basis) -> dict[str, Section]:
    """The sections by heading."""
    return {section.heading: section for section in content.sections(found)}


def table(section: Section) -> Table:
    """The first table of a section."""
    return next(piece for piece in section.pieces if isinstance(piece, Table))


def words(section: Section) -> str:
    """The running text of a section."""
    return " ".join(piece.text for piece in section.pieces if isinstance(piece, Paragraph))


def test_empty_period() -> None:
    """One sentence, and nothing else."""
    assert content.sections(basis()) == (Section("Summary", (Paragraph(EMPTY),)),)


def test_order() -> None:
    """From the whole to the parts; what does not occur is left out."""
    assert list(sections(basis(body()))) == [
        "Summary",
        "By week",
        "By product",
        "By reason",
        "By staff",
        "By payer",
        "Other stock",
        "Dollars",
    ]
    assert list(sections(basis(body(opened=opened(MULTI_1000), discard=None)))) == [
        "Summary",
        "By week",
        "By product",
        "By staff",
        "By payer",
        "Dollars",
    ]


def test_summary() -> None:
    """The figures that are read first."""
    (numbers,) = sections(basis(body(), body(payer="uhc-community-new-jersey")))["Summary"].pieces

    assert numbers == Numbers(
        (
            Field("Encounters", "2"),
            Field("Given", "120 mcg"),
            Field("Discarded", "80 mcg"),
            Field("Waste, of single-dose drug", "40.0 %"),
            Field("Administered units", "6"),
            Field("Units with JW", "1"),
            Field("Whole units left unbilled", "1"),
            Field("Kept in multi-dose", "0 mcg"),
        )
    )


def test_tables() -> None:
    """Each says the same figures as the records."""
    found = sections(basis(body(), body(payer="uhc-community-new-jersey")))

    assert table(found["By week"]).rows == (("2026-W47", "2026-11-16", "2", "120", "80", "40.0 %", "1"),)
    assert table(found["By product"]).rows == (("0078-0181-01", "100 mcg ampul", "2", "200", "120", "80", "0"),)
    assert table(found["By reason"]).rows == (("Dose smaller", "2", "80", "1"),)
    assert table(found["By staff"]).rows == (("R. Ortiz RN", "2", "120", "80", "40.0 %", "6", "1"),)
    assert [row[0] for row in table(found["By payer"]).rows] == [
        "Medicare Part B",
        "UnitedHealthcare Community Plan, New Jersey",
    ]
    assert table(found["Left unbilled"]).rows == (("The payer does not pay for it", "1", "1"),)


def test_every_table_is_whole() -> None:
    """As many cells in each row as columns, and an alignment for each."""
    found = basis(body(), body(discard={}), known=sample_prices("2026 Q4"))
    tables = [piece for section in content.sections(found) for piece in section.pieces if isinstance(piece, Table)]

    assert len(tables) > 8
    for piece in tables:
        assert {len(piece.align), *map(len, piece.rows)} == {len(piece.header)}


def test_multi_dose_alone_has_no_waste_share() -> None:
    """It is said, not shown as zero."""
    rows = table(sections(basis(body(opened=opened(MULTI_1000), discard=None)))["By staff"]).rows

    assert rows[0][4] == "none opened"


class TestOtherStock:
    """What another stock would have come to."""

    def test_less_and_more(self) -> None:
        """What would have been saved; with a minus where more would be discarded."""
        rows = {row[0]: row for row in table(sections(basis(body()))["Other stock"]).rows}

        assert rows["As opened"] == ("As opened", "100 mcg", "100", "40", "", "1")
        assert rows["50 mcg alone"] == ("50 mcg alone", "50 mcg", "100", "40", "0", "1")
        assert rows["500 mcg alone"] == ("500 mcg alone", "500 mcg", "500", "440", "-400", "17")

    def test_saved(self) -> None:
        """By smaller containers."""
        rows = {row[0]: row for row in table(sections(basis(body(opened=opened(VIAL_500))))["Other stock"]).rows}

        assert rows["50 mcg alone"][4] == "400"

    def test_assumptions_are_said(self) -> None:
        """In words, with what was left out."""
        figures = added(body())
        huge = Dose(Mass(MAX_DOSE + 1), Mass(MAX_DOSE + 1), Mass(2 * MAX_DOSE), 1)
        drug = figures.drugs[0]._replace(doses=(*figures.drugs[0].doses, huge))
        found = content.basis(figures._replace(drugs=(drug,)), shipped().catalog, (), {})

        said = words(sections(found)["Other stock"])
        assert said.startswith("Over 1 encounter. Each row opens, for every dose, ")
        assert "What containers cost, and whether they can be bought, is not known here." in said
        assert "Left out, since their dose is too large to plan for: 1 encounter." in said

    def test_no_figures_without_a_plan(self) -> None:
        """The reason stands in their place."""
        found = content.basis(added(body()), shipped().catalog, (Mass(50_000_000), Mass(33_333_333)), {})
        name, sizes, *rest = table(sections(found)["Other stock"]).rows[1]

        assert name == "Your stock"
        assert "too little to plan with" in sizes
        assert rest == [""] * 4


class TestDollars:
    """Only by the price of the quarter."""

    def test_without_a_file(self) -> None:
        """No dollars, and which quarters lack a file."""
        section = sections(basis(body(), body(service_date="2026-07-01")))["Dollars"]

        assert section.pieces == (
            Paragraph("No CMS price file is loaded for 2026 Q3, 2026 Q4, so no dollars are shown."),
        )

    def test_a_file_without_the_code(self) -> None:
        """The reason is given."""
        known = sample_prices("2026 Q4")
        known["2026 Q4"].limits.clear()

        assert words(sections(basis(body(), known=known))["Dollars"]) == (
            "No dollars are shown. J2354 has no payment limit in the file of 2026 Q4."
        )

    def test_with_a_file(self) -> None:
        """Units times limit, with the quarter, and what is not modelled."""
        found = basis(body(), body(service_date="2026-07-01"), known=sample_prices("2026 Q4"))
        section = sections(found)["Dollars"]

        assert section.pieces[0] == Numbers(
            (Field("Waste billed with JW", "$0.61"), Field("Whole units left unbilled", "$0.00"))
        )
        assert table(section).rows == (
            ("2026 Q3", "", "1", "", "0", "", "No price file of this quarter is loaded."),
            ("2026 Q4", "$0.610", "1", "$0.61", "0", "$0.00", ""),
        )
        assert words(section) == (
            "Without a price here, and not in the dollars: 1 unit. "
            "Dollars are units times Medicare's payment limit, whoever the payer is. "
            "Coinsurance, deductible and sequestration are not taken off."
        )

    def test_nothing_outside(self) -> None:
        """Where each quarter has its price, nothing is said of others."""
        section = sections(basis(body(), known=sample_prices("2026 Q4")))["Dollars"]

        assert words(section).startswith("Dollars are units")


def test_open_points() -> None:
    """How many, and the newest by number and date; never by patient."""
    found = sections(basis(body(discard={}, patient={"name": "Ada Example"}), body(given="160 mcg")))["Open points"]
    left_out, counted, named = found.pieces

    assert isinstance(left_out, Paragraph)
    assert left_out.text.endswith(": 1.")
    assert isinstance(counted, Table)
    assert counted.rows == (("Nothing may be billed", "1"), ("Discard not confirmed", "1"))
    assert isinstance(named, Table)
    assert {row[1:] for row in named.rows} == {
        ("2026-11-20", "Nothing may be billed"),
        ("2026-11-20", "Discard not confirmed"),
    }


def test_several_drugs() -> None:
    """Each has its own sections, by its code."""
    found = sections(basis(body(), changed(body(given="75 mcg"), hcpcs="J0001")))

    assert {"J0001 summary", "J2354 summary", "J0001 by week"} <= set(found)


def test_head() -> None:
    """Whose it is, which period, when and of what it was made; the patient stands nowhere."""
    found = basis(body(patient={"name": "Ada Example", "record_number": "MRN-77"}))
    last = record.seal(1234, BEFORE_ALL, body(), None)
    said = content.report(found, Clinic(name="Harbour"), MADE, last)

    assert (said.clinic, said.made) == ("Harbour", MADE)
    assert said.period == f"Dates of service {SINCE} to {UNTIL}"
    assert said.file_name == "2026-01-01-to-2026-12-31-report"
    assert said.basis.startswith("Made 2026-11-25 09:30   Vialnote ")
    assert said.basis.endswith(f"journal up to record 1,234, {last.hash[:12]}")
    assert "Ada" not in str(said)
    assert "MRN-77" not in str(said)


def test_empty_journal() -> None:
    """A report can be made of it, too."""
    assert content.report(basis(), Clinic(), MADE, None).basis.endswith("journal without records")


def test_characters_that_the_font_lacks() -> None:
    """They are codes, as on the note."""
    said = content.report(basis(body(given_by="安 RN")), Clinic(), MADE, None)
    chart = next(piece for section in said.sections for piece in section.pieces if "RN" in str(piece))

    assert isinstance(chart, Chart)
    assert chart.bars[0].label == "[U+5B89] RN"
