"""Moments and places at the very edge of a rule, which a changed line of it would move by one."""

from roomflow.domain.commands import Call, DeferHeadCount, Miss, Seat, SendParty, Tap, TurnAway, Undo
from roomflow.domain.events import TicketState
from tests.domain.table import Table, refusal, small_building


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
