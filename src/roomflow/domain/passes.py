"""Passes: who was passed over, how often and since when (rule 9)."""

from __future__ import annotations

from typing import Any

from roomflow.domain.events import Entry, TicketState
from roomflow.domain.meeting import Draft, Ticket


def pass_details(passed: tuple[int, ...], reason: str) -> dict[str, Any]:
    """Rule 9: the entry that gives places to a later party names whom it passes, and why."""
    return {"passed": list(passed), "reason": reason} if passed else {}


def keep_passed(draft: Draft, ticket: Ticket) -> None:
    """Remember who waits, was passed over and has nothing saved."""
    if ticket.passes and ticket.saved is None and ticket.state is TicketState.WAITING:
        draft.passed.add(ticket.number)
    else:
        draft.passed.discard(ticket.number)


def count_passes(draft: Draft, entry: Entry, step: int) -> None:
    """Each ticket named in `passed` was passed once more (+1), or not after all (−1)."""
    for number in entry.details.get("passed", ()):
        ticket = draft.tickets[number]
        first = entry.elapsed if ticket.first_pass is None else ticket.first_pass
        # Passes start anew with a saving, so one that is taken back after it is counted no more.
        passes = max(0, ticket.passes + step)
        draft.tickets[number] = ticket._replace(passes=passes, first_pass=first if passes else None)
        keep_passed(draft, draft.tickets[number])
