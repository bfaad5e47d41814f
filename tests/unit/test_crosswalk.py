"""CMS's crosswalk of NDCs and HCPCS codes, held against the catalogue."""

import csv
import datetime
import io
from typing import Any

import pytest

from core import crosswalk, ndc, quarters
from core.catalog import Catalog, Product
from core.cms_file import CmsFileError
from core.crosswalk import Comparison
from core.quantity import MCG
from tests.build import AMPUL_100, VIAL_100, shipped
from tests.unit.test_catalog import CROSSWALK

TODAY = datetime.date(2026, 11, 25)
HEADER = (
    *("_2026_CODE", "Short Description", "LABELER NAME", "NDC2", "Drug Name"),
    *("HCPCS dosage", "PKG SIZE", "PKG QTY", "BILLUNITS", "BILLUNITSPKG"),
)
NEW = (
    "J2354",
    "Octreotide inj, non-depot",
    "Example, Inc.",
    "99999-0001-31",
    "Octreotide",
    "25 MCG",
    "1",
    "10",
    "4",
    "40",
)


def published() -> list[tuple[str, ...]]:
    """The rows of the excerpt as CMS writes them."""
    with open(CROSSWALK, encoding="utf-8", newline="") as file:
        return [
            (
                *(row["hcpcs"], "Octreotide inj, non-depot", row["labeler"], row["ndc11"], row["name"], "25 MCG"),
                *(row["ml_per_container"], row["containers_per_package"], row["billing_units_per_container"], "0"),
            )
            for row in csv.DictReader(file)
        ]


def file(rows: list[tuple[str, ...]], header: tuple[str, ...] = HEADER, encoding: str = "cp1252") -> bytes:
    """A file as CMS publishes it: title, dates and notes, the header, and rows of other drugs around those wanted."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(["ASP NDC-HCPCS Crosswalk for Medicare Part B Drugs"])
    writer.writerow(["Effective October 1, 2026 through December 31, 2026"])
    writer.writerow(["Note 1:\xa0 not a list of all drugs"])
    other = ("J0129", "Abatacept", "BMS", "00003-2187-13", "Orencia", "10 MG", "1", "1", "25", "25")
    for row in (header, other, *rows):
        writer.writerow(row)
    return text.getvalue().encode(encoding)


def compared(rows: list[tuple[str, ...]], catalog: Catalog | None = None) -> Comparison:
    """What rows say that a catalogue does not; the shipped one where none is named."""
    catalog = catalog or shipped().catalog
    return crosswalk.compare(crosswalk.read(file(rows), "x.csv", catalog), catalog, TODAY)


def over(*products: Product) -> Catalog:
    """The shipped catalogue with products over it."""
    return Catalog((*shipped().catalog.products, *products))


def product(code: str, **fields: Any) -> Product:  # noqa: ANN401 - any field
    """A shipped product with some fields changed."""
    found = shipped().catalog.find(ndc.parse(code))
    assert isinstance(found, Product)
    return found._replace(**fields)


def changed_row(of: str, **cells: str) -> list[tuple[str, ...]]:
    """The published rows with other cells in that of one code."""
    places = {"code": 0, "dosage": 5, "size": 6, "units": 8}
    rows = []
    for row in published():
        found = list(row)
        if ndc.parse(row[3]) == ndc.parse(of):
            for name, text in cells.items():
                found[places[name]] = text
        rows.append(tuple(found))
    return rows


class TestFile:
    """A file as CMS publishes it."""

    def test_the_published_products_are_read(self) -> None:
        """All 33, without other drugs; they are those of the catalogue."""
        found = crosswalk.read(file(published()), "x.csv", shipped().catalog)

        assert (found.quarter, len(found.rows), found.unread) == ("2026 Q4", 33, ())
        assert compared(published()) == Comparison((), (), ())

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
    def test_order_of_columns_and_spelling(self, encoding: str) -> None:
        """Columns are known by their names; NDCs may lack their hyphens."""
        order = (9, 3, 8, 1, 0, 5, 2, 4, 6, 7)
        header = tuple(HEADER[place].upper().replace("NDC2", "ndc") for place in order)
        bare = (*NEW[:3], "99999000131", *NEW[4:])
        data = file([tuple(bare[place] for place in order)], header, encoding)

        (row,) = crosswalk.read(data, "x.csv", shipped().catalog).rows
        assert (row.key, row.labeler, row.content, row.volume) == (
            ndc.parse("99999-001-31"),
            "Example, Inc.",
            100 * MCG,
            MCG,
        )

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def test_as_a_spreadsheet_saves_it_again(self, separator: str, encoding: str) -> None:
        """Whatever stands between its cells, and in each form of text that Excel offers; the header tells."""
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=separator).writerows(csv.reader(io.StringIO(file(published()).decode("cp1252"))))
        found = crosswalk.read(text.getvalue().encode(encoding), "x.csv", shipped().catalog)

        assert found == crosswalk.read(file(published()), "x.csv", shipped().catalog)

    def test_a_decimal_comma_is_no_number(self) -> None:
        """A spreadsheet of another country writes 0,5 mL so; that row is compared by hand, not guessed."""
        text = "\n".join(";".join(row) for row in (HEADER, (*NEW[:6], "0,5", *NEW[7:]), published()[0]))
        found = crosswalk.read(text.encode(), "October 2026.csv", shipped().catalog)

        assert (len(found.rows), found.unread) == (1, (NEW[3],))

    def test_an_excerpt_is_read_too(self) -> None:
        """With the code's unit out of the catalogue, and the quarter out of its name."""
        with open(CROSSWALK, "rb") as excerpt:
            found = crosswalk.read(excerpt.read(), "October 2025 crosswalk.csv", shipped().catalog)

        assert (found.quarter, len(found.rows)) == ("2025 Q4", 33)
        assert quarters.since(found.quarter, TODAY) == 4

    @pytest.mark.parametrize(
        ("place", "text"),
        [
            (3, "99999-1"),
            (5, "25 things"),
            (6, "one"),
            (6, "0"),
            (2, " "),
            (4, ""),
            (8, "some"),
            (8, "0"),
            (8, "0.0000001"),
            (6, "3"),
        ],
    )
    def test_a_row_that_cant_be_used_is_named(self, place: int, text: str) -> None:
        """It is neither taken nor passed over in silence."""
        row = [*NEW]
        row[place] = text
        found = crosswalk.read(file([tuple(row), published()[0]]), "x.csv", shipped().catalog)

        assert (len(found.rows), found.unread) == (1, (row[3],))

    def test_one_ndc_that_is_listed_twice_and_otherwise(self) -> None:
        """Neither row is taken; both are compared by hand. The same row twice is one."""
        other = (*NEW[:8], "8", NEW[9])
        found = crosswalk.read(file([NEW, other, NEW, *published(), *published()]), "x.csv", shipped().catalog)

        assert (len(found.rows), found.unread) == (33, (NEW[3], NEW[3]))

    def test_a_file_without_a_row_that_can_be_read(self) -> None:
        """A cut file would say that all products are gone."""
        with pytest.raises(CmsFileError, match=r"^x\.csv has no readable row of a code in the list\."):
            crosswalk.read(file([]), "x.csv", shipped().catalog)

    def test_the_file_that_it_supersedes(self) -> None:
        """The quarter is its own, whichever is said first."""
        old = b"Supersedes the file effective July 1, 2026"
        data = file(published()).replace(b"ASP NDC-HCPCS Crosswalk", old, 1)

        assert crosswalk.read(data, "x.csv", shipped().catalog).quarter == "2026 Q4"

    @pytest.mark.parametrize(
        "data", [b"", b"HCPCS Code,Payment Limit\n", b"Effective October 1, 2026\nNDC2,BILLUNITS\n"]
    )
    def test_what_is_no_crosswalk(self, data: bytes) -> None:
        """It is refused with what to choose."""
        with pytest.raises(CmsFileError, match=r"x\.csv is no CMS crosswalk file\. Choose the CSV"):
            crosswalk.read(data, "x.csv", shipped().catalog)

    @pytest.mark.parametrize("data", [b"PK\x03\x04 [Content_Types].xml xl/workbook.xml", b"\xd0\xcf\x11\xe0\xa1"])
    def test_a_workbook(self, data: bytes) -> None:
        """Whoever has Excel can save it as CSV; there is nothing in it to be unpacked."""
        with pytest.raises(CmsFileError, match=r"^x\.xlsx is an Excel workbook\. Save it as CSV UTF-8, then choose"):
            crosswalk.read(data, "x.xlsx", shipped().catalog)


class TestAdded:
    """An NDC that the catalogue lacks."""

    def test_it_becomes_an_unconfirmed_product(self) -> None:
        """Its type is inferred from products of the same volume, and its source says so."""
        (row,) = compared([*published(), NEW]).added
        made = crosswalk.product(row, "99999-001-31", shipped().catalog, "2026 Q4", TODAY)

        assert crosswalk.spellings(row, shipped().catalog) == ("99999-001-31",)
        assert (made.strength, made.dosing, made.dosing_confirmed, made.origin) == (
            "100 mcg in 1 mL",
            "single",
            False,
            "clinic",
        )
        assert made.source.startswith("CMS ASP NDC-HCPCS crosswalk, 2026 Q4; dosing: inferred")

    def test_hyphens_that_nobody_can_know(self) -> None:
        """Each possible code is offered, first the one that is divided as others of that labeler (N1)."""
        (row,) = compared([*published(), (*NEW[:3], "63323-0999-01", *NEW[4:])]).added

        assert crosswalk.spellings(row, shipped().catalog) == ("63323-999-01", "63323-0999-1")

    def test_a_volume_of_no_other_product(self) -> None:
        """Then its type is not even inferred."""
        (row,) = compared([*published(), (*NEW[:6], "2", *NEW[7:])]).added

        assert crosswalk.dosing(row, shipped().catalog) == ""

    def test_a_depot_form_is_not_added(self) -> None:
        """What is turned away stays so, whatever code stands beside it (C1)."""
        assert compared([*published(), (*NEW[:3], "00078-0811-81", *NEW[4:])]).added == ()


class TestChanged:
    """An NDC of which the file says something else."""

    def test_another_content(self) -> None:
        """What was read on its label is of the old one, so that its type is unconfirmed again."""
        (found,) = compared(changed_row(AMPUL_100, units="8")).changed

        assert found.words == "100 mcg in 1 mL is 200 mcg in 1 mL"
        assert (found.after.content, found.after.concentration, found.after.dosing_confirmed) == (
            200 * MCG,
            200 * MCG,
            False,
        )

    def test_another_code(self) -> None:
        """It is found by its NDC, though the code is of another drug."""
        (found,) = compared(changed_row(AMPUL_100, code="J9999", dosage="50 MCG", units="2")).changed

        assert found.words == "J2354 is J9999, 25 mcg is 50 mcg"
        assert found.after.dosing_confirmed
        assert found.after.source == "CMS ASP NDC-HCPCS crosswalk, 2026 Q4; dosing: label: sterile 1 mL ampuls"

    def test_another_code_of_what_was_read_on_a_label(self) -> None:
        """Who read it stays in the source."""
        read = product(AMPUL_100, source="label, read by K. Mayer on 2026-11-20")
        (found,) = compared(changed_row(AMPUL_100, code="J9999", dosage="50 MCG", units="2"), over(read)).changed

        assert (
            found.after.source == "CMS ASP NDC-HCPCS crosswalk, 2026 Q4; dosing: label, read by K. Mayer on 2026-11-20"
        )

    def test_listed_again(self) -> None:
        """The mark goes."""
        gone = crosswalk.marked(product(VIAL_100), "2026 Q3")
        (found,) = compared(published(), over(gone)).changed

        assert (found.words, found.before.gone, found.after.gone) == ("listed again", "2026 Q3", "")

    def test_a_powder_stays_one(self) -> None:
        """Package size is then a count."""
        powder = product(VIAL_100, volume=None, concentration=None, source="label")
        assert compared(published(), over(powder)).changed == ()

        (found,) = compared(changed_row(VIAL_100, units="8"), over(powder)).changed
        assert (found.after.strength, found.after.volume) == ("200 mcg", None)


class TestGone:
    """A product that came from such a file and is no more in it."""

    def test_it_is_marked_once(self) -> None:
        """And stays in the list."""
        rows = [row for row in published() if ndc.parse(row[3]) != ndc.parse(VIAL_100)]
        (gone,) = compared(rows).gone
        marked = crosswalk.marked(gone, "2026 Q4")

        assert (marked.ndc, marked.gone, marked.origin) == (VIAL_100, "2026 Q4", "clinic")
        assert compared(rows, over(marked)).gone == ()

    def test_not_where_its_row_cant_be_read(self) -> None:
        """It is in the file, and compared by hand."""
        assert compared(changed_row(VIAL_100, units="some")).gone == ()

    def test_what_was_read_on_a_label_was_never_listed(self) -> None:
        """The clinic's own product is no matter of CMS."""
        own = product(VIAL_100, ndc="99999-001-31", key=ndc.parse("99999-001-31"), source="label, read by K. Mayer")

        assert compared(published(), over(own)).gone == ()
