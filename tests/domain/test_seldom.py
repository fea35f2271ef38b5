"""What seldom happens in an evening and has a rule all the same, one moment each."""

from collections.abc import Callable

import pytest

from roomflow.domain.building import BuildingError, building_from
from roomflow.domain.commands import (
    AllowInvitations,
    Authority,
    BeginEmergency,
    CallNext,
    DeferHeadCount,
    EndEmergency,
    Reprint,
    SaveHeadCount,
    Seat,
    SendParty,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.inviting import offer
from roomflow.domain.meeting import Draft
from roomflow.domain.requests import Request
from roomflow.domain.sharing import concerned_by
from tests.domain.table import Table, full_table, kinds, refusal, small_building
from tests.domain.test_saving import passed_three_times
from tests.domain.told_evenings import TOLD


def test_a_party_with_places_saved_in_one_room_is_not_seated_by_hand_in_another() -> None:
    table = passed_three_times()
    table.ask(Tap("Chamber", -1))
    table.ask(Tap("A", -4))
    assert table.ticket(101).saved is not None
    assert refusal(table, Seat(101, "A")) == "saved-elsewhere"


def test_places_are_saved_up_to_the_size_of_the_party_and_no_further() -> None:
    table = passed_three_times()
    (_, first) = table.ask(Tap("Chamber", -1))
    (_, second) = table.ask(Tap("Chamber", -5))
    assert (first.kind, first.people, second.kind, second.people) == (Kind.SAVED, 1, Kind.SAVED, 3)


def test_of_two_sizes_that_fit_nowhere_the_smaller_decides_which_pool_opens() -> None:
    table = Table(small_building(6, 4, 3, accessible=(1, 2, 0)))
    table.ask(SaveHeadCount("Chamber", 4))
    table.ask(SaveHeadCount("B", 3))
    table.ask(StopInvitations())
    table.ask(SendParty(6))
    table.ask(SendParty(3))
    entries = table.ask(AllowInvitations())
    assert kinds(entries)[:2] == [Kind.ALLOWED, Kind.POOL_OPENED]
    assert entries[1].space == "A"


def test_a_slip_that_is_printed_again_has_a_private_part_with_salt_of_its_own() -> None:
    table = full_table(1)
    (again,) = table.ask(Reprint(101))
    assert len(again.salt) == 16
    assert again.salt not in {entry.salt for entry in table.entries[:-1]}
    assert (again.private or {})["code"] == table.ticket(101).code


@pytest.mark.parametrize("words", [["es"], {"e5": {}}, {"long": {}}, {"": {}}])
def test_words_in_no_language_are_refused(words: object) -> None:
    hall = {"name": "Hall", "kind": "chamber", "limit": 9, "words": words}
    with pytest.raises(BuildingError):
        building_from({"name": "One", "timezone": "America/Denver", "spaces": [hall]})


@pytest.mark.parametrize("tell", TOLD)
def test_a_private_part_has_salt_and_nothing_else_has(tell: Callable[[], list[Entry]]) -> None:
    for entry in tell():
        assert len(entry.salt) == (0 if entry.private is None else 16), entry


def test_the_end_of_an_emergency_concerns_the_other_meetings_that_are_in_it_and_no_more() -> None:
    def meeting(number: int, *, in_emergency: bool) -> Draft:
        draft = Draft(number)
        draft.in_emergency = in_emergency
        return draft

    asked_of, inside, outside = (meeting(number, in_emergency=number < 3) for number in (1, 2, 3))
    end, begin = EndEmergency(Authority("clerk", "safety")), BeginEmergency()
    for command, concerned in ((end, [inside]), (begin, [outside]), (Tap("A", 1), [])):
        found = concerned_by(Request("r", "Desk", command), asked_of, (asked_of, inside, outside))
        assert found == concerned, command


def test_a_seated_party_that_is_called_to_the_chamber_is_still_seated() -> None:
    called = [entry for tell in TOLD for entry in tell() if entry.kind == Kind.CLAIM_CALLED]
    assert called
    assert {entry.state for entry in called} == {TicketState.SEATED.value}


def test_an_offer_is_of_the_moment_it_is_asked_for_and_of_the_last_entry_where_none_is_said() -> None:
    table = Table(small_building(20, 12, 11))
    for _ in range(3):
        table.ask(Tap("Chamber", 6))
    assert offer(table.draft, 1, Wish.CHAMBER).space is None
    table.ask(DeferHeadCount("Chamber", "supervisor"))
    now, until = table.draft.elapsed, table.space("Chamber").deferred_until or 0
    found = [offer(table.draft, 1, Wish.CHAMBER, moment).space for moment in (None, now, until - 1, until)]
    assert found == ["Chamber", "Chamber", "Chamber", None]


def test_a_party_that_was_not_there_after_all_is_taken_out_of_a_room_that_is_over_by_undo() -> None:
    """It promises nothing that was not taken: the places it had are held again."""
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Seat(101))
    table.ask(Tap("A", 1), "Door")
    assert table.space("A").free == -1
    table.undo()
    assert (table.space("A").free, table.space("A").held, table.ticket(101).state) == (-1, 2, TicketState.CALLED)
