"""On deck: chamber seats held for speakers, taken from places as they free, given back when nobody needs them.

Looked at after every request that concerns the chamber, in the same step, before places are saved for anybody: so a
freed place is given to the next speaker and to nobody else.
"""

from __future__ import annotations

from typing import Final

from roomflow.domain import counting, guards, holds
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import EndHold, ReleaseHold, SetOnDeck
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Hold, HoldKind, Phase, Picture
from roomflow.domain.passes import count_passes
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space

ONE: Final = 1
"""Each seat is a hold of its own: speakers come one by one."""
_CHAMBER: Final = SpaceKind.CHAMBER
_ON_DECK: Final = HoldKind.ON_DECK
_CHANGE_ALL: Final = frozenset(
    kind.value
    for kind in (
        Kind.ALLOWED,
        Kind.ADJOURNED,
        Kind.EMERGENCY_ENDED,
        Kind.SPACE_CLOSED,
        Kind.SPACE_OPENED,
        Kind.LIMIT_SET,
        Kind.RESERVED_SET,
        Kind.POOL_OPENED,
    )
)
_SETS: Final = frozenset((Kind.ON_DECK_SET.value, Kind.UNDONE.value))


def chamber_of(picture: Picture) -> Space | None:
    """The room in which speakers speak: the building's first chamber."""
    return next((space for space in picture.spaces.values() if space.plan.kind is _CHAMBER), None)


def on_deck(picture: Picture) -> list[Hold]:
    """The seats that are held on deck now, the oldest first."""
    return holds.oldest_first([hold for hold in picture.holds.values() if hold.kind is _ON_DECK])


def stay_empty(picture: Picture, elapsed: int) -> list[Hold]:
    """Seats on deck that nobody took for so long that the desk is reminded of them, the oldest first."""
    return [hold for hold in on_deck(picture) if elapsed - hold.began >= picture.figures.on_deck_remind_ms]


def set_on_deck(picture: Picture, command: SetOnDeck, pen: Pen) -> None:
    """So many from now on: those held beyond are given back in the same step, those missing held as places free."""
    guards.need_meeting(picture)
    chamber = chamber_of(picture)
    if chamber is None:
        raise Refused("no-chamber")
    guards.need_open(chamber)
    most = picture.figures.group_people_max
    if not 0 <= command.seats <= most:
        raise Refused("bad-figure", most=most)
    if command.seats == picture.on_deck:
        raise Refused("on-deck-already", seats=command.seats)
    _write_set(picture, chamber, command.seats, pen)


def comment_opens(picture: Picture, pen: Pen) -> None:
    """From now on people speak: seats are held for them, unless the desk has said how many already."""
    chamber = chamber_of(picture)
    if chamber is not None and not chamber.closed and picture.on_deck == 0 and picture.figures.on_deck_seats:
        _write_set(picture, chamber, picture.figures.on_deck_seats, pen)


def _write_set(picture: Picture, chamber: Space, seats: int, pen: Pen) -> Entry:
    return pen.write(Kind.ON_DECK_SET, space=chamber.name, details={"seats": seats, "was": picture.on_deck})


def is_concerned(picture: Picture, entries: list[Entry]) -> bool:
    """Whether these entries may change what is on deck; most do not, and cost nothing."""
    if any(entry.kind in _SETS for entry in entries):
        return True
    chamber = chamber_of(picture) if picture.on_deck else None
    if chamber is None:
        return False
    return any(_may_change(entry, chamber.name) for entry in entries)


def _may_change(entry: Entry, chamber: str) -> bool:
    """A place of the chamber is free, a seat was taken, or what the whole evening may do has changed."""
    if entry.kind in _CHANGE_ALL or "on_deck" in entry.details:
        return True
    here, there = entry.change + entry.held, entry.from_change + entry.from_held
    return (entry.space == chamber and here < 0) or (entry.from_space == chamber and there < 0)


def next_step(draft: Draft, pen: Pen) -> Entry | None:
    """Write what follows for the seats on deck, on a draft after the request's entries; None where nothing does."""
    held = sum([hold.kind is _ON_DECK for hold in draft.holds.values()])
    chamber = chamber_of(draft)
    if chamber is None or not (held or draft.on_deck):
        return None
    if draft.on_deck and (draft.phase is not Phase.OPEN or chamber.closed):
        return _write_set(draft, chamber, 0, pen)
    if _gave_back(pen):
        # It would be taken again at once: who gives a seat back, or leaves it empty so long, needs one fewer.
        return _write_set(draft, chamber, max(0, draft.on_deck - ONE), pen)
    if held > draft.on_deck:
        return holds.write_ended(Kind.RELEASED, on_deck(draft)[-1], pen)
    if held < draft.on_deck and chamber.free_for(False) >= ONE and not (draft.stopped or draft.in_emergency):
        return pen.write(Kind.ON_DECK, space=chamber.name, people=ONE, held=ONE)
    return None


def _gave_back(pen: Pen) -> bool:
    """Whether the request itself ended a seat on deck that nobody took, and this was not followed yet."""
    if not isinstance(pen.request.command, ReleaseHold | EndHold):
        return False
    first = pen.entries[0]
    ended = first.kind in (Kind.RELEASED, Kind.EXPIRED) and first.details["held"][0] == HoldKind.ON_DECK
    return ended and not any(entry.kind == Kind.ON_DECK_SET for entry in pen.entries)


def apply_on_deck_set(draft: Draft, entry: Entry) -> None:
    draft.on_deck = entry.details["seats"]


def apply_on_deck(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    deadline = entry.elapsed + draft.figures.on_deck_ms
    holds.begin(draft, Hold(str(entry.seq), HoldKind.ON_DECK, entry.space, ONE, None, entry.elapsed, deadline))


def apply_speaker_seated(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    holds.end_seats(draft, entry)
    counting.count_crossing(draft, entry.space, entry.change)
    count_passes(draft, entry, +1)
