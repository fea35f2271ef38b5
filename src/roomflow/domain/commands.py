"""Commands: what a station may ask of the desk."""

from __future__ import annotations

from msgspec import Struct, field

from roomflow.domain.building import Building
from roomflow.domain.events import Wish
from roomflow.domain.on_paper import EnterPaperTicket as EnterPaperTicket
from roomflow.domain.on_paper import EnterTally as EnterTally
from roomflow.domain.on_paper import Reprint as Reprint
from roomflow.domain.on_paper import TakePack as TakePack
from roomflow.domain.staging import ExpectEnd as ExpectEnd
from roomflow.domain.staging import NoteManagersPresent as NoteManagersPresent
from roomflow.domain.staging import ReleaseRecess as ReleaseRecess
from roomflow.domain.staging import SeatSpeaker as SeatSpeaker
from roomflow.domain.staging import SetClaim as SetClaim
from roomflow.domain.staging import SetFirstClaim as SetFirstClaim
from roomflow.domain.staging import SetOnDeck as SetOnDeck
from roomflow.domain.supervision import Authority as Authority
from roomflow.domain.supervision import BeginEmergency as BeginEmergency
from roomflow.domain.supervision import ChangeUsher as ChangeUsher
from roomflow.domain.supervision import CloseSpace as CloseSpace
from roomflow.domain.supervision import DeferHeadCount as DeferHeadCount
from roomflow.domain.supervision import EndEmergency as EndEmergency
from roomflow.domain.supervision import MarkCleared as MarkCleared
from roomflow.domain.supervision import NoteAssistance as NoteAssistance
from roomflow.domain.supervision import OpenSpace as OpenSpace
from roomflow.domain.supervision import SetLimit as SetLimit
from roomflow.domain.supervision import SetReserved as SetReserved
from roomflow.settings import Figures


class OpenMeeting(Struct, frozen=True):
    """Begin a meeting. `date` is ISO; times are HH:MM in the building's zone, or empty.

    `spaces` are those of the building that it uses; none named are all that no open meeting uses.
    """

    name: str
    date: str
    building: Building
    practice: bool = False
    doors_open: str = ""
    call_to_order: str = ""
    figures: Figures = field(default_factory=Figures)
    expected_end: str = ""
    spaces: tuple[str, ...] = ()


class Tap(Struct, frozen=True):
    """People came in (+1 to +6) or went out (−1 to −6); a fact, taken always. No door: counted at the desk."""

    space: str
    change: int
    door: str | None = None


class SendParty(Struct, frozen=True):
    """Send a party to a room, or issue its ticket where nothing is free for it.

    With `space` only that room is tried, and refused with a sentence where it cannot take the party; `authority`
    overrides the places of that room and the head count it waits for.
    """

    people: int
    accessible: bool = False
    wish: Wish = Wish.ANY
    space: str | None = None
    authority: Authority | None = None


class MoveHold(Struct, frozen=True):
    """Move a hold (a party on the way, a called ticket) to another room with places for it."""

    hold: str
    space: str


class ReleaseHold(Struct, frozen=True):
    """Give back the places of a party on the way that will not come."""

    hold: str


class EndHold(Struct, frozen=True):
    """The deadline of a hold has come (asked by the desk's own timer)."""

    hold: str


class Recall(Struct, frozen=True):
    """Call a called ticket again (asked by the desk's own timer); `turn` is 1 or 2."""

    hold: str
    turn: int


class CallNext(Struct, frozen=True):
    """Call the whole next best move."""


class Call(Struct, frozen=True):
    """Call one ticket to a room: a waiting one, or to the chamber one that claims it.

    `authority` overrides the places of the room and the head count it waits for. `meanwhile`: a party that wishes the
    chamber takes a seat elsewhere until then and keeps its claim.
    """

    ticket: int
    space: str
    authority: Authority | None = None
    meanwhile: bool = False


class Seat(Struct, frozen=True):
    """The party of a ticket came in. `already_counted`: it was tapped in before, so nobody is counted.

    A waiting ticket is seated by hand only into a `space` with places, and past nobody it would overtake.
    """

    ticket: int
    space: str | None = None
    already_counted: bool = False


class Scan(Struct, frozen=True):
    """A scanner read a ticket's code at a station; with `space`, at that room's door."""

    code: str
    space: str | None = None


class Miss(Struct, frozen=True):
    """A called ticket does not come; its places go on now."""

    ticket: int


class Back(Struct, frozen=True):
    """A ticket that missed its call is here again."""

    ticket: int


class Leave(Struct, frozen=True):
    """The party of a ticket gives up its place in line."""

    ticket: int


class StartHeadCount(Struct, frozen=True):
    """An usher begins to count the public seats; taps from now on are added to the figure."""

    space: str


class SaveHeadCount(Struct, frozen=True):
    """The figure of a head count."""

    space: str
    counted: int


class TurnAway(Struct, frozen=True):
    """People were sent home without a ticket; `reason` is one of agenda.TURN_AWAY_REASONS."""

    people: int
    reason: str


class Mark(Struct, frozen=True):
    """A mark of the agenda: one of agenda.MARKS, or `item`, the clerk's own, which has `words`."""

    mark: str
    words: str = ""


class StopInvitations(Struct, frozen=True):
    """Nobody is invited until invitations are allowed again."""


class AllowInvitations(Struct, frozen=True):
    """Invitations are allowed again."""


class Adjourn(Struct, frozen=True):
    """The meeting is over; nobody is invited any more."""


class Close(Struct, frozen=True):
    """Close the log: holds end, waiting tickets become unserved."""


class StepOut(Struct, frozen=True):
    """People go out of a room and come back; their places are held."""

    space: str
    people: int
    door: str | None = None


class Return(Struct, frozen=True):
    """People who stepped out are back."""

    hold: str
    people: int
    door: str | None = None


class Relocate(Struct, frozen=True):
    """A seated party moves between rooms in one entry; `ticket` where it had one."""

    from_space: str
    space: str
    people: int
    ticket: int | None = None


class Split(Struct, frozen=True):
    """A waiting party becomes two with the same place in line, since it asked; `people` leave for the new ticket."""

    ticket: int
    people: int


class SplitToFit(Struct, frozen=True):
    """A waiting party that no room can hold together becomes several of these sizes, with the same place in line."""

    ticket: int
    parts: tuple[int, ...]


class SeatApart(Struct, frozen=True):
    """A waiting party that fits nowhere together agreed to sit apart: its parts (people, room) are called at once."""

    ticket: int
    parts: tuple[tuple[int, str], ...]


class NoteClock(Struct, frozen=True):
    """The computer's clock jumped by so many ms against the meeting's own (asked by the desk)."""

    jump_ms: int


class Undo(Struct, frozen=True):
    """Take back this station's last request, all its entries."""

    request: str


Command = (
    OpenMeeting | Tap | SendParty | MoveHold | ReleaseHold | EndHold | Recall | CallNext | Call | Seat | Scan | Miss
    | Back | Leave | StartHeadCount | SaveHeadCount | TurnAway | Mark | StopInvitations | AllowInvitations | Adjourn
    | Close | NoteClock | Undo | SetLimit | SetReserved | CloseSpace | OpenSpace | DeferHeadCount | StepOut | Return
    | Relocate | Split | SplitToFit | SeatApart | BeginEmergency | MarkCleared | NoteAssistance | EndEmergency
    | ChangeUsher | SetClaim | SetFirstClaim | SetOnDeck | SeatSpeaker | ReleaseRecess | NoteManagersPresent
    | ExpectEnd | Reprint | TakePack | EnterPaperTicket | EnterTally
)  # fmt: skip
