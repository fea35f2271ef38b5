"""The desk's wording: states, ages, times, places, and a short sentence for each kind of entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from roomflow.desktop.words import _, ngettext
from roomflow.domain.building import SpacePlan
from roomflow.domain.events import Entry, Kind
from roomflow.settings import MINUTE_MS

SECOND_MS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Now:
    """The moment a screen shows: UTC ms, and ms of the meeting's own clock."""

    at: int
    elapsed: int


# --- states ------------------------------------------------------------------------------------------


def state_word(state: str) -> str:
    """The word of a state of a space."""
    return {
        "open": _("Open"),
        "filling": _("Filling"),
        "nearly-full": _("Nearly full"),
        "full": _("Full"),
        "over": _("Over"),
        "clear": _("Clear"),
        "called": _("Called"),
    }[state]


# --- numbers and times -------------------------------------------------------------------------------


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


def counted_words(counted_elapsed: int | None, now: Now) -> str:
    """How long ago the last head count was."""
    if counted_elapsed is None:
        return _("not counted yet")
    minutes = minutes_of(now.elapsed - counted_elapsed)
    if minutes == 0:
        return _("counted just now")
    return _("counted {minutes} min ago").format(minutes=minutes)


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
    """Where a space is, and the way there: (“3rd floor, Room 326”, “left from the elevator”).

    A building writes the room's number first in its directions, up to a comma; without a comma all of it is the way.
    """
    room, comma, way = plan.directions.partition(",")
    if not comma:
        room, way = "", plan.directions
    return ", ".join(part for part in (plan.floor, room.strip()) if part), way.strip()


def short_names(names: Sequence[str]) -> dict[str, str]:
    """The last word of each room's name (“Chamber”, “A”) where no other room has the same, else the whole name."""
    last = [name.split()[-1] if name.split() else name for name in names]
    return {name: word if last.count(word) == 1 else name for name, word in zip(names, last, strict=True)}


# --- entries -----------------------------------------------------------------------------------------


def entry_words(entry: Entry) -> str:
    """A short sentence for an entry, as the footer shows it."""
    return _SENTENCES[Kind(entry.kind)](entry)


def mark_words(mark: str) -> str:
    """A mark of the agenda."""
    return {
        "called-to-order": _("called to order"),
        "comment-opens": _("public comment opens"),
        "recess": _("recess"),
        "resume": _("meeting resumes"),
    }.get(mark, mark)


def _about(template: Callable[[], str]) -> Callable[[Entry], str]:
    """A sentence of the columns of an entry. The template is asked for late, when the language is known."""
    return lambda entry: template().format(ticket=entry.ticket, space=entry.space, people=entry.people)


def _tapped(entry: Entry) -> str:
    where = entry.door or entry.space
    if entry.details.get("unmatched"):
        return _("{where}: an exit without an entry").format(where=where)
    sign = "−" if entry.change < 0 else "+"
    return f"{where} {sign}{abs(entry.change)}"


def _sent(entry: Entry) -> str:
    return _("{party} sent to {space}").format(party=people_words(entry.people or 0), space=entry.space)


def _moved(entry: Entry) -> str:
    if entry.ticket is not None:
        return _("{ticket} moved to {space}").format(ticket=entry.ticket, space=entry.space)
    return _("{party} moved to {space}").format(party=people_words(entry.people or 0), space=entry.space)


def _counted(entry: Entry) -> str:
    if entry.change == 0:
        return _("{space} counted: {people}, no difference").format(space=entry.space, people=entry.people)
    difference = f"{'−' if entry.change < 0 else '+'}{abs(entry.change)}"
    return _("{space} counted: {people}, difference {difference}").format(
        space=entry.space, people=entry.people, difference=difference
    )


def _turned_away(entry: Entry) -> str:
    return _("{party} turned away").format(party=people_words(entry.people or 0))


def _undone(entry: Entry) -> str:
    undone = entry.details.get("kind")
    if undone == Kind.ISSUED:
        return _("ticket {ticket} taken back").format(ticket=entry.ticket)
    if undone == Kind.CALLED:
        return _("call of {ticket} taken back").format(ticket=entry.ticket)
    if entry.space is not None:
        return _("taken back in {space}").format(space=entry.space)
    return _("last action taken back")


_SENTENCES: Final[Mapping[Kind, Callable[[Entry], str]]] = MappingProxyType(
    {
        Kind.OPENED: _about(lambda: _("meeting opened")),
        Kind.TAPPED: _tapped,
        Kind.SENT: _sent,
        Kind.MOVED: _moved,
        Kind.EXPIRED: _about(lambda: _("nobody came: {people} free again in {space}")),
        Kind.RELEASED: _about(lambda: _("{people} free again in {space}")),
        Kind.ISSUED: _about(lambda: _("ticket {ticket} ({people})")),
        Kind.CALLED: _about(lambda: _("{ticket} called to {space}")),
        Kind.RECALLED: _about(lambda: _("{ticket} called again")),
        Kind.SEATED: _about(lambda: _("{ticket} seated in {space}")),
        Kind.MISSED: _about(lambda: _("{ticket} missed its call")),
        Kind.BACK: _about(lambda: _("{ticket} is back")),
        Kind.LEFT: _about(lambda: _("{ticket} left the line")),
        Kind.UNSERVED: _about(lambda: _("{ticket} was not seated")),
        Kind.COUNT_STARTED: _about(lambda: _("head count of {space} started")),
        Kind.COUNTED: _counted,
        Kind.TURNED_AWAY: _turned_away,
        Kind.MARKED: lambda entry: mark_words(str(entry.details.get("mark", ""))),
        Kind.STOPPED: _about(lambda: _("invitations stopped")),
        Kind.ALLOWED: _about(lambda: _("invitations allowed again")),
        Kind.ADJOURNED: _about(lambda: _("meeting adjourned")),
        Kind.CLOSED: _about(lambda: _("log closed")),
        Kind.CLOCK_NOTED: _about(lambda: _("the computer's clock jumped")),
        Kind.UNDONE: _undone,
    }
)
