"""Tables as CSV: safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from roomflow.reports.public import public_cell
from roomflow.reports.tables import Cell, Row, Table

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A spreadsheet takes text that begins so for a formula and runs it (OWASP, CSV injection; ASVS 1.2.10); the last
four are the wide forms of = + - @, which East Asian ones take too."""
LINE_END: Final = "\r\n"
_PLAIN: Final = re.compile("[0-9A-Za-z][-0-9A-Za-z :.+/]{0,199}").fullmatch
"""What most texts are: a name, a word of ours, a time. They need no closer look."""
_QUOTED: Final = re.compile('[",\r\n]')


def as_csv(table: Table) -> str:
    """RFC 4180 text of a table, its columns' names first."""
    lines = [joined(table.columns), *_lines(table.rows)]
    return LINE_END.join((*lines, ""))


def _lines(rows: Sequence[Row]) -> Iterable[str]:
    """The rows column by column: a long log says the same few texts again and again, and numbers need no look at all.

    What is the same in every row goes into the pattern by which they are put together.
    """
    pattern: list[str] = []
    columns: list[Iterable[Cell]] = []
    for column in zip(*rows, strict=True):
        distinct = set(column)
        if len(distinct) == 1:
            pattern.append(field(column[0]).replace("%", "%%"))
            continue
        pattern.append("%s")
        whole_numbers = set(map(type, distinct)) == {int}
        columns.append(column if whole_numbers else map({cell: field(cell) for cell in distinct}.__getitem__, column))
    line = ",".join(pattern)
    return map(line.__mod__, zip(*columns, strict=True)) if columns else [line % ()] * len(rows)


def joined(cells: Iterable[Cell]) -> str:
    """Cells beside each other, as a line has them."""
    return ",".join(map(field, cells))


def field(cell: Cell) -> str:
    """One cell as it is written: plain for a spreadsheet and for a person, in quotes where it needs them."""
    if isinstance(cell, str) and _PLAIN(cell):
        return cell
    text = safe(public_cell(cell))
    if not isinstance(text, str):
        return "" if text is None else str(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0").startswith(FORMULA_STARTS):
        return "'" + cell
    return cell
