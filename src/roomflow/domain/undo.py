"""Undo: this station's last request is taken back by further entries, while that still makes sense.

Each entry of the request gets one `undone` entry whose columns are its opposites. A hold that the entry ended begins
anew with its old deadline; where the places or the ticket have gone on meanwhile, a sentence says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from roomflow.domain import counting, guards, holds
from roomflow.domain.commands import Undo
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft, Phase, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.tickets import count_passes, put, ticket_of

Columns = dict[str, Any]


def undo(picture: Picture, command: Undo, pen: Pen) -> None:
    """Take back the station's last request, last entry first."""
    last = picture.last.get(pen.request.station, ())
    if not last or last[0].request != command.request:
        raise Refused("nothing-to-undo")
    if pen.stamp.elapsed - last[0].elapsed > picture.figures.undo_ms:
        raise Refused("too-late", seconds=picture.figures.undo_ms // 1000)
    for entry in reversed(last):
        reverse = _REVERSES.get(Kind(entry.kind))
        if reverse is None:
            raise Refused("cannot-undo")
        columns = _opposite(entry) | reverse(picture, entry)
        columns["details"] = {"kind": entry.kind, **columns.get("details", {})}
        pen.write(Kind.UNDONE, undoes=entry.seq, **columns)


def _opposite(entry: Entry) -> Columns:
    return {
        "space": entry.space,
        "door": entry.door,
        "ticket": entry.ticket,
        "people": entry.people,
        "change": -entry.change,
        "held": -entry.held,
        "from_space": entry.from_space,
        "from_change": -entry.from_change,
        "from_held": -entry.from_held,
    }


def _tapped(picture: Picture, entry: Entry) -> Columns:
    _need_inside(picture, entry)
    consumed = entry.details.get("consumed", [])
    begins = []
    for _, taken, row in consumed:
        kind, space, _, *rest = row
        begins.append([kind, space, taken, *rest])
    return {"details": {"begins": begins, "unmatched": entry.details.get("unmatched", 0)}}


def _need_inside(picture: Picture, entry: Entry) -> None:
    if entry.space is not None and picture.spaces[entry.space].inside < entry.change:
        raise Refused("cannot-undo")


def _sent(picture: Picture, entry: Entry) -> Columns:
    hold = picture.holds.get(str(entry.seq))
    if hold is None or hold.people != entry.people or hold.space != entry.space:
        raise Refused("went-in")
    return {"details": {"ends": [hold.id]}}


def _issued(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.state is not TicketState.WAITING or ticket.changed_at != entry.happened:
        raise Refused("went-on", ticket=ticket.number)
    return {"state": TicketState.CANCELLED.value, "change": -_still_waiting(picture, entry)}


def _still_waiting(picture: Picture, entry: Entry) -> int:
    """How many of the people this entry counted into a waiting space are still counted there."""
    return min(entry.change, picture.spaces[entry.space].inside) if entry.space else 0


def _called(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.hold != str(entry.seq) or ticket.space != entry.space:
        raise Refused("went-on", ticket=ticket.number)
    return {"state": TicketState.WAITING.value, "details": {"ends": [ticket.hold], **_passed(entry)}}


def _passed(entry: Entry) -> Columns:
    return {"passed": entry.details["passed"]} if "passed" in entry.details else {}


def _seated(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.state is not TicketState.SEATED or ticket.space != entry.space:
        raise Refused("went-on", ticket=ticket.number)
    _need_inside(picture, entry)
    # Counted out and held again, nothing is promised anew; but who was counted by a tap freed the places for others.
    if "hold" in entry.details:
        _need_free_again(picture, entry)
    return {"state": entry.details["prior"], "details": {**_held_again(entry), **_passed(entry)}}


def _missed(picture: Picture, entry: Entry) -> Columns:
    return _in_line_again(picture, entry, TicketState.MISSED, TicketState.CALLED.value)


def _left(picture: Picture, entry: Entry) -> Columns:
    return _in_line_again(picture, entry, TicketState.LEFT, entry.details["prior"])


def _in_line_again(picture: Picture, entry: Entry, now: TicketState, prior: str) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.state is not now:
        raise Refused("went-on", ticket=ticket.number)
    _need_free_again(picture, entry)
    return {"state": prior, "details": _held_again(entry)}


def _need_free_again(picture: Picture, entry: Entry) -> None:
    """Rule 2 holds for undo too: places that were given on are not promised twice."""
    promised = -(entry.held + entry.change)
    if promised > 0 and entry.space is not None and picture.spaces[entry.space].free < promised:
        raise Refused("places-gone", space=entry.space)


def _held_again(entry: Entry) -> Columns:
    return {"begins": [list(entry.details["held"])]} if "held" in entry.details else {}


def _back(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.state is not TicketState.WAITING:
        raise Refused("went-on", ticket=ticket.number)
    change = -_still_waiting(picture, entry)
    return {"state": TicketState.MISSED.value, "change": change, "details": {"order": entry.details["order"]}}


def _moved(picture: Picture, entry: Entry) -> Columns:
    hold = picture.holds.get(entry.details["hold"])
    if hold is None or hold.space != entry.space or hold.people != entry.people:
        raise Refused("went-in")
    assert entry.from_space is not None
    if picture.spaces[entry.from_space].free < hold.people:
        raise Refused("places-gone", space=entry.from_space)
    return {"details": {"hold": hold.id, **_passed(entry)}}


def _released(picture: Picture, entry: Entry) -> Columns:
    _need_free_again(picture, entry)
    return {"details": _held_again(entry)}


def _counted(picture: Picture, entry: Entry) -> Columns:
    _need_inside(picture, entry)
    return {"details": {"before": entry.details["before"], "running": entry.details["running"]}}


def _marked(_picture: Picture, entry: Entry) -> Columns:
    return {"details": {"mark": entry.details["mark"], "before": entry.details["before"]}}


def _plain(_picture: Picture, _entry: Entry) -> Columns:
    return {}


_REVERSES: Final[Mapping[Kind, Callable[[Picture, Entry], Columns]]] = MappingProxyType(
    {
        Kind.TAPPED: _tapped,
        Kind.SENT: _sent,
        Kind.MOVED: _moved,
        Kind.RELEASED: _released,
        Kind.ISSUED: _issued,
        Kind.CALLED: _called,
        Kind.SEATED: _seated,
        Kind.MISSED: _missed,
        Kind.BACK: _back,
        Kind.LEFT: _left,
        Kind.COUNT_STARTED: _plain,
        Kind.COUNTED: _counted,
        Kind.TURNED_AWAY: _plain,
        Kind.MARKED: _marked,
        Kind.STOPPED: _plain,
        Kind.ALLOWED: _plain,
        Kind.ADJOURNED: _plain,
    }
)


def apply_undone(draft: Draft, entry: Entry) -> None:
    """Put back what the entry had done beside its columns: holds, ticket, counts, marks."""
    details = entry.details
    for hold_id in details.get("ends", ()):
        holds.end(draft, hold_id)
    begun: list[str] = []
    for index, row in enumerate(details.get("begins", ())):
        begun.append(f"{entry.seq}.{index}")
        holds.begin(draft, holds.from_row(begun[-1], row))
    kind = Kind(details["kind"])
    if kind is Kind.MOVED:
        _move_back(draft, entry)
    elif entry.ticket is not None:
        _restore_ticket(draft, entry, begun[0] if begun else None)
    else:
        _restore_facts(draft, entry, kind)
    if entry.ticket is not None:
        count_passes(draft, entry, -1)


def _move_back(draft: Draft, entry: Entry) -> None:
    hold = draft.holds[entry.details["hold"]]
    assert entry.from_space is not None
    draft.holds[hold.id] = hold._replace(space=entry.from_space)
    if hold.ticket is not None:
        draft.tickets[hold.ticket] = draft.tickets[hold.ticket]._replace(space=entry.from_space)


def _restore_ticket(draft: Draft, entry: Entry, hold: str | None) -> None:
    ticket = ticket_of(draft, entry)
    assert entry.state is not None
    state = TicketState(entry.state)
    changes: dict[str, Any] = {"state": state, "changed_at": entry.happened, "hold": hold}
    changes["space"] = draft.holds[hold].space if hold else None
    if entry.details["kind"] == Kind.CALLED:
        changes["called_at"] = None
    elif entry.details["kind"] == Kind.SEATED:
        changes["seated_at"] = None
        assert entry.space is not None
        counting.count_crossing(draft, entry.space, entry.change)
    if entry.from_space is not None:
        changes |= {"waits_in": entry.from_space, "waits_people": entry.from_change}
    if state in (TicketState.CANCELLED, TicketState.MISSED):
        changes |= {"waits_in": None, "waits_people": 0}
    if "order" in entry.details:
        first, second = entry.details["order"]
        changes["order"] = (first, second)
    put(draft, ticket._replace(**changes))


def _restore_facts(draft: Draft, entry: Entry, kind: Kind) -> None:
    details = entry.details
    if kind is Kind.TAPPED:
        assert entry.space is not None
        assert entry.people is not None
        counting.count_crossing(draft, entry.space, -entry.people, -details["unmatched"])
        into = entry.people if entry.change < 0 else 0
        counting.count_door(draft, entry, -into, into - entry.people)
    elif kind is Kind.COUNTED:
        assert entry.space is not None
        counting.restore_count(draft, entry.space, details)
    elif kind is Kind.COUNT_STARTED:
        assert entry.space is not None
        draft.spaces[entry.space] = draft.spaces[entry.space]._replace(counting_since=None, counting_change=0)
    elif kind is Kind.MARKED:
        if details["before"] is None:
            draft.marks.pop(details["mark"], None)
        else:
            draft.marks[details["mark"]] = details["before"]
    elif kind is Kind.TURNED_AWAY:
        draft.turned_away -= entry.people or 0
    elif kind in (Kind.STOPPED, Kind.ALLOWED):
        draft.stopped = kind is Kind.ALLOWED
    elif kind is Kind.ADJOURNED:
        draft.phase = Phase.OPEN
