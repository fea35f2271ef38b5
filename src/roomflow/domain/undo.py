"""Undo: this station's last request is taken back by further entries, while that still makes sense.

Each entry of the request gets one `undone` entry whose columns are its opposites. A hold that the entry ended begins
anew with its old deadline; where the places or the ticket have gone on meanwhile, a sentence says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from roomflow.domain import guards, holds, undo_claims, undo_counting, undo_on_deck
from roomflow.domain.ahead import ahead
from roomflow.domain.commands import Undo
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.line import ISSUED
from roomflow.domain.meeting import HoldKind, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.unchanged import need_unchanged
from roomflow.domain.undo_claims import need_inside, passed_again
from roomflow.domain.undo_on_deck import is_given_back, rows_taken

Columns = dict[str, Any]


def undo(picture: Picture, command: Undo, pen: Pen) -> None:
    """Take back the station's last request, last entry first."""
    last = picture.last.get(pen.request.station, ())
    if not last or last[0].request != command.request:
        raise Refused("nothing-to-undo")
    if pen.stamp.elapsed - last[0].elapsed > picture.figures.undo_ms:
        raise Refused("too-late", seconds=picture.figures.undo_ms // 1000)
    for entry in reversed(last):
        draft = ahead(picture, pen)
        reverse = _REVERSES.get(Kind(entry.kind))
        if reverse is None:
            raise Refused(_STAYS.get(Kind(entry.kind), "cannot-undo"), ticket=entry.ticket)
        need_unchanged(draft, entry)
        columns = _opposite(entry) | reverse(draft, entry)
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


def _sent(picture: Picture, entry: Entry) -> Columns:
    hold = picture.holds.get(str(entry.seq))
    if hold is None or hold.people != entry.people or hold.space != entry.space:
        raise Refused("went-in")
    return {"details": {"ends": [hold.id], **passed_again(entry)}}


def _issued(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    as_issued = (
        TicketState.WAITING,
        entry.people,
        tuple(entry.details.get("order", (ISSUED, ticket.number))),
        None,
        entry.happened,
    )
    if (ticket.state, ticket.people, ticket.order, ticket.called_at, ticket.changed_at) != as_issued:
        raise Refused("went-on", ticket=ticket.number)
    return {"state": TicketState.CANCELLED.value, "change": -_still_waiting(picture, entry)}


def _still_waiting(picture: Picture, entry: Entry) -> int:
    """How many of the people this entry counted into a waiting space are still counted there."""
    return min(entry.change, picture.spaces[entry.space].inside) if entry.space else 0


def _called(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.hold != str(entry.seq) or ticket.space != entry.space:
        raise Refused("went-on", ticket=ticket.number)
    details: Columns = {"ends": [ticket.hold], **passed_again(entry)}
    if "called_before" in entry.details:
        details["called_before"] = entry.details["called_before"]
    if "row" in entry.details:
        # Places that were saved for it are saved again, unless they went on meanwhile.
        _need_free_again(picture, entry)
        _need_free_elsewhere(picture, entry)
        details |= _held_again(picture, entry, "row")
    return {"state": TicketState.WAITING.value, "details": details}


def _need_free_elsewhere(picture: Picture, entry: Entry) -> None:
    if entry.from_held < 0 and entry.from_space is not None:
        room = picture.spaces[entry.from_space]
        if room.is_room and room.free < -entry.from_held:
            raise Refused("places-gone", space=room.name)


def _seated(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.state is not TicketState.SEATED or ticket.space != entry.space or ticket.hold is not None:
        raise Refused("went-on", ticket=ticket.number)
    need_inside(picture, entry)
    # Counted out and held again, nothing is promised anew; but who was counted by a tap freed the places for others.
    if entry.held:
        _need_free_again(picture, entry)
    again = _held_again(picture, entry) or {"begins": rows_taken(entry)}
    return {"state": entry.details["prior"], "details": {**again, **passed_again(entry)}}


def _missed(picture: Picture, entry: Entry) -> Columns:
    return _in_line_again(picture, entry, TicketState.MISSED, TicketState.CALLED.value)


def _left(picture: Picture, entry: Entry) -> Columns:
    return _in_line_again(picture, entry, TicketState.LEFT, entry.details["prior"])


def _in_line_again(picture: Picture, entry: Entry, now: TicketState, prior: str) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.state is not now:
        raise Refused("went-on", ticket=ticket.number)
    _need_free_again(picture, entry)
    return {"state": prior, "details": _held_again(picture, entry)}


def _need_free_again(picture: Picture, entry: Entry, *, may_be_closed: bool = False) -> None:
    """Rule 2 holds for undo too: places that were given on are not promised twice."""
    if entry.held < 0 and entry.space is not None and not may_be_closed:
        guards.need_open(picture.spaces[entry.space])
    promised = -(entry.held + entry.change)
    if promised > 0 and entry.space is not None and picture.spaces[entry.space].free < promised:
        raise Refused("places-gone", space=entry.space)


def _held_again(picture: Picture, entry: Entry, row: str = "held") -> Columns:
    """The hold that the entry ended begins anew; a room saves for one party at a time, then too."""
    if row not in entry.details:
        return {}
    held = list(entry.details[row])
    again = holds.from_row("", held)
    if again.kind is HoldKind.SAVED and any(
        hold.kind is HoldKind.SAVED and hold.space == again.space for hold in picture.holds.values()
    ):
        raise Refused("places-gone", space=again.space)
    return {"begins": [held]}


def _back(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if (ticket.state, ticket.people, ticket.saved) != (TicketState.WAITING, entry.people, None):
        raise Refused("went-on", ticket=ticket.number)
    change = -_still_waiting(picture, entry)
    return {"state": TicketState.MISSED.value, "change": change, "details": {"order": entry.details["order"]}}


def _moved(picture: Picture, entry: Entry) -> Columns:
    hold = picture.holds.get(entry.details["hold"])
    if hold is None or hold.space != entry.space or hold.people != entry.people:
        raise Refused("went-in")
    assert entry.from_space is not None
    guards.need_open(picture.spaces[entry.from_space])
    if picture.spaces[entry.from_space].free < hold.people:
        raise Refused("places-gone", space=entry.from_space)
    return {"details": {"hold": hold.id, **passed_again(entry)}}


def _released(picture: Picture, entry: Entry) -> Columns:
    _need_free_again(picture, entry, may_be_closed=is_given_back(entry))
    # Given back for a speaker's seat: the party has saved places again.
    state = TicketState.WAITING.value if entry.ticket is not None else None
    return {"state": state, "details": {**_held_again(picture, entry), "again": [entry.details["hold"]]}}


def _was(name: str) -> Callable[[Picture, Entry], Columns]:
    """What the figure of that name was before."""
    return lambda _picture, entry: {"details": {name: entry.details["was"]}}


def _split(picture: Picture, entry: Entry) -> Columns:
    ticket = guards.ticket_numbered(picture, entry.ticket or 0)
    if ticket.state is not TicketState.WAITING or ticket.people != entry.people or ticket.saved is not None:
        raise Refused("went-on", ticket=ticket.number)
    if "into" in entry.details:
        if picture.tickets[entry.details["into"]].order != ticket.order:
            raise Refused("went-on", ticket=ticket.number)
        return {"state": TicketState.WAITING.value, "people": entry.details["was"], "details": {"of": None}}
    return {"state": TicketState.CANCELLED.value, "details": {"of": entry.details["of"]}}


def _saved(picture: Picture, entry: Entry) -> Columns:
    """Places saved in the same step are free again."""
    hold = picture.holds.get(entry.details.get("hold", str(entry.seq)))
    added = "hold" in entry.details
    if hold is None or hold.people < (entry.people or 0) or added != (hold.people > (entry.people or 0)):
        # Taken back in the order in which they came, so that what the party was owed before comes back last.
        raise Refused("went-on", ticket=entry.ticket)
    return {"details": {"hold": hold.id, "passes": entry.details.get("passes"), "since": entry.details.get("since")}}


def _emergency(picture: Picture, _entry: Entry) -> Columns:
    if not picture.in_emergency:
        raise Refused("no-emergency")
    return {}


def _emergency_ended(picture: Picture, entry: Entry) -> Columns:
    """Who is still out has the time again that was left before."""
    details = {name: entry.details[name] for name in ("asked", "since", "ended_before")}
    out = [row for row in entry.details.get("out", ()) if row[0] in picture.holds]
    return {"details": details | ({"out": out} if out else {})}


def _cleared(_picture: Picture, entry: Entry) -> Columns:
    return {"details": {"cleared": not entry.details["cleared"]}}


def _allowed(_picture: Picture, entry: Entry) -> Columns:
    """Stopped again, by whom or for what it had been."""
    return {"details": {"stopped_for": entry.details.get("keep_clear", entry.details.get("was", ""))}}


def _keep(*names: str) -> Callable[[Picture, Entry], Columns]:
    """Nothing to ask: these details of the entry say what to put back."""
    return lambda _picture, entry: {"details": {name: entry.details[name] for name in names}}


def _plain(_picture: Picture, _entry: Entry) -> Columns:
    return {}


_SIMPLE: Final = (
    Kind.COUNT_STARTED, Kind.TURNED_AWAY, Kind.ADJOURNED, Kind.SPACE_CLOSED, Kind.SPACE_OPENED,
    Kind.POOL_OPENED, Kind.COUNT_DEFERRED,
)  # fmt: skip
"""Nothing to ask, and nothing to say beside the columns."""
_STAYS: Final = {Kind.REPRINTED: "slip-stays", Kind.PACK_TAKEN: "pack-stays"}
_REVERSES: Final[Mapping[Kind, Callable[[Picture, Entry], Columns]]] = MappingProxyType(
    {
        Kind.SENT: _sent,
        Kind.MOVED: _moved,
        Kind.RELEASED: _released,
        Kind.ISSUED: _issued,
        Kind.CALLED: _called,
        Kind.SEATED: _seated,
        Kind.MISSED: _missed,
        Kind.BACK: _back,
        Kind.LEFT: _left,
        Kind.MARKED: _keep("mark", "before", "recess"),
        Kind.LIMIT_SET: _was("limit"),
        Kind.RESERVED_SET: _was("reserved"),
        Kind.RELOCATED: undo_claims.relocated,
        Kind.SPLIT: _split,
        Kind.SAVED: _saved,
        Kind.EMERGENCY: _emergency,
        Kind.CLEARED: _cleared,
        Kind.ASSISTANCE: _keep("was"),
        Kind.EMERGENCY_ENDED: _emergency_ended,
        Kind.USHER_CHANGED: _keep("asked"),
        Kind.CLAIM_SET: undo_claims.claim_set,
        Kind.CLAIM_CALLED: undo_claims.claim_called,
        Kind.CLAIM_TAKEN: undo_claims.claim_taken,
        Kind.FIRST_CLAIM_SET: _was("first"),
        Kind.STOPPED: lambda _picture, entry: {"details": {"stopped_for": entry.details.get("was", "")}},
        Kind.ALLOWED: _allowed,
        Kind.MANAGERS_DUE: _was("needed"),
        Kind.MANAGERS_PRESENT: _was("present"),
        **dict.fromkeys(_SIMPLE, _plain),
        **undo_counting.REVERSES,
        **undo_on_deck.REVERSES,
        Kind.END_EXPECTED: _keep("was", "was_at"),
    }
)
