"""The desk on the real store: what it answered is in the file, and a second desk on the folder is told so."""

import gc
from collections.abc import Sequence
from pathlib import Path

import pytest

from roomflow.domain.commands import CallNext, SendParty, Tap
from roomflow.domain.requests import Request
from roomflow.service import drafts, inbox
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.folding import folded
from roomflow.service.mint import SeededMint
from roomflow.store.codec import TEXT_CHARACTERS_MAX
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import open_journal, open_reader
from tests.service.evening import OPENING, SECONDS, Station, opened
from tests.service.memory import MemoryLog


def desk_in(folder: Path, clock: SimulatedClock) -> Desk:
    return Desk(lambda: open_journal(folder, practice=False), clock, SeededMint(126))


def test_what_was_answered_is_in_the_file_and_comes_again_after_a_restart(
    tmp_path: Path, clock: SimulatedClock
) -> None:
    first = desk_in(tmp_path, clock)
    try:
        station = opened(first)
        sent = [station.do(SendParty(people, accessible=people == 3), id=f"p{people}") for people in (6, 4, 5, 3)]
        refused = station.do(CallNext(), id="refused")
        assert refused.refusal is not None
        before = first.meeting(1)
    finally:
        first.stop()
    assert before is not None
    second = desk_in(tmp_path, clock)
    try:
        second.start()
        after = second.meeting(1)
        station = Station(second)
        again = [station.do(SendParty(people, accessible=people == 3), id=f"p{people}") for people in (6, 4, 5, 3)]
        assert again == sent
        assert station.do(CallNext(), id="refused") == refused
        assert station.do(OPENING, id="open").meeting == 1
    finally:
        second.stop()
    assert after is not None
    assert (after.seq, after.head, after.tickets, after.holds) == (
        before.seq, before.head, before.tickets, before.holds
    )  # fmt: skip
    reader = open_reader(tmp_path)
    try:
        assert [entry.seq for entry in reader.read(1)] == list(range(1, before.seq + 1))
        assert reader.head(1)[1].hex() == before.head
    finally:
        reader.close()


def test_the_same_requests_lead_to_the_same_entries_in_memory_and_on_disk(
    tmp_path: Path, clock: SimulatedClock, log: MemoryLog
) -> None:
    kept = []
    for desk in (desk_in(tmp_path, clock), Desk(log.journal, clock, SeededMint(126))):
        try:
            station = opened(desk)
            kept.append([station.do(command).entries for command in (SendParty(4), Tap("Chamber", 3), SendParty(6))])
        finally:
            desk.stop()
    assert kept[0] == kept[1]


def test_a_second_desk_on_the_folder_does_not_start(tmp_path: Path, clock: SimulatedClock) -> None:
    first, second = desk_in(tmp_path, clock), desk_in(tmp_path, clock)
    try:
        first.start()
        with pytest.raises(StoreProblem):
            second.start()
    finally:
        second.stop()
        first.stop()


NAMES_NO_LOG_HOLDS = ["x" * (TEXT_CHARACTERS_MAX + 1), "", "a\0b", "\ud800"]


def asked_together(folder: Path, clock: SimulatedClock, others: Sequence[Request]) -> list[str]:
    """What becomes of two good taps, and of what is asked between them in one batch: a word for each."""
    first = desk_in(folder, clock)
    try:
        opened(first)
    finally:
        first.stop()
    desk = desk_in(folder, clock)
    said = []
    futures = []
    try:
        # What is asked before the start waits, and comes in one batch.
        for request in (Request("good", "desk 1", Tap("Chamber", 1), 1), *others, _tap("good too", "desk 2")):
            try:
                futures.append(desk.ask(request))
            except ValueError:
                said.append("refused at the door")
        desk.start()
        said += ["failed" if future.exception(SECONDS) else "done" for future in futures]
    finally:
        desk.stop()
    return said


def _tap(id: str, station: str) -> Request:  # noqa: A002
    return Request(id, station, Tap("Chamber", 1), 1)


@pytest.mark.parametrize("name", NAMES_NO_LOG_HOLDS, ids=["long", "empty", "zero", "half"])
def test_a_name_that_no_log_holds_is_refused_at_the_door_and_the_others_are_done(
    tmp_path: Path, clock: SimulatedClock, name: str
) -> None:
    bad = [_tap(name, "desk 1"), _tap("bad", name)]
    assert asked_together(tmp_path, clock, bad) == ["refused at the door"] * 2 + ["done"] * 2


def test_the_longest_name_a_log_holds_is_taken(tmp_path: Path, clock: SimulatedClock) -> None:
    longest = "é" * TEXT_CHARACTERS_MAX
    assert asked_together(tmp_path, clock, [_tap(longest, longest)]) == ["done"] * 3


def test_without_the_door_one_long_name_fails_the_whole_batch(
    tmp_path: Path, clock: SimulatedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "check_name", lambda _name, _value: None)
    monkeypatch.setattr(drafts, "check_entry", lambda _entry: None)
    assert asked_together(tmp_path, clock, [_tap(NAMES_NO_LOG_HOLDS[0], "desk 1")]) == ["failed"] * 3


def test_python_looks_for_what_it_can_throw_away_again_after_a_fold_that_failed_too(log: MemoryLog) -> None:
    opened(desk := Desk(log.journal, SimulatedClock(0), SeededMint(1)))
    desk.stop()
    assert gc.isenabled()
    assert folded(log.journal(), 1).seq == 1
    log.entries[1][0] = log.entries[1][0]._replace(details={})
    with pytest.raises(StoreProblem, match="Meeting 1 of the log cannot be read"):
        folded(log.journal(), 1)
    assert gc.isenabled()
