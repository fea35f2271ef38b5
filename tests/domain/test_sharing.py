"""Several open meetings in one building: no space is used by two of them, and an emergency is one of all of them."""

from collections.abc import Iterable, Mapping

import pytest
from msgspec.structs import replace

from roomflow.domain import sharing
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import BeginEmergency, OpenMeeting, SaveHeadCount, Scan, Tap, Undo
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Draft, publish
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import OtherMeeting, Request, Stamp
from tests.domain.table import START, Table, small_building

NO_CODES: Mapping[str, int] = {}


def other(*spaces: str, name: str = "School Board", in_emergency: bool = False) -> OtherMeeting:
    return OtherMeeting(1, name, spaces, NO_CODES, in_emergency)


def opening(*spaces: str, others: Iterable[OtherMeeting] = ()) -> Entry:
    command = OpenMeeting("Commission", "2026-01-13", small_building(), spaces=spaces)
    (entry,) = decide(Draft(2), Request("r", "Desk", command), Stamp(START, START, 0, (), tuple(others)))
    return entry


def names(entry: Entry) -> list[str]:
    return [space["name"] for space in entry.details["building"]["spaces"]]


def refused(*spaces: str, others: Iterable[OtherMeeting] = ()) -> str:
    with pytest.raises(Refused) as caught:
        opening(*spaces, others=others)
    return caught.value.refusal.sentence()


def test_alone_in_the_building_a_meeting_uses_all_of_it() -> None:
    entry = opening()
    assert names(entry) == [space.name for space in small_building().spaces]
    assert {"whole", "others"}.isdisjoint(entry.details)


def test_beside_another_meeting_it_uses_what_that_does_not() -> None:
    entry = opening(others=[other("Chamber", "Hallway", "Plaza")])
    assert names(entry) == ["A", "B", "Lobby", "Stairs", "Plaza"]
    assert entry.details["others"] == [1]
    draft = fold(2, [entry])
    assert (len(draft.building.spaces), draft.whole) == (5, small_building())


def test_it_uses_the_rooms_that_are_named_and_no_others() -> None:
    assert names(opening("b", "lobby")) == ["B", "Lobby"]


def test_a_space_of_another_open_meeting_is_refused_whatever_the_case_of_its_name() -> None:
    assert refused("A", "Hallway", others=[other("HALLWAY")]) == (
        "Hallway belongs to the meeting “School Board” until that is closed; choose other rooms."
    )


def test_outside_where_nobody_is_counted_is_everybodys() -> None:
    assert names(opening("A", "Plaza", others=[other("Chamber", "Plaza")])) == ["A", "Plaza"]


def test_a_meeting_needs_a_room_that_is_left() -> None:
    assert refused(others=[other("Chamber", "A", "B")]).startswith("Every room of this building belongs")
    assert refused("Hallway", "Plaza").startswith("Choose a chamber or an overflow room")
    assert refused("Attic") == "This building has no space called “Attic”."


def test_nothing_is_opened_in_an_emergency() -> None:
    sentence = refused("A", others=[other("Chamber", in_emergency=True)])
    assert sentence == "This is an emergency: no meeting is opened until it has ended."


def test_the_ticket_of_another_meeting_is_told_by_that_meetings_name() -> None:
    table = Table()
    table.fill(4, 2, 4, 3, 5)
    code = next(iter(table.draft.codes))
    elsewhere = OtherMeeting(1, "City Commission", (), table.draft.codes, False)
    draft = fold(2, [opening("A")])
    with pytest.raises(Refused) as caught:
        decide(draft, Request("s", "Desk", Scan(code), 2), Stamp(START, START, 0, (), (elsewhere,)))
    number = table.draft.codes[code]
    assert caught.value.refusal.sentence() == (
        f"Ticket {number} belongs to the meeting “City Commission”, not to this one."
    )


def test_only_an_emergency_and_what_takes_it_back_concern_the_others() -> None:
    here, there = Table(), Table()
    there.draft.number = 2
    begin = Request("e", "Desk", BeginEmergency(), 1)
    assert sharing.concerned_by(begin, here.draft, [here.draft, there.draft]) == [there.draft]
    assert sharing.concerned_by(Request("t", "Desk", Tap("A", 1), 1), here.draft, [there.draft]) == []
    here.ask(BeginEmergency())
    back = Request("u", "Desk", Undo(here.last_request), 1)
    assert sharing.concerned_by(back, here.draft, [there.draft]) == []
    there.ask(BeginEmergency())
    assert sharing.concerned_by(back, here.draft, [there.draft]) == [there.draft]
    assert sharing.concerned_by(begin, here.draft, [there.draft]) == []


def test_joined_all_spaces_stand_in_the_buildings_order_on_one_clock() -> None:
    mine = fold(2, [opening("A")])
    table = Table()
    table.wait(30)
    table.ask(SaveHeadCount("B", 0))
    table.wait(4)
    table.ask(Tap("B", 1))
    there = publish(table.draft)
    here = replace(publish(mine), at=there.at + 60_000, elapsed=5_000)
    both = sharing.joined(here, [there])
    assert list(both.spaces) == [plan.name for plan in small_building().spaces]
    counted = both.spaces["B"].counted_elapsed
    assert counted is not None
    assert here.elapsed - counted == 5 * 60_000
    assert both.spaces["A"] == here.spaces["A"]
    assert both.spaces["Stairs"].kind is SpaceKind.KEEP_CLEAR
