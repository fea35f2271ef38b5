"""What every journal keeps to, in each journal mode; a later engine runs these same tests."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from roomflow.domain.events import NOTHING, Entry, Kind
from roomflow.store.journal import NO_HEAD, NO_MEETING, Batch, Behind, Journal, MeetingLine, StoreProblem
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from tests.store.entries import answer, entry, issued, opening, short_evening, tap, taps, write


def test_what_was_appended_is_read_back_the_same(journal: SqliteJournal) -> None:
    write(journal, short_evening())
    assert journal.read(1) == short_evening()


def test_an_entry_read_back_is_made_of_plain_values(journal: SqliteJournal) -> None:
    write(journal, [opening(), entry(2, Kind.SENT, space="Chamber", people=1, held=1)])
    read = journal.read(1)[1]
    assert type(read.kind) is str
    assert read.details is NOTHING
    assert read.private is None


def test_reading_begins_behind_a_number(journal: SqliteJournal) -> None:
    write(journal, short_evening())
    assert journal.read(1, after=11) == short_evening()[11:]
    assert journal.read(1, after=99) == []
    assert journal.read(1, to=1) == short_evening()[:1]
    assert journal.read(1, after=3, to=5) == short_evening()[3:5]
    assert journal.read(2) == []


def test_the_head_is_the_number_and_hash_of_the_last_entry(journal: SqliteJournal) -> None:
    assert journal.head(1) == (0, NO_HEAD)
    first = write(journal, [opening()])
    second = write(journal, [tap(2)])
    assert journal.head(1) == (2, second)
    assert first != second


def test_entries_may_come_one_by_one_or_together_for_the_same_head(journal: SqliteJournal, tmp_path: Path) -> None:
    for each in short_evening():
        write(journal, [each])
    with open_journal(tmp_path / "other", practice=True, durable=False) as other:
        assert write(other, short_evening()) == journal.head(1)[1]


def test_each_meeting_has_a_chain_of_its_own(journal: SqliteJournal) -> None:
    first = write(journal, [opening()])
    second = write(journal, [opening(request="again")], meeting=2)
    assert first != second
    assert journal.append([Batch(1, 1, taps(2, 3), []), Batch(2, 1, taps(2, 4), [])]) == [
        journal.head(1)[1],
        journal.head(2)[1],
    ]
    assert [journal.head(meeting)[0] for meeting in (1, 2)] == [3, 4]


def test_two_batches_of_one_meeting_may_follow_each_other(journal: SqliteJournal) -> None:
    journal.append([Batch(1, 0, [opening()], []), Batch(1, 1, [tap(2)], [])])
    assert journal.head(1)[0] == 2


def test_who_was_slower_is_told_and_nothing_is_written(journal: SqliteJournal) -> None:
    write(journal, [opening(), tap(2)])
    with pytest.raises(Behind) as behind:
        journal.append([Batch(1, 2, [tap(3)], []), Batch(1, 2, [tap(3)], [answer("x")])])
    assert (behind.value.meeting, behind.value.seq) == (1, 3)
    assert journal.head(1)[0] == 2
    assert journal.answers(1, ["x"]) == {}


def test_a_batch_that_cannot_be_stored_leaves_nothing_behind(journal: SqliteJournal) -> None:
    write(journal, [opening()])
    for bad in (tap(3, space=""), tap(4), entry(3, details={"half": 0.5}), entry(3, change=1)):
        with pytest.raises(ValueError):
            journal.append([Batch(1, 1, [tap(2), bad], [answer("x")])])
    assert journal.head(1)[0] == 1
    assert journal.answers(1, ["x"]) == {}
    write(journal, [tap(2)])


def test_an_answer_is_kept_with_its_request(journal: SqliteJournal) -> None:
    kept = answer("desk-7", '{"refused":"no-places","values":{"space":"Sala “A”"}}')
    journal.append([Batch(1, 0, [opening()], [answer("r1")])])
    journal.append([Batch(1, 1, [], [kept])])
    assert journal.answers(1, ["desk-7", "desk-8"]) == {"desk-7": kept}
    assert journal.answers(2, ["desk-7"]) == {}
    assert journal.head(1)[0] == 1, "a refusal is no entry"


def test_the_meeting_a_request_opened_is_found(journal: SqliteJournal) -> None:
    journal.append([Batch(1, 0, [opening()], [answer("r1")])])
    journal.append([Batch(2, 0, [opening(request="again")], [answer("again")])])
    assert journal.find_opening("again") == (2, answer("again"))
    assert journal.find_opening("r1") == (1, answer("r1"))
    assert journal.find_opening("r2") is None


def test_a_tap_is_no_opening(journal: SqliteJournal) -> None:
    journal.append([Batch(1, 0, [opening(), tap(2)], [answer("r1"), answer("r2")])])
    assert journal.find_opening("r2") is None


def test_an_opening_that_was_refused_is_found_too(journal: SqliteJournal) -> None:
    refused = answer("r1", '{"refused":"empty-name","values":{}}')
    assert journal.append([Batch(NO_MEETING, 0, [], [refused])]) == [NO_HEAD]
    assert journal.find_opening("r1") == (NO_MEETING, refused)
    assert journal.meetings() == []


def test_meetings_are_listed_without_reading_them(journal: SqliteJournal) -> None:
    first = write(journal, short_evening())
    second = write(journal, [opening(request="again"), entry(2, "adjourned"), entry(3, "closed")], meeting=2)
    name, date = "Consejo municipal, sesión “abierta”", "2026-01-13"
    assert journal.meetings() == [
        MeetingLine(1, name, date, practice=False, closed=False, entries=14, head=first.hex()),
        MeetingLine(2, name, date, practice=False, closed=True, entries=3, head=second.hex()),
    ]


def test_the_door_bell_rings_for_others_only(journal: SqliteJournal) -> None:
    write(journal, [opening()])
    assert not journal.changed()
    assert not journal.changed()


def test_a_closed_journal_says_so(journal: SqliteJournal) -> None:
    journal.close()
    journal.close()
    with pytest.raises(StoreProblem, match="is closed"):
        journal.read(1)


def test_a_reader_sees_what_was_committed_while_the_desk_works(journal: SqliteJournal, folder: Path) -> None:
    write(journal, [opening()])
    with open_reader(folder) as reader:
        assert reader.head(1)[0] == 1
        head = write(journal, [tap(2)])
        assert reader.head(1) == (2, head)
        assert reader.read(1) == journal.read(1)
        assert reader.meetings() == journal.meetings()
        assert reader.answers(1, ["r1"]) == {}


def test_a_reader_cannot_write(written: Path) -> None:
    with open_reader(written) as reader:
        before = reader.head(1)
        for sql in ("DELETE FROM private", "INSERT INTO folder VALUES (2, 0, '', '')", "DROP TABLE entries"):
            with pytest.raises(Exception, match="readonly"):
                reader._connection.execute(sql)
        assert reader.head(1) == before


def test_a_log_that_is_opened_again_goes_on(journal: SqliteJournal, folder: Path) -> None:
    head = write(journal, short_evening())
    journal.close()
    with open_journal(folder, practice=False, durable=False) as again:
        assert again.head(1) == (14, head)
        write(again, [tap(15)])
        assert again.read(1) == [*short_evening(), tap(15)]


def test_any_entry_that_may_be_stored_comes_back(journal: SqliteJournal, seed: int) -> None:
    chance = random.Random(seed)
    entries = [opening(), *(_any_entry(seq, chance) for seq in range(2, 200))]
    write(journal, entries)
    assert journal.read(1) == entries
    assert [each.problem for each in journal.check(1)] == [None] * len(entries)


def _any_entry(seq: int, chance: random.Random) -> Entry:
    words = ["Sala “A”", "Ünïcödé", 'a\\b"c', "\u2028\x7f\t", "😀", "x" * 200]
    space, source = chance.choice([None, *words]), chance.choice([None, *words])
    made = issued(seq, chance.randrange(1, 10**9), chance.randrange(10**6)) if chance.random() < 0.3 else entry(seq)
    return made._replace(
        at=chance.randrange(253_402_300_800_000),
        station=chance.choice(words),
        space=space,
        door=chance.choice([None, *words]),
        change=chance.randrange(-(10**6), 10**6) if space else 0,
        from_space=source,
        from_held=chance.randrange(-(10**6), 10**6) if source else 0,
        undoes=chance.choice([None, seq - 1]),
        details={chance.choice(words): chance.choice([None, True, 2**53 - 1, [], {"a": [1, {"b": "\n"}]}, *words])},
    )


def test_the_sqlite_journal_is_a_journal(journal: SqliteJournal) -> None:
    def takes(contract: Journal) -> Journal:
        return contract

    assert takes(journal) is journal
