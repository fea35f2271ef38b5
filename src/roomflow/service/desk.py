"""The desk: one thread that owns the log. It decides, writes, and only then answers and tells.

The order of a batch is: decide each request on the draft as the one before it left it (what is due by then comes
before it), write all of it in one commit, publish the new meetings, answer the askers, tell the listeners. Whoever
has an answer can read the picture it led to; a slow listener keeps nobody waiting for an answer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import closing
from typing import Final, NamedTuple

from roomflow.domain.decide import decide as decide_by_rules
from roomflow.domain.meeting import Meeting, Phase
from roomflow.domain.requests import Request
from roomflow.service.answers import DESK_OUTRUN, DESK_STOPPED, Answer
from roomflow.service.clock import Clock, MeetingTime
from roomflow.service.door import Result, at_the_door, log_error, resolve
from roomflow.service.drafts import Decide, Drafts
from roomflow.service.inbox import Ask, Awaiting, Errand, Inbox, Item, Wake
from roomflow.service.mint import Mint
from roomflow.store.journal import Behind, Journal, StoreProblem

START_SECONDS_MAX: Final = 120.0
STOP_SECONDS_MAX: Final = 60.0
DECISION_TRIES_MAX: Final = 5
"""How often a batch is decided anew because another desk wrote first."""
CLOCK_LOOK_MS_MAX: Final = 1_000
"""While places are held the desk looks at the clock this often, so that a jump is noticed when it happens."""
RETRY_MS: Final = 1_000
"""After a failed commit nothing that is due is tried again before this."""
REST_MS: Final = 1_000
"""So long nobody asks before the journal is told so: a person who begins an evening does not wait for it."""

Listener = Callable[[Meeting], None]


class _Published(NamedTuple):
    meeting: Meeting
    time: MeetingTime


class Desk:
    """Ask it from any thread; everything it does happens on its own.

    `open_journal` is called on that thread, and so is every listener. `on_error` gets what a listener or a timer
    raised, which has no asker to go to; without one it is logged.
    """

    def __init__(
        self,
        open_journal: Callable[[], Journal],
        clock: Clock,
        mint: Mint,
        *,
        decide: Decide = decide_by_rules,
        on_error: Callable[[BaseException], None] | None = None,
    ) -> None:
        self._open_journal = open_journal
        self._clock = clock
        self._mint = mint
        self._decide = decide
        self._on_error = on_error or log_error
        self._inbox = Inbox(clock)
        self._published: Mapping[int, _Published] = {}
        self._listeners: tuple[Listener, ...] = ()
        self._listening = threading.Lock()
        self._ready: Future[None] = Future()
        self._is_failing = False
        self._has_rested = False
        self._thread = threading.Thread(target=self._run, name="roomflow-desk", daemon=False)

    # --- for everybody ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the log and fold its open meetings; returns when requests are answered.

        Raises StoreProblem where the log cannot be opened, TimeoutError where that takes longer than
        START_SECONDS_MAX. What was asked before waits in the queue. Stop it in either case.
        """
        self._thread.start()
        self._ready.result(START_SECONDS_MAX)

    def stop(self) -> None:
        """Finish what is queued and close the log. Later requests are answered with a problem; twice is harmless.

        Raises TimeoutError where the disk lets the desk not finish in STOP_SECONDS_MAX.
        """
        self._inbox.close()
        if self._thread.ident is None:
            self._answer_rest()
            return
        self._thread.join(STOP_SECONDS_MAX)
        if self._thread.is_alive():
            raise TimeoutError(f"The desk did not finish within {STOP_SECONDS_MAX:.0f} seconds.")

    def ask(self, request: Request) -> Future[Answer]:
        """Put a request before the desk. The future has the answer when it is on the disk.

        The same id again gets the first answer again. The future has an exception only where a rule has a bug. Never
        wait for it on the desk's own thread, that is, in a listener or in a callback of a future of the desk.
        """
        return self._inbox.ask(request)

    def ask_all(self, asked: Sequence[tuple[Request, Awaiting]], once_answered: Callable[[], object]) -> None:
        """Put requests that came together before the desk at once, each as `ask` with where its answer goes.

        `once_answered` is called on the desk's thread when all of a batch with some of them have their answers.
        """
        self._inbox.ask_all(asked, once_answered)

    def wake(self) -> Future[None]:
        """Do what is due now, and no later than the next look; done when it is on the disk.

        For a simulated clock, which no thread can wait for. The future has a StoreProblem where the store failed.
        """
        return self._inbox.wake()

    def errand(self, act: Callable[[Journal], Result]) -> Future[Result]:
        """Have something done with the log that is no entry, between two commits; the future has what it gave."""
        return self._inbox.errand(act)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of every new picture of a meeting, once a batch, on the desk's thread; call what is returned to stop.

        A listener that raises is heard of in `on_error` and stays. One that is taken off while the desk is telling
        may be told that once more.
        """
        with self._listening:
            self._listeners = (*self._listeners, listener)

        def unlisten() -> None:
            with self._listening:
                self._listeners = tuple(other for other in self._listeners if other is not listener)

        return unlisten

    def meeting(self, number: int) -> Meeting | None:
        """The last published picture of a meeting; None where it is not in this log, or was closed before the start."""
        published = self._published.get(number)
        return None if published is None else published.meeting

    def meetings(self) -> tuple[Meeting, ...]:
        """The last published pictures, by number."""
        return tuple(published.meeting for _, published in sorted(self._published.items()))

    def elapsed(self, number: int) -> int | None:
        """ms of a meeting's own clock now, for countdowns against deadlines of its picture."""
        published = self._published.get(number)
        if published is None:
            return None
        return max(published.meeting.elapsed, published.time.elapsed_at(self._clock.read()))

    # --- on the desk's thread --------------------------------------------------------------------------

    def _run(self) -> None:
        journal, error = at_the_door(self._open_journal)
        if journal is None:
            assert error is not None
            self._inbox.close()
            self._answer_rest()
            self._ready.set_exception(error)
            return
        with closing(journal):
            drafts = Drafts(journal, self._decide, self._mint, self._clock.read())
            _, error = at_the_door(lambda: self._serve([], journal, drafts))
            if error is None:
                self._ready.set_result(None)
            else:
                self._inbox.close()
                self._answer_rest()
                self._ready.set_exception(error)
            self._work(journal, drafts)

    def _work(self, journal: Journal, drafts: Drafts) -> None:
        """Serve batch after batch until the inbox is closed and empty."""
        try:
            while items := self._inbox.take(self._wait_seconds(drafts)):
                _, error = at_the_door(lambda: self._serve(items, journal, drafts))
                self._is_failing = error is not None
                if error is not None:
                    drafts.drop()
                    self._fail(items, error)
                elif not self._has_rested and all(isinstance(item, Wake) for item in items):
                    self._rest(journal)
        finally:
            # Where the loop itself has a bug nobody waits for ever, and nothing more is taken in.
            self._inbox.close()
            self._answer_rest()

    def _rest(self, journal: Journal) -> None:
        """Once, when nobody has asked for a moment: the journal does what it left for that."""
        self._has_rested = True
        _, error = at_the_door(journal.rest)
        if error is not None:
            self._report(error)

    def _serve(self, items: Sequence[Item], journal: Journal, drafts: Drafts) -> None:
        """Decide, write, publish, answer, tell. What the world raises comes before the commit: nothing was written."""
        for _ in range(DECISION_TRIES_MAX):
            try:
                replies = self._decide_all(items, drafts)
                batches = drafts.batches()
                heads = journal.append(batches) if batches else []
                break
            except Behind:
                drafts.drop()
        else:
            raise StoreProblem(DESK_OUTRUN)
        self._inbox.expect(len(items))
        news = self._publish(drafts.settle(batches, heads))
        for item, (answer, error) in zip(items, replies, strict=True):
            if isinstance(item, Errand):
                answer, error = at_the_door(lambda: item.act(journal))  # noqa: B023 - called here
            # A callback that ends its thread (sys.exit) must not keep the others from their answers.
            _, broken = at_the_door(lambda: resolve(item, answer, error))  # noqa: B023 - called here
            if broken is not None:
                self._report(broken)
        self._tell_askers(items)
        self._tell(news)

    def _decide_all(self, items: Sequence[Item], drafts: Drafts) -> list[tuple[Answer | None, BaseException | None]]:
        """For each item its answer (none for a wake-up), or what a rule raised."""
        drafts.begin([item.request for item in items if isinstance(item, Ask)])
        replies: list[tuple[Answer | None, BaseException | None]] = []
        for item in items:
            for request in drafts.clock_notes(item.reading):
                self._ask_itself(request, item, drafts)
            for request in drafts.due(item.reading):
                self._ask_itself(request, item, drafts)
            replies.append(self._ask_rules(item.request, item, drafts) if isinstance(item, Ask) else (None, None))
        return replies

    def _ask_itself(self, request: Request, item: Item, drafts: Drafts) -> None:
        _, error = self._ask_rules(request, item, drafts)
        if error is not None:
            self._report(error)

    def _ask_rules(self, request: Request, item: Item, drafts: Drafts) -> tuple[Answer | None, BaseException | None]:
        answer, error = at_the_door(lambda: drafts.answer(request, item.reading))
        if isinstance(error, StoreProblem):
            raise error  # the journal could not be read: no request of the batch can be decided
        return answer, error

    def _publish(self, changed: Sequence[tuple[Meeting, MeetingTime]]) -> list[Meeting]:
        """Swap in the new pictures; gives those that somebody has to hear of."""
        news = []
        for meeting, _ in changed:
            old = self.meeting(meeting.number)
            # A fold may find what everybody has seen, or a meeting closed long ago that somebody asked about.
            seen = meeting.phase is Phase.CLOSED if old is None else (old.seq, old.head) == (meeting.seq, meeting.head)
            if not seen:
                news.append(meeting)
        if changed:
            self._published = {**self._published, **{m.number: _Published(m, time) for m, time in changed}}
        return news

    def _tell(self, news: Sequence[Meeting]) -> None:
        for meeting in news:
            for listener in self._listeners:
                _, error = at_the_door(lambda: listener(meeting))  # noqa: B023 - called here
                if error is not None:
                    self._report(error)

    def _tell_askers(self, items: Sequence[Item]) -> None:
        for act in {item.once_answered for item in items if isinstance(item, Ask) and item.once_answered}:
            _, error = at_the_door(act)
            if error is not None:
                self._report(error)

    def _fail(self, items: Sequence[Item], error: BaseException) -> None:
        """Nothing was written: the world's problem is an answer, a bug is an exception."""
        for item in items:
            if item.future.done():
                continue
            if isinstance(error, StoreProblem) and isinstance(item, Ask):
                item.future.set_result(Answer(item.request.id, item.request.meeting, problem=error.sentence))
            else:
                item.future.set_exception(error)
        self._tell_askers(items)

    def _answer_rest(self) -> None:
        """Answer what is left in a closed inbox."""
        while items := self._inbox.take(None):
            self._fail(items, StoreProblem(DESK_STOPPED))

    def _wait_seconds(self, drafts: Drafts) -> float | None:
        """How long to sleep on the queue: until the next due moment, or the next look at the clock before it."""
        wait = RETRY_MS if self._is_failing else drafts.wait_ms(self._clock.read())
        if wait is None and not self._has_rested:
            wait = REST_MS
        return None if wait is None else self._clock.seconds_for(max(0, min(wait, CLOCK_LOOK_MS_MAX)))

    def _report(self, error: BaseException) -> None:
        _, again = at_the_door(lambda: self._on_error(error))
        if again is not None:
            log_error(again)
