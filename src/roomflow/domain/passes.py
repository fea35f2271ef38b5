"""Passes: who was passed over, how often and since when (rule 9)."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from roomflow.domain.events import Entry, TicketState
from roomflow.domain.meeting import Draft, Ticket

_WAITING: Final = TicketState.WAITING


def pass_details(passed: tuple[int, ...], reason: str) -> dict[str, Any]:
    """Rule 9: the entry that gives places to a later party names whom it passes, and why."""
    return {"passed": list(passed), "reason": reason} if passed else {}


def keep_passed(draft: Draft, before: Ticket | None, after: Ticket) -> None:
    """Remember who waits, was passed over and has nothing saved."""
    if before is not None and _is_passed(before):
        draft.passed.leave(before.bucket, before.order, before.number)
    if _is_passed(after):
        draft.passed.join(after.bucket, after.order, after.number)


def _is_passed(ticket: Ticket) -> bool:
    return bool(ticket.passes) and ticket.saved is None and ticket.state is _WAITING


def count_passes(draft: Draft, entry: Entry, step: int) -> None:
    """Each ticket named in `passed` was passed once more (+1), or not after all (−1).

    A speaker may pass thousands, and few steps ahead ask who was passed: there they are counted when somebody asks.
    """
    if "passed" not in entry.details:
        return
    if draft.uncounted is not None:
        draft.uncounted.append((entry, step))
        return
    for number in entry.details["passed"]:
        ticket = draft.tickets[number]
        first = entry.elapsed if ticket.first_pass is None else ticket.first_pass
        # Passes start anew with a saving, so one that is taken back after it is counted no more.
        passes = max(0, ticket.passes + step)
        after = draft.tickets[number] = replace(ticket, passes=passes, first_pass=first if passes else None)
        if passes == 0 or ticket.passes == 0:
            keep_passed(draft, ticket, after)


def catch_up(draft: Draft) -> None:
    """Count the passes of a step ahead that were left for now."""
    if draft.uncounted:
        later, draft.uncounted = draft.uncounted, None
        for entry, step in later:
            count_passes(draft, entry, step)
        draft.uncounted = []
