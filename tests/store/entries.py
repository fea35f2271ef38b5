"""Entries made by hand for the tests of the store: a short evening in which every figure can be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from roomflow.domain.events import Entry
from roomflow.store.journal import Batch, StoredAnswer
from roomflow.store.sqlite import SqliteJournal

START = 1_768_352_400_000
"""2026-01-14 01:00:00 UTC, 18:00 in Denver."""
CODE = "7ZZZZZZZZZZZZZZZF"
SPACES = (
    {"name": "Chamber", "kind": "chamber", "limit": 12, "reserved": 2},
    {"name": "Room A", "kind": "overflow", "limit": 6, "reserved": 0},
    {"name": "Hallway", "kind": "waiting", "limit": 40, "reserved": 0},
    {"name": "Plaza", "kind": "outside", "limit": None, "reserved": 0},
)
OPENED = {
    "name": "Consejo municipal, sesión “abierta”",
    "date": "2026-01-13",
    "practice": False,
    "building": {"name": "City Hall", "timezone": "America/Denver", "spaces": list(SPACES)},
}


def entry(seq: int, kind: str = "tapped", **columns: Any) -> Entry:
    """An entry `seq` seconds after the start; what matters to a test is in `columns`."""
    at = START + seq * 1_000
    plain: dict[str, Any] = {
        "at": at, "happened": at - 7, "elapsed": seq * 1_000, "station": "desk 1", "request": f"r{seq}",
    }  # fmt: skip
    return Entry(seq, kind, **{**plain, **columns})


def opening(**columns: Any) -> Entry:
    return entry(1, "opened", **{"details": OPENED, **columns})


def tap(seq: int, space: str = "Chamber", change: int = 1, **columns: Any) -> Entry:
    return entry(seq, space=space, change=change, people=abs(change), **columns)


def taps(first: int, last: int) -> list[Entry]:
    return [tap(seq) for seq in range(first, last + 1)]


def issued(seq: int, ticket: int, people: int, code: str = CODE) -> Entry:
    return entry(
        seq, "issued", space="Hallway", ticket=ticket, people=people, state="waiting", change=people,
        details={"wish": "any", "ahead": 0}, private={"accessible": True, "code": code}, salt=b"salt of sixteen.",
    )  # fmt: skip


def short_evening() -> list[Entry]:
    """Two parties to the chamber, three tickets: one seated in Room A, one called there, one whose issue is undone."""
    return [
        opening(),
        entry(2, "sent", space="Chamber", people=4, held=4, private={"accessible": False}, salt=b"another salt"),
        tap(3, change=3, door="North", held=-3, details={"consumed": [["2", 3]]}),
        issued(4, ticket=101, people=5),
        issued(5, ticket=102, people=2, code="0" * 16 + "0"),
        entry(6, "called", space="Room A", ticket=101, people=5, state="called", held=5),
        entry(
            7, "seated", space="Room A", ticket=101, people=5, state="seated", change=5, held=-5,
            from_space="Hallway", from_change=-5,
        ),
        issued(8, ticket=103, people=1, code="0" * 15 + "11"),
        entry(
            9, "undone", space="Hallway", ticket=103, people=1, state="cancelled", change=-1, undoes=8,
            details={"kind": "issued"},
        ),
        entry(10, "called", space="Chamber", ticket=102, people=2, state="called", held=2),
        entry(11, "moved", space="Room A", ticket=102, people=2, held=1, from_space="Chamber", from_held=-2),
        tap(12, change=-1, door="South"),
        entry(13, space="Plaza", change=0, people=1, details={"unmatched": 1}),
        entry(14, "counted", space="Chamber", people=7, change=5, details={"was": 2, "since": 0}),
    ]  # fmt: skip


HEAD = "c6d148be8ea28acf20941da726389a18e691d7ef98e30eb30fd52c547e246e6b"
"""The head of the short evening, computed once with nothing but json and hashlib."""


def write(journal: SqliteJournal, entries: Iterable[Entry], meeting: int = 1) -> bytes:
    """Append entries to a meeting, wherever it is; the new head."""
    return journal.append([Batch(meeting, journal.head(meeting)[0], list(entries), [])])[0]


def answer(request: str, text: str = '{"entries":[1]}') -> StoredAnswer:
    return StoredAnswer(request, bytes(range(32)), text, START)


def file_of(folder: Path) -> Path:
    return folder / "roomflow.db"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder; two of these alike mean that nothing was touched."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.exists() else {}


def problems(checked: Iterable[Any]) -> Sequence[tuple[int, str]]:
    return [(each.seq, each.problem) for each in checked if each.problem]
