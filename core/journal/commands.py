"""The journal's verbs on the command line: list, show, export, verify, backup, restore and move."""

import argparse
import datetime
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from typing import Any

from core import paths
from core.clinic import Clinic
from core.faults import Fault, InputError
from core.files import complete
from core.journal import backup, check, home, key, listing, move, record
from core.journal.faults import JournalError, KeyMissingError
from core.journal.home import Home
from core.journal.key import Key
from core.journal.lines import Line
from core.journal.store import Store
from core.journal.terms import STATES, Wanted
from core.note.finished import Finished
from core.payers import Payer
from core.result import Result

Payers = Callable[[], Mapping[str, Payer]]

DONE, DAMAGED = 0, 1
"""Exit codes."""

KEY_FILE = "file with the journal's recovery key, where the system's keyring has none"
_NO_JOURNAL = "there is no journal yet; save a note in the window, or use 'vialnote note --record'"
_NO_PLACE = "there is no keyring here for the journal's key; name a file for it with --key-file"
_OTHERWISE = "note {} is in the journal already, drawn with other settings or by another version; nothing was written"
_MADE = "vialnote: a new journal was begun; its key is in {}: keep a copy where no one else finds it"
_OTHERS = "vialnote: other computers still file on the server; move their journals, too"
_WAITS = "vialnote: the note waits on this computer, encrypted, and is filed when the server is back: {}"
_TEXTS = {
    "patient": "part of the patient's name",
    "record": "the patient's record number",
    "lot": "lot of a container",
    "serial": "a container's whole serial number",
    "ndc": "NDC of a container",
    "staff": "who gave, discarded or witnessed",
    "modifier": "modifier on the claim, such as JW",
    "number": "the note's number",
}


def add_verbs(journal: argparse.ArgumentParser, payers: Payers) -> Any:  # noqa: ANN401 - argparse keeps the type private
    """Tell a parser the journal's verbs; returns them, so that more can be added.

    Args:
        journal: the parser.
        payers: gives those whose windows say what is due when.
    """
    journal.set_defaults(payers=payers)
    verbs = journal.add_subparsers(title="verbs", metavar="VERB", required=True, parser_class=type(journal))
    listed = _verb(verbs, "list", _list, "print the notes that are wanted, newest first, as JSON")
    _add_wanted(listed)
    listed.add_argument("--most", metavar="N", type=_most, default=100, help="at most so many (100)")
    show = _verb(verbs, "show", _show, "print a note with all that was amended before and after, as JSON")
    show.add_argument("number", metavar="NUMBER", help="the note's number, such as 7QK4-0213")
    export = _verb(
        verbs,
        "export",
        _export,
        "write the notes that are wanted, oldest first; as JSON lines, all records of a whole journal",
    )
    _add_wanted(export)
    export.add_argument("-o", "--output", metavar="FILE", required=True, help="FILE.jsonl or FILE.csv")
    _verb(verbs, "verify", _verify, "tell whether every record is as it was written; exit code 1 where one is not")
    saved = _verb(verbs, "backup", _backup, "write an encrypted copy, opened by the same key")
    saved.add_argument("file", metavar="FILE", help="the copy")
    restore = _verb(verbs, "restore", _restore, "put a copy in the journal's place; what was there is kept aside")
    restore.add_argument("file", metavar="FILE", help="the copy")
    moved = _verb(verbs, "move", _move, "move the journal to a server, or back to a file; the old one stays as it was")
    moved.add_argument("--to", metavar="PLACE", required=True, help="postgresql://user@server/database, or: file")
    return verbs


def opened(key_file: str, *, begin: bool = False) -> Store:
    """The journal in its folder.

    Args:
        key_file: path of a file with its recovery key; empty for the system's keyring or a passphrase.
        begin: make the journal where there is none.

    Raises:
        JournalError, OSError: it can't be opened.
    """
    place = Home(paths.data_home())
    if place.exists():
        return home.open_with(place, _key(place, key_file))
    if not begin:
        raise JournalError(_NO_JOURNAL)
    try:
        return home.create(place, lambda name, made: _keep(name, made, key_file))
    except KeyMissingError:
        raise JournalError(_NO_PLACE) from None


def file(note: Finished, result: Result, clinic: Clinic, key_file: str) -> None:
    """File a finished note in the journal, which is made where there is none, and say where it has to wait.

    Raises:
        JournalError, OSError: it is not filed.
    """
    body = record.note(result, clinic, note.said.content_hash, note.pdf, record.now())
    with closing(opened(key_file, begin=True)) as store:
        filed = store.add(body)
        if not filed.seq:
            print(_WAITS.format(store.trouble), file=sys.stderr)
    if filed.body["pdf_sha256"] != body["pdf_sha256"]:
        raise JournalError(_OTHERWISE.format(body["number"]))


def _verb(verbs: Any, name: str, run: Callable[..., int], words: str) -> argparse.ArgumentParser:  # noqa: ANN401 - argparse keeps the type private
    verb: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
    verb.add_argument("--key-file", metavar="FILE", default="", help=KEY_FILE)
    verb.set_defaults(run=run)
    return verb


def _add_wanted(verb: argparse.ArgumentParser) -> None:
    for name, words in _TEXTS.items():
        verb.add_argument(f"--{name}", metavar="TEXT", default="", help=words)
    verb.add_argument("--state", choices=STATES, default="", help="what is the matter with it")
    verb.add_argument("--from", dest="since", metavar="DATE", help="first date of service, such as 2026-11-01")
    verb.add_argument("--to", dest="until", metavar="DATE", help="last date of service")


def _most(text: str) -> int:
    """A number of records, for argparse."""
    if not text.isdecimal():
        msg = f"{text}: expected a number of records"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _list(options: argparse.Namespace) -> int:
    wanted, payers = _wanted(options), options.payers()
    with closing(opened(options.key_file)) as store:
        _print({"records": [*listing.rows(store, store.newest(wanted, options.most), payers)]})
    return DONE


def _show(options: argparse.Namespace) -> int:
    with closing(opened(options.key_file)) as store:
        found = store.numbered(options.number.strip().upper())
        if not found:
            raise InputError([Fault("number", f"{options.number}: no such note; see 'vialnote journal list'")])
        _print({"records": [_whole(line) for line in store.history(found[0].record.seq)]})
    return DONE


def _export(options: argparse.Namespace) -> int:
    wanted, payers = _wanted(options), options.payers()
    suffix = os.path.splitext(options.output)[1].lower()
    if suffix not in listing.FORMS:
        raise InputError([Fault("output", f"{options.output}: expected a name that ends in .jsonl or .csv")])
    with closing(opened(options.key_file)) as store, complete(options.output) as file:
        file.writelines(listing.exported(store, wanted, suffix, payers))
    return DONE


def _verify(options: argparse.Namespace) -> int:
    with closing(opened(options.key_file)) as store:
        report = check.check(store)
    _print({**report._asdict(), "problems": [problem._asdict() for problem in report.problems]})
    for problem in report.problems:
        print(f"vialnote: record {problem.seq}, note {problem.number}: {problem.message}", file=sys.stderr)
    return DAMAGED if report.problems else DONE


def _backup(options: argparse.Namespace) -> int:
    place = Home(paths.data_home())
    own = _key(place, options.key_file)
    with closing(home.open_with(place, own)) as store:
        number = backup.back_up(store, options.file, own)
    _print({"file": options.file, "records": number})
    return DONE


def _restore(options: argparse.Namespace) -> int:
    place = Home(paths.data_home())
    found = backup.restore(options.file, place, _key(place, options.key_file), _now())
    if not options.key_file:
        home.remember(place, _key(place, ""))
    problems = [problem._asdict() for problem in found.report.problems]
    _print({"records": found.report.records, "problems": problems, "kept_aside": found.before})
    return DAMAGED if problems else DONE


def _move(options: argparse.Namespace) -> int:
    place = Home(paths.data_home())
    opened(options.key_file, begin=True).close()
    own = _key(place, options.key_file)
    if options.to == "file":
        moved = move.to_file(place, own)
        print(_OTHERS, file=sys.stderr)
    else:
        moved = move.to_server(place, own, options.to, _now())
    problems = [problem._asdict() for problem in moved.problems]
    _print({"records": moved.records, "last_hash": moved.last_hash, "problems": problems, "kept_aside": moved.before})
    return DAMAGED if problems else DONE


def _now() -> str:
    """Now, as part of a name."""
    return f"{datetime.datetime.now(datetime.UTC):%Y%m%d-%H%M%S}"


def _wanted(options: argparse.Namespace) -> Wanted:
    texts, faults = {name: getattr(options, name) for name in (*_TEXTS, "state")}, list[Fault]()
    since, until = period(options, faults)
    if faults:
        raise InputError(faults)
    return Wanted(**texts, since=since, until=until)


def period(options: argparse.Namespace, faults: list[Fault]) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last date of service that are asked for; None where one is not, or is wrong, which is noted."""
    since, until = _date("from", options.since, faults), _date("to", options.until, faults)
    if since and until and since > until:
        faults.append(Fault("to", f"{until}: before {since}, the first date"))
    return since, until


def _date(name: str, text: str | None, faults: list[Fault]) -> datetime.date | None:
    try:
        return None if text is None else datetime.date.fromisoformat(text)
    except ValueError:
        faults.append(Fault(name, f"{text or 'empty'}: expected a date such as 2026-11-20"))
        return None


def _key(place: Home, key_file: str) -> Key:
    """The journal's key: out of a file, the keyring, or the locker that a passphrase opens."""
    if key_file:
        return key.read_file(key_file)
    try:
        return home.own_key(place)
    except KeyMissingError:
        if not (os.path.exists(place.locker) and sys.stdin.isatty()):
            raise
    import getpass

    return key.unlock(place.locker, getpass.getpass("Passphrase of the journal: "))


def _keep(name: str, made: Key, key_file: str) -> bool:
    """Put a new journal's key where it is found again, and say where."""
    if not key_file:
        return key.into_keyring(name, made)
    if os.path.exists(key_file):
        msg = f"{key_file} holds another journal's key. Name a file that is not there yet."
        raise JournalError(msg)
    key.write_file(key_file, made)
    print(_MADE.format(key_file), file=sys.stderr)
    return True


def _whole(line: Line) -> dict[str, Any]:
    found = line.record
    return {"seq": found.seq, "hash": found.hash, "states": listing.states(line), "body": found.body}


def _print(value: dict[str, Any]) -> None:
    sys.stdout.buffer.write(f"{json.dumps(value, indent=2, ensure_ascii=False)}\n".encode())
