"""The tables of an evening: what they hold, what they never hold, and what a spreadsheet may not run."""

import csv
import io
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from roomflow.domain.commands import Authority, SaveHeadCount, SetLimit, SetReserved, Tap
from roomflow.domain.events import Entry
from roomflow.reports.csv_file import as_csv, safe
from roomflow.reports.figures import moment
from roomflow.reports.files import file_name
from roomflow.reports.record import record_of
from roomflow.reports.record_tables import record_tables
from roomflow.reports.tables import PRACTICE, Moments, Table, attendance, occupancy
from roomflow.store.sqlite import open_reader
from tests.domain.table import Table as Meeting
from tests.rehearsal.played import first_entries, log_of_first
from tests.reports.logs import evening_of


def dicts(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def sample_tables() -> dict[str, list[dict[str, Any]]]:
    return {table.name: dicts(table) for table in sample()}


def sample() -> list[Table]:
    return record_tables(record_of(1, first_entries(), ""))


def test_attendance_says_the_same_as_the_sql_view(tmp_path: Path) -> None:
    with open_reader(log_of_first(tmp_path).parent) as reader:
        view = reader.view("attendance", 1)
    ours = [row for row in sample_tables()["attendance"] if row["change"] or row["what"] == "tapped"]
    key = ("seq", "space", "door", "change", "inside", "station", "what")
    assert sorted([str([row[k] for k in key]) for row in ours]) == sorted([str([row[k] for k in key]) for row in view])


def test_tickets_say_the_same_as_the_sql_view(tmp_path: Path) -> None:
    with open_reader(log_of_first(tmp_path).parent) as reader:
        view = reader.view("tickets", 1)
    key = ("number", "party", "state", "space")
    ours = sample_tables()["tickets"]
    assert [[row[k] for k in key] for row in ours] == [[row[k] for k in key] for row in view]


def test_doors_add_up_to_who_is_inside() -> None:
    rows = sample_tables()["doors"]
    chamber = [row for row in rows if row["space"] == "Commission Chamber"]
    *doors, sums = chamber
    assert [row["door"] for row in doors] == ["East door", "West door"]
    assert sums["door"] is None
    assert sums["balance"] == sum(row["in"] - row["out"] for row in doors)
    assert sums["inside"] == sums["balance"] + sums["without_door"] + sums["head_counts"]
    assert {row["record"] for row in rows} == {PRACTICE}


def test_occupancy_is_on_a_grid_of_five_minutes_and_covers_the_evening() -> None:
    rows = [row for row in sample_tables()["occupancy"] if row["space"] == "Commission Chamber"]
    assert rows[0]["at"] == "2026-01-13T17:15:00-07:00"
    assert rows[1]["at"] == "2026-01-13T17:20:00-07:00"
    assert rows[-1]["at"] == "2026-01-13T21:00:00-07:00"
    assert len(rows) == 46
    assert all(row["free"] == row["places"] - row["inside"] - row["held"] for row in rows)


def test_a_row_of_occupancy_is_the_state_at_that_moment() -> None:
    meeting = Meeting()
    meeting.ask(Tap("Chamber", 3))
    meeting.wait(minutes=5)
    meeting.ask(Tap("Chamber", 1))
    meeting.wait(minutes=3)
    meeting.ask(Tap("Chamber", -2))
    rows = [row for row in dicts(occupancy(evening_of(1, meeting.entries))) if row["space"] == "Chamber"]
    assert [(row["at"][11:16], row["inside"]) for row in rows] == [("17:15", 3), ("17:20", 4), ("17:25", 2)]


def test_a_tap_that_came_late_never_runs_the_grid_back() -> None:
    meeting = Meeting()
    meeting.wait(minutes=20)
    meeting.ask(Tap("Chamber", 3))
    meeting.ask(Tap("Chamber", 1), age_ms=600_000)
    rows = [row for row in dicts(occupancy(evening_of(1, meeting.entries))) if row["space"] == "Chamber"]
    assert [(row["at"][11:16], row["inside"]) for row in rows][-2:] == [("17:30", 0), ("17:35", 4)]


def test_a_limit_that_was_changed_holds_from_then_on_and_until_it_is_taken_back() -> None:
    meeting = Meeting()
    meeting.wait(minutes=6)
    meeting.ask(SetLimit("Chamber", 5, Authority("fire-official", "safety")))
    meeting.wait(minutes=5)
    meeting.ask(SetReserved("Chamber", 1))
    meeting.wait(minutes=5)
    meeting.ask(SetLimit("Chamber", 3, Authority("fire-official", "safety")))
    meeting.undo()
    meeting.ask(Tap("Chamber", 1), "Door")
    rows = [row for row in dicts(occupancy(evening_of(1, meeting.entries))) if row["space"] == "Chamber"]
    told = [[row["at"][11:16], row["limit"], row["reserved"], row["places"], row["free"]] for row in rows]
    assert told == [
        ["17:15", 8, 2, 6, 6],
        ["17:20", 8, 2, 6, 6],
        ["17:25", 5, 2, 3, 3],
        ["17:30", 5, 1, 4, 4],
        ["17:35", 5, 1, 4, 3],
    ]


def test_a_meeting_left_open_for_a_year_has_no_file_without_end() -> None:
    meeting = Meeting()
    meeting.wait(minutes=60 * 24 * 365)
    meeting.ask(Tap("Chamber", 1))
    assert len(occupancy(evening_of(1, meeting.entries)).rows) < 2_010 * 7


def test_times_have_the_offset_of_the_meetings_zone() -> None:
    rows = sample_tables()["attendance"]
    assert all(row["at"].endswith("-07:00") and row["happened"].endswith("-07:00") for row in rows)


def test_an_exit_from_an_empty_space_and_a_head_count_that_changes_nothing_are_in_attendance() -> None:
    meeting = Meeting()
    meeting.ask(Tap("Chamber", -2))
    meeting.ask(SaveHeadCount("Chamber", 0))
    rows = dicts(attendance(evening_of(1, meeting.entries)))
    assert [(row["what"], row["change"], row["unmatched"]) for row in rows] == [("tapped", 0, 2), ("counted", 0, None)]


def texts(entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        if entry.private is not None:
            yield from (value for value in entry.private.values() if isinstance(value, str))


def test_nothing_private_is_in_any_table() -> None:
    text = "".join(as_csv(table) for table in sample() if table.name != "log")
    codes = list(texts(first_entries()))
    assert len(codes) > 60
    everything = text + "".join(as_csv(table) for table in sample())
    assert [code for code in codes if code in everything] == []
    assert "accessible" not in text  # in the log stands how many such places the building has


def test_a_practice_evening_never_looks_real() -> None:
    evening = evening_of(1, first_entries())
    assert file_name(evening, "tickets", "csv").startswith("PRACTICE-")
    for table in sample():
        assert {row["record"] for row in dicts(table)} <= {PRACTICE}
    real = evening_of(1, Meeting().entries)
    assert file_name(real, "tickets", "csv") == "2026-01-13-meeting-1-tickets.csv"


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", "  =1", "\uff1d1", "\u00a0@x"]
)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert safe(text) == "'" + text


@pytest.mark.parametrize("cell", [-1, 0, None, "", "Overflow A", "'quoted", "a=b"])
def test_numbers_and_plain_text_stay_as_they_are(cell: str | int | None) -> None:
    assert safe(cell) == cell


def test_a_csv_reads_back_as_it_was() -> None:
    table = Table("t", ("a", "b"), (('a;b,"c"', -1), ("=2\nthree", None)))
    rows = list(csv.reader(io.StringIO(as_csv(table), newline="")))
    assert rows == [["a", "b"], ['a;b,"c"', "-1"], ["'=2 three", ""]]


@pytest.mark.parametrize("zone", ["America/Denver", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"])
def test_the_text_of_a_second_is_that_of_its_moment_in_every_minute_and_over_a_change_of_the_clocks(zone: str) -> None:
    seconds, seen = Moments(ZoneInfo(zone)), random.Random(126)
    denver_goes_forward = 1_772_960_400
    around = [denver_goes_forward + second for second in range(-70, 70)]
    for second in (*around, *(seen.randrange(100_000_000, 4_000_000_000) for _ in range(2_000))):
        assert seconds[second] == moment(second * 1000, ZoneInfo(zone)), second
