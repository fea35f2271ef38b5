"""Decide: one request on one picture leads to entries, or to a refusal. Pure: the desk alone writes."""

from __future__ import annotations

from roomflow.domain import (
    agenda,
    apart,
    calling,
    claims,
    counting,
    emergency,
    ending,
    guards,
    inviting,
    keep_clear,
    limits,
    managers,
    on_deck,
    paper,
    reentry,
    saving,
    slips,
    speakers,
    splitting,
    tickets,
    undo,
)
from roomflow.domain import commands as ask
from roomflow.domain.accessible import open_pool
from roomflow.domain.ahead import ahead
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.on_paper import OnPaper
from roomflow.domain.pen import Pen
from roomflow.domain.requests import Request, Stamp
from roomflow.domain.staging import Staging
from roomflow.domain.supervision import Supervision

_MOVES = (Kind.RELOCATED, Kind.CLAIM_TAKEN)
"""Moves of seated people between rooms: what they leave free is called into in the same step (rule 14)."""
_WAITING = TicketState.WAITING.value


def decide(picture: Picture, request: Request, stamp: Stamp) -> list[Entry]:
    """The entries a request leads to, at least one; raises Refused with a sentence where the rules say no.

    To open a meeting the picture is an empty draft. Time, ids and codes come with the request and the stamp.
    """
    pen = Pen(picture, request, stamp)
    if isinstance(request.command, ask.OpenMeeting):
        agenda.open_meeting(request.command, pen)
    else:
        guards.need_log(picture)
        _decide(picture, request, pen)
        _settle(picture, pen)
    assert pen.entries, type(request.command).__name__
    return pen.entries


def _settle(picture: Picture, pen: Pen) -> None:
    """What the rules ask for in the same step.

    Stairs that are not clear stop the invitations, seats are held on deck, kept places open (rule 12), free ones are
    saved for who is owed (rule 9), a room that somebody moved out of is called into (rule 14).
    """
    left = {entry.from_space for entry in pen.entries if entry.kind in _MOVES}
    # Only people who come and go concern these two, and nothing that follows makes any come or go.
    counted = keep_clear.is_concerned(picture, pen.entries) or managers.is_concerned(picture, pen.entries)
    concerned = counted or on_deck.is_concerned(picture, pen.entries)
    if not (
        left or concerned or saving.is_concerned(picture, pen.entries, pen.stamp.elapsed) or _may_open(picture, pen)
    ):
        return
    draft = ahead(picture, pen)
    while (counted and _for_the_counted(picture, draft, pen)) or _for_places(draft, pen):
        draft = ahead(picture, pen)
    settled = len(pen.entries)
    for room in left:
        calling.call_into(draft, room or "", pen)
    if any(entry.from_space is not None for entry in pen.entries[settled:]):
        # Somebody was called out of the places saved for it elsewhere: what they leave free is settled as well.
        while _for_places(ahead(picture, pen), pen):
            pass


def _for_the_counted(picture: Picture, draft: Draft, pen: Pen) -> Entry | None:
    """What follows by itself from who is where; None where nothing does."""
    return keep_clear.next_step(picture, draft, pen) or managers.next_step(draft, pen)


def _for_places(draft: Draft, pen: Pen) -> Entry | None:
    """What follows by itself from the places, in this order; None where the request is done."""
    return on_deck.next_step(draft, pen) or open_pool(draft, pen) or saving.save_places(draft, pen)


def _may_open(picture: Picture, pen: Pen) -> bool:
    """Rule 12: somebody waits, and a room keeps free places, or may keep some again by what this request changes.

    Places that are ordinary stay so, but where their opening is taken back.
    """
    takes_back = any(entry.kind == Kind.UNDONE for entry in pen.entries)
    pools = [room for room in picture.spaces.values() if room.plan.accessible and (takes_back or not room.pool_open)]
    if not pools:
        return False
    if not picture.line.buckets and not any(entry.state == _WAITING for entry in pen.entries):
        return False
    changed = {entry.space for entry in pen.entries} | {entry.from_space for entry in pen.entries}
    return any(room.plan.name in changed or (room.kept and room.free > 0) for room in pools)


def _decide(picture: Picture, request: Request, pen: Pen) -> None:  # noqa: C901 - one case a command
    match request.command:
        case ask.Tap() as command:
            counting.tap(picture, command, pen)
        case ask.SendParty() as command:
            inviting.send_party(picture, command, pen)
        case ask.MoveHold() as command:
            inviting.move_hold(picture, command, pen)
        case ask.ReleaseHold() as command:
            inviting.release_hold(picture, command, pen)
        case ask.EndHold() as command:
            inviting.end_hold(picture, command, pen)
        case ask.CallNext():
            calling.call_next(picture, pen)
        case ask.Call() as command:
            (claims if claims.claims(picture, command.ticket) else calling).call(picture, command, pen)
        case ask.Recall() as command:
            calling.recall(picture, command, pen)
        case ask.Seat() as command if claims.is_called(picture, command.ticket):
            claims.take(picture, command, pen)
        case ask.Seat() as command:
            tickets.seat(picture, command, pen)
        case ask.Scan() as command if claims.is_called(picture, picture.codes.get(command.code)):
            tickets.need_scan(picture)
            claims.take(picture, ask.Seat(picture.codes[command.code], command.space), pen)
        case ask.Scan() as command:
            tickets.scan(picture, command, pen)
        case ask.Miss() as command if claims.is_called(picture, command.ticket):
            claims.end(picture, command.ticket, pen)
        case ask.Miss() as command:
            tickets.miss(picture, command, pen)
        case ask.Back() as command:
            tickets.back(picture, command, pen)
        case ask.Leave() as command:
            tickets.leave(picture, command, pen)
        case ask.StartHeadCount() as command:
            counting.start_head_count(picture, command, pen)
        case ask.SaveHeadCount() as command:
            counting.save_head_count(picture, command, pen)
        case ask.StepOut() as command:
            reentry.step_out(picture, command, pen)
        case ask.Return() as command:
            reentry.come_back(picture, command, pen)
        case ask.Relocate() as command:
            reentry.relocate(picture, command, pen)
        case ask.Split() as command:
            splitting.split(picture, command, pen)
        case ask.SplitToFit() as command:
            apart.split_to_fit(picture, command, pen)
        case ask.SeatApart() as command:
            apart.seat_apart(picture, command, pen)
        case ask.Undo() as command:
            undo.undo(picture, command, pen)
        case other:
            _decide_agenda(picture, other, pen)


def _decide_paper(picture: Picture, command: OnPaper, pen: Pen) -> None:
    match command:
        case ask.Reprint():
            slips.reprint(picture, command, pen)
        case ask.TakePack():
            paper.take_pack(picture, command, pen)
        case ask.EnterPaperTicket():
            paper.enter_ticket(picture, command, pen)
        case ask.EnterTally():
            paper.enter_tally(picture, command, pen)


def _decide_agenda(
    picture: Picture,
    command: ask.TurnAway
    | ask.Mark
    | ask.StopInvitations
    | ask.AllowInvitations
    | ask.Adjourn
    | ask.Close
    | ask.NoteClock
    | ask.OpenMeeting
    | OnPaper
    | Supervision
    | Staging,
    pen: Pen,
) -> None:
    match command:
        case ask.TurnAway():
            agenda.turn_away(picture, command, pen)
        case ask.Mark():
            agenda.mark(picture, command, pen)
        case ask.StopInvitations():
            agenda.stop_invitations(picture, pen)
        case ask.AllowInvitations():
            agenda.allow_invitations(picture, pen)
        case ask.Adjourn():
            agenda.adjourn(picture, pen)
        case ask.Close():
            agenda.close(picture, pen)
        case ask.NoteClock():
            agenda.note_clock(command, pen)
        case ask.OpenMeeting():  # pragma: no cover - decided before, on an empty draft
            raise AssertionError("a meeting is opened once")
        case ask.Reprint() | ask.TakePack() | ask.EnterPaperTicket() | ask.EnterTally() as command:
            _decide_paper(picture, command, pen)
        case other:
            _decide_supervision(picture, other, pen)


def _decide_supervision(picture: Picture, command: Supervision | Staging, pen: Pen) -> None:
    match command:
        case ask.SetLimit():
            limits.set_limit(picture, command, pen)
        case ask.SetReserved():
            limits.set_reserved(picture, command, pen)
        case ask.CloseSpace():
            limits.close_space(picture, command, pen)
        case ask.OpenSpace():
            limits.open_space(picture, command, pen)
        case ask.DeferHeadCount():
            counting.defer_head_count(picture, command, pen)
        case ask.BeginEmergency():
            emergency.begin_emergency(picture, pen)
        case ask.MarkCleared():
            emergency.mark_cleared(picture, command, pen)
        case ask.NoteAssistance():
            emergency.note_assistance(picture, command, pen)
        case ask.EndEmergency():
            emergency.end_emergency(picture, command.authority, pen)
        case ask.ChangeUsher():
            emergency.change_usher(picture, command, pen)
        case other:
            _decide_staging(picture, other, pen)


def _decide_staging(picture: Picture, command: Staging, pen: Pen) -> None:
    match command:
        case ask.SetOnDeck():
            on_deck.set_on_deck(picture, command, pen)
        case ask.SeatSpeaker():
            speakers.seat_speaker(picture, command, pen)
        case ask.NoteManagersPresent():
            managers.note_managers(picture, command, pen)
        case ask.ReleaseRecess():
            reentry.release_recess(picture, command, pen)
        case ask.ExpectEnd():
            ending.expect_end(picture, command, pen)
        case ask.SetClaim():
            claims.set_claim(picture, command, pen)
        case ask.SetFirstClaim():
            claims.set_first_claim(picture, command, pen)
