"""The summary of an evening: its figures in the order a clerk reads them, the same in every file and on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from roomflow.reports.plain import Translate, english
from roomflow.reports.record import Record
from roomflow.reports.tables import Cell, Row, Table

APPROXIMATELY: Final = "approximately"
VERIFIED: Final = "verified"
SECONDS: Final = "s"
PEOPLE: Final = "people"


class Figure(Struct, frozen=True):
    """One figure: a word of ours for it, what a person reads, its value, and how sure it is.

    `value` is a whole number, a moment as ISO text, or None where there is nothing to say. `unit` is `people`, `s` for
    seconds, or empty. `certainty` is empty where nothing is counted by eye.
    """

    name: str
    label: str
    value: Cell
    unit: str = ""
    certainty: str = ""


def summary(record: Record, say: Translate = english) -> list[Figure]:
    """Every figure of the evening as a whole."""
    return [*_meeting(record, say), *_rooms(record, say), *_line(record, say), *_counting(record, say)]


def summary_table(record: Record, say: Translate = english) -> Table:
    """The summary as a table."""
    columns = ("record", "meeting", "figure", "label", "value", "unit", "certainty")
    evening = record.evening
    rows: list[Row] = [
        (evening.record, evening.number, each.name, each.label, each.value, each.unit or None, each.certainty or None)
        for each in summary(record, say)
    ]
    return Table("summary", columns, tuple(rows))


def certainty(verified: bool) -> str:
    return VERIFIED if verified else APPROXIMATELY


def seconds(ms: int | None) -> int | None:
    return None if ms is None else round(ms / 1000)


def _meeting(record: Record, _: Translate) -> Iterator[Figure]:
    moment = record.evening.moment
    yield Figure("opened_at", _("log begun"), moment(record.opened_at))
    yield Figure("called_to_order_at", _("called to order"), moment(record.marked_at("called-to-order")))
    yield Figure("adjourned_at", _("adjourned"), moment(record.adjourned_at))
    yield Figure("closed_at", _("log closed"), moment(record.closed_at))
    yield Figure("entries", _("entries in the log"), len(record.evening.entries))


def _rooms(record: Record, _: Translate) -> Iterator[Figure]:
    rooms, moment = record.rooms, record.evening.moment
    yield Figure("admissions", _("admissions to the rooms"), rooms.admissions, PEOPLE, APPROXIMATELY)
    yield Figure("peak", _("most inside the rooms at one time"), rooms.peak, PEOPLE, certainty(record.verified))
    yield Figure("peak_at", _("when most were inside"), moment(rooms.peak_at))
    yield Figure("peak_places", _("places for the public then"), rooms.peak_places, PEOPLE)
    yield Figure("present_peak", _("most inside and reserved"), rooms.present_peak, PEOPLE, certainty(record.verified))
    yield Figure("crowd_managers", _("crowd managers due for so many"), rooms.crowd_managers)
    yield Figure("full", _("every room was full for"), seconds(rooms.full_ms), SECONDS)


def _line(record: Record, _: Translate) -> Iterator[Figure]:
    line = record.line
    yield Figure("sent", _("parties sent to a room without a ticket"), line.sent)
    yield Figure("sent_people", _("people in them"), line.sent_people, PEOPLE)
    yield Figure("issued", _("tickets issued"), line.issued)
    yield Figure("issued_people", _("people on them"), line.issued_people, PEOPLE)
    labels = {
        "seated": _("tickets seated from the line"),
        "missed": _("tickets that missed their call and did not come back"),
        "left": _("tickets that gave up"),
        "cancelled": _("tickets taken back"),
        "unserved": _("tickets not seated at the close"),
        "waiting": _("tickets still waiting"),
        "called": _("tickets still called"),
    }
    for state, label in labels.items():
        yield Figure(state, label, line.tickets[state])
        yield Figure(f"{state}_people", _("people on them"), line.people[state], PEOPLE)
    yield Figure("calls", _("calls"), line.calls)
    yield Figure("median_wait", _("median wait of those seated"), seconds(line.median_ms), SECONDS)
    yield Figure("p90_wait", _("9 of 10 of them waited no longer than"), seconds(line.p90_ms), SECONDS)
    yield Figure("longest_wait", _("longest wait of those seated"), seconds(line.longest_ms), SECONDS)
    yield Figure("turned_away", _("people turned away"), line.turned_away_people, PEOPLE)


def _counting(record: Record, _: Translate) -> Iterator[Figure]:
    fair = record.fairness
    overrides = sum(each.what == "override" for each in record.decisions)
    yield Figure("head_counts", _("head counts"), len(record.head_counts))
    yield Figure("largest_difference", _("largest difference they found"), record.largest_difference, PEOPLE)
    yield Figure("taken_back", _("entries taken back"), sum(record.taken_back.values()))
    yield Figure("overrides", _("overrides"), overrides)
    yield Figure("passes", _("times an earlier ticket was passed, with a reason"), sum(fair.reasons.values()))
    silent = sum(len(giving.silently) for giving in fair.silent)
    yield Figure("overtaken", _("times one was passed without a reason"), silent)
    yield Figure("clock_jumps", _("jumps of the computer's clock left out"), len(record.jumps))
