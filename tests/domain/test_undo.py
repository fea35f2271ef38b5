"""Undo: the station's last request, all its entries, while it still makes sense."""

import pytest
from msgspec.structs import replace

from roomflow.domain import undo
from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Authority,
    Back,
    BeginEmergency,
    Call,
    CallNext,
    Close,
    CloseSpace,
    Command,
    EndEmergency,
    Leave,
    Mark,
    MarkCleared,
    Miss,
    MoveHold,
    OpenSpace,
    ReleaseHold,
    Relocate,
    SaveHeadCount,
    Scan,
    Seat,
    SetLimit,
    SetReserved,
    Split,
    StartHeadCount,
    StepOut,
    StopInvitations,
    Tap,
    TurnAway,
    Undo,
)
from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import publish
from tests.domain.table import Table, full_table, refusal, small_building
from tests.domain.test_saving import passed_three_times


def shown(table: Table) -> dict[str, object]:
    """All that a screen shows, less the ids of holds and when things changed last."""
    picture = publish(table.draft)
    return {
        "spaces": dict(picture.spaces),
        "tickets": {
            n: (t.state, t.order, t.waits_in, t.waits_people, t.space, t.passes) for n, t in picture.tickets.items()
        },
        "holds": sorted(
            (h.kind, h.space, h.people, h.ticket or 0, h.began, h.deadline) for h in picture.holds.values()
        ),
        "line": list(picture.line.in_order()),
        "phase": (picture.phase, picture.stopped, dict(picture.marks), picture.turned_away),
    }


def _evening() -> Table:
    """One called ticket (101), one missed (102), two waiting, a party on the way to B, two places free in A."""
    table = full_table(2, 1, 1, 1)
    table.ask(Tap("A", -3))
    table.ask(CallNext())
    table.ask(Miss(102))
    table.ask(Leave(103))
    table.ask(Leave(104))
    table.ask(Tap("B", -2))
    table.send(1, space="B")
    return table


@pytest.mark.parametrize(
    "command",
    [
        Tap("B", 3, "Door"),
        Tap("B", -6, "Door"),
        Tap("Hallway", 2),
        Scan("the code of 101"),
        Seat(101, already_counted=True),
        Seat(102, "A"),
        Miss(101),
        Back(102),
        Leave(101),
        Leave(102),
        SaveHeadCount("A", 3),
        StartHeadCount("A"),
        TurnAway(2, "left-by-choice"),
        Mark("called-to-order"),
        StopInvitations(),
        Adjourn(),
        MoveHold("the hold of 101", "B"),
        ReleaseHold("the hold on the way"),
    ],
    ids=lambda command: (
        type(command).__name__ + "-" + "-".join(str(getattr(command, s)) for s in command.__struct_fields__)
    ),
)
def test_what_is_taken_back_leaves_the_meeting_as_it_was(command: Command) -> None:
    table = _evening()
    if isinstance(command, Scan):
        command = Scan(table.ticket(101).code)
    elif isinstance(command, MoveHold):
        command = MoveHold(table.ticket(101).hold or "", "B")
        table.ask(Tap("B", -1))
        table.wait(seconds=1)
    elif isinstance(command, ReleaseHold):
        command = ReleaseHold(next(h.id for h in table.draft.holds.values() if h.ticket is None))
    before = shown(table)
    table.ask(command, "North")
    assert shown(table) != before
    table.wait(seconds=9)
    table.undo("North")
    assert shown(table) == before


def test_a_whole_suggestion_is_taken_back_and_the_order_stays() -> None:
    table = full_table(2, 1, 1)
    table.ask(Tap("A", -4))
    before = shown(table)
    table.ask(CallNext())
    assert len(table.numbers(TicketState.CALLED)) == 3
    table.undo()
    assert shown(table) == before


def test_a_sent_party_and_a_ticket_are_taken_back() -> None:
    table = Table()
    before = shown(table)
    table.send(3)
    table.undo()
    assert shown(table) == before
    table = full_table(2)
    table.undo()
    assert (table.ticket(101).state, table.space("Hallway").inside) == (TicketState.CANCELLED, 0)
    assert table.send(1).ticket == 102, "a number is never given twice"


def test_only_ones_own_last_request_within_ten_seconds() -> None:
    table = Table()
    table.ask(Tap("A", 1), "North")
    first = table.last_request
    assert refusal(table, Undo(first), "South") == "nothing-to-undo"
    table.ask(Tap("A", 1), "North")
    assert refusal(table, Undo(first), "North") == "nothing-to-undo"
    last = table.draft.last["North"][0].request
    table.wait(seconds=10.001)
    assert refusal(table, Undo(last), "North") == "too-late"


def test_nothing_is_taken_back_twice() -> None:
    table = Table()
    table.ask(Tap("A", 1))
    asked = table.last_request
    table.undo()
    assert refusal(table, Undo(asked)) == "nothing-to-undo"


def test_what_went_on_is_said_in_a_sentence() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    called = table.last_request
    table.ask(Seat(101), "North")
    assert refusal(table, Undo(called)) == "went-on"
    table = Table()
    table.send(2)
    sent = table.last_request
    table.ask(Tap("Chamber", 1), "North")
    assert refusal(table, Undo(sent)) == "went-in"


def test_places_given_on_are_not_promised_twice() -> None:
    table = full_table(2, 2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Miss(101), "North")
    missed = table.last_request
    table.ask(CallNext())
    assert refusal(table, Undo(missed), "North") == "places-gone"


def test_a_seat_that_counted_nobody_is_not_taken_back_once_its_places_were_given_on() -> None:
    table = full_table(2, 2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Seat(101, already_counted=True), "North")
    seated = table.last_request
    table.ask(CallNext())
    assert refusal(table, Undo(seated), "North") == "places-gone"


def test_negative_control_without_that_guard_the_audit_sees_the_broken_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    table = full_table(2, 2)
    table.audited = False
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Miss(101), "North")
    missed = table.last_request
    table.ask(CallNext())
    monkeypatch.setattr(undo, "_need_free_again", lambda *_: None)
    table.ask(Undo(missed), "North")
    assert any("rule 2" in sentence for sentence in table.broken)


def test_a_hold_begun_anew_keeps_its_old_deadline() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    deadline = table.hold("A").deadline
    table.wait(minutes=3)
    table.ask(Seat(101))
    table.undo()
    assert (table.hold("A").deadline, table.hold("A").recalled) == (deadline, 1)
    done = table.wait(minutes=2)
    assert [entry.kind for entry in done] == [Kind.RECALLED, Kind.MISSED]


def test_closing_and_opening_cannot_be_taken_back() -> None:
    table = Table()
    assert refusal(table, Undo(table.last_request)) == "cannot-undo"
    table.ask(Adjourn())
    table.ask(Close())
    assert refusal(table, Undo(table.last_request)) == "meeting-closed"


def test_negative_control_an_entry_taken_back_by_another_station_is_seen() -> None:
    table = Table(audited=False)
    table.ask(Tap("A", 1), "North")
    (undone,) = table.undo("North")
    other = Table(audited=False)
    other.ask(Tap("A", 1), "North")
    assert any("station" in sentence for sentence in other._audit.step(undone._replace(station="South")))


# --- what others decided in between stays ---------------------------------------------------------------


OFFICIAL = Authority("fire-official", "safety")


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ((SetLimit("A", 6, OFFICIAL),), (SetLimit("A", 1, OFFICIAL),)),
        ((SetLimit("A", 9, OFFICIAL),), (SetReserved("A", 7),)),
        ((SetReserved("A", 2),), (SetLimit("A", 2, OFFICIAL),)),
        ((StopInvitations(),), (AllowInvitations(), StopInvitations())),
        ((CloseSpace("A"),), (OpenSpace("A"), CloseSpace("A"))),
        ((BeginEmergency(),), (MarkCleared("A", True),)),
        ((BeginEmergency(),), (EndEmergency(OFFICIAL), BeginEmergency())),
        ((SaveHeadCount("A", 1),), (SaveHeadCount("A", 4),)),
        ((StartHeadCount("A"),), (SaveHeadCount("A", 4), StartHeadCount("A"))),
        ((Mark("recess"),), (Mark("resume"), Mark("recess"))),
    ],
    ids=lambda commands: "+".join(type(command).__name__ for command in commands),
)
def test_an_old_value_never_goes_over_what_somebody_else_decided_since(
    mine: tuple[Command, ...], theirs: tuple[Command, ...]
) -> None:
    table = Table()
    for command in mine:
        table.ask(command, "North")
    asked = table.last_request
    for command in theirs:
        table.ask(command, "South")
    before = shown(table)
    assert refusal(table, Undo(asked), "North") == "changed-since"
    assert shown(table) == before


def test_what_another_set_in_another_room_is_no_hindrance() -> None:
    table = Table()
    table.ask(SetLimit("A", 6, OFFICIAL), "North")
    table.ask(SetLimit("B", 1, OFFICIAL), "South")
    table.undo("North")
    assert (table.space("A").limit, table.space("B").limit) == (4, 1)


def test_a_slip_taken_back_leaves_what_a_passed_party_is_owed() -> None:
    table = full_table(4, 1, 1, 1, 1)
    for room in ("A", "A", "B"):
        table.ask(Tap(room, -1))
        table.ask(CallNext())
    assert list(table.draft.passed.in_order()) == [101]
    table.ask(Leave(101))
    assert list(table.draft.passed.in_order()) == []
    table.undo()
    assert list(table.draft.passed.in_order()) == [101]
    assert Kind.SAVED in [entry.kind for entry in table.ask(Tap("Chamber", -1))]


def test_passes_never_fall_below_none() -> None:
    table = full_table(4, 1, 1, 1, 1)
    for room in ("A", "A"):
        table.ask(Tap(room, -1))
        table.ask(CallNext())
    table.ask(Tap("Chamber", -1), "North")
    table.ask(Tap("B", -1), "North")
    table.ask(CallNext())
    table.undo()
    assert min(ticket.passes for ticket in table.draft.tickets.values()) == 0


def test_a_ticket_that_was_split_since_is_not_taken_back() -> None:
    table = full_table(6)
    asked = table.last_request
    table.ask(Split(101, 5), "South")
    assert refusal(table, Undo(asked)) == "went-on"


def test_a_ticket_that_is_back_and_has_places_saved_is_not_missed_again_by_undo() -> None:
    table = Table(small_building(6, 1, 1))
    table.ask(Tap("A", 1))
    table.ask(Tap("B", 1))
    table.ask(Tap("Chamber", 5))
    table.send(3)
    table.send(1)
    table.ask(SaveHeadCount("Chamber", 5))
    table.ask(Call(102, "Chamber"))
    table.ask(Seat(102))
    table.ask(Tap("Chamber", -3))
    table.ask(Call(101, "Chamber"))
    table.ask(Miss(101))
    table.ask(Tap("Chamber", 3))
    table.wait(minutes=11)
    table.ask(Back(101), "Door")
    table.ask(Tap("Chamber", -1), "Clerk")
    assert table.ticket(101).saved is not None
    last = table.draft.last["Door"][0].request
    assert refusal(table, Undo(last), "Door") == "went-on"
    table.undo("Clerk")
    assert table.ticket(101).saved is None
    table.ask(Undo(last), "Door")
    assert table.ticket(101).state is TicketState.MISSED


def test_negative_control_places_saved_for_a_ticket_that_does_not_wait_are_seen() -> None:
    table = passed_three_times()
    table.ask(Tap("Chamber", -1))
    table.audited = False
    table.draft.tickets[101] = replace(table.ticket(101), state=TicketState.MISSED)
    table.ask(Tap("B", -1))
    assert any("places stay saved" in sentence for sentence in table.broken)


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (Tap("A", 1), SaveHeadCount("A", 2)),
        (Tap("A", -1), SaveHeadCount("A", 3)),
        (Tap("A", 1), StartHeadCount("A")),
        (Relocate("A", "Chamber", 1), SaveHeadCount("Chamber", 2)),
        (Relocate("A", "Chamber", 1), SaveHeadCount("A", 2)),
        (StepOut("A", 1), SaveHeadCount("A", 1)),
    ],
    ids=["in", "out", "running", "moved-to", "moved-from", "stepped-out"],
)
def test_what_a_head_count_has_counted_since_is_not_taken_back(mine: Command, theirs: Command) -> None:
    table = Table()
    table.ask(Tap("A", 2))
    table.ask(mine, "North")
    asked = table.last_request
    table.ask(theirs, "South")
    before = shown(table)
    assert refusal(table, Undo(asked), "North") == "changed-since"
    assert shown(table) == before


def test_taps_between_a_saved_head_count_and_its_undo_belong_to_the_count_that_runs_again() -> None:
    table = Table()
    table.ask(StartHeadCount("A"), "North")
    table.ask(SaveHeadCount("A", 1), "North")
    table.ask(Tap("A", 1), "South")
    table.undo("North")
    table.ask(SaveHeadCount("A", 1), "North")
    assert table.space("A").inside == 2


def test_a_stop_that_was_short_costs_one_repeated_call_and_not_the_next() -> None:
    table = full_table(1)
    table.ask(Tap("B", -1))
    table.ask(CallNext())
    table.wait(minutes=1, seconds=59)
    table.ask(StopInvitations())
    table.wait(seconds=2)
    table.ask(AllowInvitations())
    done = table.wait(minutes=3)
    assert [(entry.kind, entry.details.get("turn")) for entry in done] == [("recalled", 2), ("missed", None)]


def test_what_was_saved_in_two_steps_is_taken_back_in_turn() -> None:
    table = full_table(6, 1, 1, 1)
    for room in ("A", "A", "B"):
        table.ask(Tap(room, -1))
        table.ask(CallNext())
    table.ask(Tap("Chamber", -1), "North")
    first = table.last_request
    table.ask(Tap("Chamber", -1), "South")
    assert refusal(table, Undo(first), "North") == "went-on"
    table.undo("South")
    table.ask(StopInvitations())
    table.undo("North")
    assert (table.ticket(101).saved, table.ticket(101).passes, list(table.draft.passed.in_order())) == (None, 3, [101])


def test_undo_promises_nothing_in_a_room_that_was_closed_since() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Miss(101), "North")
    asked = table.last_request
    table.ask(CloseSpace("A"), "South")
    assert refusal(table, Undo(asked), "North") == "space-closed"


def test_an_undo_that_frees_saved_places_leaves_nothing_more_to_take_back() -> None:
    table = full_table(4, 1, 1, 1, 1)
    for room in ("A", "A", "B"):
        table.ask(Tap(room, -1))
        table.ask(CallNext())
    table.ask(Tap("Chamber", -1), "North")
    table.undo("North")
    assert table.draft.last["North"] == ()


def test_negative_control_without_that_question_an_old_limit_goes_over_a_newer_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = Table(audited=False)
    table.ask(SetLimit("A", 6, OFFICIAL), "North")
    asked = table.last_request
    table.ask(SetLimit("A", 1, OFFICIAL), "South")
    monkeypatch.setattr(undo, "need_unchanged", lambda *_: None)
    table.ask(Undo(asked), "North")
    assert table.space("A").limit == 4, "the fire official's 1 is gone"
