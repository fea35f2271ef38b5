"""What else a person must know of a room: the promises that have a name of their own, and what to be reminded of."""

from __future__ import annotations

from msgspec import Struct

from roomflow.desktop.basis.wording import Now, countdown_words, minutes_of
from roomflow.desktop.basis.words import _, ngettext
from roomflow.domain.meeting import Meeting
from roomflow.domain.on_deck import chamber_of, on_deck, stay_empty
from roomflow.domain.recess import out_for_recess
from roomflow.domain.spaces import Space


class Further(Struct, frozen=True):
    """Words beside the figures of a room: `facts` are quiet, `reminders` are not."""

    facts: tuple[str, ...] = ()
    reminders: tuple[str, ...] = ()
    lets_nobody_in: bool = False
    """In an emergency its free places are no offer, and their number is not shown."""


NOTHING_FURTHER = Further()


def further_of(meeting: Meeting, space: Space, now: Now) -> Further:
    """Seats on deck in the chamber, who walked out of a room and comes back, and what a keep-clear space stops."""
    facts: list[str] = []
    reminders: list[str] = []
    if space.name == meeting.stopped_for:
        reminders.append(_("nobody is invited"))
    chamber = chamber_of(meeting)
    if chamber is not None and chamber.name == space.name and meeting.on_deck:
        empty = _empty_words(meeting, now)
        (reminders if empty else facts).append(empty or on_deck_words(meeting))
    out = sum(hold.people for hold in out_for_recess(meeting, space.name))
    if out:
        facts.append(recess_words(out))
    return Further(tuple(facts), tuple(reminders), meeting.in_emergency)


def nobody_in_words() -> str:
    """What stands in the place of “free” while an emergency lasts."""
    return _("no entry")


def recess_words(people: int) -> str:
    """How many walked out of a room in a recess or an emergency and still have their places."""
    return ngettext("{n} out, coming back", "{n} out, coming back", people).format(n=people)


def on_deck_words(meeting: Meeting) -> str:
    """How many seats are held for speakers, of how many wanted."""
    return _("{held} of {wanted} on deck").format(held=len(on_deck(meeting)), wanted=meeting.on_deck)


def _empty_words(meeting: Meeting, now: Now) -> str:
    """Empty chairs while people wait: said until a speaker sits there or they go on to the line."""
    empty = stay_empty(meeting, now.elapsed)
    if not empty:
        return ""
    minutes = minutes_of(now.elapsed - empty[0].began)
    return _("{on_deck}, {n} empty for {minutes} min").format(
        on_deck=on_deck_words(meeting), n=len(empty), minutes=minutes
    )


def notices_of(space: Space, now: Now) -> list[str]:
    """What else a person must know of a room, each in a few words."""
    notices = []
    if space.closed:
        notices.append(_("nobody is sent here"))
    elif space.deferred_until is not None and now.elapsed < space.deferred_until and not space.gate_passed:
        left = countdown_words(space.deferred_until - now.elapsed)
        notices.append(_("count put off, {time} left").format(time=left))
    if space.unmatched > 0:
        notices.append(unmatched_words(space.unmatched))
    return notices


def running_words(space: Space) -> str:
    """A head count is running; taps in between are added to its figure."""
    if space.counting_change == 0:
        return _("counting now")
    sign = "−" if space.counting_change < 0 else "+"
    return _("counting, {change}").format(change=f"{sign}{abs(space.counting_change)}")


def unmatched_words(exits: int) -> str:
    """Exits without an entry prove a missed entry (rule 6)."""
    return ngettext("{n} exit without an entry", "{n} exits without an entry", exits).format(n=exits)
