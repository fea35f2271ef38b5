"""What the header says of a meeting: how far it is, what is free and over, how many crowd managers are needed."""

from __future__ import annotations

from typing import Final

from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.domain.managers import managers_needed
from roomflow.domain.meeting import Meeting, Phase, rooms
from roomflow.domain.spaces import SpaceState
from roomflow.domain.totals import Totals
from roomflow.settings import Figures

HEIGHT: Final = 63
"""With the line below it 64."""
WIDTH_MIN: Final = 1040
BAR_WIDTH: Final = 159
NAME_WIDTH_MAX: Final = 200
"""A longer name is shortened; the whole of it is in the tip and in the window's title."""


def managers_short(meeting: Meeting) -> bool:
    """Whether fewer crowd managers are here than the people in the building need, as far as the desk was told."""
    here = meeting.managers_present
    return here is not None and here < managers_needed(meeting)


def managers_words(meeting: Meeting) -> str:
    """How many crowd managers are needed, and how many are here once somebody said so."""
    needed = managers_needed(meeting)
    here = meeting.managers_present
    if here is None:
        return ngettext("{n} crowd manager needed", "{n} crowd managers needed", needed).format(n=needed)
    template = ngettext("{n} crowd manager, {needed} needed", "{n} crowd managers, {needed} needed", here)
    return template.format(n=here, needed=needed)


def state_line(meeting: Meeting) -> str:
    """How far the meeting is, in words; stopped invitations come before everything else."""
    zone = meeting.building.timezone
    if meeting.phase is Phase.CLOSED:
        return _("Closed")
    if meeting.in_emergency:
        return _("EMERGENCY: nobody is invited")
    if meeting.phase is Phase.ADJOURNED:
        return _("Adjourned")
    if meeting.stopped_for:
        return _("Nobody invited: {space} not clear").format(space=meeting.stopped_for)
    if meeting.stopped:
        return _("Invitations stopped")
    marks = meeting.marks
    recess, resume = marks.get("recess", 0), marks.get("resume", 0)
    if recess > resume:
        return _("In recess since {time}").format(time=clock_words(recess, zone, seconds=False))
    if "comment-opens" in marks:
        return _("Comment since {time}").format(time=clock_words(marks["comment-opens"], zone, seconds=False))
    if "called-to-order" in marks:
        return _("Called to order {time}").format(time=clock_words(marks["called-to-order"], zone, seconds=False))
    if meeting.call_to_order:
        return _("Begins at {time}").format(time=meeting.call_to_order)
    return _("Not called to order yet")


def large_words(meeting: Meeting, sums: Totals, *, is_short: bool) -> str:
    """The largest words of the header: what is free; in an emergency it is no offer, and nobody is let in."""
    if meeting.in_emergency:
        return _("Nobody is let in")
    beyond = beyond_posted(meeting)
    return short_free_words(sums, beyond) if is_short else free_words(sums, beyond)


def free_words(sums: Totals, beyond: int = 0) -> str:
    """Never a number below zero: what is free, and what is over beside it, and over what."""
    free = ngettext("{n} free", "{n} free", sums.free).format(n=sums.free)
    if beyond:
        return _("{free}, {over} over the posted limit").format(free=free, over=beyond)
    return _("{free}, {over} over the public places").format(free=free, over=sums.over) if sums.over else free


def short_free_words(sums: Totals, beyond: int = 0) -> str:
    """The same without over what, which the tip says."""
    free = ngettext("{n} free", "{n} free", sums.free).format(n=sums.free)
    over = beyond or sums.over
    return _("{free}, {over} over").format(free=free, over=over) if over else free


def beyond_posted(meeting: Meeting) -> int:
    """People past the posted limits of the rooms: inside, and in reserved seats whether they are taken or not."""
    return sum(max(0, room.inside + room.reserved - (room.limit or 0)) for room in rooms(meeting))


def state_of_sums(sums: Totals, figures: Figures) -> str:
    """The state of all rooms together, by the rule of one room; it only colours the bar."""
    taken = sums.inside + sums.held
    if taken > sums.places:
        return SpaceState.OVER.value
    if taken == sums.places:
        return SpaceState.FULL.value
    if taken * 100 >= sums.places * figures.nearly_full_percent:
        return SpaceState.NEARLY_FULL.value
    if taken * 100 >= sums.places * figures.filling_percent:
        return SpaceState.FILLING.value
    return SpaceState.OPEN.value


def online_words(doors: int) -> str:
    """What the header says; empty where no door is online."""
    return ngettext("{n} door online", "{n} doors online", doors).format(n=doors) if doors else ""
