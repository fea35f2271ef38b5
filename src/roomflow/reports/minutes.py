"""The paragraph for the minutes, in English and in Spanish, ready to paste; and the members of the body, apart from it.

Both languages stand here side by side and not in the catalogue: minutes are published in both, whatever language the
screens have. Nobody of the public is named anywhere: no list of them exists.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Final

from msgspec import Struct

from roomflow.reports.decision_figures import EMERGENCY_BEGINS, EMERGENCY_ENDS
from roomflow.reports.figures import ROOM_KINDS
from roomflow.reports.plain import shown
from roomflow.reports.record import Record
from roomflow.settings import MINUTE_MS

ENGLISH: Final = "en"
SPANISH: Final = "es"
LANGUAGES: Final = (ENGLISH, SPANISH)
MEMBERS_CHARACTERS_MAX: Final = 2_000

_SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    ENGLISH: {
        "met": "{name} met on {date}{place}.",
        "place": " in {building}",
        "practice": "PRACTICE: this evening was a rehearsal.",
        "order": "The meeting was called to order at {time}.",
        "comment": "Public comment opened at {time}.",
        "recess": "A recess began at {time}.",
        "resume": "The meeting resumed at {time}.",
        "adjourned": "It adjourned at {time}.",
        "emergency": "An emergency was declared at {time} and ended at {end}; meanwhile nobody was invited in.",
        "emergency_open": "An emergency was declared at {time}; from then on nobody was invited in.",
        "full": "{space} reached its public limit of {places} at {time}.",
        "over": "In {space} {about}{over} more than its {places} public places were counted, at {time}.",
        "peak": "The most people in the rooms for the public at one time were {about}{peak}, at {time}, "
        "of {places} public places.",
        "nobody": "No member of the public was counted in.",
        "line": "{tickets} issued for {people}; {parties} seated from the line ({seated}).",
        "waits": "Half of them waited no longer than {median}; the longest wait was {longest}.",
        "no_line": "Nobody had to wait for a place.",
        "turned": "{people} turned away.",
        "about": "approximately ",
        "ticket": "{n} ticket was|{n} tickets were",
        "person": "{n} person|{n} people",
        "person_was": "{n} person was|{n} people were",
        "party": "{n} party was|{n} parties were",
        "members": "Members of the body present",
    },
    SPANISH: {
        "met": "{name} se reunió el {date}{place}.",
        "place": " en {building}",
        "practice": "PRÁCTICA: esta sesión fue un ensayo.",
        "order": "La sesión se abrió a las {time}.",
        "comment": "Los comentarios del público comenzaron a las {time}.",
        "recess": "Hubo un receso desde las {time}.",
        "resume": "La sesión se reanudó a las {time}.",
        "adjourned": "Se levantó a las {time}.",
        "emergency": "Se declaró una emergencia a las {time}, que terminó a las {end}; "
        "entretanto no se invitó a nadie a entrar.",
        "emergency_open": "Se declaró una emergencia a las {time}; desde entonces no se invitó a nadie a entrar.",
        "full": "{space} alcanzó su límite público de {places} a las {time}.",
        "over": "En {space} se contaron {about}{over} más que sus {places} lugares para el público, a las {time}.",
        "peak": "La mayor cantidad de personas al mismo tiempo en las salas para el público fue de "
        "{about}{peak}, a las {time}, de {places} lugares.",
        "nobody": "No se contó a nadie del público.",
        "line": "Se entregaron {tickets} para {people}; desde la fila {parties} ({seated}).",
        "waits": "La mitad esperó como máximo {median}; la espera más larga fue de {longest}.",
        "no_line": "Nadie tuvo que esperar un lugar.",
        "turned": "{people}.",
        "about": "aproximadamente ",
        "ticket": "{n} boleto|{n} boletos",
        "person": "{n} persona|{n} personas",
        "person_was": "No pudo entrar {n} persona|No pudieron entrar {n} personas",
        "party": "entró {n} grupo|entraron {n} grupos",
        "members": "Miembros del órgano presentes",
    },
}
_OF_THE_AGENDA: Final = ("order", "comment", "recess", "resume", "adjourned")
"""Sentences that tell a mark of the agenda, each where it falls."""
_MONTHS: Final[Mapping[str, str]] = {
    ENGLISH: "January February March April May June July August September October November December",
    SPANISH: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_DAYS: Final[Mapping[str, str]] = {
    ENGLISH: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    SPANISH: "lunes martes miércoles jueves viernes sábado domingo",
}


class _Words(Struct, frozen=True):
    """The sentences of one language."""

    language: str

    def say(self, name: str, /, **values: object) -> str:
        return _SENTENCES[self.language][name].format(**values)

    def count(self, name: str, number: int) -> str:
        one, many = _SENTENCES[self.language][name].split("|")
        return (one if number == 1 else many).format(n=number)


def minutes_paragraph(record: Record, language: str = ENGLISH) -> str:
    """The evening in full sentences; *approximately* stands before every count that no head count confirmed."""
    return " ".join(_sentences(record, _Words(language)))


def members_field(typed: str, language: str = ENGLISH) -> tuple[str, str]:
    """The label of the field for the members of the body, and what the clerk typed, line by line made plain."""
    lines = [shown(line).strip() for line in typed[:MEMBERS_CHARACTERS_MAX].splitlines()]
    return _Words(language).say("members"), "\n".join(line for line in lines if line)


def date_words(date: str, language: str = ENGLISH) -> str:
    """A day as in “Tuesday, 13 January 2026”; what is no day as it stands."""
    try:
        day = dt.date.fromisoformat(date)
    except ValueError:
        return shown(date)
    name, month = _DAYS[language].split()[day.weekday()], _MONTHS[language].split()[day.month - 1]
    if language == SPANISH:
        return f"{name} {day.day} de {month} de {day.year}"
    return f"{name}, {day.day} {month} {day.year}"


def duration_words(ms: int) -> str:
    """As in “1 h 2 min”, the same in both languages; less than a minute is “0 min”."""
    hours, minutes = divmod(round(ms / MINUTE_MS), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _sentences(record: Record, words: _Words) -> Iterator[str]:
    end = record.evening.end
    if end.practice:
        yield words.say("practice")
    place = words.say("place", building=shown(end.building.name)) if end.building.name else ""
    yield words.say("met", name=shown(end.name), date=date_words(end.date, words.language), place=place)
    for mark in record.agenda:
        name = {"called-to-order": "order", "comment-opens": "comment"}.get(mark.mark, mark.mark)
        if not mark.words and name in _OF_THE_AGENDA:
            yield words.say(name, time=_clock(record, mark.at))
    yield from _emergencies(record, words)
    yield from _rooms(record, words)
    yield from _line(record, words)


def _emergencies(record: Record, words: _Words) -> Iterator[str]:
    marks = [mark for mark in record.agenda if mark.mark in (EMERGENCY_BEGINS, EMERGENCY_ENDS)]
    for mark, following in zip_longest(marks, marks[1:]):
        if mark.mark != EMERGENCY_BEGINS:
            continue
        if following is None:
            yield words.say("emergency_open", time=_clock(record, mark.at))
        else:
            yield words.say("emergency", time=_clock(record, mark.at), end=_clock(record, following.at))


def _rooms(record: Record, words: _Words) -> Iterator[str]:
    rooms = [space for space in record.spaces if space.kind in ROOM_KINDS]
    for room in rooms:
        if room.reached_at is not None:
            yield words.say("full", space=shown(room.name), places=room.places, time=_clock(record, room.reached_at))
    for room in rooms:
        if room.over_at is not None:
            about = "" if room.peak_verified else words.say("about")
            over = words.count("person", room.over)
            time = _clock(record, room.over_at)
            yield words.say("over", space=shown(room.name), about=about, over=over, places=room.places, time=time)
    if record.rooms.peak_at is None:
        yield words.say("nobody")
        return
    about = "" if record.verified else words.say("about")
    time = _clock(record, record.rooms.peak_at)
    yield words.say("peak", about=about, peak=record.rooms.peak, time=time, places=record.rooms.peak_places)


def _line(record: Record, words: _Words) -> Iterator[str]:
    line = record.line
    if not line.issued:
        if line.sent or record.rooms.peak:
            yield words.say("no_line")
    else:
        yield words.say(
            "line",
            tickets=words.count("ticket", line.issued),
            people=words.count("person", line.issued_people),
            parties=words.count("party", line.tickets["seated"]),
            seated=words.count("person", line.people["seated"]),
        )
    if line.median_ms is not None and line.longest_ms is not None:
        median, longest = duration_words(line.median_ms), duration_words(line.longest_ms)
        yield words.say("waits", median=median, longest=longest)
    if line.turned_away_people:
        yield words.say("turned", people=words.count("person_was", line.turned_away_people))


def _clock(record: Record, at: int) -> str:
    return f"{dt.datetime.fromtimestamp(at // 1000, record.evening.zone):%H:%M}"
