"""The chain: a byte changed anywhere, a row cut out or added shows, and is named; an emptied private part does not."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from roomflow.store.chain import MISSING_NAMED_MAX
from roomflow.store.codec import PUBLIC
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from roomflow.store.views import VIEWS
from tests.store.entries import entry, file_of, opening, problems, short_evening, tap, write
from tests.store.tool import other_tool

GUARDS = ("entries_no_update", "entries_no_delete", "entries_follow", "private_only_emptied", "private_with_entry")


def findings(folder: Path) -> list[tuple[int, str]]:
    with open_reader(folder) as reader:
        return list(problems(reader.check(1)))


def test_a_log_as_it_was_written_is_whole(written: Path) -> None:
    with open_reader(written) as reader:
        checked = list(reader.check(1))
        assert reader.damage() == []
        assert reader.head(1) == (14, checked[-1].hash)
    assert [each.problem for each in checked] == [None] * 14
    assert [each.entry for each in checked] == short_evening()
    assert not any(each.emptied for each in checked)


CHANGES = {
    "seq": "seq + 1000", "kind": "'sent'", "at": "at + 1", "happened": "happened - 1", "elapsed": "elapsed + 1",
    "station": "station || ' '", "request": "'R3'", "space": "'Room A'", "door": "'North '", "ticket": "101",
    "people": "4", "state": "'called'", "change": "4", "held": "-2", "from_space": "'Hallway'", "from_change": "-1",
    "from_held": "-1", "undoes": "2", "details": "'{\"consumed\":[[\"2\",4]]}'",
    "private_hash": "zeroblob(32)", "hash": "zeroblob(32)",
}  # fmt: skip


@pytest.mark.parametrize("column", [*PUBLIC, "private_hash", "hash"])
def test_a_change_in_any_column_is_found_and_named(written: Path, column: str) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("PRAGMA ignore_check_constraints = 1")
        assert tool.execute(f"UPDATE entries SET {column} = {CHANGES[column]} WHERE seq = 3").rowcount == 1
    found = findings(written)
    assert found[0][0] == 3
    assert found[0][1].startswith("Entry 3 ") or "of entry 3 " in found[0][1]
    assert found[0][1].endswith(".")
    assert column in ("seq", "hash") or len(found) == 1, "only the entry that was changed is named"


def test_a_blank_in_the_details_is_found_though_it_means_the_same(written: Path) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("UPDATE entries SET details = replace(details, ':', ': ') WHERE seq = 3")
    assert findings(written) == [(3, "Entry 3 was changed: details is not in canonical form.")]


@pytest.mark.parametrize(
    "value",
    ["CAST(x'ff' AS TEXT)", "'{'", "'[1]'", "'{\"a\":0.5}'", "'{},\"door\":null'", "''", "x'7b7d'", "1.5", "NULL"],
)
def test_rubbish_is_a_finding_and_no_crash(written: Path, value: str) -> None:
    with other_tool(written, *GUARDS) as tool:
        _let_anything_in(tool)
        tool.execute(f"UPDATE entries SET details = {value}, door = {value} WHERE seq = 3")
    assert findings(written)[0][0] == 3


def _let_anything_in(tool: sqlite3.Connection) -> None:
    """Take STRICT, NOT NULL and the checks off the table, as somebody with a hex editor would."""
    tool.execute("PRAGMA writable_schema = 1")
    for word in ("STRICT,", "INTEGER NOT NULL", "TEXT    NOT NULL"):
        less = word.split()[0].removesuffix("STRICT,")
        tool.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'entries'", (word, less))
    version = tool.execute("PRAGMA schema_version").fetchone()[0]
    tool.execute(f"PRAGMA schema_version = {version + 1}")
    tool.execute("PRAGMA writable_schema = RESET")
    tool.execute("PRAGMA ignore_check_constraints = 1")


def test_an_entry_cut_out_is_named(written: Path) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("DELETE FROM private WHERE seq = 5")
        tool.execute("DELETE FROM entries WHERE seq = 5")
    assert findings(written) == [
        (5, "Entry 5 is missing."),
        (6, "Entry 6 cannot be checked: the one before is bad."),
    ]


def test_entries_before_all_others_cut_off_are_named(written: Path) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("DELETE FROM private")
        tool.execute("DELETE FROM entries WHERE seq < 4")
    assert [seq for seq, _ in findings(written)] == [1, 2, 3, 4]


def test_a_number_far_away_does_not_name_a_thousand_million_entries(written: Path) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("UPDATE entries SET seq = 900000000 WHERE seq = 14")
    assert len(findings(written)) == MISSING_NAMED_MAX + 1


def test_a_tail_cut_off_shows_only_against_a_head_that_was_kept(written: Path) -> None:
    with open_reader(written) as reader:
        kept = reader.head(1)[1]
    with other_tool(written, *GUARDS) as tool:
        tool.execute("DELETE FROM entries WHERE seq > 11")
    with open_reader(written) as reader:
        checked = list(reader.check(1))
    assert problems(checked) == []
    assert kept not in [each.hash for each in checked]


def test_an_entry_made_anew_with_all_that_follow_shows_against_a_head_that_was_kept(
    written: Path, tmp_path: Path
) -> None:
    with open_reader(written) as reader:
        kept = reader.head(1)[1]
    forged = [each._replace(change=2) if each.seq == 3 else each for each in short_evening()]
    with open_journal(tmp_path / "forged", practice=False, durable=False) as journal:
        write(journal, forged)
        checked = list(journal.check(1))
    assert problems(checked) == []
    assert kept not in [each.hash for each in checked]


def test_a_head_that_was_kept_is_found_after_the_log_went_on(written: Path) -> None:
    with open_journal(written, practice=False, durable=False) as journal:
        kept = journal.head(1)[1]
        write(journal, [tap(15)])
        assert [each.seq for each in journal.check(1) if each.hash == kept] == [14]


@pytest.mark.parametrize("emptied", ["UPDATE private SET salt = NULL, body = NULL", "DELETE FROM private"])
def test_emptying_the_private_part_leaves_the_chain_whole(written: Path, emptied: str) -> None:
    with other_tool(written) as tool:
        tool.execute(emptied)
    with open_reader(written) as reader:
        checked = list(reader.check(1))
        assert problems(checked) == []
        assert [each.seq for each in checked if each.emptied] == [2, 4, 5, 8]
        assert [each.private for each in reader.read(1)] == [None] * 14
        assert {each.salt for each in reader.read(1)} == {b""}
        assert reader.damage() == []
    with open_journal(written, practice=False, durable=False) as journal:
        write(journal, [tap(15)])


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE private SET body = \'{"accessible":false,"code":"X"}\' WHERE seq = 4',
        "UPDATE private SET body = replace(body, ':', ': ') WHERE seq = 4",
        "UPDATE private SET salt = x'00' WHERE seq = 4",
        "UPDATE private SET salt = NULL WHERE seq = 4",
        "UPDATE private SET body = CAST(x'ff' AS TEXT) WHERE seq = 4",
        "UPDATE private SET body = '{}' WHERE seq = 4",
    ],
)
def test_a_private_part_with_other_contents_is_found(written: Path, change: str) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("PRAGMA ignore_check_constraints = 1")
        tool.execute(change)
    found = findings(written)
    assert [seq for seq, _ in found] == [4]
    assert found[0][1].startswith("The private part of entry 4 was changed: ")


def test_a_private_part_given_to_an_entry_that_had_none_is_found(written: Path) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("INSERT INTO private VALUES (1, 3, x'00', '{\"code\":\"X\"}')")
    assert [seq for seq, _ in findings(written)] == [3]


def test_any_byte_changed_in_the_file_is_found_or_changes_nothing(written: Path, seed: int) -> None:
    """Neither the chain nor SQLite's own check sees all; together nothing that is read differs unseen."""
    chance = random.Random(seed)
    with open_reader(written) as reader:
        shown = [reader.view(view, 1) for view in VIEWS]
    path = file_of(written)
    whole = path.read_bytes()
    for _ in range(150):
        place = chance.randrange(100, len(whole))  # the first 100 bytes are SQLite's own header
        path.write_bytes(whole[:place] + bytes([whole[place] ^ chance.randrange(1, 256)]) + whole[place + 1 :])
        try:
            with open_reader(written) as reader:
                checked = list(reader.check(1))
                seen = bool(problems(checked) or reader.damage() or len(checked) < 14)
                same = seen or (
                    [each.entry and each.entry[:19] for each in checked] == [e[:19] for e in short_evening()]
                    and [reader.view(view, 1) for view in VIEWS] == shown
                )
        except StoreProblem:  # any other exception fails the test
            continue
        assert same, f"byte {place} changes what is read, and nothing notices"
    path.write_bytes(whole)


def test_a_guard_that_was_taken_off_is_named(written: Path) -> None:
    with other_tool(written, "entries_no_update") as tool:
        tool.execute("DROP INDEX entries_ticket")
        tool.execute("CREATE TRIGGER mine AFTER INSERT ON answers BEGIN SELECT 1; END")
        tool.execute("DROP VIEW tickets")
        tool.execute("CREATE VIEW tickets AS SELECT 1")
    with open_reader(written) as reader:
        assert sorted(reader.damage()) == [
            "“entries_no_update” is missing in the file.",
            "“entries_ticket” is missing in the file.",
            "“mine” in the file was not made by roomflow.",
            "“tickets” is not what roomflow made it.",
        ]


@pytest.mark.parametrize(
    ("number", "sentence"), [("'one'", "The number of a meeting is none."), ("1 << 60", "Meeting 1 is missing.")]
)
def test_a_meetings_number_that_no_desk_gives_is_named(written: Path, number: str, sentence: str) -> None:
    with other_tool(written, *GUARDS) as tool:
        tool.execute("PRAGMA ignore_check_constraints = ON")
        sql = tool.execute("SELECT sql FROM sqlite_schema WHERE name = 'entries'").fetchone()[0]
        tool.execute("PRAGMA writable_schema = ON")
        tool.execute("UPDATE sqlite_schema SET sql = replace(sql, 'STRICT', '') WHERE name = 'entries'")
        tool.commit()
        assert "STRICT" in sql
    with other_tool(written) as tool:
        tool.execute("PRAGMA ignore_check_constraints = ON")
        tool.execute("PRAGMA foreign_keys = OFF")
        tool.execute(f"UPDATE entries SET meeting = {number}")
        tool.commit()
    with open_reader(written) as reader:
        assert sentence in reader.damage()


def test_a_meeting_cut_out_and_a_private_part_alone_are_named(journal: SqliteJournal, folder: Path) -> None:
    for meeting in (1, 2, 3):
        write(journal, [opening(request=f"o{meeting}"), entry(2, private={"a": 1}, salt=b"s")], meeting)
    journal.close()
    with other_tool(folder, *GUARDS) as tool:
        tool.execute("DELETE FROM entries WHERE meeting = 2")
    with open_reader(folder) as reader:
        found = [line for line in reader.damage() if "in the file" not in line]  # the guards are off
    assert found == ["The table private has a row without its entry.", "Meeting 2 is missing."]
