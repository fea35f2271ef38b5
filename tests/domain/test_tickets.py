"""Tickets from issue to the end: rules 8, 11, 13 and 15."""

import pytest

from roomflow.domain import guards, tickets
from roomflow.domain.calling import people_ahead
from roomflow.domain.codes import is_code
from roomflow.domain.commands import (
    Adjourn,
    Back,
    BeginEmergency,
    Call,
    CallNext,
    Close,
    CloseSpace,
    Leave,
    Miss,
    Scan,
    Seat,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Kind, TicketState, Wish
from tests.domain.table import Table, full_table, kinds, refusal, small_building


def test_numbers_begin_at_101_and_follow_each_other() -> None:
    table = full_table(1, 2, 3)
    assert sorted(table.draft.tickets) == [101, 102, 103]
    assert len(table.draft.codes) == 3
    assert all(is_code(code) for code in table.draft.codes)


def test_a_ticket_says_how_many_people_are_ahead() -> None:
    table = full_table(1, 2, 3)
    assert [people_ahead(table.draft, number) for number in (101, 102, 103)] == [0, 1, 3]
    assert table.entries[-1].details["ahead"] == 3


def test_a_called_ticket_is_seated_by_its_code_and_counted_once() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    code = table.ticket(101).code
    (entry,) = table.ask(Scan(code))
    assert (entry.kind, entry.space, entry.change, entry.held) == (Kind.SEATED, "A", 2, -2)
    assert (table.space("A").inside, table.space("A").held, table.space("Hallway").inside) == (4, 0, 0)
    assert refusal(table, Scan(code)) == "already-seated"


def test_who_was_tapped_in_before_is_not_counted_again() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Tap("A", 2))
    table.ask(Seat(101, already_counted=True))
    assert (table.space("A").inside, table.space("A").held, table.ticket(101).state) == (4, 0, TicketState.SEATED)


def test_every_scan_has_its_word() -> None:
    table = full_table(2, 1, 1)
    code = table.ticket(102).code
    assert refusal(table, Scan(code)) == "not-called-yet"
    assert refusal(table, Scan("nonsense")) == "bad-code"
    assert refusal(table, Scan("0" * 17)) == "unknown-code"
    table.ask(Tap("A", -4))
    table.ask(CallNext())
    assert refusal(table, Scan(code, "B")) == "called-elsewhere"
    assert kinds(table.ask(Scan(code, "A"))) == [Kind.SEATED]
    table.ask(Leave(103))
    assert refusal(table, Scan(table.ticket(103).code)) == "gave-up"


def test_a_ticket_taken_back_is_void() -> None:
    table = full_table(2)
    code = table.ticket(101).code
    table.undo()
    assert refusal(table, Scan(code)) == "void"


def test_a_missed_ticket_keeps_its_place_and_a_scan_brings_it_back_first_in_line() -> None:
    table = full_table(2, 1, 1)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    assert kinds(table.wait(minutes=5)) == [Kind.RECALLED, Kind.RECALLED, Kind.MISSED]
    assert table.space("A").free == 2
    table.ask(CallNext())
    assert table.numbers(TicketState.CALLED) == [102, 103]
    assert kinds(table.ask(Scan(table.ticket(101).code))) == [Kind.BACK]
    table.send(2)
    assert list(table.draft.line.in_order()) == [101, 104]


def test_a_call_is_repeated_at_two_and_four_minutes_and_missed_at_five() -> None:
    table = full_table(1)
    table.ask(Tap("B", -1))
    table.ask(CallNext())
    assert kinds(table.wait(minutes=1, seconds=59.999)) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.RECALLED]
    assert kinds(table.wait(minutes=2)) == [Kind.RECALLED]
    assert kinds(table.wait(seconds=59.999)) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.MISSED]


def test_who_comes_back_later_stands_behind_who_came_back_before() -> None:
    table = full_table(1, 1, 2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Miss(101))
    table.ask(Miss(102))
    table.ask(Back(102))
    table.ask(Back(101))
    assert list(table.draft.line.in_order()) == [102, 101, 103]
    assert refusal(table, Back(101)) == "not-missed"


def test_leaving_frees_what_was_held_in_that_instant() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    (entry,) = table.ask(Leave(101))
    assert (entry.held, table.space("A").free, table.space("Hallway").inside) == (-2, 2, 0)
    assert refusal(table, Leave(101)) == "not-in-line"
    assert refusal(table, Miss(101)) == "not-called"


def test_a_waiting_ticket_is_seated_by_hand_only_into_places_and_past_nobody() -> None:
    table = full_table(2, 1)
    assert refusal(table, Seat(101)) == "say-which-room"
    assert refusal(table, Seat(101, "A")) == "no-places"
    table.ask(Tap("A", -2))
    assert refusal(table, Seat(102, "A")) == "would-overtake"
    table.ask(Seat(101, "A"))
    assert table.ticket(101).state is TicketState.SEATED
    assert refusal(table, Seat(999, "A")) == "unknown-ticket"


def test_parties_wait_in_the_first_waiting_space_with_room_and_then_outside() -> None:
    table = full_table(6, 2, 6, 3, 2)
    where = [table.ticket(number).waits_in for number in range(101, 106)]
    assert where == ["Hallway", "Hallway", "Lobby", "Lobby", None]
    assert (table.space("Hallway").inside, table.space("Lobby").inside) == (8, 9)
    table.ask(Leave(105))
    table.ask(Leave(101))
    assert table.space("Hallway").inside == 2


def test_a_corrected_waiting_space_never_falls_below_zero() -> None:
    table = full_table(4)
    table.ask(Tap("Hallway", -3))
    table.ask(Leave(101))
    assert table.space("Hallway").inside == 0


def test_closing_ends_holds_and_leaves_who_waits_unserved() -> None:
    table = full_table(2, 1, 1)
    table.ask(Tap("A", -2))
    table.ask(Call(101, "A"))
    table.ask(Tap("Hallway", -2))
    assert refusal(table, Close()) == "not-adjourned"
    table.ask(Adjourn())
    assert refusal(table, CallNext()) == "meeting-adjourned"
    entries = table.ask(Close())
    assert kinds(entries) == [Kind.UNSERVED, Kind.UNSERVED, Kind.UNSERVED, Kind.CLOSED]
    assert not table.draft.holds
    assert table.space("Hallway").inside == 0


def test_the_code_and_the_need_stand_only_in_the_private_part() -> None:
    table = full_table(2)
    entry = table.entries[-1]
    assert entry.private is not None
    assert set(entry.private) == {"accessible", "code"}
    assert entry.private["code"] not in str(entry._replace(private=None))


def test_nobody_is_called_again_while_invitations_are_stopped_after_adjourning_or_into_a_room_that_is_over() -> None:
    for command in (StopInvitations(), Adjourn(), BeginEmergency(), CloseSpace("B"), Tap("B", 2)):
        table = full_table(1)
        table.ask(Tap("B", -1))
        table.ask(CallNext())
        table.ask(command)
        assert kinds(table.wait(minutes=5)) == [Kind.MISSED]


def test_who_is_seated_into_a_room_that_went_over_is_counted_and_marked() -> None:
    table = full_table(1)
    table.ask(Tap("B", -1))
    table.ask(CallNext())
    table.ask(Tap("B", 2))
    (entry,) = table.ask(Seat(101))
    assert (entry.details["over"], table.space("B").inside) == (2, 5)


# --- negative controls ---------------------------------------------------------------------------------


def test_negative_control_without_the_order_a_ticket_is_overtaken_silently(monkeypatch: pytest.MonkeyPatch) -> None:
    table = full_table(2, 1)
    table.audited = False
    table.ask(Tap("A", -2))
    monkeypatch.setattr(guards, "need_order", lambda *_: ())
    table.ask(Call(102, "A"))
    assert any("rule 9" in sentence for sentence in table.broken)


def test_negative_control_a_number_given_twice_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = full_table(2)
    table.audited = False
    monkeypatch.setattr(tickets, "next_number", lambda _: 101)
    table.send(1, Wish.ANY)
    assert any("rule 15" in sentence for sentence in table.broken)


def test_negative_control_a_wish_not_obeyed_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(small_building(), audited=False)
    table.send(6)
    table.send(2, Wish.CHAMBER)
    monkeypatch.setattr(guards, "need_wish", lambda *_: None)
    table.ask(Call(101, "A"))
    assert any("wishes the chamber" in sentence for sentence in table.broken)


def test_negative_control_a_hold_ended_early_is_seen() -> None:
    table = full_table(1)
    table.audited = False
    table.ask(Tap("B", -1))
    table.ask(CallNext())
    (missed,) = table.ask(Miss(101))
    other = full_table(1)
    other.ask(Tap("B", -1))
    other.ask(CallNext())
    broken = other._audit.step(missed._replace(station="timer", request="expire:x"))
    assert any("rule 8" in sentence for sentence in broken)
