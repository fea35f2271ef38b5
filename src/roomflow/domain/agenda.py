"""The agenda: opening, marks, stopping and allowing invitations, turning away, adjourning and closing."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import Final

from roomflow.domain import claims, ending, guards, holds, on_deck, rules, sharing, tickets
from roomflow.domain.building import BuildingError, SpacePlan, building_from
from roomflow.domain.commands import Mark, NoteClock, OpenMeeting, TurnAway
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft, HoldKind, Phase, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.pool import kept_at_first
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space
from roomflow.settings import Figures

MARKS: Final = ("called-to-order", "comment-opens", "recess", "resume", "recording-begins")
ITEM: Final = "item"
"""A mark of the clerk's own: it has words."""
MARK_CHARACTERS_MAX: Final = 60
ONCE: Final = frozenset(("called-to-order",))
TURN_AWAY_REASONS: Final = ("no-room-to-wait", "left-by-choice", "outside-at-close", "building-closed")
NAME_CHARACTERS_MAX: Final = 80


def open_meeting(command: OpenMeeting, pen: Pen) -> None:
    """The first entry holds the building, its limits and the figures: the log explains itself alone."""
    name = command.name.strip()
    if not name:
        raise Refused("empty-name")
    if len(name) > NAME_CHARACTERS_MAX or not name.isprintable():
        raise Refused("bad-name", most=NAME_CHARACTERS_MAX)
    _need_date(command.date)
    for text in (command.doors_open, command.call_to_order, command.expected_end):
        ending.need_time(text)
    try:
        whole = building_from(command.building.as_dict())
    except BuildingError as error:
        raise Refused("bad-building", sentence=str(error)) from error
    sharing.need_no_emergency(pen.stamp.others)
    building = sharing.building_used(command, whole, pen.stamp.others)
    details = {
        "name": name,
        "date": command.date,
        "practice": command.practice,
        "doors_open": command.doors_open,
        "call_to_order": command.call_to_order,
        "building": building.as_dict(),
        "figures": command.figures.as_dict(),
        rules.KEY: rules.RULES,
    }
    if command.expected_end:
        begins = (command.date, command.doors_open, command.call_to_order, whole.timezone, pen.stamp.happened)
        at = ending.moment_of(command.expected_end, whole.timezone, ending.doors_or_now(*begins))
        details |= {"expected_end": command.expected_end, "ends_at": at}
    if building != whole:
        details["whole"] = whole.as_dict()
    if pen.stamp.others:
        details["others"] = [other.number for other in pen.stamp.others]
    pen.write(Kind.OPENED, details=details)


def _need_date(text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        raise Refused("bad-date", date=text) from error


def mark(picture: Picture, command: Mark, pen: Pen) -> None:
    guards.need_meeting(picture)
    if command.mark not in (*MARKS, ITEM):
        raise Refused("unknown-mark")
    if command.mark in ONCE and command.mark in picture.marks:
        raise Refused("already-marked")
    words = command.words.strip()
    if bool(words) != (command.mark == ITEM) or len(words) > MARK_CHARACTERS_MAX or not words.isprintable():
        raise Refused("bad-mark", most=MARK_CHARACTERS_MAX)
    details = {"mark": command.mark, "before": picture.marks.get(command.mark), "recess": picture.in_recess}
    pen.write(Kind.MARKED, details=details | ({"words": words} if words else {}))
    if command.mark == "comment-opens":
        on_deck.comment_opens(picture, pen)


def stop_invitations(picture: Picture, pen: Pen) -> None:
    if picture.stopped and not picture.stopped_for:
        raise Refused("already-stopped")
    # Taken over by a person, the stop does not end by itself when the stairs are clear.
    pen.write(Kind.STOPPED, details={"was": picture.stopped_for} if picture.stopped_for else {})


def allow_invitations(picture: Picture, pen: Pen) -> None:
    if not picture.stopped:
        raise Refused("not-stopped")
    pen.write(Kind.ALLOWED, details={"was": picture.stopped_for} if picture.stopped_for else {})


def turn_away(picture: Picture, command: TurnAway, pen: Pen) -> None:
    """A fact: people were sent home. How many places were free then is kept beside it (rule 13)."""
    if command.reason not in TURN_AWAY_REASONS:
        raise Refused("unknown-reason")
    most = picture.figures.group_people_max
    if not 1 <= command.people <= most:
        raise Refused("bad-people", most=most)
    free = sum(max(0, space.free) for space in picture.spaces.values() if space.is_room)
    pen.write(Kind.TURNED_AWAY, people=command.people, details={"reason": command.reason, "free": free})


def adjourn(picture: Picture, pen: Pen) -> None:
    if picture.phase is not Phase.OPEN:
        raise Refused("already-adjourned")
    pen.write(Kind.ADJOURNED)


def close(picture: Picture, pen: Pen) -> None:
    """Holds end, who is still in line becomes unserved, and the log is closed; all in one step."""
    if picture.phase is not Phase.ADJOURNED:
        raise Refused("not-adjourned")
    for hold in picture.holds.values():
        if hold.ticket is None:  # who is in line gives back what is held or saved for it below
            holds.write_ended(Kind.RELEASED, hold, pen)
        elif hold.kind is HoldKind.CLAIM:
            claims.end(picture, hold.ticket, pen)
    counted = {space.name: space.inside for space in picture.spaces.values()}
    for ticket in picture.tickets.values():
        if ticket.state in (TicketState.WAITING, TicketState.CALLED):
            tickets.write_gone(picture, ticket, Kind.UNSERVED, TicketState.UNSERVED, pen)
            _leave_no_more_than_counted(counted, pen)
    pen.write(Kind.CLOSED)


def _leave_no_more_than_counted(counted: dict[str, int], pen: Pen) -> None:
    """Several parties leave one waiting space in this request; together no more than are counted there."""
    entry = pen.entries[-1]
    if entry.from_space is not None:
        leaving = min(-entry.from_change, counted[entry.from_space])
        counted[entry.from_space] -= leaving
        pen.entries[-1] = entry._replace(from_change=-leaving)


def note_clock(command: NoteClock, pen: Pen) -> None:
    pen.write(Kind.CLOCK_NOTED, details={"jump_ms": command.jump_ms})


def apply_opened(draft: Draft, entry: Entry) -> None:
    details = entry.details
    draft.name = details["name"]
    draft.date = details["date"]
    draft.practice = details["practice"]
    draft.doors_open = details["doors_open"]
    draft.call_to_order = details["call_to_order"]
    draft.building = building_from(details["building"])
    draft.whole = building_from(details["whole"]) if "whole" in details else draft.building
    draft.expected_end = details.get("expected_end", "")
    draft.ends_at = details.get("ends_at")
    draft.figures = Figures.from_dict(details["figures"])
    draft.spaces = {plan.name: _at_first(plan) for plan in draft.building.spaces}


def _at_first(plan: SpacePlan) -> Space:
    doors = MappingProxyType(dict.fromkeys(plan.doors, (0, 0)))
    return Space(plan, plan.limit, plan.reserved, doors=doors, kept=kept_at_first(plan))


def apply_marked(draft: Draft, entry: Entry) -> None:
    draft.marks[entry.details["mark"]] = entry.happened
    if entry.details["mark"] in ("recess", "resume"):
        draft.in_recess = entry.details["mark"] == "recess"


def apply_stopped(draft: Draft, entry: Entry) -> None:
    draft.stopped = True
    draft.stopped_for = entry.details.get("keep_clear", "")


def apply_allowed(draft: Draft, _entry: Entry) -> None:
    draft.stopped = False
    draft.stopped_for = ""


def apply_turned_away(draft: Draft, entry: Entry) -> None:
    draft.turned_away += entry.people or 0


def apply_adjourned(draft: Draft, _entry: Entry) -> None:
    draft.phase = Phase.ADJOURNED


def apply_closed(draft: Draft, _entry: Entry) -> None:
    draft.phase = Phase.CLOSED


def apply_clock_noted(_draft: Draft, _entry: Entry) -> None:
    """Nothing changes: the jump is left out of elapsed already."""
