"""Two evenings in every format against golden digests, and each cell of their tables against a recount in SQL.

One is the rehearsed sample; in the other everything happens: overrides, limits, an emergency, what was taken back.
`python -m tests.reports.test_golden` writes the golden files anew, for somebody who changed what is in them and looked
at every difference.
"""

import contextlib
import csv
import hashlib
import io
import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pypdf
import pytest

from roomflow.domain.events import Entry, Kind
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.pdf_file import as_pdf, pdf_data
from roomflow.reports.plain import english
from roomflow.reports.record import record_of
from roomflow.reports.record_tables import record_tables
from roomflow.reports.strip import strip
from roomflow.store.sqlite import LOG_NAME, open_reader
from tests.domain.test_random_evenings import play
from tests.reports.logs import write_log
from tests.reports.sql_tables import Rows, tables_in_sql
from tests.reports.stored import FULL, GOLDEN, SAMPLE, stored_entries, stored_head, stored_log

EVENINGS = (SAMPLE, FULL)
DIGESTS = {SAMPLE: GOLDEN / "digests.json", FULL: GOLDEN / "full-digests.json"}
READABLE_PREFIX = {SAMPLE: "", FULL: "full-"}
READABLE = ("summary", "spaces", "doors", "head-counts", "turned-away", "agenda", "decisions")
FOR_A_PERSON = {"record", "meeting", "label", "unit", "certainty", "words"}
"""Whose a row is, and words of ours. The words of a decision somebody typed."""
RANDOM_EVENINGS = 6
ROOM_KINDS = ("chamber", "overflow")
NOT_IN_FULL = {"moved", "relocated", "end-expected", "reprinted", "pack-taken"}
TURN_AWAY_REASONS = {"no-room-to-wait", "left-by-choice", "outside-at-close", "building-closed"}


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def digests(folder: Path, evening: str) -> dict[str, str]:
    """A digest of what each file says: of text its bytes, of the others their cells, their rows, what is set."""
    with open_reader(stored_log(folder / "log", evening).parent) as reader:
        record = read_record(reader, 1)
        written = export(reader, record, Wanted(folder / "out", ("csv", "json", "xlsx", "sqlite"), "First Member"))
    paths = {each.path.name.partition("meeting-1-")[2]: each.path for each in written}
    found = {name: digest(path.read_bytes()) for name, path in paths.items() if path.suffix in (".csv", ".json")}
    book = openpyxl.load_workbook(paths["record.xlsx"])
    for sheet in book:
        cells = [[str(cell.value) for cell in row] for row in sheet.iter_rows()]
        found[f"record.xlsx/{sheet.title}"] = digest(json.dumps(cells).encode())
    with contextlib.closing(sqlite3.connect(paths["log.db"])) as copy:
        for name in ("entries", "private", "meetings", "occupancy", "tickets", "attendance"):
            columns = "*" if name != "entries" else "* "
            rows = copy.execute(f"SELECT {columns} FROM {name} ORDER BY 1, 2").fetchall()
            found[f"log.db/{name}"] = digest(repr(rows).encode())
    data = pdf_data(record, "First Member", english, "en")
    found["record.pdf/data"] = digest(json.dumps(data, sort_keys=True).encode())
    found["strip.svg"] = digest(strip(record).encode())
    return found


@pytest.mark.parametrize("evening", EVENINGS)
def test_every_format_says_what_it_said_when_it_was_looked_at(tmp_path: Path, evening: str) -> None:
    assert digests(tmp_path, evening) == json.loads(DIGESTS[evening].read_text("utf-8"))


@pytest.mark.parametrize("evening", EVENINGS)
def test_every_row_of_the_tables_on_paper_can_be_read_out_of_the_pdf(evening: str) -> None:
    record = record_of(1, stored_entries(evening), stored_head(evening))
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(record))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    data = pdf_data(record, "", english, "en")
    rows = [row for table in data["tables"] for row in table["rows"]]
    assert len(rows) > 100
    missing = [row for row in rows if "".join("".join(map(str, row)).split()) not in text]
    assert missing == []


def test_in_the_full_evening_everything_happens() -> None:
    entries = stored_entries(FULL)
    record = record_of(1, entries, "")
    assert {kind.value for kind in Kind} - {entry.kind for entry in entries} == NOT_IN_FULL
    assert {each.what for each in record.decisions} >= {"override", "limit-set", "reserved-set", "emergency", "stopped"}
    assert {"accessible-need", "too-large", "first-claim", "speaker", "kept"} <= set(record.fairness.reasons)
    assert {each.reason for each in record.line.turned_away} == TURN_AWAY_REASONS
    assert {record.evening.moment(entry.at)[-6:] for entry in entries} == {"-06:00", "-07:00"}  # type: ignore[index]


def ours_of(entries: Sequence[Entry]) -> dict[str, Rows]:
    """The tables of our record, without the words that are for a person."""
    found: dict[str, Rows] = {}
    for table in record_tables(record_of(1, entries, "")):
        left_out = FOR_A_PERSON - ({"words"} if table.name == "decisions" else set())
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        found[table.name] = [{name: row[name] for name in row if name not in left_out} for row in rows]
    found["summary"].sort(key=lambda row: str(row["figure"]))
    return found


def in_sql(folder: Path, entries: Sequence[Entry]) -> dict[str, Rows]:
    return tables_in_sql(write_log(folder, entries) / LOG_NAME)


@pytest.mark.parametrize("evening", EVENINGS)
def test_every_cell_of_every_table_is_that_of_a_recount_in_sql(tmp_path: Path, evening: str) -> None:
    ours, theirs = ours_of(stored_entries(evening)), in_sql(tmp_path, stored_entries(evening))
    assert set(ours) == set(theirs)
    for name, rows in ours.items():
        assert rows == theirs[name], name


def test_the_tables_of_random_evenings_are_those_of_the_recount_too(tmp_path: Path, seed: int) -> None:
    for number in range(seed, seed + RANDOM_EVENINGS):
        entries = play(number, 300).entries
        ours, theirs = ours_of(entries), in_sql(tmp_path / str(number), entries)
        assert set(ours) == set(theirs)
        for name, rows in ours.items():
            assert rows == theirs[name], (number, name)


@pytest.mark.parametrize("evening", EVENINGS)
def test_the_most_inside_is_sure_where_the_recount_is_sure_of_every_room(tmp_path: Path, evening: str) -> None:
    record = record_of(1, stored_entries(evening), "")
    rooms = [
        row for row in in_sql(tmp_path, stored_entries(evening))["spaces"] if row["kind"] in ("chamber", "overflow")
    ]
    assert record.verified == all(row["peak_certainty"] == "verified" for row in rooms if row["peak"])


def test_negative_control_the_recount_differs_where_an_entry_of_the_log_does(tmp_path: Path) -> None:
    entries = list(stored_entries(FULL))
    ours = ours_of(entries)
    number = next(
        index for index, each in enumerate(entries) if each.kind == Kind.SENT and each.details.get("override")
    )
    override = {**entries[number].details["override"], "role": "police"}
    details = {**entries[number].details, "override": override, "passed": []}
    entries[number] = entries[number]._replace(happened=entries[number].happened + 60_000, details=details)
    theirs = in_sql(tmp_path, entries)
    differing = {name for name, rows in ours.items() if rows != theirs[name]}
    assert {"log", "decisions", "fairness", "attendance", "summary"} - differing == {"attendance"}


def write(folder: Path) -> None:
    """The golden files of today's program."""
    for evening, path in DIGESTS.items():
        path.write_text(json.dumps(digests(folder / evening, evening), indent=1) + "\n", "utf-8")
        for name in READABLE:
            (made,) = (folder / evening / "out").glob(f"*-{name}.csv")
            assert list(csv.reader(made.open(encoding="utf-8", newline="")))
            (GOLDEN / f"{READABLE_PREFIX[evening]}{name}.csv").write_bytes(made.read_bytes())


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        write(Path(temporary))
