"""What people decided during the evening: marks of the agenda, and every override and limit with who authorised it."""

from __future__ import annotations

from typing import Final, NamedTuple

from msgspec import Struct, field

from roomflow.domain.events import Entry, Kind
from roomflow.reports.figures import ByKind

RECORDING: Final = "recording-begins"
"""The mark from which offsets into the recording are counted."""
ADJOURNED: Final = "adjourned"
EMERGENCY_BEGINS: Final = "emergency"
EMERGENCY_ENDS: Final = "emergency-ended"
_DECISIONS: Final = frozenset(
    kind.value
    for kind in (
        Kind.LIMIT_SET,
        Kind.RESERVED_SET,
        Kind.SPACE_CLOSED,
        Kind.SPACE_OPENED,
        Kind.STOPPED,
        Kind.ALLOWED,
        Kind.COUNT_DEFERRED,
        Kind.EMERGENCY,
        Kind.EMERGENCY_ENDED,
    )
)
_OF_ACCOUNT: Final = (*_DECISIONS, Kind.MARKED.value, Kind.ADJOURNED.value, Kind.CLOSED.value)
_OVERRIDE: Final = "override"
"""Stands in the details of what it allowed, whatever its kind."""


class AgendaMark(NamedTuple):
    """A mark of the agenda. `offset_ms` is how far into the recording it lies, None where no recording was marked."""

    at: int
    mark: str
    words: str
    offset_ms: int | None


class Decision(NamedTuple):
    """An override, or a change of what is allowed. `value` and `was` are a limit or the places reserved; of an
    override `people` were invited past the places or past the line."""

    seq: int
    at: int
    what: str
    space: str | None
    ticket: int | None
    people: int | None
    value: int | None
    was: int | None
    role: str
    reason: str
    words: str


class DecisionWalk(Struct):
    """Follows decisions and marks; what was taken back is left out."""

    decisions: list[Decision] = field(default_factory=list)
    marks: list[tuple[int, int, str, str]] = field(default_factory=list)
    """When (UTC ms, and ms of the meeting's clock), which mark, and its words."""
    closed_at: int | None = None

    @classmethod
    def through(cls, kinds: ByKind) -> DecisionWalk:
        """The walk through the entries of a meeting, of which few are of account."""
        overrides = [entry for entry in kinds.entries if _OVERRIDE in entry.details]
        others = [entry for kind in _OF_ACCOUNT for entry in kinds.of(kind)]
        of_account = {entry.seq: entry for entry in (*overrides, *others) if entry.undoes is None}
        walk = cls()
        for seq in sorted(of_account.keys() - kinds.undone):
            walk.take(of_account[seq])
        return walk

    def take(self, entry: Entry) -> None:
        if entry.kind == Kind.MARKED:
            self._mark(entry, entry.details["mark"], entry.details.get("words", ""))
        elif entry.kind == Kind.ADJOURNED:
            self._mark(entry, ADJOURNED, "")
        elif entry.kind == Kind.CLOSED:
            self.closed_at = entry.happened
        elif entry.kind in _DECISIONS:
            self._decide(entry, entry.kind, entry.details)
            if entry.kind in (Kind.EMERGENCY, Kind.EMERGENCY_ENDED):  # a mark of the evening as well
                self._mark(entry, EMERGENCY_BEGINS if entry.kind == Kind.EMERGENCY else EMERGENCY_ENDS, "")
        elif _OVERRIDE in entry.details:
            self._decide(entry, _OVERRIDE, entry.details[_OVERRIDE])

    def _mark(self, entry: Entry, mark: str, words: str) -> None:
        self.marks.append((entry.happened, entry.elapsed, mark, words))

    def _decide(self, entry: Entry, what: str, authority: object) -> None:
        named = authority if isinstance(authority, dict) else {}
        details = entry.details
        self.decisions.append(
            Decision(
                seq=entry.seq,
                at=entry.happened,
                what=str(what),
                space=entry.space,
                ticket=entry.ticket,
                people=entry.people,
                value=details.get("limit", details.get("reserved")),
                was=details.get("was"),
                role=named.get("role", ""),
                reason=named.get("reason", ""),
                words=named.get("words", ""),
            )
        )

    def agenda(self) -> tuple[AgendaMark, ...]:
        """The marks in their order, with how far into the recording each lies."""
        begun = [elapsed for _, elapsed, mark, _ in self.marks if mark == RECORDING]
        first = begun[0] if begun else None
        return tuple(
            AgendaMark(at, mark, words, None if first is None or elapsed < first else elapsed - first)
            for at, elapsed, mark, words in self.marks
        )
