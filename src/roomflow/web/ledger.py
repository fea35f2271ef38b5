"""The ledger: what the web part keeps in the log's file, each asked of the desk's own thread."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Any, Final, TypeVar

from msgspec import Struct

from roomflow.service.clock import Clock
from roomflow.service.desk import Desk
from roomflow.store import stations as table
from roomflow.store.journal import Journal, StoreProblem
from roomflow.store.sqlite import SqliteJournal
from roomflow.web.limits import NUMBER_DIGITS

KEPT_SECONDS_MAX: Final = 30.0

Result = TypeVar("Result")


class Parked(Struct, frozen=True):
    """What of a phone waits for the clerk; `item` is its JSON, `reason` a refusal's word and values."""

    meeting: int
    device: str
    n: int
    station: str
    item: str
    reason: Mapping[str, Any]
    at: int = 0
    seen_at: int | None = None


class Ledger:
    """Any thread may call the plain ones; those that are awaited belong to the staff listener's loop."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        self._desk = desk
        self._clock = clock

    def now(self) -> int:
        return self._clock.read().at

    def _run(self, act: Callable[[SqliteJournal], Result]) -> Future[Result]:
        def errand(journal: Journal) -> Result:
            assert isinstance(journal, SqliteJournal), "stations are kept in the file of a log"
            return act(journal)

        return self._desk.errand(errand)

    def stations(self) -> list[table.StationRow]:
        """Every station. Raises StoreProblem."""
        return self._run(table.stations).result(KEPT_SECONDS_MAX)

    def keep_station(self, row: table.StationRow) -> table.StationRow:
        """Write a new station down. Raises StoreProblem."""
        return self._run(lambda journal: table.keep_station(journal, row)).result(KEPT_SECONDS_MAX)

    def revoke(self, number: int) -> None:
        """Take a token back for good. Raises StoreProblem."""
        at = self.now()
        self._run(lambda journal: table.revoke_station(journal, number, at)).result(KEPT_SECONDS_MAX)

    def parked(self, meeting: int) -> list[Parked]:
        """What waits for the clerk in a meeting. Raises StoreProblem."""
        return _unseen(self._run(table.parked).result(KEPT_SECONDS_MAX), meeting)

    def see(self, parked: Parked) -> None:
        """The clerk has seen to it. Raises StoreProblem."""
        at = self.now()
        seen = self._run(lambda journal: table.see_parked(journal, parked.meeting, parked.device, parked.n, at))
        seen.result(KEPT_SECONDS_MAX)

    async def keep_station_soon(self, row: table.StationRow) -> table.StationRow:
        return await asyncio.wrap_future(self._run(lambda journal: table.keep_station(journal, row)))

    async def parked_soon(self, meeting: int) -> list[Parked]:
        return _unseen(await asyncio.wrap_future(self._run(table.parked)), meeting)

    async def known_of(self, meeting: int, prefix: str) -> table.Known:
        """How far a phone was heard. Raises StoreProblem."""
        return await asyncio.wrap_future(
            self._run(lambda journal: table.known_of(journal, meeting, prefix, NUMBER_DIGITS))
        )

    async def park(self, parked: Parked) -> str | None:
        """Put an item by; a sentence where that could not be."""
        row = table.ParkedRow(
            parked.meeting,
            parked.device,
            parked.n,
            parked.station,
            self.now(),
            parked.item,
            json.dumps(dict(parked.reason), ensure_ascii=False),
        )
        try:
            await asyncio.wrap_future(self._run(lambda journal: table.park(journal, row)))
        except StoreProblem as problem:
            return problem.sentence
        return None


def _unseen(rows: list[table.ParkedRow], meeting: int) -> list[Parked]:
    return [
        Parked(row.meeting, row.device, row.n, row.station, row.item, json.loads(row.reason), row.at, row.seen_at)
        for row in rows
        if row.meeting == meeting and row.seen_at is None
    ]
