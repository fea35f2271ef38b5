"""A state machine over the rules alone: Hypothesis holds the dice, and makes what breaks a rule as short as it can.

The simulation asks the same through the real desk; here nothing stands between a request and `decide`, so that a
failure is a list of few commands. After every step all is looked at that must hold at every moment.
"""

from __future__ import annotations

import random
from typing import ClassVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from roomflow.domain.commands import CallNext, Command, SendParty, Tap, Undo
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.fold import fold
from roomflow.domain.meeting import Meeting, Phase, publish, thaw
from roomflow.domain.refusals import Refused
from tests.domain.table import Table
from tests.proof.simulation_checks import Ledger, differences
from tests.proof.simulation_commands import BUILDINGS, DESKS, STATIONS, Asker

PAUSES_SECONDS = (0.5, 3, 20, 119, 301, 601)
Dice = st.randoms(use_true_random=False)


class Evening(RuleBasedStateMachine):
    """One meeting, from its opening on."""

    steps: ClassVar[int] = 0
    """Taken by all evenings since somebody set it to 0."""

    @initialize(building=st.integers(0, len(BUILDINGS) - 1))
    def open(self, building: int) -> None:
        self.table = Table(BUILDINGS[building])
        self.ledger = Ledger(self.table.entries[0])
        self.given: set[int] = set()

    # --- what is asked ----------------------------------------------------------------------------------

    @rule(station=st.sampled_from(STATIONS), dice=Dice)
    def ask(self, station: str, dice: random.Random) -> None:
        """Any command, as the stations of the simulation make them up."""
        self._ask(Asker(dice).command(station, publish(self.table.draft)), station)

    @rule(people=st.integers(1, 6), wish=st.sampled_from((Wish.ANY, Wish.ANY, Wish.CHAMBER)), accessible=st.booleans())
    def come(self, people: int, wish: Wish, accessible: bool) -> None:
        self._ask(SendParty(people, accessible, wish), DESKS[0])

    @rule(dice=Dice, change=st.sampled_from((-6, -3, -1, 1, 3)))
    def tap(self, dice: random.Random, change: int) -> None:
        spaces = [space.name for space in self.table.draft.spaces.values() if space.limit is not None]
        self._ask(Tap(dice.choice(spaces), change), STATIONS[-1])

    @rule(desk=st.sampled_from(DESKS))
    def call(self, desk: str) -> None:
        self._ask(CallNext(), desk)

    @rule(station=st.sampled_from(STATIONS))
    def think_better(self, station: str) -> None:
        last = self.table.draft.last.get(station, ())
        self._ask(Undo(last[0].request if last else "none"), station)

    @rule(seconds=st.sampled_from(PAUSES_SECONDS))
    def wait(self, seconds: float) -> None:
        if self.table.draft.phase is not Phase.CLOSED:
            note(f"{seconds} seconds pass")
            self._take(self.table.wait(seconds=seconds))

    def _ask(self, command: Command, station: str) -> None:
        type(self).steps += 1
        before = publish(self.table.draft)
        try:
            entries = self.table.ask(command, station)
        except Refused as refused:
            note(f"{station}: {command} - {refused.refusal.key}")
            assert differences(before, self.table.draft) == [], "a refusal left something behind"
            entries = []
        else:
            note(f"{station}: {command} → {[entry.kind for entry in entries]}")
        self._take(entries)
        self._is_kept(before)

    def _take(self, entries: list[Entry]) -> None:
        for entry in entries:
            self.ledger.take(entry)
            if entry.kind == Kind.ISSUED or (entry.kind == Kind.SPLIT and "of" in entry.details):
                assert entry.ticket is not None
                assert entry.ticket not in self.given, "rule 15: a number is given twice"
                self.given.add(entry.ticket)

    def _is_kept(self, before: Meeting) -> None:
        """What is published is frozen: nothing that came after shows in it."""
        folded = fold(1, self.table.entries[: before.seq])
        assert differences(before, folded) == []

    # --- what holds after every step --------------------------------------------------------------------

    @invariant()
    def sums_are_right(self) -> None:
        """Rules 1, 2 and 8 by the columns alone; the audit of every entry is the table's own."""
        if hasattr(self, "ledger"):
            assert list(self.ledger.wrong(self.table.draft)) == []

    @invariant()
    def a_ticket_has_what_its_state_says(self) -> None:
        if not hasattr(self, "table"):
            return
        draft = self.table.draft
        for ticket in draft.tickets.values():
            assert (ticket.hold is not None) == (ticket.state is TicketState.CALLED), ticket
            assert ticket.saved is None or ticket.state is TicketState.WAITING, ticket
            for hold in (ticket.hold, ticket.saved):
                assert hold is None or draft.holds[hold].ticket == ticket.number
        waiting = [ticket.number for ticket in draft.tickets.values() if ticket.state is TicketState.WAITING]
        assert sorted(draft.line.in_order()) == sorted(waiting)

    @invariant()
    def a_picture_can_be_thawed_and_frozen(self) -> None:
        if hasattr(self, "table"):
            assert differences(publish(thaw(self.table.draft)), self.table.draft) == []

    def teardown(self) -> None:
        if hasattr(self, "table"):
            assert differences(self.table.draft, fold(1, self.table.entries)) == []
