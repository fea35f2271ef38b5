"""The public's picture: called numbers, rooms and waits, and nothing that is private."""

import pytest
from msgspec.structs import replace

from roomflow.domain.building import Building, SpaceKind, SpacePlan
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Ticket
from roomflow.domain.public import PublicState, public_picture
from roomflow.domain.spaces import Space

CHAMBER = SpacePlan("Chamber", SpaceKind.CHAMBER, 12, reserved=2)
ROOM_A = SpacePlan("Room A", SpaceKind.OVERFLOW, 6)
HALLWAY = SpacePlan("Hallway", SpaceKind.WAITING, 40)
CODE = "0123456789ABCDEFG"


def evening(*plans: SpacePlan) -> Draft:
    building = Building("City Hall", "America/Denver", plans or (CHAMBER, ROOM_A, HALLWAY))
    draft = Draft(1, "Council", "2026-01-13", building)
    draft.spaces = {plan.name: Space(plan, plan.limit, plan.reserved) for plan in building.spaces}
    return draft


def call(draft: Draft, number: int, hold: str, room: str = "Room A", *, accessible: bool = False) -> None:
    draft.tickets[number] = Ticket(
        number, 2, Wish.ANY, TicketState.CALLED, (1, number), CODE, accessible, 0, 0, 0, space=room, hold=hold
    )
    draft.holds[hold] = Hold(hold, HoldKind.CALLED, room, 2, number, 0, 300_000)


def test_called_numbers_come_newest_first_and_nothing_else_that_is_held() -> None:
    draft = evening()
    call(draft, 101, "40")
    call(draft, 107, "55.1", "Chamber")  # undo began its hold anew: the call is still the one of entry 55
    draft.holds["60"] = Hold("60", HoldKind.ON_THE_WAY, "Room A", 2, None, 0, 300_000)
    picture = public_picture(draft)
    assert [(one.number, one.call, one.room.name) for one in picture.called] == [
        (107, 55, "Chamber"),
        (101, 40, "Room A"),
    ]


def test_rooms_have_their_free_places_and_never_a_number_below_zero() -> None:
    draft = evening()
    draft.spaces["Chamber"] = replace(draft.spaces["Chamber"], inside=11)
    draft.spaces["Room A"] = replace(draft.spaces["Room A"], inside=2, held=2)
    chamber, room_a = public_picture(draft).rooms
    assert (chamber.free, chamber.state) == (0, "over")
    assert (room_a.free, room_a.state) == (2, "open")
    draft.spaces["Room A"] = replace(draft.spaces["Room A"], closed=True)
    assert [(room.free, room.state) for room in public_picture(draft).rooms][1] == (0, "closed")


def test_a_room_that_is_full_and_not_counted_is_not_called_full() -> None:
    draft = evening()
    draft.spaces["Room A"] = replace(draft.spaces["Room A"], held=6)
    assert public_picture(draft).rooms[1].state == "count-first"


def test_there_are_two_waits_where_there_are_two_kinds_of_room() -> None:
    assert [wait.wish for wait in public_picture(evening()).waits] == [Wish.ANY, Wish.CHAMBER]
    assert [wait.wish for wait in public_picture(evening(ROOM_A, HALLWAY)).waits] == [Wish.ANY]


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, PublicState.OPEN),
        ({"in_recess": True}, PublicState.RECESS),
        ({"in_recess": True, "stopped": True}, PublicState.STOPPED),
        ({"phase": Phase.ADJOURNED}, PublicState.ENDED),
        ({"phase": Phase.CLOSED}, PublicState.ENDED),
        ({"phase": Phase.ADJOURNED, "in_emergency": True}, PublicState.EMERGENCY),
    ],
)
def test_the_state_of_the_meeting_is_one_word(changes: dict[str, object], state: PublicState) -> None:
    draft = evening()
    call(draft, 101, "40")
    for name, value in changes.items():
        setattr(draft, name, value)
    picture = public_picture(draft)
    assert picture.state is state
    assert bool(picture.called) is (state not in (PublicState.EMERGENCY, PublicState.ENDED))


def test_the_meeting_is_in_session_from_the_call_to_order_but_for_its_recesses() -> None:
    draft = evening()
    assert not public_picture(draft).is_in_session
    draft.marks["called-to-order"] = 1
    assert public_picture(draft).is_in_session
    draft.in_recess = True
    assert not public_picture(draft).is_in_session
    draft.in_recess, draft.phase = False, Phase.ADJOURNED
    assert not public_picture(draft).is_in_session


def test_no_code_and_no_need_is_in_the_picture() -> None:
    plain, private = evening(), evening()
    call(plain, 101, "40")
    call(private, 101, "40", accessible=True)
    assert public_picture(plain) == public_picture(private)
    assert CODE not in repr(public_picture(private))


def test_negative_control_a_picture_with_tickets_in_it_would_tell_the_need() -> None:
    plain, private = evening(), evening()
    call(plain, 101, "40")
    call(private, 101, "40", accessible=True)
    assert plain.tickets != private.tickets
    shown = set(public_picture(private).__struct_fields__)
    assert "tickets" not in shown
    assert CODE in repr(replace(public_picture(private), called=tuple(private.tickets.values())))
