"""Decide: one request on one picture leads to entries, or to a refusal. Pure: the desk alone writes."""

from __future__ import annotations

from roomflow.domain import (
    agenda,
    apart,
    calling,
    counting,
    guards,
    inviting,
    limits,
    reentry,
    splitting,
    tickets,
    undo,
)
from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Back,
    Call,
    CallNext,
    Close,
    CloseSpace,
    DeferHeadCount,
    EndHold,
    Leave,
    Mark,
    Miss,
    MoveHold,
    NoteClock,
    OpenMeeting,
    OpenSpace,
    Recall,
    ReleaseHold,
    Relocate,
    Return,
    SaveHeadCount,
    Scan,
    Seat,
    SeatApart,
    SendParty,
    SetLimit,
    SetReserved,
    Split,
    StartHeadCount,
    StepOut,
    StopInvitations,
    Tap,
    TurnAway,
    Undo,
)
from roomflow.domain.events import Entry
from roomflow.domain.fold import apply
from roomflow.domain.meeting import HoldKind, Picture, thaw
from roomflow.domain.pen import Pen
from roomflow.domain.requests import Request, Stamp
from roomflow.domain.saving import save_places


def decide(picture: Picture, request: Request, stamp: Stamp) -> list[Entry]:
    """The entries a request leads to, at least one; raises Refused with a sentence where the rules say no.

    To open a meeting the picture is an empty draft. Time, ids and codes come with the request and the stamp.
    """
    pen = Pen(picture, request, stamp)
    if isinstance(request.command, OpenMeeting):
        agenda.open_meeting(request.command, pen)
    else:
        guards.need_log(picture)
        _decide(picture, request, pen)
        _save_places(picture, pen)
    assert pen.entries, request
    return pen.entries


def _save_places(picture: Picture, pen: Pen) -> None:
    """Rule 9: what this request leaves free goes, in the same step, to a party that was passed over too often."""
    passes = any(entry.details.get("passed") for entry in pen.entries)
    saves = any(hold.kind is HoldKind.SAVED for hold in picture.holds.values())
    if not (picture.passed or passes or saves):
        return
    draft = thaw(picture)
    for entry in pen.entries:
        apply(draft, entry)
    while (saved := save_places(draft, pen)) is not None:
        apply(draft, saved)


def _decide(picture: Picture, request: Request, pen: Pen) -> None:  # noqa: C901 - one case a command
    match request.command:
        case Tap() as command:
            counting.tap(picture, command, pen)
        case SendParty() as command:
            inviting.send_party(picture, command, pen)
        case MoveHold() as command:
            inviting.move_hold(picture, command, pen)
        case ReleaseHold() as command:
            inviting.release_hold(picture, command, pen)
        case EndHold() as command:
            inviting.end_hold(picture, command, pen)
        case CallNext():
            calling.call_next(picture, pen)
        case Call() as command:
            calling.call(picture, command, pen)
        case Recall() as command:
            calling.recall(picture, command, pen)
        case Seat() as command:
            tickets.seat(picture, command, pen)
        case Scan() as command:
            tickets.scan(picture, command, pen)
        case Miss() as command:
            tickets.miss(picture, command, pen)
        case Back() as command:
            tickets.back(picture, command, pen)
        case Leave() as command:
            tickets.leave(picture, command, pen)
        case StartHeadCount() as command:
            counting.start_head_count(picture, command, pen)
        case SaveHeadCount() as command:
            counting.save_head_count(picture, command, pen)
        case StepOut() as command:
            reentry.step_out(picture, command, pen)
        case Return() as command:
            reentry.come_back(picture, command, pen)
        case Relocate() as command:
            reentry.relocate(picture, command, pen)
        case Split() as command:
            splitting.split(picture, command, pen)
        case SeatApart() as command:
            apart.seat_apart(picture, command, pen)
        case DeferHeadCount() as command:
            counting.defer_head_count(picture, command, pen)
        case Undo() as command:
            undo.undo(picture, command, pen)
        case other:
            _decide_agenda(picture, other, pen)


def _decide_agenda(  # noqa: C901 - one case a command
    picture: Picture,
    command: TurnAway
    | Mark
    | StopInvitations
    | AllowInvitations
    | Adjourn
    | Close
    | NoteClock
    | OpenMeeting
    | SetLimit
    | SetReserved
    | CloseSpace
    | OpenSpace,
    pen: Pen,
) -> None:
    match command:
        case TurnAway():
            agenda.turn_away(picture, command, pen)
        case Mark():
            agenda.mark(picture, command, pen)
        case StopInvitations():
            agenda.stop_invitations(picture, pen)
        case AllowInvitations():
            agenda.allow_invitations(picture, pen)
        case Adjourn():
            agenda.adjourn(picture, pen)
        case Close():
            agenda.close(picture, pen)
        case NoteClock():
            agenda.note_clock(command, pen)
        case SetLimit():
            limits.set_limit(picture, command, pen)
        case SetReserved():
            limits.set_reserved(picture, command, pen)
        case CloseSpace():
            limits.close_space(picture, command, pen)
        case OpenSpace():
            limits.open_space(picture, command, pen)
        case OpenMeeting():  # pragma: no cover - decided before, on an empty draft
            raise AssertionError("a meeting is opened once")
