"""The meeting: the picture every screen shows, and the private draft that entries are folded into."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, MutableMapping
from enum import StrEnum
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from msgspec import Struct, field

from roomflow.domain.building import Building
from roomflow.domain.events import Entry, FirstClaim, TicketState, Wish
from roomflow.domain.layer import Key, Layer, Rows, Value
from roomflow.domain.line import Bucket, Line, Order
from roomflow.domain.pool import Pool
from roomflow.domain.releases import Releases
from roomflow.domain.spaces import Space
from roomflow.settings import Figures

RECENT_ENTRIES_MAX: Final = 60


class Phase(StrEnum):
    """How far the meeting is."""

    OPEN = "open"
    ADJOURNED = "adjourned"
    CLOSED = "closed"


class HoldKind(StrEnum):
    """Why places are promised."""

    ON_THE_WAY = "on-the-way"
    CALLED = "called"
    STEPPED_OUT = "stepped-out"
    SAVED = "saved"
    ON_DECK = "on-deck"
    RECESS = "recess"
    CLAIM = "claim"
    """A party seated elsewhere was called to the chamber."""


CALLS: Final = (HoldKind.CALLED, HoldKind.CLAIM)
"""Calls are repeated within their grace."""


class Hold(Struct, frozen=True):
    """Places promised and not yet taken. Times are ms of the meeting's own clock; `people` are those still to come.

    `id` is the number of the entry that began it, with a dot and a count where undo began it anew.
    """

    id: str
    kind: HoldKind
    space: str
    people: int
    ticket: int | None
    began: int
    deadline: int
    recalled: int = 0
    """Re-calls made so far."""


class Ticket(Struct, frozen=True):
    """A place in line, nothing else. `issued_at`, `called_at`, `seated_at`, `changed_at` are UTC ms.

    `space` is the room it is called to or seated in; `waits_in` the waiting space that counts its people, and
    `waits_people` how many of them it counts. `code` and `accessible` are private: never exported, never public;
    `code` is empty once the private part was emptied.
    """

    number: int
    people: int
    wish: Wish
    state: TicketState
    order: Order
    code: str
    accessible: bool
    issued_at: int
    changed_at: int
    issued_elapsed: int
    waits_in: str | None = None
    waits_people: int = 0
    space: str | None = None
    hold: str | None = None
    called_at: int | None = None
    seated_at: int | None = None
    saved: str | None = None
    """The hold that saves places for it while it waits."""
    passes: int = 0
    first_pass: int | None = None
    claim: bool = False
    """It is seated in an overflow room and still wishes the chamber."""

    @property
    def bucket(self) -> Bucket:
        """Which part of the line it stands in."""
        return Bucket(self.wish, self.people, self.accessible)


class Draft(Struct):
    """The private working copy of a meeting; only the desk's thread has one."""

    number: int
    name: str = ""
    date: str = ""
    building: Building = field(default_factory=lambda: Building("", "UTC", ()))
    """The spaces that this meeting uses."""
    whole: Building = field(default_factory=lambda: Building("", "UTC", ()))
    """All spaces of the building, those of other meetings among them."""
    figures: Figures = field(default_factory=Figures)
    practice: bool = False
    doors_open: str = ""
    call_to_order: str = ""
    expected_end: str = ""
    ends_at: int | None = None
    """When the end is expected, in UTC ms; None where nobody said."""
    phase: Phase = Phase.OPEN
    stopped: bool = False
    seq: int = 0
    at: int = 0
    elapsed: int = 0
    spaces: dict[str, Space] = field(default_factory=dict)
    tickets: MutableMapping[int, Ticket] = field(default_factory=Rows)
    codes: MutableMapping[str, int] = field(default_factory=Rows)
    paper: dict[int, int] = field(default_factory=dict)
    """Numbers of packs that were not entered yet, each with when its pack was taken (UTC ms)."""
    entered: dict[int, int] = field(default_factory=dict)
    """Numbers of packs that were entered, with the same moment."""
    holds: dict[str, Hold] = field(default_factory=dict)
    line: Line = field(default_factory=Line)
    pool: Pool = field(default_factory=Pool)
    claims: Line = field(default_factory=Line)
    """Tickets seated in an overflow room that claim the chamber and are not called to it."""
    first_claim: FirstClaim = FirstClaim.HALLWAY
    marks: dict[str, int] = field(default_factory=dict)
    in_recess: bool = False
    in_emergency: bool = False
    emergency_since: int | None = None
    """UTC ms when it began; none while there is no emergency."""
    emergency_ended: int | None = None
    """When the last one ended, in ms of the meeting's own clock; none where there was none."""
    passed: Line = field(default_factory=Line)
    """Waiting tickets that were passed over and have no saved places."""
    turned_away: int = 0
    came_back: int = 0
    stopped_for: str = ""
    """The keep-clear space for which invitations are stopped; empty where a person stopped them."""
    managers_due: int = 1
    managers_present: int | None = None
    """The most crowd managers that were needed so far, and how many are here as far as the desk was told."""
    on_deck: int = 0
    """Chamber seats wanted for speakers; how many are held is counted by their holds."""
    recent: deque[Entry] = field(default_factory=lambda: deque(maxlen=RECENT_ENTRIES_MAX))
    releases: Releases = field(default_factory=Releases)
    """What the last hour freed, for the wait range."""
    last: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Each station's last request: all its entries, for undo."""
    uncounted: list[tuple[Entry, int]] | None = None
    """Of a step ahead: entries whose passes nobody asked for yet, and whether they count (+1) or not (−1)."""
    is_live: bool = True
    """Whether a desk goes on with it: else nobody asks it what was freed lately, or what to take back."""


class Meeting(Struct, frozen=True):
    """A frozen picture of a meeting after entry `seq`; `head` is the hash of that entry in hex.

    `marks` has, for each mark of the agenda that was set, when it happened (UTC ms). The mappings are read-only.
    """

    number: int
    name: str
    date: str
    building: Building
    whole: Building
    figures: Figures
    practice: bool
    doors_open: str
    call_to_order: str
    expected_end: str
    ends_at: int | None
    phase: Phase
    stopped: bool
    seq: int
    at: int
    elapsed: int
    spaces: Mapping[str, Space]
    tickets: Mapping[int, Ticket]
    codes: Mapping[str, int]
    paper: Mapping[int, int]
    entered: Mapping[int, int]
    holds: Mapping[str, Hold]
    line: Line
    pool: Pool
    claims: Line
    first_claim: FirstClaim
    marks: Mapping[str, int]
    in_recess: bool
    in_emergency: bool
    emergency_since: int | None
    emergency_ended: int | None
    passed: Line
    turned_away: int
    came_back: int
    stopped_for: str
    managers_due: int
    managers_present: int | None
    on_deck: int
    recent: tuple[Entry, ...]
    releases: Releases
    last: Mapping[str, tuple[Entry, ...]]
    head: str = ""


_shared: Final = attrgetter(*(name for name in Draft.__struct_fields__ if name not in ("uncounted", "is_live")))
Picture = Meeting | Draft
"""What rules and screens read: the same names on both."""


def publish(draft: Draft, head: str = "") -> Meeting:
    """Freeze a draft; costs a copy of each index, not of what they hold, and of tickets and codes of what changed."""
    return Meeting(
        number=draft.number,
        name=draft.name,
        date=draft.date,
        building=draft.building,
        whole=draft.whole,
        figures=draft.figures,
        practice=draft.practice,
        doors_open=draft.doors_open,
        call_to_order=draft.call_to_order,
        expected_end=draft.expected_end,
        ends_at=draft.ends_at,
        phase=draft.phase,
        stopped=draft.stopped,
        seq=draft.seq,
        at=draft.at,
        elapsed=draft.elapsed,
        spaces=MappingProxyType(dict(draft.spaces)),
        tickets=_seen(draft.tickets),
        codes=_seen(draft.codes),
        paper=MappingProxyType(dict(draft.paper)),
        entered=MappingProxyType(dict(draft.entered)),
        holds=MappingProxyType(dict(draft.holds)),
        line=draft.line.copy(),
        pool=draft.pool.copy(),
        claims=draft.claims.copy(),
        first_claim=draft.first_claim,
        marks=MappingProxyType(dict(draft.marks)),
        in_recess=draft.in_recess,
        in_emergency=draft.in_emergency,
        emergency_since=draft.emergency_since,
        emergency_ended=draft.emergency_ended,
        passed=draft.passed.copy(),
        turned_away=draft.turned_away,
        came_back=draft.came_back,
        stopped_for=draft.stopped_for,
        managers_due=draft.managers_due,
        managers_present=draft.managers_present,
        on_deck=draft.on_deck,
        recent=tuple(draft.recent),
        releases=draft.releases.copy(),
        last=MappingProxyType(dict(draft.last)),
        head=head,
    )


def _seen(table: Mapping[Key, Value]) -> Mapping[Key, Value]:
    return table.seen() if isinstance(table, Rows) else MappingProxyType(dict(table))


def thaw(picture: Picture) -> Draft:
    """A draft of one's own that stands where a picture stands, to look a step ahead; costs the same in every meeting.

    What has thousands of rows is not copied: tickets and codes get a layer, the lines share their lists.
    """
    draft = Draft(*_shared(picture))
    draft.spaces, draft.holds = dict(picture.spaces), dict(picture.holds)
    draft.tickets, draft.codes = Layer(picture.tickets), Layer(picture.codes)
    draft.paper, draft.entered = dict(picture.paper), dict(picture.entered)
    draft.line, draft.claims, draft.passed = picture.line.copy(), picture.claims.copy(), picture.passed.copy()
    draft.pool, draft.releases = picture.pool.copy(), picture.releases.copy()
    draft.marks, draft.last = dict(picture.marks), dict(picture.last)
    draft.recent = deque(picture.recent, maxlen=RECENT_ENTRIES_MAX)
    draft.uncounted, draft.is_live = [], False
    return draft


def rooms(picture: Picture) -> list[Space]:
    """Chamber and overflow rooms in the building's order."""
    return [space for space in picture.spaces.values() if space.is_room]
