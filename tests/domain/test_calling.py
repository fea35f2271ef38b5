"""The next best move and the order of the line: rule 9."""

import random

from roomflow.domain.calling import Move, next_best_move
from roomflow.domain.commands import Call, CallNext, Leave, SaveHeadCount, Tap
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Picture
from tests.domain.table import Table, full_table, refusal, small_building


def test_the_whole_suggestion_is_called_in_one_step_over_all_rooms() -> None:
    table = full_table(2, 1, 3)
    table.ask(Tap("A", -2))
    table.ask(Tap("B", -3))
    entries = table.ask(CallNext())
    assert [(entry.ticket, entry.space) for entry in entries] == [(101, "A"), (102, "B")]
    assert len({entry.request for entry in entries}) == 1


def test_nobody_is_called_past_the_free_places() -> None:
    table = full_table(2, 2, 2)
    table.ask(Tap("A", -3))
    assert [move.ticket for move in next_best_move(table.draft)] == [101]
    table.ask(CallNext())
    assert refusal(table, CallNext()) == "none-fits"
    assert refusal(table, Call(102, "A")) == "no-places"


def test_an_empty_line_is_said_in_words() -> None:
    assert refusal(Table(), CallNext()) == "nobody-to-call"


def test_a_party_too_large_is_passed_and_named_with_the_reason() -> None:
    table = full_table(4, 1)
    table.ask(Tap("A", -2))
    (entry,) = table.ask(CallNext())
    assert (entry.ticket, entry.details) == (102, {"passed": [101], "reason": "too-large"})
    assert table.ticket(101).passes == 1
    assert table.ticket(101).first_pass == entry.elapsed
    table.undo()
    assert (table.ticket(101).passes, table.ticket(101).first_pass) == (0, None)


def test_who_wishes_the_chamber_is_not_passed_in_an_overflow_room() -> None:
    table = full_table()
    table.send(1, Wish.CHAMBER)
    table.send(1)
    table.ask(Tap("A", -1))
    (entry,) = table.ask(CallNext())
    assert (entry.ticket, entry.details) == (102, {})


def test_of_two_ways_to_keep_the_order_the_one_that_fills_more_places_is_meant() -> None:
    table = full_table()
    table.send(2)
    table.send(2, Wish.CHAMBER)
    table.ask(Tap("Chamber", -2))
    table.ask(Tap("A", -2))
    assert [(move.ticket, move.space) for move in next_best_move(table.draft)] == [(101, "A"), (102, "Chamber")]


def test_with_nobody_for_the_chamber_alone_the_buildings_order_stays() -> None:
    table = full_table(2)
    table.ask(Tap("Chamber", -2))
    table.ask(Tap("A", -2))
    assert next_best_move(table.draft) == (Move(101, "Chamber", 2),)


def _slow_walk(picture: Picture, chamber_last: bool) -> list[tuple[int, str]]:
    """The same walk without the index: every waiting ticket in order, each room in turn."""
    rooms = [space for space in picture.spaces.values() if space.is_room]
    if chamber_last:
        rooms.sort(key=lambda room: room.kind == "chamber")
    free = {room.name: room.free for room in rooms}
    moves = []
    waiting = [ticket for ticket in picture.tickets.values() if ticket.state is TicketState.WAITING]
    for ticket in sorted(waiting, key=lambda ticket: ticket.order):
        for room in rooms:
            if (ticket.wish is Wish.ANY or room.kind == "chamber") and free[room.name] >= ticket.people:
                moves.append((ticket.number, room.name))
                free[room.name] -= ticket.people
                break
    return moves


def test_the_indexed_suggestion_is_that_of_a_slow_walk_through_the_whole_line(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(200):
        table = Table(small_building(12, 9, 5, 500, 500))
        for size in (6, 6, 6, 3, 5):
            table.send(size)
        for name, people in (("Chamber", 12), ("A", 9), ("B", 5)):
            for _ in range(people):
                table.ask(Tap(name, 1))
            table.ask(SaveHeadCount(name, people))
        for _ in range(chance.randrange(1, 25)):
            table.send(chance.randrange(1, 7), chance.choice(list(Wish)))
        for number in chance.sample(sorted(table.draft.tickets), chance.randrange(len(table.draft.tickets))):
            table.ask(Leave(number))
        for name in ("Chamber", "A", "B"):
            for _ in range(chance.randrange(6)):
                table.ask(Tap(name, -1))
            table.ask(SaveHeadCount(name, table.space(name).inside))
        moves = [(move.ticket, move.space) for move in next_best_move(table.draft)]
        ways = [_slow_walk(table.draft, chamber_last) for chamber_last in (False, True)]
        filled = [sum(table.ticket(number).people for number, _ in way) for way in ways]
        best = ways[1] if filled[1] > filled[0] else ways[0]
        assert moves == best, (seed, moves, ways)
        if moves:
            table.ask(CallNext())  # audited: nobody who fits is overtaken, every pass is named
