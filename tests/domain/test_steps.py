"""Single steps of the rules that drawn evenings reach seldom: guards of a call by hand, claims in turn, kept places."""

import pytest

from roomflow.domain import managers, on_deck
from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import (
    AllowInvitations,
    Authority,
    Back,
    BeginEmergency,
    Call,
    CallNext,
    EnterPaperTicket,
    Leave,
    Miss,
    NoteManagersPresent,
    OpenMeeting,
    SaveHeadCount,
    SeatApart,
    SeatSpeaker,
    SendParty,
    SetClaim,
    SetFirstClaim,
    SetOnDeck,
    StopInvitations,
    TakePack,
    Tap,
    TurnAway,
)
from roomflow.domain.decide import decide
from roomflow.domain.events import FirstClaim, Kind
from roomflow.domain.meeting import Draft, HoldKind
from roomflow.domain.next_move import moves_into
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import OtherMeeting, Request, Stamp
from tests.domain.table import START, Table, full_table, kinds, refusal, small_building
from tests.domain.test_claims import seated_meanwhile

CLERK = Authority("clerk", "speaker")


def test_a_call_by_hand_waits_for_the_head_count_of_a_nearly_full_room() -> None:
    table = Table(small_building(20, 12, 11))
    table.ask(StopInvitations())
    table.send(1)
    table.ask(Tap("A", 6))
    table.ask(Tap("A", 5))
    table.ask(AllowInvitations())
    assert refusal(table, Call(101, "A")) == "count-first"
    table.ask(SaveHeadCount("A", 11))
    assert table.ask(Call(101, "A"))[0].kind == Kind.CALLED


def test_of_two_claims_of_one_size_the_earlier_ticket_is_first() -> None:
    table = seated_meanwhile(1, 1)
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", 5))
    with pytest.raises(Refused) as caught:
        table.ask(Call(102, "Chamber"))
    assert (caught.value.refusal.key, caught.value.refusal.values["earlier"]) == ("would-overtake", 101)
    assert [(move.ticket, move.space) for move in next_best_move(table.draft)] == [(101, "Chamber")]


def test_places_that_are_spoken_for_are_said_as_many_as_they_are() -> None:
    table = full_table(2)
    table.ask(Tap("A", -1))
    with pytest.raises(Refused) as caught:
        table.ask(SendParty(1, space="A"))
    assert (caught.value.refusal.key, caught.value.refusal.values) == ("spoken-for", {"space": "A", "free": 1})
    with pytest.raises(Refused) as full:
        table.ask(SendParty(1, space="B"))
    assert (full.value.refusal.key, full.value.refusal.values["free"]) == ("no-places", 0)


def test_a_seat_that_comes_back_to_a_room_that_is_over_is_no_speakers() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", 5))
    table.ask(Tap("Chamber", 1))
    assert refusal(table, SeatSpeaker()) == "no-places"


def test_a_speaker_who_sits_elsewhere_keeps_the_ticket_in_the_entry() -> None:
    table = seated_meanwhile(1)
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", 5))
    (moved, *_) = table.ask(SeatSpeaker(101))
    assert (moved.kind, moved.ticket, moved.people, moved.from_space, moved.details["claim"]) == (
        Kind.RELOCATED, 101, 1, "A", True,
    )  # fmt: skip


def test_a_seated_speaker_counts_as_one_crossing_and_again_when_taken_back() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", 5))
    table.ask(SeatSpeaker())
    assert table.space("Chamber").crossings == 1
    table.undo()
    assert (table.space("Chamber").crossings, table.hold("Chamber").kind) == (0, HoldKind.ON_DECK)


def test_a_seat_given_back_leaves_one_fewer_wanted_and_never_fewer_than_none() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.wait(minutes=10, seconds=1)
    assert (table.draft.on_deck, on_deck.on_deck(table.draft)) == (0, [])
    expired, released = table.entries[-2:]
    assert (expired.kind, released.kind, released.details) == (Kind.EXPIRED, Kind.ON_DECK_SET, {"seats": 0, "was": 1})


def test_people_who_come_and_people_who_leave_in_one_entry_both_count_for_managers() -> None:
    table = Table(small_building(20, 12, 11))
    (entry,) = table.ask(Tap("A", 3))
    due = entry._replace(change=600, from_space="B", from_change=-600)
    assert managers.is_concerned(table.draft, [due])
    both = entry._replace(change=300, from_space="B", from_change=300)
    assert managers.is_concerned(table.draft, [both])
    assert not managers.is_concerned(table.draft, [entry])


@pytest.mark.parametrize("stops", [StopInvitations(), BeginEmergency()])
def test_nobody_is_called_into_a_room_while_nobody_is_invited(stops: object) -> None:
    table = full_table(1)
    table.ask(Tap("A", -1))
    assert [move.ticket for move in moves_into(table.draft, "A", table.draft.elapsed)] == [101]
    table.ask(stops)  # type: ignore[arg-type]
    assert moves_into(table.draft, "A", table.draft.elapsed) == ()


def test_a_missed_call_says_the_state_and_what_it_gave_back() -> None:
    table = full_table(1)
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    (missed,) = table.ask(Miss(101))
    assert (missed.kind, missed.ticket, missed.state, missed.people, missed.held, missed.space) == (
        Kind.MISSED, 101, "missed", 1, -1, "A",
    )  # fmt: skip


def test_a_paper_ticket_has_its_salt_and_its_people_where_they_wait() -> None:
    table = full_table(2)
    table.ask(TakePack(2))
    table.wait(minutes=1)
    (entered,) = table.ask(EnterPaperTicket(102, 3))
    assert (entered.people, entered.change, entered.space, len(entered.salt)) == (3, 3, "Hallway", 16)
    table.ask(Tap("Hallway", 4))
    table.ask(Tap("Lobby", 6))
    table.ask(Tap("Lobby", 6))
    (outside,) = table.ask(EnterPaperTicket(103, 2))
    assert (outside.space, outside.change, outside.people) == (None, 0, 2)


def test_people_turned_away_are_taken_back_all_of_them() -> None:
    table = Table()
    table.ask(TurnAway(3, "left-by-choice"))
    table.ask(TurnAway(2, "left-by-choice"))
    assert table.draft.turned_away == 5
    table.undo()
    assert table.draft.turned_away == 3


def test_managers_are_noted_with_what_was_and_what_is_needed() -> None:
    table = Table()
    (first,) = table.ask(NoteManagersPresent(2))
    (second,) = table.ask(NoteManagersPresent(1))
    assert first.details == {"present": 2, "was": None, "needed": 1}
    assert second.details == {"present": 1, "was": 2, "needed": 1}
    assert refusal(table, NoteManagersPresent(-1)) == "bad-figure"
    assert refusal(table, NoteManagersPresent(201)) == "bad-figure"
    assert table.ask(NoteManagersPresent(0))[0].details["present"] == 0


def test_a_building_in_use_says_whether_a_room_was_named() -> None:
    other = OtherMeeting(1, "Council", [plan.name for plan in small_building().spaces], {}, False)

    def opening(spaces: tuple[str, ...], others: tuple[OtherMeeting, ...]) -> str:
        command = OpenMeeting("Board", "2026-01-13", small_building(), spaces=spaces)
        with pytest.raises(Refused) as caught:
            decide(Draft(2), Request("r", "Desk", command), Stamp(START, START, 0, (), others))
        return caught.value.refusal.key

    assert opening((), (other,)) == "no-room-left"
    assert opening(("Hallway",), ()) == "no-room-chosen"
    assert opening(("Hallway",), (other._replace(spaces=["A"]),)) == "no-room-chosen"


def test_a_head_count_passes_the_gate_by_what_was_inside_and_promised_before_or_after() -> None:
    table = Table(small_building(20, 12, 11))
    table.ask(Tap("A", 6))
    table.ask(Tap("A", 4))
    table.send(1, space="A")
    assert table.space("A").held == 1
    table.ask(SaveHeadCount("A", 10))
    assert table.space("A").gate_passed, "ten inside and one promised of twelve are over nine in ten"
    table.ask(Tap("B", 6))
    table.ask(Tap("B", 4))
    table.ask(SaveHeadCount("B", 2))
    assert table.space("B").gate_passed, "it was nearly full when it was counted"
    promised = Table(small_building(20, 12, 11))
    promised.ask(Tap("A", 5))
    promised.ask(Tap("A", 5))
    promised.send(1, space="A")
    promised.ask(SaveHeadCount("A", 4))
    assert promised.space("A").gate_passed, "ten inside and one promised before, though few were found"
    below = Table(small_building(20, 12, 11))
    below.ask(Tap("A", 6))
    below.ask(SaveHeadCount("A", 6))
    assert not below.space("A").gate_passed


def test_sitting_apart_needs_as_many_places_as_parts() -> None:
    table = full_table(5)
    table.ask(Tap("A", -2))
    table.ask(Tap("B", -3))
    assert kinds(table.ask(SeatApart(101, ((2, "A"), (3, "B"))))) == [Kind.SPLIT, Kind.SPLIT, Kind.CALLED, Kind.CALLED]


def test_a_party_that_is_back_and_owed_has_places_saved_in_that_step() -> None:
    """It was passed over once, called later and missed: what it is owed by the time is due when it waits again."""
    table = full_table(4, 1)
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    table.ask(Tap("Chamber", -4))
    table.ask(Call(101, "Chamber"))
    table.ask(Miss(101))
    table.wait(minutes=11)
    assert (table.ticket(101).passes, list(table.draft.passed.in_order())) == (1, [])
    assert kinds(table.ask(Back(101))) == [Kind.BACK, Kind.SAVED]
    assert table.hold("Chamber").people == 4


def test_leaving_the_line_takes_the_claim_of_the_line_with_it() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    assert refusal(table, SendParty(2, space="A")) == "spoken-for"
    table.ask(Leave(101))
    assert table.ask(SendParty(2, space="A"))[0].kind == Kind.SENT


def test_a_claim_that_is_given_up_is_no_claim() -> None:
    table = seated_meanwhile(2)
    table.wait(seconds=3)
    (entry,) = table.ask(SetClaim(101, False))
    assert (entry.kind, entry.ticket, entry.state, entry.people) == (Kind.CLAIM_SET, 101, "seated", 2)
    assert table.ticket(101).changed_at == entry.happened
    assert list(table.draft.claims.in_order()) == []
