"""Verification accepts what roomflow wrote, and finds whatever another tool did to it."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from roomflow.cli import run
from roomflow.domain import guards
from roomflow.domain.commands import Adjourn, Close, OpenMeeting, StopInvitations
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry
from roomflow.domain.fold import apply, fold
from roomflow.domain.meeting import Draft
from roomflow.domain.requests import OtherMeeting, Request, Stamp
from roomflow.domain.rules import RULES, rules_of
from roomflow.reports.files import ReportError
from roomflow.reports.printed_head import read_head
from roomflow.reports.verify import Report, verify
from roomflow.reports.views import disagreements
from roomflow.store.journal import Batch
from roomflow.store.sqlite import Reader, open_journal, open_reader
from tests.domain.table import START, Table, small_building
from tests.rehearsal.played import first, first_entries, log_of_first
from tests.reports.logs import tamper, write_log
from tests.reports.stored import stored_entries

NO_HEAD_AT_ALL = ("", "abc", "g" * 64, "0" * 65)


def printed_head() -> str:
    head: str = first().summary["head"]
    return head


def last() -> int:
    return len(first_entries())


def verified(folder: Path, head: str | None = None) -> Report:
    with open_reader(folder) as reader:
        return verify(reader, head=head)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the played sample evening."""
    return log_of_first(tmp_path).parent


def opened_in(number: int, *spaces: str, beside: Sequence[int] = ()) -> list[Entry]:
    """A meeting of two entries in rooms of the small hall; `beside` are those it says were open."""
    command = OpenMeeting("Board", "2026-01-13", small_building(), practice=True, spaces=spaces)
    others = tuple(OtherMeeting(other, "Commission", (), {}, False) for other in beside)
    stamp = Stamp(START, START, 0, (), others)
    (opening,) = decide(Draft(number), Request(f"open {number}", "Desk", command), stamp)
    draft = fold(number, [opening])
    return [opening, *decide(draft, Request("stop", "Desk", StopInvitations(), number), stamp)]


def closed(entries: list[Entry]) -> list[Entry]:
    draft = fold(1, entries)
    for command in (Adjourn(), Close()):
        made = decide(draft, Request(command.__class__.__name__, "Desk", command, 1), Stamp(START, START, 0))
        for entry in made:
            apply(draft, entry)
        entries = [*entries, *made]
    return entries


def test_meetings_in_rooms_of_their_own_and_one_after_another_are_accepted(tmp_path: Path) -> None:
    write_log(tmp_path, opened_in(1, "Chamber"), opened_in(2, "A", beside=[1]))
    assert verified(tmp_path).first_bad is None
    write_log(tmp_path / "later", closed(opened_in(1, "Chamber")), opened_in(2, "Chamber"))
    assert verified(tmp_path / "later").first_bad is None


@pytest.mark.parametrize("beside", [[], [1]])
def test_a_room_used_by_two_open_meetings_is_found(tmp_path: Path, beside: list[int]) -> None:
    write_log(tmp_path, opened_in(1, "Chamber", "B"), opened_in(2, "A", "B", beside=beside))
    report = verified(tmp_path)
    assert report.first_bad == "Meeting 2: it uses B while meeting 1, which uses it, is open."
    assert report.violations == 1


def test_a_room_used_while_a_meeting_that_is_closed_by_now_was_open_is_found(tmp_path: Path) -> None:
    write_log(tmp_path, closed(opened_in(1, "B")), opened_in(2, "B", beside=[1]))
    assert verified(tmp_path).violations == 1


def test_a_log_as_it_was_written_is_accepted(folder: Path) -> None:
    report = verified(folder)
    assert report.as_dict() == {"entries": last(), "chain": True, "fold": True, "violations": 0, "head": printed_head()}
    assert (report.first_bad, report.note) == (None, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("station", "'Desk'"),
        ("at", "at + 1"),
        ("happened", "happened - 1"),
        ("people", "people + 1"),
        ("details", "replace(details, '\"', '''')"),
        ("details", "replace(details, 'any', 'anx')"),
        ("request", "'x' || request"),
        ("hash", "zeroblob(32)"),
        ("private_hash", "zeroblob(32)"),
        ("space", "'Overflow Z'"),
        ("kind", "'sest'"),
        ("station", "CAST(x'ff' AS TEXT)"),
    ],
)
def test_one_value_changed_with_another_tool_is_found_and_its_entry_named(
    folder: Path, column: str, value: str
) -> None:
    seq = next(e.seq for e in first_entries() if e.kind == "sent" and e.details["wish"] == "any" and e.seq > 100)
    tamper(folder, f"UPDATE entries SET {column} = {value} WHERE meeting = 1 AND seq = {seq}")
    report = verified(folder)
    assert not report.chain
    assert report.first_bad is not None
    assert report.first_bad.startswith("Meeting 1: ")
    assert f"ntry {seq} " in report.first_bad.replace(":", " ")


@pytest.mark.parametrize("seq", [1, 2, 700])
def test_a_change_of_the_first_entries_and_of_a_late_one_is_found_too(folder: Path, seq: int) -> None:
    tamper(folder, f"UPDATE entries SET station = 'Desk' WHERE seq = {seq}")
    report = verified(folder)
    assert report.first_bad == f"Meeting 1: Entry {seq} was changed: it does not give its hash."


def test_an_entry_taken_out_of_the_middle_is_found(folder: Path) -> None:
    tamper(folder, "DELETE FROM private WHERE seq = 300", "DELETE FROM entries WHERE seq = 300")
    report = verified(folder)
    assert (report.chain, report.fold) == (False, False)
    assert report.first_bad == "Meeting 1: Entry 300 is missing."


def test_an_entry_added_at_the_end_is_found(folder: Path) -> None:
    names = "meeting, kind, at, happened, elapsed, station, request, change, held, from_change, from_held, details"
    tamper(
        folder,
        f"INSERT INTO entries (seq, {names}, private_hash, hash) SELECT seq + 1, {names}, private_hash, hash"
        f" FROM entries WHERE seq = {last()}",
    )
    report = verified(folder)
    assert report.first_bad == f"Meeting 1: Entry {last() + 1} was changed: it does not give its hash."


def cut(folder: Path, entries: int) -> None:
    kept = last() - entries
    tamper(
        folder,
        f"DELETE FROM private WHERE seq > {kept}",
        f"DELETE FROM entries WHERE seq > {kept}",
    )


def test_ten_entries_cut_off_the_end_are_found_against_the_printed_head_alone(folder: Path) -> None:
    cut(folder, 10)
    assert verified(folder).first_bad is None
    report = verified(folder, printed_head())
    assert not report.chain
    assert report.first_bad == (
        f"No entry of this log has the head {printed_head()[:12]}…: its end was cut off, its chain was made again, "
        "or the head was mistyped; "
        f"meeting 1 ends at entry {last() - 10}."
    )


def test_a_chain_made_again_is_found_against_the_printed_head_alone(tmp_path: Path) -> None:
    entries = list(first_entries())
    entries[200] = entries[200]._replace(station="Desk")
    write_log(tmp_path, entries)
    assert verified(tmp_path).first_bad is None
    report = verified(tmp_path, printed_head())
    assert not report.chain
    assert report.first_bad is not None
    assert "its chain was made again" in report.first_bad


def test_the_printed_head_is_found_at_the_end_and_earlier(tmp_path: Path) -> None:
    entries = first_entries()
    write_log(tmp_path / "short", entries[:-10])
    earlier = verified(tmp_path / "short").head
    folder = log_of_first(tmp_path / "whole").parent
    assert verified(folder, printed_head()).note == (
        f"This log contains that evening unchanged: meeting 1 ends with that head, at entry {last()}."
    )
    report = verified(folder, earlier)
    assert report.first_bad is None
    assert report.note == (
        f"This log contains that evening unchanged (meeting 1, up to entry {last() - 10}), and 10 further entries."
    )


def test_a_head_may_be_typed_with_blanks_and_capitals() -> None:
    assert read_head(" ".join(printed_head().upper()[i : i + 8] for i in range(0, 64, 8))).hex() == printed_head()


@pytest.mark.parametrize("text", NO_HEAD_AT_ALL)
def test_what_is_no_head_is_refused(text: str) -> None:
    with pytest.raises(ReportError, match="A head is 64 letters and digits"):
        read_head(text)


def test_a_desk_that_writes_meanwhile_makes_no_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = first_entries()
    journal = open_journal(tmp_path, practice=True, durable=False)
    try:
        journal.append([Batch(1, 0, entries[:100], ())])

        def compare_late(reader: Reader, meeting: int, end: Draft) -> list[str]:
            if end.seq < 103:  # between the walk and the first looks at the views the desk writes
                journal.append([Batch(1, end.seq, [entries[end.seq]], ())])
            return list(disagreements(reader, meeting, end))

        monkeypatch.setattr("roomflow.reports.verify.disagreements", compare_late)
        report = verified(tmp_path)
    finally:
        journal.close()
    assert (report.entries, report.first_bad) == (100, None)


def test_all_meetings_of_a_log_are_read(tmp_path: Path) -> None:
    write_log(tmp_path, first_entries(), Table().entries)
    assert verified(tmp_path).entries == last() + 1
    tamper(tmp_path, "UPDATE entries SET station = 'x' WHERE meeting = 1 AND seq = 9")
    assert verified(tmp_path).first_bad == "Meeting 1: Entry 9 was changed: it does not give its hash."


def test_a_rule_that_was_broken_is_found_in_a_log_whose_chain_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = Table(audited=False)
    table.fill(6)
    monkeypatch.setattr(guards, "need_places", lambda *_, **__: None)
    monkeypatch.setattr(guards, "need_first_claim", lambda *_, **__: None)
    monkeypatch.setattr(guards, "need_count", lambda picture, room, elapsed: None)
    table.send(2)
    report = verified(write_log(tmp_path, table.entries))
    assert (report.chain, report.fold) == (True, True)
    assert report.violations > 0
    assert report.first_bad is not None
    assert report.first_bad.startswith("Meeting 1: Entry 3: rule 2: Chamber has 0 places free, this promises 2")


def test_views_that_say_something_else_than_the_fold_are_found(folder: Path) -> None:
    with open_reader(folder) as reader:
        assert list(disagreements(reader, 1, fold(1, first_entries()))) == []
        shorter = fold(1, first_entries()[:400])
        found = list(disagreements(reader, 1, shorter))
    assert [sentence.split(" dis")[0].split(" has")[0] for sentence in found] == [
        "the view occupancy",
        "the view tickets",
    ]


def test_a_view_that_was_changed_is_found(folder: Path) -> None:
    tamper(
        folder,
        "CREATE TABLE other AS SELECT * FROM occupancy",
        "DROP VIEW occupancy",
        "CREATE VIEW occupancy AS SELECT * FROM other WHERE space <> 'Lobby'",
    )
    report = verified(folder)
    assert not report.fold
    assert any("occupancy" in sentence for sentence in report.findings)


def test_an_emptied_private_part_leaves_the_log_whole(folder: Path) -> None:
    tamper(folder, "UPDATE private SET salt = NULL, body = NULL")
    assert verified(folder).as_dict() == verified(folder, printed_head()).as_dict()
    assert verified(folder).first_bad is None


def test_a_private_part_that_was_changed_is_found(folder: Path) -> None:
    seq = next(entry.seq for entry in first_entries() if entry.kind == "issued")
    tamper(folder, f"UPDATE private SET body = replace(body, 'false', 'true') WHERE seq = {seq}")
    first_bad = verified(folder).first_bad
    assert first_bad is not None
    assert f"private part of entry {seq} was changed" in first_bad


def test_a_practice_log_that_was_made_to_look_real_is_found(folder: Path) -> None:
    tamper(folder, "UPDATE folder SET practice = 0")
    first_bad = verified(folder).first_bad
    assert first_bad == "Meeting 1: it was opened as practice, and the folder says otherwise."


@pytest.mark.parametrize("number", [None, RULES + 1])
def test_what_other_rules_allowed_is_said_as_such_and_is_no_finding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int | None
) -> None:
    entries = list(stored_entries())
    if number is not None:
        entries[0] = entries[0]._replace(details={**entries[0].details, "rules": number})
    folder = write_log(tmp_path, entries)
    report = verified(folder)
    assert report.first_bad is None
    assert report.violations == 0
    named = "before rules had numbers" if number is None else f"under rules {number}"
    assert report.otherwise[0].startswith(f"Meeting 1 was written {named}, and today's are rules {RULES}.")
    assert "Entry 364" in report.otherwise[1]
    assert run(["verify", "--data", str(folder)]) == 0
    assert named in capsys.readouterr().out


def test_under_todays_rules_the_same_entries_are_violations_and_a_changed_one_is_found_under_any(
    tmp_path: Path,
) -> None:
    entries = list(stored_entries())
    entries[0] = entries[0]._replace(details={**entries[0].details, "rules": RULES})
    report = verified(write_log(tmp_path / "today", entries))
    assert report.violations > 0
    assert report.otherwise == ()
    earlier = write_log(tmp_path / "earlier", stored_entries())
    tamper(earlier, "UPDATE entries SET change = change + 1 WHERE seq = 364")
    assert not verified(earlier).chain
    assert verified(earlier).first_bad is not None


def test_a_meeting_that_is_opened_names_its_rules() -> None:
    assert rules_of(Table().entries[0].details) == RULES
