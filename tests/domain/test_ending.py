"""The expected end: asked at the opening, changed by one entry, past midnight and across the change of the clocks."""

from datetime import UTC, datetime

import pytest

from roomflow.domain.commands import Adjourn, ExpectEnd, OpenMeeting, Tap, Undo
from roomflow.domain.decide import decide
from roomflow.domain.ending import moment_of
from roomflow.domain.events import Kind
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Draft
from roomflow.domain.requests import Request, Stamp
from tests.domain.table import START, Table, refusal, small_building

HOUR = 3_600_000


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def ends(at: int, expected_end: str, **times: str) -> int | None:
    """When a meeting opened at that moment ends."""
    command = OpenMeeting("Commission", "2026-01-13", small_building(), expected_end=expected_end, **times)  # type: ignore[arg-type]
    return fold(1, decide(Draft(1), Request("r", "Desk", command), Stamp(at, at, 0))).ends_at


def test_the_end_is_the_first_such_time_after_the_doors_open() -> None:
    noon, before, evening = utc("2026-01-13T19:00:00"), utc("2026-01-12T19:00:00"), utc("2026-01-14T05:30:00")
    times = {"doors_open": "17:15", "call_to_order": "18:00"}
    assert ends(noon, "22:30", **times) == evening
    assert ends(before, "22:30", **times) == evening
    assert ends(noon, "22:30") == evening
    assert ends(noon, "00:30", **times) == utc("2026-01-14T07:30:00")
    assert ends(noon, "", **times) is None


def test_a_time_that_is_none_is_refused() -> None:
    table = Table()
    assert refusal(table, ExpectEnd("25:00")) == "bad-time"
    assert refusal(table, ExpectEnd("late")) == "bad-time"


@pytest.mark.parametrize(
    ("after", "text", "moment"),
    [
        ("2026-03-08T05:00:00", "03:30", "2026-03-08T09:30:00"),
        ("2026-03-08T05:00:00", "02:30", "2026-03-08T09:30:00"),
        ("2026-11-01T05:00:00", "00:30", "2026-11-01T06:30:00"),
        ("2026-11-01T05:00:00", "02:30", "2026-11-01T09:30:00"),
        ("2026-11-01T05:00:00", "22:59", "2026-11-02T05:59:00"),
    ],
)
def test_on_the_night_the_clocks_change_it_is_the_time_that_clocks_show(after: str, text: str, moment: str) -> None:
    assert moment_of(text, "America/Denver", utc(after)) == utc(moment)


def test_it_is_changed_by_one_entry_and_taken_back_by_one() -> None:
    table = Table()
    table.wait(60)
    (entry,) = table.ask(ExpectEnd("00:15"))
    assert entry.kind == Kind.END_EXPECTED
    assert (table.draft.expected_end, table.draft.ends_at) == ("00:15", START + 7 * HOUR)
    table.undo()
    assert (table.draft.expected_end, table.draft.ends_at) == ("", None)


def test_the_same_end_again_and_an_end_after_the_end_are_refused() -> None:
    table = Table()
    table.ask(ExpectEnd("22:00"))
    assert refusal(table, ExpectEnd("22:00")) == "same-end"
    table.ask(ExpectEnd(""))
    assert table.draft.ends_at is None
    table.ask(Adjourn())
    assert refusal(table, ExpectEnd("22:00")) == "meeting-adjourned"


def test_what_somebody_else_entered_since_is_not_taken_back() -> None:
    table = Table()
    table.ask(ExpectEnd("22:00"), "Desk")
    first = table.last_request
    table.ask(ExpectEnd("23:00"), "Clerk")
    assert refusal(table, Undo(first), "Desk") == "changed-since"
    table.ask(Tap("A", 1))
    assert table.draft.expected_end == "23:00"
