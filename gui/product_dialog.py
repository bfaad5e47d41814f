"""A product as its label says: typed anew, corrected, or confirmed."""

import datetime
from collections.abc import Iterable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox, QWidget

from core import own_lists
from core.catalog import CONTAINERS, Product
from core.entries import CLINIC, Entry
from core.list_writer import product_table
from core.note.phrases import DOSING
from core.reference import Reference
from gui import entry_dialog, theme
from gui.entry_dialog import READER, EntryDialog, Texts
from gui.field import Buttons, Choice, Field, Line

LABEL = "label, read by {} on {}"
"""The source of what somebody read on a container."""

_ADD = "Copy the container's label. A solution has concentration and volume; a powder has its content."
_KEPT = "taken to be {}; choose what you read"
_OTHER = "{} is {}. Does the label say so?"
_NO_RULES = "no limits are known for it"
_SAYS = "Look at the label of {} ({}, {}). What does it say?"
_TYPED = (
    "ndc",
    "labeler",
    "name",
    "hcpcs",
    "billing_unit",
    "concentration",
    "volume",
    "content",
    "container",
    "dosing",
)


def ask(parent: QWidget, known: Reference, staff: Iterable[str], before: Product | None = None) -> Product | None:
    """Ask for a product from its label; None where the user went back.

    Args:
        parent: the window.
        known: what it must not contradict.
        staff: offered as those who read the label.
        before: the entry that is corrected; None for a new one.
    """
    fields = {**_fields(known), **entry_dialog.reading(staff, "the label")}
    table = product_table(before) if before else {"hcpcs": known.catalog.products[0].hcpcs}
    if before is not None and not before.dosing_confirmed:
        del table["dosing"]
    for name in _TYPED:
        fields[name].set_text(str(table.get(name, "")))
    if before is not None:
        fields["ndc"].control.setEnabled(False)
        fields["dosing"].remark("" if before.dosing_confirmed else _KEPT.format(DOSING[before.dosing]))
    watch = _Units(fields, known)
    title = f"Correct {before.ndc}" if before else "Add a product from its label"

    def check(texts: Texts) -> Texts:
        return _read(texts, known, before)[1] | entry_dialog.reading_faults(texts)

    dialogue = EntryDialog(parent, title, _ADD, fields, check, topic="lists.products")
    watch.setParent(dialogue)
    if before is not None:
        fields["labeler"].focus()
    found = None
    while found is None and dialogue.exec():
        found = _read(dialogue.texts(), known, before)[0]
        if before is not None and not _is_meant(dialogue, before, found):
            found = None
    dialogue.deleteLater()
    return found


def ask_dosing(parent: QWidget, product: Product, staff: Iterable[str]) -> Product | None:
    """Ask what the label says of a container whose type was inferred; None where the user went back."""
    fields = {"dosing": _says(), **entry_dialog.reading(staff, "the label")}

    def check(texts: Texts) -> Texts:
        faults = {} if texts["dosing"] else {"dosing": "Choose what the label says."}
        return faults | entry_dialog.reading_faults(texts)

    words = _SAYS.format(f"{product.strength} {product.container}", product.labeler, product.ndc)
    dialogue = EntryDialog(parent, "Confirm the container's type", words, fields, check, topic="lists.type")
    texts = dialogue.texts() if dialogue.exec() else None
    dialogue.deleteLater()
    return None if texts is None else confirmed(product, texts["dosing"], texts[READER], entry_dialog.day(texts))


def confirmed(product: Product, dosing: str, reader: str, day: str) -> Product:
    """A product whose type somebody read on the label; the rest keeps its source."""
    source = f"{product.source.partition('; dosing: ')[0]}; dosing: {LABEL.format(reader, day)}"
    checked = datetime.date.fromisoformat(day)
    return product._replace(dosing=dosing, dosing_confirmed=True, source=source, checked=checked, origin=CLINIC)


def _read(texts: Texts, known: Reference, before: Product | None) -> tuple[Product, Texts]:
    """A product out of the fields, and what is wrong with which."""
    table: dict[str, object] = {name: texts[name] for name in _TYPED if texts[name]}
    day = entry_dialog.day(texts)
    table |= {"dosing_confirmed": True, "source": LABEL.format(texts[READER], day), "checked": day}
    if before is not None and texts["dosing"] in {"", before.dosing}:
        table |= _type_of(before, str(table["source"]), chosen=bool(texts["dosing"]))
    entry = Entry("product", table, origin=CLINIC)
    product = own_lists.check_product(entry, known, before)
    return product, {name: f"{words[0].upper()}{words[1:]}." for name, words in entry.wrong.items()}


def _type_of(before: Product, source: str, *, chosen: bool) -> dict[str, object]:
    """The type as it was: with its evidence, unless somebody chose what had not been confirmed."""
    if chosen and not before.dosing_confirmed:
        return {}
    evidence = before.source.partition("dosing: ")[2]
    said = f"{source}; dosing: {evidence}" if evidence else source
    return {"dosing": before.dosing, "dosing_confirmed": before.dosing_confirmed, "source": said}


def _is_meant(parent: QWidget, before: Product, after: Product) -> bool:
    """Whether the label says another content than the list did; asks where it is another one."""
    if after.strength == before.strength:
        return True
    asked = QMessageBox(parent)
    asked.setWindowTitle("Vialnote")
    asked.setText(_OTHER.format(before.strength, after.strength))
    yes = asked.addButton("&The label says so", QMessageBox.ButtonRole.AcceptRole)
    back = asked.addButton("&Go back", QMessageBox.ButtonRole.RejectRole)
    asked.setDefaultButton(back)
    theme.lay_out_question(asked)
    asked.exec()
    asked.deleteLater()
    return asked.clickedButton() is yes


class _Units(QObject):
    """Fills in the billing unit of a code that is known, and says where no rules are known for one."""

    def __init__(self, fields: dict[str, Field], known: Reference) -> None:
        super().__init__()
        self._fields, self._known = fields, known
        fields["hcpcs"].changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        code = self._fields["hcpcs"].text().upper()
        found = next((product for product in self._known.catalog.products if product.hcpcs == code), None)
        if found is not None:
            self._fields["billing_unit"].set_text(product_table(found)["billing_unit"])
        strange = len(code) == 5 and code not in self._known.codes.drugs
        self._fields["hcpcs"].remark(_NO_RULES if strange else "")


def _says() -> Field:
    """What the label says of the type; nothing is chosen at first."""
    return Buttons("The label says", {name: words.capitalize() for name, words in DOSING.items()})


def _fields(known: Reference) -> dict[str, Field]:
    labelers = dict.fromkeys(product.labeler for product in known.catalog.products)
    return {
        "ndc": Line("NDC", "With its hyphens, as on the label", "0641-6175-10"),
        "labeler": Line("Labeler", "Whose name is on the label", next(iter(labelers), "")),
        "name": Line("Name", "As on the label", "Octreotide acetate injection"),
        "hcpcs": Line("HCPCS code", "", "J2354"),
        "billing_unit": Line("Billing unit", "Of the code, with its unit", "25 mcg"),
        "container": Choice("Container", {"": "Choose ...", **{kind: kind.capitalize() for kind in CONTAINERS}}),
        "concentration": Line("Concentration; empty for a powder", "With its unit", "100 mcg/mL"),
        "volume": Line("Volume in one container; empty for a powder", "With its unit", "1 mL"),
        "content": Line("Content of a powder; empty for a solution", "With its unit", "500 mcg"),
        "dosing": _says(),
    }
