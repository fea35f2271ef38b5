"""Evenings told by hand that bring every kind of entry, with what chance seldom brings."""

from collections.abc import Callable

from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Authority,
    Back,
    BeginEmergency,
    Call,
    CallNext,
    ChangeUsher,
    Close,
    CloseSpace,
    DeferHeadCount,
    EndEmergency,
    EnterPaperTicket,
    EnterTally,
    ExpectEnd,
    Leave,
    Mark,
    MarkCleared,
    Miss,
    MoveHold,
    NoteAssistance,
    NoteClock,
    NoteManagersPresent,
    OpenSpace,
    ReleaseHold,
    Relocate,
    Reprint,
    Return,
    SaveHeadCount,
    Seat,
    SeatSpeaker,
    SetFirstClaim,
    SetLimit,
    SetOnDeck,
    SetReserved,
    Split,
    StartHeadCount,
    StepOut,
    StopInvitations,
    TakePack,
    Tap,
    TurnAway,
)  # fmt: skip
from roomflow.domain.events import Entry, FirstClaim
from roomflow.settings import Figures
from tests.domain.table import Table, small_building
from tests.domain.test_claims import seated_meanwhile
from tests.domain.test_saving import passed_three_times


def saved() -> list[Entry]:
    table = passed_three_times()
    table.ask(Tap("Chamber", -1))
    return table.entries


def rooms_change() -> list[Entry]:
    """Rooms of another size, closed and open again, put off and left for a while."""
    table = Table(figures=Figures(crowd_manager_people=2, crowd_manager_two_above=3))
    fire = Authority("fire-official", "fire-official")
    table.ask(SetLimit("A", 5, fire))
    table.ask(SetReserved("Chamber", 1))
    table.ask(SetReserved("Chamber", 0))
    table.undo()
    table.ask(CloseSpace("B"))
    table.ask(OpenSpace("B"))
    table.ask(Tap("A", 5))
    table.ask(NoteManagersPresent(3))
    table.ask(DeferHeadCount("A", "supervisor"))
    table.ask(StepOut("A", 1))
    table.ask(Return(table.hold("A").id, 1))
    table.ask(SaveHeadCount("Chamber", 7))
    table.ask(SaveHeadCount("B", 3))
    ticket = table.send(4).ticket
    assert ticket is not None
    table.ask(Split(ticket, 2))
    return table.entries


def speakers() -> list[Entry]:
    table = Table()
    table.ask(SetOnDeck(2))
    table.ask(SeatSpeaker())
    table.undo()
    return table.entries


def claims() -> list[Entry]:
    table = seated_meanwhile(3, 1)
    table.ask(SetFirstClaim(FirstClaim.SEATED))
    table.undo()
    table.ask(Tap("Chamber", -2))
    table.ask(CallNext())
    table.ask(Miss(102))
    table.undo()
    table.ask(Seat(102))
    table.undo()
    return table.entries


def kept_places() -> list[Entry]:
    table = Table(small_building(accessible=(1, 1, 0)))
    table.fill(4, 4, 3)
    return table.entries


def rare_kinds() -> list[Entry]:
    """What chance may leave out."""
    table = Table()
    table.ask(Mark("called-to-order"))
    table.undo()
    table.ask(StopInvitations())
    table.ask(AllowInvitations())
    table.ask(TurnAway(3, "left-by-choice"))
    table.ask(ExpectEnd("23:30"))
    table.undo()
    table.ask(NoteClock(5_000))
    table.send(2)
    table.ask(MoveHold(table.hold("Chamber").id, "A"))
    table.undo()
    table.ask(ReleaseHold(table.hold("Chamber").id))
    table.undo()
    table.wait(6)
    table.ask(Tap("A", -1))
    table.undo()
    table.ask(StartHeadCount("A"))
    table.undo()
    table.ask(SaveHeadCount("A", 2))
    table.undo()
    table.fill(6, 4, 3)
    table.ask(Tap("Chamber", 6))
    first, second = table.send(2), table.send(2)
    table.ask(Tap("Chamber", -4))
    assert first.ticket is not None
    assert second.ticket is not None
    table.ask(Call(first.ticket, "Chamber"))
    table.wait(2.5)
    table.ask(Miss(first.ticket))
    table.ask(Seat(second.ticket, "Chamber"))
    table.ask(Back(first.ticket))
    table.ask(Leave(first.ticket))
    table.ask(ChangeUsher("Chamber"))
    table.ask(BeginEmergency())
    table.ask(NoteAssistance("Chamber", 1))
    table.ask(MarkCleared("Chamber", True))
    table.ask(EndEmergency(Authority("clerk", "safety")))
    table.ask(Tap("A", 1))
    table.ask(Tap("Chamber", -2))
    table.ask(Relocate("A", "Chamber", 1))
    table.ask(TakePack(2))
    table.ask(EnterPaperTicket(max(table.draft.paper), 1))
    table.ask(Reprint(max(table.draft.tickets)))
    table.ask(EnterTally("A", 8, 1))
    table.ask(StopInvitations())
    table.send(3)
    table.ask(Adjourn())
    table.ask(Close())
    return table.entries


def called_back() -> list[Entry]:
    """An emergency: some are out before it, some walk out in it, one steps out after it, and an end is taken back."""
    table = Table()
    table.ask(Tap("A", 4))
    table.ask(StepOut("A", 1))
    table.ask(BeginEmergency())
    table.ask(Tap("A", -2))
    table.wait(20)
    over = EndEmergency(Authority("fire-official", "fire-official"))
    table.ask(over)
    table.undo()
    table.ask(over)
    table.ask(Tap("A", 1))
    table.ask(StepOut("A", 1))
    table.wait(20)
    return table.entries


def rooms_of_one() -> list[Entry]:
    """Rooms so small that one party is all of them: calls, a seat by hand, a miss and a return among four tickets."""
    table = Table(small_building(2, 1, 1))
    table.fill(2, 1, 1)
    for room, people in (("Chamber", 2), ("A", 1), ("B", 1)):
        table.ask(Tap(room, people))
        table.ask(SaveHeadCount(room, people))
    for people in (2, 1, 1, 2):
        table.send(people)
    for room in ("A", "B"):
        table.ask(Tap(room, -1))
        table.ask(CallNext())
    table.ask(Seat(102))
    table.wait(2.5)
    table.ask(Miss(103))
    table.ask(Back(103))
    table.ask(CallNext())
    table.ask(Tap("Chamber", -2))
    table.ask(CallNext())
    table.ask(Leave(104))
    return table.entries


TOLD: tuple[Callable[[], list[Entry]], ...] = (
    saved,
    rooms_change,
    rooms_of_one,
    called_back,
    speakers,
    claims,
    kept_places,
    rare_kinds,
)
