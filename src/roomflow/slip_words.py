"""What stands on a ticket's slip, made out of the meeting: English and the other languages of the public."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from roomflow.domain.building import Building, SpaceKind
from roomflow.domain.codes import code_of, qr_text
from roomflow.domain.meeting import Meeting, Ticket
from roomflow.domain.waiting import people_ahead
from roomflow.settings import MINUTE_MS
from roomflow.tongues import BETWEEN, Tongue, Tongues

GROUP: Final = 4
"""Characters of a code that stand together, so that it can be read out."""
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Slip(Struct, frozen=True):
    """The words of a slip; each tuple has English first, then the other languages of the public."""

    meeting: str
    date: str
    number: int
    qr: str
    code: str
    title: tuple[str, ...]
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    """A number and its captions: people, ahead, issued."""
    keep: str
    notices: tuple[str, ...]
    screens: tuple[str, ...]
    practice: str = ""
    again: tuple[str, ...] = ()
    """Said where this slip was printed again."""


def slip_of(
    meeting: Meeting, ticket: Ticket, tongues: Tongues, *, again_at: int | None = None, public: str = ""
) -> Slip:
    """The slip of a ticket as it stands in line now; `again_at` is when it was printed again (UTC ms).

    `public` is the address below which tickets have pages; empty where they have none.
    """
    zone = meeting.building.timezone
    issued = _clock(ticket.issued_at, zone)
    ahead = people_ahead(meeting, ticket.number)
    figures = (
        (str(ticket.people), tongues.say(lambda tongue: _people(tongue, ticket.people))),
        (str(ahead), tongues.always(_ahead)),
        (issued, tongues.always(_issued)),
    )
    return Slip(
        meeting=meeting.name,
        date=date_words(meeting.date),
        number=ticket.number,
        qr=qr_text(ticket.code, public) if ticket.code else "",
        code=grouped(ticket.code),
        title=tongues.always(_ticket),
        figures=figures,
        keep=_keep(tongues, public),
        notices=tongues.always(_notice),
        screens=tongues.of(meeting.building, _screens),
        practice=BETWEEN.join(tongues.always(_practice)) if meeting.practice else "",
        again=() if again_at is None else tongues.say(lambda tongue: _again(tongue, again_at, zone)),
    )


def sample_slip(tongues: Tongues) -> Slip:
    """A slip that is no ticket, to see how one comes out; its code belongs to nobody."""
    code = next(found for number in range(10**23, 10**23 + 99) if (found := code_of(number)) is not None)
    return Slip(
        meeting="roomflow",
        date=date_words("2026-01-13"),
        number=100,
        qr=qr_text(code),
        code=grouped(code),
        title=tongues.say(_ticket),
        figures=(
            ("3", tongues.say(lambda tongue: _people(tongue, 3))),
            ("28", tongues.say(_ahead)),
            ("18:12", tongues.say(_issued)),
        ),
        keep=tongues.line(_show),
        notices=tongues.say(_notice),
        screens=tongues.say(_announced),
        practice=tongues.line(_test),
    )


def grouped(code: str) -> str:
    """A code in groups of four: 7Q4M 9C2X KT8H J0VW 5."""
    return " ".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


@lru_cache(maxsize=64)
def date_words(iso: str) -> str:
    """13 January 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _clock(at: int, zone: str) -> str:
    """UTC ms as the time of day in the meeting's zone: “18:12”."""
    return _clock_of_minute(at // MINUTE_MS, zone)


@lru_cache(maxsize=64)
def _clock_of_minute(minute: int, zone: str) -> str:
    return datetime.fromtimestamp(minute * 60, UTC).astimezone(ZoneInfo(zone)).strftime("%H:%M")


def practice_words(tongues: Tongues) -> str:
    """What stands across every slip of a practice evening."""
    return tongues.line(_practice)


def _ticket(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Ticket")


def _people(tongue: Tongue, people: int) -> str:
    ngettext = tongue.plural
    return ngettext("person", "people", people)


def _ahead(tongue: Tongue) -> str:
    _ = tongue.text
    return _("ahead")


def _issued(tongue: Tongue) -> str:
    _ = tongue.text
    return _("issued")


def _show(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Show this at the door")


def _scan(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Scan to see the line")


def _keep(tongues: Tongues, public: str) -> str:
    said = (_show,) if not public else (_show, _scan)
    return ". ".join(BETWEEN.join(tongues.always(words)) for words in said)


def _notice(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Keeps your place in line. Does not guarantee a seat. No name needed; everyone may attend.")


def _screens(tongue: Tongue, building: Building) -> str:
    """Where the called numbers are seen and heard: the waiting spaces of the building."""
    _ = tongue.text
    names = [tongue.name(plan) for plan in building.spaces if plan.kind is SpaceKind.WAITING]
    if not names:
        return _announced(tongue)
    places = names[0]
    if len(names) > 1:
        places = _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])
    return _("Called numbers: on the screens in {places}.").format(places=places)


def _announced(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Called numbers are announced in the building.")


def _test(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Test, no ticket")


def _again(tongue: Tongue, at: int, zone: str) -> str:
    _ = tongue.text
    return _("Printed again {time}: earlier slips are void").format(time=_clock(at, zone))


def _practice(tongue: Tongue) -> str:
    _ = tongue.text
    return _("PRACTICE")
