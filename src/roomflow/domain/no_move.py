"""Why nobody can be called now, as a key and the space that it is about: for every desk the same."""

from __future__ import annotations

from enum import StrEnum

from roomflow.domain.guards import wishes_for
from roomflow.domain.meeting import Meeting, Phase, rooms
from roomflow.domain.spaces import Space, waits_for_count


class NoMove(StrEnum):
    """Whichever of these comes first here."""

    ADJOURNED = "adjourned"
    EMERGENCY = "emergency"
    NOT_CLEAR = "not-clear"
    STOPPED = "stopped"
    NOBODY = "nobody"
    COUNT_FIRST = "count-first"
    NONE_FITS = "none-fits"


def why_nobody(meeting: Meeting, elapsed: int) -> tuple[NoMove, str | None]:
    """To be asked where there is no next best move. `elapsed` is now in ms of the meeting's clock."""
    if meeting.phase is not Phase.OPEN:
        return NoMove.ADJOURNED, None
    if meeting.in_emergency:
        return NoMove.EMERGENCY, None
    if meeting.stopped_for:
        return NoMove.NOT_CLEAR, meeting.stopped_for
    if meeting.stopped:
        return NoMove.STOPPED, None
    if not meeting.line.buckets:
        return NoMove.NOBODY, None
    room = _waiting_for_count(meeting, elapsed)
    return (NoMove.NONE_FITS, None) if room is None else (NoMove.COUNT_FIRST, room.name)


def _waiting_for_count(meeting: Meeting, elapsed: int) -> Space | None:
    """The first room that somebody in line would fit into, were it not to be counted first (rule 7)."""
    for room in rooms(meeting):
        if room.closed or not waits_for_count(room, meeting.figures, elapsed):
            continue
        if any(b.wish in wishes_for(room) and b.people <= room.free for b in meeting.line.buckets):
            return room
    return None
