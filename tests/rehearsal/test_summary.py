"""The summary counts everybody once: computed from entries, checked on evenings small enough to say every number."""

from typing import Any

from roomflow.domain.commands import Adjourn, Back, CallNext, Close, Leave, Seat, Tap, TurnAway
from roomflow.domain.events import Wish
from roomflow.rehearsal.arrivals import Arrival
from roomflow.rehearsal.summary import summary
from roomflow.rehearsal.words import in_words
from roomflow.tongues import Tongue
from tests.domain.table import Table, small_building


def summed(table: Table, *sizes: int) -> dict[str, Any]:
    arrivals = [Arrival(2 + n, 0, people, 0, Wish.ANY) for n, people in enumerate(sizes)]
    return summary(1, table.entries, arrivals, 0, "00")


def full_table() -> Table:
    """Six places in the chamber and nothing else; filled."""
    table = Table(small_building(chamber=6, a=0, b=0))
    table.fill(6)
    return table


def test_a_party_sent_is_seated_directly_even_where_no_tap_came() -> None:
    table = full_table()
    table.wait(minutes=6)
    result = summed(table, 6)
    assert result["people"]["seated_directly"] == 6
    assert result["spaces"][0]["inside"] == 0


def test_a_party_whose_sending_was_taken_back_was_not_seated() -> None:
    table = full_table()
    table.undo()
    assert summed(table)["people"]["seated_directly"] == 0


def test_tickets_end_in_exactly_one_outcome() -> None:
    table = full_table()
    for people in (1, 2, 3, 1, 2):
        table.send(people)
    table.ask(Tap("Chamber", 6))
    table.ask(Tap("Chamber", -3))
    table.ask(CallNext())  # 101 for 1 and 102 for 2
    table.ask(Seat(101))
    table.wait(minutes=6)  # 102 is missed
    table.ask(Leave(103))
    table.ask(CallNext())  # 104 for 1 stays called
    table.ask(TurnAway(5, "no-room-to-wait"))
    result = summed(table, 6, 1, 2, 3, 1, 2, 5)
    assert result["people"] == {
        "arrived": 20,
        "seated_directly": 6,
        "seated_from_line": 1,
        "left_line": 5,
        "waiting_at_end": 3,
        "turned_away": 5,
    }
    assert result["tickets"] == {"issued": 5, "seated": 1, "missed": 1, "left": 1, "waiting": 2}


def test_the_close_moves_nobody_from_one_outcome_to_another() -> None:
    table = full_table()
    for people in (1, 2):
        table.send(people)
    table.ask(Tap("Chamber", 6))
    table.ask(Tap("Chamber", -1))
    table.ask(CallNext())
    table.wait(minutes=6)
    before = summed(table)
    table.ask(Adjourn())
    table.ask(Close())
    after = summed(table)
    assert (after["people"], after["tickets"]) == (before["people"], before["tickets"])


def test_a_ticket_that_came_back_and_is_seated_counts_once_and_waits_from_its_issue() -> None:
    table = full_table()
    table.send(1)
    table.ask(Tap("Chamber", 6))
    table.wait(minutes=10)
    table.ask(Tap("Chamber", -1))
    table.ask(CallNext())
    table.wait(minutes=6)
    table.ask(Back(101))
    table.ask(CallNext())
    table.wait(minutes=1, seconds=30)
    table.ask(Seat(101))
    result = summed(table, 6, 1)
    assert result["tickets"] == {"issued": 1, "seated": 1, "missed": 0, "left": 0, "waiting": 0}
    assert result["wait_minutes"] == {"median": 17.5, "p90": 17.5, "max": 17.5}


def test_waits_are_null_where_nobody_was_seated_from_the_line() -> None:
    assert summed(Table())["wait_minutes"] == {"median": None, "p90": None, "max": None}


def test_full_is_the_first_moment_without_a_free_place_and_the_peak_is_of_people_inside() -> None:
    table = Table(small_building(chamber=6, a=0, b=0))
    table.wait(minutes=1)
    table.fill(6)
    table.wait(minutes=1)
    table.ask(Tap("Chamber", 5))
    table.wait(minutes=1)
    table.ask(Tap("Chamber", -2))
    chamber, overflow, *_, stairs, plaza = summed(table)["spaces"]
    assert chamber["full_at"] == "2026-01-13T17:16:00-07:00"
    assert (chamber["peak"], chamber["peak_at"]) == (5, "2026-01-13T17:17:00-07:00")
    assert (chamber["inside"], chamber["held"]) == (3, 1)
    assert overflow["full_at"] == "2026-01-13T17:15:00-07:00", "a room without places is full from the start"
    assert (stairs["full_at"], stairs["places"]) == (None, 0)
    assert (plaza["full_at"], plaza["limit"], plaza["places"]) == (None, None, None)


def test_stairs_are_full_once_somebody_is_counted_there() -> None:
    table = Table()
    table.ask(Tap("Stairs", 1))
    assert summed(table)["spaces"][-2]["full_at"] == "2026-01-13T17:15:00-07:00"


def test_the_words_for_a_terminal_say_practice_and_leave_out_waits_that_are_not_there() -> None:
    lines = in_words(summed(Table()), "Small hall", Tongue("en"))
    assert lines[0] == "PRACTICE EVENING at Small hall: 0 parties, 0 people."
    assert not any("median" in line for line in lines)
    assert lines[-1] == "  head 00"


def test_one_of_anything_is_said_of_one() -> None:
    result = summed(Table()) | {"parties": 1, "entries": 1, "violations": 1, "overtaken_without_reason": 1}
    result["people"] = result["people"] | {"arrived": 1, "left_line": 1}
    result["tickets"] = result["tickets"] | {"issued": 1}
    lines = in_words(result, "Small hall", Tongue("en"))
    assert lines[0] == "PRACTICE EVENING at Small hall: 1 party, 1 person."
    assert "      1 person left the line" in lines
    assert "  1 entry, 1 violation of the rules" in lines
    assert "  1 ticket overtaken without a reason" in lines
    assert any(line.startswith("  1 ticket: ") for line in lines)


def test_a_longer_heading_keeps_its_column_apart() -> None:
    lines = in_words(summed(Table()), "Sala", Tongue("es"))
    (heading,) = (line for line in lines if "lugares" in line)
    chamber = next(line for line in lines if line.startswith("  Chamber"))
    assert heading.split() == ["espacio", "lugares", "máximo", "a", "las", "lleno", "a", "las"]
    assert len(heading) == len(chamber)
