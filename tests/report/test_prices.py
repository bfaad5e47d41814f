"""CMS's price files, and dollars by them."""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from core.report import prices
from core.report.prices import MAX_BYTES, Limit, PriceError, PriceFile
from tests.report.records import SAMPLE, body, drug, sample_prices

HEADER = b"HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit\n"
ROW = b"J2354,Octreotide,25 MCG,0.610\n"
EFFECTIVE = b'"Effective October 1, 2025 through December 31, 2025",,,\n'
OCTREOTIDE = {"J2354": Limit(Decimal("0.610"), "25 MCG")}


class TestFile:
    """A file as CMS publishes it."""

    def test_published_layout(self) -> None:
        """Titles and notes above the header; a code without a limit is passed over."""
        with open(SAMPLE, "rb") as file:
            found = prices.read(file.read(), "sample.csv")

        limits = {"J0001": Limit(Decimal("1234.567"), "1 MG"), **OCTREOTIDE}
        assert found == PriceFile("2025 Q4", "sample.csv", limits)

    @pytest.mark.parametrize(
        "data",
        [
            EFFECTIVE + HEADER + ROW,
            b"\xef\xbb\xbf" + EFFECTIVE + HEADER + ROW,
            EFFECTIVE + b"Note:\xa0Windows,,,\n" + HEADER + ROW,
            EFFECTIVE + HEADER.upper() + b' j2354 ,x,25  MCG,"$0.610 "\n',
            (EFFECTIVE + HEADER + ROW + b"J2354\nEnd of the file\n").replace(b"\n", b"\r\n"),
            EFFECTIVE + b"Payment Limit,HCPCS Code Dosage,HCPCS Code\n0.610,25 MCG,J2354\n",
            EFFECTIVE + (HEADER + ROW).replace(b",", b";"),
            (EFFECTIVE + (HEADER + ROW).replace(b",", b"\t")).decode().encode("utf-16"),
        ],
        ids=["plain", "utf-8 mark", "windows-1252", "spelling", "short rows", "other order", "semicolons", "utf-16"],
    )
    def test_as_it_may_come(self, data: bytes) -> None:
        """However it was saved again."""
        assert prices.read(data, "x.csv") == PriceFile("2025 Q4", "x.csv", OCTREOTIDE)

    @pytest.mark.parametrize(
        ("name", "quarter"),
        [
            ("section 508 version of January 2024 ASP Pricing File.csv", "2024 Q1"),
            ("april-2026-asp-pricing-file.csv", "2026 Q2"),
            ("JULY_2025.csv", "2025 Q3"),
        ],
    )
    def test_the_name_says_the_quarter_where_the_file_does_not(self, name: str, quarter: str) -> None:
        """CMS names its files by it."""
        assert prices.read(HEADER + ROW, name).quarter == quarter

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            (b"PK\x03\x04...", "x.csv is packed. Unpack it"),
            (b"x" * (MAX_BYTES + 1), "x.csv is too large"),
            (b"", "x.csv is no CMS price file"),
            (b"\x00\xff" * 50, "x.csv is no CMS price file"),
            (b'"' + b"x" * 200_000, "x.csv is no CMS price file"),
            (b"HCPCS Code,Payment Limit\n", "x.csv is no CMS price file"),
            (HEADER + ROW, "x.csv does not say its quarter"),
            (b"Effective March 1, 2025\n" + HEADER + ROW, "x.csv does not say its quarter"),
        ],
    )
    def test_what_is_no_price_file(self, data: bytes, message: str) -> None:
        """Each message says what to do."""
        with pytest.raises(PriceError, match=message):
            prices.read(data, "x.csv")

    @pytest.mark.parametrize("amount", ["0,610", "$1,234"])
    def test_a_comma_that_may_be_a_decimal_one(self, amount: str) -> None:
        """61 cents would become 610 dollars: nothing of the file is taken."""
        data = EFFECTIVE + (HEADER + ROW).replace(b",", b";").replace(b"0.610", amount.encode())
        with pytest.raises(PriceError, match=r"may have a decimal comma\. Save the file with decimal points"):
            prices.read(data, "x.csv")


class TestKept:
    """What was loaded before."""

    def test_nothing_yet(self, tmp_path: Path) -> None:
        """No file, no prices."""
        assert prices.load(str(tmp_path / "prices.json")) == {}

    def test_quarters_are_added(self, tmp_path: Path) -> None:
        """Each keeps its own price; a second file of a quarter takes the place of the first."""
        path = str(tmp_path / "new" / "prices.json")
        first = sample_prices("2025 Q3")["2025 Q3"]
        second = PriceFile("2025 Q4", "later.csv", {"J2354": Limit(Decimal("0.7"), "25 MCG")})

        prices.add(path, first)
        prices.add(path, sample_prices("2025 Q4")["2025 Q4"])
        said = prices.add(path, second)

        assert said == prices.load(path) == {"2025 Q3": first, "2025 Q4": second}
        if os.name == "posix":
            assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize(
        "text",
        [
            "{",
            "[]",
            "null",
            '{"2025 Q5": {"source": "x", "limits": {}}}',
            '{"2025 Q4": {"limits": {}}}',
            '{"2025 Q4": {"source": 1, "limits": {}}}',
            '{"2025 Q4": {"source": "x", "limits": {"J2354": ["0.610"]}}}',
            '{"2025 Q4": {"source": "x", "limits": {"J2354": ["NaN", "25 MCG"]}}}',
            '{"2025 Q4": {"source": "x", "limits": {"J2354": [0.61, "25 MCG"]}}}',
            '{"2025 Q4": {"source": "x", "limits": {"J2354": ["0.610", 25]}}}',
            "[" * 100_000,
        ],
    )
    def test_damaged(self, tmp_path: Path, text: str) -> None:
        """It is said, and loading a price file again puts it right."""
        path = tmp_path / "prices.json"
        path.write_text(text)

        with pytest.raises(PriceError, match=r"^The prices kept here are damaged\. Load the CMS price files again\.$"):
            prices.load(str(path))

        assert prices.add(str(path), sample_prices("2025 Q4")["2025 Q4"]) == sample_prices("2025 Q4")
        assert json.loads(path.read_text())["2025 Q4"]["limits"]["J2354"] == ["0.610", "25 MCG"]


class TestDollars:
    """Units times the limit of their own quarter."""

    def test_each_quarter_by_its_own_price(self) -> None:
        """Units of a quarter without a file are counted and not priced."""
        found = prices.dollars(
            drug(
                body(service_date="2026-02-01"),
                body(service_date="2026-11-20"),
                body(service_date="2026-11-21", payer="uhc-community-new-jersey"),
            ),
            sample_prices("2026 Q4", "2025 Q4"),
        )

        assert found.known
        assert (found.billed, found.unbilled, found.unpriced_units) == (Decimal("0.610"), Decimal("0.610"), 1)
        assert [(row.quarter, row.billed, row.unbilled, row.remark) for row in found.quarters] == [
            ("2026 Q1", None, None, prices.NO_FILE),
            ("2026 Q4", Decimal("0.610"), Decimal("0.610"), ""),
        ]

    @pytest.mark.parametrize(
        ("limits", "remark"),
        [
            ({}, "J2354 has no payment limit in the file of 2026 Q4."),
            ({"J2354": Limit(Decimal(1), "1 MG")}, "The file's unit is 1 MG, which is not the billing unit here."),
            ({"J2354": Limit(Decimal(1), "1 ML")}, "The file's unit is 1 ML, which is not the billing unit here."),
            ({"J2354": Limit(Decimal(1), "kit")}, "The file's unit is kit, which is not the billing unit here."),
        ],
    )
    def test_no_price_of_another_code_or_unit(self, limits: dict[str, Limit], remark: str) -> None:
        """Nothing is made up."""
        found = prices.dollars(drug(body()), {"2026 Q4": PriceFile("2026 Q4", "x.csv", limits)})

        assert not found.known
        assert [row.remark for row in found.quarters] == [remark]

    @pytest.mark.parametrize(
        ("amount", "words"), [("0.005", "$0.01"), ("1234.504", "$1,234.50"), ("0", "$0.00"), ("0.61", "$0.61")]
    )
    def test_cents(self, amount: str, words: str) -> None:
        """Rounded half up, once."""
        assert prices.usd(Decimal(amount)) == words
