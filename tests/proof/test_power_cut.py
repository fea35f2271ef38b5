"""The power goes at any moment: what was acknowledged is there, nothing is half there, and the desk goes on from it."""

import random
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from roomflow.domain.commands import CallNext, Command, SendParty, Tap
from roomflow.domain.events import Entry
from roomflow.reports.verify import verify
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store import sqlite
from roomflow.store.engine import TRUNCATE, WAL, Engine, can_corrupt_wal, this_engine
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import LOG_NAME, SqliteJournal, open_journal, open_reader
from roomflow.whole_file import sync_folder
from tests.proof import scale
from tests.proof.disk import Disk, lay_down
from tests.proof.recording import Act, Record, What, can_record, recorded
from tests.service.evening import OPENING, SECONDS, SIX_PM, Station

CUTS_IN_EVERY_RUN = 30
PARTS = 5
SESSIONS = 3
REQUESTS_A_SESSION = 60
CHECKPOINT_PAGES = 40
"""SQLite takes its write-ahead log in after 1,000 pages; here so often that many cuts fall into it."""

pytestmark = pytest.mark.skipif(not can_record(), reason="SQLite's own functions cannot be reached here")


class Evening(Struct, frozen=True):
    """What was asked of the disk in an evening of several sessions, and the log as it should be at the end."""

    acts: Sequence[Act]
    entries: Sequence[Entry]


def modes() -> list[str]:
    return [TRUNCATE] if can_corrupt_wal(this_engine().version) else [WAL, TRUNCATE]


def play(folder: Path, seed: int, mode: str, *, durable: bool = True) -> Evening:
    """An evening at the real desk; a mark at each moment in which somebody has an answer."""
    dice = random.Random(seed)
    engine = replace(this_engine(), journal_mode=mode)
    with recorded(folder) as record, pytest.MonkeyPatch.context() as patch:

        def noted(path: Path) -> None:
            sync_folder(path)
            record.add(What.FOLDER_SYNC)

        patch.setattr(sqlite, "sync_folder", noted)
        for session in range(SESSIONS):
            _session(folder, dice, engine, durable, session, record)
    with open_reader(folder) as reader:
        return Evening(record.acts, reader.read(1))


def _session(folder: Path, dice: random.Random, engine: Engine, durable: bool, number: int, record: Record) -> None:
    def journal() -> SqliteJournal:
        opened = open_journal(folder, practice=False, durable=durable, engine=engine)
        opened._connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}").fetchall()
        return opened

    def acknowledged(future: Future[Answer]) -> None:
        answer = future.result()
        record.add(What.MARK, mark=[entry.seq for entry in answer.entries])

    clock = SimulatedClock(SIX_PM + number * 3_600_000)
    desk = Desk(journal, clock, SeededMint(number))
    desk.start()
    station = Station(desk, f"desk {number}")
    try:
        if number == 0:
            opening = desk.ask(station.request(OPENING, id="open"))
            opening.add_done_callback(acknowledged)
            opening.result(SECONDS)
        for _ in range(REQUESTS_A_SESSION):
            clock.advance(dice.choice((40, 2_000, 40_000)))
            together = [station.ask(_command(dice)) for _ in range(dice.choice((1, 1, 1, 5)))]
            for future in together:
                future.add_done_callback(acknowledged)
            for future in together:
                assert future.result(SECONDS).problem is None
    finally:
        desk.stop()


def _command(dice: random.Random) -> Command:
    commands: Sequence[Command] = (
        SendParty(dice.randint(1, 6), dice.random() < 0.3), Tap("Chamber", dice.choice((-3, -1, 1, 2))),
        Tap("Room A", dice.choice((-1, 1))), CallNext(),
    )  # fmt: skip
    return dice.choice(commands)


# --- the cut --------------------------------------------------------------------------------------------


def cut(evening: Evening, moment: int, dice: random.Random, folder: Path) -> list[str]:
    """What is wrong with the log that a power cut before this act leaves; empty when all is well."""
    disk = Disk()
    acknowledged = 0
    for act in evening.acts[:moment]:
        if act.what is What.MARK:
            assert isinstance(act.mark, list)
            acknowledged = max(acknowledged, *act.mark, 0)
        else:
            disk.take(act)
    lay_down(disk.after_power_cut(dice), folder)
    return wrong(evening, acknowledged, folder)


def wrong(evening: Evening, acknowledged: int, folder: Path) -> list[str]:
    if acknowledged == 0 and not (folder / LOG_NAME).exists():
        return []
    try:
        with open_journal(folder, practice=False, durable=False) as journal:
            left = journal.read(1)
            lost = [number for number in range(1, acknowledged + 1) if number > len(left)]
            if lost:
                return [f"entries {lost} were acknowledged and are lost"]
            if left != list(evening.entries[: len(left)]):
                return ["what is left is not what was written"]
            whole = {entry.request for entry in left}
            halved = [entry.request for entry in evening.entries[len(left) :] if entry.request in whole]
            if halved:
                return [f"{halved} is half there"]
            forgotten = [request for request in whole if not _is_answered(journal, request)]
            if forgotten:
                return [f"{forgotten} have entries and no answer"]
    except StoreProblem as problem:
        return [f"it cannot be opened: {problem.sentence}"]
    if not left:
        return []
    try:
        with open_reader(folder) as reader:
            report = verify(reader)
    except StoreProblem as problem:
        return [f"it cannot be verified: {problem.sentence}"]
    return [] if (report.first_bad, report.violations) == (None, 0) else [str(report)]


def _is_answered(journal: SqliteJournal, request: str) -> bool:
    return bool(journal.answers(1, [request]))


def cuts(evening: Evening, number: int, seed: int, folder: Path) -> list[str]:
    """So many cuts at moments by the seed; what was wrong after each of them that left something wrong."""
    dice = random.Random(seed)
    found = []
    for turn in range(number):
        moment = dice.randrange(len(evening.acts) + 1)
        problems = cut(evening, moment, random.Random(f"{seed} {turn}"), folder / f"cut {turn}")
        found += [f"{problem} (seed {seed}, cut {turn}, before act {moment})" for problem in problems]
    return found


@pytest.mark.parametrize("mode", modes())
def test_after_a_power_cut_all_that_was_acknowledged_is_there_and_verifies(
    mode: str, seed: int, tmp_path: Path
) -> None:
    evening = play(tmp_path / "log", seed, mode)
    assert cuts(evening, CUTS_IN_EVERY_RUN, seed, tmp_path) == []


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("mode", modes())
def test_after_hundreds_of_power_cuts_all_that_was_acknowledged_is_there(
    mode: str, part: int, seed: int, tmp_path: Path
) -> None:
    evening = play(tmp_path / "log", seed + part, mode)
    number = scale.POWER_CUTS // PARTS
    assert cuts(evening, number, seed + part, tmp_path) == []
    print(f"{mode}: {number} cuts in {len(evening.acts)} acts of the disk, {len(evening.entries)} entries")


def test_a_log_that_a_power_cut_left_can_be_gone_on_with(seed: int, tmp_path: Path) -> None:
    evening = play(tmp_path / "log", seed, modes()[0])
    assert cut(evening, len(evening.acts) * 2 // 3, random.Random(seed), tmp_path / "cut") == []
    clock = SimulatedClock(SIX_PM + 40_000_000)
    desk = Desk(lambda: open_journal(tmp_path / "cut", practice=False), clock, SeededMint(9))
    desk.start()
    try:
        assert Station(desk, "desk 9").do(Tap("Chamber", 1)).is_done
    finally:
        desk.stop()
    with open_reader(tmp_path / "cut") as reader:
        assert verify(reader).violations == 0


# --- negative controls ----------------------------------------------------------------------------------


def loses(evening: Evening, seed: int, folder: Path, what: str) -> bool:
    return any(what in problem for problem in cuts(evening, CUTS_IN_EVERY_RUN, seed, folder))


@pytest.mark.parametrize("mode", modes())
def test_negative_control_a_desk_that_does_not_wait_for_the_disk_loses_what_it_acknowledged(
    mode: str, seed: int, tmp_path: Path
) -> None:
    evening = play(tmp_path / "log", seed, mode, durable=False)
    assert loses(evening, seed, tmp_path, "")


def test_negative_control_an_answer_before_the_commit_is_lost(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The marks of the record are put where the request was only decided."""
    evening = play(tmp_path / "log", seed, modes()[0])
    early: list[Act] = []
    for act in evening.acts:
        place = len(early)
        while act.what is What.MARK and place and early[place - 1].what is not What.MARK:
            place -= 1
        early.insert(place, act)
    assert loses(replace(evening, acts=early), seed, tmp_path, "acknowledged and are lost")


def test_the_disk_keeps_what_was_synced_and_may_lose_or_tear_the_rest() -> None:
    def left(acts: Sequence[Act]) -> set[bytes | None]:
        found = set()
        for turn in range(200):
            disk = Disk()
            for act in acts:
                disk.take(act)
            found.add(disk.after_power_cut(random.Random(turn)).get("f"))
        return found

    made = [Act(What.MADE, "f"), Act(What.WRITE, "f", 0, b"ab"), Act(What.SYNC, "f")]
    assert left(made) == {None, b"ab"}, "its name is not there before the folder is synced"
    made.append(Act(What.FOLDER_SYNC))
    assert left(made) == {b"ab"}
    more = left([*made, Act(What.WRITE, "f", 2, b"cd")])
    assert {b"ab", b"abcd", b"ab\0\0"} < more
    assert all(content is not None and content.startswith(b"ab") for content in more)
    two = left([*made, Act(What.WRITE, "f", 0, b"X"), Act(What.WRITE, "f", 512, b"Y")])
    assert any(content is not None and content[0:1] == b"a" and content[512:] == b"Y" for content in two), (
        "in any order"
    )
    assert left([*made, Act(What.CUT, "f", 1)]) == {b"a", b"ab"}
    assert left([*made, Act(What.REMOVED, "f")]) == {None, b"ab"}
    assert left([*made, Act(What.REMOVED, "f"), Act(What.FOLDER_SYNC)]) == {None}
