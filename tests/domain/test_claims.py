"""Claims on the chamber: seated in an overflow room, called to the chamber, moved in one entry (rules 9, 10, 14)."""

import pytest

from roomflow.domain import guards
from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import (
    Adjourn,
    Authority,
    Call,
    CallNext,
    Close,
    Miss,
    Relocate,
    Scan,
    Seat,
    SetClaim,
    SetFirstClaim,
    Tap,
)
from roomflow.domain.events import FirstClaim, Kind, TicketState, Wish
from roomflow.domain.meeting import HoldKind
from tests.domain.table import Table, full_table, kinds, refusal


def seated_meanwhile(*sizes: int) -> Table:
    """Every room is full; parties that wish the chamber sit in A meanwhile and claim it, 101 on."""
    table = full_table()
    for size in sizes:
        table.send(size, Wish.CHAMBER)
    table.ask(Tap("A", -sum(sizes)))
    for number in range(101, 101 + len(sizes)):
        table.ask(Call(number, "A", meanwhile=True))
        table.ask(Seat(number))
    return table


def test_a_ticket_seated_in_overflow_that_wishes_the_chamber_keeps_its_claim() -> None:
    table = seated_meanwhile(2)
    assert (table.ticket(101).state, table.ticket(101).space, table.ticket(101).claim) == ("seated", "A", True)
    assert list(table.draft.claims.in_order()) == [101]


def test_without_being_asked_a_party_that_wishes_the_chamber_is_called_nowhere_else() -> None:
    table = full_table()
    table.send(2, Wish.CHAMBER)
    table.ask(Tap("A", -2))
    assert refusal(table, Call(101, "A")) == "wish-not-there"
    assert next_best_move(table.draft) == ()


def test_a_freed_seat_goes_to_the_line_first_and_then_to_a_claim() -> None:
    table = seated_meanwhile(2)
    table.send(1, Wish.CHAMBER)
    table.ask(Tap("Chamber", -3))
    moves = next_best_move(table.draft)
    assert [(move.ticket, move.space, move.sits_in) for move in moves] == [
        (102, "Chamber", None),
        (101, "Chamber", "A"),
    ]
    assert kinds(table.ask(CallNext())) == [Kind.CALLED, Kind.CLAIM_CALLED]


def test_where_the_clerk_puts_the_seated_first_they_pass_the_line_with_that_reason() -> None:
    table = seated_meanwhile(2)
    table.send(1, Wish.CHAMBER)
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    assert refusal(table, SetFirstClaim(FirstClaim.SEATED)) == "first-already"
    table.ask(Tap("Chamber", -2))
    assert refusal(table, Call(102, "Chamber")) == "would-overtake"
    (called,) = table.ask(CallNext())
    assert (called.kind, called.ticket) == (Kind.CLAIM_CALLED, 101)
    assert "passed" not in called.details, "102 stands behind ticket 101"


def test_a_claim_passes_an_earlier_ticket_in_line_only_by_the_clerks_setting_and_names_it() -> None:
    table = full_table()
    table.send(1, Wish.CHAMBER)
    table.send(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Seat(102))
    table.ask(SetClaim(102, True))
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.ask(Tap("Chamber", -2))
    (called,) = table.ask(CallNext())
    assert (called.ticket, called.details["passed"], called.details["reason"]) == (102, [101], "first-claim")


def test_a_claim_is_not_called_while_somebody_in_line_who_is_first_fits() -> None:
    table = seated_meanwhile(2)
    table.send(1, Wish.CHAMBER)
    table.ask(Tap("Chamber", -2))
    assert refusal(table, Call(101, "Chamber")) == "would-overtake"
    (called,) = table.ask(Call(101, "Chamber", Authority("clerk", "speaker")))
    assert (called.details["passed"], called.details["reason"]) == ([102], "speaker")


def test_a_claim_too_large_is_passed_by_a_later_one_and_named() -> None:
    table = seated_meanwhile(3, 1)
    table.ask(Tap("Chamber", -2))
    (called,) = table.ask(CallNext())
    assert (called.ticket, called.details["claims_passed"]) == (102, [101])


def test_a_newcomer_comes_after_the_claims() -> None:
    table = seated_meanwhile(2)
    table.ask(Tap("Chamber", -2))
    assert table.send(2).kind == Kind.ISSUED
    assert guards.left_for_newcomers(table.draft, table.space("Chamber")) == -2


def test_the_move_is_one_entry_that_frees_the_seat_and_calls_into_it_in_the_same_step() -> None:
    table = seated_meanwhile(2)
    table.send(1)
    table.send(1, Wish.CHAMBER)
    table.ask(Tap("Chamber", -2))
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.ask(CallNext())
    moved, called = table.ask(Seat(101))
    assert (moved.kind, moved.space, moved.change, moved.held) == (Kind.CLAIM_TAKEN, "Chamber", 2, -2)
    assert (moved.from_space, moved.from_change) == ("A", -2)
    assert (called.kind, called.ticket, called.space) == (Kind.CALLED, 102, "A")
    assert (table.ticket(101).space, table.ticket(101).claim, table.space("A").inside) == ("Chamber", False, 2)
    table.undo()
    assert (table.ticket(101).space, table.ticket(101).claim, table.space("A").inside) == ("A", True, 4)
    assert table.hold("Chamber").kind is HoldKind.CLAIM
    assert table.ticket(102).state is TicketState.WAITING


def test_a_move_out_of_the_chamber_calls_a_claim_where_the_seated_are_first() -> None:
    table = seated_meanwhile(1)
    table.send(1, Wish.CHAMBER)
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.ask(Tap("B", -1))
    moved, called = table.ask(Relocate("Chamber", "B", 1))
    assert (moved.kind, called.kind, called.ticket, called.space) == (Kind.RELOCATED, Kind.CLAIM_CALLED, 101, "Chamber")


def test_a_scan_moves_a_called_party_and_at_another_room_says_where_to() -> None:
    table = seated_meanwhile(2)
    table.ask(Tap("Chamber", -2))
    table.ask(CallNext())
    code = table.ticket(101).code
    assert refusal(table, Scan(code, "B")) == "called-elsewhere"
    assert kinds(table.ask(Scan(code, "Chamber"))) == [Kind.CLAIM_TAKEN]


def test_who_does_not_come_keeps_the_seat_and_claims_no_more() -> None:
    table = seated_meanwhile(2, 1)
    table.ask(Tap("Chamber", -3))
    table.ask(CallNext())
    assert kinds(table.ask(Miss(101))) == [Kind.CLAIM_SET]
    assert (table.ticket(101).state, table.ticket(101).space, table.ticket(101).claim) == ("seated", "A", False)
    table.undo()
    assert (table.ticket(101).claim, table.hold("Chamber").ticket) == (True, 102)
    assert kinds(table.wait(minutes=5)).count(Kind.CLAIM_SET) == 2
    assert (table.space("Chamber").free, table.space("Chamber").held) == (3, 0)
    table.ask(SetClaim(101, True))
    assert refusal(table, SetClaim(101, True)) == "claims-already"
    assert refusal(table, SetClaim(102, False)) == "claims-not"


def test_a_claim_is_only_for_who_sits_in_an_overflow_room() -> None:
    table = full_table(1)
    assert refusal(table, SetClaim(101, True)) == "not-in-overflow"
    table.ask(Tap("Chamber", -1))
    table.ask(CallNext())
    table.ask(Seat(101))
    assert refusal(table, SetClaim(101, True)) == "not-in-overflow"


def test_a_claim_is_called_to_the_chamber_only_and_moves_nowhere_else_while_it_is() -> None:
    table = seated_meanwhile(2)
    table.ask(Tap("Chamber", -2))
    table.ask(Tap("B", -2))
    assert refusal(table, Call(101, "B")) == "claims-the-chamber"
    table.ask(Call(101, "Chamber"))
    assert refusal(table, Relocate("A", "B", 2, 101)) == "called-to-chamber"


@pytest.mark.parametrize(("freed", "is_called"), [(1, False), (2, True), (3, True)])
def test_a_claim_is_called_at_its_size_and_not_one_below(freed: int, is_called: bool) -> None:
    table = seated_meanwhile(2)
    table.ask(Tap("Chamber", -freed))
    assert (refusal(table, Call(101, "Chamber")) == "no-places") if not is_called else table.ask(Call(101, "Chamber"))


def test_the_close_ends_a_call_to_the_chamber_too() -> None:
    table = seated_meanwhile(2)
    table.ask(Tap("Chamber", -2))
    table.ask(CallNext())
    table.ask(Adjourn())
    assert kinds(table.ask(Close())) == [Kind.CLAIM_SET, Kind.CLOSED]


def test_negative_control_without_the_order_of_claims_the_line_overtakes_the_seated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = seated_meanwhile(2)
    table.audited = False
    table.send(1, Wish.CHAMBER)
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.ask(Tap("Chamber", -2))
    monkeypatch.setattr(guards, "need_no_claim", lambda *_: None)
    table.ask(Call(102, "Chamber"))
    assert any("rule 9: it overtakes 101" in sentence for sentence in table.broken)


def test_negative_control_a_claim_called_before_the_line_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = seated_meanwhile(2)
    table.audited = False
    table.send(1, Wish.CHAMBER)
    table.ask(Tap("Chamber", -2))
    monkeypatch.setattr(guards, "need_claim_order", lambda *_: None)
    table.ask(Call(101, "Chamber"))
    assert any("rule 9: a claim overtakes 102" in sentence for sentence in table.broken)
