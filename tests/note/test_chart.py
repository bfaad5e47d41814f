"""The encounter as text to paste into a chart or a claim."""

from core.clinic import Clinic
from core.note import chart, identity
from tests.build import AMPUL_100, MULTI_1000, opened, result


def test_chart_text() -> None:
    """One paragraph with dose, containers, discard and claim."""
    found = result()

    assert chart.chart_text(found, Clinic(name="Harbour Endocrinology")) == (
        "Sandostatin (octreotide acetate) injection (J2354): 60 mcg (0.6 mL) given, ordered 60 mcg, subcutaneous, "
        "site left abdomen, on 2026-11-20 at 10:35 by R. Ortiz RN. "
        "Opened: 1 single-dose x 100 mcg in 1 mL ampul, Novartis Pharmaceuticals Corporation, NDC 0078-0181-01, "
        "lot L1, expires 2027-11-30. "
        "Labelled 100 mcg, discarded 40 mcg (0.4 mL) at 10:42 by R. Ortiz RN; reason: Dose smaller; "
        "method: not recorded; witness: none recorded. "
        f"Claim: J2354 3 units, J2354 JW 1 unit. Note {identity.note_number(found.encounter)}, Harbour Endocrinology."
    )


def test_chart_text_states_no_discard_that_nobody_confirmed() -> None:
    """R17: what is not confirmed is said to be so."""
    text = chart.chart_text(result(discard={}), Clinic())

    assert "DRAFT: labelled 100 mcg, discard of 40 mcg (0.4 mL) not confirmed." in text
    assert "witness" not in text


def test_chart_text_of_a_multi_dose_container() -> None:
    """What is kept is said, and nothing was discarded."""
    text = chart.chart_text(result(opened=opened(MULTI_1000)), Clinic())

    assert "940 mcg (4.7 mL) kept in the multi-dose container. Nothing discarded." in text


def test_chart_text_with_a_serial_number() -> None:
    """It stands after the lot."""
    text = chart.chart_text(result(opened=[{**opened(AMPUL_100)[0], "serials": ["A7"]}]), Clinic())

    assert "lot L1, serial A7, expires 2027-11-30. " in text


def test_chart_text_of_an_unknown_product() -> None:
    """Nothing is made up about a drug that nobody knows."""
    text = chart.chart_text(result(opened=[{"ndc": "9999-9999-99"}], ordered=""), Clinic())

    assert text.startswith("Drug not in the product catalogue: 60 mcg given, subcutaneous,")
    assert "is not in the product catalogue. Check it against the label" in text


def test_chart_text_of_more_given_than_opened_holds() -> None:
    """Nothing is said of a rest where the amounts do not add up."""
    text = chart.chart_text(result(given="160 mcg"), Clinic())

    assert "iscarded" not in text
    assert "160 mcg given, but the containers opened gave 100 mcg at most." in text


def test_chart_text_is_one_line() -> None:
    """Line breaks that were typed do not break a chart's field."""
    assert "\n" not in chart.chart_text(result(), Clinic(name="A\nB"))


def test_claim_text() -> None:
    """A line for each claim line, its fields parted by tabs, for a form and for an 837."""
    assert chart.claim_text(result(opened=opened(AMPUL_100))) == (
        "2026-11-20\tJ2354\t\t3\tN400078018101 ML0.6\tLIN**N4*00078018101~CTP****0.6*ML~\n"
        "2026-11-20\tJ2354\tJW\t1\tN400078018101 ML0.4\tLIN**N4*00078018101~CTP****0.4*ML~"
    )


def test_claim_text_of_nothing_billable() -> None:
    """No line where nothing may be billed."""
    assert chart.claim_text(result(given="0")) == ""
