"""Evenings put together by hand, figure by figure, for pictures and tests of the Desk page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from roomflow.domain.building import Building, read_building
from roomflow.domain.codes import code_of
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.meeting import Draft, Hold, HoldKind, Meeting, Ticket, publish
from roomflow.domain.spaces import Space
from roomflow.settings import MINUTE_MS

STATION = "Desk"
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "building.toml"
Figures = Mapping[str, tuple[int, int]]
"""Inside and held of each space."""


def clock(text: str, zone: str = "America/Denver") -> int:
    """UTC ms of a time of the sample evening in the building's zone."""
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    local = datetime(2026, 1, 13, hours, minutes, seconds, tzinfo=ZoneInfo(zone))
    return int(local.astimezone(UTC).timestamp() * 1000)


def elapsed(text: str) -> int:
    """ms of the meeting's own clock at a time of the evening; it was opened at 17:15."""
    return clock(text) - clock("17:15:00")


class Evening:
    """A meeting put together by hand."""

    def __init__(self, building: Building, now: str) -> None:
        self.draft = Draft(1, "City Commission", "2026-01-13", building, call_to_order="18:00", doors_open="17:15")
        self.draft.at, self.draft.elapsed = clock(now), elapsed(now)
        self.draft.marks["called-to-order"] = clock("18:00:00")
        self.draft.whole = building
        self.draft.spaces = {plan.name: Space(plan, plan.limit, plan.reserved) for plan in building.spaces}
        self.draft.seq = 400

    def figures(self, figures: Figures) -> None:
        for name, (inside, held) in figures.items():
            self.draft.spaces[name] = replace(self.draft.spaces[name], inside=inside, held=held)

    def counted(self, space: str, at: str, **changes: Any) -> None:
        now = self.draft.spaces[space]
        counted = replace(now, counted_elapsed=elapsed(at), counted_at=clock(at), **changes)
        self.draft.spaces[space] = counted

    def entry(self, kind: Kind, at: str, **columns: Any) -> Entry:
        self.draft.seq += 1
        seq = self.draft.seq
        made = Entry(seq, kind.value, clock(at), clock(at), elapsed(at), STATION, f"request-{seq}", **columns)
        self.draft.recent.append(made)
        self.draft.last[STATION] = (made,)
        return made

    def ticket(self, number: int, people: int, issued: str, wish: Wish = Wish.ANY, **changes: Any) -> Ticket:
        # An invented code: the first number from here on that has a printable check symbol.
        code = next(found for value in range(number * 10**15, number * 10**15 + 99) if (found := code_of(value)))
        made = Ticket(
            number, people, wish, TicketState.WAITING, (1, number), code, accessible=False,
            issued_at=clock(issued), changed_at=clock(issued), issued_elapsed=elapsed(issued),
        )  # fmt: skip
        self.draft.tickets[number] = replace(made, **changes)
        self.draft.codes[code] = number
        if self.draft.tickets[number].state is TicketState.WAITING:
            self.draft.line.join(made.bucket, made.order, number)
        return self.draft.tickets[number]

    def called(self, number: int, people: int, issued: str, room: str, called: str) -> None:
        entry = self.entry(Kind.CALLED, called, ticket=number, people=people, space=room, held=people)
        hold = str(entry.seq)
        self.ticket(number, people, issued, state=TicketState.CALLED, space=room, hold=hold)
        deadline = elapsed(called) + 5 * MINUTE_MS
        self.draft.holds[hold] = Hold(hold, HoldKind.CALLED, room, people, number, elapsed(called), deadline)

    def sent(self, people: int, room: str, at: str, left_ms: int | None = None) -> Entry:
        entry = self.entry(Kind.SENT, at, people=people, space=room, held=people, details={"wish": "any"})
        hold = str(entry.seq)
        deadline = self.draft.elapsed + left_ms if left_ms is not None else elapsed(at) + 5 * MINUTE_MS
        self.draft.holds[hold] = Hold(hold, HoldKind.ON_THE_WAY, room, people, None, elapsed(at), deadline)
        return entry

    def step_out(self, room: str, at: str, people: int = 1) -> str:
        entry = self.entry(Kind.STEPPED_OUT, at, space=room, people=people, change=-people, held=people)
        hold = str(entry.seq)
        deadline = elapsed(at) + 10 * MINUTE_MS
        self.draft.holds[hold] = Hold(hold, HoldKind.STEPPED_OUT, room, people, None, elapsed(at), deadline)
        return hold

    def meeting(self) -> Meeting:
        # As the log has them: the newest last.
        self.draft.recent = type(self.draft.recent)(sorted(self.draft.recent, key=lambda entry: entry.at), maxlen=60)
        return publish(self.draft, head="0" * 64)


def sample_building() -> Building:
    return read_building(SAMPLE.read_bytes())
