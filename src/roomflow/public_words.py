"""What the public screen says, and what is spoken, in one language at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from roomflow.domain.events import Wish
from roomflow.domain.forecast import WaitKind, WaitRange
from roomflow.domain.public import CalledNumber, PublicState
from roomflow.tongues import Tongue

AT_ONCE_MINUTES: Final = 5
"""As forecast.py says a wait for places that are free already."""


Saying = Callable[[Tongue], str]
"""One text, in whichever language it is asked for."""


class Message(NamedTuple):
    """A text for everybody in the building: a few large words, and what to do."""

    title: str
    body: str


def state_word(tongue: Tongue, state: str) -> str:
    """The word of a room's state. It agrees with *room*, which many languages ask for: so that stands before it."""
    _ = tongue.text
    words = {
        "open": _("room: Open"),
        "filling": _("room: Filling"),
        "nearly-full": _("room: Nearly full"),
        "full": _("room: Full"),
        "over": _("room: Over"),
        "closed": _("room: Closed"),
        "count-first": _("room: To be counted"),
    }[state]
    return words.partition(": ")[2]


def wish_words(tongue: Tongue, wish: Wish) -> str:
    """Which rooms a wait is for."""
    _ = tongue.text
    return _("Any room") if wish is Wish.ANY else _("Chamber only")


def wait_figure(wait: WaitRange) -> str:
    """The range itself, the same in every language; empty where there is none to say."""
    if wait.kind in (WaitKind.UNLIKELY_TONIGHT, WaitKind.NO_PLACES_OPENED):
        return ""
    if wait.kind is WaitKind.MORE_THAN_60:
        return "60+ min"
    high = "60+" if wait.high_minutes is None else str(wait.high_minutes)
    return f"{wait.low_minutes}–{high} min"


def wait_reason(tongue: Tongue, wait: WaitRange) -> str:
    """Why, or what there is instead of a range: never a minute and never a promise."""
    _, ngettext = tongue.text, tongue.plural
    if wait.kind is WaitKind.UNLIKELY_TONIGHT:
        return _("unlikely tonight")
    if wait.kind is WaitKind.NO_PLACES_OPENED:
        return _("no places opened in the last 15 min")
    if wait.low_minutes == 0 and wait.high_minutes == AT_ONCE_MINUTES:
        return _("places are free now")
    freed = wait.freed_in_the_last_hour
    return ngettext("{n} place freed in the last hour", "{n} places freed in the last hour", freed).format(n=freed)


def state_message(tongue: Tongue, state: PublicState) -> Message | None:
    """What everybody is told about the meeting as a whole; None while it simply goes on."""
    _ = tongue.text
    return {
        PublicState.OPEN: None,
        PublicState.RECESS: Message(_("Recess"), _("The meeting is paused and goes on later.")),
        PublicState.STOPPED: Message(_("Calls are paused"), _("Your ticket keeps its place in line.")),
        PublicState.EMERGENCY: Message(
            _("Please follow the directions of the staff"),
            _("Nobody is called right now. Please stay calm, and help people who need it. More will be said here."),
        ),
        PublicState.ENDED: Message(_("The meeting has ended"), _("Thank you for coming. No more numbers are called.")),
    }[state]


def practice(tongue: Tongue) -> str:
    """What stands across every screen of a practice evening."""
    _ = tongue.text
    return _("PRACTICE: nothing here is a real meeting")


def come_in(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Please come in")


def rooms_title(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Rooms")


def free_title(tongue: Tongue) -> str:
    """What the figures of the rooms are; it agrees with *places*."""
    _ = tongue.text
    return _("places: free").partition(": ")[2]


def wait_title(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Wait")


def more_rooms(tongue: Tongue, rooms: int) -> str:
    """How many rooms do not fit on the screen."""
    ngettext = tongue.plural
    return ngettext("and {n} more room", "and {n} more rooms", rooms).format(n=rooms)


def more_numbers(tongue: Tongue) -> str:
    """Stands below the called numbers where they take turns."""
    _ = tongue.text
    return _("more numbers follow")


def nobody_message(tongue: Tongue) -> Message:
    """What stands where the called numbers will stand."""
    _ = tongue.text
    return Message(_("Numbers that are called stand here"), _("Please ask at the desk for free places or a ticket."))


def notice(tongue: Tongue) -> Message:
    """What every screen says."""
    _ = tongue.text
    return Message(_("Everyone may attend. No name needed."), _("A ticket keeps your place in line."))


def spoken_call(tongue: Tongue, called: CalledNumber) -> str:
    """A call as it is read aloud: the number digit by digit, the room, the floor and the way."""
    _ = tongue.text
    place = ", ".join(filter(None, tongue.where(called.room)))
    sentence = _("Number {digits}. Please come in: {room}.")
    if place:
        sentence = _("Number {digits}. Please come in: {room}. {place}.")
    return sentence.format(digits=spoken_digits(called.number), room=tongue.name(called.room), place=place)


def spoken_digits(number: int) -> str:
    """“1, 1, 2”: a voice reads it digit by digit in every language."""
    return ", ".join(str(number))
