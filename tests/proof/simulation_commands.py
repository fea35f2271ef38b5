"""What stations ask in the simulation: every command, chosen by dice from the picture a station last saw."""

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

from roomflow.domain.agenda import MARKS, TURN_AWAY_REASONS
from roomflow.domain.apart import apart
from roomflow.domain.building import Building, SpaceKind, building_from
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
    Command,
    DeferHeadCount,
    EndEmergency,
    EndHold,
    Leave,
    Mark,
    MarkCleared,
    Miss,
    MoveHold,
    NoteAssistance,
    NoteClock,
    NoteManagersPresent,
    OpenMeeting,
    OpenSpace,
    Recall,
    ReleaseHold,
    ReleaseRecess,
    Relocate,
    Return,
    SaveHeadCount,
    Scan,
    Seat,
    SeatApart,
    SeatSpeaker,
    SendParty,
    SetClaim,
    SetFirstClaim,
    SetLimit,
    SetOnDeck,
    SetReserved,
    Split,
    SplitToFit,
    StartHeadCount,
    StepOut,
    StopInvitations,
    Tap,
    TurnAway,
    Undo,
)
from roomflow.domain.events import FirstClaim, TicketState, Wish
from roomflow.domain.limits import REASONS, ROLES
from roomflow.domain.meeting import HoldKind, Meeting, Phase
from roomflow.domain.splitting import parts_that_fit
from roomflow.settings import Figures
from tests.domain.table import small_building

Thing = TypeVar("Thing")

FEW_MANAGERS = Figures(crowd_manager_people=9, crowd_manager_two_above=14)
"""In rooms as small as these more than one crowd manager is needed now and then."""

DESKS = ("North desk", "South desk", "Clerk")
DOORS = ("East door", "West door", "Phone 1", "Phone 2", "Phone 3")
STATIONS = (*DESKS, *DOORS)


def _of(name: str, *spaces: tuple[str, str, int]) -> Building:
    rows = [{"name": space, "kind": kind, "limit": limit} for space, kind, limit in spaces]
    return building_from({"name": name, "timezone": "America/Denver", "spaces": rows})


BUILDINGS = (
    small_building(),
    small_building(20, 12, 11, 30, 30),
    small_building(40, 15, 10, 6, 0, accessible=(3, 1, 2)),
    small_building(30, 11, 11, 20, 20, accessible=(2, 2, 1)),
    small_building(accessible=(1, 1, 0)),
    _of("One room", ("Hall", "chamber", 12)),
    _of("A room of one", ("Hall", "chamber", 5), ("Closet", "overflow", 1), ("Hallway", "waiting", 20)),
    _of("No chamber", ("A", "overflow", 9), ("B", "overflow", 7), ("Lobby", "waiting", 9)),
    _of("Many rooms", ("Chamber", "chamber", 8), *((f"Room {n}", "overflow", 2 + n % 5) for n in range(12))),
)


class Asker:
    """Makes up commands. `dice` alone decides, and what is seen of the meeting."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        everywhere: dict[Callable[[Meeting], Command], int] = {
            self._tap_in: 14, self._tap_out: 12, self._seat: 8, self._scan: 6, self._step_out: 3, self._return: 4,
            self._start_count: 2, self._save_count: 3, self._miss: 3, self._back: 5,
        }  # fmt: skip
        desks = everywhere | {
            self._send: 40, self._send_there: 5, self._call_next: 20, self._call: 5, self._leave: 4, self._move: 4,
            self._release: 4, self._relocate: 3, self._split: 2, self._to_fit: 2, self._apart: 2, self._turn_away: 1,
            self._limit: 2, self._reserved: 2, self._close_room: 1, self._open_room: 5, self._defer: 2, self._stop: 1,
            self._allow: 8, self._emergency: 1, self._on_deck: 2, self._speaker: 5, self._resume: 2, self._timer: 3,
            self._agenda: 1, self._managers: 1, self._note: 1, self._nonsense: 2, self._claim: 4,
            self._first_claim: 1, self._seat_claim: 4, self._call_claim: 3,
        }  # fmt: skip
        self._lists = {True: (list(desks), list(desks.values())), False: (list(everywhere), list(everywhere.values()))}

    def opening(self, name: str) -> OpenMeeting:
        name = self._pick((name, name, name, "", "x" * 81))
        date = self._dice.choice(("2026-01-13", "2026-03-08", "2026-13-01"))
        return OpenMeeting(name, date, self._pick(BUILDINGS), figures=self._pick((Figures(), FEW_MANAGERS)))

    def command(self, station: str, meeting: Meeting) -> Command:
        if meeting.phase is Phase.ADJOURNED and self._dice.random() < 0.1:
            return Close()
        if meeting.in_emergency and self._dice.random() < 0.2:
            return self._emergency(meeting)
        made, weights = self._lists[station in DESKS]
        return self._dice.choices(made, weights)[0](meeting)

    # --- what is chosen ---------------------------------------------------------------------------------

    def _pick(self, things: Sequence[Thing]) -> Thing:
        return things[int(self._dice.random() * len(things))]

    def _people(self, most: int = 6) -> int:
        return 1 + int(self._dice.random() * most)

    def _room(self, meeting: Meeting) -> str:
        return self._pick([space.name for space in meeting.spaces.values() if space.is_room])

    def _space(self, meeting: Meeting) -> str:
        return self._pick(list(meeting.spaces))

    def _ticket(self, meeting: Meeting, *states: TicketState) -> int:
        """One in such a state mostly, any number sometimes."""
        fitting = [ticket.number for ticket in meeting.tickets.values() if ticket.state in states]
        if fitting and self._dice.random() < 0.85:
            return self._pick(fitting)
        return 101 + int(self._dice.random() * (len(meeting.tickets) + 1))

    def _hold(self, meeting: Meeting, *kinds: HoldKind) -> str:
        fitting = [hold.id for hold in meeting.holds.values() if hold.kind in kinds or not kinds]
        return self._pick(fitting) if fitting else "1"

    def _authority(self) -> Authority:
        return Authority(self._pick((*ROLES, *ROLES, "nobody")), self._pick((*REASONS, *REASONS, "because")))

    # --- facts ------------------------------------------------------------------------------------------

    def _tap(self, meeting: Meeting, space: str, change: int) -> Tap:
        doors = meeting.spaces[space].plan.doors
        return Tap(space, change, self._pick(doors) if doors and self._dice.random() < 0.8 else None)

    def _tap_in(self, meeting: Meeting) -> Command:
        """Into a full room seldom: a building that is over everywhere invites nobody, and little would be seen."""
        room = meeting.spaces[self._room(meeting)]
        if room.free <= 0 and not room.held and self._dice.random() < 0.85:
            return self._tap(meeting, room.name, -self._people(4))
        return self._tap(meeting, room.name, self._people(3))

    def _tap_out(self, meeting: Meeting) -> Command:
        """Now and then somebody comes onto the stairs, and soon all are sent off."""
        stairs = [space for space in meeting.spaces.values() if space.kind is SpaceKind.KEEP_CLEAR]
        if stairs and self._dice.random() < 0.15:
            return Tap(stairs[0].name, -6 if stairs[0].inside else 1)
        return self._tap(meeting, self._space(meeting), -self._people(4))

    def _start_count(self, meeting: Meeting) -> Command:
        return StartHeadCount(self._space(meeting))

    def _save_count(self, meeting: Meeting) -> Command:
        space = meeting.spaces[self._space(meeting)]
        return SaveHeadCount(space.name, max(0, space.inside + self._pick((-2, -1, 0, 0, 0, 1, 3))))

    def _step_out(self, meeting: Meeting) -> Command:
        return StepOut(self._room(meeting), self._people(3))

    def _return(self, meeting: Meeting) -> Command:
        return Return(self._hold(meeting, HoldKind.STEPPED_OUT), self._people(2))

    def _turn_away(self, meeting: Meeting) -> Command:
        return TurnAway(self._people(), self._pick(TURN_AWAY_REASONS))

    # --- the line ---------------------------------------------------------------------------------------

    def _send(self, meeting: Meeting) -> Command:
        return SendParty(self._people(), self._dice.random() < 0.1, self._pick((Wish.ANY, Wish.ANY, Wish.CHAMBER)))

    def _send_there(self, meeting: Meeting) -> Command:
        authority = self._authority() if self._dice.random() < 0.3 else None
        wish = self._pick((Wish.ANY, Wish.CHAMBER))
        return SendParty(self._people(), wish=wish, space=self._space(meeting), authority=authority)

    def _call_next(self, meeting: Meeting) -> Command:
        return CallNext()

    def _call(self, meeting: Meeting) -> Command:
        authority = self._authority() if self._dice.random() < 0.2 else None
        meanwhile = self._dice.random() < 0.3
        return Call(self._ticket(meeting, TicketState.WAITING), self._room(meeting), authority, meanwhile)

    def _call_claim(self, meeting: Meeting) -> Command:
        authority = self._authority() if self._dice.random() < 0.2 else None
        return Call(next(meeting.claims.in_order(), 101), self._room(meeting), authority)

    def _seat_claim(self, meeting: Meeting) -> Command:
        called = [hold.ticket for hold in meeting.holds.values() if hold.kind is HoldKind.CLAIM and hold.ticket]
        if called and self._dice.random() < 0.2:
            return Miss(self._pick(called))
        return Seat(self._pick(called), None, self._dice.random() < 0.15) if called else self._seat(meeting)

    def _claim(self, meeting: Meeting) -> Command:
        return SetClaim(self._ticket(meeting, TicketState.SEATED), self._dice.random() < 0.8)

    def _first_claim(self, meeting: Meeting) -> Command:
        return SetFirstClaim(self._pick((FirstClaim.HALLWAY, FirstClaim.SEATED)))

    def _seat(self, meeting: Meeting) -> Command:
        number = self._ticket(meeting, TicketState.CALLED, TicketState.MISSED)
        return Seat(number, self._pick((None, self._room(meeting))), self._dice.random() < 0.15)

    def _scan(self, meeting: Meeting) -> Command:
        ticket = meeting.tickets.get(self._ticket(meeting, TicketState.CALLED, TicketState.MISSED))
        return Scan(ticket.code if ticket else "0" * 17, self._pick((None, self._space(meeting))))

    def _miss(self, meeting: Meeting) -> Command:
        return Miss(self._ticket(meeting, TicketState.CALLED))

    def _back(self, meeting: Meeting) -> Command:
        return Back(self._ticket(meeting, TicketState.MISSED))

    def _leave(self, meeting: Meeting) -> Command:
        return Leave(self._ticket(meeting, TicketState.WAITING, TicketState.CALLED, TicketState.MISSED))

    def _move(self, meeting: Meeting) -> Command:
        return MoveHold(self._hold(meeting), self._room(meeting))

    def _release(self, meeting: Meeting) -> Command:
        return ReleaseHold(self._hold(meeting))

    def _relocate(self, meeting: Meeting) -> Command:
        seated = self._ticket(meeting, TicketState.SEATED)
        ticket = meeting.tickets.get(seated)
        if ticket is not None and ticket.space is not None and self._dice.random() < 0.5:
            return Relocate(ticket.space, self._room(meeting), ticket.people, seated)
        return Relocate(self._room(meeting), self._room(meeting), self._people(3))

    def _split(self, meeting: Meeting) -> Command:
        return Split(self._ticket(meeting, TicketState.WAITING), self._people(3))

    def _to_fit(self, meeting: Meeting) -> Command:
        number = self._ticket(meeting, TicketState.WAITING)
        ticket = meeting.tickets.get(number)
        sizes = parts_that_fit(meeting, ticket.people, ticket.wish) if ticket is not None else ()
        return SplitToFit(number, sizes or (1, 1, 1))

    def _apart(self, meeting: Meeting) -> Command:
        number = self._ticket(meeting, TicketState.WAITING)
        parts = apart(meeting, number) if number in meeting.tickets else ()
        return SeatApart(number, parts or ((1, self._room(meeting)), (1, self._room(meeting))))

    def _on_deck(self, meeting: Meeting) -> Command:
        return SetOnDeck(self._people(6) - 1)

    def _managers(self, meeting: Meeting) -> Command:
        return NoteManagersPresent(self._people(5) - 1)

    def _resume(self, meeting: Meeting) -> Command:
        return Mark("resume") if self._dice.random() < 0.7 else ReleaseRecess(self._room(meeting))

    def _speaker(self, meeting: Meeting) -> Command:
        counted = self._dice.random() < 0.1
        if self._dice.random() < 0.5:
            return SeatSpeaker(self._ticket(meeting, *TicketState), already_counted=counted)
        return SeatSpeaker(None, self._pick((None, self._room(meeting))), counted)

    # --- the clerk and the fire official ----------------------------------------------------------------

    def _agenda(self, meeting: Meeting) -> Command:
        return Adjourn() if self._dice.random() < 0.3 else Mark(self._pick(MARKS))

    def _limit(self, meeting: Meeting) -> Command:
        space = meeting.spaces[self._space(meeting)]
        posted = space.plan.limit or 0
        return SetLimit(space.name, max(0, posted + self._pick((-4, -2, 0, 0, 2))), self._authority())

    def _reserved(self, meeting: Meeting) -> Command:
        return SetReserved(self._space(meeting), self._people(4) - 1)

    def _close_room(self, meeting: Meeting) -> Command:
        return CloseSpace(self._room(meeting))

    def _open_room(self, meeting: Meeting) -> Command:
        return OpenSpace(self._room(meeting))

    def _defer(self, meeting: Meeting) -> Command:
        return DeferHeadCount(self._room(meeting), self._pick(ROLES))

    def _stop(self, meeting: Meeting) -> Command:
        return StopInvitations()

    def _allow(self, meeting: Meeting) -> Command:
        return AllowInvitations()

    def _emergency(self, meeting: Meeting) -> Command:
        """Short, since nobody is invited meanwhile."""
        if meeting.in_emergency and self._dice.random() < 0.3:
            return EndEmergency(self._authority())
        space = self._space(meeting)
        swept = MarkCleared(space, self._dice.random() < 0.7)
        others: Sequence[Command] = (swept, NoteAssistance(space, 2), ChangeUsher(space))
        return BeginEmergency() if self._dice.random() < 0.2 else self._pick(others)

    # --- what no screen would ask ------------------------------------------------------------------------

    def _timer(self, meeting: Meeting) -> Command:
        hold = self._hold(meeting)
        return EndHold(hold) if self._dice.random() < 0.6 else Recall(hold, self._people(3))

    def _note(self, meeting: Meeting) -> Command:
        return NoteClock(self._people() * 1_000)

    def _nonsense(self, meeting: Meeting) -> Command:
        said: Sequence[Command] = (
            Tap("Nowhere", 1), Tap(self._space(meeting), 0), Tap(self._room(meeting), 1, "Trapdoor"),
            SendParty(0), SendParty(7), SendParty(21), SaveHeadCount(self._space(meeting), -1),
            TurnAway(2, "rudeness"), Mark("applause"), Seat(1), Undo("none"), SeatApart(101, ()), Close(),
            Scan("0"), Relocate(self._room(meeting), self._room(meeting), 2, 101),
            SetLimit(self._space(meeting), 10, Authority("clerk", "other", "x" * 61)),
            StepOut(self._room(meeting), 0), SetReserved(self._space(meeting), 10**6),
        )  # fmt: skip
        return self._pick(said)
