"""All that the window can show, put on one scene after the other: pages, dialogues, questions, what is wrong."""

import io
import json
import os
from collections.abc import Callable
from functools import partial
from typing import Any

import pypdfium2
from camera import Camera
from pictures import CLINIC, EXAMPLE, EXAMPLES, file_examples
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QAbstractButton, QLabel, QTableView

from core import encounter_json, reference
from core.calculate import calculate
from core.crash import Kept
from core.note import finished
from gui import amending, leaving, offers, product_dialog, unlock, words
from gui.about_dialog import AboutDialog
from gui.check_dialog import CheckDialog
from gui.crash_dialog import CrashDialog
from gui.desk import AUDIT, CHAIR, CLAIM, JOURNAL, LISTS, REPORT, Desk
from gui.help_dialog import HelpDialog
from gui.journal import State
from gui.scanner_dialog import ScannerDialog
from gui.scanner_seen import Seen, Stroke
from gui.settings_dialog import SettingsDialog
from gui.wedge import Scan

_LONG = "Saint Bartholomew-Featherstonehaugh Regional Neuroendocrine Infusion Centre of Upper Massachusetts"
_CASES: dict[str, dict[str, Any]] = {
    "dose missing": {"given": ""},
    "too much": {"given": "200 mcg"},
    "wrong": {"given": "1,5 mg", "given_at": "99", "patient": {"name": "A", "birth_date": "61"}},
    "two of long names": {
        "opened": [{"ndc": "0641-6175-10", "lot": "QX7781-AB-0099871-LONG", "expires": "2027-11-30"}] * 4,
        "given": "330 mcg",
        "given_by": _LONG,
        "site": _LONG,
        "patient": {"name": _LONG, "record_number": "0000000000000000123456789"},
        "diagnosis": ["E34.09", "D3A.098", "K52.9", "R19.7"],
        "discard": {"confirmed": True, "reason": _LONG, "time": "10:42", "discarded_by": _LONG, "witness": _LONG},
    },
}
_EXPIRED, _SCANNED = "01003007801810131725013110SNC208", "]d201003007801810131727113010SNC208"
_CLAIMS = "Patient,Claim No,DOS,Plan,Route,Dose,NDC,Vials,HCPCS,Units,Mod 1,Mod 2\n" + "".join(
    f"Jane Doe,C{n},11/20/2026,Medicare,SubQ,60,0078-0181-01,1,J2354,{n % 5},,\n" for n in range(40)
)
_CROSSWALK = (
    '"ASP NDC-HCPCS Crosswalk for Medicare Part B Drugs"\n"Effective October 1, 2026 through December 31, 2026"\n'
    "_2026_CODE,Short Description,LABELER NAME,NDC2,Drug Name,HCPCS dosage,PKG SIZE,PKG QTY,BILLUNITS,BILLUNITSPKG\n"
    'J2354,"Octreotide inj, non-depot","Example, Inc.",99999-0001-31,Octreotide,25 MCG,1,10,4,40\n'
    'J2354,"Octreotide inj, non-depot","Example, Inc.",63323-0999-01,Octreotide,25 MCG,1,10,4,40\n'
    'J2354,"Octreotide inj, non-depot",Novartis,00078-0181-01,Sandostatin,25 MCG,1,10,8,80\n'
)
_GRANT = {"number": "PA-2026-118", "record": "000000", "patient": "Sample Patient", "units": "40"}
_DAYS = {"since": "2026-01-01", "until": "2026-12-31"}


def chair(camera: Camera) -> None:
    """The chair's page in all of its states."""
    desk = camera.desk
    example = _example()
    camera.take("chair answered")
    camera.to_end("chair answered, its end", desk.chair)
    desk.chair.halves.turn_note()
    camera.wait(lambda: bool(desk.chair.preview.sheets))
    camera.take("chair note")
    desk.chair.halves.turn_note()
    for name in sorted(os.listdir(EXAMPLES)):
        with open(os.path.join(EXAMPLES, name), "rb") as file:
            _fill(desk, json.load(file))
        camera.take(name.removesuffix(".json"))
    for name, change in _CASES.items():
        _fill(desk, example | change)
        camera.take(f"chair {name}")
    desk.chair.go_to("necessity.indication")
    camera.take("chair necessity")
    _fill(desk, {})
    desk.chair.go_to("opened")
    camera.take("chair blank")
    desk.chair.take_scan(Scan(_EXPIRED, ""))
    desk.chair.go_to("opened")
    camera.take("chair asks about a scan")
    _fill(desk, {})
    desk.chair.cases.offer.offer("2026-11-25 16:40")
    desk.chair.warn("The list of products could not be read: it is damaged. The shipped list is used.")
    offers.take(offers.SAMPLE, desk)
    desk.chair.say(f"Saved as waste-note.pdf. {words.NOT_IN_JOURNAL}")
    camera.take("chair sample, draft, warning, not filed")
    desk.chair.banner.hide()
    desk.chair.cases.offer.hide()


def dialogues(camera: Camera) -> None:
    """What is asked and told over the chair's page."""
    desk = camera.desk
    camera.over("settings", desk.chair.change_settings, partial(camera.to_end, "settings end"))
    wrong = SettingsDialog(CLINIC._replace(npi="12", name=_LONG), desk.lists.known.payers, desk.chair)
    wrong.show()
    wrong.accept()
    camera.take("settings wrong", wrong)
    wrong.close()
    set_up = desk.chair.set_up()
    for place in range(set_up.pages.count()):
        camera.take(f"set up {place + 1}", set_up)
        set_up.next.click() if place + 1 < set_up.pages.count() else set_up.close()
    for topic in ("line 1", "news"):
        desk.helping.show(topic)
        for shown in desk.findChildren(HelpDialog):
            camera.take(f"help {topic}", shown)
            shown.close()
    about = AboutDialog(desk.lists.known.rules.version, desk)
    camera.wait(lambda: about.list.count() > 0)
    camera.over("about", about.exec)
    camera.over("crash", CrashDialog(Kept("", "crash-1.txt"), desk).exec)
    camera.over("crash at start", CrashDialog(Kept("", "")).exec)
    scanner = ScannerDialog(desk.chair.form.opened.told, desk)
    camera.over("scanner", scanner.exec, lambda _: _scan(camera, scanner))


def questions(camera: Camera) -> None:
    """What is asked before something is lost or believed."""
    desk = camera.desk
    product = desk.lists.known.catalog.products[3]
    camera.over("leaving", lambda: leaving.ask(desk))
    camera.over("amend", lambda: amending.ask(desk, "7QK4-0213", "Witness added"))
    camera.over("confirm type", lambda: product_dialog.ask_dosing(desk, product, ["R. Ortiz RN"]))
    camera.over(
        "correct product",
        lambda: product_dialog.ask(desk, desk.lists.known, ["R. Ortiz RN"], product),
        _correct,
    )
    camera.over("begin journal", lambda: unlock.ask(desk, desk.journal), lambda shown: _accept(camera, shown))
    camera.over("unlock", unlock.Unlock(desk, desk.journal).exec, lambda shown: _accept(camera, shown))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    camera.over("print", QPrintDialog(printer, desk).exec)
    camera.over("save", desk.chair.issuing.save)


def checks(camera: Camera) -> None:
    """What comes of checking a note: it is the same, another one, or none."""
    desk = camera.desk
    note = finished.finish(calculate(encounter_json.read(_example_bytes()), reference.shipped(), CLINIC), CLINIC).pdf
    folder = os.path.dirname(camera.taken[0])
    for name, data in (("same", note), ("changed", _with_another_page(note)), ("no note", b"a text")):
        path = os.path.join(folder, f"{name}.pdf")
        with open(path, "wb") as file:
            file.write(data)
        dialogue = CheckDialog(desk.lists.known, desk)
        dialogue.check(path)
        dialogue.show()
        camera.wait(lambda dialogue=dialogue: dialogue.headline.text() != words.CHECKING)
        camera.take(f"check {name}", dialogue)
        dialogue.close()
        os.unlink(path)


def empty_pages(camera: Camera) -> None:
    """The other pages before there is a journal, or while it can't be used."""
    desk = camera.desk
    desk.go(CLAIM)
    camera.take("claim sample")
    _fill(desk, {})
    desk.go(JOURNAL)
    desk.go(CLAIM)
    camera.take("claim empty")
    for name in (JOURNAL, REPORT, AUDIT):
        desk.go(name)
        camera.take(f"{name} empty")
    desk.go(JOURNAL)
    before = desk.journal.state
    for state in (State.LOCKED, State.DAMAGED, State.FAILED):
        desk.journal.state = state
        desk.journal.turned.emit()
        camera.take(f"journal {state.name.lower()}")
    desk.journal.state = before
    desk.journal.turned.emit()


def journal(camera: Camera) -> None:
    """The journal with notes, what it finds and not, and its dialogues."""
    desk = camera.desk
    page: Any = desk.go(JOURNAL)
    desk.journal.begin("made for a picture")
    camera.wait(page.is_quiet)
    camera.take("journal without notes")
    file_examples(desk)
    for table in page.findChildren(QTableView):
        table.setFocus(Qt.FocusReason.TabFocusReason)
        table.selectRow(0)
    camera.wait(page.is_quiet)
    camera.take("journal")
    page.show_waiting("2 notes wait for the clinic's server. They are filed once it is there.")
    page.filter.since.set_text("2026-13")
    page.biller.due.click()
    camera.wait(page.is_quiet)
    camera.take("journal due, date wrong, notes waiting")
    page.biller.due.click()
    page.show_waiting("")
    page.filter.search.set_text("nobody")
    page.filter.now()
    camera.wait(page.is_quiet)
    camera.take("journal nothing found")
    page.filter.empty()
    camera.wait(page.is_quiet)
    page.chores.check.click()
    camera.wait(lambda: page.message.text().startswith("Every record"))
    camera.take("journal checked")
    for said in ("Open", "Void", "Mark claim", "Recovery", "For the EHR", "Back up"):
        camera.push(f"journal {said}", page, said, lambda shown: _drawn(camera, shown))
    camera.push("authorisations", page, "Authorisations", lambda shown: _grants(camera, shown))


def figures(camera: Camera) -> None:
    """Report and audit with something to show."""
    desk = camera.desk
    report: Any = desk.go(REPORT)
    camera.wait(lambda: bool(report.cards))
    camera.take("report")
    camera.to_end("report end", desk)
    report.head.sizes.set_text("few")
    report.head.sizes.line.editingFinished.emit()
    report.take_prices(EXAMPLE)
    camera.take("report wrong")
    audit: Any = desk.go(AUDIT)
    audit.take_file(EXAMPLE)
    camera.wait(lambda: not audit.auditing.busy)
    camera.take("audit of no table")
    path = os.path.join(os.path.dirname(camera.taken[0]), "claims.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(_CLAIMS)
    audit.take_file(path)
    camera.wait(audit.columns.isVisible)
    camera.take("audit columns")
    audit.columns.columns["route"].set_text("")
    audit.columns.use.click()
    camera.take("audit columns wrong")
    audit.take_file(path)
    camera.wait(audit.columns.isVisible)
    audit.columns.forms["dose_unit"].set_text("mcg")
    for _ in range(2):  # what is doubtful is asked about once
        audit.columns.use.click()
    camera.wait(lambda: bool(audit.cards))
    camera.take("audit done")
    camera.to_end("audit done, its end", desk)


def lists(camera: Camera) -> None:
    """Each list, and what its buttons open."""
    page: Any = camera.desk.go(LISTS)
    for place in range(page.tabs.count()):
        page.tabs.setCurrentIndex(place)
        part = page.tabs.widget(place)
        camera.take(f"list {page.tabs.tabText(place)}")
        for said, button in list(part.buttons.items()):
            if button.isEnabled() and not any(found in said for found in ("Remove", "file", "table", "Load")):
                camera.over(f"list {place} {said.strip('.')}", button.click, lambda shown: _accept(camera, shown))
    page.tabs.setCurrentIndex(0)
    path = os.path.join(os.path.dirname(camera.taken[0]), "crosswalk.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write(_CROSSWALK)
    camera.over("crosswalk", lambda: page.products.take_crosswalk(path))
    page.products.search.set_text("nothing")
    camera.take("list nothing found")
    page.products.search.set_text("")


def translated(camera: Camera) -> None:
    """The pages with words as long as in other languages."""
    _fill(camera.desk, _example())
    for name in (CHAIR, CLAIM, JOURNAL, REPORT, AUDIT, LISTS):
        page = camera.desk.go(name)
        for part in page.findChildren(QLabel) + page.findChildren(QAbstractButton):
            if part.text():
                part.setText(_longer(part.text()))
        camera.take(f"{name} translated")


def locked(camera: Camera) -> None:
    """The window after some time without a key."""
    camera.desk.lock(lambda _: "This is not the passphrase.")
    for button in camera.desk.findChildren(QAbstractButton):
        if button.text() == "Unlock":
            button.click()
    camera.take("locked")


SCENES: tuple[Callable[[Camera], None], ...] = (
    *(chair, dialogues, questions, checks, empty_pages, journal, figures, lists, translated, locked),
)


def _longer(text: str) -> str:
    return f"{text} {text[: 2 * len(text) // 5]}".rstrip()


def _example_bytes() -> bytes:
    with open(EXAMPLE, "rb") as file:
        return file.read()


def _example() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_example_bytes())
    return found


def _with_another_page(note: bytes) -> bytes:
    """A note that somebody has put an empty page behind."""
    with pypdfium2.PdfDocument(note) as document, io.BytesIO() as written:
        document.new_page(612, 792)
        document.save(written)
        return written.getvalue()


def _fill(desk: Desk, encounter: dict[str, Any]) -> None:
    desk.chair.form.fill(desk.chair.form.blank() | encounter)
    desk.chair.update_answer()


def _correct(dialogue: Any) -> None:  # noqa: ANN401 - has fields
    """Write what is asked about then: whether the label really says so."""
    for name, text in {"concentration": "1000 mcg/mL", "by": "R. Ortiz RN"}.items():
        dialogue.fields[name].set_text(text)
    dialogue.accept()


def _accept(camera: Camera, dialogue: Any) -> None:  # noqa: ANN401 - whichever says what is wrong
    """Say yes to a dialogue that is not filled in, and show what it says."""
    dialogue.accept()
    camera.take("wrong", dialogue)
    dialogue.close()


def _scan(camera: Camera, dialogue: ScannerDialog) -> None:
    keys = (*_SCANNED, "Enter")
    dialogue.show_seen(Seen(tuple(Stroke(name, 5 * place) for place, name in enumerate(keys))))
    camera.take("scanner seen", dialogue)
    dialogue.close()


def _drawn(camera: Camera, dialogue: Any) -> None:  # noqa: ANN401 - a note's has a preview
    """Show a note once it is drawn."""
    if hasattr(dialogue, "preview"):
        camera.wait(lambda: bool(dialogue.preview.sheets))
        camera.take("journal note drawn", dialogue)
    dialogue.close()


def _grants(camera: Camera, dialogue: Any) -> None:  # noqa: ANN401 - of authorisations
    """Add one, and be asked before it is withdrawn."""

    def fill(edit: Any) -> None:  # noqa: ANN401 - the fields of one
        edit.accept()
        camera.take("authorisation wrong", edit)
        for name, text in {**_GRANT, **_DAYS}.items():
            getattr(edit, name).set_text(text)
        edit.accept()

    camera.over("authorisation", dialogue.add.click, fill)
    camera.wait(dialogue.is_quiet)
    camera.take("authorisations, one", dialogue)
    camera.over("correct an authorisation", dialogue.correct.click)
    camera.over("withdraw", dialogue.withdraw.click)
    dialogue.close()
