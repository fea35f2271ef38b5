"""The desk's wording: states, ages, times, places and rooms, in words a tired person understands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from roomflow import list_words
from roomflow.desktop.basis.words import WORDS, _, ngettext
from roomflow.domain import spaces
from roomflow.domain.building import SpacePlan
from roomflow.domain.spaces import Space, waits_for_count
from roomflow.settings import MINUTE_MS, Figures
from roomflow.tongues import Tongue

SECOND_MS: Final = 1_000


class Now(Struct, frozen=True):
    """The moment a screen shows: UTC ms, and ms of the meeting's own clock."""

    at: int
    elapsed: int


# --- states ------------------------------------------------------------------------------------------


def state_word(state: str) -> str:
    """The word of a state of a space."""
    return list_words.states(_)[state]


def shown_state(space: Space, figures: Figures, now: Now) -> str:
    """The state a person reads now."""
    return spaces.shown_state(space, figures, now.elapsed)


def places_words(space: Space, figures: Figures, now: Now) -> str:
    """What a list of rooms says of one: “7 free”, “2 free, count first”, “closed”, “3 over”."""
    if space.closed:
        return _("closed")
    if space.over:
        return _("{n} over").format(n=space.over)
    if waits_for_count(space, figures, now.elapsed):
        words = ngettext("{n} free, count first", "{n} free, count first", space.free)
        return words.format(n=space.free) if space.free else _("count first")
    return ngettext("{n} free", "{n} free", space.free).format(n=space.free)


# --- numbers and times -------------------------------------------------------------------------------


def signed(number: int) -> str:
    """“+3”, “−2”, “0”."""
    return f"{'−' if number < 0 else '+' if number > 0 else ''}{abs(number)}"


def people_words(people: int) -> str:
    """“1 person”, “2 people”."""
    return ngettext("{n} person", "{n} people", people).format(n=people)


def clock_words(at: int, zone: str, *, seconds: bool = True) -> str:
    """UTC ms as the time of day in the meeting's zone: “18:07:22”."""
    local = datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(zone))
    return local.strftime("%H:%M:%S" if seconds else "%H:%M")


def countdown_words(ms: int) -> str:
    """What is left, “3:40”; never below 0:00, and the last second stands until it is over."""
    seconds = max(0, -(-ms // SECOND_MS))
    return f"{seconds // 60}:{seconds % 60:02d}"


def minutes_of(ms: int) -> int:
    """Whole minutes that are over."""
    return max(0, ms) // MINUTE_MS


def counted_words(counted_elapsed: int | None, drift: int, now: Now) -> str:
    """How long ago the last head count was, and by how many people the count may be off since."""
    if counted_elapsed is None:
        return _("not counted yet")
    minutes = minutes_of(now.elapsed - counted_elapsed)
    if minutes == 0:
        return _("counted just now, ±{drift}").format(drift=drift)
    return _("counted {minutes} min ago, ±{drift}").format(minutes=minutes, drift=drift)


def waited_words(issued_elapsed: int, now: Now) -> str:
    """How long a ticket has waited."""
    minutes = minutes_of(now.elapsed - issued_elapsed)
    return _("waited {minutes} min").format(minutes=minutes) if minutes else _("now")


def listed(names: Sequence[str], and_template: str | None = None) -> str:
    """“131”, “131 and 132”, “131, 132 and 134”; another template where the parts are marked."""
    if len(names) < 2:
        return "".join(names)
    template = and_template or _("{first} and {last}")
    return template.format(first=", ".join(names[:-1]), last=names[-1])


# --- places ------------------------------------------------------------------------------------------


def where_words(plan: SpacePlan) -> tuple[str, str]:
    """Where a space is, and the way there: (“3rd floor, Room 326”, “left from the elevator”), as the building says it
    in the language of the screens.

    A building writes the room's number first in its directions, up to a comma; without a comma all of it is the way.
    """
    return Tongue(WORDS.language).where(plan)


def floor_words(plan: SpacePlan) -> str:
    """The floor of a space in the language of the screens."""
    return Tongue(WORDS.language).floor(plan)


def short_names(names: Sequence[str]) -> dict[str, str]:
    """The last word of each room's name (“Chamber”, “A”) where no other room has the same, else the whole name."""
    last = [name.split()[-1] if name.split() else name for name in names]
    return {name: word if last.count(word) == 1 else name for name, word in zip(names, last, strict=True)}
