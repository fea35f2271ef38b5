"""Whose places are kept, in words: of a hold, and of a waiting ticket that some are saved for."""

from __future__ import annotations

from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.domain.calling import saved_for
from roomflow.domain.meeting import Hold, HoldKind, Meeting, Ticket


def hold_words(hold: Hold) -> str:
    """Whose places they are: “Ticket 112 called, 2 people”, “4 people on the way”."""
    party = people_words(hold.people)
    return {
        HoldKind.ON_THE_WAY: _("{party} on the way"),
        HoldKind.CALLED: _("Ticket {ticket} called, {party}"),
        HoldKind.CLAIM: _("Ticket {ticket} called from its seat, {party}"),
        HoldKind.STEPPED_OUT: _("{party} stepped out"),
        HoldKind.SAVED: _("Saved for ticket {ticket}, {party}"),
        HoldKind.ON_DECK: _("Seat on deck for a speaker"),
        HoldKind.RECESS: _("{party} out, coming back"),
    }[hold.kind].format(party=party, ticket=hold.ticket)


def saved_words(meeting: Meeting, ticket: Ticket, room: str | None = None) -> str:
    """How many of a waiting party's places are saved, and where; empty for most."""
    for name, people in saved_for(meeting, ticket.number).items():
        template = ngettext("{n} of {all} place saved in {room}", "{n} of {all} places saved in {room}", ticket.people)
        return template.format(n=people, all=ticket.people, room=room or name)
    return ""
