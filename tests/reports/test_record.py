"""The clerk's record: its figures against an independent recount in SQL, and on small evenings a person can count."""

import math
import statistics
from typing import Any

import pytest

from roomflow.domain.commands import (
    Authority,
    Call,
    Mark,
    SaveHeadCount,
    Seat,
    SetLimit,
    Split,
    Tap,
    TurnAway,
    Undo,
)
from roomflow.reports.record import Record, record_of
from tests.domain.table import Table
from tests.reports.recount import recount
from tests.reports.stored import stored_entries, stored_log


def sample() -> Record:
    return record_of(1, stored_entries(), "")


def record(table: Table) -> Record:
    return record_of(1, table.entries, "")


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return recount(stored_log(tmp_path_factory.mktemp("sample")))


def test_the_figures_of_each_space_are_those_of_the_recount_in_sql(counted: dict[str, Any]) -> None:
    found: dict[str, dict[str, Any]] = {
        space.name: {
            "peak": space.peak,
            "peak_at": space.peak_at,
            "full_ms": space.full_ms,
            "admissions": space.admissions,
            "over": space.over,
        }
        for space in sample().spaces
        if space.limit is not None
    }
    assert found == counted["spaces"]
    assert sum(space["full_ms"] for space in found.values()) > 0


def test_all_rooms_together_are_those_of_the_recount_in_sql(counted: dict[str, Any]) -> None:
    rooms = sample().rooms
    assert (rooms.peak, rooms.peak_at) == counted["rooms_peak"]


def test_the_line_is_that_of_the_recount_in_sql(counted: dict[str, Any]) -> None:
    line = sample().line
    assert {state: number for state, number in line.tickets.items() if number} == counted["tickets"]
    assert {state: number for state, number in line.people.items() if number} == counted["people"]
    assert (line.sent, line.sent_people) == counted["sent"]
    assert line.calls == counted["calls"]
    assert [(each.at, each.people, each.reason) for each in line.turned_away] == counted["turned_away"]


def test_waits_are_those_of_the_recount_in_sql(counted: dict[str, Any]) -> None:
    line, waits = sample().line, counted["waits"]
    assert len(waits) == line.tickets["seated"]
    assert line.median_ms == round(statistics.median(waits))
    assert line.p90_ms == waits[math.ceil(len(waits) * 0.9) - 1]
    assert line.longest_ms == waits[-1]


def test_head_counts_and_doors_are_those_of_the_recount_in_sql(counted: dict[str, Any]) -> None:
    found = sample()
    counts = [(each.at, each.space, each.counted, each.was, each.difference) for each in found.head_counts]
    assert counts == counted["head_counts"]
    doors = sorted(
        (each.space, each.door, each.into, each.out, each.unmatched, each.taken_back)
        for each in found.doors
        if each.door is not None and (each.into or each.out or each.taken_back)
    )
    assert doors == counted["doors"]
    sums = {
        each.space: (each.balance, each.without_door, each.head_counts, each.inside)
        for each in found.doors
        if each.door is None
    }
    again = {space: rest for space, *rest in counted["door_sums"]}
    assert {space: list(each) for space, each in sums.items()} == {
        space: again.get(space, [0, 0, 0, 0]) for space in sums
    }
    assert set(again) <= {*sums, "Plaza"}


def test_the_parts_of_a_split_party_have_waited_since_the_whole_was_issued() -> None:
    table = Table()
    for space, people in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(space, people))
        table.ask(SaveHeadCount(space, people))
    whole = table.send(4).ticket
    assert whole is not None
    table.wait(minutes=30)
    table.ask(Split(whole, 2))
    part = max(table.draft.tickets)
    assert part > whole
    table.wait(minutes=1)
    table.ask(Tap("Chamber", -4))
    for number in (whole, part):
        table.ask(Call(number, "Chamber"))
        table.ask(Seat(number))
    assert (record(table).line.median_ms, record(table).line.longest_ms) == (31 * 60_000, 31 * 60_000)


def test_an_evening_without_arrivals_has_figures_of_nothing() -> None:
    found = record(Table())
    assert found.rooms.peak == 0
    assert found.rooms.peak_at is None
    assert found.line.median_ms is None
    assert found.line.issued == 0
    assert found.rooms.crowd_managers == 1
    assert found.largest_difference == 0


def test_a_peak_is_verified_only_by_a_head_count_while_so_many_are_inside() -> None:
    table = Table()
    table.ask(Tap("Chamber", 3))
    assert not record(table).spaces[0].peak_verified
    table.ask(SaveHeadCount("Chamber", 3))
    assert record(table).spaces[0].peak_verified
    table.ask(Tap("Chamber", 1))
    assert not record(table).spaces[0].peak_verified


def test_a_space_says_by_how_many_people_its_last_count_may_be_off() -> None:
    table = Table()
    assert record(table).spaces[0].drift is None
    table.ask(SaveHeadCount("Chamber", 0))
    assert record(table).spaces[0].verified
    table.ask(Tap("Chamber", 3))
    assert record(table).spaces[0].drift == 2


def test_what_was_taken_back_admits_nobody_and_is_counted_as_a_correction() -> None:
    table = Table()
    table.ask(Tap("Chamber", 3, door="East"))
    table.ask(Undo(table.last_request))
    found = record(table)
    assert found.spaces[0].admissions == 0
    assert found.taken_back == {"tapped": 1}
    assert [(door.into, door.taken_back) for door in found.doors if door.door == "East"] == [(0, 3)]


def test_the_time_a_room_is_full_is_counted_by_the_meetings_own_clock() -> None:
    table = Table()
    table.ask(Tap("Chamber", 6))
    table.wait(minutes=7)
    table.ask(Tap("Chamber", -1))
    table.wait(minutes=5)
    table.ask(Tap("Chamber", 1))
    table.wait(minutes=2)
    table.ask(Tap("Chamber", 1))
    chamber = record(table).spaces[0]
    assert chamber.full_ms == 9 * 60_000
    assert (chamber.over, chamber.past_posted) == (1, 1)


def test_a_limit_that_was_lowered_names_who_authorised_it() -> None:
    table = Table()
    table.ask(SetLimit("A", 3, Authority("fire-official", "safety", "One exit is blocked.")))
    (decision,) = record(table).decisions
    assert (decision.what, decision.space, decision.value, decision.was) == ("limit-set", "A", 3, 4)
    assert (decision.role, decision.reason, decision.words) == ("fire-official", "safety", "One exit is blocked.")


def test_the_drift_of_a_door_is_said_only_where_no_other_door_could_have_missed_somebody() -> None:
    table = Table()
    for space, door in (("A", "Door"), ("Chamber", "East"), ("Chamber", "West")):
        table.ask(Tap(space, 1, door=door))
    table.ask(SaveHeadCount("A", 2))
    table.ask(SaveHeadCount("Chamber", 3))
    assert {(door.space, door.door): door.drift for door in record(table).doors if door.door and door.into} == {
        ("A", "Door"): 1,
        ("Chamber", "East"): None,
        ("Chamber", "West"): None,
    }


def test_who_was_turned_away_is_listed_by_reason() -> None:
    table = Table()
    table.ask(TurnAway(3, "no-room-to-wait"))
    table.ask(TurnAway(2, "left-by-choice"))
    table.ask(TurnAway(1, "no-room-to-wait"))
    assert record(table).line.turned_away_by_reason == {"left-by-choice": 2, "no-room-to-wait": 4}


def test_a_wait_is_counted_from_issue_to_seat() -> None:
    table = Table()
    for space, people in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(space, people))
        table.ask(SaveHeadCount(space, people))
    ticket = table.send(2).ticket
    assert ticket is not None
    table.wait(minutes=20)
    table.ask(Tap("Chamber", -2))
    table.ask(Call(ticket, "Chamber"))
    table.wait(minutes=1)
    table.ask(Seat(ticket))
    line = record(table).line
    assert line.median_ms == line.longest_ms == 21 * 60_000


def test_a_mark_says_how_far_into_the_recording_it_lies() -> None:
    table = Table()
    table.ask(Mark("called-to-order"))
    table.wait(minutes=5)
    table.ask(Mark("recording-begins"))
    table.wait(minutes=62, seconds=3)
    table.ask(Mark("item", "Item 7"))
    found = [(mark.mark, mark.words, mark.offset_ms) for mark in record(table).agenda]
    assert found == [("called-to-order", "", None), ("recording-begins", "", 0), ("item", "Item 7", 3_723_000)]
