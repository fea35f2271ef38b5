"""The fold: each entry changes the draft by its columns and by one handler a kind. Live, restart and proof share it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import takewhile
from types import MappingProxyType
from typing import Final

from roomflow.domain import (
    accessible,
    agenda,
    calling,
    claims,
    counting,
    emergency,
    ending,
    inviting,
    limits,
    managers,
    on_deck,
    paper,
    reentry,
    saving,
    slips,
    splitting,
    tickets,
    undo_fold,
)
from roomflow.domain.events import Entry, Kind
from roomflow.domain.layer import Rows
from roomflow.domain.meeting import Draft

_HANDLERS: Final[Mapping[str, Callable[[Draft, Entry], None]]] = MappingProxyType(
    {
        Kind.OPENED.value: agenda.apply_opened,
        Kind.TAPPED.value: counting.apply_tapped,
        Kind.SENT.value: inviting.apply_sent,
        Kind.MOVED.value: inviting.apply_moved,
        Kind.EXPIRED.value: inviting.apply_hold_ended,
        Kind.RELEASED.value: inviting.apply_hold_ended,
        Kind.ISSUED.value: tickets.apply_issued,
        Kind.CALLED.value: calling.apply_called,
        Kind.RECALLED.value: calling.apply_recalled,
        Kind.SEATED.value: tickets.apply_seated,
        Kind.MISSED.value: tickets.apply_missed,
        Kind.BACK.value: tickets.apply_back,
        Kind.LEFT.value: tickets.apply_gone,
        Kind.UNSERVED.value: tickets.apply_gone,
        Kind.COUNT_STARTED.value: counting.apply_count_started,
        Kind.COUNTED.value: counting.apply_counted,
        Kind.TURNED_AWAY.value: agenda.apply_turned_away,
        Kind.MARKED.value: agenda.apply_marked,
        Kind.STOPPED.value: agenda.apply_stopped,
        Kind.ALLOWED.value: agenda.apply_allowed,
        Kind.ADJOURNED.value: agenda.apply_adjourned,
        Kind.CLOSED.value: agenda.apply_closed,
        Kind.CLOCK_NOTED.value: agenda.apply_clock_noted,
        Kind.UNDONE.value: undo_fold.apply_undone,
        Kind.LIMIT_SET.value: limits.apply_limit_set,
        Kind.RESERVED_SET.value: limits.apply_reserved_set,
        Kind.SPACE_CLOSED.value: limits.apply_space_closed,
        Kind.SPACE_OPENED.value: limits.apply_space_opened,
        Kind.COUNT_DEFERRED.value: counting.apply_count_deferred,
        Kind.STEPPED_OUT.value: reentry.apply_stepped_out,
        Kind.RETURNED.value: reentry.apply_returned,
        Kind.SAVED.value: saving.apply_saved,
        Kind.SPLIT.value: splitting.apply_split,
        Kind.RELOCATED.value: reentry.apply_relocated,
        Kind.EMERGENCY.value: emergency.apply_emergency,
        Kind.CLEARED.value: emergency.apply_cleared,
        Kind.ASSISTANCE.value: emergency.apply_assistance,
        Kind.EMERGENCY_ENDED.value: emergency.apply_emergency_ended,
        Kind.USHER_CHANGED.value: emergency.apply_usher_changed,
        Kind.POOL_OPENED.value: accessible.apply_pool_opened,
        Kind.CLAIM_SET.value: claims.apply_claim_set,
        Kind.CLAIM_CALLED.value: claims.apply_claim_called,
        Kind.CLAIM_TAKEN.value: claims.apply_claim_taken,
        Kind.FIRST_CLAIM_SET.value: claims.apply_first_claim_set,
        Kind.MANAGERS_DUE.value: managers.apply_managers_due,
        Kind.MANAGERS_PRESENT.value: managers.apply_managers_present,
        Kind.ON_DECK_SET.value: on_deck.apply_on_deck_set,
        Kind.ON_DECK.value: on_deck.apply_on_deck,
        Kind.SPEAKER_SEATED.value: on_deck.apply_speaker_seated,
        Kind.END_EXPECTED.value: ending.apply_end_expected,
        Kind.REPRINTED.value: slips.apply_reprinted,
        Kind.PACK_TAKEN.value: paper.apply_pack_taken,
    }
)


_THROUGH_DOORS: Final = frozenset((Kind.TAPPED.value, Kind.STEPPED_OUT.value, Kind.RETURNED.value))
"""People of one space who pass a door one by one: each makes the count older."""
_UNDONE: Final = Kind.UNDONE.value
_MAY_FOLLOW: Final = frozenset(
    kind.value
    for kind in (
        Kind.SAVED,
        Kind.ON_DECK,
        Kind.ON_DECK_SET,
        Kind.RELEASED,
        Kind.STOPPED,
        Kind.ALLOWED,
        Kind.MANAGERS_DUE,
    )
)
"""Kinds that may follow any request in the same step, an undo too."""


def fold(number: int, entries: Iterable[Entry]) -> Draft:
    """The meeting as its entries leave it; `number` is its number in the log."""
    draft = Draft(number, tickets={}, codes={})  # nobody sees it before its end: it need not know what changed
    for entry in entries:
        apply(draft, entry)
    draft.tickets, draft.codes = Rows(draft.tickets), Rows(draft.codes)
    return draft


def apply(draft: Draft, entry: Entry) -> None:
    """Fold one entry into the draft; entries come in order, without a gap."""
    seq, kind = entry.seq, entry.kind
    assert seq == draft.seq + 1, (seq, draft.seq)
    if kind in _THROUGH_DOORS:
        counting.pass_door(draft, entry)
    else:
        if entry.space is not None and (entry.change or entry.held):
            counting.post(draft, entry.space, entry.change, entry.held)
        if entry.from_space is not None and (entry.from_change or entry.from_held):
            counting.post(draft, entry.from_space, entry.from_change, entry.from_held)
    _HANDLERS[kind](draft, entry)
    draft.seq, draft.at, draft.elapsed = seq, entry.at, entry.elapsed
    draft.recent.append(entry)
    if draft.is_live:
        draft.releases.note(entry, draft.spaces)
        _remember_last(draft, entry)


def _remember_last(draft: Draft, entry: Entry) -> None:
    """Keep each station's last request for undo; an undo itself leaves nothing to take back."""
    kind, station, last = entry.kind, entry.station, draft.last
    if kind == _UNDONE or (kind in _MAY_FOLLOW and _follows_undo(draft, entry)):
        last[station] = ()
        return
    before = last.get(station)
    same = before and before[0].request == entry.request
    last[station] = (*before, entry) if before and same else (entry,)


def _follows_undo(draft: Draft, entry: Entry) -> bool:
    """Whether the entry's own request took something back; its entries are the last ones."""
    own = takewhile(lambda each: each.request == entry.request, reversed(draft.recent))
    return any(each.kind == _UNDONE for each in own)
