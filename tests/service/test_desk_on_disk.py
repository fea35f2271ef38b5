"""The desk on the real store: what it answered is in the file, and a second desk on the folder is told so."""

from pathlib import Path

import pytest

from roomflow.domain.commands import CallNext, SendParty, Tap
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import open_journal, open_reader
from tests.service.evening import OPENING, Station, opened
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
