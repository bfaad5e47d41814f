"""Medicare's payment limits out of the price files that CMS publishes each quarter, and dollars by them.

A file is a CSV: a title, the dates from which to which it holds, some notes, then a header and a row for each code.
Nothing is estimated: where no file of the quarter was loaded, there are no dollars.
"""

import json
import os
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from core import cms_file, quarters
from core.cms_file import CmsFileError
from core.files import complete
from core.quantity import Mass, QuantityError, parse_mass
from core.report.figures import Drug, Row

FILE = "prices.json"
"""Name of the file in the data folder that keeps what was loaded."""

MAX_BYTES = cms_file.MAX_BYTES
NOT_MODELLED = (
    "Dollars are units times Medicare's payment limit, whoever the payer is.",
    "Coinsurance, deductible and sequestration are not taken off.",
)
"""What the dollars leave out, in words."""

NO_FILE = "No price file of this quarter is loaded."
"""Why a quarter has no dollars, mostly."""

_CODE, _DOSAGE, _LIMIT = "hcpcs code", "hcpcs code dosage", "payment limit"
_COLUMNS = {_CODE, _DOSAGE, _LIMIT}
_DOLLARS = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?", re.ASCII)
_COMMA = re.compile(r"\$?[0-9]+,[0-9]+", re.ASCII)
"""An amount of which nobody can tell whether its comma is a decimal one: CMS writes `1,234.567`."""


class PriceError(ValueError):
    """A price file can't be used; the message says why and what to do."""


class Limit(NamedTuple):
    """What Medicare pays at most for one unit."""

    dollars: Decimal
    dosage: str
    """The unit as the file writes it: `25 MCG`."""


class PriceFile(NamedTuple):
    """One quarter's file."""

    quarter: str
    """Such as `2026 Q4`."""

    source: str
    """Name of the file that was loaded."""

    limits: dict[str, Limit]
    """By billing code."""


Prices = dict[str, PriceFile]
"""Price files by quarter."""


class QuarterDollars(NamedTuple):
    """One quarter's units, and dollars where its price is known."""

    quarter: str
    jw_units: int
    unbilled_units: int
    limit: Decimal | None
    """Dollars for a unit; None where no price is known."""

    remark: str
    """Why no price is known; empty where one is."""

    @property
    def billed(self) -> Decimal | None:
        """For the units billed with JW."""
        return None if self.limit is None else self.jw_units * self.limit

    @property
    def unbilled(self) -> Decimal | None:
        """For the discarded units that were not billed."""
        return None if self.limit is None else self.unbilled_units * self.limit


class Dollars(NamedTuple):
    """A drug's waste in dollars, over the quarters whose price is known."""

    quarters: tuple[QuarterDollars, ...]

    @property
    def known(self) -> bool:
        """Whether any quarter's price is."""
        return any(row.limit is not None for row in self.quarters)

    @property
    def billed(self) -> Decimal:
        """For the units billed with JW."""
        return sum((row.billed or Decimal(0) for row in self.quarters), Decimal(0))

    @property
    def unbilled(self) -> Decimal:
        """For the discarded units that were not billed."""
        return sum((row.unbilled or Decimal(0) for row in self.quarters), Decimal(0))

    @property
    def unpriced_units(self) -> int:
        """Units of quarters whose price is not known."""
        return sum(row.jw_units + row.unbilled_units for row in self.quarters if row.limit is None)


def dollars(drug: Drug, prices: Prices) -> Dollars:
    """Price the units of each quarter by that quarter's own file."""
    return Dollars(tuple(_priced(row, drug, prices) for row in drug.by_quarter))


def limit_of(name: str, hcpcs: str, unit: Mass, prices: Prices) -> tuple[Decimal | None, str]:
    """Dollars for a unit (M9) in a quarter by that quarter's own file; None with the reason where it says none."""
    file = prices.get(name)
    found = file.limits.get(hcpcs) if file else None
    if file is None:
        return None, NO_FILE
    if found is None:
        return None, f"{hcpcs} has no payment limit in the file of {name}."
    if _unit(found.dosage) != unit:
        return None, f"The file's unit is {found.dosage}, which is not the billing unit here."
    return found.dollars, ""


def cents(amount: Decimal) -> Decimal:
    """Dollars rounded half up to the cent."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def usd(amount: Decimal) -> str:
    """Dollars for reading, rounded half up to the cent: `$1,234.50`."""
    return f"${cents(amount):,}"


def read(data: bytes, name: str) -> PriceFile:
    """Read a file as CMS publishes it.

    Args:
        data: the file.
        name: its name, which says the quarter where the file itself does not.

    Raises:
        PriceError: it is no such file.
    """
    try:
        table = cms_file.read(data, name, "price file", _COLUMNS.issubset)
    except CmsFileError as error:
        raise PriceError(str(error)) from None
    return PriceFile(table.quarter, name, _limits(table.header, table.rows))


def load(path: str) -> Prices:
    """Read what was loaded before; nothing where nothing was.

    Raises:
        PriceError: the file is damaged.
        OSError: it can't be read.
    """
    try:
        with open(path, "rb") as file:
            found: Any = json.loads(file.read())
        return {name: _kept(name, table) for name, table in found.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        msg = "The prices kept here are damaged. Load the CMS price files again."
        raise PriceError(msg) from None


def add(path: str, new: PriceFile) -> Prices:
    """Keep one more quarter's prices, in the place of what was loaded for it before.

    Raises:
        OSError: they can't be written.
    """
    try:
        before = load(path)
    except PriceError:
        before = {}
    prices = {**before, new.quarter: new}
    table = {name: _table(prices[name]) for name in sorted(prices)}
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with complete(path) as file:
        file.write(json.dumps(table, indent=1).encode())
    return prices


def _priced(row: Row, drug: Drug, prices: Prices) -> QuarterDollars:
    limit, remark = limit_of(row.name, drug.hcpcs, drug.unit, prices)
    return QuarterDollars(row.name, row.tally.jw_units, row.tally.unbilled_units, limit, remark)


def _unit(dosage: str) -> Mass | None:
    try:
        return parse_mass(dosage.lower())
    except QuantityError:
        return None


def _limits(header: list[str], rows: list[list[str]]) -> dict[str, Limit]:
    """The limits by code; rows without one, such as notes below the table, are passed over.

    Raises:
        PriceError: an amount may have a decimal comma, as spreadsheets of other countries write them.
    """
    code, dosage, price = map(header.index, (_CODE, _DOSAGE, _LIMIT))
    limits: dict[str, Limit] = {}
    for row in rows:
        if _COMMA.fullmatch(row[price]):
            msg = f"{row[price]} may have a decimal comma. Save the file with decimal points, or download it again."
            raise PriceError(msg)
        text = row[price].lstrip("$").replace(",", "")
        if row[code] and _DOLLARS.fullmatch(text):
            limits[row[code].upper()] = Limit(Decimal(text), " ".join(row[dosage].split()))
    return limits


def _table(file: PriceFile) -> dict[str, Any]:
    limits = {code: [f"{limit.dollars:f}", limit.dosage] for code, limit in file.limits.items()}
    return {"source": file.source, "limits": limits}


def _kept(name: str, table: dict[str, Any]) -> PriceFile:
    if not quarters.is_valid(name) or not isinstance(table["source"], str):
        raise ValueError(name)
    return PriceFile(name, table["source"], {code: _limit(*pair) for code, pair in table["limits"].items()})


def _limit(text: str, dosage: str) -> Limit:
    if not _DOLLARS.fullmatch(text) or not isinstance(dosage, str):
        raise ValueError(text)
    return Limit(Decimal(text), dosage)
