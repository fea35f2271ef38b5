"""The views: hand-computed figures of a short evening, and the same figures as the fold on random evenings."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from roomflow.domain.building import building_from
from roomflow.domain.commands import (
    Adjourn,
    Back,
    CallNext,
    Close,
    Leave,
    Miss,
    OpenMeeting,
    SaveHeadCount,
    Seat,
    SendParty,
    Tap,
)
from roomflow.domain.events import Entry, Wish
from roomflow.domain.fold import fold
from roomflow.domain.refusals import Refused
from roomflow.store.journal import Batch
from roomflow.store.sqlite import SqliteJournal, open_journal, open_reader
from tests.domain.table import Table
from tests.store.entries import entry, issued, opening, short_evening, tap, write
from tests.store.tool import other_tool

COLUMNS = {
    "occupancy": ["meeting", "space", "kind", "limit", "reserved", "inside", "held", "free"],
    "tickets": ["meeting", "number", "party", "state", "issued_at", "called_at", "seated_at", "space"],
    "attendance": ["meeting", "seq", "at", "space", "door", "change", "inside", "station", "what"],
    "meetings": ["meeting", "name", "date", "practice", "opened_at", "closed_at", "entries"],
}


def rows(journal: SqliteJournal, view: str, meeting: int = 1) -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in journal.view(view, meeting)]


@pytest.mark.parametrize("view", COLUMNS)
def test_the_columns_are_those_promised(journal: SqliteJournal, view: str) -> None:
    write(journal, short_evening())
    assert list(journal.view(view, 1)[0] if journal.view(view, 1) else []) == COLUMNS[view]


def test_occupancy_is_what_the_entries_come_to(journal: SqliteJournal) -> None:
    write(journal, short_evening())
    assert rows(journal, "occupancy") == [
        (1, "Chamber", "chamber", 12, 2, 3 - 1 + 5, 4 - 3 + 2 - 2, 12 - 2 - 7 - 1),
        (1, "Room A", "overflow", 6, 0, 5, 5 - 5 + 1, 0),
        (1, "Hallway", "waiting", 40, 0, 5 + 2 - 5 + 1 - 1, 0, 38),
        (1, "Plaza", "outside", None, 0, 0, 0, 0),
    ]


def test_tickets_have_their_last_state_and_the_times_that_stand(journal: SqliteJournal) -> None:
    write(journal, short_evening())
    minute = "2026-01-14T01:00"
    assert rows(journal, "tickets") == [
        (1, 101, 5, "seated", f"{minute}:03.993Z", f"{minute}:05.993Z", f"{minute}:06.993Z", "Room A"),
        (1, 102, 2, "called", f"{minute}:04.993Z", f"{minute}:09.993Z", None, "Room A"),
        (1, 103, 1, "cancelled", f"{minute}:07.993Z", None, None, None),
    ]  # fmt: skip


def test_attendance_has_a_row_for_each_leg_and_a_running_count(journal: SqliteJournal) -> None:
    write(journal, short_evening())
    assert rows(journal, "attendance") == [
        (1, 3, "2026-01-14T01:00:03.000Z", "Chamber", "North", 3, 3, "desk 1", "tapped"),
        (1, 4, "2026-01-14T01:00:04.000Z", "Hallway", None, 5, 5, "desk 1", "issued"),
        (1, 5, "2026-01-14T01:00:05.000Z", "Hallway", None, 2, 7, "desk 1", "issued"),
        (1, 7, "2026-01-14T01:00:07.000Z", "Hallway", None, -5, 2, "desk 1", "seated"),
        (1, 7, "2026-01-14T01:00:07.000Z", "Room A", None, 5, 5, "desk 1", "seated"),
        (1, 8, "2026-01-14T01:00:08.000Z", "Hallway", None, 1, 3, "desk 1", "issued"),
        (1, 9, "2026-01-14T01:00:09.000Z", "Hallway", None, -1, 2, "desk 1", "undone"),
        (1, 12, "2026-01-14T01:00:12.000Z", "Chamber", "South", -1, 2, "desk 1", "tapped"),
        (1, 13, "2026-01-14T01:00:13.000Z", "Plaza", None, 0, 0, "desk 1", "tapped"),  # an unmatched exit
        (1, 14, "2026-01-14T01:00:14.000Z", "Chamber", None, 5, 7, "desk 1", "counted"),
    ]


def test_meetings_say_when_they_began_and_ended(journal: SqliteJournal) -> None:
    write(journal, short_evening())
    name = "Consejo municipal, sesión “abierta”"
    assert rows(journal, "meetings") == [(1, name, "2026-01-13", 0, "2026-01-14T01:00:00.993Z", None, 14)]
    write(journal, [entry(15, "adjourned"), entry(16, "closed")])
    assert rows(journal, "meetings") == [
        (1, name, "2026-01-13", 0, "2026-01-14T01:00:00.993Z", "2026-01-14T01:00:15.993Z", 16)
    ]


def test_a_call_taken_back_leaves_the_call_before_it(journal: SqliteJournal) -> None:
    def called(seq: int) -> Entry:
        return entry(seq, "called", space="Room A", ticket=101, people=2, state="called", held=2)

    gone = {"space": "Room A", "ticket": 101, "people": 2, "held": -2}
    evening = [
        opening(), issued(2, 101, 2), called(3), entry(4, "missed", state="missed", **gone),
        entry(5, "back", ticket=101, state="waiting"), called(6),
        entry(7, "undone", state="waiting", undoes=6, **gone),
    ]  # fmt: skip
    write(journal, evening)
    row = journal.view("tickets", 1)[0]
    assert (row["state"], row["called_at"], row["space"]) == ("waiting", "2026-01-14T01:00:02.993Z", None)


def test_a_seat_taken_back_is_a_call_again_in_the_room_it_was_moved_to(journal: SqliteJournal) -> None:
    where = {"ticket": 101, "people": 2}
    evening = [
        opening(), issued(2, 101, 2), entry(3, "called", space="Chamber", state="called", held=2, **where),
        entry(4, "moved", space="Room A", held=2, from_space="Chamber", from_held=-2, **where),
        entry(5, "seated", space="Room A", state="seated", change=2, held=-2, **where),
        entry(6, "undone", space="Room A", state="called", change=-2, held=2, undoes=5, **where),
    ]  # fmt: skip
    write(journal, evening)
    row = journal.view("tickets", 1)[0]
    assert (row["state"], row["seated_at"], row["space"]) == ("called", None, "Room A")


def test_each_meeting_is_counted_by_itself(journal: SqliteJournal) -> None:
    write(journal, short_evening())
    second = [each._replace(request=f"second {each.request}") for each in short_evening()]
    write(journal, second, meeting=2)
    for view in COLUMNS:
        one, two = rows(journal, view), rows(journal, view, 2)
        assert [row[1:] for row in one] == [row[1:] for row in two]
        assert {row[0] for row in two} == {2}


@pytest.mark.parametrize("ms", [0, 1, 999, 1_768_352_400_123, 253_402_300_799_999])
def test_times_keep_every_millisecond(journal: SqliteJournal, ms: int) -> None:
    write(journal, [opening(happened=ms)])
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
    assert journal.view("meetings", 1)[0]["opened_at"] == moment.isoformat(timespec="milliseconds").replace(
        "+00:00", "Z"
    )


def test_a_person_with_plain_sqlite3_reads_the_views(written: Path) -> None:
    with other_tool(written) as tool:
        for view, names in COLUMNS.items():
            cursor = tool.execute(f"SELECT * FROM {view}")
            assert cursor.fetchall()
            assert [column[0] for column in cursor.description] == names
        assert tool.execute("SELECT \"limit\" FROM occupancy WHERE space = 'Chamber'").fetchone() == (12,)


# --- random evenings by the rules themselves ----------------------------------------------------------


def _random_command(table: Table, chance: random.Random) -> Callable[[], object]:
    ticket = chance.choice(list(table.draft.tickets) or [101])
    space = chance.choice(["Chamber", "A", "B", "Hallway", "Lobby", "Stairs"])
    party = SendParty(chance.randint(1, 4), chance.random() < 0.2, chance.choice(list(Wish)))
    return chance.choice(
        [
            *[lambda: table.ask(party)] * 6,
            *[lambda: table.ask(Tap(space, chance.choice([-3, -2, -1, 1, 1, 2, 3])))] * 5,
            *[lambda: table.ask(CallNext())] * 3,
            *[lambda: table.ask(Seat(ticket))] * 3,
            lambda: table.ask(Seat(ticket, already_counted=True)),
            lambda: table.ask(Miss(ticket)),
            lambda: table.ask(Back(ticket)),
            lambda: table.ask(Leave(ticket)),
            lambda: table.ask(SaveHeadCount(space, chance.randint(0, 8))),
            *[lambda: table.undo()] * 3,
            lambda: table.wait(seconds=chance.randint(1, 200)),
        ]
    )  # fmt: skip


def random_evening(chance: random.Random, steps: int) -> Table:
    table = Table(seed=chance.getrandbits(32))
    for _ in range(steps):
        table.elapsed += chance.randint(0, 4_000)
        try:
            _random_command(table, chance)()
        except Refused:
            continue
    return table


def test_the_views_come_to_the_same_as_the_fold_on_random_evenings(journal: SqliteJournal, seed: int) -> None:
    chance = random.Random(seed)
    for meeting in range(1, 9):
        table = random_evening(chance, 150)
        entries = [each._replace(request=f"{meeting} {each.request}") for each in table.entries]
        if chance.random() < 0.5:
            table.ask(Adjourn())
            table.ask(Close())
            entries = [each._replace(request=f"{meeting} {each.request}") for each in table.entries]
        write(journal, entries, meeting)
        _compare(journal, meeting, entries)


def _compare(journal: SqliteJournal, meeting: int, entries: list[Entry]) -> None:
    draft = fold(meeting, journal.read(meeting))
    assert [
        (row["space"], row["kind"], row["limit"], row["reserved"], row["inside"], row["held"], row["free"])
        for row in journal.view("occupancy", meeting)
    ] == [(s.name, s.kind, s.limit, s.reserved, s.inside, s.held, s.free) for s in draft.spaces.values()]
    tickets = journal.view("tickets", meeting)
    assert [(row["number"], row["party"], row["state"], row["space"]) for row in tickets] == [
        (t.number, t.people, t.state, t.space) for t in draft.tickets.values()
    ]
    assert [row["seated_at"] is None for row in tickets] == [t.seated_at is None for t in draft.tickets.values()]
    inside = dict.fromkeys(draft.spaces, 0)
    for row in journal.view("attendance", meeting):
        inside[row["space"]] += row["change"]
        assert row["inside"] == inside[row["space"]]
    assert inside == {name: space.inside for name, space in draft.spaces.items()}
    assert journal.meetings()[-1].closed == (draft.phase == "closed")
    assert journal.meetings()[-1].entries == len(entries)


def test_a_wrong_column_would_show_against_the_fold(journal: SqliteJournal, seed: int) -> None:
    """The control: the comparison above is able to fail."""
    table = random_evening(random.Random(seed), 60)
    last = table.entries[-1]
    forged = [*table.entries, tap(last.seq + 1, "A", 1, elapsed=last.elapsed)]
    write(journal, forged)
    counted = {row["space"]: row["inside"] for row in journal.view("occupancy", 1)}
    assert counted["A"] == table.space("A").inside + 1


def test_every_question_about_a_meeting_is_answered_by_an_index(journal: SqliteJournal) -> None:
    """No view reads the whole table to answer for one meeting, but occupancy, which reads two small indexes."""
    write(journal, short_evening())
    for view in COLUMNS:
        plan = journal._connection.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {view} WHERE meeting = 1").fetchall()
        scans = [line[3] for line in plan if line[3].startswith("SCAN entries") and "COVERING INDEX" not in line[3]]
        assert scans == []


@pytest.mark.bench
def test_the_views_are_quick_at_100_000_entries(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = [opening()]
    while len(entries) < 100_000:
        seq = len(entries) + 1
        if seq % 5 == 0:
            entries.append(issued(seq, 100 + seq // 5, 2))
        elif seq % 5 == 1 and seq > 6:
            entries.append(
                entry(
                    seq, "seated", space="Room A", ticket=100 + seq // 5, people=2, state="seated", change=2,
                    from_space="Hallway", from_change=-2,
                )
            )  # fmt: skip
        else:
            entries.append(tap(seq, "Chamber", 1 if seq % 2 else -1, door="North"))
    with open_journal(folder, practice=False) as journal:
        began = time.perf_counter()
        journal.append([Batch(1, 0, entries, [])])
        took = {"append in one commit": time.perf_counter() - began}
    with open_reader(folder) as reader:
        asks: dict[str, Callable[[], object]] = {
            "read": lambda: reader.read(1),
            "check": lambda: list(reader.check(1)),
            "quick check and guards": reader.damage,
            **{view: partial(reader.view, view, 1) for view in COLUMNS},
        }
        for name, ask in asks.items():
            began = time.perf_counter()
            assert ask() is not None
            took[name] = time.perf_counter() - began
    with capsys.disabled():
        print("\n" + "\n".join(f"{name:>24} {1000 * seconds:8.0f} ms" for name, seconds in took.items()))


def test_a_meeting_is_opened_by_the_rules_as_the_views_read_it(journal: SqliteJournal) -> None:
    """Names in the first entry's details that the views depend on."""
    building = building_from(
        {"name": "Hall", "timezone": "UTC", "spaces": [{"name": "Ä “x”", "kind": "chamber", "limit": 3}]}
    )
    table = Table(building)
    assert isinstance(OpenMeeting("x", "2026-01-13", building), OpenMeeting)
    write(journal, table.entries)
    assert rows(journal, "occupancy") == [(1, "Ä “x”", "chamber", 3, 0, 0, 0, 3)]
    assert journal.meetings()[0].name == "City Commission"
