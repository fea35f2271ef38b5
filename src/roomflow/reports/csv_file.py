"""Tables as CSV files: safe to open in a spreadsheet, whole or not there at all."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from roomflow.reports.tables import PRACTICE, Cell, Evening, Table, all_tables

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
"""A spreadsheet takes text that begins so for a formula and runs it (OWASP, CSV injection; ASVS 1.2.10)."""

_UNSAFE_IN_NAMES: Final = re.compile(r"[^0-9A-Za-z-]+")


class ReportError(Exception):
    """A report cannot be written; the text is a full sentence for a person."""


def write_tables(evening: Evening, folder: Path) -> list[Path]:
    """Write every table of an evening into a folder, which is made where it is missing; the paths of the files."""
    files = [(folder / file_name(evening, table), as_csv(table)) for table in all_tables(evening)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, text in files:
            replace_file(path, text.encode())
    except OSError as error:
        raise ReportError(f"The folder {folder} cannot be written: {error.strerror or error}.") from error
    return [path for path, _ in files]


def file_name(evening: Evening, table: Table) -> str:
    """Of the date, the meeting's number and the table: nothing a person typed as text."""
    practice = f"{PRACTICE}-" if evening.end.practice else ""
    date = _UNSAFE_IN_NAMES.sub("-", evening.end.date)
    return f"{practice}{date}-meeting-{evening.number}-{table.name}.csv"


def as_csv(table: Table) -> str:
    """RFC 4180 text of a table, its columns' names first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(table.columns)
    writer.writerows(_safe_row(row) for row in table.rows)
    return text.getvalue()


def _safe_row(row: Iterable[Cell]) -> list[Cell]:
    return [safe(cell) for cell in row]


def safe(cell: Cell) -> Cell:
    """Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return "'" + cell
    return cell


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that it is never seen half written, also when the plug is pulled; raises OSError."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)  # mkstemp's file is for its owner alone; a report is handed on
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last; Windows knows no such thing and needs none."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
