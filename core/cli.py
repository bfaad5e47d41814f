"""The command line: one verb each for the result, the note and its check, many encounters, and what to open."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import IO, TYPE_CHECKING, Any, NoReturn, cast

from core import __version__, intake, paths, quantity, recalls, reference, strict_json
from core.calculate import calculate
from core.catalog import Catalog
from core.claim import forms
from core.clinic import Clinic
from core.encounter import Encounter
from core.entries import DataError
from core.faults import Fault, InputError
from core.journal.faults import JournalError
from core.payers import Payer
from core.reference import Reference
from core.result import to_json

if TYPE_CHECKING:
    from core.columns.mapping import Mapping

DONE, FAILED, WRONG_INPUT = 0, 1, 2
"""Exit codes."""


def main(arguments: list[str]) -> int:
    """Run one verb and return the exit code.

    0: done. 2: the input is wrong, nothing was written, and standard error holds every fault as JSON.
    1: anything else, with one line that says what failed.
    """
    if sys.stdin is None or sys.stdout is None:
        print("vialnote: standard input or output is closed", file=sys.stderr)
        return FAILED
    try:
        options = _parser(arguments).parse_args(arguments)
        code: int = options.run(options) or DONE
        sys.stdout.flush()
    except InputError as error:
        faults = [{"field": fault.field, "message": fault.message} for fault in error.faults]
        print(json.dumps({"errors": faults}, indent=2), file=sys.stderr)
        return WRONG_INPUT
    except BrokenPipeError:
        _silence_stdout()
        return FAILED
    except (OSError, StoppedError, JournalError) as error:
        _silence_stdout()
        print(f"vialnote: {_line(_words(error))}", file=sys.stderr)
        return FAILED
    return code


class StoppedError(Exception):
    """Something that is not the input keeps the program from going on."""


class _Parser(argparse.ArgumentParser):
    """A parser that reports faults like every other fault of the input."""

    def _get_formatter(self) -> argparse.HelpFormatter:
        """Help of a fixed width: asking the terminal for its own imports much and takes longer than a calculation."""
        return argparse.HelpFormatter(self.prog, width=100)

    def error(self, message: str) -> NoReturn:
        """Refuse the arguments."""
        raise InputError([Fault("arguments", f"{message}; see {self.prog} --help")])


def _parser(arguments: list[str]) -> argparse.ArgumentParser:
    """All verbs by name; only the one that is asked for has its options, for each of them takes time to make."""
    parser = _Parser(prog="vialnote", description=__doc__, epilog="Without a verb it opens the window.")
    parser.add_argument("--version", action="version", version=f"vialnote {__version__}")
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True, parser_class=_Parser)
    for name, (words, run, fill) in _VERBS.items():
        verb = verbs.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        if arguments[:1] == [name]:
            verb.add_argument("--catalog", metavar="FILE.toml", help="products to add to the shipped ones")
            payer_help = "a payer profile, instead of the encounter's"
            verb.add_argument("--payer", metavar="ID", default="", help=payer_help)
            verb.set_defaults(run=run)
            fill(verb)
    words = "find, export, check and back up the notes that were kept"
    journal = verbs.add_parser("journal", help=words, description=f"{words[0].upper()}{words[1:]}.")
    if arguments[:1] == ["journal"]:
        from core.journal import commands  # with all that a database needs
        from core.report import commands as report

        report.add_verb(commands.add_verbs(journal, _payers), _reference, _clinic)
    return parser


def _takes_encounter(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("encounter", metavar="ENCOUNTER.json", help="the encounter; - reads standard input")


def _takes_note(verb: argparse.ArgumentParser) -> None:
    _takes_encounter(verb)
    verb.add_argument("-o", "--output", metavar="NOTE.pdf", required=True, help="the note's file; .txt writes text")
    verb.add_argument("--record", action="store_true", help="file the note in the journal, too")
    verb.add_argument("--key-file", metavar="FILE", default="", help="file with the journal's recovery key")
    slip_help = "a short form to stick into the chart, instead of the note"
    verb.add_argument("--slip", choices=("half", "label"), help=slip_help)


def _takes_bundle(verb: argparse.ArgumentParser) -> None:
    _takes_encounter(verb)
    verb.add_argument("-o", "--output", metavar="BUNDLE.json", required=True, help="the bundle; it holds patient data")
    zone_help = "the clinic's time zone, such as America/New_York; without it times of day are left out"
    verb.add_argument("--zone", metavar="ZONE", default="", help=zone_help)


def _takes_rows(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("rows", metavar="IN.csv", help="encounters with a header row")
    verb.add_argument("-o", "--output", metavar="OUT.csv", required=True, help="the file of results")
    verb.add_argument("--columns", metavar="MAPPING.json", help="what the headings of IN.csv mean, if they are others")


def _takes_paper(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("note", metavar="NOTE.pdf", help="the note; - reads standard input")


def _takes_dose(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("dose", metavar="DOSE", help='such as "150 mcg"')
    stock_help = "container sizes in mcg, each with how many there are where that matters: 50,100x2,500"
    verb.add_argument("--stock", metavar="SIZES", required=True, help=stock_help)


def _calc(options: argparse.Namespace) -> None:
    encounter, known, clinic = _encounter(options)
    result = calculate(encounter, known, clinic)
    _print({**to_json(result), "claim": forms.to_json(result.claim)})


def _note(options: argparse.Namespace) -> None:
    encounter, known, clinic = _encounter(options)
    result = calculate(encounter, known, clinic)
    from core.files import complete
    from core.note import finished
    from core.note.issue import NOTE, Issue

    if options.record and encounter.sample:
        raise InputError([Fault("sample", "a sample is never filed in the journal: leave --record out")])
    issue = Issue(options.slip or NOTE)
    data = finished.file_for(options.output, result, clinic, issue)
    with complete(options.output) as file:
        file.write(data)
        if options.record:
            # Before the file takes its name: a note that is not filed is not there either.
            from core.journal import commands

            commands.file(finished.finish(result, clinic), result, clinic, options.key_file)


def _fhir(options: argparse.Namespace) -> None:
    from core.fhir import bundle, clock
    from core.files import complete
    from core.note import finished

    try:
        of_clinic = clock.of(options.zone) if options.zone else clock.unknown
    except ValueError as error:
        raise InputError([Fault("zone", str(error))]) from None
    encounter, known, clinic = _encounter(options)
    result = calculate(encounter, known, clinic)
    bundle.refuse(result)
    data = bundle.bundle(result, clinic, finished.finish(result, clinic), of_clinic)
    with complete(options.output) as file:
        file.write(data)


def _verify(options: argparse.Namespace) -> int:
    """0: the note is the same, or was made under other rules or versions. 1: it was changed."""
    from core.note import paper, verify  # draws the note again

    # A note brings along what it used of a clinic's lists; those of today say nothing of it.
    known, faults = _reference(options, (reference.PAYERS,) if options.payer else ())
    if faults:
        raise InputError(faults)
    then = known._replace(payers=reference.shipped().payers)
    found = verify.verify(_read(options.note, paper.MAX_BYTES), then, known.payers.get(options.payer))
    _print(verify.to_report(found))
    if found.verdict != verify.CHANGED:
        return DONE
    what = ", ".join(dict.fromkeys(difference.what for difference in found.differences))
    print(f"vialnote: {_line(options.note)}: changed: {what}", file=sys.stderr)
    return FAILED


def _batch(options: argparse.Namespace) -> None:
    import io
    import signal

    from core import batch
    from core.files import complete

    for name in ("SIGTERM", "SIGHUP"):  # to leave no half file behind
        if hasattr(signal, name):  # pragma: no branch - Windows lacks one
            signal.signal(getattr(signal, name), signal.default_int_handler)
    (known, faults), clinic = _reference(options), _clinic()
    columns = _columns(options.columns, faults) if options.columns else None
    with (
        open(options.rows, "rb", buffering=0) as rows,
        complete(options.output) as written,
        _watched(rows, options.rows) as watched,
    ):
        target = io.TextIOWrapper(written, "utf-8", newline="")
        if columns:
            batch.run_mapped(watched, target, columns, known, clinic, payer=options.payer, faults=faults)
        else:
            # A byte that is no UTF-8 stays visible in its cell, and the row is refused where the cell matters.
            source = io.TextIOWrapper(watched, "utf-8-sig", "backslashreplace", newline="")
            batch.run(source, target, known, clinic, payer=options.payer, faults=faults)
            source.detach()
        target.flush()
        target.detach()


def _columns(path: str, faults: list[Fault]) -> "Mapping":
    """The mapping of a file; what is wrong with it is named with the other faults."""
    from core.columns import mapping

    try:
        return mapping.read(_read(path, strict_json.MAX_BYTES))
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None


def _watched(rows: IO[bytes], path: str) -> AbstractContextManager[IO[bytes]]:
    """The same file, with a bar of the bytes read where somebody looks on."""
    if not sys.stderr.isatty():
        return nullcontext(rows)
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # no thread of its own: a signal that catches it half started hangs the program
    bar = tqdm.wrapattr(rows, "read", os.path.getsize(path), unit_scale=True)
    return cast("AbstractContextManager[IO[bytes]]", bar)


def _plan(options: argparse.Namespace) -> None:
    from core import plan

    _, faults = _reference(options)
    try:
        dose = quantity.parse_mass(options.dose)
    except quantity.QuantityError as error:
        faults.append(Fault("dose", str(error)))
    try:
        stock = plan.parse_stock(options.stock)
    except plan.PlanError as error:
        faults.append(Fault("stock", str(error)))
    if faults:
        raise InputError(faults)
    try:
        found = plan.plan(dose, stock)
    except plan.PlanError as error:
        raise InputError([Fault(error.about, str(error))]) from None
    _print(plan.to_json(dose, found))


def _print(value: dict[str, Any]) -> None:
    """JSON on standard output, the same bytes on every system."""
    sys.stdout.buffer.write(f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode())


def _encounter(options: argparse.Namespace) -> tuple[Encounter, Reference, Clinic]:
    """The encounter with what it is worked out by; faults of either are named together."""
    (known, faults), clinic = _reference(options), _clinic()
    try:
        value = strict_json.parse(_read(options.encounter, strict_json.MAX_BYTES))
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None
    encounter = intake.read(value, known, clinic, options.payer, faults)
    return recalls.mark(encounter, known.recalls, known.catalog), known, clinic


def _read(path: str, most: int) -> bytes:
    """A file, or standard input for a dash; one byte more than there may be tells that it is too long."""
    if path == "-":
        return sys.stdin.buffer.read(most + 1)
    with open(path, "rb") as file:
        return file.read(most + 1)


def _payers() -> dict[str, Payer]:
    """The payers as the clinic knows them.

    Raises:
        InputError: the clinic's own can't be read.
    """
    known, faults = reference.shipped(), list[Fault]()
    with _naming("payers", faults):
        known = reference.lay_over(known, os.path.join(paths.home(), reference.PAYERS))
    if faults:
        raise InputError(faults)
    return dict(known.payers)


def _reference(options: argparse.Namespace, own: Iterable[str] = reference.OWN) -> tuple[Reference, list[Fault]]:
    """What to look things up in, and what is wrong with what says so; then no product is known."""
    known, faults = reference.shipped(), list[Fault]()
    home = paths.named_home()
    for name in own if home else ():
        with _naming(name.removesuffix(".toml"), faults):
            known = reference.lay_over(known, os.path.join(home or "", name))
    if options.catalog:
        with _naming("catalog", faults):
            known = reference.add_catalog(known, options.catalog)
    if faults:
        known = known._replace(catalog=Catalog(()))
    if options.payer and options.payer not in known.payers:
        faults.append(Fault("payer", f"{options.payer}: expected one of {', '.join(known.payers)}"))
    return known, faults


@contextmanager
def _naming(field: str, faults: list[Fault]) -> Iterator[None]:
    """Note what is wrong with a data file, and go on."""
    try:
        yield
    except DataError as error:
        faults += [Fault(field, fault) for fault in error.faults]


def _clinic() -> Clinic:
    """The settings in VIALNOTE_HOME; without it, what a script prints depends on its input alone."""
    home = paths.named_home()
    if home is None:
        return Clinic()
    from core import settings

    try:
        return settings.read(os.path.join(home, settings.FILE)).clinic
    except InputError as error:
        msg = f"the settings are damaged ({settings.damage(error)}); open the window to set them again"
        raise StoppedError(msg) from None


def _silence_stdout() -> None:
    """Nobody can be told on a standard output that is gone; do not fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _line(text: str) -> str:
    """A text in one line that tells a terminal nothing but itself, whatever a file's name holds."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


_VERBS: dict[str, tuple[str, Callable[..., int | None], Callable[[argparse.ArgumentParser], None]]] = {
    "calc": ("print the result of an encounter as JSON", _calc, _takes_encounter),
    "note": ("write the documentation note of an encounter as PDF or text", _note, _takes_note),
    "fhir": ("write the finished note of an encounter as a FHIR R4 bundle for an EHR", _fhir, _takes_bundle),
    "batch": ("write one result row for each encounter row", _batch, _takes_rows),
    "verify": ("compare a note with what its encounter comes to, and print it as JSON", _verify, _takes_paper),
    "plan": ("print the containers to open for a dose, least waste first", _plan, _takes_dose),
}
"""Each verb's words, what runs it, and what it takes besides the options of every verb."""
