"""The record as a tagged PDF, set by Typst with its own check of PDF/UA-1 switched on.

Typst is imported when a PDF is made: nothing that is shown waits for it. Everything is handed to the template
`resources/reports/record.typ` as data, so nothing that was typed is ever markup or a link.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from roomflow.assets import resource
from roomflow.reports.csv_file import safe
from roomflow.reports.files import ReportError
from roomflow.reports.method import method
from roomflow.reports.minutes import ENGLISH, SPANISH, date_words, duration_words, members_field, minutes_paragraph
from roomflow.reports.paper_text import all_written_out
from roomflow.reports.plain import Translate, english, shown
from roomflow.reports.public import public_table
from roomflow.reports.record import Record
from roomflow.reports.record_tables import agenda, tables_to_make
from roomflow.reports.strip import alternative, strip
from roomflow.reports.strip_parts import PAPER_WIDTH
from roomflow.reports.summary import SECONDS, summary_table
from roomflow.reports.table_words import column_words, value_words
from roomflow.reports.tables import Cell, Table
from roomflow.reports.xlsx_file import is_time, local_time
from roomflow.sentences import sentence as _

if TYPE_CHECKING:
    import typst

STANDARD: Final = "ua-1"
FONTS: Final = ("Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Libertinus Serif")
MONO: Final = ("Noto Sans Mono", "DejaVu Sans Mono")
"""The first that is on this computer is taken; the last of each comes with Typst."""
PAPER: Final = "us-letter"
PAGES_PPI: Final = 300
COLUMNS_LARGE_MAX: Final = 8
ROWS_MAX: Final = 400
"""Of one table on paper; more is said, and stands in the other files."""
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "summary": ("label", "value", "unit", "certainty"),
    "spaces": (
        "space", "limit", "reserved", "places", "admissions", "peak", "peak_at", "peak_certainty", "full_s", "over",
        "inside_at_end", "may_be_off",
    ),
    "turned-away": ("at", "people", "reason", "free"),
    "head-counts": ("at", "space", "counted", "meanwhile", "was", "difference", "crossings", "station"),
    "doors": (
        "space", "door", "in", "out", "balance", "unmatched", "taken_back", "drift", "without_door", "head_counts",
        "inside",
    ),
    "agenda": ("at", "words", "recording_s"),
    "decisions": ("at", "what", "space", "ticket", "people", "value", "was", "role", "reason", "words"),
    "tickets": ("number", "party", "wish", "state", "issued_at", "called_at", "seated_at", "space"),
}  # fmt: skip
"""The tables on paper, with the columns that fit across a page; the other files have all of both."""


def as_pdf(record: Record, members: str = "", say: Translate = english, language: str = ENGLISH) -> bytes:
    """The bytes of the PDF; the same record gives the same page. Raises ReportError where Typst refuses.

    Where this computer's fonts lack a letter that was typed, its code is written out, in the fonts of Typst alone.
    """
    moment = dt.datetime.fromtimestamp(record.evening.end.at // 1000, dt.UTC)
    asked = {"format": "pdf", "pdf_standards": [STANDARD], "timestamp": moment}
    made = _made(pdf_data(record, members, say, language), asked)
    assert isinstance(made, bytes)
    return made


def as_pages(record: Record, members: str = "", say: Translate = english, language: str = ENGLISH) -> list[bytes]:
    """The same pages as pictures (PNG), for a printer: a Qt without PDF can print them. Raises ReportError."""
    made = _made(pdf_data(record, members, say, language), {"format": "png", "ppi": PAGES_PPI})
    return made if isinstance(made, list) else [made]


def _made(data: dict[str, Any], asked: dict[str, Any]) -> bytes | list[bytes]:
    import typst

    try:
        return _set(data, typst.Fonts(), asked)
    except typst.TypstError:
        # A page must come of every record on every computer; what else is wrong shows in the second attempt too.
        own_fonts = typst.Fonts(include_system_fonts=False)
    try:
        return _set(all_written_out(data), own_fonts, asked)
    except typst.TypstError as error:
        raise ReportError(_("The PDF cannot be made: {reason}.", reason=error)) from error


def _set(data: dict[str, Any], fonts: typst.Fonts, asked: dict[str, Any]) -> bytes | list[bytes]:
    import typst

    families = set(fonts.families())
    # Typst warns of every font that a list names and this computer lacks.
    listed = {
        "fonts": [name for name in FONTS if name in families],
        "mono": [name for name in MONO if name in families],
    }
    made: bytes | list[bytes] = typst.compile(
        resource("reports", "record.typ").read_bytes(),
        font_paths=fonts,
        sys_inputs={"data": json.dumps(data | listed, ensure_ascii=False)},
        **asked,
    )
    return made


def pdf_data(record: Record, members: str, say: Translate, language: str) -> dict[str, Any]:
    """Everything the template shows, as values of JSON."""
    _ = say
    end = record.evening.end
    make = tables_to_make(record)
    make |= {"summary": lambda: summary_table(record, say), "agenda": lambda: agenda(record, say)}
    tables = {name: public_table(make[name]()) for name in _COLUMNS}
    label, typed = members_field(members, language)
    return {
        "language": language,
        "title": f"{shown(end.name)}, {date_words(end.date, language)}",
        "subtitle": _("{building}. Times are those of {zone}.").format(
            building=shown(end.building.name), zone=shown(end.building.timezone)
        ),
        "record": _("Record of who was in which room"),
        "day": _day(record),
        "practice": end.practice,
        "paper": PAPER,
        "words": _words(say),
        "minutes": [
            {"title": _("For the minutes"), "language": ENGLISH, "text": minutes_paragraph(record, ENGLISH)},
            {
                "title": _("For the minutes, in Spanish"),
                "language": SPANISH,
                "text": minutes_paragraph(record, SPANISH),
            },
        ],
        "members": {"title": label, "lines": typed.splitlines()},
        "strip": strip(record, say=say, width=PAPER_WIDTH),
        "strip_words": alternative(record, say),
        "tables": [_pdf_table(tables[name], Clock.of(record), say) for name in _COLUMNS],
        "method": method(record, say),
        "head_short": f"{record.head[:16]}…" if record.head else _("none"),
        "head_lines": " ".join(record.head[at : at + 8] for at in range(0, len(record.head), 8)),
    }


def _day(record: Record) -> list[int]:
    at = dt.datetime.fromtimestamp(record.opened_at // 1000, record.evening.zone)
    return [at.year, at.month, at.day]


def _words(_: Translate) -> dict[str, str]:
    return {
        "practice": _("PRACTICE"),
        "practice_note": _("PRACTICE: this evening was a rehearsal. No figure of it is of a real meeting."),
        "head": _("Head of the log:"),
        "page": _("Page"),
        "nothing": _("None."),
        "not_entered": _("Not entered."),
        "strip": _("The evening"),
        "method": _("How this was counted"),
        "proof": _("Proof"),
        "proof_note": _(
            "This is the head of the log: the fingerprint of every entry of the evening. Whoever has the log can show "
            "with “roomflow verify --head” and these 64 letters and digits that nothing in it was changed, cut off or "
            "added."
        ),
    }


_TABLE_TITLES: Final = {
    "summary": "Summary",
    "spaces": "Spaces",
    "turned-away": "Turned away",
    "head-counts": "Head counts",
    "doors": "Doors",
    "agenda": "Agenda",
    "decisions": "Overrides, limits and stops",
    "tickets": "Tickets",
}


def _pdf_table(table: Table, clock: Clock, _: Translate) -> dict[str, Any]:
    names = _COLUMNS[table.name]
    kept = [table.columns.index(name) for name in names]
    unit = table.columns.index("unit") if "unit" in names else None
    rows = [
        [value_words(name, cell_words(f"value_{row[unit]}" if unit and name == "value" else name, row[index], clock), _)
         for name, index in zip(names, kept, strict=True)]
        for row in table.rows[:ROWS_MAX]
    ]  # fmt: skip
    moments = [index for index, name in enumerate(names) if is_time(name)]
    long_times = any(len(row[index]) > len("00:00:00") for row in rows for index in moments)
    note = _("The first {n} of {all}; the other files have every one.").format(n=len(rows), all=len(table.rows))
    return {
        "title": _(_TABLE_TITLES[table.name]),
        "note": note if len(table.rows) > len(rows) else "",
        "columns": [column_words(name, _) for name in names],
        "rows": rows,
        "numeric": [all(isinstance(row[index], int | None) for row in table.rows) for index in kept],
        "widths": [name in ("label", "words", "space") for name in names],
        "size": 9 if len(names) <= COLUMNS_LARGE_MAX else 7 if long_times else 8,
    }


class Clock(Struct, frozen=True):
    """How a moment is written on paper: with the day where it is another, with the offset where the clock was put."""

    day: str
    offset_changes: bool

    @classmethod
    def of(cls, record: Record) -> Clock:
        ends = [record.evening.moment(at) or "" for at in (record.opened_at, record.evening.end.at)]
        return cls(ends[0][:10], ends[0][19:] != ends[1][19:])

    def words(self, text: str, moment: dt.datetime) -> str:
        time = f"{moment:%H:%M:%S}" if text[:10] == self.day else f"{moment:%Y-%m-%d %H:%M:%S}"
        return f"{time} ({text[19:]})" if self.offset_changes else time


def cell_words(column: str, cell: Cell, clock: Clock) -> str:
    """What stands on paper: times as a clock on the wall read them, seconds as minutes and hours."""
    if cell is None or (column == "unit" and cell == SECONDS):
        return ""
    if isinstance(cell, int):
        return duration_words(cell * 1000) if column.endswith("_s") else str(cell)
    moment = local_time(cell) if is_time(column) or column.startswith("value") else None
    return str(safe(cell)) if moment is None else clock.words(cell, moment)
