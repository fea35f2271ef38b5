"""Evenings that are not like others: across midnight, over a change of the clocks, with a recess, with a jump."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from roomflow.domain.building import building_from
from roomflow.domain.commands import Adjourn, Call, Mark, NoteClock, SaveHeadCount, Seat, Tap
from roomflow.domain.events import Entry
from roomflow.reports.minutes import ENGLISH, minutes_paragraph
from roomflow.reports.pdf_file import pdf_data
from roomflow.reports.plain import english
from roomflow.reports.record import Record, record_of
from roomflow.reports.record_tables import record_tables
from roomflow.reports.strip import strip
from roomflow.reports.xlsx_file import write_workbook
from tests.domain.table import START, Table
from tests.reports.test_strip import texts
from tests.reports.test_tables import dicts


def moved(entries: list[Entry], to: dt.datetime) -> list[Entry]:
    """The same evening begun at another moment."""
    shift = round(to.timestamp() * 1000) - START
    return [entry._replace(at=entry.at + shift, happened=entry.happened + shift) for entry in entries]


def tables(record: Record) -> dict[str, list[dict[str, object]]]:
    return {table.name: dicts(table) for table in record_tables(record)}


def denver(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=ZoneInfo("America/Denver"))  # type: ignore[arg-type,misc]


def two_hours() -> list[Entry]:
    """Three people come, two hours pass with one person each half an hour, and it adjourns."""
    table = Table()
    table.ask(Mark("called-to-order"))
    table.ask(Tap("Chamber", 2))
    for _ in range(4):
        table.wait(minutes=30)
        table.ask(Tap("Chamber", 1))
    table.ask(Adjourn())
    return table.entries


def test_across_midnight_every_time_has_its_day_and_the_totals_are_whole(tmp_path: Path) -> None:
    record = record_of(1, moved(two_hours(), denver(2026, 1, 13, 23, 0)), "")
    assert record.rooms.peak == 6
    rows = [row for row in tables(record)["occupancy"] if row["space"] == "Chamber"]
    assert (rows[0]["at"], rows[-1]["at"]) == ("2026-01-13T23:00:00-07:00", "2026-01-14T01:00:00-07:00")
    assert [row["inside"] for row in rows][-1] == 6
    assert "00:00, 14.01." in texts(strip(record))
    assert "It adjourned at 01:00." in minutes_paragraph(record)
    agenda = next(entry for entry in pdf_data(record, "", english, ENGLISH)["tables"] if entry["title"] == "Agenda")
    assert [row[0] for row in agenda["rows"]] == ["23:00:00", "2026-01-14 01:00:00"]
    write_workbook(record, tmp_path / "x.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Agenda"]
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == [
        dt.datetime(2026, 1, 13, 23, 0),  # noqa: DTZ001 - a spreadsheet's times have no zone
        dt.datetime(2026, 1, 14, 1, 0),  # noqa: DTZ001
    ]


def test_when_the_clocks_go_back_the_hour_is_told_twice_and_no_duration_changes() -> None:
    # 1 November 2026, 02:00 daylight time becomes 01:00.
    begin = dt.datetime(2026, 11, 1, 7, 30, tzinfo=dt.UTC)
    record = record_of(1, moved(two_hours(), begin), "")
    times = [str(row["at"]) for row in tables(record)["attendance"]]
    assert times == [
        "2026-11-01T01:30:00-06:00",
        "2026-11-01T01:00:00-07:00",
        "2026-11-01T01:30:00-07:00",
        "2026-11-01T02:00:00-07:00",
        "2026-11-01T02:30:00-07:00",
    ]
    chamber = record.spaces[0]
    assert (chamber.peak, chamber.full_ms) == (6, 0)
    ticks = [text for text in texts(strip(record)) if text.startswith("01:30")]
    assert len(ticks) >= 2
    agenda = next(entry for entry in pdf_data(record, "", english, ENGLISH)["tables"] if entry["title"] == "Agenda")
    assert [row[0] for row in agenda["rows"]] == ["01:30:00 (-06:00)", "02:30:00 (-07:00)"]


def test_when_the_clocks_go_forward_the_hour_that_is_not_there_is_told_by_nobody() -> None:
    # 8 March 2026, 02:00 becomes 03:00.
    record = record_of(1, moved(two_hours(), dt.datetime(2026, 3, 8, 8, 30, tzinfo=dt.UTC)), "")
    times = [str(row["at"])[11:16] for row in tables(record)["attendance"]]
    assert times == ["01:30", "03:00", "03:30", "04:00", "04:30"]
    assert not any(time.startswith("02:") for time in times)
    rows = [row for row in tables(record)["occupancy"] if row["space"] == "Chamber"]
    assert len(rows) == 25
    assert not any(str(row["at"])[11:13] == "02" for row in rows)


def test_a_recess_is_hatched_told_in_the_minutes_and_nobody_is_lost_in_it() -> None:
    table = Table()
    table.ask(Mark("called-to-order"))
    table.ask(Tap("Chamber", 5))
    table.wait(minutes=30)
    table.ask(Mark("recess"))
    table.ask(Tap("Chamber", -4))
    table.wait(minutes=10)
    table.ask(Mark("resume"))
    table.ask(Tap("Chamber", 4))
    table.wait(minutes=30)
    table.ask(Adjourn())
    record = record_of(1, table.entries, "")
    assert (record.rooms.peak, record.rooms.admissions) == (5, 9)
    assert [mark.mark for mark in record.agenda] == ["called-to-order", "recess", "resume", "adjourned"]
    words = minutes_paragraph(record)
    assert "A recess began at 17:45. The meeting resumed at 17:55." in words
    assert {"Recess 17:45", "Resumed 17:55"} <= set(texts(strip(record)))


@pytest.mark.parametrize("jump_minutes", [-90, 45])
def test_a_clock_that_jumped_changes_no_duration(jump_minutes: int) -> None:
    """The computer's clock jumps while people wait; what they waited is counted by the meeting's own clock."""
    table = Table()
    for space, people in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(space, people))
        table.ask(SaveHeadCount(space, people))
    ticket = table.send(2).ticket
    assert ticket is not None
    table.wait(minutes=10)
    table.ask(NoteClock(jump_minutes * 60_000))
    jumped = len(table.entries) - 1
    table.wait(minutes=10)
    table.ask(Tap("Chamber", -2))
    table.ask(Call(ticket, "Chamber"))
    table.ask(Seat(ticket))
    shift = jump_minutes * 60_000
    entries = [
        entry._replace(at=entry.at + shift, happened=entry.happened + shift) if index >= jumped else entry
        for index, entry in enumerate(table.entries)
    ]
    record = record_of(1, entries, "")
    assert record.line.median_ms == 20 * 60_000
    assert record.spaces[0].full_ms == 20 * 60_000
    assert record.jumps == ((entries[jumped].happened, shift),)
    assert record.rooms.peak == 13
    assert strip(record)
    assert [row["value"] for row in tables(record)["summary"] if row["figure"] == "clock_jumps"] == [1]


def test_an_evening_with_no_arrivals_is_written_in_every_table() -> None:
    table = Table()
    table.wait(minutes=60)
    table.ask(Adjourn())
    found = tables(record_of(1, table.entries, ""))
    assert [name for name, rows in found.items() if not rows] == [
        "tickets", "turned-away", "head-counts", "decisions", "fairness", "attendance",
    ]  # fmt: skip
    assert {row["inside"] for row in found["occupancy"]} == {0}


def test_a_building_in_another_zone_is_told_in_its_own_time() -> None:
    building = building_from(
        {"name": "Rathaus", "timezone": "Asia/Kathmandu", "spaces": [{"name": "Saal", "kind": "chamber", "limit": 9}]}
    )
    table = Table(building)
    table.ask(Tap("Saal", 1))
    (row,) = tables(record_of(1, table.entries, ""))["attendance"]
    assert row["at"] == "2026-01-14T06:00:00+05:45"
