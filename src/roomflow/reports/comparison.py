"""Several meetings side by side, attendance over a year: one table as CSV, and as a workbook with a chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from roomflow.reports.csv_file import as_csv, safe
from roomflow.reports.export import read_record
from roomflow.reports.files import ReportError, make_file, not_written, replace_file
from roomflow.reports.public import public_table
from roomflow.reports.record import Record
from roomflow.reports.summary import certainty, seconds
from roomflow.reports.tables import PRACTICE, REAL, Row, Table
from roomflow.sentences import sentence as _
from roomflow.store.journal import MeetingLine
from roomflow.store.sqlite import Reader

NAME: Final = "comparison"
COLUMNS: Final = (
    "record", "meeting", "date", "name", "entries", "admissions", "peak", "peak_certainty", "places",
    "every_room_full_s", "tickets", "seated_from_line", "median_wait_s", "turned_away", "head_counts", "head",
    "disposed",
)  # fmt: skip


def compare(reader: Reader, folder: Path) -> list[Path]:
    """Write the comparison of every meeting of a log into a folder, made where it is missing. Raises ReportError."""
    lines = reader.meetings()
    if not lines:
        raise ReportError(_("There is no meeting in this log."))
    table = comparison(lines, _records(reader, lines))
    practice = f"{PRACTICE}-" if lines[0].practice else ""
    paths = [folder / f"{practice}{NAME}.{suffix}" for suffix in ("csv", "xlsx")]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        replace_file(paths[0], as_csv(table).encode())
        make_file(paths[1], lambda path: _write_workbook(table, path))
    except OSError as error:
        raise ReportError(not_written(folder, error)) from error
    return paths


def _records(reader: Reader, lines: Sequence[MeetingLine]) -> Iterator[Record | None]:
    """One after the other: a year of evenings need not be in memory at once."""
    for line in lines:
        yield read_record(reader, line.number) if line.disposed_at is None else None


def comparison(lines: Sequence[MeetingLine], records: Iterator[Record | None]) -> Table:
    """The table: a row a meeting, also where it was disposed of and only its date and head are left."""
    rows = [_row(line, record) for line, record in zip(lines, records, strict=True)]
    return public_table(Table(NAME, COLUMNS, tuple(rows)))


def _row(line: MeetingLine, record: Record | None) -> Row:
    begin = (PRACTICE if line.practice else REAL, line.number, line.date)
    if record is None:
        return (*begin, None, line.entries, *(None,) * 10, line.head, "yes")
    rooms, queue = record.rooms, record.line
    return (
        *begin,
        line.name,
        line.entries,
        rooms.admissions,
        rooms.peak,
        certainty(record.verified),
        rooms.peak_places or rooms.places,
        seconds(rooms.full_ms),
        queue.issued,
        queue.tickets["seated"],
        seconds(queue.median_ms),
        queue.turned_away_people,
        len(record.head_counts),
        line.head,
        None,
    )


def _write_workbook(table: Table, path: Path) -> None:
    """The table, and the spreadsheet's own chart of admissions, peak and people turned away."""
    from xlsxwriter import Workbook

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), options) as book:
        sheet = book.add_worksheet("Meetings")
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, name, head)
            sheet.set_column(column, column, 24 if name in ("name", "head") else 12)
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell is not None:
                    sheet.write_string(number, column, str(safe(cell)))
        chart = book.add_chart({"type": "column"})
        patterns = {"admissions": "percent_75", "peak": "wide_upward_diagonal", "turned_away": "dotted_grid"}
        for name, pattern in patterns.items():
            column = table.columns.index(name)
            chart.add_series(
                {
                    "name": name.replace("_", " "),
                    "categories": ["Meetings", 1, 2, len(table.rows), 2],
                    "values": ["Meetings", 1, column, len(table.rows), column],
                    "pattern": {"pattern": pattern, "fg_color": "#0A5FA4", "bg_color": "#FFFFFF"},
                }
            )
        chart.set_title({"name": "Attendance"})
        chart.set_size({"width": 960, "height": 420})
        words = "Admissions, most people inside and people turned away, of each meeting"
        sheet.insert_chart(len(table.rows) + 2, 0, chart, {"description": words})
