"""The audit: every built rule, checked again at every entry of a log, independent of how the entry came about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from roomflow.domain import audit_claims
from roomflow.domain.audit_building import building_of
from roomflow.domain.audit_figures import figures_of, undone_of
from roomflow.domain.audit_holds import ended_of, saved_of, tapped_of
from roomflow.domain.audit_on_deck import on_deck_of
from roomflow.domain.audit_paper import is_on_paper, paper_of
from roomflow.domain.audit_pool import KeptPlaces
from roomflow.domain.audit_recess import recess_of
from roomflow.domain.audit_states import states_of
from roomflow.domain.audit_undone import put_back_of
from roomflow.domain.building import SpaceKind
from roomflow.domain.codes import is_code
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.fold import apply
from roomflow.domain.guards import TOO_LARGE
from roomflow.domain.line import BACK, Bucket, Place
from roomflow.domain.meeting import Draft, HoldKind, Phase
from roomflow.domain.requests import AGE_MS_MAX
from roomflow.domain.spaces import Space
from roomflow.domain.tickets import next_number
from roomflow.sentences import sentence as _

_W, _C, _M, _S = TicketState.WAITING, TicketState.CALLED, TicketState.MISSED, TicketState.SEATED
_DIAGRAM: Final[Mapping[str, tuple[tuple[TicketState, ...], TicketState]]] = MappingProxyType(
    {
        Kind.CALLED.value: ((_W,), _C),
        Kind.RECALLED.value: ((_C, _S), _C),
        Kind.MOVED.value: ((_C,), _C),
        Kind.SEATED.value: ((_W, _C, _M), _S),
        Kind.RELOCATED.value: ((_S,), _S),
        Kind.CLAIM_SET.value: ((_S,), _S),
        Kind.CLAIM_CALLED.value: ((_S,), _S),
        Kind.CLAIM_TAKEN.value: ((_S,), _S),
        Kind.MISSED.value: ((_C,), _M),
        Kind.BACK.value: ((_M,), _W),
        Kind.LEFT.value: ((_W, _C, _M), TicketState.LEFT),
        Kind.UNSERVED.value: ((_W, _C), TicketState.UNSERVED),
    }
)
_INVITATIONS: Final = (Kind.SENT, Kind.CALLED, Kind.MOVED, Kind.RELOCATED, Kind.CLAIM_CALLED)
_BY_HAND: Final = (Kind.SEATED, Kind.SPEAKER_SEATED)


class Audit:
    """Folds a log entry by entry and says at each one which rules it breaks."""

    def __init__(self, number: int) -> None:
        self.draft = Draft(number)
        self._kept = KeptPlaces(self.draft)
        self._undone_seqs: set[int] = set()
        self._entries: dict[int, Entry] = {}
        """All so far, for what an `undone` entry takes back."""

    def step(self, entry: Entry) -> list[str]:
        """Check one entry on the meeting before it, fold it, check the sums; returns sentences, empty when all holds.

        Raises AssertionError, KeyError or ValueError for an entry that cannot follow here at all.
        """
        self._kept.follow(entry)
        broken = [*self._before(entry), *self._kept.wrong(entry)]
        for check in (figures_of, audit_claims.figures, states_of, on_deck_of, recess_of, building_of, paper_of):
            broken += check(self.draft, entry)
        if entry.kind == Kind.UNDONE and entry.undoes is not None:
            original = self._entries.get(entry.undoes)
            broken += [*undone_of(entry, original), *put_back_of(self.draft, entry, original)]
        self._entries[entry.seq] = entry
        apply(self.draft, entry)
        broken += self._after()
        return broken

    def _before(self, entry: Entry) -> Iterator[str]:
        if entry.elapsed < self.draft.elapsed:
            yield _("the meeting's own clock falls")
        if entry.happened > entry.at:
            yield _("it happened after it was recorded")
        if entry.at - entry.happened > AGE_MS_MAX:
            yield _("it happened longer before it was recorded than an evening lasts")
        if self.draft.phase is Phase.CLOSED:
            yield _("rule 5: it follows the close of the log")
        if (entry.kind == Kind.OPENED) != (entry.seq == 1):
            yield _("rule 5: a log begins with its opening, and only there")
        yield from self._ticket(entry)
        yield from self._invitation(entry)
        yield from ended_of(self.draft, entry)
        if entry.kind == Kind.TAPPED:
            yield from tapped_of(self.draft, entry)
        elif entry.kind == Kind.SAVED:
            yield from saved_of(self.draft, self._kept, entry)
        elif entry.kind == Kind.SPLIT and "of" in entry.details and entry.ticket != next_number(self.draft):
            yield _("rule 15: the number {ticket} of a part does not follow", ticket=entry.ticket)
        elif entry.kind == Kind.UNDONE:
            yield from self._undone(entry)
        elif entry.kind == Kind.ADJOURNED and self.draft.phase is not Phase.OPEN:
            yield _("the meeting had adjourned already")
        elif entry.kind == Kind.CLOSED and self.draft.holds:
            yield _("rule 8: holds outlive the close")

    def _ticket(self, entry: Entry) -> Iterator[str]:
        if entry.kind == Kind.ISSUED:
            if entry.ticket != next_number(self.draft) and not is_on_paper(entry):
                yield _("rule 15: the ticket number {ticket} does not follow", ticket=entry.ticket)
            code = (entry.private or {}).get("code", "")
            if code and (code in self.draft.codes or not is_code(code)):
                yield _("rule 15: ticket {ticket} has no code of its own", ticket=entry.ticket)
            if not is_on_paper(entry):  # it was handed out when nobody could look
                yield from self._needless(entry)
        elif entry.ticket is not None and entry.kind in _DIAGRAM:
            before, after = _DIAGRAM[entry.kind]
            if self.draft.tickets[entry.ticket].state not in before:
                yield _(
                    "ticket {ticket} cannot be {kind} from {state}",
                    ticket=entry.ticket,
                    kind=entry.kind,
                    state=self.draft.tickets[entry.ticket].state,
                )
            if entry.state is not None and entry.state != after:
                yield _(
                    "ticket {ticket} cannot be {state} after {kind}",
                    ticket=entry.ticket,
                    state=entry.state,
                    kind=entry.kind,
                )
            if entry.kind == Kind.RECALLED and self._is_stopped():
                yield _("rule 16: ticket {ticket} is called again while nobody is invited", ticket=entry.ticket)
            if entry.people != self.draft.tickets[entry.ticket].people:
                yield _(
                    "ticket {ticket} is for {people} people",
                    ticket=entry.ticket,
                    people=self.draft.tickets[entry.ticket].people,
                )

    def _needless(self, entry: Entry) -> Iterator[str]:
        """A ticket is never a condition: while a place is free that nobody in line may claim, people are seated."""
        if self._is_stopped():
            return
        asked = self._kept.asked(entry)
        for room in self.draft.spaces.values():
            wished = room.kind is SpaceKind.CHAMBER or entry.details["wish"] == Wish.ANY
            if not room.is_room or not wished or room.closed or self._waits_for_count(room, entry.elapsed):
                continue
            if self._kept.left(room, asked)[0] >= (entry.people or 0):
                yield _("rule 10: a ticket although {room} has places that nobody may claim", room=room.name)

    def _invitation(self, entry: Entry) -> Iterator[str]:
        kind = Kind(entry.kind)
        by_hand = kind in _BY_HAND and "hold" not in entry.details and "already_counted" not in entry.details
        if kind not in _INVITATIONS and not by_hand:
            return
        assert entry.space is not None
        assert entry.people is not None
        room = self.draft.spaces[entry.space]
        if self._is_stopped():
            yield _("rule 16: an invitation while invitations are stopped")
        if not room.is_room:
            yield _("{room} is no room", room=room.name)
        if room.closed:
            yield _("{room} is closed", room=room.name)
        overridden = "override" in entry.details
        promised = entry.held + entry.change
        if room.places - room.inside - room.held < promised and not overridden:
            yield _(
                "rule 2: {room} has {free} places free, this promises {promised}",
                room=room.name,
                free=room.free,
                promised=promised,
            )
        elif self._kept.most(room, self._kept.asked(entry)) < promised and not overridden:
            yield _(
                "rule 12: {room} keeps {pool} of its free places, this promises {promised}",
                room=room.name,
                pool=room.pool,
                promised=promised,
            )
        if self._waits_for_count(room, entry.elapsed) and not overridden:
            yield _("rule 7: {room} waits for a head count", room=room.name)
        # A seat on deck was held for whoever speaks next: nobody's fits into it, and all who stand before are named.
        overridden = overridden or "on_deck" in entry.details
        if entry.ticket is None or kind is Kind.RELOCATED:
            yield from self._claim(entry, room, overridden)
        elif kind is Kind.CLAIM_CALLED:
            yield from audit_claims.called(self.draft, self._kept, entry, room)
            yield from self._reason(entry, room)
        else:
            yield from self._order(entry, room, overridden)

    def _is_stopped(self) -> bool:
        return self.draft.stopped or self.draft.in_emergency or self.draft.phase is not Phase.OPEN

    def _waits_for_count(self, room: Space, elapsed: int) -> bool:
        if room.gate_passed or (room.deferred_until is not None and elapsed < room.deferred_until):
            return False
        nearly = room.places * self.draft.figures.nearly_full_percent
        return room.places > 0 and (room.inside + room.held) * 100 >= nearly

    def _claim(self, entry: Entry, room: Space, overridden: bool) -> Iterator[str]:
        claimed = self._kept.claimed(room)
        everybody = {number for _, row in self._line_for(room) for _, number in row}
        # Kept places pass those who could not have them; where all that wait could have places, nobody is passed.
        passed = everybody if overridden or room.free - claimed < (entry.people or 0) else set()
        if set(entry.details.get("passed", ())) != passed:
            yield _("rule 9: a party without a ticket does not name whom it passes")
        if not overridden and self._kept.left(room, self._kept.asked(entry))[1] < (entry.people or 0):
            yield _(
                "rule 10: the line has the first claim on {claimed} places of {room}", claimed=claimed, room=room.name
            )
        yield from self._reason(entry, room)

    def _reason(self, entry: Entry, room: Space) -> Iterator[str]:
        """Rule 9: *too large* is said only where nobody passed would have fitted into what was free."""
        passed = [self.draft.tickets[number] for number in entry.details.get("passed", ())]
        if entry.details.get("reason") == TOO_LARGE and any(ticket.people <= room.free for ticket in passed):
            yield _("rule 9: it passes somebody as too large who would fit into {room}", room=room.name)

    def _line_for(self, room: Space) -> list[tuple[Bucket, list[Place]]]:
        """The part of the line that wishes this room; said again here, so that a guard that fails is seen."""
        chamber = room.kind is SpaceKind.CHAMBER
        return [(key, row) for key, row in self.draft.line.buckets.items() if chamber or key[0] is Wish.ANY]

    def _order(self, entry: Entry, room: Space, overridden: bool) -> Iterator[str]:
        assert entry.ticket is not None
        ticket = self.draft.tickets[entry.ticket]
        if not overridden:
            yield from audit_claims.overtakes(self.draft, self._kept, room)
        if ticket.wish is Wish.CHAMBER and room.kind is not SpaceKind.CHAMBER and "meanwhile" not in entry.details:
            yield _("ticket {ticket} wishes the chamber", ticket=ticket.number)
        order = (BACK, self.draft.came_back + 1) if ticket.state is _M else ticket.order
        passed: set[int] = set()
        for bucket, row in self._line_for(room):
            before = [number for place, number in row if place < order and number != ticket.number]
            if before and bucket.people <= self._kept.least(room, bucket.accessible) and not overridden:
                yield _("rule 9: it overtakes {other}, which fits into {room}", other=before[0], room=room.name)
            passed.update(before)
        named = set(entry.details.get("passed", ()))
        if named != passed:
            yield _("rule 9: it passes {passed} and names {named}", passed=sorted(passed), named=sorted(named))
        yield from self._reason(entry, room)

    def _undone(self, entry: Entry) -> Iterator[str]:
        last = self.draft.last.get(entry.station, ())
        before = self.draft.recent[-1]
        goes_on = before.kind == Kind.UNDONE and before.request == entry.request
        if entry.undoes in self._undone_seqs:
            yield _("entry {undoes} is taken back twice", undoes=entry.undoes)
        elif not goes_on and entry.undoes not in [e.seq for e in last]:
            yield _("entry {undoes} is not of this station's last request", undoes=entry.undoes)
        elif not goes_on and entry.elapsed - last[0].elapsed > self.draft.figures.undo_ms:
            yield _("entry {undoes} is taken back too late", undoes=entry.undoes)
        if entry.undoes is not None:
            self._undone_seqs.add(entry.undoes)
        elsewhere = entry.from_held + entry.from_change
        if entry.from_held > 0 and entry.from_space and self.draft.spaces[entry.from_space].free < elsewhere:
            yield _(
                "rule 2: taking back promises {from_space}, where it came from, past its places",
                from_space=entry.from_space,
            )
        taken = entry.held + entry.change
        if entry.held > 0 and taken > 0 and entry.space is not None and self.draft.spaces[entry.space].free < taken:
            yield _("rule 2: taking back promises {space} past its places", space=entry.space)

    def _after(self) -> Iterator[str]:
        held: dict[str, int] = {}
        for hold in self.draft.holds.values():
            held[hold.space] = held.get(hold.space, 0) + hold.people
            if hold.kind is HoldKind.SAVED and hold.ticket is not None:
                ticket = self.draft.tickets[hold.ticket]
                if (ticket.state, ticket.saved) != (_W, hold.id):
                    yield _("rule 9: places stay saved for ticket {ticket}, which does not wait", ticket=ticket.number)
        for space in self.draft.spaces.values():
            if held.get(space.name, 0) != space.held:
                yield _(
                    "rule 8: {space} holds {held}, its holds are {holds}",
                    space=space.name,
                    held=space.held,
                    holds=held.get(space.name, 0),
                )
