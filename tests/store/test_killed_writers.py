"""SIGKILL at random moments of a writer, while it makes the file and while it commits, in both journal modes."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from roomflow.store.engine import TRUNCATE, WAL, Engine
from roomflow.store.journal import StoreProblem
from roomflow.store.looking import is_at_rest
from roomflow.store.sqlite import open_journal, open_reader
from tests.store.entries import contents, file_of, opening, tap, write

Tell = Callable[..., str]
KILLS = 10
KILLS_IN_PROOF = 100
TAPPING_SECONDS_MAX = 0.02
EMPTY = b""
NO_LOG_YET = "There is no log of roomflow"


class Rounds:
    """Kills writers and looks at what is left; counts what it met."""

    def __init__(self, tell: Tell, engines: dict[str, Engine], mode: str, chance: random.Random) -> None:
        self.tell = tell
        self.engines = engines
        self.mode = mode
        self.chance = chance
        self.hot = 0
        self.without_log = 0

    def kill(self, folder: Path, seconds: float) -> None:
        assert self.tell("tap", folder, self.mode, max(1e-6, seconds)) == "-9"
        said = folder.with_suffix(".said")
        lines = said.read_text().splitlines() if said.exists() else []
        acknowledged = int(lines[-1]) if lines else 0
        self.hot += contents(folder).get("roomflow.db-journal", EMPTY)[:1] not in (EMPTY, b"\0")
        if self.chance.random() < 0.3:  # as where the folder was copied without it
            file_of(folder).with_name("roomflow.db-shm").unlink(missing_ok=True)
        if self.chance.random() < 0.7:
            self.read(folder, acknowledged)
        self.open(folder, acknowledged)
        self.read(folder, acknowledged)
        assert not contents(folder).keys() - {"roomflow.db", "roomflow.lock", "roomflow.db-journal"}
        assert is_at_rest(file_of(folder))

    def read(self, folder: Path, acknowledged: int) -> None:
        try:
            reader = open_reader(folder)
        except StoreProblem as problem:
            if acknowledged or NO_LOG_YET not in problem.sentence:
                raise
            self.without_log += 1
            return
        with reader:
            assert acknowledged <= reader.head(1)[0] <= acknowledged + 2  # one of its own, and one of open()'s
            assert [each.problem for each in reader.check(1) if each.problem] == []
            assert reader.damage() == []

    def open(self, folder: Path, acknowledged: int) -> None:
        engine = self.engines[self.chance.choice(sorted(self.engines))]
        with open_journal(folder, practice=False, durable=False, engine=engine) as journal:
            seq = journal.head(1)[0]
            assert acknowledged <= seq <= acknowledged + 1
            write(journal, [tap(seq + 1) if seq else opening()])
            with folder.with_suffix(".said").open("a") as said:
                said.write(f"{seq + 1}\n")


def making_seconds(folder: Path, engine: Engine) -> float:
    open_journal(folder / "first", practice=False, durable=False, engine=engine).close()
    began = perf_counter()
    open_journal(folder / "second", practice=False, durable=False, engine=engine).close()
    return perf_counter() - began


def kill_many(kills: int, tell: Tell, modes: dict[str, Engine], mode: str, seed: int, folder: Path) -> Rounds:
    """As many kills while a file is made, each in a new folder, as later in one log, in mid-commit."""
    if mode not in modes:
        pytest.skip("no write-ahead log here")
    rounds = Rounds(tell, modes, mode, random.Random(seed))
    making = 2 * making_seconds(folder, modes[mode])
    for number in range(kills):
        rounds.kill(folder / f"new {number}", rounds.chance.uniform(0, making))
    for _ in range(kills):
        rounds.kill(folder / "one", making + rounds.chance.uniform(0, TAPPING_SECONDS_MAX))
    return rounds


@pytest.mark.parametrize("mode", [WAL, TRUNCATE])
def test_writers_killed_at_random_moments_leave_logs_that_open_and_read(
    tmp_path: Path, tell: Tell, modes: dict[str, Engine], mode: str, seed: int
) -> None:
    kill_many(KILLS, tell, modes, mode, seed, tmp_path)


@pytest.mark.proof
@pytest.mark.parametrize("mode", [WAL, TRUNCATE])
def test_hundreds_of_writers_killed_at_random_moments_leave_logs_that_open_and_read(
    tmp_path: Path, tell: Tell, modes: dict[str, Engine], mode: str, seed: int
) -> None:
    rounds = kill_many(KILLS_IN_PROOF, tell, modes, mode, seed, tmp_path)
    print(f"{mode}: {rounds.hot} hot journals, {rounds.without_log} without a log")
    assert rounds.without_log > 0, "some were killed before there was a log"
    assert mode != TRUNCATE or rounds.hot > KILLS_IN_PROOF // 10, "and some in mid-commit"
