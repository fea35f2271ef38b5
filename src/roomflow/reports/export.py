"""Writing the files of a meeting: every format, whole or not there at all, told file by file as it goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from roomflow.reports.csv_lines import csv_to_make
from roomflow.reports.descriptions import descriptions_of
from roomflow.reports.files import ReportError, file_name, make_file, not_written, replace_file
from roomflow.reports.record import Record, record_of
from roomflow.sentences import sentence as _
from roomflow.store.public_copy import copy_without_private
from roomflow.store.sqlite import Reader
from roomflow.tongues import ENGLISH, Tongue

CSV: Final = "csv"
XLSX: Final = "xlsx"
PDF: Final = "pdf"
JSON: Final = "json"
SQLITE: Final = "sqlite"
FORMATS: Final = (CSV, XLSX, PDF, JSON, SQLITE)
DESCRIPTIONS: Final = "descriptions"
"""Of the words beside a copy: no log itself, so whoever looks for copies passes it by."""
ALL: Final = "all"


class Written(NamedTuple):
    """A file that lies whole under its name."""

    path: Path
    format: str
    sha256: str


class Step(NamedTuple):
    """What is being written, and how far it is: `done` of `total` files, the last of them `written`.

    `share` of the file that is being written is done, from 0 to 1, where that is known.
    """

    name: str
    done: int
    total: int
    written: Written | None = None
    share: float = 0.0


Progress = Callable[[Step], object]
"""Told before each file, and once at the end. What it raises ends the export; files already written stay."""


class Wanted(Struct, frozen=True):
    """What to write and where. `members` is what the clerk typed as the members of the body present, `language` that of
    the PDF: tables for other programs have the same columns and words everywhere."""

    folder: Path
    formats: Sequence[str]
    members: str = ""
    language: str = ENGLISH


def read_record(reader: Reader, meeting: int) -> Record:
    """The record of a meeting; raises ReportError where nobody of ours wrote its entries."""
    entries = reader.read(meeting)
    seq, head = reader.head(meeting)
    if entries and seq != entries[-1].seq:  # a desk went on between the two questions
        entries = [*entries, *reader.read(meeting, after=entries[-1].seq)]
        seq, head = reader.head(meeting)
        if seq != entries[-1].seq:
            head = b""
    try:
        return record_of(meeting, entries, head.hex())
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ReportError(
            _("Meeting {number} cannot be read; “roomflow verify” says what is wrong with it.", number=meeting)
        ) from error


def export(reader: Reader, record: Record, wanted: Wanted, progress: Progress = lambda _step: None) -> list[Written]:
    """Write the files of a record into a folder, made where it is missing. Raises ReportError and StoreProblem."""
    files = list(_files(reader, record, wanted))
    written: list[Written] = []
    try:
        wanted.folder.mkdir(parents=True, exist_ok=True)
        for number, (kind, name, write) in enumerate(files):
            step = Step(name, number, len(files), written[-1] if written else None)
            progress(step)
            path = wanted.folder / name
            write(path, lambda share, step=step: progress(step._replace(written=None, share=share)))  # type: ignore[misc]
            written.append(Written(path, kind, _sha256(path)))
    except OSError as error:
        raise ReportError(not_written(wanted.folder, error)) from error
    progress(Step("", len(files), len(files), written[-1] if written else None))
    return written


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


_Told = Callable[[float], object]
_File = tuple[str, str, Callable[[Path, _Told], object]]
"""Its format, its name, and what writes it and may tell how far it is."""


def _files(reader: Reader, record: Record, wanted: Wanted) -> Iterator[_File]:
    evening, members = record.evening, wanted.members

    def named(name: str, suffix: str) -> str:
        return file_name(evening, name, suffix)

    for kind in FORMATS:
        if kind not in wanted.formats and ALL not in wanted.formats:
            continue
        if kind == CSV:
            for name, make in csv_to_make(record).items():
                yield CSV, named(name, CSV), partial(_write_csv, make)
        elif kind == XLSX:
            yield XLSX, named("record", XLSX), partial(_write_workbook, record, members)
        elif kind == PDF:
            yield PDF, named("record", PDF), partial(_write_pdf, record, wanted)
        elif kind == JSON:
            yield JSON, named("record", JSON), partial(_write_json, record, members)
        else:
            copy = named("log", "db")
            yield SQLITE, copy, partial(_write_copy, reader)
            yield DESCRIPTIONS, named("log", "metadata.json"), partial(_write_descriptions, copy)


def _write_csv(make: Callable[[], str], path: Path, _told: _Told) -> None:
    replace_file(path, make().encode())


def _write_copy(reader: Reader, path: Path, _told: _Told) -> None:
    make_file(path, partial(copy_without_private, reader))


def _write_descriptions(copy: str, path: Path, _told: _Told) -> None:
    replace_file(path, descriptions_of(copy).encode())


# Each of these brings a library of its own, read only when a file of that sort is wanted.


def _write_workbook(record: Record, members: str, path: Path, told: _Told) -> None:
    from roomflow.reports.xlsx_file import write_workbook

    make_file(path, lambda temporary: write_workbook(record, temporary, members, told))


def _write_pdf(record: Record, wanted: Wanted, path: Path, _told: _Told) -> None:
    from roomflow.reports.pdf_file import as_pdf

    say = Tongue(wanted.language).text
    replace_file(path, as_pdf(record, wanted.members, say, wanted.language))


def _write_json(record: Record, members: str, path: Path, _told: _Told) -> None:
    from roomflow.reports.json_file import as_json

    replace_file(path, as_json(record, members).encode())
