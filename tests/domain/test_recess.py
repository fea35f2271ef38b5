"""A recess: who walks out keeps the place, by taps, person by person; rules 2, 8 and 11."""

import pytest

from roomflow.domain import counting
from roomflow.domain.commands import (
    Adjourn,
    Authority,
    CallNext,
    Close,
    CloseSpace,
    Mark,
    ReleaseHold,
    ReleaseRecess,
    SendParty,
    SetLimit,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.meeting import HoldKind
from roomflow.domain.recess import out_for_recess
from roomflow.domain.refusals import Refused
from tests.domain.table import Table, full_table, kinds, refusal, small_building


def in_recess(*sizes: int) -> Table:
    """Every room is full, parties of these sizes wait, and the meeting is in recess."""
    table = full_table(*sizes)
    table.ask(Mark("recess"))
    return table


def people_out(table: Table, room: str) -> int:
    return sum(hold.people for hold in out_for_recess(table.draft, room))


def test_in_a_recess_a_tap_out_keeps_the_place_for_fifteen_minutes_and_a_tap_in_takes_the_oldest_first() -> None:
    table = in_recess(1)
    first = table.ask(Tap("A", -3, "Door"))[0]
    assert (first.change, first.held) == (-3, 3)
    table.wait(minutes=2)
    table.ask(Tap("A", -1, "Door"))
    assert (table.space("A").inside, table.space("A").held, table.space("A").free) == (0, 4, 0)
    assert refusal(table, CallNext()) == "none-fits"
    back = table.ask(Tap("A", 2, "Door"))[0]
    assert [(row[0], row[1]) for row in back.details["consumed"]] == [(str(first.seq), 2)]
    assert people_out(table, "A") == 2
    assert table.wait(minutes=12, seconds=59.999) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.EXPIRED]
    assert kinds(table.wait(minutes=2)) == [Kind.EXPIRED]
    assert table.space("A").free == 2


def test_resuming_leaves_the_places_kept_and_keeps_no_further_ones() -> None:
    table = in_recess()
    table.ask(Tap("A", -2))
    table.ask(Mark("resume"))
    assert people_out(table, "A") == 2
    table.ask(Tap("A", -1))
    assert (people_out(table, "A"), table.space("A").free) == (2, 1)
    table.ask(Tap("A", 2))
    assert people_out(table, "A") == 0


def test_who_was_out_comes_in_before_a_party_on_the_way() -> None:
    table = Table()
    table.ask(Tap("A", 2))
    table.ask(SendParty(2, space="A"))
    table.ask(Mark("recess"))
    table.ask(Tap("A", -2))
    entry = table.ask(Tap("A", 3))[0]
    assert [table_row[2][0] for table_row in entry.details["consumed"]] == ["recess", "on-the-way"]
    assert table.space("A").held == 1


@pytest.mark.parametrize(("inside", "kept"), [(3, 2), (4, 2), (5, 1), (6, 0), (7, 0)])
def test_below_at_and_above_the_places_only_places_there_are_are_kept(inside: int, kept: int) -> None:
    """A has four places, and two people leave it."""
    table = Table()
    table.ask(Tap("A", min(6, inside)))
    if inside > 6:
        table.ask(Tap("A", inside - 6))
    table.ask(Mark("recess"))
    entry = table.ask(Tap("A", -2))[0]
    assert (entry.held, people_out(table, "A")) == (kept, kept)


def test_waiting_spaces_closed_rooms_and_a_meeting_that_adjourned_keep_nothing() -> None:
    table = in_recess(2)
    table.ask(Tap("Hallway", -1))
    table.ask(CloseSpace("B"))
    table.ask(Tap("B", -1))
    table.ask(Adjourn())
    table.ask(Tap("A", -1))
    assert not table.draft.holds


def test_an_exit_from_an_empty_room_keeps_nothing_and_is_unmatched_as_ever() -> None:
    table = Table()
    table.ask(Tap("A", 1))
    table.ask(Mark("recess"))
    entry = table.ask(Tap("A", -3))[0]
    assert (entry.change, entry.held, entry.details) == (-1, 1, {"unmatched": 2})


def test_the_places_of_a_room_are_given_back_at_once_or_one_by_one_and_the_undo_keeps_them_again() -> None:
    table = in_recess()
    table.ask(Tap("A", -1))
    table.ask(Tap("A", -2))
    table.ask(Tap("B", -1))
    assert kinds(table.ask(ReleaseRecess("A"))) == [Kind.RELEASED, Kind.RELEASED]
    assert (people_out(table, "A"), people_out(table, "B")) == (0, 1)
    table.undo()
    assert people_out(table, "A") == 3
    table.ask(ReleaseHold(table.hold("B").id))
    assert refusal(table, ReleaseRecess("B")) == "nobody-out"
    assert refusal(table, ReleaseRecess("Hallway")) == "not-a-room"


def test_a_tap_out_is_taken_back_unless_somebody_took_the_place() -> None:
    table = in_recess()
    table.ask(Tap("A", -2), "Usher")
    table.undo("Usher")
    assert (table.space("A").inside, table.space("A").held) == (4, 0)
    table.ask(Tap("A", -2), "Usher")
    table.ask(Tap("A", 1))
    with pytest.raises(Refused, match="gone in"):
        table.undo("Usher")
    table.undo()
    assert [hold.people for hold in out_for_recess(table.draft, "A")].count(1) == 2


def test_a_lowered_limit_lists_them_and_the_close_gives_them_back() -> None:
    table = in_recess()
    table.ask(Tap("A", -2))
    table.ask(SetLimit("A", 3, Authority("fire-official", "safety")))
    assert [hold.kind for hold in table.draft.holds.values()] == [HoldKind.RECESS]
    table.ask(Adjourn())
    assert Kind.RELEASED in kinds(table.ask(Close()))


def test_ninety_people_walk_out_and_come_back() -> None:
    table = Table(small_building(100, 4, 3))
    for _ in range(15):
        table.ask(Tap("Chamber", 6))
    table.ask(Mark("recess"))
    for _ in range(90):
        table.ask(Tap("Chamber", -1, "East"))
    assert (table.space("Chamber").inside, table.space("Chamber").held) == (0, 90)
    table.wait(minutes=10)
    table.ask(Mark("resume"))
    for _ in range(80):
        table.ask(Tap("Chamber", 1, "West"))
    assert kinds(table.wait(minutes=5)) == [Kind.EXPIRED] * 10
    assert (table.space("Chamber").inside, table.space("Chamber").held) == (80, 0)


def test_negative_control_places_that_are_not_kept_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = in_recess()
    table.audited = False
    monkeypatch.setattr(counting, "places_kept", lambda *_: 0)
    table.ask(Tap("A", -1))
    assert any("keeps 1 places" in sentence for sentence in table.broken)


def test_negative_control_a_tap_that_takes_the_way_before_the_recess_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table()
    table.ask(Tap("A", 1))
    table.ask(SendParty(1, space="A"))
    table.ask(Mark("recess"))
    table.ask(Tap("A", -1))
    table.audited = False
    monkeypatch.setattr(counting, "out_for_recess", lambda *_: [])
    table.ask(Tap("A", 1))
    assert any("oldest places first" in sentence for sentence in table.broken)
