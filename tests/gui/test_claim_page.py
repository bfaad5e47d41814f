"""The claim's page: the forms of the encounter at the chair, copied by key and button, and the proposal beside them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.claim import forms
from core.claim.service import CHARGE
from core.clinic import Charge
from gui import dates
from gui.chair import Chair
from gui.claim_page import ClaimPage
from gui.desk import Desk
from gui.help_dialog import HelpDialog
from tests.build import result
from tests.gui.keys import CTRL, attest, field, focused, give_60_of_100, press

NONE = Qt.KeyboardModifier.NoModifier
FORMS = [("cms1500", "F6"), ("x12_837p", "F7"), ("ub04", "F8"), ("x12_837i", "F9")]


@pytest.fixture
def page(whole: Desk, window: Chair) -> ClaimPage:
    """The page, in front, with the claim of 60 mcg given of 100."""
    give_60_of_100(window)
    press(Qt.Key.Key_2, CTRL)
    shown = whole.stack.currentWidget()
    assert isinstance(shown, ClaimPage)
    return shown


def clipboard() -> str:
    """What is on it."""
    return QGuiApplication.clipboard().text()


def texts(page: ClaimPage) -> list[str]:
    """All that stands on the page, as far as it is not folded away."""
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def order(page: ClaimPage) -> list[str]:
    """The titles of the cards, from above."""
    cards = [page.giving, *page.cards.values()]
    return [card.title for card in sorted(cards, key=lambda card: card.y()) if card.isVisible()]


@pytest.mark.parametrize(("key", "keys"), FORMS)
def test_each_form_is_copied_by_its_key_and_its_button(page: ClaimPage, key: str, keys: str) -> None:
    """What lies on the clipboard is the form's text, and the page says which form it was."""
    assert page.claim is not None
    (form,) = (form for form in page.claim.forms if form.key == key)
    QGuiApplication.clipboard().setText("other")
    press(getattr(Qt.Key, f"Key_{keys}"))

    assert clipboard() == forms.text(form)
    other = "" if form.fits else " This place wants the other kind of claim."
    (missing,) = {len([item for item in page.checklist.items if item.state == "missing"])}
    wrong = f" The check has {missing} missing or wrong." if missing else ""
    unconfirmed = " It bills a discard that nobody has confirmed."
    text = f"Copied: {forms.TITLES[key]}.{other}{unconfirmed}{wrong} Put your charge where it says CHARGE."
    assert page.message.text() == text
    QGuiApplication.clipboard().setText("other")
    QTest.mouseClick(page.cards[key].copy, Qt.MouseButton.LeftButton)
    assert clipboard() == forms.text(form)


def test_the_clinics_charge(whole: Desk, window: Chair) -> None:
    """Set in the settings it stands on the forms, and nothing is left to put in."""
    window.settings.clinic = window.settings.clinic._replace(charges=(Charge("J2354", 125),))
    give_60_of_100(window)
    page = whole.go("Claim")
    assert isinstance(page, ClaimPage)
    press(Qt.Key.Key_F8)

    assert [line.split("\t")[5] for line in clipboard().splitlines() if line.startswith("0636")] == ["3.75", "1.25"]
    assert page.message.text().startswith("Copied: UB-04, locators 42 to 47, 63 to 67.")
    assert CHARGE not in page.message.text()


def test_an_unconfirmed_discard_is_said_with_the_copy(
    whole: Desk, window: Chair, page: ClaimPage, qtbot: QtBot
) -> None:
    """Who copies a line that nobody has attested hears it at once; attested, there is nothing to say."""
    press(Qt.Key.Key_F6)
    assert "It bills a discard that nobody has confirmed." in page.message.text()
    whole.go("Chair")
    attest(qtbot, window)
    whole.go("Claim")
    press(Qt.Key.Key_F6)

    assert "nobody has confirmed" not in page.message.text()


def test_cells_say_their_field(page: ClaimPage) -> None:
    """Who does not see the form hears which field a value is in."""
    heard = {
        QAccessible.queryAccessibleInterface(label).text(QAccessible.Text.Name) for label in page.findChildren(QLabel)
    }

    assert {"24G units: 3", "24D modifiers: empty", "24D modifiers: JW", "24F charge: CHARGE", "23: empty"} <= heard
    assert any(name.startswith("Shaded: N4") for name in heard)


@pytest.mark.parametrize("width", [1024, 1110, 1366])
def test_what_is_wide_is_scrolled_sideways(
    whole: Desk, window: Chair, page: ClaimPage, width: int, qtbot: QtBot
) -> None:
    """Twelve diagnoses widen neither page nor card: a bar stands below them, and nothing is cut off above it."""
    field(window, "diagnosis").set_text(", ".join(f"C7A.{number:03}" for number in range(20, 34)))
    whole.window().resize(width, 700)
    whole.go("Chair")
    whole.go("Claim")
    card = page.cards["x12_837p"]
    qtbot.waitUntil(lambda: card.area.horizontalScrollBar().isVisible())

    assert all(card.width() <= page.width() for card in page.cards.values())
    content = card.area.widget()
    assert content is not None
    assert card.area.height() == content.minimumSizeHint().height() + card.area.horizontalScrollBar().height()
    field(window, "diagnosis").set_text("E34.09")
    whole.go("Chair")
    whole.go("Claim")
    qtbot.waitUntil(lambda: not card.area.horizontalScrollBar().isVisible())


def test_the_proposal_is_copied_apart(page: ClaimPage) -> None:
    """No form has the administration code; its own key copies it."""
    for _, keys in FORMS:
        press(getattr(Qt.Key, f"Key_{keys}"))
        assert "96372" not in clipboard()
    press(Qt.Key.Key_F4)

    assert clipboard() == "96372\t1\tinjection under the skin"
    assert page.message.text() == "Copied: the proposal for giving the drug."


def test_the_form_that_fits_comes_first(whole: Desk, window: Chair, page: ClaimPage) -> None:
    """In the office CMS-1500 and 837P, then the proposal; in a hospital UB-04 and 837I. The others are folded away."""
    assert order(page) == [
        "CMS-1500, items 21 to 24, 33a",
        "837P, loops 2300 to 2410",
        "Giving the drug",
        "UB-04, locators 42 to 47, 63 to 67",
        "837I, loops 2300 to 2410",
    ]
    assert page.cards["ub04"].inside.isHidden()
    QTest.mouseClick(page.cards["ub04"].fold, Qt.MouseButton.LeftButton)
    assert "0636" in texts(page)
    field(window, "setting").set_text("hospital_outpatient")
    whole.go("Chair")
    whole.go("Claim")

    assert order(page)[:2] == ["UB-04, locators 42 to 47, 63 to 67", "837I, loops 2300 to 2410"]
    assert page.cards["cms1500"].inside.isHidden()
    assert any("UB-04 or 837I" in text for text in texts(page))


def test_the_placeholder_stands_out(page: ClaimPage) -> None:
    """No charge is set: the word stands in its place in bold, and a remark says so."""
    placeholders = [label for label in page.findChildren(QLabel) if label.text() == CHARGE and label.isVisible()]

    assert [label.property("severity") for label in placeholders] == ["warning", "warning"]
    assert any(text.startswith("CHARGE stands for your charge") for text in texts(page))


def test_a_remark_leads_to_its_rule(whole: Desk, page: ClaimPage) -> None:
    """Its link says rule and grade and opens the rule."""
    row = next(row for row in page.cards["cms1500"].remarks.rows if row.entry.target == "F3")
    assert row.link.text() == "Rule F3, inferred"
    QTest.mouseClick(row.link, Qt.MouseButton.LeftButton)
    found = whole.findChild(HelpDialog)

    assert found is not None
    assert found.isVisible()
    found.close()


def test_what_must_be_done_stands_before_how_it_is_filled_in(page: ClaimPage) -> None:
    """What a form lacks has a sign; its layout is one line at the end, whose link tells of all its rules."""
    page.cards["ub04"].fold.click()
    *lacks, layout = [row.entry for row in page.cards["ub04"].remarks.rows]

    assert {entry.severity for entry in lacks} == {"warning"}
    assert layout.severity == ""
    assert layout.text.startswith("Locator 42: revenue code 0636. Locator 43")
    assert (layout.link, all(f"{id_}: " in layout.hint for id_ in ("M8", "N5", "F4", "F7"))) == (
        "Rule N5, general",
        True,
    )


def test_payer_place_and_date_stand_under_the_title(whole: Desk, window: Chair, page: ClaimPage) -> None:
    """Whose rules were followed is seen at once; no patient is named."""
    today = dates.now().date()
    assert page.about.text() == f"Medicare Part B. Physician office. Date of service {today}."
    field(window, "payer").set_text("blue-cross-idaho")
    whole.go("Chair")
    whole.go("Claim")

    assert page.about.text().startswith("Blue Cross of Idaho. ")


def test_another_claim_is_shown_from_its_head(page: ClaimPage, window: Chair, whole: Desk, qtbot: QtBot) -> None:
    """Wherever the one before was left; the same one stays where it was."""
    whole.window().resize(1024, 700)
    bar = page._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    page.show_chair()
    assert bar.value() > 0
    page.show_claim(result(given="100 mcg"), window.settings.clinic, "note 7QK4-0213")

    assert bar.value() == 0


@pytest.mark.parametrize("setting", ["office", "hospital_outpatient"])
def test_tab_goes_as_the_eye(whole: Desk, window: Chair, page: ClaimPage, setting: str) -> None:
    """Cards that change their places take their buttons and links along; the check comes after them."""
    whole.window().resize(1366, 768)
    field(window, "setting").set_text(setting)
    whole.go("Chair")
    whole.go("Claim")
    chain: list[QWidget] = [page]
    while (after := chain[-1].nextInFocusChain()) is not None and after is not page:
        chain.append(after)
    seen = [part for part in chain if page.isAncestorOf(part) and part.isVisible()]
    seen = [part for part in seen if part.focusPolicy() & Qt.FocusPolicy.TabFocus]

    cards = sorted([page.giving, *page.cards.values()], key=lambda card: card.y())
    parts = [place for part in seen for place, card in enumerate([*cards, page.checklist]) if card.isAncestorOf(part)]
    assert parts == sorted(parts)
    assert set(parts) == set(range(6))
    assert seen[0] is page.fits.rows[0].link


def test_the_first_stop_of_a_hospital_is_at_the_head(whole: Desk, window: Chair) -> None:
    """Not the fold of a card that comes last there."""
    give_60_of_100(window)
    field(window, "setting").set_text("hospital_outpatient")
    page = whole.go("Claim")
    assert isinstance(page, ClaimPage)

    assert focused() is page.fits.rows[0].link


def test_no_claim_is_left_on_the_clipboard(whole: Desk, window: Chair, page: ClaimPage) -> None:
    """An empty copy, on any page, takes away the claim that was copied before."""
    for go, key, modifiers in (("Claim", "F6", NONE), ("Claim", "F4", NONE), ("Claim", "F5", NONE)):
        whole.go("Claim")
        page.show_chair()
        press(Qt.Key.Key_F6)
        assert "J2354" in clipboard()
        page.show_claim(None, window.settings.clinic, "note 7QK4-0213")
        whole.go(go)
        press(getattr(Qt.Key, f"Key_{key}"), modifiers)
        assert clipboard() == ""


@pytest.mark.parametrize("copied", ["claim", "chart"])
def test_a_lock_takes_away_what_was_copied(whole: Desk, window: Chair, copied: str) -> None:
    """Also what was copied at the chair; what another program put there since stays."""
    give_60_of_100(window)
    act = window.copy_claim if copied == "claim" else window.issuing.copy_chart
    act()
    assert clipboard()
    whole.idle.ended.emit()
    assert clipboard() == ""
    press(Qt.Key.Key_Space)
    act()
    QGuiApplication.clipboard().setText("other")
    whole.idle.ended.emit()

    assert clipboard() == "other"
    press(Qt.Key.Key_Space)


def test_nothing_to_show_yet(whole: Desk) -> None:
    """Before an answer the page says what to do; keys copy nothing and say so."""
    press(Qt.Key.Key_2, CTRL)
    page = whole.stack.currentWidget()
    assert isinstance(page, ClaimPage)
    QGuiApplication.clipboard().setText("other")
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_F4)

    assert order(page) == []
    assert page.said.rows[0].text.text().startswith("There is no claim yet.")
    assert page.message.text() == "There is nothing to copy."
    assert clipboard() == "other"


def test_a_sample_has_the_proposal_alone(whole: Desk, window: Chair) -> None:
    """The drug may not be billed, and the page says why; giving it may be proposed."""
    give_60_of_100(window)
    field(window, "drug_source").set_text("sample")
    page = whole.go("Claim")
    assert isinstance(page, ClaimPage)

    assert order(page) == ["Giving the drug"]
    assert page.said.rows[0].text.text().startswith("The drug may not be billed. Sample:")
    assert page.said.rows[0].entry.severity == "error"


def test_below_each_other_in_a_narrow_window(whole: Desk, page: ClaimPage) -> None:
    """The check stands beside the forms, and below them where the window is narrow."""
    assert page.columns.direction() is page.columns.Direction.LeftToRight
    whole.window().resize(1024, 700)

    assert page.columns.direction() is page.columns.Direction.TopToBottom


@pytest.mark.parametrize(("diagnosis", "severity"), [([], "error"), (["E34.09"], "warning")])
def test_the_outcome_above_the_forms_has_a_sign(
    whole: Desk, window: Chair, page: ClaimPage, diagnosis: list[str], severity: str
) -> None:
    """In a narrow window, where the check is not in sight: that of the worst item."""
    whole.window().resize(1024, 700)
    page.show_claim(result(diagnosis=diagnosis, prior_authorization="PA-1"), window.settings.clinic, "note 7QK4-0213")

    assert page.sign.isVisible()
    assert page.outcome.property("severity") == severity
