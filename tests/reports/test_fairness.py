"""Fairness: who passed whom is counted again from the entries; an overtaking that nobody explained is reported."""

from collections.abc import Sequence
from typing import Any

import pytest

from roomflow.domain import guards
from roomflow.domain.commands import (
    Authority,
    Back,
    Call,
    CallNext,
    Leave,
    Miss,
    MoveHold,
    Seat,
    SendParty,
    SetLimit,
    Split,
    StartHeadCount,
    Tap,
)
from roomflow.domain.events import Entry, Kind, Wish
from roomflow.reports.csv_file import as_csv
from roomflow.reports.fairness import Fairness, Giving, fairness
from roomflow.reports.tables import fairness_table
from tests.domain.table import Table, small_building
from tests.domain.test_random_evenings import play
from tests.rehearsal.played import first_entries
from tests.reports.logs import evening_of


def full(*parties: int, chamber: int = 6, a: int = 4, b: int = 3) -> Table:
    """Rooms without a free place and these parties in line, 101 on."""
    table = Table(small_building(chamber, a, b))
    for room, places in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(room, places))
    for people in parties:
        table.send(people)
    return table


def of(report: Fairness, ticket: int | None) -> Giving:
    return next(giving for giving in report.givings if giving.ticket == ticket)


def changed(entries: Sequence[Entry], seq: int, **details: Any) -> list[Entry]:
    """The entries with the details of one of them changed; None takes a detail out."""
    found = entries[seq - 1]
    kept = {key: value for key, value in {**found.details, **details}.items() if value is not None}
    return [*entries[: seq - 1], found._replace(details=kept), *entries[seq:]]


# --- what is passed -----------------------------------------------------------------------------------


def test_who_is_called_in_order_passes_nobody() -> None:
    table = full(2, 2)
    table.ask(Tap("A", -4))
    table.ask(CallNext())
    report = fairness(table.entries)
    assert [(giving.ticket, giving.before, giving.passed) for giving in report.givings] == [
        (101, (), ()),
        (102, (), ()),
    ]
    assert report.summary == "0 tickets seated, 0 passes, overtaken without a reason: 0."


def test_a_pass_is_counted_again_with_its_logged_reason() -> None:
    table = full(3, 4, 2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Seat(103))
    report = fairness(table.entries)
    assert of(report, 103).passed == (101, 102)
    assert of(report, 103).reason == "too-large"
    assert report.summary == "1 ticket seated, 2 passes (too-large 2), overtaken without a reason: 0."


def test_who_wishes_the_chamber_is_not_passed_by_a_call_to_another_room() -> None:
    table = full()
    table.send(2, wish=Wish.CHAMBER)
    table.send(2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    assert of(fairness(table.entries), 102).before == ()


def test_who_is_back_stands_before_everybody_and_parts_of_a_party_before_nobody_of_theirs() -> None:
    table = full(2, 2, 4)
    table.ask(Tap("A", -2))
    table.ask(Call(101, "A"))
    table.ask(Miss(101))
    table.ask(Split(103, 2))
    table.ask(Call(102, "A"))
    table.ask(Back(101))
    table.ask(Tap("B", -3))
    table.ask(Call(101, "B"))
    table.ask(Tap("Chamber", -4))
    table.ask(Call(104, "Chamber"))
    table.ask(Call(103, "Chamber"))
    report = fairness(table.entries)
    assert [(giving.ticket, giving.before) for giving in report.givings] == [
        (101, ()),
        (102, ()),
        (101, ()),
        (104, ()),
        (103, ()),
    ]


def test_a_newcomer_passes_nobody_while_places_are_left_for_all_who_stood_before() -> None:
    table = full(2)
    table.ask(Tap("Chamber", -6))
    table.send(2, space="Chamber")
    report = fairness(table.entries)
    assert (of(report, None).before, of(report, None).passed) == ((101,), ())


def test_an_override_for_a_newcomer_names_whom_it_passes_by_role_and_reason() -> None:
    table = full(2, 3)
    table.ask(SendParty(2, space="A", authority=Authority("clerk", "press")))
    giving = of(fairness(table.entries), None)
    assert (giving.passed, giving.reason, giving.role, giving.silently) == ((101, 102), "press", "clerk", ())


def test_who_was_tapped_in_before_and_counts_as_seated_is_shown_with_that_reason() -> None:
    table = full(2, 3)
    table.ask(Seat(102, "A", already_counted=True))
    report = fairness(table.entries)
    assert (of(report, 102).passed, of(report, 102).reason) == ((101,), "already-counted")
    assert report.silent == ()


def test_a_call_that_was_taken_back_passed_nobody() -> None:
    table = full(4, 2)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.undo()
    report = fairness(table.entries)
    assert (of(report, 102).taken_back, report.reasons) == (True, {})


def test_a_move_of_a_call_and_a_lowered_limit_are_followed() -> None:
    table = full(5, 2)
    table.ask(Tap("A", -2))
    table.ask(Call(102, "A"))
    table.ask(SetLimit("B", 5, Authority("fire-official", "fire-official")))
    table.ask(MoveHold(str(table.entries[-2].seq), "B"))
    report = fairness(table.entries)
    assert [(giving.what, giving.passed, giving.silently) for giving in report.givings[-2:]] == [
        ("called", (101,), ()),
        ("moved", (101,), ()),
    ]


def test_the_sample_evening_and_random_evenings_overtake_nobody_without_a_reason(seed: int) -> None:
    assert fairness(first_entries()).silent == ()
    passes = 0
    for number in range(20):
        report = fairness(play(seed + number, 400).entries)
        assert [giving for giving in report.givings if giving.silently or giving.misnamed] == [], seed + number
        passes += sum(report.reasons.values())
    assert passes > 100, seed


def test_the_seated_tickets_are_those_of_the_fold(seed: int) -> None:
    table = play(seed, 400)
    assert fairness(table.entries).seated == sum(t.state == "seated" for t in table.draft.tickets.values()), seed


# --- negative controls --------------------------------------------------------------------------------


@pytest.mark.parametrize("detail", ["passed", "reason"])
def test_negative_control_a_pass_whose_name_or_reason_is_missing_is_reported(detail: str) -> None:
    table = full(3, 4, 2)
    table.ask(Tap("A", -2))
    call = table.ask(CallNext())[0]
    report = fairness(changed(table.entries, call.seq, **{detail: None}))
    assert of(report, 103).silently == (101, 102)
    assert report.summary.endswith("overtaken without a reason: 2.")


def test_negative_control_without_the_guard_of_the_order_a_false_reason_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def all_too_large(picture: Any, ticket: Any, room: Any, *, overridden: bool = False) -> tuple[int, ...]:
        return guards.all_before(picture, ticket.order, room)

    monkeypatch.setattr(guards, "need_order", all_too_large)
    monkeypatch.setattr(guards, "why_passed", lambda *_: "too-large")
    table = full(2, 2)
    table.audited = False
    table.ask(Tap("A", -2))
    table.ask(Call(102, "A"))
    giving = of(fairness(table.entries), 102)
    assert (giving.reason, giving.silently) == ("too-large", (101,))


def test_negative_control_without_the_first_claim_a_newcomer_who_overtakes_is_reported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guards, "need_first_claim", lambda *_, **__: None)
    table = full(2)
    table.audited = False
    table.ask(Tap("A", -3))
    table.ask(SendParty(2, space="A"))
    assert of(fairness(table.entries), None).silently == (101,)


def test_negative_control_a_name_too_many_is_reported() -> None:
    table = full(2, 2)
    table.ask(Tap("A", -4))
    first, _ = table.ask(CallNext())
    report = fairness(changed(table.entries, first.seq, passed=[102], reason="too-large"))
    assert of(report, 101).misnamed == (102,)


# --- the file -----------------------------------------------------------------------------------------


def test_every_seated_ticket_has_a_row_and_no_row_tells_a_code_or_a_need() -> None:
    evening = evening_of(1, first_entries())
    table = fairness_table(evening, fairness(evening.entries))
    at = table.columns.index("ticket")
    seated = {ticket.number for ticket in evening.end.tickets.values() if ticket.state == "seated"}
    assert seated <= {row[at] for row in table.rows}
    assert {row[table.columns.index("without_reason")] for row in table.rows} == {None}
    text = as_csv(table)
    assert [ticket.code for ticket in evening.end.tickets.values() if ticket.code in text] == []
    assert "accessible" not in text


def test_a_row_says_who_stood_before_and_who_was_passed() -> None:
    table = full(3, 4, 2, 1)
    table.ask(Leave(102))
    table.ask(StartHeadCount("A"))
    table.ask(Tap("A", -2))
    table.ask(Call(103, "A"))
    (row,) = fairness_table(evening_of(1, table.entries), fairness(table.entries)).rows
    assert row[5:] == (Kind.CALLED.value, 103, 2, "A", 1, "101", "too-large", None, None, None)
