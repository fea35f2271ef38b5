"""Guards that are met alone: what each refuses, nothing else would refuse, or somebody would be told otherwise."""

import pytest

from roomflow.domain import forecast
from roomflow.domain.apart import apart
from roomflow.domain.building import building_from
from roomflow.domain.commands import (
    Adjourn,
    CallNext,
    CloseSpace,
    ExpectEnd,
    MoveHold,
    OpenMeeting,
    Relocate,
    SaveHeadCount,
    Scan,
    Seat,
    SeatSpeaker,
    SendParty,
    SetClaim,
    SetFirstClaim,
    SetOnDeck,
    Split,
    Tap,
)
from roomflow.domain.events import FirstClaim, Kind, TicketState, Wish
from roomflow.domain.meeting import publish
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request
from roomflow.domain.sharing import others_for
from tests.domain.table import Table, full_table, refusal, small_building
from tests.domain.test_claims import seated_meanwhile

MINUTE_MS = 60_000
OTHER = "Other desk"


def _undo_refused(table: Table, station: str = "Desk") -> str:
    with pytest.raises(Refused) as refused:
        table.undo(station)
    assert refused.value.refusal.sentence()
    return refused.value.refusal.key


# --- undo ---------------------------------------------------------------------------------------------


def test_a_party_is_not_moved_back_into_a_room_that_was_closed_since() -> None:
    table = Table()
    table.ask(SendParty(2, space="A"))
    table.ask(MoveHold(table.hold("A").id, "B"))
    table.ask(CloseSpace("A"), OTHER)
    assert _undo_refused(table) == "space-closed"


def _called_to_chamber() -> Table:
    """Ticket 101, for two, sits in A and is called to the chamber, where a place more is free."""
    table = seated_meanwhile(2)
    table.ask(Tap("Chamber", -3))
    table.ask(CallNext())
    return table


def test_a_claim_that_was_given_up_is_not_called_again_into_a_chamber_that_was_closed_since() -> None:
    table = _called_to_chamber()
    table.ask(SetClaim(101, False))
    table.ask(CloseSpace("Chamber"), OTHER)
    assert _undo_refused(table) == "space-closed"


def test_who_took_a_claim_is_not_counted_out_of_a_chamber_that_emptied_since() -> None:
    table = _called_to_chamber()
    table.ask(Seat(101))
    table.ask(Tap("Chamber", -4), OTHER)
    assert table.space("Chamber").inside == 1
    assert _undo_refused(table) == "cannot-undo"


def test_a_claim_that_was_counted_before_is_held_again_only_where_its_places_are_still_free() -> None:
    for taken, is_refused in ((1, False), (2, True)):
        table = _called_to_chamber()
        table.ask(Seat(101, already_counted=True))
        table.ask(Tap("Chamber", taken), OTHER)
        assert table.space("Chamber").free == 3 - taken
        if is_refused:
            assert _undo_refused(table) == "places-gone"
        else:
            table.undo()
            assert table.ticket(101).claim


def _moved_on() -> Table:
    """A seated ticket's party went from A to B."""
    table = seated_meanwhile(1)
    table.ask(Tap("B", -1))
    table.ask(Relocate("A", "B", 1, 101))
    return table


def test_a_move_of_a_ticket_is_taken_back_as_a_seated_one_and_not_after_it_moved_on() -> None:
    (back,) = _moved_on().undo()
    assert back.state == TicketState.SEATED
    table = _moved_on()
    table.ask(Tap("A", -1), OTHER)
    table.ask(Relocate("B", "A", 1, 101), OTHER)
    assert _undo_refused(table) == "went-on"


def test_a_move_of_somebody_without_a_ticket_is_taken_back_without_a_state() -> None:
    table = Table()
    table.ask(Tap("A", 1))
    table.ask(Relocate("A", "B", 1))
    (back,) = table.undo()
    assert (back.ticket, back.state) == (None, None)


def _speaker_in(others_leave: int) -> Table:
    """A newcomer took the one seat on deck of a full chamber; so many left it by another desk."""
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", 5))
    table.ask(SeatSpeaker())
    for _ in range(others_leave):
        table.ask(Tap("Chamber", -1), OTHER)
    return table


def test_a_speaker_is_taken_back_out_of_a_full_chamber_and_not_out_of_an_empty_one() -> None:
    table = _speaker_in(others_leave=0)
    assert table.space("Chamber").free == 0
    table.undo()
    assert table.space("Chamber").held == 1
    table = _speaker_in(others_leave=6)
    assert table.space("Chamber").inside == 0
    assert _undo_refused(table) == "cannot-undo"


def test_a_speaker_who_was_counted_before_is_not_taken_back_into_a_full_chamber_which_is_named() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SeatSpeaker(already_counted=True))
    table.ask(Tap("Chamber", 1), OTHER)
    with pytest.raises(Refused, match="Chamber"):
        table.undo()


def test_a_split_is_not_taken_back_once_a_part_was_called_and_the_part_is_named() -> None:
    table = full_table(4)
    table.ask(Split(101, 1))
    table.ask(Tap("B", -1), OTHER)
    table.ask(CallNext(), OTHER)
    with pytest.raises(Refused, match="102"):
        table.undo()


# --- claims and parts ------------------------------------------------------------------------------------


def test_after_adjourning_nobody_says_any_more_who_is_first_on_the_chamber() -> None:
    table = Table()
    table.ask(Adjourn())
    assert refusal(table, SetFirstClaim(FirstClaim.SEATED)) == "meeting-adjourned"


def test_in_a_building_without_a_chamber_nobody_claims_it() -> None:
    plain = small_building().as_dict()
    plain["spaces"] = [space for space in plain["spaces"] if space["kind"] != "chamber"]
    table = Table(building_from(plain))
    table.fill(4, 3)
    table.send(1)
    table.ask(Tap("A", 4))
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    table.ask(Seat(101))
    assert refusal(table, SetClaim(101, True)) == "no-chamber"


def test_who_does_not_sit_in_an_overflow_room_is_named_where_it_claims_the_chamber() -> None:
    table = full_table(1)
    with pytest.raises(Refused, match="101"):
        table.ask(SetClaim(101, True))


def test_nobody_sits_apart_in_places_that_a_seated_claim_is_first_on() -> None:
    table = seated_meanwhile(1)
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.send(3)
    table.ask(Tap("Chamber", -1))
    table.ask(Tap("A", -2))
    assert apart(table.draft, 102) == ()
    table.ask(SetClaim(101, False))
    assert sorted(apart(table.draft, 102)) == [(1, "Chamber"), (2, "A")]


def test_only_a_waiting_party_sits_apart() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    assert table.ticket(101).state == TicketState.CALLED
    table.ask(Tap("A", -1))
    table.ask(Tap("B", -1))
    assert (table.space("A").free, table.space("B").free) == (1, 1)
    assert apart(table.draft, 101) == ()


# --- what was freed --------------------------------------------------------------------------------------


def _freed(table: Table) -> int:
    return table.draft.releases.freed(table.elapsed, 15)


def test_a_tap_that_is_taken_back_freed_nothing_and_a_promise_that_is_taken_back_neither() -> None:
    table = full_table()
    table.ask(Tap("A", -2))
    assert _freed(table) == 2
    table.undo()
    assert _freed(table) == 0
    table = Table()
    table.ask(SendParty(2, space="A"))
    table.undo()
    assert _freed(table) == 0


def test_what_a_speakers_seat_takes_at_once_was_not_freed_for_the_line() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    assert _freed(table) == 0


# --- tickets and waits ------------------------------------------------------------------------------------


def test_who_waits_outside_is_counted_nowhere_and_their_ticket_has_its_private_part() -> None:
    table = full_table()
    for people in (6, 2, 6, 4):
        table.send(people)
    outside = table.send(3)
    assert (outside.kind, outside.space, outside.change) == (Kind.ISSUED, None, 0)
    assert set(outside.private or ()) == {"accessible", "code"}


def test_unlikely_tonight_is_said_by_the_minutes_that_are_left_when_it_is_asked() -> None:
    table = full_table(1)
    table.ask(ExpectEnd("23:30"))
    table.wait(minutes=40)
    table.ask(Tap("A", -1))
    picture = publish(table.draft)
    assert picture.ends_at is not None
    left_now = (picture.ends_at - picture.at) // MINUTE_MS

    def says(minutes: float, left: int) -> bool:
        return forecast._is_unlikely(picture, minutes, picture.elapsed + (left_now - left) * MINUTE_MS)

    assert [says(94, 60), says(93, 60)] == [True, False]
    assert [says(1_000, left) for left in (121, 120, 20, 19)] == [False, True, True, False]
    assert not forecast._is_unlikely(publish(Table().draft), 1_000, 0), "nobody said when it ends"


def test_a_request_that_opens_a_meeting_or_scans_hears_of_all_others_and_no_other_does() -> None:
    draft = Table().draft
    opening = OpenMeeting("Second", "2026-01-13", small_building())
    for command, numbers in ((opening, [1]), (Scan("R", "A"), [1]), (Tap("A", 1), [])):
        told = others_for(Request("one", "Desk", command, 2), [draft])
        assert [other.number for other in told] == numbers
    assert others_for(Request("one", "Desk", opening, 1), [draft]) == ()


def test_a_party_for_the_chamber_alone_fits_together_or_not_at_all() -> None:
    table = full_table()
    table.send(2, Wish.CHAMBER)
    table.ask(Tap("A", -1))
    table.ask(Tap("B", -1))
    assert apart(table.draft, 101) == ()
