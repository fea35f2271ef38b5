"""Taps: what phones at doors have to say, made into requests whose ids are the phone's, so that twice is once.

An item's request is `DEVICE:00000042`; the store's own memory of requests is the only one. What is refused is parked
for the clerk, and the people in it are counted all the same: a refusal changes nothing about who went through the door.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import groupby
from typing import Final

import msgspec
from msgspec import Struct, field

from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import (
    Command,
    ReleaseHold,
    Return,
    SaveHeadCount,
    Seat,
    SeatSpeaker,
    StartHeadCount,
    StepOut,
    Tap,
    Undo,
)
from roomflow.domain.counting import TAP_PEOPLE_MAX
from roomflow.domain.meeting import Meeting
from roomflow.domain.refusals import Refusal
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer
from roomflow.store.stations import LOST
from roomflow.web.access import Station
from roomflow.web.bodies import Item, TapsBody
from roomflow.web.handover import Handover
from roomflow.web.ledger import Ledger, Parked
from roomflow.web.limits import NUMBER_DIGITS
from roomflow.web.words import Shape, refused, told

DEVICES_MAX: Final = 2_000
"""So many phones are remembered; of one that was forgotten the log is asked again."""
DEVICE_SHOWN: Final = 4
TAP: Final = "tap"
WITHDRAWN: Final = "withdrawn"
SPEAKER: Final = "speaker"
OF_A_HOLD: Final = ("back", "gone")


class Device(Struct):
    """What is known of one phone in one meeting: how far it was heard without a gap, and its people in and out."""

    n: int = 0
    people_in: int = 0
    people_out: int = 0
    parked: dict[int, str] = field(default_factory=dict)
    """The sentences of what was parked, by number, for who asks again."""
    done: dict[int, int] = field(default_factory=dict)
    """For a number the entry its effect ends with; of those a picture may not have yet."""
    shown: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def applied(self, seq: int) -> int:
        """The highest number without a gap whose effect is in a picture that ends with entry `seq`."""
        while self.done.get(self.shown + 1, seq + 1) <= seq:
            self.shown += 1
            del self.done[self.shown]
        return self.shown


def request_id(device: str, n: int) -> str:
    return f"{device}:{n:0{NUMBER_DIGITS}}"


def station_words(station: Station, device: str) -> str:
    """How the log names a phone: its door and a mark, for two phones may stand at one door."""
    return f"{station.door or station.space or station.name} ({device[:DEVICE_SHOWN]})"


class Taps:
    """On the loop of the staff listener. `ask` puts a request before the desk."""

    def __init__(
        self,
        ask: Callable[[Request], Future[Answer]],
        meeting: Callable[[int], Meeting | None],
        ledger: Ledger,
        handover: Handover,
    ) -> None:
        self._ask = ask
        self._handover = handover
        self._meeting = meeting
        self._ledger = ledger
        self._devices: OrderedDict[tuple[int, str], Device] = OrderedDict()

    def applied(self, meeting: int, device: str, seq: int) -> int:
        """How far a picture has what this phone did."""
        known = self._devices.get((meeting, device))
        return 0 if known is None else known.applied(seq)

    async def device(self, meeting: int, name: str) -> Device:
        """What is known of a phone; asks the log where it was not heard since the start."""
        key = (meeting, name)
        known = self._devices.get(key)
        if known is None:
            found = await self._ledger.known_of(meeting, f"{name}:")
            known = self._devices.setdefault(key, Device(found.n, found.people_in, found.people_out, shown=found.n))
            while len(self._devices) > DEVICES_MAX:
                self._devices.popitem(last=False)
        self._devices.move_to_end(key)
        return known

    async def take(self, station: Station, body: TapsBody, language: str) -> Shape:
        """Record what is new, in order, up to the first gap; the answer is what the phone may forget."""
        known = await self.device(station.meeting, body.device)
        async with known.turn:  # two tabs of one phone come one after the other
            problem = None
            if body.acknowledged > known.n:
                problem = await self._go_on_behind(station, body.device, known, body.acknowledged, language)
            for run in _runs(_in_order(body.items, known.n)) if problem is None else ():
                problem = await self._take_run(station, body.device, known, run, language)
                if problem is not None:
                    break
            last = max((item.n for item in body.items), default=known.n)
            said = body.totals if body.totals is not None and known.n == last else None
            differs = 0 if said is None else (known.people_in - said.people_in) - (known.people_out - said.people_out)
        return {
            "acknowledged": known.n,
            "parked": [
                {"n": n, "sentence": known.parked[n]} for n in sorted({i.n for i in body.items} & known.parked.keys())
            ],
            "totals": {"in": known.people_in, "out": known.people_out},
            "differs": differs,
            "problem": told(problem, language) if problem is not None else None,
        }

    async def _go_on_behind(self, station: Station, device: str, known: Device, n: int, language: str) -> str | None:
        """The log is an older copy than the phone knew: what lies between is lost for good, and the clerk hears of it.

        Waiting for it would leave everything uncounted that the phone has yet to say. Gives a sentence where the store
        did not take it.
        """
        refusal = Refusal("older-log", {"first": known.n + 1, "last": n})
        reason = {"refused": refusal.key, "values": dict(refusal.values)}
        item = msgspec.json.encode({"n": n, "kind": LOST, "after": known.n}).decode()
        words = station_words(station, device)
        problem = await self._ledger.park(Parked(station.meeting, device, n, words, item, reason))
        if problem is None:
            known.parked[n] = refused(refusal, language)
            known.n = known.shown = n
            known.done = {}
        return problem

    async def _take_run(
        self, station: Station, device: str, known: Device, run: list[Item], language: str
    ) -> str | None:
        """Items that may be asked at once; a sentence where the store did not take one, and nothing behind it."""
        asked: list[Future[Answer]] = []
        for item in run:
            future = self._ask(self._ask_item(station, device, item))
            if item.kind == TAP:
                future.add_done_callback(_noting(known, item.n))
            asked.append(future)
        for item, future in zip(run, asked, strict=True):
            answer = await self._handover.wait(future)
            problem = answer.problem or await self._settle(station, device, known, item, answer, language)
            if problem is not None:
                return problem
            known.n = item.n
            known.people_in += max(0, item.change)
            known.people_out += max(0, -item.change)
        return None

    async def _settle(
        self, station: Station, device: str, known: Device, item: Item, answer: Answer, language: str
    ) -> str | None:
        """After the answer: what was refused is counted as the fact it is, and parked."""
        seq = answer.entries[-1].seq if answer.entries else 0
        refusal = None if item.kind == WITHDRAWN else answer.refusal
        reached = self._reaches_out(station, item)
        if is_elsewhere(item, station):
            refusal = Refusal("other-door", {"place": item.door or item.space})
        elif refusal is not None and item.kind != TAP:
            refusal = reached or refusal
            for fact in self._facts(station, device, item):
                counted = await self._handover.wait(self._ask(fact))
                if counted.problem is not None:
                    return counted.problem
                seq = counted.entries[-1].seq if counted.entries else seq
        if refusal is not None:
            reason = {"refused": refusal.key, "values": dict(refusal.values)}
            words = station_words(station, device)
            parked = Parked(station.meeting, device, item.n, words, msgspec.json.encode(item).decode(), reason)
            problem = await self._ledger.park(parked)
            if problem is not None:
                return problem
            known.parked[item.n] = refused(refusal, language)
        known.done.setdefault(item.n, seq)
        return None

    def _ask_item(self, station: Station, device: str, item: Item) -> Request:
        is_taken = not is_elsewhere(item, station) and self._reaches_out(station, item) is None
        kind = item.kind if is_taken else WITHDRAWN
        command = command_of(kind, item, station.space or "", station.door, device)
        words = station_words(station, device)
        return Request(request_id(device, item.n), words, command, station.meeting, item.age_ms)

    def _reaches_out(self, station: Station, item: Item) -> Refusal | None:
        """Why an item is not for its station: a door has what is held in its own space, and a room no speakers."""
        meeting = self._meeting(station.meeting)
        if meeting is None:
            return None
        hold = meeting.holds.get(item.hold or "")
        if item.kind in OF_A_HOLD and hold is not None and hold.space != station.space:
            return Refusal("no-hold", {})
        there = meeting.spaces.get(station.space or "")
        if item.kind == SPEAKER and (there is None or there.kind is not SpaceKind.CHAMBER):
            return Refusal("too-few-on-deck", {"held": 0, "people": 1})
        return None

    def _facts(self, station: Station, device: str, item: Item) -> Iterator[Request]:
        """The people of a refused item, as taps: who went through the door is counted whatever the desk says."""
        words = station_words(station, device)
        left, step = abs(item.change), 1 if item.change > 0 else -1
        while left > 0:
            people = min(left, TAP_PEOPLE_MAX)
            name = f"{request_id(device, item.n)}.fact{left}"
            left -= people
            command = Tap(station.space or "", step * people, station.door)
            yield Request(name, words, command, station.meeting, item.age_ms)


def is_elsewhere(item: Item, station: Station) -> bool:
    """Whether it was done at another door than its station's: a token counts at its own door only."""
    return item.space is not None and (item.space, item.door) != (station.space, station.door)


def command_of(kind: str, item: Item, space: str, door: str | None, device: str) -> Command:
    """What an item asks. `withdrawn` asks for what nobody can have, so that its number is remembered and no more."""
    match kind:
        case "tap":
            return Tap(space, item.change, door)
        case "seat" | "already":
            return Seat(item.ticket or 0, space, already_counted=kind == "already")
        case "speaker":
            return SeatSpeaker()
        case "back":
            return Return(item.hold or "", item.change, door)
        case "gone":
            return ReleaseHold(item.hold or "")
        case "step-out":
            return StepOut(space, -item.change, door)
        case "count-start":
            return StartHeadCount(space)
        case "count-save":
            return SaveHeadCount(space, item.counted or 0)
        case "undo":
            return Undo(request_id(device, item.of or 0))
        case _:
            return Undo(request_id(device, item.n))


def _in_order(items: list[Item], after: int) -> list[Item]:
    """The new items without a gap behind a number."""
    found: list[Item] = []
    for item in sorted(items, key=lambda each: each.n):
        if item.n == after + len(found) + 1:
            found.append(item)
    return found


def _runs(items: list[Item]) -> Iterator[list[Item]]:
    """Taps, which are always taken, go together in one commit; all else waits for what was before it."""
    for is_tap, together in groupby(items, key=lambda item: item.kind == TAP):
        run = list(together)
        yield from [run] if is_tap else ([item] for item in run)


def _noting(known: Device, n: int) -> Callable[[Future[Answer]], None]:
    """Notes on the desk's own thread, before it tells anybody, which entry a tap became."""

    def note(future: Future[Answer]) -> None:
        answer = future.result() if not future.cancelled() and future.exception() is None else None
        if answer is not None and answer.entries:
            known.done.setdefault(n, answer.entries[-1].seq)

    return note
