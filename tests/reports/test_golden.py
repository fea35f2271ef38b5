"""The sample evening in every format against golden digests, and each of its tables against a recount in SQL.

`python -m tests.reports.test_golden` writes the golden files anew, for somebody who changed what is in them and looked
at every difference.
"""

import contextlib
import csv
import hashlib
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.pdf_file import as_pdf, pdf_data
from roomflow.reports.plain import english
from roomflow.reports.record import Record, record_of
from roomflow.reports.record_tables import record_tables
from roomflow.reports.strip import strip
from roomflow.store.sqlite import open_reader
from tests.reports.recount import recount
from tests.reports.stored import GOLDEN, stored_entries, stored_head, stored_log

DIGESTS = GOLDEN / "digests.json"
READABLE = ("summary", "spaces", "doors", "head-counts", "turned-away", "agenda")
LOCAL = "strftime('%Y-%m-%dT%H:%M:%S', {} / 1000 - 25200, 'unixepoch') || '-07:00'"
"""The evening of January lies seven hours behind UTC from end to end."""


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def digests(folder: Path) -> dict[str, str]:
    """A digest of what each file says: of text its bytes, of the others their cells, their rows, what is set."""
    with open_reader(stored_log(folder / "log").parent) as reader:
        record = read_record(reader, 1)
        written = export(reader, record, Wanted(folder / "out", ("csv", "json", "xlsx", "sqlite"), "First Member"))
    paths = {each.path.name.removeprefix("PRACTICE-2026-01-13-meeting-1-"): each.path for each in written}
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


@pytest.fixture(scope="module")
def record() -> Record:
    return record_of(1, stored_entries(), stored_head())


@pytest.fixture(scope="module")
def tables(record: Record) -> dict[str, list[dict[str, Any]]]:
    return {
        table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for table in record_tables(record)
    }


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored_log(tmp_path_factory.mktemp("sample"))


def asked(log: Path, sql: str) -> list[dict[str, Any]]:
    with contextlib.closing(sqlite3.connect(log)) as connection:
        cursor = connection.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def same(ours: list[dict[str, Any]], theirs: list[dict[str, Any]]) -> None:
    """The same rows in the columns that were asked for."""
    assert [{name: row[name] for name in theirs[0]} for row in ours] == theirs


def test_every_format_says_what_it_said_when_it_was_looked_at(tmp_path: Path) -> None:
    assert digests(tmp_path) == json.loads(DIGESTS.read_text("utf-8"))


def test_every_row_of_the_tables_on_paper_can_be_read_out_of_the_pdf(record: Record) -> None:
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(record))).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)
    data = pdf_data(record, "", english, "en")
    rows = [row for table in data["tables"] for row in table["rows"]]
    assert len(rows) > 150
    missing = [row for row in rows if "".join("".join(map(str, row)).split()) not in text]
    assert missing == []


def test_the_occupancy_is_that_of_a_recount_in_sql(log: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    again = f"""
        WITH RECURSIVE legs AS (
            SELECT seq, max(happened) OVER (ORDER BY seq) AS latest, space, change, held FROM entries
            UNION ALL
            SELECT seq, max(happened) OVER (ORDER BY seq), from_space, from_change, from_held FROM entries
        ), ends AS (SELECT min(happened) / 300000 AS first, (max(happened) + 299999) / 300000 AS last FROM entries),
        points(n) AS (SELECT first FROM ends UNION ALL SELECT n + 1 FROM points, ends WHERE n < last),
        plans AS (
            SELECT json_extract(value, '$.name') AS name, json_extract(value, '$.kind') AS kind, key AS place,
                json_extract(value, '$.limit') AS posted, json_extract(value, '$.reserved') AS reserved
            FROM entries, json_each(entries.details, '$.building.spaces') WHERE seq = 1
        )
        SELECT {LOCAL.format("n * 300000")} AS at, name AS space, plans.kind, posted AS "limit", reserved,
            posted - reserved AS places,
            (SELECT coalesce(sum(change), 0) FROM legs WHERE legs.space = name AND latest <= n * 300000) AS inside,
            (SELECT coalesce(sum(held), 0) FROM legs WHERE legs.space = name AND latest <= n * 300000) AS held
        FROM points, plans ORDER BY n, place"""
    same(tables["occupancy"], asked(log, again))
    assert all(
        row["free"] == row["places"] - row["inside"] - row["held"] for row in tables["occupancy"] if row["limit"]
    )


def test_the_tickets_are_those_of_a_recount_in_sql(log: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    def last(kind: str, what: str) -> str:
        return f"(SELECT {what} FROM entries WHERE ticket = i.ticket AND kind = '{kind}' ORDER BY seq DESC LIMIT 1)"

    again = f"""
        SELECT i.ticket AS number, i.people AS party, json_extract(i.details, '$.wish') AS wish,
            (SELECT state FROM entries AS s WHERE s.ticket = i.ticket AND s.state IS NOT NULL
                ORDER BY seq DESC LIMIT 1) AS state,
            {LOCAL.format("i.happened")} AS issued_at, {LOCAL.format(last("called", "happened"))} AS called_at,
            {LOCAL.format(last("seated", "happened"))} AS seated_at
        FROM entries AS i WHERE i.kind = 'issued' ORDER BY i.ticket"""
    same(tables["tickets"], asked(log, again))


def test_the_attendance_and_the_log_are_those_of_a_recount_in_sql(
    log: Path, tables: dict[str, list[dict[str, Any]]]
) -> None:
    attendance = f"""
        WITH legs AS (
            SELECT seq, 1 AS leg, happened, space, door, change, station, kind FROM entries WHERE space IS NOT NULL
            UNION ALL
            SELECT seq, 2, happened, from_space, NULL, from_change, station, kind FROM entries
            WHERE from_space IS NOT NULL
        ), running AS (
            SELECT *, sum(change) OVER (PARTITION BY space ORDER BY seq, leg) AS inside FROM legs
        )
        SELECT seq, {LOCAL.format("happened")} AS happened, space, door, change, inside, station, kind AS what
        FROM running WHERE change OR (leg = 1 AND kind IN ('tapped', 'counted')) ORDER BY seq, leg"""
    same(tables["attendance"], asked(log, attendance))
    whole = f"""
        SELECT seq, kind, {LOCAL.format("at")} AS at, {LOCAL.format("happened")} AS happened, elapsed AS elapsed_ms,
            station, space, door, ticket, people, state, change, held, from_space, from_change, from_held, undoes,
            details
        FROM entries ORDER BY seq"""
    same(tables["log"], asked(log, whole))


def test_the_agenda_and_every_giving_of_places_are_those_of_a_recount_in_sql(
    log: Path, tables: dict[str, list[dict[str, Any]]]
) -> None:
    agenda = f"""
        SELECT {LOCAL.format("happened")} AS at, coalesce(json_extract(details, '$.mark'), kind) AS mark
        FROM entries WHERE kind IN ('marked', 'adjourned') ORDER BY seq"""
    same(tables["agenda"], asked(log, agenda))
    fairness = """
        SELECT seq, kind AS what, ticket, people AS party, space FROM entries AS e
        WHERE kind IN ('sent', 'called') OR (kind = 'seated' AND 'called' <> (
            SELECT state FROM entries WHERE ticket = e.ticket AND seq < e.seq AND state IS NOT NULL
            ORDER BY seq DESC LIMIT 1)) ORDER BY seq"""
    same(tables["fairness"], asked(log, fairness))
    nothing = "SELECT 1 FROM entries WHERE kind LIKE '%-set' OR json_extract(details, '$.override') IS NOT NULL"
    assert len(tables["decisions"]) == len(asked(log, nothing)) == 0


def test_the_summary_is_that_of_the_recount_in_sql(log: Path, tables: dict[str, list[dict[str, Any]]]) -> None:
    again = recount(log)
    waits = again["waits"]
    rooms = [name for name in again["spaces"] if name.startswith(("Commission", "Overflow"))]
    figures = {row["figure"]: row["value"] for row in tables["summary"]}
    wanted = {
        "entries": asked(log, "SELECT count(*) AS n FROM entries")[0]["n"],
        "admissions": sum(again["spaces"][room]["admissions"] for room in rooms),
        "peak": again["rooms_peak"][0],
        "sent": again["sent"][0],
        "sent_people": again["sent"][1],
        "issued": sum(again["tickets"].values()),
        "issued_people": sum(again["people"].values()),
        **again["tickets"],
        **{f"{state}_people": people for state, people in again["people"].items()},
        "calls": again["calls"],
        "longest_wait": round(waits[-1] / 1000),
        "turned_away": sum(people for _at, people, _reason in again["turned_away"]),
        "head_counts": len(again["head_counts"]),
        "largest_difference": max((each[4] for each in again["head_counts"]), key=abs),
        "taken_back": asked(log, "SELECT count(*) AS n FROM entries WHERE undoes IS NOT NULL")[0]["n"],
    }
    assert {name: figures[name] for name in wanted} == wanted


def write(folder: Path) -> None:
    """The golden files of today's program."""
    found = digests(folder)
    DIGESTS.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    for name in READABLE:
        (path,) = (folder / "out").glob(f"*-{name}.csv")
        assert list(csv.reader(path.open(encoding="utf-8", newline="")))
        (GOLDEN / f"{name}.csv").write_bytes(path.read_bytes())


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as temporary:
        write(Path(temporary))
