"""The audit of paper: packs take numbers that follow, their tickets stand in place, a new slip has a new code."""

from __future__ import annotations

from collections.abc import Iterator

from roomflow.domain.codes import is_code
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.line import ISSUED
from roomflow.domain.meeting import Draft
from roomflow.sentences import sentence as _

_PACK_NUMBERS_MAX = 500


def is_on_paper(entry: Entry) -> bool:
    """Whether an entry was written on paper first."""
    return bool(entry.details.get("paper"))


def paper_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """What is wrong with an entry about paper, on the meeting before it."""
    if entry.kind == Kind.PACK_TAKEN:
        given = len(draft.tickets) + len(draft.paper)
        if entry.details["first"] != draft.figures.first_ticket + given:
            yield _("rule 15: the numbers of the pack do not follow")
        if not 1 <= entry.details["count"] <= _PACK_NUMBERS_MAX:
            yield _("a pack has too many numbers, or none")
    elif entry.kind == Kind.REPRINTED:
        yield from _reprinted(draft, entry)
    elif entry.kind == Kind.ISSUED and is_on_paper(entry):
        yield from _entered(draft, entry)


def _reprinted(draft: Draft, entry: Entry) -> Iterator[str]:
    ticket = draft.tickets[entry.ticket or 0]
    if ticket.state not in (TicketState.WAITING, TicketState.CALLED, TicketState.MISSED):
        yield _("ticket {ticket} is in line no more and is printed again", ticket=ticket.number)
    if entry.people != ticket.people or entry.state is not None or entry.change or entry.held:
        yield _("printing again changes nothing but the code")
    code = (entry.private or {}).get("code", "")
    if code and (code in draft.codes or not is_code(code)):
        yield _("rule 15: the new slip of ticket {ticket} has no code of its own", ticket=ticket.number)


def _entered(draft: Draft, entry: Entry) -> Iterator[str]:
    number = entry.ticket or 0
    printed = draft.paper.get(number)
    if number in draft.entered and draft.tickets[number].state is TicketState.CANCELLED:
        printed = draft.entered[number]  # it was a slip of the pen, and was taken back
    if printed is None:
        yield _("rule 15: {number} is no number of a pack", number=number)
        return
    if entry.happened < printed:
        yield _("ticket {number} was handed out before it was printed", number=number)
    ordinary = sorted(number for number in draft.tickets if number not in draft.entered)
    before = [other for other in ordinary if draft.tickets[other].issued_at <= entry.happened]
    expected = [ISSUED, before[-1] if before else draft.figures.first_ticket - 1, number]
    if list(entry.details["order"]) != expected:
        yield _("rule 9: ticket {number} does not stand where it was handed out", number=number)
