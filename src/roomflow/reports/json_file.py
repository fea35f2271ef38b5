"""The record as JSON, by a published schema: `resources/reports/record.schema.json`."""

from __future__ import annotations

import json
from typing import Any, Final

from roomflow.reports.method import method
from roomflow.reports.minutes import LANGUAGES, members_field, minutes_paragraph
from roomflow.reports.public import public_cell
from roomflow.reports.record import Record
from roomflow.reports.record_tables import record_tables
from roomflow.reports.tables import Table

SCHEMA: Final = "roomflow-record-2"
"""Named in every file; a file that another schema describes has another name here."""


def as_json(record: Record, members: str = "") -> str:
    """The JSON text of a record, the same for the same entries. `members` is what the clerk typed."""
    return json.dumps(record_values(record, members), ensure_ascii=False, indent=1) + "\n"


def record_values(record: Record, members: str = "") -> dict[str, Any]:
    """The values of the file."""
    evening = record.evening
    return {
        "schema": SCHEMA,
        "practice": evening.end.practice,
        "meeting": {
            "number": evening.number,
            "name": public_cell(evening.end.name),
            "date": public_cell(evening.end.date),
            "building": public_cell(evening.end.building.name),
            "timezone": public_cell(evening.end.building.timezone),
        },
        "entries": len(evening.entries),
        "head": record.head,
        "minutes": {language: minutes_paragraph(record, language) for language in LANGUAGES},
        "members_of_the_body_present": members_field(members)[1],
        "method": method(record),
        "tables": {table.name: _rows(table) for table in record_tables(record)},
    }


def _rows(table: Table) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]
