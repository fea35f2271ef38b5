"""Keep-clear spaces stop the invitations, and crowd managers are written down as due."""

import pytest

from roomflow.domain import keep_clear, managers
from roomflow.domain.building import building_from
from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    CallNext,
    NoteManagersPresent,
    SaveHeadCount,
    SendParty,
    SetOnDeck,
    SetReserved,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Kind
from roomflow.domain.managers import managers_needed
from roomflow.settings import Figures
from tests.domain.table import Table, full_table, kinds, refusal

FEW = Figures(crowd_manager_people=10, crowd_manager_two_above=25)


def two_stairs() -> Table:
    spaces = [
        {"name": "Hall", "kind": "chamber", "limit": 9},
        {"name": "North stairs", "kind": "keep-clear", "limit": 0},
        {"name": "South stairs", "kind": "keep-clear", "limit": 0},
    ]
    return Table(building_from({"name": "Hall", "timezone": "America/Denver", "spaces": spaces}))


# --- the stairs ---------------------------------------------------------------------------------------


def test_somebody_on_the_stairs_stops_the_invitations_until_they_are_clear() -> None:
    table = Table()
    entries = table.ask(Tap("Stairs", 2), "Usher")
    assert kinds(entries) == [Kind.TAPPED, Kind.STOPPED]
    assert entries[1].details == {"keep_clear": "Stairs"}
    assert refusal(table, CallNext()) == "not-clear"
    assert table.send(2).kind == Kind.ISSUED, "who comes gets a ticket"
    assert kinds(table.ask(Tap("Stairs", -1))) == [Kind.TAPPED]
    entries = table.ask(Tap("Stairs", -1))
    assert kinds(entries) == [Kind.TAPPED, Kind.ALLOWED]
    assert entries[1].details == {"keep_clear": "Stairs"}
    assert kinds(table.ask(CallNext())) == [Kind.CALLED]


@pytest.mark.parametrize(("there", "stopped"), [(0, False), (1, True), (2, True)])
def test_the_limit_of_the_stairs_is_nobody(there: int, stopped: bool) -> None:
    table = Table()
    table.ask(SaveHeadCount("Stairs", there))
    assert bool(table.draft.stopped_for) is table.draft.stopped is stopped
    table.ask(SaveHeadCount("Stairs", 0))
    assert not table.draft.stopped


def test_more_people_stop_nothing_twice_and_who_allows_it_all_the_same_is_not_overruled() -> None:
    table = Table()
    table.ask(Tap("Stairs", 1))
    assert kinds(table.ask(Tap("Stairs", 1))) == [Kind.TAPPED]
    (allowed,) = table.ask(AllowInvitations())
    assert allowed.details == {"was": "Stairs"}
    assert kinds(table.ask(Tap("Stairs", 1))) == [Kind.TAPPED]
    assert kinds(table.ask(Tap("Stairs", -3))) == [Kind.TAPPED]
    assert kinds(table.ask(Tap("Stairs", 1))) == [Kind.TAPPED, Kind.STOPPED], "and then anew"


def test_a_person_may_make_the_stop_their_own() -> None:
    table = Table()
    table.ask(Tap("Stairs", 1))
    table.ask(StopInvitations())
    assert refusal(table, StopInvitations()) == "already-stopped"
    table.undo()
    assert table.draft.stopped_for == "Stairs"
    table.ask(StopInvitations())
    assert kinds(table.ask(Tap("Stairs", -1))) == [Kind.TAPPED]
    assert table.draft.stopped
    table.ask(Tap("Stairs", 1))
    assert table.draft.stopped_for == "", "it is stopped already"


def test_the_other_stairs_keep_the_stop() -> None:
    table = two_stairs()
    table.ask(Tap("North stairs", 1))
    table.ask(Tap("South stairs", 1))
    entries = table.ask(Tap("North stairs", -1))
    assert [entry.details.get("keep_clear") for entry in entries[1:]] == ["South stairs"]
    assert table.draft.stopped_for == "South stairs"
    assert kinds(table.ask(Tap("South stairs", -1))) == [Kind.TAPPED, Kind.ALLOWED]


def test_taking_the_tap_back_ends_the_stop_and_taking_the_clearing_back_raises_it_again() -> None:
    table = Table()
    table.ask(Tap("Stairs", 1), "Usher")
    table.undo("Usher")
    assert not table.draft.stopped
    table.ask(Tap("Stairs", 1), "Usher")
    table.ask(Tap("Stairs", -1), "Usher")
    table.undo("Usher")
    assert (table.draft.stopped_for, table.space("Stairs").inside) == ("Stairs", 1)


def test_a_seat_on_deck_is_held_when_the_stairs_are_clear_again() -> None:
    table = full_table()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Stairs", 1))
    assert kinds(table.ask(Tap("Chamber", -1))) == [Kind.TAPPED]
    assert kinds(table.ask(Tap("Stairs", -1))) == [Kind.TAPPED, Kind.ALLOWED, Kind.ON_DECK]


def test_after_adjourning_nothing_is_stopped_any_more() -> None:
    table = Table()
    table.ask(Adjourn())
    assert kinds(table.ask(Tap("Stairs", 1))) == [Kind.TAPPED]


def test_negative_control_stairs_that_stop_nothing_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table()
    table.audited = False
    monkeypatch.setattr(keep_clear, "next_step", lambda *_: None)
    table.ask(Tap("Stairs", 1))
    table.ask(SendParty(1))
    assert any("kept clear" in sentence for sentence in table.broken)


# --- crowd managers -----------------------------------------------------------------------------------


def test_more_crowd_managers_than_ever_before_are_written_down_once() -> None:
    table = Table(figures=FEW)
    assert kinds(table.ask(Tap("Chamber", 6))) == [Kind.TAPPED]
    assert kinds(table.ask(Tap("A", 2))) == [Kind.TAPPED], "eight inside and two reserved"
    entries = table.ask(Tap("Hallway", 1))
    assert kinds(entries) == [Kind.TAPPED, Kind.MANAGERS_DUE]
    assert entries[1].details == {"needed": 2, "was": 1, "people": 11}
    table.ask(Tap("A", -1))
    assert kinds(table.ask(Tap("A", 1))) == [Kind.TAPPED], "once for each number"
    assert table.draft.managers_due == 2


@pytest.mark.parametrize(("people", "needed"), [(9, 1), (10, 1), (11, 2), (20, 2), (21, 3), (25, 3), (26, 3), (31, 4)])
def test_one_for_each_so_many_of_the_whole_building(people: int, needed: int) -> None:
    table = Table(figures=FEW)
    table.ask(SaveHeadCount("Lobby", people - 2))
    assert (managers_needed(table.draft), table.draft.managers_due) == (needed, needed)


def test_reserved_places_count_and_the_undo_needs_fewer_again() -> None:
    table = Table(figures=FEW)
    table.ask(SaveHeadCount("Lobby", 8))
    assert kinds(table.ask(SetReserved("Chamber", 3))) == [Kind.RESERVED_SET, Kind.MANAGERS_DUE]
    table.undo()
    assert table.draft.managers_due == 1
    table.ask(SetReserved("Chamber", 3), "North desk")
    table.ask(Tap("A", 1))
    table.undo("North desk")
    assert table.draft.managers_due == 2, "one more came meanwhile"


def test_how_many_are_here_is_noted_corrected_and_taken_back() -> None:
    table = Table(figures=FEW)
    (entry,) = table.ask(NoteManagersPresent(2))
    assert entry.details == {"present": 2, "was": None, "needed": 1}
    table.ask(NoteManagersPresent(1))
    table.undo()
    assert table.draft.managers_present == 2
    assert refusal(table, NoteManagersPresent(-1)) == "bad-figure"
    assert refusal(table, NoteManagersPresent(managers.MANAGERS_MAX + 1)) == "bad-figure"
    table.ask(NoteManagersPresent(managers.MANAGERS_MAX))


def test_negative_control_managers_that_nobody_called_for_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(figures=FEW)
    table.audited = False
    monkeypatch.setattr(managers, "next_step", lambda *_: None)
    table.ask(SaveHeadCount("Lobby", 20))
    table.ask(Tap("A", 1))
    assert any("crowd managers are needed" in sentence for sentence in table.broken)
