"""Decide: one request on one picture leads to entries, or to a refusal. Pure: the desk alone writes."""

from __future__ import annotations

from roomflow.domain import agenda, calling, counting, guards, inviting, tickets, undo
from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Back,
    Call,
    CallNext,
    Close,
    EndHold,
    Leave,
    Mark,
    Miss,
    MoveHold,
    NoteClock,
    OpenMeeting,
    Recall,
    ReleaseHold,
    Request,
    SaveHeadCount,
    Scan,
    Seat,
    SendParty,
    Stamp,
    StartHeadCount,
    StopInvitations,
    Tap,
    TurnAway,
    Undo,
)
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Picture
from roomflow.domain.pen import Pen


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
    assert pen.entries, request
    return pen.entries


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
        case Undo() as command:
            undo.undo(picture, command, pen)
        case other:
            _decide_agenda(picture, other, pen)


def _decide_agenda(
    picture: Picture,
    command: TurnAway | Mark | StopInvitations | AllowInvitations | Adjourn | Close | NoteClock | OpenMeeting,
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
        case OpenMeeting():  # pragma: no cover - decided before, on an empty draft
            raise AssertionError("a meeting is opened once")
