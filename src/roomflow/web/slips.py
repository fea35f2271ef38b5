"""A ticket's slip for a browser that prints: the words of the desk's own slip, and its code as a picture."""

from __future__ import annotations

from roomflow.domain.codes import qr_text
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Meeting
from roomflow.domain.waiting import people_ahead
from roomflow.slip_words import slip_of
from roomflow.tongues import Tongues
from roomflow.web.choices import keep_words
from roomflow.web.qr import qr_svg
from roomflow.web.words import Shape, tongue

TONGUES = Tongues()


def is_new_slip(entry: Entry) -> bool:
    """Whether an entry gives a ticket a code that no paper has yet: issued, split off another, printed again."""
    if entry.kind == Kind.ISSUED:
        return not entry.details.get("paper")
    return entry.kind == Kind.REPRINTED or (entry.kind == Kind.SPLIT and "of" in entry.details)


def ticket_shape(meeting: Meeting, entry: Entry, ticket_pages: str, language: str) -> Shape:
    """A ticket with its slip, for the station that asked for it and no other.

    The code stands in it as a picture, and as on paper in groups of four: so it can be read out, and is found as a text
    nowhere. An answer that is given again after the slip was printed again has no code: it would be the new slip's.
    `ticket_pages` is the public address where tickets have pages, else empty.
    """
    ticket = meeting.tickets[entry.ticket or 0]
    has_its_code = bool(ticket.code) and (entry.private or {}).get("code") == ticket.code
    again_at = entry.happened if entry.kind == Kind.REPRINTED else None
    slip = slip_of(meeting, ticket, TONGUES, again_at=again_at, public=ticket_pages)
    return {
        "number": ticket.number,
        "people": ticket.people,
        "ahead": people_ahead(meeting, ticket.number) if ticket.hold is None else 0,
        "keep": keep_words(meeting, ticket, tongue(language)),
        "qr": qr_svg(qr_text(ticket.code, ticket_pages)) if has_its_code else None,
        "slip": {
            "meeting": slip.meeting,
            "date": slip.date,
            "title": slip.title,
            "figures": slip.figures,
            "keep": slip.keep,
            "code": slip.code if has_its_code else "",
            "notices": slip.notices,
            "screens": slip.screens,
            "practice": slip.practice,
            "again": slip.again,
        },
    }
