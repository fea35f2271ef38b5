"""What must hold after every request of the simulation, counted again from what was written."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from roomflow.domain.audit import Audit
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import Tap
from roomflow.domain.events import Entry, Kind
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Draft, HoldKind, Meeting, Phase, Picture
from roomflow.domain.refusals import Refusal
from roomflow.domain.timers import TIMER_STATION
from roomflow.reports.fairness import fairness
from roomflow.reports.figures import Occupancy, building_of
from roomflow.service.answers import Answer, read_stored
from roomflow.service.inbox import Ask
from tests.proof.simulation_journal import Log

FACTS_REFUSED = frozenset(("meeting-closed", "unknown-space", "unknown-door", "not-counted", "bad-change", "same-id"))
"""Why a tap may be refused at all; being past a limit, closed or empty is no reason (rule 1)."""
COMPARED = (
    "phase", "stopped", "seq", "at", "elapsed", "spaces", "tickets", "codes", "holds", "marks", "in_recess", "passed",
    "in_emergency", "emergency_since", "emergency_ended", "turned_away", "came_back", "on_deck", "stopped_for",
    "managers_due", "managers_present", "paper", "entered", "last", "pool", "first_claim", "claims", "line",
    "building", "whole", "expected_end", "ends_at",
)  # fmt: skip


class Violation(AssertionError):  # noqa: N818 - a finding, said as one
    """A rule of the building or of the desk is broken; says which, by which seed and at which request."""


def differences(live: Picture, folded: Draft) -> list[str]:
    """The names of what a live picture and a fold of the entries do not agree on."""
    return [name for name in COMPARED if getattr(live, name) != getattr(folded, name)]


class Ledger:
    """inside + held + reserved + free = limit, for every space, from the columns of the entries alone."""

    def __init__(self, opening: Entry) -> None:
        self._spaces = building_of([opening]).spaces
        self._occupancy = Occupancy(self._spaces)
        self._limits = {space.name: space.limit for space in self._spaces}
        self._reserved = {space.name: space.reserved for space in self._spaces}

    def take(self, entry: Entry) -> None:
        self._occupancy.take(entry)
        kind = entry.details["kind"] if entry.kind == Kind.UNDONE else entry.kind
        if kind == Kind.LIMIT_SET and entry.space is not None:
            self._limits[entry.space] = entry.details["limit"]
        elif kind == Kind.RESERVED_SET and entry.space is not None:
            self._reserved[entry.space] = entry.details["reserved"]

    def wrong(self, picture: Picture) -> Iterable[str]:
        for name, limit in self._limits.items():
            inside, held = self._occupancy.inside[name], self._occupancy.held[name]
            shown = picture.spaces[name]
            if min(inside, held) < 0:
                yield f"{name}: {inside} inside, {held} held"
            if limit is not None and inside + held + self._reserved[name] + shown.free != limit:
                sums = f"{inside} inside + {held} held + {self._reserved[name]} reserved + {shown.free} free"
                yield f"{name}: {sums} is not the limit {limit}"
            if (inside, held) != (shown.inside, shown.held):
                yield f"{name}: the screens show {shown.inside} inside and {shown.held} held, it is {inside} and {held}"


class Checks:
    """Follows the log behind the desk's back: audit, ledger and fold of each meeting, and who was answered what."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._audits: dict[int, Audit] = {}
        self._ledgers: dict[int, Ledger] = {}
        self._began: dict[int, int] = {}
        self._before: dict[int, int] = {}
        """The last entry of each meeting before the last batch."""
        self._made: dict[str, tuple[int, ...]] = {}
        """For each request the entries it made."""
        self.book: dict[str, tuple[object, object]] = {}
        """For each request what it was answered."""
        self.entries = 0
        self.open_at_once = 0
        self.kinds: set[str] = set()
        self.refusals: set[str] = set()

    def batch(self, asks: Iterable[Ask], source: int) -> Iterable[str]:
        """What is wrong after a batch, in the log itself: nothing is looked at that the desk only has in mind.

        `source` are the ms that really passed since the simulation began: no meeting's clock shows more than has
        passed since it was opened.
        """
        asked = {ask.request.id for ask in asks}
        for number, sealed in self._log.sealed.items():
            audit = self._audits.setdefault(number, Audit(number))
            self._before[number] = audit.draft.seq
            if audit.draft.seq < len(sealed):
                self._began.setdefault(number, source)
                yield from self._new(number, audit, self._log.entries(number, audit.draft.seq), asked)
                if audit.draft.elapsed > source - self._began[number]:
                    yield f"the clock of meeting {number} shows more than has passed"
        yield from self._together()

    def together(self, asks: Sequence[Ask]) -> Iterable[str]:
        """Who is committed together is told together: the problem of a commit is everybody's or nobody's."""
        futures: list[Any] = [ask.future for ask in asks]
        told = [future.result() for future in futures if future.done() and future.exception() is None]
        if len({answer.problem for answer in told}) > 1:
            yield f"of {len(told)} requests of one commit some were told of a problem and some were not"

    def _together(self) -> Iterable[str]:
        """Meetings that are open at once share no space in which people are counted, and no emergency is one's own."""
        used: dict[str, int] = {}
        going_on = [audit.draft for audit in self._audits.values() if audit.draft.phase is not Phase.CLOSED]
        self.open_at_once = max(self.open_at_once, len(going_on))
        for draft in going_on:
            for name, space in draft.spaces.items():
                if space.kind is not SpaceKind.OUTSIDE and used.setdefault(name, draft.number) != draft.number:
                    yield f"{name} is used by the meetings {used[name]} and {draft.number} at once"
        if len({draft.in_emergency for draft in going_on}) > 1:
            yield "an emergency is not one of all open meetings"

    def _new(self, number: int, audit: Audit, entries: list[Entry], asked: set[str]) -> Iterable[str]:
        made: dict[str, list[int]] = {}
        for entry in entries:
            self.entries += 1
            self.kinds.add(entry.kind)
            if entry.seq == 1:
                self._ledgers[number] = Ledger(entry)
            try:
                broken = audit.step(entry)
            except (AssertionError, KeyError, ValueError) as error:
                yield f"entry {entry.seq} ({entry.kind}) cannot follow: {type(error).__name__} {error}"
                return
            yield from (f"entry {entry.seq} ({entry.kind}): {sentence}" for sentence in broken)
            self._ledgers[number].take(entry)
            yield from self._ledgers[number].wrong(audit.draft)
            made.setdefault(entry.request, []).append(entry.seq)
            if entry.request not in asked and entry.station != TIMER_STATION:
                yield f"entry {entry.seq} was made by {entry.request}, which nobody asked"
        for request, seqs in made.items():
            key = f"{number}:{request}"
            if key in self._made or seqs != list(range(seqs[0], seqs[0] + len(seqs))):
                yield f"{request} made entries {seqs} after {self._made.get(key)}"
            self._made[key] = tuple(seqs)

    def live(self, meeting: Meeting, elapsed: int | None) -> Iterable[str]:
        """What the screens were told, against the fold and the recount of what was written.

        At `elapsed` no hold is overdue, but one that an undo of this very batch began anew with its old deadline, and
        those of people who are out in an emergency; None where the desk has not looked at the clock.
        """
        audit = self._audits.get(meeting.number)
        if audit is None:
            yield f"meeting {meeting.number} is shown and not written"
            return
        yield from (f"the fold and the screens differ in {name}" for name in differences(meeting, audit.draft))
        yield from self._ledgers[meeting.number].wrong(meeting)
        if meeting.head != self._log.head(meeting.number).hex():
            yield f"meeting {meeting.number} is shown with another head than the log has"
        if elapsed is not None and meeting.phase is not Phase.CLOSED:
            kept = (HoldKind.STEPPED_OUT, HoldKind.RECESS) if meeting.in_emergency else ()
            over = [hold.id for hold in meeting.holds.values() if hold.deadline <= elapsed and hold.kind not in kept]
            before = self._before[meeting.number]
            yield from (f"the hold {hold} is over" for hold in over if int(hold.split(".")[0]) <= before)

    def answer(self, ask: Ask, answer: Answer, impostor: bool) -> Iterable[str]:
        """Each id is answered once, and the same for ever; what it is told lies in the log."""
        request = ask.request
        if answer.refusal is not None:
            self.refusals.add(answer.refusal.key)
            said: tuple[object, object] = (answer.refusal.key, dict(answer.refusal.values))
            if isinstance(request.command, Tap) and answer.refusal.key not in FACTS_REFUSED:
                yield f"a tap was refused: {answer.refusal.key}"
            if answer.refusal.key == "same-id" or impostor:
                if (answer.refusal.key == "same-id") != impostor:
                    yield f"{request.id}: {answer.refusal.key}"
                return
            if answer.refusal.key == "no-meeting":
                return  # there is no log to keep it in
        else:
            seqs = [entry.seq for entry in answer.entries]
            said = (answer.meeting, seqs)
            if impostor or answer.meeting is None or not seqs:
                yield f"{request.id} was answered with the entries {seqs}"
                return
            key = f"{answer.meeting}:{request.id}"
            written = self._log.entries(answer.meeting, seqs[0] - 1)[: len(seqs)]
            if self._made.get(key) != tuple(seqs) or list(answer.entries) != written:
                yield f"{request.id} was told of entries {seqs} and made {self._made.get(key)}"
        if self.book.setdefault(request.id, said) != said:
            yield f"{request.id} was answered {said} after {self.book[request.id]}"

    def end(self) -> Iterable[str]:
        """The whole log again: fold, fairness, stored answers."""
        for number, audit in self._audits.items():
            entries = self._log.entries(number)
            yield from (f"folded anew, {name} differs" for name in differences(audit.draft, fold(number, entries)))
            report = fairness(entries)
            yield from (f"entry {g.seq} overtakes {g.silently} silently" for g in report.silent)
            yield from (f"entry {g.seq} names {g.misnamed} for nothing" for g in report.givings if g.misnamed)
        stored: dict[str, list[object]] = {}
        for (number, request), each in self._log.answers.items():
            kept = read_stored(each.answer)
            again = (kept.key, dict(kept.values)) if isinstance(kept, Refusal) else (number, kept)
            stored.setdefault(request, []).append(again)
        for request, said in self.book.items():
            # What concerned several meetings is stored in each.
            if said not in stored.get(request, ()):
                yield f"{request} was answered {said}, stored is {stored.get(request)}"

    def hash(self) -> str:
        """Of all heads and all answers."""
        text = repr([(number, self._log.head(number).hex()) for number in sorted(self._log.sealed)])
        text += repr([(key, stored.answer) for key, stored in self._log.answers.items()])
        return hashlib.sha256(text.encode()).hexdigest()
