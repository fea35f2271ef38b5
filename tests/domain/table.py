"""A meeting on a table: asks the rules directly, audits every entry, and keeps time by hand."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from roomflow.domain.audit import Audit
from roomflow.domain.building import Building, building_from
from roomflow.domain.codes import draw_code
from roomflow.domain.commands import Command, OpenMeeting, SendParty, Tap, Undo
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry, TicketState, Wish
from roomflow.domain.meeting import Draft, Hold, Ticket
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Secret, Stamp, secrets_needed
from roomflow.domain.spaces import Space
from roomflow.service.timers import due_first
from roomflow.settings import Figures

START = 1_768_349_700_000  # 2026-01-13 17:15 in Denver, UTC ms


def small_building(
    chamber: int = 6, a: int = 4, b: int = 3, hallway: int = 8, lobby: int = 10, accessible: Sequence[int] = (0, 0, 0)
) -> Building:
    """Few places, so that a test can say every number; `accessible` are the wheelchair spaces of the three rooms."""
    in_chamber, in_a, in_b = ({"accessible": spaces} for spaces in accessible)
    return building_from(
        {
            "name": "Small hall",
            "timezone": "America/Denver",
            "spaces": [
                {
                    "name": "Chamber",
                    "kind": "chamber",
                    "limit": chamber + 2,
                    "reserved": 2,
                    "doors": ["East", "West"],
                    **in_chamber,
                },
                {"name": "A", "kind": "overflow", "limit": a, "doors": ["Door"], **in_a},
                {"name": "B", "kind": "overflow", "limit": b, "doors": ["Door"], **in_b},
                {"name": "Hallway", "kind": "waiting", "limit": hallway},
                {"name": "Lobby", "kind": "waiting", "limit": lobby},
                {"name": "Stairs", "kind": "keep-clear", "limit": 0},
                {"name": "Plaza", "kind": "outside"},
            ],
        }
    )


class Table:
    """One meeting; `ask` returns the entries, raises Refused, and fails on any entry that breaks a rule."""

    def __init__(
        self,
        building: Building | None = None,
        seed: int = 1,
        *,
        audited: bool = True,
        figures: Figures | None = None,
        start: int = START,
        date: str = "2026-01-13",
    ) -> None:
        self.start = start
        self.chance = random.Random(seed)
        self.elapsed = 0
        self.entries: list[Entry] = []
        self.broken: list[str] = []
        self.audited = audited
        self._audit = Audit(1)
        self._asked = 0
        self._timers: dict[str, set[str]] = {}
        self.last_request = ""
        building = building or small_building()
        self.ask(OpenMeeting("City Commission", date, building, figures=figures or Figures()))

    @property
    def draft(self) -> Draft:
        return self._audit.draft

    def ask(self, command: Command, station: str = "Desk", age_ms: int = 0) -> list[Entry]:
        self._asked += 1
        self.last_request = f"{station}-{self._asked}"
        return self._decide(Request(self.last_request, station, command, None, age_ms))

    def _decide(self, request: Request) -> list[Entry]:
        secrets = tuple(
            Secret(draw_code(self.chance.getrandbits), self.chance.randbytes(16))
            for _ in range(secrets_needed(request.command))
        )
        at = self.start + self.elapsed
        entries = decide(self.draft, request, Stamp(at, at - request.age_ms, self.elapsed, secrets))
        for entry in entries:
            broken = self._audit.step(entry)
            self.broken += [f"{entry.seq} {entry.kind}: {sentence}" for sentence in broken]
            self.entries.append(entry)
        if self.audited:
            assert not self.broken, self.broken
        return entries

    def undo(self, station: str = "Desk") -> list[Entry]:
        last = self.draft.last.get(station, ())
        return self.ask(Undo(last[0].request if last else "none"), station)

    def wait(self, minutes: float = 0, seconds: float = 0) -> list[Entry]:
        """Let time pass; what falls due on the way is done at its moment."""
        until = self.elapsed + round((minutes * 60 + seconds) * 1000)
        done: list[Entry] = []
        while (due := due_first(self.draft, self._timers)) is not None and due.moment <= until:
            self.elapsed = max(self.elapsed, due.moment)
            # As the desk does: each is asked once, and a re-call that is refused leaves the end of the hold.
            self._timers.setdefault(due.hold, set()).add(due.request.id)
            with contextlib.suppress(Refused):
                done += self._decide(due.request)
        self.elapsed = until
        return done

    def send(self, people: int, wish: Wish = Wish.ANY, **more: Any) -> Entry:
        return self.ask(SendParty(people, wish=wish, **more))[0]

    def fill(self, *sizes: int) -> None:
        for size in sizes:
            self.send(size)

    def ticket(self, number: int) -> Ticket:
        return self.draft.tickets[number]

    def space(self, name: str) -> Space:
        return self.draft.spaces[name]

    def hold(self, space: str) -> Hold:
        return next(hold for hold in self.draft.holds.values() if hold.space == space)

    def numbers(self, state: TicketState) -> list[int]:
        return [ticket.number for ticket in self.draft.tickets.values() if ticket.state is state]


def refusal(table: Table, command: Command, station: str = "Desk") -> str:
    """The key of the refusal; fails where the command is accepted."""
    before = len(table.entries)
    with pytest.raises(Refused) as refused:
        table.ask(command, station)
    assert len(table.entries) == before
    assert refused.value.refusal.sentence().endswith((".", "?", "!"))
    return refused.value.refusal.key


def kinds(entries: Iterable[Entry]) -> list[str]:
    return [entry.kind for entry in entries]


def full_table(*waiting: int) -> Table:
    """All thirteen places taken and counted in; parties of these sizes wait."""
    table = Table()
    table.fill(6, 4, 3)
    for name, people in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(name, people))
    table.fill(*waiting)
    return table
