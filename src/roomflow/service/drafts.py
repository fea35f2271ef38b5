"""The drafts: each meeting as the desk's thread works on it, and requests decided on it until they are written.

A batch goes: `begin` with what is not in hand, `answer` each request on the draft as the ones before it left it, write
`batches`, then `settle`; or, where the writing failed, `drop`, and the next `begin` reads what the journal has.
Only the desk's thread has one of these; nothing here is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from roomflow.domain import fold, sharing
from roomflow.domain.commands import OpenMeeting
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Meeting, Phase, Picture
from roomflow.domain.refusals import Refusal, Refused
from roomflow.domain.requests import AGE_MS_MAX, Request, Stamp, secrets_needed
from roomflow.service.answers import Answer, body_hash, read_stored, stored_text
from roomflow.service.clock import MeetingTime, Reading, jump_between
from roomflow.service.earlier import Earlier
from roomflow.service.folding import folded, frozen
from roomflow.service.mint import Mint
from roomflow.service.timers import Due, clock_note, due_first
from roomflow.store.codec import check_entry
from roomflow.store.journal import NO_HEAD, NO_MEETING, Batch, Journal, Stored, StoredAnswer

Kept = tuple[StoredAnswer, Answer]
Decide = Callable[[Picture, Request, Stamp], Sequence[Entry]]
Decided = tuple[Sequence[Entry], Sequence[Stored]]
"""Entries, and the same as they will be stored."""


class Sheet(Struct):
    """One meeting in hand: its draft, and what was decided and is not written yet."""

    draft: Draft
    head: bytes
    written: int
    """The last entry the journal has."""
    entries: list[Entry] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    """The entries as they will be stored."""
    answers: dict[str, Kept] = field(default_factory=dict)
    asked: dict[str, set[str]] = field(default_factory=dict)
    """For a hold, the ids of the timers asked for it: none is asked twice, so what is due comes to an end."""
    due: Due | None = None
    is_whole: bool = True
    """False while entries are applied: where a handler broke, the draft is half changed."""
    is_new: bool = True
    """Changed since the last settling."""
    settled: Meeting | None = None
    """The picture of the last settling, while nothing but taps that took no held place came after it."""


class Drafts:
    """All meetings in hand."""

    def __init__(self, journal: Journal, decide: Decide, mint: Mint, reading: Reading) -> None:
        self._journal = journal
        self._decide = decide
        self._mint = mint
        self._sheets: dict[int, Sheet] = {}
        self._times: dict[int, MeetingTime] = {}
        self._openings: dict[str, Kept] = {}
        self._earlier = Earlier(journal)
        self._stale = True
        self._seen = self._settled = reading

    # --- folding ---------------------------------------------------------------------------------------

    def begin(self, requests: Sequence[Request]) -> None:
        """Get ready for a batch: read every open meeting that is not in hand; raises StoreProblem."""
        self._earlier.look_up(requests)
        if self._stale:
            for line in self._journal.meetings():
                # One that was in hand and is closed now was closed by a commit that failed and happened.
                wanted = not line.closed or line.number in self._times
                if wanted and line.number not in self._sheets:
                    self._fold(line.number)
            self._stale = False

    def drop(self) -> None:
        """Forget what was decided and not written, and with it every draft: the journal knows what is true."""
        # The clocks stay: an opening whose commit failed may have happened, and its meeting began when it began.
        self._sheets.clear()
        self._openings.clear()
        self._seen = self._settled
        self._stale = True

    def _fold(self, number: int) -> Sheet:
        draft = folded(self._journal, number)
        sheet = self._sheets[number] = Sheet(draft, self._journal.head(number)[1], draft.seq)
        # After a restart the meeting's clock goes on where its last entry left it: the desk was not there meanwhile.
        # After a failed commit the desk was there, and the clock went on.
        self._times.setdefault(number, MeetingTime(draft.elapsed, self._seen.elapsed_source))
        sheet.due = due_first(draft, sheet.asked)
        return sheet

    def _sheet(self, number: int) -> Sheet | None:
        sheet = self._sheets.get(number)
        if sheet is None:
            # A meeting that was closed before the desk began is read when somebody asks for it.
            known = any(line.number == number for line in self._journal.meetings())
            return self._fold(number) if known else None
        return self._whole(sheet)

    def _whole(self, sheet: Sheet) -> Sheet:
        """The sheet, folded again where a handler broke in the middle of an entry; raises StoreProblem."""
        if not sheet.is_whole:
            number = sheet.draft.number
            written = [entry for entry in self._journal.read(number) if entry.seq <= sheet.written]
            sheet.draft = fold.fold(number, [*written, *sheet.entries])
            sheet.due = due_first(sheet.draft, sheet.asked)
            sheet.is_whole = True
        return sheet

    # --- deciding --------------------------------------------------------------------------------------

    def answer(self, request: Request, reading: Reading) -> Answer:
        """Decide a request, or find the answer it got before.

        Whatever a rule raises beside Refused comes out here, and leaves the drafts as they were.
        """
        body = body_hash(request)
        if (first := self._first_answer(request, body)) is not None:
            return first
        if isinstance(request.command, OpenMeeting):
            return self._open(request, body, reading)
        sheet = None if request.meeting is None else self._sheet(request.meeting)
        if sheet is None:
            # Not stored: there is no log to store it in.
            return Answer(request.id, request.meeting, refusal=Refusal("no-meeting"))
        concerned = sharing.concerned_by(request, sheet.draft, self._open_drafts())
        try:
            decided = [(self._sheets[d.number], self._decided(d, request, reading)) for d in (sheet.draft, *concerned)]
        except Refused as refused:
            answer = Answer(request.id, request.meeting, refusal=refused.refusal)
            sheet.answers[request.id] = (_stored(answer, body, reading), answer)
            return answer
        # All of the meetings it concerns, or none: nothing is applied before everything is decided.
        for each, (entries, stored) in decided:
            self._apply(each, entries, stored)
            number = each.draft.number
            answer = Answer(request.id, number, tuple(entries))
            own_body = body if number == request.meeting else body_hash(replace(request, meeting=number))
            each.answers[request.id] = (_stored(answer, own_body, reading), answer)
        return sheet.answers[request.id][1]

    def _decided(self, draft: Draft, request: Request, reading: Reading) -> Decided:
        elapsed = max(draft.elapsed, self._times[draft.number].elapsed_at(reading))
        asked = replace(request, meeting=draft.number)
        entries = self._decide(draft, asked, self._stamp(asked, reading, elapsed))
        # What cannot be stored fails its own request here, not the whole batch at the commit.
        return entries, [check_entry(entry) for entry in entries]

    def _open_drafts(self) -> list[Draft]:
        return [self._whole(each).draft for each in self._sheets.values() if each.draft.phase is not Phase.CLOSED]

    def _open(self, request: Request, body: bytes, reading: Reading) -> Answer:
        if request.meeting is not None:
            raise ValueError("a new meeting gets its number from the desk")
        lines = self._journal.meetings()
        for line in lines:
            if not line.closed and line.number not in self._sheets:
                self._fold(line.number)  # opened at another desk; its spaces are in use
        number = max({line.number for line in lines} | self._sheets.keys(), default=0) + 1
        sheet = Sheet(Draft(number), NO_HEAD, 0)
        try:
            entries = self._decide(sheet.draft, request, self._stamp(request, reading, 0))
        except Refused as refused:
            answer = Answer(request.id, None, refusal=refused.refusal)
            self._openings[request.id] = (_stored(answer, body, reading), answer)
            return answer
        self._apply(sheet, entries, [check_entry(entry) for entry in entries])
        self._sheets[number] = sheet
        self._times[number] = MeetingTime(0, reading.elapsed_source)
        answer = Answer(request.id, number, tuple(entries))
        self._openings[request.id] = sheet.answers[request.id] = (_stored(answer, body, reading), answer)
        return answer

    def _stamp(self, request: Request, reading: Reading, elapsed: int) -> Stamp:
        age = request.age_ms if 0 <= request.age_ms <= AGE_MS_MAX else 0
        secrets = tuple(self._mint.secret() for _ in range(secrets_needed(request.command)))
        return Stamp(reading.at, reading.at - age, elapsed, secrets, sharing.others_for(request, self._open_drafts()))

    def _apply(self, sheet: Sheet, entries: Sequence[Entry], stored: Sequence[Stored]) -> None:
        sheet.is_whole = False
        for entry in entries:
            fold.apply(sheet.draft, entry)
        sheet.is_whole = sheet.is_new = True
        sheet.entries += entries
        sheet.stored += stored
        if any(entry.kind != Kind.TAPPED or entry.held for entry in entries):
            # A tap that takes no held place, the commonest entry of all, leaves every hold and ticket as it is.
            sheet.settled = None
            if any(entry.kind != Kind.ISSUED for entry in entries):  # a ticket that waits leaves every hold as it is
                sheet.due = due_first(sheet.draft, sheet.asked)

    # --- the same id again -----------------------------------------------------------------------------

    def _first_answer(self, request: Request, body: bytes) -> Answer | None:
        number = NO_MEETING if request.meeting is None else request.meeting
        if isinstance(request.command, OpenMeeting):
            kept = self._openings.get(request.id)
            found = self._journal.find_opening(request.id) if kept is None else None
        else:
            sheet = self._sheets.get(number)
            kept = None if sheet is None else sheet.answers.get(request.id)
            stored = self._earlier.answer(number, request.id) if kept is None and number != NO_MEETING else None
            found = None if stored is None else (number, stored)
        if kept is None:
            return None if found is None else self._again(request, body, *found)
        return kept[1] if kept[0].body_hash == body else _same_id(request)

    def _again(self, request: Request, body: bytes, number: int, stored: StoredAnswer) -> Answer:
        if stored.body_hash != body:
            return _same_id(request)
        said = read_stored(stored.answer)
        if isinstance(said, Refusal):
            return Answer(request.id, number if number != NO_MEETING else None, refusal=said)
        return Answer(request.id, number, self._entries(number, said))

    def _entries(self, number: int, wanted: Sequence[int]) -> tuple[Entry, ...]:
        sheet = self._sheets.get(number)
        recent: Sequence[Entry] = list(sheet.draft.recent) if sheet is not None and sheet.is_whole else ()
        if wanted and (not recent or recent[0].seq > wanted[0]):
            recent = self._journal.read(number, wanted[0] - 1)
        return tuple(entry for entry in recent if entry.seq in wanted)

    # --- what the desk asks itself ---------------------------------------------------------------------

    def clock_notes(self, reading: Reading) -> Iterator[Request]:
        """Look at the clock: where it jumped, one request for each open meeting."""
        jump, self._seen = jump_between(self._seen, reading), reading
        if jump is not None:
            for sheet in list(self._sheets.values()):
                if sheet.draft.phase is not Phase.CLOSED:
                    yield clock_note(self._whole(sheet).draft, jump)

    def due(self, reading: Reading) -> Iterator[Request]:
        """What is due at a reading, one after the other: each is to be answered before the next is asked for."""
        for number, sheet in list(self._sheets.items()):
            while sheet.due is not None and sheet.due.moment <= self._times[number].elapsed_at(reading):
                due = sheet.due
                sheet.asked.setdefault(due.hold, set()).add(due.request.id)
                yield due.request
                if self._whole(sheet).due is due:
                    # Refused, or a rule broke: the next hold's turn. This one is not asked again.
                    sheet.due = due_first(sheet.draft, sheet.asked)

    def wait_ms(self, reading: Reading) -> int | None:
        """How long until something is due; 0 or less when it is, None when there is nothing to wait for."""
        waits = [
            sheet.due.moment - self._times[number].elapsed_at(reading)
            for number, sheet in self._sheets.items()
            if sheet.due is not None
        ]
        return min(waits, default=None)

    # --- writing ---------------------------------------------------------------------------------------

    def batches(self) -> list[Batch]:
        """What is to be written, in one transaction; raises StoreProblem."""
        batches = [
            Batch(number, sheet.written, sheet.entries, [stored for stored, _ in sheet.answers.values()], sheet.stored)
            for number, sheet in self._sheets.items()
            if self._whole(sheet).answers
        ]
        refused = tuple(stored for stored, answer in self._openings.values() if answer.refusal is not None)
        return [*batches, Batch(NO_MEETING, 0, (), refused)] if refused else batches

    def settle(self, batches: Sequence[Batch], heads: Sequence[bytes]) -> list[tuple[Meeting, MeetingTime]]:
        """The batches were written, with these new heads: what changed, frozen for everybody."""
        for batch, head in zip(batches, heads, strict=True):
            if batch.meeting != NO_MEETING:
                sheet = self._sheets[batch.meeting]
                sheet.head, sheet.written = head, sheet.draft.seq
                sheet.entries, sheet.stored, sheet.answers = [], [], {}
                sheet.asked = {hold: asked for hold, asked in sheet.asked.items() if hold in sheet.draft.holds}
        self._openings.clear()
        self._settled = self._seen
        changed = []
        for number, sheet in self._sheets.items():
            if sheet.is_new:
                sheet.is_new = False
                sheet.settled = frozen(sheet.draft, sheet.head.hex(), sheet.settled)
                changed.append((sheet.settled, self._times[number]))
        return changed


def _stored(answer: Answer, body: bytes, reading: Reading) -> StoredAnswer:
    return StoredAnswer(answer.request, body, stored_text(answer), reading.at)


def _same_id(request: Request) -> Answer:
    """Not stored over: the id keeps its first answer."""
    return Answer(request.id, request.meeting, refusal=Refusal("same-id"))
