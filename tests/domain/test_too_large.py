"""A party larger than any room, and a scan at the wrong room: rule 14 where it is asked."""

import pytest

from roomflow.domain.apart import apart
from roomflow.domain.commands import Call, CloseSpace, Leave, MoveHold, Scan, SplitToFit, Tap
from roomflow.domain.events import Kind, TicketState, Wish
from roomflow.domain.refusals import Refused
from roomflow.domain.splitting import parts_that_fit
from tests.domain.table import Table, full_table, kinds, refusal, small_building


@pytest.mark.parametrize(
    ("people", "parts"),
    [(3, ()), (4, ()), (5, (3, 2)), (6, (3, 3))],
    ids=["below", "at the largest room", "one above", "two above"],
)
def test_a_party_is_split_only_where_no_open_room_has_places_enough(people: int, parts: tuple[int, ...]) -> None:
    table = Table(small_building(4, 4, 3))
    assert parts_that_fit(table.draft, people, Wish.ANY) == parts
    assert parts_that_fit(Table(small_building(9, 1, 1)).draft, people, Wish.ANY) == ()


def test_as_many_parts_as_it_takes_of_the_rooms_of_its_wish_that_are_open() -> None:
    table = Table(small_building(2, 4, 3))
    assert parts_that_fit(table.draft, 5, Wish.CHAMBER) == (2, 2, 1)
    assert parts_that_fit(table.draft, 4, Wish.ANY) == ()
    table.ask(CloseSpace("A"))
    assert parts_that_fit(table.draft, 4, Wish.ANY) == (2, 2)
    for room in ("Chamber", "B"):
        table.ask(CloseSpace(room))
    assert parts_that_fit(table.draft, 4, Wish.ANY) == (), "no room is open: nothing would fit anywhere"


def test_a_party_larger_than_any_room_gets_a_ticket_and_in_parts_it_is_called() -> None:
    table = Table(small_building(2, 2, 2))
    assert table.send(5).kind == Kind.ISSUED
    table.send(2, Wish.CHAMBER)
    entries = table.ask(SplitToFit(101, parts_that_fit(table.draft, 5, Wish.ANY)))
    assert kinds(entries) == [Kind.SPLIT] * 4
    assert [table.ticket(number).people for number in (101, 103, 104)] == [2, 2, 1]
    assert list(table.draft.line.in_order())[:3] == [101, 103, 104], "the same place in line"
    assert len({ticket.code for ticket in table.draft.tickets.values()}) == 4
    table.undo()
    assert table.ticket(101).people == 5
    assert table.numbers(TicketState.CANCELLED) == [103, 104]


def test_where_places_are_free_in_two_rooms_it_may_sit_apart_as_ever() -> None:
    table = Table(small_building(4, 2, 1))
    table.send(6)
    assert apart(table.draft, 101) == ((4, "Chamber"), (2, "A"))


def test_parts_that_are_not_the_party_are_refused() -> None:
    table = full_table(5)
    for parts in ((5,), (), (3, 3), (5, 0), (6, -1)):
        assert refusal(table, SplitToFit(101, parts)) == "cannot-split"
    assert refusal(table, SplitToFit(102, (1, 1))) == "unknown-ticket"
    table.ask(Leave(101))
    assert refusal(table, SplitToFit(101, (3, 2))) == "not-in-line"


# --- a scan at the wrong room ---------------------------------------------------------------------------


def test_a_scan_at_the_wrong_room_says_what_moving_the_hold_needs() -> None:
    table = full_table(2, 4)
    table.ask(Tap("B", -2))
    table.ask(Call(101, "B"))
    table.ask(Tap("A", -2))
    with pytest.raises(Refused) as refused:
        table.ask(Scan(table.ticket(101).code, "A"), "A, Door")
    assert refused.value.refusal.key == "called-elsewhere"
    values = dict(refused.value.refusal.values)
    assert values == {"ticket": 101, "hold": table.ticket(101).hold, "room": "B", "space": "A"}
    (moved,) = table.ask(MoveHold(values["hold"], values["space"]), "A, Door")
    assert (moved.kind, moved.space, moved.from_space) == (Kind.MOVED, "A", "B")
    (seated,) = table.ask(Scan(table.ticket(101).code, "A"), "A, Door")
    assert seated.kind == Kind.SEATED


def test_moving_a_called_hold_names_whom_it_passes_and_why_and_overtakes_nobody_who_fits() -> None:
    table = full_table(4, 1, 2)
    table.ask(Tap("B", -1))
    table.ask(Call(102, "B"))
    table.ask(Tap("A", -2))
    (moved,) = table.ask(MoveHold(str(table.ticket(102).hold), "A"))
    assert (moved.details["passed"], moved.details["reason"]) == ([101], "too-large")
    assert table.ticket(101).passes == 2
    other = full_table(2, 1)
    other.ask(Tap("B", -1))
    other.ask(Call(102, "B"))
    other.ask(Tap("A", -2))
    assert refusal(other, MoveHold(str(other.ticket(102).hold), "A")) == "would-overtake"
