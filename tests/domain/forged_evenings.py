"""Honest evenings to forge entries of: drawn ones of fixed seeds, and some that have what chance seldom brings."""

from collections.abc import Callable

from roomflow.domain.commands import (
    Adjourn,
    Authority,
    Call,
    CallNext,
    Close,
    EnterPaperTicket,
    EnterTally,
    Leave,
    Miss,
    Reprint,
    SaveHeadCount,
    SeatSpeaker,
    SetFirstClaim,
    SetOnDeck,
    StopInvitations,
    TakePack,
    Tap,
)
from roomflow.domain.events import Entry, FirstClaim, TicketState, Wish
from roomflow.domain.meeting import HoldKind
from tests.domain.table import full_table
from tests.domain.test_claims import seated_meanwhile
from tests.domain.test_random_evenings import play
from tests.domain.test_saving import passed_three_times


def _drawn(seed: int) -> Callable[[], list[Entry]]:
    return lambda: play(seed, 260, on_paper=False).entries


def on_paper() -> list[Entry]:
    """A pack, a paper ticket, slips printed again, a tally; then the end."""
    table = full_table(2, 1)
    table.ask(TakePack(2))
    table.wait(minutes=1)
    table.ask(EnterPaperTicket(103, 2), age_ms=30_000)
    table.ask(Reprint(101))
    table.ask(Reprint(103))
    table.ask(EnterTally("A", 2, 1, "Door"))
    table.ask(Leave(102))
    table.ask(TakePack(1))
    table.send(1)
    table.ask(Adjourn())
    table.ask(Close())
    return table.entries


def speakers() -> list[Entry]:
    """A party that has saved places takes seats on deck past a called one; some seats are given back."""
    table = passed_three_times()
    table.ask(SetOnDeck(1))
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", table.space("Chamber").inside))
    table.ask(Tap("Chamber", -1))
    table.send(1, wish=Wish.CHAMBER)
    table.ask(SetOnDeck(4))
    table.ask(Tap("Chamber", -3))
    table.ask(SeatSpeaker(101))
    table.undo()
    table.ask(SeatSpeaker(101))
    table.ask(SeatSpeaker())
    table.ask(Tap("Chamber", -2))
    table.ask(SetOnDeck(1))
    table.ask(Adjourn())
    return table.entries


def seated_first() -> list[Entry]:
    """Two parties sit elsewhere and are first on the chamber."""
    table = seated_meanwhile(3, 1)
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.send(2, wish=Wish.CHAMBER)
    table.ask(Tap("Chamber", -1))
    table.ask(SaveHeadCount("Chamber", table.space("Chamber").inside))
    table.ask(Tap("Chamber", -4))
    table.ask(Call(table.numbers(TicketState.WAITING)[0], "Chamber", Authority("clerk", "speaker")))
    table.ask(CallNext())
    called = [hold.ticket for hold in table.draft.holds.values() if hold.kind is HoldKind.CLAIM]
    table.ask(Miss(called[0] or 0))
    table.wait(minutes=2, seconds=5)
    table.ask(StopInvitations())
    return table.entries


EVENINGS: tuple[Callable[[], list[Entry]], ...] = (
    *(_drawn(seed) for seed in (2, 3, 7, 11, 12)),
    on_paper,
    speakers,
    seated_first,
)
