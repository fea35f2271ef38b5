"""The record as one workbook: summary with charts, occupancy grid, every table, the log, the method.

XlsxWriter is imported when a workbook is made: nothing that is shown waits for it. No cell is a formula and none a
link; times are true times of a spreadsheet, in the meeting's zone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from roomflow.reports.csv_file import safe
from roomflow.reports.figures import ROOM_KINDS
from roomflow.reports.method import method
from roomflow.reports.minutes import LANGUAGES, date_words, members_field, minutes_paragraph
from roomflow.reports.plain import shown
from roomflow.reports.public import public_cell
from roomflow.reports.record import Record
from roomflow.reports.record_tables import record_tables
from roomflow.reports.tables import Cell, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

TIME_FORMAT: Final = "yyyy-mm-dd hh:mm:ss"
WIDTH_LEAST: Final = 8
WIDTH_MOST: Final = 48
ROWS_MEASURED: Final = 200
"""Columns are as wide as the widest of so many first cells."""
ROWS_TOLD: Final = 5_000
"""After so many rows it is told how far it is."""
ROWS_SHARE: Final = 0.5
"""So much of the work is done when the last row is written."""
GRID: Final = "Occupancy grid"
SHEET_ROWS_MAX: Final = 1_048_575
"""Rows of a sheet below its head (a limit of the format)."""
_TITLES: Final = {
    "summary": "Summary",
    "spaces": "Spaces",
    "occupancy": "Occupancy",
    "tickets": "Tickets",
    "turned-away": "Turned away",
    "head-counts": "Head counts",
    "doors": "Doors",
    "agenda": "Agenda",
    "decisions": "Decisions",
    "fairness": "Fairness",
    "attendance": "Attendance",
    "log": "Log",
}


def write_workbook(
    record: Record, path: Path, members: str = "", told: Callable[[float], object] = lambda _share: None
) -> None:
    """Make the workbook; the file is whole only when this returns. Raises OSError.

    `told` hears now and then which share of it is done. The second half is done by the library in one go.
    """
    from xlsxwriter import Workbook

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": False,
        "default_date_format": TIME_FORMAT,
    }
    with Workbook(str(path), options) as book:
        _properties(book, record)
        tables = {table.name: table for table in record_tables(record)}
        rows = sum(len(table.rows) for table in tables.values())
        sheets = _Sheets(book, record, lambda done: told(done / rows * ROWS_SHARE))
        summary = tables.pop("summary")
        first = sheets.add(summary)
        sheets.add_charts(first, summary, sheets.add_grid(tables["occupancy"]))
        for table in tables.values():
            sheets.add(table)
        sheets.add_method(members)


def sheet_title(table: str) -> str:
    """The name of the sheet that holds a table."""
    return _TITLES[table]


def _properties(book: Workbook, record: Record) -> None:
    end = record.evening.end
    practice = "PRACTICE: " if end.practice else ""
    book.set_properties(
        {
            "title": f"{practice}{shown(end.name)}, {date_words(end.date)}",
            "subject": "Record of who was in which room",
            "comments": f"Head of the log: {record.head}",
            # The moment of the last entry, so that the same evening gives the same file.
            "created": dt.datetime.fromtimestamp(end.at // 1000, dt.UTC).replace(tzinfo=None),
        }
    )


class _Sheets:
    """Writes sheets of one look into a workbook."""

    def __init__(self, book: Workbook, record: Record, told: Callable[[int], object]) -> None:
        """`told` hears how many rows of all tables are written."""
        self._told = told
        self._rows = 0
        self._book = book
        self._record = record
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._time = book.add_format({"num_format": TIME_FORMAT, "align": "left"})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"bold": True})

    def add(self, table: Table) -> Worksheet:
        """One table on a sheet of its own."""
        sheet = self._sheet(sheet_title(table.name), len(table.columns))
        times = {index for index, name in enumerate(table.columns) if is_time(name)}
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name, self._head)
            sheet.set_column(column, column, _width(table, column), None)
        for number, row in enumerate(table.rows[:SHEET_ROWS_MAX], 1):
            self._rows += 1
            if self._rows % ROWS_TOLD == 0:
                self._told(self._rows)
            for column, cell in enumerate(row):
                if cell is not None:
                    self._write(sheet, number, column, cell, time=column in times or table.name == "summary")
        if table.rows:
            sheet.autofilter(0, 0, min(len(table.rows), SHEET_ROWS_MAX), len(table.columns) - 1)
        return sheet

    def _write(self, sheet: Worksheet, row: int, column: int, cell: Cell, *, time: bool) -> None:
        if isinstance(cell, int):
            sheet.write_number(row, column, cell)
            return
        assert isinstance(cell, str)
        moment = local_time(cell) if time else None
        if moment is not None:
            sheet.write_datetime(row, column, moment, self._time)
        else:
            sheet.write_string(row, column, str(safe(cell)))

    def add_grid(self, occupancy: Table) -> int:
        """People inside, a row for each moment and a column for each space; gives the number of rows."""
        names = [space.name for space in self._record.spaces if space.limit is not None]
        sheet = self._sheet(GRID, len(names) + 1)
        at, space, inside = (occupancy.columns.index(name) for name in ("at", "space", "inside"))
        columns = {public_cell(name): column for column, name in enumerate(names, 1)}
        sheet.write_string(0, 0, "at", self._head)
        sheet.set_column(0, 0, len(TIME_FORMAT) + 2)
        for name, column in columns.items():
            sheet.write_string(0, column, str(safe(name)), self._head)
            sheet.set_column(column, column, 14)
        rows: dict[Cell, int] = {}
        for row in occupancy.rows:
            number = rows.setdefault(row[at], len(rows) + 1)
            self._write(sheet, number, 0, row[at], time=True)
            if row[space] in columns:
                self._write(sheet, number, columns[row[space]], row[inside], time=False)
        return len(rows)

    def add_charts(self, sheet: Worksheet, summary: Table, rows: int) -> None:
        """The spreadsheet's own charts: the evening over time, and the peak of each room beside its places."""
        over_time: Any = self._book.add_chart({"type": "line"})
        named = [space for space in self._record.spaces if space.limit is not None]
        dashes = ("solid", "dash", "square_dot", "long_dash", "dash_dot", "long_dash_dot", "round_dot")
        for column, space in enumerate(named, 1):
            if space.kind in ROOM_KINDS or space.peak:
                over_time.add_series(
                    {
                        "name": [GRID, 0, column],
                        "categories": [GRID, 1, 0, rows, 0],
                        "values": [GRID, 1, column, rows, column],
                        "line": {"width": 1.75, "dash_type": dashes[column % len(dashes)]},
                    }
                )
        over_time.set_title({"name": "People inside"})
        over_time.set_x_axis({"num_format": "hh:mm", "text_axis": True, "interval_unit": max(1, rows // 12)})
        over_time.set_y_axis({"name": "people", "min": 0})
        over_time.set_size({"width": 900, "height": 380})
        below = len(summary.rows) + 2
        sheet.insert_chart(below, 0, over_time, {"description": "People inside each space over the evening"})
        peaks: Any = self._book.add_chart({"type": "bar"})
        first = next((i for i, each in enumerate(self._record.spaces, 1) if each.kind in ROOM_KINDS), 1)
        last = first + sum(each.kind in ROOM_KINDS for each in self._record.spaces) - 1
        for name, column, look in (
            ("peak", 9, {"fill": {"color": "#0A5FA4"}}),
            ("places", 6, {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#A13F00"}}),
        ):
            peaks.add_series(
                {
                    "name": name,
                    "categories": ["Spaces", first, 2, last, 2],
                    "values": ["Spaces", first, column, last, column],
                    **look,
                }
            )
        peaks.set_title({"name": "Most inside, and public places"})
        peaks.set_size({"width": 900, "height": 300})
        sheet.insert_chart(
            below + 20, 0, peaks, {"description": "The most people inside each room beside its public places"}
        )

    def add_method(self, members: str) -> None:
        """How the figures came about, the paragraph for the minutes, and the head of the log."""
        sheet = self._sheet("Method", 2)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 100, self._text)
        label, names = members_field(members)
        rows = [
            ("entry", "text"),
            *(("method", sentence) for sentence in method(self._record)),
            *((f"minutes ({language})", minutes_paragraph(self._record, language)) for language in LANGUAGES),
            (label, names),
            ("entries", str(len(self._record.evening.entries))),
            ("head", self._record.head),
        ]
        for number, (name, text) in enumerate(rows):
            sheet.write_string(number, 0, name, self._bold)
            sheet.write_string(number, 1, str(safe(text)), self._text if number else self._head)

    def _sheet(self, title: str, columns: int) -> Worksheet:
        """A sheet with a frozen head that repeats on every printed page, across the page's width."""
        end = self._record.evening.end
        sheet = self._book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if columns > 6:
            sheet.set_landscape()
        sheet.set_paper(1)
        sheet.fit_to_pages(1, 0)
        practice = "PRACTICE " if end.practice else ""
        name = f"{practice}{shown(end.name, 60)}, {shown(end.date, 20)}".replace("&", "&&")
        sheet.set_header(f"&L{name}&R{title}")
        sheet.set_footer(f"&L&8Head {self._record.head[:16]}…&RPage &P of &N")
        return sheet


def is_time(column: str) -> bool:
    """Whether a column holds moments, by its name."""
    return column in ("at", "happened") or column.endswith("_at")


def local_time(text: str) -> dt.datetime | None:
    """The time that a clock on the wall read, out of ISO text with an offset; None where it is none."""
    if len(text) != len("2026-01-13T18:00:00-07:00") or text[10] != "T":
        return None
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _width(table: Table, column: int) -> float:
    cells = [str(row[column]) for row in table.rows[:ROWS_MEASURED] if row[column] is not None]
    if is_time(table.columns[column]):
        cells = [TIME_FORMAT]
    return min(WIDTH_MOST, max([WIDTH_LEAST, len(table.columns[column]) + 3, *(len(cell) + 2 for cell in cells)]))
