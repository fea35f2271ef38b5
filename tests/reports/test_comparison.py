"""Several meetings side by side: the figures of each are those of its own record, in the table and in the workbook."""

import csv
from pathlib import Path

import openpyxl
import pytest

from roomflow.reports.comparison import COLUMNS, compare
from roomflow.reports.export import read_record
from roomflow.reports.files import ReportError
from roomflow.store.sqlite import open_journal, open_reader
from tests.domain.table import START
from tests.reports import reading
from tests.reports.logs import write_log
from tests.reports.stored import stored_entries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    other = [stored_entries()[0]._replace(request="another"), *stored_entries()[1:500]]
    return write_log(tmp_path / "log", stored_entries(), other)


def test_every_meeting_has_a_row_with_the_figures_of_its_record(folder: Path, tmp_path: Path) -> None:
    with open_reader(folder) as reader:
        paths = compare(reader, tmp_path / "year")
        records = [read_record(reader, number) for number in (1, 2)]
    assert [path.name for path in paths] == ["PRACTICE-comparison.csv", "PRACTICE-comparison.xlsx"]
    with paths[0].open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["admissions"] for row in rows] == [str(record.rooms.admissions) for record in records]
    assert [row["peak"] for row in rows] == [str(record.rooms.peak) for record in records]
    assert [row["head"] for row in rows] == [record.head for record in records]


def test_the_workbook_has_the_same_cells_and_a_chart_and_nothing_that_runs(folder: Path, tmp_path: Path) -> None:
    with open_reader(folder) as reader:
        text, book = compare(reader, tmp_path / "year")
    sheet = openpyxl.load_workbook(book)["Meetings"]
    cells = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
    with text.open(encoding="utf-8", newline="") as stream:
        assert cells == list(csv.reader(stream))
    assert len(sheet._charts) == 1
    assert reading.active_parts(book) == []


def test_a_meeting_that_was_disposed_of_keeps_its_row_with_date_and_head(folder: Path, tmp_path: Path) -> None:
    with open_reader(folder) as reader:
        head = reader.head(1)[1].hex()
    with open_journal(folder, practice=True) as journal:
        journal.dispose(1, START, "kept long enough")
    with open_reader(folder) as reader:
        text, _ = compare(reader, tmp_path / "year")
    with text.open(encoding="utf-8", newline="") as stream:
        first, second = csv.DictReader(stream)
    assert set(first) == set(COLUMNS)
    assert (first["date"], first["name"], first["admissions"], first["head"], first["disposed"]) == (
        "2026-01-13",
        "",
        "",
        head,
        "yes",
    )
    assert second["disposed"] == ""


def test_a_log_without_a_meeting_is_told_in_a_sentence(tmp_path: Path) -> None:
    with open_reader(write_log(tmp_path / "log")) as reader, pytest.raises(ReportError, match="no meeting"):
        compare(reader, tmp_path)
