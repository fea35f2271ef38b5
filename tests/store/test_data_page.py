"""docs/data.md is true: its queries and its program run, and it names every column and detail a kind can have."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from roomflow.domain.events import KINDS, Entry
from roomflow.store.codec import PUBLIC
from roomflow.store.journal import Batch
from roomflow.store.sqlite import SqliteJournal, open_journal
from tests.domain.table import Table
from tests.domain.test_random_evenings import play
from tests.domain.told_evenings import TOLD
from tests.store.entries import file_of, short_evening, write

PAGE = (Path(__file__).parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
FOR_EVERY_ENTRY = {"seq", "kind", "at", "happened", "elapsed", "station", "request", "details"}
PRIVATE = {"code", "accessible"}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def kinds_on_the_page() -> dict[str, tuple[set[str], set[str]]]:
    """For each kind the names in its columns and its details."""
    table = PAGE.partition("## Kinds of entry")[2]
    found = {}
    for kind, columns, details in re.findall(r"^\| `([a-z-]+)` \|[^|]*\|([^|]*)\|(.*)\|$", table, re.MULTILINE):
        found[kind] = (set(re.findall(r"`(\w+)`", columns)), set(re.findall(r"`(\w+)`", details)))
    found["unserved"] = (found["left"][0], found["unserved"][1])
    return found


def test_the_queries_of_the_page_answer(written: Path) -> None:
    assert len(blocks("sql")) == 3
    with closing(sqlite3.connect(file_of(written))) as plain:
        assert dict(plain.execute(blocks("sql")[0])) == {"Chamber": 7, "Hallway": 7, "Plaza": 0, "Room A": 5}
        assert plain.execute(blocks("sql")[1]).fetchall() == [(101, 5, "Room A", 0.0)]
        rows = plain.execute(blocks("sql")[2]).fetchall()
    assert [row[0] for row in rows] == list(range(1, 15))
    assert rows[0][1:4] == ("18:00:00", "desk 1", "opened")


def test_the_program_of_the_page_finds_the_head(written: Path) -> None:
    said = _run_the_program(written)
    with open_journal(written, practice=False, durable=False) as journal:
        assert said.stdout.strip() == journal.head(1)[1].hex()


def test_the_program_of_the_page_finds_the_changed_entry(written: Path) -> None:
    with closing(sqlite3.connect(file_of(written))) as plain:
        plain.execute("DROP TRIGGER entries_no_update")
        plain.execute("UPDATE entries SET people = 9 WHERE seq = 12")
        plain.commit()
    assert "entry 12 was changed" in _run_the_program(written).stderr


def _run_the_program(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-c", blocks("python")[0]]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_page_says_how_to_empty_the_private_part(written: Path) -> None:
    (sql,) = re.findall(r"`(UPDATE private .*?);`", PAGE)
    with closing(sqlite3.connect(file_of(written))) as plain:
        plain.execute(sql)
        plain.commit()
        plain.execute("VACUUM")
    assert b"7ZZZZZZZZZZZZZZZF" not in file_of(written).read_bytes()
    with open_journal(written, practice=False, durable=False) as journal:
        assert [each.problem for each in journal.check(1)] == [None] * 14


def test_every_kind_has_a_row() -> None:
    assert set(kinds_on_the_page()) >= {kind.value for kind in KINDS}


def test_each_kind_fills_only_what_its_row_names(seed: int) -> None:
    """By evenings of the rules themselves; the page may name more than chance brought about."""
    told = [tell() for tell in TOLD]
    assert {kind.value for kind in KINDS} == {entry.kind for entries in told for entry in entries}
    columns: dict[str, set[str]] = defaultdict(set)
    details: dict[str, set[str]] = defaultdict(set)
    for entries in (*told, *_random_evenings(seed)):
        for entry in entries:
            columns[entry.kind] |= {name for name in PUBLIC if getattr(entry, name) not in (None, 0)}
            details[entry.kind] |= set(entry.details) | set(entry.private or ())
    page = kinds_on_the_page()
    for kind, names in columns.items():
        assert kind == "undone" or names - FOR_EVERY_ENTRY - page[kind][0] == set(), kind
        assert details[kind] - page[kind][1] == set(), kind


def _random_evenings(seed: int) -> list[list[Entry]]:
    """What nobody thought of. No kind is left to them: by seed 5000120 none opens a room again."""
    return [play(seed + number, 400).entries for number in range(8)]


def test_the_page_names_the_words_of_the_first_entry(journal: SqliteJournal) -> None:
    details = Table().entries[0].details
    words = set(re.findall(r"`(\w+)`", PAGE))
    assert set(details) | set(details["building"]) | set(details["building"]["spaces"][0]) <= words


def test_the_short_evening_is_written_in_one_batch(journal: SqliteJournal) -> None:
    assert journal.append([Batch(1, 0, short_evening(), [])]) == [journal.head(1)[1]]
    assert write(journal, []) == journal.head(1)[1]
