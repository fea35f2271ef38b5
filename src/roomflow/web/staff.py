"""What the staff listener answers, one method a row of its table."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from msgspec import Struct
from starlette.responses import Response

from roomflow.domain.codes import qr_text
from roomflow.domain.meeting import Meeting, Phase
from roomflow.domain.refusals import Refused
from roomflow.service.clock import Clock
from roomflow.service.desk import Desk
from roomflow.web.access import Access, Role, Station
from roomflow.web.asking import ask, done_shape, find
from roomflow.web.bodies import Find
from roomflow.web.feed import Feed, Sight, Stream
from roomflow.web.guards import Refuse, Visit, json_reply, not_paired
from roomflow.web.handover import Handover
from roomflow.web.ledger import Ledger
from roomflow.web.limits import Limits
from roomflow.web.pairing import Pairing
from roomflow.web.pictures import desk_shape, door_shape, public_shape
from roomflow.web.protocol import TRANSPORT
from roomflow.web.qr import bits_behind
from roomflow.web.reporting import clerk_shape, figures_shape, made_report, parked_shape
from roomflow.web.shells import PagesOfBrowser, file_reply
from roomflow.web.streaming import StreamReply
from roomflow.web.taps import Taps
from roomflow.web.words import Shape, _, refused

Reply = Any
DEVICE_CHARACTERS = 32


class Parts(Struct, frozen=True):
    """What the handlers work with."""

    desk: Desk
    clock: Clock
    access: Access
    pairing: Pairing
    ledger: Ledger
    pages: PagesOfBrowser
    limits: Limits
    changed: Callable[[], None]
    """Stations, waiting devices or parked items are not what they were."""
    make_station: Callable[..., Awaitable[tuple[Station, str]]]
    make_link: Callable[..., Shape]
    describe: Callable[[], bytes]
    folder: Any
    ticket_pages: str
    """The public address where tickets have pages, else empty."""


class StaffHouse:
    """On the loop of the staff listener."""

    def __init__(self, parts: Parts, feed: Feed) -> None:
        self._parts = parts
        self._feed = feed
        self._handover = Handover(parts.desk.ask_all)
        self._taps = Taps(parts.desk.ask, parts.desk.meeting, parts.ledger, self._handover)
        self._report_turn = asyncio.Lock()

    def begin(self) -> None:
        """On the loop: what the first ticket's QR is made of is drawn beside it, before anybody waits for it."""
        beginning = qr_text("", self._parts.ticket_pages).encode()
        asyncio.get_running_loop().run_in_executor(None, bits_behind, beginning)
        self._feed.begin()

    # --- pages

    def shell(self, name: str) -> Callable[[Visit], Awaitable[Reply]]:
        """The handler of a page without data."""

        async def handler(visit: Visit) -> Reply:
            return Response(
                self._parts.pages.shell(name, visit.language),
                media_type="text/html",
                headers={"cache-control": "no-cache"},
            )

        return handler

    async def static(self, visit: Visit) -> Reply:
        return file_reply(self._parts.pages, visit)

    async def openapi(self, _visit: Visit) -> Reply:
        return Response(self._parts.describe(), media_type="application/json", headers={"cache-control": "no-cache"})

    # --- pairing

    async def pair(self, visit: Visit) -> Reply:
        body = visit.body
        name = " ".join(body.name.split())
        waiting = self._parts.pairing.claim(body.secret, body.digits, name or visit.address)
        if waiting is None:
            raise Refuse(403, _("This code does not hold (any more). Ask the desk for a new one."))
        if waiting.approved_as is not None:
            station, token = await self._parts.make_station(
                waiting.meeting, waiting.role, waiting.space, waiting.door, waiting.approved_as
            )
            self._parts.pairing.settle(waiting.id, station=station, token=token)
        self._parts.changed()
        return json_reply({"waiting": waiting.id})

    async def pair_wait(self, visit: Visit) -> Reply:
        found = self._parts.pairing.collect(visit.body.waiting)
        if found is None or found.is_refused:
            return json_reply({"state": "refused"})
        if found.station is not None and self._parts.access.was_heard(found.station):
            self._parts.pairing.forget(found.id)  # the phone has its token: it is given to nobody any more
            return json_reply({"state": "refused"})
        if found.station is None:
            return json_reply({"state": "waiting"})
        return json_reply({"state": "approved", "token": found.token, **self._about(found.station)})

    def _about(self, station: Station) -> Shape:
        meeting = self._parts.desk.meeting(station.meeting)
        return {
            "station": station.name,
            "role": station.role.value,
            "space": station.space,
            "door": station.door,
            "meeting": meeting.name if meeting is not None else "",
            "number": station.meeting,
        }

    async def sign_out(self, visit: Visit) -> Reply:
        at = self._parts.ledger.now()
        number = visit.who.number
        self._parts.access.revoke(number, at)  # first: whoever signs out is out, whatever the disk says
        self._feed.drop(number)
        await asyncio.to_thread(self._parts.ledger.revoke, number)
        self._parts.changed()
        return json_reply({"done": True})

    async def offer(self, visit: Visit) -> Reply:
        """For the user of this computer."""
        body = visit.body
        try:
            number, space, door = self.place(body.meeting, Role(body.role), body.space, body.door)
        except Refused as no:
            raise Refuse(409, refused(no.refusal, visit.language)) from no
        name = " ".join(body.name.split()) or door or space or body.role
        if body.link:
            return json_reply(self._parts.make_link(number, Role(body.role), space, door, name))
        station, token = await self._parts.make_station(number, Role(body.role), space, door, name)
        self._parts.changed()
        return json_reply({"token": token, **self._about(station)})

    def place(
        self, number: int | None, role: Role, space: str | None, door: str | None
    ) -> tuple[int, str | None, str | None]:
        """Which meeting, space and door a station is for; raises Refused for what the building does not have."""
        going_on = [each for each in self._parts.desk.meetings() if each.phase is not Phase.CLOSED]
        meeting = next((each for each in reversed(going_on) if number in (None, each.number)), None)
        if meeting is None:
            raise Refuse(409, _("No meeting is open; open one first."))
        if role is not Role.DOOR:
            return meeting.number, None, None
        return (meeting.number, *door_of(meeting, space or None, door or None))

    # --- pictures

    async def picture(self, visit: Visit) -> Reply:
        station, meeting = visit.who, self._meeting(visit.who)
        self._heard(station)
        if station.role is Role.CLERK:
            return json_reply(await self._clerk(meeting, visit.language))
        data = msgspec.json.encode(self.render(self._sight(visit), meeting))
        return Response(data, media_type="application/json", headers={"cache-control": "no-store"})

    async def _clerk(self, meeting: Meeting, language: str) -> Shape:
        parked = await self._parts.ledger.parked_soon(meeting.number)
        async with self._report_turn:
            figures = await asyncio.to_thread(figures_shape, self._parts.folder, meeting.number, language)
        return {**clerk_shape(meeting, self._now()), **figures, "parked": parked_shape(parked, language)}

    async def stream(self, visit: Visit) -> Reply:
        station, meeting = visit.who, self._meeting(visit.who)
        if visit.method != "GET":  # HEAD: what follows would be read as the answer to the next request
            raise Refuse(405, _("That cannot be done here."))
        if visit.scope["http_version"] != "1.1" or self._feed.count() >= self._parts.limits.streams_max:
            raise Refuse(503, _("Too many pages are open at once; it goes on in a moment."), retry_after="5")
        stream = Stream(station, self._sight(visit), visit.scope[TRANSPORT])

        def opened(one: Stream) -> None:
            self._parts.access.note(station.number, self._now(), streams=1)
            if not self._parts.access.holds(station):  # taken back this very moment
                one.transport.abort()
                return
            self._feed.add(one, meeting)
            self._feed.tell_beside(one)
            self._parts.changed()

        def ended(one: Stream) -> None:
            self._parts.access.note(station.number, self._now(), streams=-1)
            self._feed.remove(one)
            self._feed.tell_beside(one)
            self._parts.changed()

        return StreamReply(stream, opened, ended)

    def render(self, sight: Sight, meeting: Meeting) -> Shape:
        """What a sight shows."""
        at = self._now()
        elapsed = self._parts.desk.elapsed(meeting.number) or meeting.elapsed
        match sight.role:
            case Role.DOOR:
                applied = self._taps.applied(meeting.number, sight.device, meeting.seq) if sight.device else 0
                return door_shape(meeting, elapsed, at, sight.space or "", sight.door, applied, self._beside(sight))
            case Role.DESK:
                return desk_shape(meeting, elapsed, at, self._parts.limits.line_rows_max)
            case Role.DISPLAY:
                return public_shape(meeting, elapsed, at)
            case Role.CLERK:
                return clerk_shape(meeting, at)

    def _beside(self, sight: Sight) -> int:
        """How many phones count at a door beside the one whose sight it is."""
        there = (sight.role, sight.space, sight.door)
        open_now = (each.station for each in self._parts.access.stations(sight.meeting) if each.streams > 0)
        return max(0, sum((each.role, each.space, each.door) == there for each in open_now) - 1)

    def _sight(self, visit: Visit) -> Sight:
        station = visit.who
        device = visit.query.get("device", "")
        if len(device) != DEVICE_CHARACTERS or station.role is not Role.DOOR:
            device = ""
        return Sight(station.meeting, station.role, station.space, station.door, device)

    def _meeting(self, station: Station) -> Meeting:
        meeting = self._parts.desk.meeting(station.meeting)
        assert meeting is not None, "a token holds only while its meeting is open"
        return meeting

    def _now(self) -> int:
        return self._parts.clock.read().at

    def _heard(self, station: Station, differs: int | None = None) -> None:
        self._parts.access.note(station.number, self._now(), differs=differs)

    # --- acts

    async def take_taps(self, visit: Visit) -> Reply:
        shape = await self._taps.take(visit.who, visit.body, visit.language)
        self._heard(visit.who, shape["differs"])
        shape["version"] = self._meeting(visit.who).seq
        if shape["parked"]:
            self._parts.changed()
        return json_reply(shape)

    async def ask(self, visit: Visit) -> Reply:
        station, meeting = visit.who, self._meeting(visit.who)
        self._heard(station)
        if isinstance(visit.body.command, Find):
            elapsed = self._parts.desk.elapsed(meeting.number) or meeting.elapsed
            return json_reply(find(visit.body.command, meeting, elapsed, self._now(), visit.language))
        answer, shape = await ask(self._handover.ask, station, visit.body, 0, visit.language)
        if shape:
            return json_reply(shape)
        meeting = self._meeting(station)
        elapsed = self._parts.desk.elapsed(meeting.number) or meeting.elapsed
        return json_reply(done_shape(answer, meeting, elapsed, self._parts.ticket_pages, visit.language))

    async def report(self, visit: Visit) -> Reply:
        station = visit.who
        self._heard(station)
        async with self._report_turn:  # one at a time: each reads the whole log
            made = await asyncio.to_thread(made_report, self._parts.folder, station.meeting, visit.params["format"])
        if not self._parts.access.holds(station):  # taken back while it was made
            raise not_paired()
        return Response(
            made.data,
            media_type=made.media_type,
            headers={"content-disposition": f'attachment; filename="{made.name}"', "cache-control": "no-store"},
        )


def door_of(meeting: Meeting, space: str | None, door: str | None) -> tuple[str, str | None]:
    """A space and its door, as the building has them; raises Refused with the sentence of a tap there."""
    from roomflow.domain.guards import space_named

    found = space_named(meeting, space or "")
    doors = found.plan.doors
    if door is None and len(doors) == 1:
        door = doors[0]
    if door is not None and door not in doors:
        raise Refused("unknown-door", space=found.name, door=door)
    return found.name, door
