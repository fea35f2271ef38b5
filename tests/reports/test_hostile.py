"""500 hostile texts through every format: nothing runs, nothing leads anywhere, nothing leaves the folder."""

import csv
import io
import json
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from roomflow.domain.events import Entry
from roomflow.reports.csv_file import FORMULA_STARTS, as_csv
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.files import file_name
from roomflow.reports.json_file import record_values
from roomflow.reports.record import Record, record_of
from roomflow.reports.record_tables import record_tables
from roomflow.reports.strip import strip
from roomflow.reports.tables import Evening
from roomflow.store.canonical import CodecError
from roomflow.store.codec import check_name
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import open_log, open_reader
from tests.domain.table import Table
from tests.reports import reading
from tests.reports.logs import tamper, write_log
from tests.reports.stored import stored_entries

TEXTS = 500
FORMULAS = (
    "=1+1", "=HYPERLINK(\"http://example.invalid\",\"x\")", "+SUM(A1:A9)", "-2+3", "@SUM(1)", "=cmd|' /C calc'!A0",
    "\t=1", "\r=1", "\n=1", " =1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201", "=WEBSERVICE(\"http://x.invalid\")",
    "'=1", "\"=1", ";=1", ",=1", "%0A=1", "=IMPORTXML(A1)", "=DDE(\"a\";\"b\";\"c\")",
)  # fmt: skip
NAMES = (
    "CON", "nul.txt", "COM1", "LPT9.csv", "../../etc/passwd", "..\\..\\windows", "/etc/shadow", "C:\\x", "~", ".",
    "..", "a/b", "aux", "file:///etc/passwd", "\\\\server\\share",
)  # fmt: skip
SIGNS = (
    "\x00", "\x01", "\x07", "\x1b[31m", "\x7f", "\u202e", "\u2066", "\u200f", "\ufeff", "\u2028", "\ud7ff",
    "\ufffe", "\U000e0001", "\u0301" * 50, "\U0001f600", "\u0085",
)  # fmt: skip
MARKUP = (
    "<script>alert(1)</script>", "<a href='http://example.invalid'>x</a>", "]]>", "&amp;&#0;", "<!DOCTYPE x>",
    "#link(\"http://example.invalid\")[x]", "#import \"/etc/passwd\": *", "$x^2$", "*bold*", "http://example.invalid",
    "mailto:x@example.invalid", "javascript:alert(1)", "{{7*7}}", "${7*7}", "%s%n", "_x000D_", "&L&\"Arial\"&99x",
)  # fmt: skip


def hostile(seed: int) -> list[str]:
    """So many different texts: each of the lists, each in the middle of others, and very long ones."""
    chance = random.Random(seed)
    parts = (*FORMULAS, *NAMES, *SIGNS, *MARKUP)
    texts = [*parts, *(part * (10_000 // len(part) + 1) for part in ("=1+1", "x", "\u202e", "../", "<a>"))]
    different = dict.fromkeys(texts)
    while len(different) < TEXTS:
        different["".join(chance.choice(parts) for _ in range(chance.randint(2, 6)))] = None
    return list(different)


def with_texts(texts: list[str]) -> list[Entry]:
    """The stored evening with the texts in every place that could hold one, as another tool might write them."""
    entries = list(stored_entries())
    opened = entries[0]
    details = json.loads(json.dumps(dict(opened.details)))
    details["name"], details["date"] = texts[0], texts[1]
    details["building"]["name"] = "H"
    entries[0] = opened._replace(station=texts[2], details=details)
    rest = texts[3:]
    for index, entry in enumerate(entries[1:], 1):
        text = rest[index % len(rest)]
        more = dict(entry.details)
        if entry.kind == "marked":
            more["words"] = text
        elif entry.kind == "turned-away":
            more["reason"] = text
        elif entry.kind == "called":
            more["override"] = {"role": text, "reason": text, "words": text}
        entries[index] = entry._replace(station=text, request=f"r{index}", details=more)
    return entries


@pytest.fixture
def record(seed: int) -> Record:
    return record_of(1, with_texts(hostile(seed)), "ab" * 32)


@pytest.fixture
def texts_of(record: Record) -> list[str]:
    return [cell for table in record_tables(record) for row in table.rows for cell in row if isinstance(cell, str)]


def test_there_are_so_many_and_all_of_them_reach_a_table(seed: int, texts_of: list[str]) -> None:
    texts = hostile(seed)
    assert len(set(texts)) == TEXTS
    stations = set(texts_of)
    assert sum(text in stations for text in texts) > 100  # those that are plain stay as they are


def test_in_csv_no_cell_begins_as_a_formula_and_numbers_are_unchanged(record: Record) -> None:
    for table in record_tables(record):
        rows = list(csv.reader(io.StringIO(as_csv(table), newline="")))[1:]
        assert len(rows) == len(table.rows)
        for row, cells in zip(rows, table.rows, strict=True):
            for text, cell in zip(row, cells, strict=True):
                if isinstance(cell, int):
                    assert text == str(cell)
                else:
                    assert not text.lstrip(" \u00a0").startswith(FORMULA_STARTS)
                    assert "\n" not in text
                    assert "\x00" not in text


def test_every_file_is_written_inside_the_folder_and_holds_the_same_cells(record: Record, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    with open_reader(write_log(tmp_path / "log", stored_entries())) as reader:
        written = export(reader, record, Wanted(folder, ("csv", "xlsx", "pdf", "json")))
    assert {each.path.parent for each in written} == {folder}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["deep", "log"]
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["out"]
    assert sorted(folder.iterdir()) == sorted(each.path for each in written)
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,80}\.(csv|xlsx|pdf|json)", each.path.name) for each in written)
    paths = {each.path.name.split("meeting-1-")[1]: each.path for each in written}
    tables = reading.of_json(paths["record.json"])
    unquoted = {name: [[plain(cell) for cell in row] for row in rows] for name, rows in tables.items()}
    assert {name: [[plain(c) for c in row] for row in rows]
            for name, rows in reading.of_xlsx(paths["record.xlsx"], tables).items()} == unquoted  # fmt: skip
    assert reading.active_parts(paths["record.xlsx"]) == []
    book = openpyxl.load_workbook(paths["record.xlsx"])
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    with pikepdf.open(paths["record.pdf"]) as pdf:
        assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
        assert all("/Annots" not in page for page in pdf.pages)


def test_the_copy_of_the_log_holds_every_text_as_it_was_typed_and_every_format_is_made_of_it(
    seed: int, tmp_path: Path
) -> None:
    """The real log and its SQLite copy: what cannot be stored is refused, the rest runs nowhere."""
    texts = hostile(seed)
    entries = list(stored_entries())
    refused = [text for text in texts if not storable(text)]
    kept = [text for text in texts if storable(text)]
    assert all("\0" in text or len(text) > 200 for text in refused)
    assert len(kept) > TEXTS * 0.7
    for index, text in enumerate(texts, 1):
        details = {**entries[index].details, "words": "" if "\0" in text else text}
        station = text if storable(text) else entries[index].station
        entries[index] = entries[index]._replace(station=station, details=details)
    folder, out = write_log(tmp_path / "log", entries), tmp_path / "out"
    with open_reader(folder) as reader:
        record = read_record(reader, 1)
        written = export(reader, record, Wanted(out, ("all",)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log", "out"]
    assert sorted(out.iterdir()) == sorted(each.path for each in written)
    (copy,) = [each.path for each in written if each.path.suffix == ".db"]
    with closing(sqlite3.connect(copy)) as connection:
        found = connection.execute("SELECT seq, station, json_extract(details, '$.words') FROM entries").fetchall()
        attendance = connection.execute("SELECT sum(change), count(*) FROM attendance").fetchall()
        assert connection.execute("SELECT count(*) FROM private WHERE body IS NOT NULL").fetchall() == [(0,)]
    assert [(entry.seq, entry.station) for entry in entries] == [(seq, station) for seq, station, _ in found]
    assert [words for _, _, words in found[1 : TEXTS + 1]] == ["" if "\0" in text else text for text in texts]
    with closing(sqlite3.connect(write_log(tmp_path / "plain", stored_entries()) / "roomflow.db")) as connection:
        assert connection.execute("SELECT sum(change), count(*) FROM attendance").fetchall() == attendance
    with open_log(copy) as reader:
        assert [checked.problem for checked in reader.check(1) if checked.problem] == []
        assert record_of(1, reader.read(1), "").rooms == record.rooms


def test_a_log_that_another_tool_wrote_such_a_text_into_is_not_copied_and_nothing_is_left(tmp_path: Path) -> None:
    folder = write_log(tmp_path / "log", stored_entries())
    tamper(folder, "UPDATE entries SET station = 'x' || char(0) || '=1+1' WHERE seq = 7")
    with open_reader(folder) as reader, pytest.raises(StoreProblem, match="not whole"):
        export(reader, record_of(1, stored_entries(), ""), Wanted(tmp_path / "out", ("sqlite",)))
    assert list((tmp_path / "out").iterdir()) == []


def storable(text: str) -> bool:
    """Whether the log takes it as the name of a station."""
    try:
        check_name("station", text)
    except CodecError:
        return False
    return True


def plain(cell: object) -> object:
    """XlsxWriter writes `_x000D_` so that it reads back as it was typed; openpyxl does not undo that."""
    return cell.replace("_x005F_x000D_", "_x000D_").removeprefix("'") if isinstance(cell, str) else cell


def test_the_figures_are_those_of_the_evening_without_them(record: Record) -> None:
    other = record_of(1, stored_entries(), "ab" * 32)
    assert record.rooms == other.rooms
    assert record.spaces == other.spaces
    assert record.line.tickets == other.line.tickets


def names(texts: list[str]) -> Iterator[str]:
    entries = Table().entries
    for text in texts:
        details = {**entries[0].details, "date": text, "name": text}
        evening: Evening = record_of(1, [entries[0]._replace(details=details)], "").evening
        yield file_name(evening, "record", "pdf")


def test_no_name_of_a_file_says_what_somebody_typed(seed: int) -> None:
    for name in names(hostile(seed)):
        assert re.fullmatch(r"[A-Za-z0-9-]*-?meeting-1-record\.pdf", name)
        assert len(name) < 60
        assert name.split("-")[0].upper() not in ("CON.PDF", "NUL.PDF")


def test_the_strip_stays_a_picture(record: Record) -> None:
    import xml.etree.ElementTree as ET

    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(strip(record)).iter()}
    assert tags == {"svg", "text", "line", "path"}


def test_json_holds_every_text_as_text(record: Record) -> None:
    values = json.loads(json.dumps(record_values(record), ensure_ascii=False))
    for row in values["tables"]["log"]:
        assert row["station"] is None or not re.search("[\x00-\x1f\u202e\u2066]", row["station"])


def test_negative_control_without_the_apostrophe_cells_would_run(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("roomflow.reports.csv_file.safe", lambda cell: cell)
    text = "".join(as_csv(table) for table in record_tables(record))
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert any(cell.startswith("=") for cell in cells)
