"""The feed: every change of a meeting to every open stream, each picture made once for all who see the same.

It lives on the loop of the staff listener. A stream is written to its connection directly and never waited for: one
that does not take what it is sent is dropped, and comes back by itself.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from itertools import count
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct, field

from roomflow.domain.meeting import HoldKind, Meeting
from roomflow.web.access import Role, Station
from roomflow.web.limits import Limits
from roomflow.web.words import Shape

DISPLAY_SECONDS_BETWEEN: Final = 0.25
"""Displays hear of a call at once, and of what else changed so often at most."""

Calls = frozenset[tuple[int, int]]


class Sight(NamedTuple):
    """Who sees the same: the pictures of all streams of one sight are the same bytes."""

    meeting: int
    role: Role
    space: str | None
    door: str | None
    device: str


Render = Callable[[Sight, Meeting], Shape]


class Stream(Struct, eq=False):
    """An open stream of one station."""

    station: Station
    sight: Sight
    transport: asyncio.Transport
    number: int = field(default_factory=count().__next__)


def framed(event: str, data: bytes) -> bytes:
    """An event of the stream as a chunk of the answer."""
    text = b"event: " + event.encode() + b"\ndata: " + data + b"\n\n"
    return b"%x\r\n%b\r\n" % (len(text), text)


class Feed:
    """Hears of meetings on any thread and tells the streams on its loop."""

    def __init__(
        self,
        render: Render,
        soon: Callable[[Callable[[], object]], None],
        limits: Limits,
        on_error: Callable[[BaseException], None],
    ) -> None:
        self._render = render
        self._soon = soon
        self._on_error = on_error
        self._limits = limits
        self._streams: dict[Sight, set[Stream]] = {}
        self._lock = threading.Lock()
        self._news: dict[int, Meeting] = {}
        self._meetings: dict[int, Meeting] = {}
        self._calls: dict[int, Calls] = {}
        self._late: dict[int, asyncio.TimerHandle] = {}
        self._beat: asyncio.TimerHandle | None = None

    # --- any thread

    def hear(self, meeting: Meeting) -> None:
        """A new picture: kept, and told on the loop. Of several that come together the last is told."""
        with self._lock:
            is_told = bool(self._news)
            self._news[meeting.number] = meeting
        if not is_told:
            self._soon(self._tell)

    # --- the loop

    def begin(self) -> None:
        self._beat = asyncio.get_running_loop().call_later(self._limits.heartbeat_seconds, self._heartbeat)

    def count(self) -> int:
        return sum(map(len, self._streams.values()))

    def add(self, stream: Stream, meeting: Meeting) -> None:
        """Tell a new stream how it stands, and from now on what changes."""
        self._meetings.setdefault(meeting.number, meeting)
        self._calls.setdefault(meeting.number, _called(meeting))
        newest = max(self._meetings[meeting.number], meeting, key=lambda each: each.seq)
        self._streams.setdefault(stream.sight, set()).add(stream)
        self._told(lambda: self._tell_of_sight((stream,), stream.sight, newest))
        self._drop_oldest(stream.station)

    def _drop_oldest(self, station: Station) -> None:
        """One phone has a page or two: what is more at a door are lines that it lost, or somebody who wears us out."""
        if station.role is not Role.DOOR:
            return
        there = [each for streams in self._streams.values() for each in streams if each.station == station]
        for stream in sorted(there, key=lambda each: each.number)[: -self._limits.streams_of_one_door_max]:
            stream.transport.abort()
            self.remove(stream)

    def tell_beside(self, stream: Stream) -> None:
        """A phone came to a door, or went, with its only stream: the others there are told how many they are."""
        if stream.station.role is not Role.DOOR:
            return
        there = {
            sight: streams
            for sight, streams in self._streams.items()
            if sight._replace(device="") == stream.sight._replace(device="")
        }
        if any(each.station == stream.station and each is not stream for streams in there.values() for each in streams):
            return
        for sight, streams in there.items():
            others = streams - {stream}
            if others:
                meeting = self._meetings[sight.meeting]
                self._told(lambda: self._tell_of_sight(others, sight, meeting))  # noqa: B023 - called here

    def remove(self, stream: Stream) -> None:
        there = self._streams.get(stream.sight)
        if there is not None:
            there.discard(stream)
            if not there:
                del self._streams[stream.sight]

    def drop(self, station: int) -> None:
        """Cut the streams of a station whose token was taken back."""
        for streams in list(self._streams.values()):
            for stream in [each for each in streams if each.station.number == station]:
                stream.transport.abort()
                self.remove(stream)

    def drop_meeting(self, meeting: int) -> None:
        """Cut the streams of a meeting that is closed: its tokens have expired."""
        for sight in [each for each in self._streams if each.meeting == meeting]:
            for stream in self._streams.pop(sight):
                stream.transport.abort()

    def end(self) -> None:
        if self._beat is not None:
            self._beat.cancel()
        for timer in self._late.values():
            timer.cancel()
        for streams in self._streams.values():
            for stream in streams:
                stream.transport.abort()
        self._streams.clear()

    def _tell(self) -> None:
        with self._lock:
            news, self._news = self._news, {}
        for meeting in news.values():
            self._meetings[meeting.number] = meeting
            self._told(lambda: self._tell_of(meeting))  # noqa: B023 - called here

    def _told(self, tell: Callable[[], None]) -> None:
        """A picture that cannot be made is written down, and keeps neither the others nor the next one away."""
        try:
            tell()
        except Exception as error:  # noqa: BLE001 - a door, as at each request
            self._on_error(error)

    def _tell_of(self, meeting: Meeting) -> None:
        sights = [sight for sight in self._streams if sight.meeting == meeting.number]
        if not sights:
            self._calls.pop(meeting.number, None)  # who comes next is told how it stands then, and nothing as new
            return
        known, called = self._calls.get(meeting.number, frozenset()), _called(meeting)
        self._calls[meeting.number] = called
        displays = [sight for sight in sights if sight.role is Role.DISPLAY]
        if displays:
            if called - known:
                self._told(lambda: self._tell_displays(meeting, known))
            elif meeting.number not in self._late:
                later = asyncio.get_running_loop().call_later(
                    DISPLAY_SECONDS_BETWEEN, self._tell_displays_late, meeting.number
                )
                self._late[meeting.number] = later
        for sight in sights:
            if sight.role is not Role.DISPLAY:
                self._told(lambda: self._tell_of_sight(self._streams[sight], sight, meeting))  # noqa: B023 - called here
        if meeting.phase == "closed":
            self.drop_meeting(meeting.number)

    def _tell_displays_late(self, number: int) -> None:
        self._late.pop(number, None)
        meeting = self._meetings[number]
        self._told(lambda: self._tell_displays(meeting, _called(meeting)))

    def _tell_displays(self, meeting: Meeting, known: Calls) -> None:
        """New calls and the picture in one piece: what costs is each sending."""
        timer = self._late.pop(meeting.number, None)
        if timer is not None:
            timer.cancel()
        for sight in [each for each in self._streams if each.meeting == meeting.number and each.role is Role.DISPLAY]:
            shape = self._render(sight, meeting)
            new = [call for call in shape["calls"] if (call["call"], call["turn"]) not in known]
            data = b"".join(framed("call", msgspec.json.encode(call)) for call in reversed(new))
            self._write(self._streams[sight], data + framed("picture", msgspec.json.encode(shape)))

    def _tell_of_sight(
        self, streams: set[Stream] | tuple[Stream, ...], sight: Sight, meeting: Meeting, before: bytes = b""
    ) -> None:
        self._write(streams, before + framed("picture", msgspec.json.encode(self._render(sight, meeting))))

    def _heartbeat(self) -> None:
        """Says that the line is open, and how far the time has gone on."""
        beat = b"3\r\n:\n\n\r\n"
        for sight, streams in list(self._streams.items()):
            meeting = self._meetings[sight.meeting]
            self._told(lambda: self._tell_of_sight(streams, sight, meeting, beat))  # noqa: B023 - called here
        self.begin()

    def _write(self, streams: set[Stream] | tuple[Stream, ...], data: bytes) -> None:
        most = self._limits.reply_bytes_buffered_max
        slow = []
        for stream in streams:
            transport = stream.transport
            if transport.is_closing() or transport.get_write_buffer_size() > most:
                slow.append(stream)
            else:
                transport.write(data)
        for stream in slow:
            stream.transport.abort()
            self.remove(stream)


def _called(meeting: Meeting) -> Calls:
    """The calls that stand now, with how often each was repeated."""
    return frozenset(
        (int(hold.id.partition(".")[0]), hold.recalled)
        for hold in meeting.holds.values()
        if hold.kind is HoldKind.CALLED and hold.ticket is not None
    )
