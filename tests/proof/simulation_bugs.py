"""Seeded bugs: each switches one rule of roomflow off or breaks one step, and the simulation has to find it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

from roomflow.domain import (
    accessible,
    counting,
    emergency,
    fold,
    guards,
    holds,
    inviting,
    keep_clear,
    on_deck,
    saving,
    sharing,
    tickets,
    undo,
)
from roomflow.domain.commands import EndHold, Tap
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Stamp
from roomflow.domain.spaces import Space
from roomflow.service import desk, drafts
from roomflow.service.answers import Answer
from roomflow.service.clock import MeetingTime, Reading
from roomflow.service.desk import Desk
from roomflow.service.door import resolve
from roomflow.service.drafts import Drafts
from roomflow.service.inbox import Item
from tests.proof.simulation import START, World

Make = Callable[[int, int], World]
Bug = Callable[[], AbstractContextManager[Make]]


def _in_place(place: object, name: str, bug: object) -> Bug:
    @contextmanager
    def switched() -> Iterator[Make]:
        with patch.object(place, name, bug):
            yield World

    return switched


def _forgets(what: str) -> Bug:
    @contextmanager
    def switched() -> Iterator[Make]:
        yield lambda seed, requests: World(seed, requests, forgets=what)

    return switched


def _decides(bug: Callable[[Picture, Request, Stamp], Sequence[Entry]]) -> Bug:
    @contextmanager
    def switched() -> Iterator[Make]:
        yield lambda seed, requests: World(seed, requests, decide=bug)

    return switched


def _writes(kinds: Sequence[Kind], *without: str, **columns: Any) -> Bug:
    """Entries of these kinds lose details, or get other columns."""

    def change(entry: Entry) -> Entry:
        if entry.kind not in kinds:
            return entry
        kept = {key: value for key, value in entry.details.items() if key not in without}
        return entry._replace(details=kept, **columns)

    return _decides(lambda picture, request, stamp: [change(entry) for entry in decide(picture, request, stamp)])


def _asks_nothing(*_: Any, **__: Any) -> None:
    """A guard that lets everybody through."""


def _names_nobody(*_: Any, **__: Any) -> tuple[int, ...]:
    return ()


def _one_too_many(room: Space, people: int, *, accessible: bool) -> None:
    if room.free_for(accessible) + 1 < people:
        raise Refused("no-places", space=room.name, free=max(0, room.free), people=people)


def _all_that_is_free(room: Space, _accessible: bool) -> int:
    return room.free


def _nobody(*_: Any) -> bool:
    return False


def _ends_at_once(picture: Picture, command: EndHold, pen: Pen) -> None:
    holds.write_ended(Kind.EXPIRED, inviting.hold_called(picture, command.hold), pen)


def _number_again(picture: Picture) -> int:
    return picture.figures.first_ticket + max(0, len(picture.tickets) - len(picture.tickets) // 9)


def _keeps_last(draft: Draft, entry: Entry) -> None:
    """An undo leaves something to take back: the same thing again."""
    if entry.kind != Kind.UNDONE:
        draft.last[entry.station] = (entry,)


def _refuses_facts(picture: Picture, request: Request, stamp: Stamp) -> Sequence[Entry]:
    command = request.command
    space = picture.spaces.get(command.space) if isinstance(command, Tap) else None
    if isinstance(command, Tap) and space is not None and command.change > max(0, space.free):
        raise Refused("no-places", space=space.name, free=0, people=command.change)
    return decide(picture, request, stamp)


def _remembers_beside(picture: Picture, request: Request, stamp: Stamp) -> Sequence[Entry]:
    """A rule that changes the picture itself, where only entries may."""
    if isinstance(picture, Draft) and isinstance(request.command, Tap):
        picture.came_back += 1
    return decide(picture, request, stamp)


def _by_the_wall(time: MeetingTime, reading: Reading) -> int:
    return time.elapsed + max(0, reading.at - START - time.source)


@contextmanager
def _tells_before_it_writes() -> Iterator[Make]:
    """The answers of a commit are given while it is still decided."""
    decide_all = Desk._decide_all

    def told(self: Desk, items: Sequence[Item], drafts: Drafts) -> list[tuple[Answer | None, BaseException | None]]:
        replies = decide_all(self, items, drafts)
        for item, (answer, error) in zip(items, replies, strict=True):
            resolve(item, answer, error)
        return replies

    def once(item: Item, answer: Any, error: BaseException | None) -> None:
        if not item.future.done():
            resolve(item, answer, error)

    with patch.object(Desk, "_decide_all", told), patch.object(desk, "resolve", once):
        yield World


@contextmanager
def _fails_for_the_first_alone() -> Iterator[Make]:
    """A commit that failed is a problem of its first asker; the others are told what was decided for them."""
    decide_all, fail = Desk._decide_all, Desk._fail
    decided: list[tuple[Answer | None, BaseException | None]] = []

    def remembered(self: Desk, items: Sequence[Item], drafts: Drafts) -> list[Any]:
        decided[:] = decide_all(self, items, drafts)
        return decided

    def for_the_first(self: Desk, items: Sequence[Item], error: BaseException) -> None:
        if len(decided) != len(items):  # it failed before anything was decided
            decided[:] = [(None, error)] * len(items)
        for item, (answer, _) in list(zip(items, decided, strict=True))[1:]:
            if answer is not None:
                resolve(item, answer, None)
        fail(self, items, error)

    with patch.object(Desk, "_decide_all", remembered), patch.object(Desk, "_fail", for_the_first):
        yield World


@contextmanager
def _spoils_the_others() -> Iterator[Make]:
    """Of requests decided together one that is refused takes with it what was decided before it."""
    answer = Drafts.answer

    def spoilt(self: Drafts, request: Request, reading: Reading) -> Answer:
        said = answer(self, request, reading)
        sheet = self._sheets.get(said.meeting or 0)
        if said.refusal is not None and sheet is not None:
            sheet.entries.clear()
        return said

    with patch.object(Drafts, "answer", spoilt):
        yield World


BUGS: dict[str, Bug] = {
    "answers are not kept": _forgets("answers"),
    "refusals are not kept": _forgets("refusals"),
    "one commit in fifty is answered and not written": _forgets("entries"),
    "the guard of places is off": _in_place(guards, "need_places", _asks_nothing),
    "the guard of places lets one too many in": _in_place(guards, "need_places", _one_too_many),
    "kept places are given to anybody": _in_place(Space, "free_for", _all_that_is_free),
    "kept places become ordinary although somebody who asked waits": _in_place(accessible, "_somebody_asked", _nobody),
    "the gate of the head count is off": _in_place(guards, "need_count", _asks_nothing),
    "the first claim of the line is off": _in_place(guards, "need_first_claim", _asks_nothing),
    "the guard of the order is off": _in_place(guards, "need_order", _names_nobody),
    "the wish is not obeyed": _in_place(guards, "need_wish", _asks_nothing),
    "stopped invitations go on": _in_place(guards, "need_invitations", _asks_nothing),
    "two open meetings get the same room": _in_place(sharing, "others_for", lambda *_: ()),
    "an emergency stays in its own meeting": _in_place(sharing, "concerned_by", lambda *_: []),
    "closed rooms are offered": _in_place(guards, "need_open", _asks_nothing),
    "a closed log takes entries": _in_place(guards, "need_log", _asks_nothing),
    "a pass is not named": _writes((Kind.CALLED, Kind.SEATED, Kind.MOVED), "passed", "reason"),
    "places are saved for who is owed none": _in_place(saving, "is_owed", lambda *_: True),
    "a hold ends when somebody asks, not at its deadline": _in_place(inviting, "end_hold", _ends_at_once),
    "no timer runs": _in_place(drafts, "due_first", _asks_nothing),
    "deadlines go by the wall clock": _in_place(MeetingTime, "elapsed_at", _by_the_wall),
    "who gives up leaves a hold behind": _writes((Kind.LEFT,), held=0),
    "who is seated stays promised too": _writes((Kind.SEATED,), held=0),
    "a move forgets the room it leaves": _writes((Kind.MOVED,), from_space=None, from_held=0),
    "a tap takes no hold": _writes((Kind.TAPPED,), "consumed", held=0),
    "an exit from an empty room is clamped": _writes((Kind.TAPPED,), "unmatched"),
    "a tap past the limit is refused": _decides(_refuses_facts),
    "a number is given twice": _in_place(tickets, "next_number", _number_again),
    "an undo can be done twice": _in_place(fold, "_remember_last", _keeps_last),
    "an undo promises places that were given on": _in_place(undo, "_need_free_again", _asks_nothing),
    "a freed place is not held on deck": _in_place(on_deck, "next_step", _asks_nothing),
    "a speaker takes a seat and passes nobody by name": _in_place(guards, "all_before", _names_nobody),
    "the stairs stop nobody": _in_place(keep_clear, "next_step", _asks_nothing),
    "who walks out in a recess keeps nothing": _in_place(counting, "places_kept", lambda *_: 0),
    "who is out when an emergency ends is not waited for": _in_place(emergency, "kept_longer", lambda *_: []),
    "a rule changes the picture itself": _decides(_remembers_beside),
    "answers are told before their commit is on the disk": _tells_before_it_writes,
    "a commit that fails is told to its first asker alone": _fails_for_the_first_alone,
    "a refusal spoils what was decided with it": _spoils_the_others,
}
