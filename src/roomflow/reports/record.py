"""The clerk's record of an evening: every figure of it, from its entries alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from roomflow.domain.events import Entry
from roomflow.domain.fold import apply
from roomflow.domain.meeting import Draft
from roomflow.reports.count_figures import (
    DoorFigures,
    HeadCount,
    clock_jumps,
    door_figures,
    head_counts,
    taken_back,
)
from roomflow.reports.decision_figures import ADJOURNED, AgendaMark, Decision, DecisionWalk
from roomflow.reports.fairness import Fairness, fairness
from roomflow.reports.figures import ROOM_KINDS, ByKind, building_of
from roomflow.reports.line_figures import LineFigures, line_figures
from roomflow.reports.series import Series
from roomflow.reports.space_figures import RoomsFigures, SpaceFigures, SpaceWalk
from roomflow.reports.tables import Evening


class Record(Struct, frozen=True):
    """The figures of one evening. `head` is the hash of its last entry in hex; moments are UTC ms."""

    evening: Evening
    head: str
    opened_at: int
    closed_at: int | None
    spaces: tuple[SpaceFigures, ...]
    rooms: RoomsFigures
    line: LineFigures
    head_counts: tuple[HeadCount, ...]
    doors: tuple[DoorFigures, ...]
    agenda: tuple[AgendaMark, ...]
    decisions: tuple[Decision, ...]
    taken_back: Mapping[str, int]
    jumps: tuple[tuple[int, int], ...]
    fairness: Fairness

    @property
    def series(self) -> Mapping[str, Series]:
        """How full each space with a limit was at every moment: what is drawn, and nothing else asks for it."""
        return self.evening.series

    @property
    def largest_difference(self) -> int:
        """The head count that corrected the count by most people, with its sign; 0 where none was taken."""
        return max((each.difference for each in self.head_counts), key=abs, default=0)

    def marked_at(self, mark: str) -> int | None:
        """When a mark of the agenda was last set (UTC ms)."""
        return next((each.at for each in reversed(self.agenda) if each.mark == mark), None)

    @property
    def adjourned_at(self) -> int | None:
        return self.marked_at(ADJOURNED)

    @property
    def verified(self) -> bool:
        """Whether the peak of every room was confirmed by a head count: then nothing needs “approximately”."""
        return all(space.peak_verified or not space.peak for space in self.spaces if space.kind in ROOM_KINDS)


def record_of(number: int, entries: Sequence[Entry], head: str) -> Record:
    """The record of a meeting's entries, all of them; `head` is the hash of the last one in hex."""
    plans, kinds = building_of(entries).spaces, ByKind(entries)
    spaces, draft = SpaceWalk(plans), Draft(number, tickets={}, codes={}, is_live=False)
    for entry in entries:
        apply(draft, entry)
        spaces.take(entry, draft, stands=entry.seq not in kinds.undone)
    counted, decisions = head_counts(kinds), DecisionWalk.through(kinds)
    return Record(
        evening=Evening(number, entries, draft),
        head=head,
        opened_at=entries[0].happened,
        closed_at=decisions.closed_at,
        spaces=spaces.spaces(draft),
        rooms=spaces.rooms(draft),
        line=line_figures(kinds, draft),
        head_counts=counted,
        doors=door_figures(kinds, plans, counted, draft),
        agenda=decisions.agenda(),
        decisions=tuple(decisions.decisions),
        taken_back=taken_back(kinds),
        jumps=clock_jumps(kinds),
        fairness=fairness(entries),
    )
