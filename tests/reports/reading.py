"""Files of a record read back with other programs' eyes: the cells of every table as plain values."""

import csv
import datetime as dt
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from roomflow.reports.tables import Cell
from roomflow.reports.xlsx_file import is_time, local_time, sheet_title

Cells = list[list[Cell]]
"""The columns' names, then each row; times as `2026-01-13 18:00:00`."""


def plain(column: str, cell: Cell) -> Cell:
    """A cell as every file can hold it: times as a clock on the wall read them, no apostrophe before a formula."""
    if isinstance(cell, str):
        moment = local_time(cell) if is_time(column) or column == "value" else None
        return cell.removeprefix("'") if moment is None else f"{moment:%Y-%m-%d %H:%M:%S}"
    return cell


def of_json(path: Path) -> dict[str, Cells]:
    tables = json.loads(path.read_text(encoding="utf-8"))["tables"]
    return {
        name: [list(rows[0]), *([plain(column, cell) for column, cell in row.items()] for row in rows)]
        for name, rows in tables.items()
        if rows
    }


def of_csv(paths: Mapping[str, Path], like: Mapping[str, Cells]) -> dict[str, Cells]:
    """CSV has no types: a cell is a number where it is one in `like`."""
    return {name: _typed(_rows(paths[name]), like[name]) for name in like}


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def _typed(read: list[list[str]], like: Cells) -> Cells:
    head, *rows = read
    found: Cells = [list(head)]
    for row, other in zip(rows, like[1:], strict=True):
        cells: list[Cell] = []
        for column, cell, same in zip(head, row, other, strict=True):
            cells.append(int(cell) if isinstance(same, int) else plain(column, cell or None))
        found.append(cells)
    return found


def of_xlsx(path: Path, names: Mapping[str, object]) -> dict[str, Cells]:
    book = openpyxl.load_workbook(path)
    found: dict[str, Cells] = {}
    for name in names:
        rows = [[_cell(cell.value) for cell in row] for row in book[sheet_title(name)].iter_rows()]
        found[name] = [rows[0], *([_unquoted(cell) for cell in row] for row in rows[1:])]
    return found


def _cell(value: object) -> Cell:
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    assert value is None or isinstance(value, str | int), value
    return value


def _unquoted(cell: Cell) -> Cell:
    return cell.removeprefix("'") if isinstance(cell, str) else cell


def active_parts(path: Path) -> list[str]:
    """What of a workbook could run or fetch: formulas, links, macros, connections."""
    found = []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8", "replace")
            if name.startswith("xl/worksheets/") and ("<f>" in text or "<f " in text or "<hyperlink" in text):
                found.append(name)
            if "vbaProject" in name or "connections" in name or "externalLink" in name:
                found.append(name)
            if name.endswith(".rels") and 'TargetMode="External"' in text:
                found.append(name)
    return found
