"""Plays an evening through a running desk: the crowd's events and the desk's own timers, in order of time."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from functools import partial
from random import Random
from typing import Final

from msgspec import Struct

from roomflow.domain import commands
from roomflow.domain.calling import next_best_move
from roomflow.domain.events import Entry, Kind
from roomflow.domain.inviting import offer
from roomflow.domain.meeting import Meeting
from roomflow.domain.refusals import Refusal
from roomflow.domain.requests import Request
from roomflow.domain.spaces import waits_for_count
from roomflow.domain.timers import next_due
from roomflow.domain.waiting import waiting_space_for
from roomflow.rehearsal.crowd import MINUTE_MS, Crowd, Deed, Party, Where, station_at
from roomflow.rehearsal.files import RehearsalError
from roomflow.rehearsal.plan import Plan, not_opened, opened_before
from roomflow.rehearsal.speakers import Speakers
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk

ANSWER_SECONDS_MAX: Final = 60.0
"""A desk that answers nothing for so long is broken; an answer takes a thousandth of a second."""
DESK: Final = "desk"

Progress = Callable[[int, int], None]
"""Called once a simulated minute with the minutes played and all of the evening."""


class Played(Struct, frozen=True):
    """What came of it: the meeting's number, who really is where, and every no of the desk."""

    meeting: int
    crowd: Crowd
    refusals: tuple[Refusal, ...]


def play(desk: Desk, clock: SimulatedClock, plan: Plan, progress: Progress | None = None) -> Played:
    """Play the whole evening, from the opening to the close of the log; raises RehearsalError with a sentence.

    The desk runs, on that clock, which shows the start of the plan.
    """
    return _Play(desk, clock, plan, progress).run()


class _Play:
    """One evening being played. Times (`now`, `when`) are ms since the doors opened."""

    def __init__(self, desk: Desk, clock: SimulatedClock, plan: Plan, progress: Progress | None) -> None:
        self.desk = desk
        self.clock = clock
        self.plan = plan
        self.opening = plan.opening
        self.progress = progress
        self.behaviour = plan.evening.behaviour
        self.chance = Random(f"{plan.seed} crowd")
        self.crowd = Crowd(plan.arrivals, self.behaviour, self.chance)
        self.speakers = Speakers(plan.seed, self.crowd)
        self.doors = {room.name: room.doors for room in plan.building.rooms}
        self.number: int | None = None
        self.now = 0
        self.asked = 0
        self.woken = -1
        self.refusals: list[Refusal] = []
        self._queue: list[tuple[int, int, Callable[[], object]]] = []
        self._queued = 0

    # --- the order of time ---

    def later(self, when: int, deed: Callable[[], object]) -> None:
        self._queued += 1
        heapq.heappush(self._queue, (when, self._queued, deed))

    def run(self) -> Played:
        self._open()
        self._plan_evening()
        while self._queue and self._queue[0][0] < self.plan.length:
            when, _, deed = self._queue[0]
            if not self._timers_until(when):
                heapq.heappop(self._queue)
                self._set(when)
                deed()
            self._call_next()
            self._count_first()
        while self._timers_until(self.plan.length):
            self._call_next()
            self._count_first()
        self._set(self.plan.length)
        self.ask(DESK, commands.Adjourn())
        self.ask(DESK, commands.Close())
        assert self.number is not None
        return Played(self.number, self.crowd, tuple(self.refusals))

    def _set(self, now: int) -> None:
        self.clock.advance(now - self.now)
        self.now = now

    def _timers_until(self, when: int) -> bool:
        """Let the desk do what falls due next, if that is not after `when`; whether there was anything."""
        due = next_due(self.meeting, self.woken)
        if due is None or due > when:
            return False
        self._set(max(due, self.now))
        self.woken = due
        self.desk.wake().result(ANSWER_SECONDS_MAX)
        return True

    def _open(self) -> None:
        answer = self.ask(DESK, self.plan.open_meeting())
        self.number = answer.meeting
        if answer.refusal is not None or self.number is None:
            raise not_opened(answer.refusal)
        opened = self.desk.meeting(self.number)
        if opened is None or opened.seq != 1:
            # The same files and seed make the same requests, and asking twice adds nothing to a log.
            raise opened_before(self.number)

    def _plan_evening(self) -> None:
        evening = self.plan.evening
        for party in self.crowd.parties:
            self.later(self._of(party.arrival.second), partial(self._arrives, party))
        self.later(self._of(evening.call_to_order), partial(self.ask, DESK, commands.Mark("called-to-order")))
        self.later(self._of(evening.comment_opens), partial(self.ask, DESK, commands.Mark("comment-opens")))
        if self.behaviour.speaker_minutes:
            self.later(self._of(evening.comment_opens), self._speaks)
        self.later(0, self._minute)
        if self.behaviour.head_count_minutes:
            self.later(round(self.behaviour.head_count_minutes * MINUTE_MS), self._head_counts)

    def _of(self, second: int) -> int:
        return (second - self.plan.evening.doors_open) * 1000

    # --- asking ---

    @property
    def meeting(self) -> Meeting:
        assert self.number is not None
        meeting = self.desk.meeting(self.number)
        assert meeting is not None
        return meeting

    def ask(self, station: str, *asked: commands.Command) -> Answer:
        """Ask the desk one thing, or several in one breath; the last answer."""
        futures = []
        for command in asked:
            opening = isinstance(command, commands.OpenMeeting)
            self.asked += 1
            identity = self.opening if opening else f"{self.opening}-{self.asked}"
            futures.append(self.desk.ask(Request(identity, station, command, self.number)))
        answers = [future.result(ANSWER_SECONDS_MAX) for future in futures]
        for answer in answers:
            if answer.problem is not None:
                raise RehearsalError(answer.problem)
            if answer.refusal is not None:
                self.refusals.append(answer.refusal)
        return answers[-1]

    # --- the desk ---

    def _arrives(self, party: Party) -> None:
        wish, asked = party.arrival.wish, bool(party.arrival.accessible)
        found = offer(self.meeting, party.people, wish, accessible=asked).space
        nowhere = found is None and waiting_space_for(self.meeting, party.people) is None
        if nowhere and self.crowd.happens(self.behaviour.goes_home_when_waiting_full):
            self.crowd.goes(party)
            self.ask(DESK, commands.TurnAway(party.people, "no-room-to-wait"))
            return
        answer = self.ask(DESK, commands.SendParty(party.people, asked, wish))
        self._told(party, answer.entries)

    def _told(self, party: Party, entries: Iterable[Entry]) -> None:
        """What a party does once the desk has sent it somewhere or given it a place in line."""
        for entry in entries:
            if entry.kind == Kind.SENT:
                assert entry.space is not None
                self.crowd.walks_to(party, entry.space)
                self.later(self.now + self.crowd.minutes(self.behaviour.walk_minutes), partial(self._comes_in, party))
            elif entry.kind in (Kind.ISSUED, Kind.BACK):
                assert entry.ticket is not None
                code = self.meeting.tickets[entry.ticket].code
                self.crowd.joins_line(party, entry.ticket, code, self.now)

    def _call_next(self) -> None:
        """Freeing and calling are one step: the desk calls whenever it has somebody to call."""
        while self.meeting.line.buckets and next_best_move(self.meeting):
            self._announce(self.ask(DESK, commands.CallNext()).entries)

    def _announce(self, entries: Iterable[Entry]) -> None:
        """Those who are called walk there, also those called into a place that somebody's move freed in its step."""
        for entry in entries:
            if entry.kind == Kind.CALLED and entry.ticket is not None and entry.space is not None:
                self._called(self.crowd.by_ticket[entry.ticket], entry.space)

    def _called(self, party: Party, room: str) -> None:
        if self.crowd.happens(self.behaviour.no_show):
            self.crowd.goes(party)
            return
        self.crowd.walks_to(party, room)
        self.later(self.now + self.crowd.minutes(self.behaviour.walk_minutes), partial(self._shows_ticket, party))

    def _speaks(self) -> None:
        if (chosen := self.speakers.next_one(self.meeting)) is not None:
            entries = self.ask(DESK, chosen[1]).entries
            self.speakers.takes_seat(chosen[0], entries)
            self._announce(entries)
        self.later(self.now + round(self.behaviour.speaker_minutes * MINUTE_MS), self._speaks)

    # --- the rooms' doors ---

    def _at_door(self, room: str, *changes: int) -> None:
        """An usher at one of the room's doors counts."""
        door = self.chance.choice(self.doors[room]) if self.doors[room] else None
        taps = [commands.Tap(room, change, door) for change in changes]
        if taps:
            self.ask(station_at(room, door), *taps)

    def _comes_in(self, party: Party) -> None:
        assert party.room is not None
        self.crowd.comes_in(party)
        seen = [1 for _ in range(party.people) if not self.crowd.happens(self.behaviour.tap_missed)]
        self._at_door(party.room, *seen)

    def _shows_ticket(self, party: Party) -> None:
        assert party.room is not None
        answer = self.ask(station_at(party.room, None), commands.Scan(party.code, party.room))
        if any(entry.kind == Kind.SEATED for entry in answer.entries):
            self.crowd.comes_in(party)
        else:
            # Too late: the places went on, and the party stands in line again, first.
            party.where = Where.LINE
            self._told(party, answer.entries)

    def _leaves(self, party: Party) -> None:
        if party.where is Where.INSIDE and party.room is not None and (leaving := self.crowd.goes(party)):
            self._at_door(party.room, -leaving)

    def _gives_up(self, party: Party) -> None:
        if party.where is Where.LINE and party.ticket is not None:
            self.crowd.goes(party)
            self.ask(DESK, commands.Leave(party.ticket))

    def _steps_out(self, party: Party) -> None:
        if party.inside > 0 and party.room is not None:
            self.crowd.steps_out(party)
            answer = self.ask(station_at(party.room, None), commands.StepOut(party.room, 1))
            hold = next((str(entry.seq) for entry in answer.entries), None)
            back = self.now + self.crowd.minutes(self.behaviour.return_minutes)
            self.later(back, partial(self._returns, party, hold))

    def _returns(self, party: Party, hold: str | None) -> None:
        """The usher lets them in, whatever the count says: where the place went on meanwhile, a tap is a fact."""
        if party.where is Where.INSIDE and party.room is not None:
            self.crowd.steps_in(party)
            if self.crowd.happens(self.behaviour.tap_missed):
                return
            if hold in self.meeting.holds:
                assert hold is not None
                self.ask(station_at(party.room, None), commands.Return(hold, 1))
            else:
                self._at_door(party.room, 1)

    def _minute(self) -> None:
        if self.progress is not None:
            self.progress(self.now // MINUTE_MS, -(-self.plan.length // MINUTE_MS))
        deeds = {Deed.GIVES_UP: self._gives_up, Deed.LEAVES: self._leaves, Deed.STEPS_OUT: self._steps_out}
        for after, deed, party in self.crowd.deeds(self.plan.evening.doors_open + self.now // 1000, self.now):
            self.later(self.now + after, partial(deeds[deed], party))
        self.later(self.now + MINUTE_MS, self._minute)

    def _head_counts(self) -> None:
        """Ushers count every room: what they see at Start, told a little later."""
        for room in self.doors:
            self._count(room)
        self.later(self.now + round(self.behaviour.head_count_minutes * MINUTE_MS), self._head_counts)

    def _count_first(self) -> None:
        """A room that waits for a head count gets one at once."""
        for space in self.meeting.spaces.values():
            if waits_for_count(space, self.meeting.figures, self.meeting.elapsed):
                self._count(space.name)

    def _count(self, room: str) -> None:
        if self.meeting.spaces[room].counting_since is not None:
            return
        self.ask(station_at(room, None), commands.StartHeadCount(room))
        save = commands.SaveHeadCount(room, self.crowd.inside[room])
        takes = self.crowd.minutes(self.behaviour.count_takes_minutes)
        self.later(self.now + takes, partial(self.ask, station_at(room, None), save))
