"""Undo of what is on deck: seats wanted, seats held, speakers seated; and what the fold puts back of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from roomflow.domain import counting
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, HoldKind, Picture
from roomflow.domain.refusals import Refused

Columns = dict[str, Any]


def rows_taken(entry: Entry) -> list[list[Any]]:
    """The seats on deck that an entry ended, each as it was."""
    return [list(row) for _, row in entry.details.get("on_deck", ())]


def is_given_back(entry: Entry) -> bool:
    """Whether an entry gave a seat on deck back. That its room closed in the same step is taken back after it."""
    return bool(entry.details["held"][0] == HoldKind.ON_DECK)


def _on_deck(picture: Picture, entry: Entry) -> Columns:
    if str(entry.seq) not in picture.holds:
        raise Refused("went-in")
    return {"details": {"ends": [str(entry.seq)]}}


def _on_deck_set(_picture: Picture, entry: Entry) -> Columns:
    return {"details": {"seats": entry.details["was"]}}


def _speaker_seated(picture: Picture, entry: Entry) -> Columns:
    assert entry.space is not None
    room = picture.spaces[entry.space]
    if room.inside < entry.change:
        raise Refused("cannot-undo")
    if room.free < -(entry.held + entry.change):
        raise Refused("places-gone", space=room.name)
    passed = {"passed": entry.details["passed"]} if "passed" in entry.details else {}
    return {"details": {"begins": rows_taken(entry), **passed}}


REVERSES: Final[Mapping[Kind, Callable[[Picture, Entry], Columns]]] = MappingProxyType(
    {Kind.ON_DECK: _on_deck, Kind.ON_DECK_SET: _on_deck_set, Kind.SPEAKER_SEATED: _speaker_seated}
)


def _restore_set(draft: Draft, entry: Entry) -> None:
    draft.on_deck = entry.details["seats"]


def _restore_speaker(draft: Draft, entry: Entry) -> None:
    assert entry.space is not None
    counting.count_crossing(draft, entry.space, entry.change)


RESTORES: Final[Mapping[Kind, Callable[[Draft, Entry], None]]] = MappingProxyType(
    {Kind.ON_DECK_SET: _restore_set, Kind.SPEAKER_SEATED: _restore_speaker}
)
