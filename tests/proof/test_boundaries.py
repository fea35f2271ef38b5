"""Moments and places at the very edge of a rule, which a changed line of it would move by one."""

import typing

import pytest

from roomflow.domain.commands import Call, Command, DeferHeadCount, Miss, Seat, SendParty, Tap, TurnAway, Undo
from roomflow.domain.events import TicketState
from roomflow.domain.fold import apply
from roomflow.domain.meeting import Draft
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request
from tests.domain.table import Table, refusal, small_building
from tests.proof.boundaries import GIVES_NO_PLACE, PATHS, PLACES, ROOM, NotSent, Path, Sort, add, stand
from tests.proof.simulation import World
from tests.proof.simulation_stations import Station


def test_who_missed_a_call_is_seated_by_hand_before_who_waits_with_a_lower_number() -> None:
    table = Table()
    for room, places in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(room, places))
    table.fill(4, 2, 2)
    table.ask(Tap("A", -2))
    table.ask(Call(102, "A"))
    table.ask(Miss(102))
    table.ask(Call(103, "A"))
    table.ask(Miss(103))
    table.ask(Tap("A", -2))
    assert refusal(table, Call(103, "A")) == "not-in-line"
    seated = table.ask(Seat(103, "A"))[0]
    assert seated.details.get("passed") is None
    assert table.ticket(103).state is TicketState.SEATED


def test_a_head_count_is_put_off_until_five_minutes_are_over_and_no_longer() -> None:
    table = Table(small_building(20, 0, 0))
    table.ask(Tap("Chamber", 6))
    for _ in range(2):
        table.ask(Tap("Chamber", 6))
    table.ask(DeferHeadCount("Chamber", "supervisor"))
    table.wait(seconds=299.999)
    table.ask(SendParty(1, space="Chamber"))
    table.wait(seconds=0.001)
    assert refusal(table, SendParty(1, space="Chamber")) == "count-first"


def test_the_last_request_can_be_taken_back_at_ten_seconds_and_not_a_millisecond_later() -> None:
    table = Table()
    table.ask(TurnAway(2, "left-by-choice"))
    table.wait(seconds=10)
    assert table.undo()[0].kind == "undone"
    table.ask(TurnAway(2, "left-by-choice"))
    last = table.draft.last["Desk"][0].request
    table.wait(seconds=10.001)
    assert refusal(table, Undo(last)) == "too-late"


# --- every path that can give a place, at its places ---------------------------------------------------


@pytest.mark.parametrize("past", [-1, 0, 1])
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_what_is_promised_ends_at_the_places_and_what_happened_is_taken_past_them(path: Path, past: int) -> None:
    if path.sort is Sort.INVITES and past > 0:
        if path.refused == "a ticket":
            with pytest.raises(NotSent):
                path.ask(past)
            return
        with pytest.raises(Refused) as refused:
            path.ask(past)
        assert refused.value.refusal.key == path.refused
        return
    table, entries = path.ask(past)
    room = table.space(ROOM)
    assert entries
    assert room.inside + room.held == room.places + past
    marked = any("over" in entry.details or "override" in entry.details for entry in entries)
    says_itself = {"counted", "undone", "limit-set"} & {entry.kind for entry in entries}
    assert marked == (past > 0) or says_itself


@pytest.mark.parametrize("free", [1, 2, 3])
def test_places_are_saved_up_to_the_party_and_never_past_what_is_free(free: int) -> None:
    table = stand(PLACES)
    for room, places in (("A", 4), ("B", 3)):
        add(table, room, places)
    for people in (2, 1, 1, 1):
        table.ask(SendParty(people))
    for number in (102, 103, 104):
        add(table, "B", -1)
        assert table.ask(Call(number, "B"))[0].kind == "called"
    entries = table.ask(Tap(ROOM, -free))
    saved = [entry for entry in entries if entry.kind == "saved"]
    assert [entry.held for entry in saved] == [min(free, 2)]
    assert table.space(ROOM).free == free - min(free, 2)


FREE_PLACES_ONLY = ("saved", "on-deck")
"""Kinds that hold what is free and no more, in whichever step frees it."""


def test_every_command_is_on_a_path_or_says_why_it_gives_nobody_a_place() -> None:
    on_a_path = {command.__name__ for path in PATHS for command in path.commands}
    every = {command.__name__ for command in typing.get_args(Command)}
    assert on_a_path & GIVES_NO_PLACE.keys() == set(), "it stands in both"
    assert every == on_a_path | GIVES_NO_PLACE.keys()


def test_no_command_said_to_give_no_place_ever_gives_one() -> None:
    """In every entry of a simulated evening: what adds to a room was asked by a command that is on a path."""
    world = World(126, 6_000)
    asked: dict[str, str] = {}
    ask_new = world._new_request

    def noted(station: Station) -> Request:
        request = ask_new(station)
        asked[request.id] = type(request.command).__name__
        return request

    world._new_request = noted  # type: ignore[method-assign]
    world.run()
    gave: set[str] = set()
    for number in world.log.sealed:
        draft = Draft(number)
        for entry in world.log.entries(number):
            apply(draft, entry)
            adds = entry.held + entry.change > 0
            is_room = entry.space is not None and draft.spaces[entry.space].is_room
            if adds and is_room and entry.kind not in FREE_PLACES_ONLY:
                gave.add(asked.get(entry.request, entry.request.split(":")[0]))
    assert gave & GIVES_NO_PLACE.keys() == set()
    assert len(gave) >= 7
