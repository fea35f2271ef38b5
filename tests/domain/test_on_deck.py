"""Chamber seats on deck for speakers: held in the step that frees a place, taken only by speakers (rules 8, 9, 11)."""

import pytest

from roomflow.domain import guards, on_deck, speakers
from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Authority,
    BeginEmergency,
    Call,
    CallNext,
    CloseSpace,
    EndEmergency,
    Mark,
    Miss,
    MoveHold,
    OpenSpace,
    ReleaseHold,
    SaveHeadCount,
    Seat,
    SeatSpeaker,
    SendParty,
    SetLimit,
    SetOnDeck,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Kind, TicketState, Wish
from roomflow.domain.limits import beyond
from roomflow.domain.meeting import HoldKind
from roomflow.domain.refusals import Refused
from roomflow.reports.fairness import fairness
from tests.domain.table import Table, full_table, kinds, refusal, small_building
from tests.domain.test_saving import passed_three_times
from tests.proof.simulation_commands import BUILDINGS


def speaking(*sizes: int, seats: int = 2) -> Table:
    """Every room is full, parties of these sizes wait, and so many seats are on deck in the chamber of six."""
    table = full_table(*sizes)
    table.ask(SaveHeadCount("Chamber", 6))
    table.ask(SetOnDeck(seats))
    table.ask(Tap("Chamber", -seats))
    assert len(on_deck.on_deck(table.draft)) == seats
    return table


def test_a_freed_chamber_place_is_held_on_deck_in_the_same_step_up_to_the_number_wanted() -> None:
    table = full_table(1)
    table.ask(SetOnDeck(3))
    assert table.space("Chamber").held == 0, "nobody is moved for a speaker"
    assert kinds(table.ask(Tap("Chamber", -2))) == [Kind.TAPPED, Kind.ON_DECK, Kind.ON_DECK]
    assert (table.space("Chamber").free, table.space("Chamber").held) == (0, 2)
    assert kinds(table.ask(Tap("A", -1))) == [Kind.TAPPED], "another room frees nothing for speakers"
    assert kinds(table.ask(Tap("Chamber", -2))) == [Kind.TAPPED, Kind.ON_DECK]
    assert table.space("Chamber").free == 1


def test_public_comment_opens_with_five_seats_and_a_number_said_before_stays() -> None:
    table = full_table()
    assert kinds(table.ask(Mark("comment-opens"))) == [Kind.MARKED, Kind.ON_DECK_SET]
    assert table.draft.on_deck == table.draft.figures.on_deck_seats == 5
    other = full_table()
    other.ask(SetOnDeck(2))
    assert kinds(other.ask(Mark("comment-opens"))) == [Kind.MARKED]
    table.undo()
    assert (table.draft.on_deck, table.draft.marks) == (0, {})


@pytest.mark.parametrize(("freed", "held"), [(1, 1), (2, 2), (3, 2)])
def test_one_below_at_and_one_above_the_number_wanted(freed: int, held: int) -> None:
    table = full_table()
    table.ask(SetOnDeck(2))
    table.ask(Tap("Chamber", -freed))
    assert len(on_deck.on_deck(table.draft)) == held
    assert table.space("Chamber").free == freed - held


def test_the_number_wanted_has_bounds_and_is_not_set_twice() -> None:
    table = full_table()
    most = table.draft.figures.group_people_max
    assert refusal(table, SetOnDeck(most + 1)) == "bad-figure"
    assert refusal(table, SetOnDeck(-1)) == "bad-figure"
    assert refusal(table, SetOnDeck(0)) == "on-deck-already"
    table.ask(SetOnDeck(most - 1))
    table.ask(SetOnDeck(most))
    table.ask(CloseSpace("Chamber"))
    assert refusal(table, SetOnDeck(2)) == "space-closed"


def test_a_speaker_without_a_ticket_takes_the_oldest_seat_and_passes_the_line_by_name() -> None:
    table = speaking(2, 1)
    first = on_deck.on_deck(table.draft)[0]
    (entry,) = table.ask(SeatSpeaker())
    assert (entry.kind, entry.change, entry.held) == (Kind.SPEAKER_SEATED, 1, -1)
    assert entry.details["on_deck"][0][0] == first.id
    assert (entry.details["passed"], entry.details["reason"]) == ([101, 102], "speaker")
    assert (table.ticket(101).passes, table.ticket(102).passes) == (1, 1)
    report = fairness(table.entries)
    assert report.reasons == {"speaker": 2}
    assert not report.silent


def test_a_waiting_ticket_that_speaks_passes_those_before_and_leaves_the_hallway() -> None:
    table = speaking(2, 1, 1)
    (entry,) = table.ask(SeatSpeaker(102))
    assert (entry.kind, entry.state, entry.space) == (Kind.SEATED, TicketState.SEATED, "Chamber")
    assert (entry.details["passed"], entry.details["reason"]) == ([101], "speaker")
    assert (entry.from_space, entry.from_change) == ("Hallway", -1)
    (first,) = table.ask(SeatSpeaker(103))
    assert first.details["passed"] == [101]
    assert refusal(table, SeatSpeaker(101)) == "too-few-on-deck"


@pytest.mark.parametrize(("seats", "seated"), [(1, False), (2, True), (3, True)])
def test_a_party_takes_a_seat_for_each_person_or_none(seats: int, seated: bool) -> None:
    table = speaking(2, seats=seats)
    if not seated:
        assert refusal(table, SeatSpeaker(101)) == "too-few-on-deck"
        return
    table.ask(SeatSpeaker(101))
    assert len(on_deck.on_deck(table.draft)) == seats - 2
    assert table.space("Chamber").inside == 6 - seats + 2


def test_who_missed_the_call_or_is_called_elsewhere_speaks_and_the_other_places_go_on() -> None:
    table = speaking(1, 1)
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    assert table.ticket(101).space == "A"
    entries = table.ask(SeatSpeaker(101))
    assert kinds(entries) == [Kind.MISSED, Kind.SEATED]
    assert (table.space("A").free, table.space("A").held) == (1, 0)
    table.ask(CallNext())
    table.ask(Miss(102))
    (entry,) = table.ask(SeatSpeaker(102))
    assert (entry.details["prior"], entry.details.get("passed")) == ("missed", None)


def test_who_is_called_into_the_chamber_has_a_place_there_and_takes_no_seat_on_deck() -> None:
    table = speaking(1, seats=1)
    table.ask(Tap("Chamber", -1))
    table.ask(CallNext())
    assert refusal(table, SeatSpeaker(101)) == "called-there"


def test_what_was_saved_for_a_party_goes_on_when_it_takes_seats_on_deck_and_comes_back_with_the_undo() -> None:
    table = passed_three_times()
    table.ask(SaveHeadCount("Chamber", 6))
    table.ask(Tap("Chamber", -2))
    assert table.ticket(101).saved is not None
    table.ask(SetOnDeck(4))
    table.ask(Tap("Chamber", -4))
    entries = table.ask(SeatSpeaker(101))
    assert kinds(entries)[:2] == [Kind.RELEASED, Kind.SEATED]
    assert table.ticket(101).state is TicketState.SEATED
    table.undo()
    assert table.ticket(101).state is TicketState.WAITING
    assert table.draft.holds[str(table.ticket(101).saved)].people == 2
    assert len(on_deck.on_deck(table.draft)) == 4


def test_somebody_who_sits_in_another_room_comes_in_one_entry() -> None:
    table = speaking(3)
    (entry,) = table.ask(SeatSpeaker(from_space="A"))
    assert (entry.kind, entry.change, entry.held) == (Kind.RELOCATED, 1, -1)
    assert (entry.from_space, entry.from_change) == ("A", -1)
    assert (entry.details["passed"], entry.details["reason"]) == ([101], "speaker")
    assert refusal(table, SeatSpeaker(from_space="Chamber")) == "same-room"
    assert refusal(table, SeatSpeaker(from_space="Hallway")) == "not-a-room"
    assert refusal(table, SeatSpeaker(from_space="A", already_counted=True)) == "counted-once"


def test_a_ticket_seated_in_another_room_keeps_its_number_when_it_speaks() -> None:
    table = speaking(1)
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    table.ask(SeatSpeaker(101))
    assert refusal(table, SeatSpeaker(101)) == "not-in-line"
    other = speaking(1)
    other.ask(Tap("B", -1))
    other.ask(Call(101, "B"))
    other.ask(Seat(101))
    (entry,) = other.ask(SeatSpeaker(101))
    assert (entry.kind, entry.from_space, other.ticket(101).space) == (Kind.RELOCATED, "B", "Chamber")
    other.undo()
    assert (other.ticket(101).space, other.space("B").inside) == ("B", 3)


def test_a_tap_never_takes_a_seat_on_deck_and_already_counted_ends_it_and_counts_nobody() -> None:
    table = speaking()
    table.ask(Tap("Chamber", 1))
    assert len(on_deck.on_deck(table.draft)) == 2
    assert table.space("Chamber").over == 1
    (entry,) = table.ask(SeatSpeaker(already_counted=True))
    assert (entry.change, entry.held) == (0, -1)
    assert (table.space("Chamber").inside, table.space("Chamber").over) == (5, 0)


def test_a_room_over_its_places_or_not_counted_takes_no_speaker() -> None:
    table = speaking(seats=1)
    table.ask(SetLimit("Chamber", 7, Authority("fire-official", "safety")))
    assert [hold.kind for hold in beyond(table.draft)] == [HoldKind.ON_DECK]
    assert refusal(table, SeatSpeaker()) == "no-places"
    large = Table(small_building(20, 0, 0))
    for _ in range(3):
        large.ask(Tap("Chamber", 6))
    large.ask(SetOnDeck(1))
    assert refusal(large, SeatSpeaker()) == "count-first"
    large.ask(SaveHeadCount("Chamber", 18))
    large.ask(SeatSpeaker())


def test_a_seat_that_stays_empty_goes_on_after_ten_minutes_and_the_desk_is_reminded_after_five() -> None:
    table = speaking(1, seats=1)
    table.wait(minutes=4, seconds=59.999)
    assert on_deck.stay_empty(table.draft, table.elapsed) == []
    table.wait(seconds=0.001)
    assert len(on_deck.stay_empty(table.draft, table.elapsed)) == 1
    table.wait(minutes=4, seconds=59.999)
    assert table.draft.on_deck == 1
    entries = table.wait(seconds=0.001)
    assert kinds(entries) == [Kind.EXPIRED, Kind.ON_DECK_SET]
    assert (table.draft.on_deck, table.space("Chamber").free) == (0, 1)
    assert table.ask(CallNext())[0].ticket == 101


def test_a_seat_given_back_by_hand_is_wanted_no_more_and_the_undo_holds_it_again() -> None:
    table = speaking()
    hold = on_deck.on_deck(table.draft)[0]
    assert refusal(table, MoveHold(hold.id, "A")) == "no-hold"
    assert kinds(table.ask(ReleaseHold(hold.id))) == [Kind.RELEASED, Kind.ON_DECK_SET]
    assert (table.draft.on_deck, table.space("Chamber").free) == (1, 1)
    table.undo()
    assert (table.draft.on_deck, len(on_deck.on_deck(table.draft))) == (2, 2)


def test_fewer_wanted_gives_the_youngest_back_and_the_undo_holds_them_again() -> None:
    table = speaking(seats=3)
    oldest = on_deck.on_deck(table.draft)[0]
    assert kinds(table.ask(SetOnDeck(1))) == [Kind.ON_DECK_SET, Kind.RELEASED, Kind.RELEASED]
    assert on_deck.on_deck(table.draft) == [oldest]
    table.undo()
    assert len(on_deck.on_deck(table.draft)) == table.draft.on_deck == 3


def test_closing_the_chamber_and_adjourning_give_all_seats_back() -> None:
    table = speaking()
    assert kinds(table.ask(CloseSpace("Chamber"))) == [
        Kind.SPACE_CLOSED,
        Kind.ON_DECK_SET,
        Kind.RELEASED,
        Kind.RELEASED,
    ]
    table.undo()
    assert len(on_deck.on_deck(table.draft)) == 2
    table.ask(CloseSpace("Chamber"))
    table.ask(OpenSpace("Chamber"))
    assert table.draft.on_deck == 0
    other = speaking()
    assert kinds(other.ask(Adjourn())) == [Kind.ADJOURNED, Kind.ON_DECK_SET, Kind.RELEASED, Kind.RELEASED]
    assert refusal(other, SeatSpeaker()) == "meeting-adjourned"


def test_while_nobody_is_invited_no_seat_is_held_and_then_it_is() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(StopInvitations())
    assert kinds(table.ask(Tap("Chamber", -1))) == [Kind.TAPPED]
    assert kinds(table.ask(AllowInvitations())) == [Kind.ALLOWED, Kind.ON_DECK]
    table.ask(StopInvitations())
    assert refusal(table, SeatSpeaker()) == "invitations-stopped"
    table.ask(AllowInvitations())
    table.ask(BeginEmergency())
    assert refusal(table, SeatSpeaker()) == "in-emergency"
    table.ask(EndEmergency(Authority("clerk", "safety")))


def test_a_seat_goes_to_speakers_before_places_are_saved() -> None:
    table = passed_three_times()
    table.ask(SetOnDeck(1))
    entries = table.ask(Tap("Chamber", -2))
    assert kinds(entries) == [Kind.TAPPED, Kind.ON_DECK, Kind.SAVED]


def test_the_tap_that_freed_the_place_is_taken_back_whole_unless_a_speaker_sits_there() -> None:
    table = full_table()
    table.ask(SaveHeadCount("Chamber", 6))
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1), "East door")
    table.undo("East door")
    assert (table.space("Chamber").inside, table.space("Chamber").held) == (6, 0)
    table.ask(Tap("Chamber", -1), "East door")
    table.ask(SeatSpeaker())
    with pytest.raises(Refused, match="gone in"):
        table.undo("East door")


def test_seating_a_speaker_is_taken_back_and_the_seat_is_on_deck_with_its_old_deadline() -> None:
    table = speaking(1)
    before = on_deck.on_deck(table.draft)
    table.wait(minutes=2)
    table.ask(SeatSpeaker())
    table.wait(seconds=5)
    table.undo()
    again = on_deck.on_deck(table.draft)
    assert sorted(hold.deadline for hold in again) == sorted(hold.deadline for hold in before)
    assert table.ticket(101).passes == 0
    table.ask(SeatSpeaker(101))
    table.undo()
    assert table.ticket(101).state is TicketState.WAITING
    assert (table.ticket(101).saved, table.ticket(101).hold) == (None, None)


def test_a_building_without_a_chamber_has_nobody_on_deck() -> None:
    table = Table(next(building for building in BUILDINGS if building.name == "No chamber"))
    assert refusal(table, SetOnDeck(2)) == "no-chamber"
    assert refusal(table, SeatSpeaker()) == "no-chamber"
    assert kinds(table.ask(Mark("comment-opens"))) == [Kind.MARKED]


def test_negative_control_a_place_that_is_not_held_in_its_step_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = full_table()
    table.ask(SetOnDeck(2))
    table.audited = False
    monkeypatch.setattr(on_deck, "next_step", lambda *_: None)
    table.ask(Tap("Chamber", -1))
    table.send(1, Wish.ANY)
    assert any("wanted on deck" in sentence for sentence in table.broken)


def test_negative_control_a_speaker_who_passes_the_line_silently_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = speaking(1)
    table.audited = False
    monkeypatch.setattr(guards, "all_before", lambda *_: ())
    table.ask(SeatSpeaker())
    assert any("rule 9" in sentence for sentence in table.broken)
    assert fairness(table.entries).silent


def test_negative_control_a_speaker_without_a_seat_on_deck_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table()
    table.send(1)
    table.audited = False
    monkeypatch.setattr(speakers, "on_deck", lambda picture: list(picture.holds.values()))
    table.ask(SeatSpeaker())
    assert any("other seats than are on deck" in sentence for sentence in table.broken)


def test_a_newcomer_is_told_that_a_seat_on_deck_is_not_free() -> None:
    table = speaking(seats=1)
    table.ask(Tap("Chamber", -1))
    assert table.ask(SendParty(1, wish=Wish.CHAMBER))[0].kind == Kind.SENT
    assert table.ask(SendParty(1, wish=Wish.CHAMBER))[0].kind == Kind.ISSUED


def test_a_place_held_on_deck_is_not_counted_as_freed_for_the_line_until_it_is_given_on() -> None:
    table = speaking(1, seats=1)
    freed = table.draft.releases.freed
    assert freed(table.elapsed, 60) == 0
    table.ask(Tap("Chamber", -1), "Usher")
    assert freed(table.elapsed, 60) == 1
    table.undo("Usher")
    assert freed(table.elapsed, 60) == 0
    table.wait(minutes=10)
    assert freed(table.elapsed, 60) == 1


def test_what_follows_an_undo_by_itself_is_no_request_that_could_be_taken_back() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(StopInvitations())
    table.ask(Tap("Chamber", -1))
    table.ask(Tap("Chamber", 1), "North")
    table.ask(AllowInvitations())
    assert kinds(table.undo("North")) == [Kind.UNDONE, Kind.ON_DECK]
    assert table.draft.last["North"] == ()
