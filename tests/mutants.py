"""Tries changed programs, for `make mutate`, each in a copy of this process.

mutmut has written every change beside the function that it changes; `MUTANT_UNDER_TEST` says which one holds. Its own
runner starts pytest anew for each, which takes a day. Here everything is imported and collected once, a change meets
only tests that run its function, and those that notice the most in the least time go first.
"""

import functools
import gc
import itertools
import json
import math
import mmap
import os
import random
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings
from mutmut.mutation import trampoline
from mutmut.state import state

_REMEMBERING = ("core.columns.", "core.judging", "core.ndc", "core.plan", "core.quantity", "core.report.", "core.self_")
SURVIVED, KILLED, NO_TEST, ENDLESS = 0, 1, 33, 36  # as mutmut writes them down, so that its `show` and `results` work
_STAGES = (2.0, math.inf)
"""Seconds of tests that a change meets: few notice nearly all, and only what is left meets all of them."""
_MEMORY = 4 << 30  # bytes; an endless list ends there

settings.register_profile(
    "mutants",
    deadline=None,
    database=None,
    derandomize=True,
    max_examples=50,
    phases=(Phase.explicit, Phase.generate),  # that a change is noticed is enough; no smaller example is looked for
    suppress_health_check=list(HealthCheck),
)


class Test(NamedTuple):
    """A test, and how long it takes with the unchanged program, in seconds."""

    item: pytest.Item
    seconds: float


class Trying(NamedTuple):
    """A change that is being tried in a process of its own, which says in `at` the number of the test it is at."""

    change: str
    tests: list[Test]
    at: mmap.mmap


class Noticed:
    """Which tests noticed how many changes, of one function and of all."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._of: dict[str, Counter[Test]] = defaultdict(Counter)

    def add(self, change: str, test: Test) -> None:
        """A test noticed a change."""
        self._of[_function(change)][test] += 1
        self._of[""][test] += 1

    def order(self, change: str, tests: list[Test], seconds: float) -> list[Test]:
        """The tests that a change meets: what noticed most of its function in the least time first, then of all.

        No more of them than take so many seconds, but one at least.
        """
        own, anywhere = self._of[_function(change)], self._of[""]
        best = sorted(tests, key=lambda test: (_worth(test, own), _worth(test, anywhere), test.seconds))
        until = itertools.accumulate(test.seconds for test in best)
        return best[:1] + [test for test, at in zip(best, until, strict=True) if at < seconds][1:]


class Found:
    """What came of each change, kept in mutmut's own files beside the changed modules."""

    def __init__(self) -> None:
        """Read what was found before."""
        self._files = {path: json.loads(path.read_bytes()) for path in sorted(Path("core").rglob("*.meta"))}
        self._path = {change: path for path in self._files for change in self._of(path)}

    def _of(self, path: Path) -> dict[str, int | None]:
        found: dict[str, int | None] = self._files[path]["exit_code_by_key"]
        return found

    def wanted(self, patterns: list[str]) -> list[str]:
        """The changes that `patterns` name, else all that were not noticed yet; those never tried first, at random."""
        found = {change: self._of(path)[change] for change, path in self._path.items()}
        if patterns:
            named = [change for change in found if any(fnmatch(change, pattern) for pattern in patterns)]
        else:
            named = [change for change, code in found.items() if code not in (KILLED, ENDLESS)]
        random.Random(2354).shuffle(named)
        return sorted(named, key=lambda change: found[change] is not None)

    def keep(self, change: str, code: int) -> None:
        """Write down what came of a change."""
        path = self._path[change]
        self._of(path)[change] = code
        path.with_suffix(".new").write_text(json.dumps(self._files[path], indent=4))
        path.with_suffix(".new").replace(path)

    def table(self) -> Iterator[str]:
        """How many changes of each module were noticed, as a table in Markdown, with the sum."""
        yield "| | changes | killed | endless | survived | no test | other | not tried |"
        yield "|---" * 8 + "|"
        rows = {path: Counter(self._of(path).values()) for path in self._files}
        for path, counted in rows.items():
            yield _row(str(path).removeprefix("core/").removesuffix(".py.meta"), counted)
        yield _row("**together**", sum(rows.values(), Counter()))


def _row(name: str, counted: Counter[int | None]) -> str:
    known = [counted[code] for code in (KILLED, ENDLESS, SURVIVED, NO_TEST)]
    other = counted.total() - sum(known) - counted[None]
    return f"| {name} | {counted.total()} | " + " | ".join(map(str, [*known, other, counted[None]])) + " |"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--change` names changes to be tried, also such that were; `--processes` how many at a time."""
    parser.addoption("--change", action="append", default=[])
    parser.addoption("--processes", type=int, default=1)


def pytest_configure() -> None:
    """Look for no smaller examples."""
    settings.load_profile("mutants")


def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run all tests with the unchanged program, which must pass, then try the changes."""
    found = Found()
    forget = _forgetting()
    tests = _tests_of_functions(session, forget)
    every = {"": list({test.item: test for group in tests.values() for test in group}.values())}
    for _, code, test in _try(["__mutmut_0"], every, forget):
        if session.testsfailed or code:
            message = f"a test fails, though nothing is changed {test}"
            raise session.Failed(message)
    wanted = found.wanted(session.config.option.change)
    for seconds in _STAGES:
        survived = []
        tried = _try(wanted, tests, forget, session.config.option.processes, seconds)
        for number, (change, code, test) in enumerate(tried, 1):
            found.keep(change, code)
            survived += [change] * (code == SURVIVED)
            print(f"{number}/{len(wanted)} {change} {code} {test}", flush=True)
        wanted = survived
    print("\n".join(found.table()))
    return True


def _tests_of_functions(session: pytest.Session, forget: Callable[[], None]) -> dict[str, list[Test]]:
    os.environ["MUTANT_UNDER_TEST"] = "stats"  # each function that has changes then says that it was called
    tests = defaultdict(list)
    for item in session.items:
        forget()
        begun = time.process_time()
        _run(item, None)
        test = Test(item, time.process_time() - begun)
        for function in state()._stats:
            tests[function].append(test)
        state()._stats.clear()
    return tests


def _run(item: pytest.Item, following: pytest.Item | None) -> None:
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)


def _try(
    wanted: list[str],
    tests: dict[str, list[Test]],
    forget: Callable[[], None],
    processes: int = 1,
    seconds: float = math.inf,
) -> Iterator[tuple[str, int, str]]:
    """Each change with what came of it, and the test that noticed."""
    noticed, running = Noticed(), dict[int, Trying]()
    gc.freeze()
    for change in wanted:
        if not tests[_function(change)]:
            yield change, NO_TEST, ""
            continue
        if len(running) >= processes:
            yield _ended(running, noticed)
        trying = Trying(change, noticed.order(change, tests[_function(change)], seconds), mmap.mmap(-1, 4))
        pid = os.fork()
        if not pid:
            _die_trying(trying, forget)
        running[pid] = trying
    while running:
        yield _ended(running, noticed)


def _ended(running: dict[int, Trying], noticed: Noticed) -> tuple[str, int, str]:
    """Wait until one is done."""
    pid, status = os.wait()
    ended, code = running.pop(pid), os.waitstatus_to_exitcode(status)
    if code == SURVIVED:
        return ended.change, code, ""
    test = ended.tests[int.from_bytes(ended.at[:4], "little")]
    noticed.add(ended.change, test)
    return ended.change, ENDLESS if code == -signal.SIGPROF else code, test.item.nodeid


def _worth(test: Test, noticed: Counter[Test]) -> float:
    """Less is better: changes noticed for each second, below zero."""
    return -noticed[test] / (test.seconds + 0.002)


def _function(change: str) -> str:
    return change.rpartition("__mutmut_")[0]


def _forgetting() -> Callable[[], None]:
    """Has the program forget what it remembers: else functions are not called, or an unchanged one has answered."""
    remembering = [
        known
        for known in gc.get_objects()
        if isinstance(known, functools._lru_cache_wrapper) and known.__module__.startswith(_REMEMBERING)
    ]

    def forget() -> None:
        for known in remembering:
            known.cache_clear()

    return forget


def _die_trying(trying: Trying, forget: Callable[[], None]) -> None:
    """Run the tests until one fails, and end this process; one that takes ten times as long as usual is endless."""
    gc.disable()
    trampoline.get_mutant_under_test = lambda: trying.change  # the environment is asked slowly, a million times
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())
    code = SURVIVED
    forget()
    for number, test in enumerate(trying.tests):
        trying.at[:4] = number.to_bytes(4, "little")
        signal.setitimer(signal.ITIMER_PROF, 10 * test.seconds + 2)
        _run(test.item, trying.tests[number + 1].item if number + 1 < len(trying.tests) else None)
        if test.item.session.testsfailed:
            code = KILLED
            break
    os._exit(code)
