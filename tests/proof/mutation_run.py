"""Runs the tests of the rules on mutants: each in a process of its own, which is told the changed file as it imports.

    python -m tests.proof.mutation_run [--number 300] [--seed 126] [--file NAME] [--at-once 2] [--tests FILE …]

One process has imported pytest and nothing of roomflow; for each mutant it forks. Nothing is written to a checkout.
First every test is watched once: which functions of domain/ it enters, and how long it takes. A mutant in a function
is then given to the tests that enter it, the fast ones first, and what lies outside of functions to all of them.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.machinery
import importlib.util
import json
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import NamedTuple

import pytest

from tests.proof.mutation import DOMAIN, Mutant, all_mutants, drawn, mutants_of, mutated

ROOT = DOMAIN.parents[2]
TESTS = ("tests/domain", "tests/proof/test_boundaries.py")
SEED = "126"
LEFT_OUT = "tests/proof/test_boundaries.py::test_no_command_said_to_give_no_place_ever_gives_one"
"""Plays many evenings: it would be most of the time of every mutant that survives."""
CPU_SECONDS_MIN = 15
CPU_TIMES_MAX = 4
"""A mutant that takes so many times as long as its tests took is ended by the system, and that is noticed too."""
MEMORY_BYTES_MAX = 4 * 1024**3
PRELOADED = ("hypothesis.strategies", "PySide6.QtWidgets", "PySide6.QtTest", "zoneinfo")

KILLED, SURVIVED, BROKEN = 1, 0, 3


class Watched(NamedTuple):
    """A test: how long it takes, and the functions of domain/ it enters, as `file.function`."""

    seconds: float
    entered: frozenset[str]


class Outcome(NamedTuple):
    mutant: Mutant
    killed: bool
    by: str
    """`test`, `time` (it goes round for ever) or `import` (it is no program)."""
    seconds: float
    tests: int
    """How many tests it was given to."""


# --- in the child ---------------------------------------------------------------------------------------


class Changed(importlib.machinery.SourceFileLoader):
    """Loads one file of domain/ with one change."""

    def __init__(self, name: str, path: str, mutant: Mutant) -> None:
        super().__init__(name, path)
        self._mutant = mutant

    def get_code(self, fullname: str) -> CodeType | None:
        code = compile(mutated(Path(self.path), self._mutant), self.path, "exec")
        assert isinstance(code, CodeType)
        return code


class ChangedFinder(MetaPathFinder):
    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != f"roomflow.domain.{self._mutant.file}":
            return None
        file = str(DOMAIN / f"{self._mutant.file}.py")
        return importlib.util.spec_from_file_location(fullname, file, loader=Changed(fullname, file, self._mutant))


class InOrder:
    """Runs these tests and no others, in this order."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._places = {name: place for place, name in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._places), key=lambda item: self._places[item.nodeid]
        )


class Watch:
    """Notes of each test which functions of domain/ it enters, and how long it takes."""

    def __init__(self) -> None:
        self.seen: dict[str, tuple[float, list[str]]] = {}
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid}: {report.longreprtext}")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed.append(f"{report.nodeid}: {report.longreprtext}")

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        codes: set[CodeType] = set()

        def note(frame: FrameType, event: str, _what: object) -> None:
            if event == "call":
                codes.add(frame.f_code)

        began = time.perf_counter()
        sys.setprofile(note)
        try:
            return (yield)
        finally:
            sys.setprofile(None)
            entered = {name for code in codes for name in _names(code)}
            self.seen[item.nodeid] = (time.perf_counter() - began, sorted(entered))


def _names(code: CodeType) -> Iterator[str]:
    """`file.function` of a function of domain/, and of those it stands in."""
    file = Path(code.co_filename)
    if file.parent == DOMAIN:
        parts = code.co_qualname.replace("<locals>.", "").split(".")
        yield from (f"{file.stem}.{'.'.join(parts[:length])}" for length in range(1, len(parts) + 1))


def _test(*plugins: object, files: Sequence[str]) -> int:
    words = ["-x", "-q", "-p", "no:cacheprovider", "--seed", SEED, "--deselect", LEFT_OUT, *files]
    return int(pytest.main(words, plugins=list(plugins)))


def _quietly() -> int:
    """Send what pytest says nowhere; gives where a fault of this program can still be said."""
    loud = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return loud


# --- in the parent --------------------------------------------------------------------------------------


def _fork(act: Callable[[], int], cpu_seconds: int | None = None) -> int:
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = BROKEN
    loud = _quietly()
    try:
        if cpu_seconds is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MAX, MEMORY_BYTES_MAX))
        code = act()
    except BaseException:
        os.write(loud, traceback.format_exc().encode())
        raise
    finally:
        os._exit(code)


def watched(files: Sequence[str]) -> dict[str, Watched]:
    """Every test of these files, on the rules as they are; raises where one fails."""
    reads, writes = os.pipe()

    def watch() -> int:
        seen = Watch()
        code = _test(seen, files=files)
        with os.fdopen(writes, "w") as out:
            json.dump([seen.seen, seen.failed], out)
        return code

    child = _fork(watch)
    os.close(writes)
    with os.fdopen(reads) as told:
        text = told.read()
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    seen, failed = json.loads(text or "[{}, []]")
    if ended != 0:
        raise RuntimeError("\n".join(["the tests of the rules fail without any change", *failed]))
    return {name: Watched(seconds, frozenset(entered)) for name, (seconds, entered) in seen.items()}


def tests_for(mutant: Mutant, tests: Mapping[str, Watched]) -> list[str]:
    """Those that may notice it, the fast ones first."""
    inside = f"{mutant.file}.{mutant.function}"
    reach = {name: test for name, test in tests.items() if inside in test.entered}
    # What runs at import (a constant, a class's fields, a comprehension in it) is nobody's alone.
    return sorted(reach or tests, key=lambda name: tests[name].seconds)


def run(mutants: Sequence[Mutant], at_once: int, files: Sequence[str] = TESTS) -> Iterator[Outcome]:
    """The outcome of each, in the order in which they end."""
    tests = watched(files)
    waiting = list(reversed(mutants))
    running: dict[int, tuple[Mutant, float, int]] = {}
    while waiting or running:
        while waiting and len(running) < at_once:
            mutant = waiting.pop()
            given = tests_for(mutant, tests)
            most = CPU_SECONDS_MIN + int(CPU_TIMES_MAX * sum(tests[name].seconds for name in given))
            child = _fork(lambda: _judge(mutant, given), most)  # noqa: B023 - forked now
            running[child] = (mutant, time.perf_counter(), len(given))
        child, status = os.wait()
        mutant, began, number = running.pop(child)
        code = os.waitstatus_to_exitcode(status)
        by = "time" if code < 0 else "test" if code == KILLED else "import"
        yield Outcome(mutant, code != SURVIVED, by, time.perf_counter() - began, number)


def _judge(mutant: Mutant, tests: Sequence[str]) -> int:
    sys.meta_path.insert(0, ChangedFinder(mutant))
    return _test(InOrder(tests), files=sorted({name.split("::")[0] for name in tests}))


def _chosen(words: argparse.Namespace) -> list[Mutant]:
    mutants = mutants_of(DOMAIN / f"{words.file}.py") if words.file else all_mutants()
    return mutants if words.number is None else drawn(mutants, words.number, words.seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--number", type=int, help="so many, drawn by the seed; all of them without it")
    parser.add_argument("--seed", type=int, default=int(SEED))
    parser.add_argument("--file", help="only of this file of domain/")
    parser.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="so many processes")
    parser.add_argument("--tests", nargs="*", default=TESTS, help="other tests than those of the rules")
    words = parser.parse_args()
    os.chdir(ROOT)
    # The same dice each time, so that a mutant survives or does not, whoever looks.
    os.environ["CI"] = "1"
    for name in PRELOADED:
        importlib.import_module(name)
    assert not [name for name in sys.modules if name.startswith("roomflow")]
    with tempfile.TemporaryDirectory() as folder:
        # What is compiled lies there and not in a checkout. Compiled anew for each mutant, tests take most of its time.
        sys.pycache_prefix, sys.dont_write_bytecode = folder, False
        for outcome in run(_chosen(words), words.at_once, words.tests):
            said = {**outcome._asdict(), "mutant": str(outcome.mutant), "line": outcome.mutant.line}
            print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
