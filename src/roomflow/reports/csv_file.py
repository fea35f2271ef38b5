"""Tables as CSV: safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Final

from roomflow.reports.public import public_cell
from roomflow.reports.tables import Cell, Table

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet takes text that begins so for a formula and runs it (OWASP, CSV injection; ASVS 1.2.10); the last
four are the wide forms of = + - @, which East Asian ones take too."""


def as_csv(table: Table) -> str:
    """RFC 4180 text of a table, its columns' names first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    texts = _Safe()
    writer.writerows([cell if type(cell) is int else texts[cell] for cell in row] for row in table.rows)
    return text.getvalue()


class _Safe(dict[Cell, Cell]):
    """Each text made plain and safe once: a long log says the same few again and again."""

    def __missing__(self, cell: Cell) -> Cell:
        self[cell] = made = safe(public_cell(cell))
        return made


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(FORMULA_STARTS):
        return "'" + cell
    return cell
