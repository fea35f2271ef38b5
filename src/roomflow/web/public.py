"""What the public listener answers: bytes made when the meeting changed, never a question to the log."""

from __future__ import annotations

import asyncio
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct
from starlette.responses import Response

from roomflow.domain.codes import is_code
from roomflow.domain.meeting import Meeting, Phase
from roomflow.domain.public import PublicPicture, public_picture
from roomflow.service.clock import Clock
from roomflow.service.desk import Desk
from roomflow.tongues import SPOKEN
from roomflow.web.guards import Refuse, Visit
from roomflow.web.limits import Limits
from roomflow.web.pictures import house_shape, public_shape
from roomflow.web.shells import PagesOfBrowser, file_reply, kept_reply
from roomflow.web.tickets import UNKNOWN, is_of_ticket, ticket_shape
from roomflow.web.words import Shape, _

TICKET_MS_BETWEEN: Final = 4_000
"""A ticket's answer is made anew when the meeting changed, and at least so often: pages ask every 5 s."""


class Kept(NamedTuple):
    """An answer as it goes out."""

    body: bytes
    etag: str


class Answers(Struct, frozen=True):
    """Everything that is the same for everybody."""

    status: Kept
    pages: dict[str, Kept]


class PublicHouse:
    """On the loop of the public listener; `hear` on any thread."""

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        pages: PagesOfBrowser,
        limits: Limits,
        soon: Callable[[Callable[[], object]], None],
        *,
        tickets_on: bool,
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._pages = pages
        self._limits = limits
        self._soon = soon
        self.tickets_on = tickets_on
        self._answers = self._made(house_shape((), 0))
        self._unknown = {
            "json": _kept(msgspec.json.encode(UNKNOWN)),
            **{language: _kept(pages.ticket(UNKNOWN, language)) for language in SPOKEN},
        }
        self._lock = threading.Lock()
        self._is_stale = False
        self._waits: asyncio.TimerHandle | None = None
        self._made_at = -1.0
        self._tickets: OrderedDict[tuple[str, str], Kept] = OrderedDict()
        self._tickets_of: tuple[object, ...] = ()
        self._public: dict[int, PublicPicture] = {}

    # --- making

    def hear(self, _meeting: Meeting) -> None:
        """Something changed: the answers are made anew, soon and not too often."""
        with self._lock:
            was_stale, self._is_stale = self._is_stale, True
        if not was_stale:
            self._soon(self._make_later)

    def begin(self) -> None:
        """On the loop: make the first answers, and go on."""
        self._make()

    def end(self) -> None:
        if self._waits is not None:
            self._waits.cancel()

    def _make_later(self) -> None:
        loop = asyncio.get_running_loop()
        due = self._made_at + self._limits.public_seconds_between
        if self._waits is not None:
            self._waits.cancel()
        self._waits = loop.call_at(max(loop.time(), due), self._make)

    def _make(self) -> None:
        loop = asyncio.get_running_loop()
        with self._lock:
            self._is_stale = False
        self._made_at = loop.time()
        if self._waits is not None:
            self._waits.cancel()
        # First, so that an answer that cannot be made is tried again and does not stand for the rest of the evening.
        self._waits = loop.call_later(self._limits.refresh_seconds, self._make)
        at = self._clock.read().at
        shapes = [public_shape(meeting, self._elapsed(meeting), at) for meeting in self.meetings()]
        self._answers = self._made(house_shape(shapes, at))

    def _made(self, shape: Shape) -> Answers:
        pages = {language: _kept(self._pages.public(shape, language)) for language in SPOKEN}
        return Answers(_kept(msgspec.json.encode(shape)), pages)

    def meetings(self) -> list[Meeting]:
        """What the public sees: every meeting that is open."""
        return [each for each in self._desk.meetings() if each.phase is not Phase.CLOSED]

    def _elapsed(self, meeting: Meeting) -> int:
        return self._desk.elapsed(meeting.number) or meeting.elapsed

    # --- answering

    async def page(self, visit: Visit) -> Response:
        kept = self._answers.pages[visit.language]
        return kept_reply(visit, kept.body, "text/html", kept.etag)

    async def status(self, visit: Visit) -> Response:
        return kept_reply(visit, self._answers.status.body, "application/json", self._answers.status.etag)

    async def static(self, visit: Visit) -> Response:
        return file_reply(self._pages, visit)

    async def ticket_json(self, visit: Visit) -> Response:
        kept = self._ticket(visit.params["code"], "json")
        return kept_reply(visit, kept.body, "application/json", kept.etag)

    async def ticket_page(self, visit: Visit) -> Response:
        kept = self._ticket(visit.params["code"], visit.language)
        return kept_reply(visit, kept.body, "text/html", kept.etag)

    def _ticket(self, given: str, form: str) -> Kept:
        """A ticket's answer in a form: `json`, or a page in a language."""
        if not self.tickets_on:
            raise Refuse(404, _("There is nothing here."))
        code = given.upper()
        meetings = self.meetings()
        # Every meeting is looked into, whether the code was found before or not.
        found = [each for each in meetings if code in each.codes]
        # A code that was taken back is answered before anything is worked out for it, as one that never was.
        if not is_code(code) or not found or not is_of_ticket(found[0], code):
            return self._unknown[form]
        meeting = found[0]
        at = self._clock.read().at
        stand = (tuple((each.number, each.seq) for each in meetings), at // TICKET_MS_BETWEEN)
        if stand != self._tickets_of:
            self._tickets.clear()
            self._tickets_of, self._public = stand, {}
        kept = self._tickets.get((code, form))
        if kept is None:
            kept = self._tickets[code, form] = self._made_ticket(meeting, code, form, at)
            while len(self._tickets) > self._limits.ticket_answers_max:
                self._tickets.popitem(last=False)
        return kept

    def _made_ticket(self, meeting: Meeting, code: str, form: str, at: int) -> Kept:
        elapsed = self._elapsed(meeting)
        public = self._public.get(meeting.number)
        if public is None:
            public = self._public[meeting.number] = public_picture(meeting, elapsed)
        shape = ticket_shape(meeting, public, code, elapsed, at)
        if shape is None:
            return self._unknown[form]
        return _kept(msgspec.json.encode(shape) if form == "json" else self._pages.ticket(shape, form))


def _kept(body: bytes) -> Kept:
    return Kept(body, f'"{hashlib.sha256(body).hexdigest()[:24]}"')
