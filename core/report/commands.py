"""The report's verb on the command line."""

import argparse
import datetime
import os
from collections.abc import Callable
from contextlib import closing
from typing import Any, NamedTuple

from core import paths
from core.clinic import Clinic
from core.faults import Fault, InputError
from core.files import complete
from core.journal import commands
from core.journal.faults import JournalError
from core.journal.terms import Wanted
from core.plan import PlanError
from core.quantity import Mass
from core.reference import Reference
from core.report import collector, content, prices, rows, stock
from core.report.prices import PriceError

_ENDINGS = (".pdf", ".csv")


Known = Callable[[argparse.Namespace], tuple[Reference, list[Fault]]]


def add_verb(verbs: Any, known: Known, clinic: Callable[[], Clinic]) -> None:  # noqa: ANN401 - argparse keeps the type private
    """Tell the journal's parser of its report.

    Args:
        verbs: of the journal.
        known: finds rules and catalogue for the options, and what is wrong with these.
        clinic: finds the clinic's settings.
    """
    words = "add up a period: amounts, units, waste, and what another stock would have come to"
    report = verbs.add_parser("report", help=words, description=f"{words[0].upper()}{words[1:]}.")
    report.add_argument("--from", dest="since", metavar="DATE", required=True, help="first date of service")
    report.add_argument("--to", dest="until", metavar="DATE", required=True, help="last date of service")
    report.add_argument("-o", "--output", metavar="FILE", required=True, help="FILE.pdf or FILE.csv")
    report.add_argument("--stock", metavar="SIZES", default="", help="container sizes to compare, in mcg: 50,100,500")
    report.add_argument("--catalog", metavar="FILE.toml", help="products to add to the shipped ones")
    report.add_argument("--key-file", metavar="FILE", default="", help=commands.KEY_FILE)
    report.set_defaults(payer="", run=lambda options: _report(options, *known(options), clinic()))


def _report(options: argparse.Namespace, known: Reference, faults: list[Fault], clinic: Clinic) -> None:
    asked = _asked(options, faults)
    with closing(commands.opened(options.key_file)) as store:
        # The end of the chain before its records, so that the report holds all up to there.
        last = store.last()
        lines = store.records(Wanted(since=asked.since, until=asked.until))
        added = collector.collect(lines, asked.since, asked.until)
    found = content.basis(added, known.catalog, asked.own, _prices())
    with complete(options.output) as file:
        if _ending(options.output) == ".csv":
            file.writelines(rows.as_csv(found))
        else:
            from core.report import pdf  # ReportLab, which a table does not need

            made = datetime.datetime.now(datetime.UTC).astimezone().replace(tzinfo=None, microsecond=0)
            file.write(pdf.render(content.report(found, clinic, made, last), clinic.paper))


class _Asked(NamedTuple):
    """What the user said."""

    since: datetime.date
    until: datetime.date
    own: tuple[Mass, ...]


def _asked(options: argparse.Namespace, faults: list[Fault]) -> _Asked:
    """All of it, once all of it is right, and nothing else was wrong."""
    since, until = commands.period(options, faults)
    own: tuple[Mass, ...] = ()
    try:
        own = stock.parse(options.stock)
    except PlanError as error:
        faults.append(Fault("stock", str(error)))
    if _ending(options.output) not in _ENDINGS:
        faults.append(Fault("output", f"{options.output}: expected a name that ends in .pdf or .csv"))
    if faults or since is None or until is None:
        raise InputError(faults)
    return _Asked(since, until, own)


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _prices() -> prices.Prices:
    try:
        return prices.load(os.path.join(paths.data_home(), prices.FILE))
    except PriceError as error:
        raise JournalError(str(error)) from None
