"""What the crowd does once it has come, and when the evening's marks are: read from a TOML file."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from roomflow.rehearsal.arrivals import Arrival, second_of, wrong_line
from roomflow.rehearsal.files import RehearsalError, as_text
from roomflow.sentences import sentence as _

MINUTES_MAX: Final = 24 * 60
WHAT: Final = _("The evening file")
YEAR_MIN: Final = 2000
YEAR_MAX: Final = 2199
TIMES: Final = ("doors_open", "call_to_order", "comment_opens", "adjourn")
SHARES: Final = (
    "goes_home_when_waiting_full",
    "no_show",
    "give_up_per_minute",
    "steps_out_per_minute",
    "tap_missed",
)
MINUTES: Final = ("patience_minutes", "head_count_minutes")
RANGES: Final = ("walk_minutes", "return_minutes", "count_takes_minutes")
OPTIONAL: Final = ("speaker_minutes",)
SPEAKER_MINUTES: Final = 2.0
BEHAVIOUR: Final = (*SHARES, *MINUTES, *RANGES, "leaves_per_minute")

Minutes = tuple[float, float]
"""From the fewest to the most minutes, uniform in between."""


class Behaviour(Struct, frozen=True):
    """Rates of the crowd. Shares are from 0 to 1, of those named; rates are for each minute."""

    walk_minutes: Minutes
    goes_home_when_waiting_full: float
    no_show: float
    patience_minutes: float
    give_up_per_minute: float
    leaves_per_minute: tuple[tuple[int, float], ...]
    """Pairs of a second of the day and the rate until then, in order; after the last pair its rate goes on."""
    steps_out_per_minute: float
    return_minutes: Minutes
    tap_missed: float
    head_count_minutes: float
    """0: nobody counts heads."""
    count_takes_minutes: Minutes
    speaker_minutes: float = SPEAKER_MINUTES
    """From one speaker to the next once comment is open; 0: nobody takes a seat on deck."""

    def leaving(self, second: int) -> float:
        """The rate at which seated parties leave, at a second of the day."""
        for until, rate in self.leaves_per_minute:
            if second < until:
                return rate
        return self.leaves_per_minute[-1][1] if self.leaves_per_minute else 0.0


class Evening(Struct, frozen=True):
    """One evening: its date, its marks as seconds of the day in the building's zone, and its crowd."""

    date: dt.date
    doors_open: int
    call_to_order: int
    comment_opens: int
    adjourn: int
    behaviour: Behaviour


def read_evening(data: bytes) -> Evening:
    """Read the evening; raises RehearsalError with a sentence."""
    text = as_text(data, WHAT)
    try:
        values = tomllib.loads(text)
    except RecursionError as error:
        raise _wrong(_("tables in tables without end.")) from error
    except ValueError as error:
        raise RehearsalError(_("{file} is not valid TOML: {error}.", file=WHAT, error=error)) from error
    _only(values, ("date", *TIMES, "behaviour"), "")
    date = values.get("date")
    # A datetime is a date too, and would carry a time nobody asked for.
    if not isinstance(date, dt.date) or isinstance(date, dt.datetime):
        raise _wrong(_("the date is missing or wrong; write a line like date = 2026-01-13."))
    if not YEAR_MIN <= date.year <= YEAR_MAX:
        raise _wrong(_("the date must lie between {first} and {last}.", first=YEAR_MIN, last=YEAR_MAX))
    seconds = [_time(values, name) for name in TIMES]
    for earlier, later, first, second in zip(TIMES, TIMES[1:], seconds, seconds[1:], strict=False):
        if second < first:
            before = _(
                "{later} is before {earlier}; the evening must end on the day it begins.", later=later, earlier=earlier
            )
            raise _wrong(before)
    behaviour = values.get("behaviour")
    if not isinstance(behaviour, dict):
        raise RehearsalError(_("{file} has no table [behaviour].", file=WHAT))
    doors_open, call_to_order, comment_opens, adjourn = seconds
    return Evening(date, doors_open, call_to_order, comment_opens, adjourn, _behaviour(behaviour))


def check_together(evening: Evening, arrivals: Sequence[Arrival]) -> None:
    """Everybody arrives while the doors are open; raises RehearsalError naming the line that does not."""
    for arrival in arrivals:
        if not evening.doors_open <= arrival.second < evening.adjourn:
            outside = _(
                "{time} is not between doors_open ({opened}) and adjourn ({ended}) of the evening file.",
                time=clock_text(arrival.second),
                opened=clock_text(evening.doors_open),
                ended=clock_text(evening.adjourn),
            )
            raise wrong_line(arrival.line, outside)


def _wrong(problem: str) -> RehearsalError:
    return RehearsalError(_("{file}: {problem}", file=WHAT, problem=problem))


def clock_text(second: int) -> str:
    """A second of the day as HH:MM:SS."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def _behaviour(values: Mapping[str, Any]) -> Behaviour:
    _only(values, (*BEHAVIOUR, *OPTIONAL), "behaviour.")
    for name in BEHAVIOUR:
        if name not in values:
            raise _wrong(_("{name} is missing in the table [behaviour].", name=name))
    return Behaviour(
        walk_minutes=_range(values, "walk_minutes"),
        goes_home_when_waiting_full=_number(values, "goes_home_when_waiting_full", 1),
        no_show=_number(values, "no_show", 1),
        patience_minutes=_number(values, "patience_minutes", MINUTES_MAX),
        give_up_per_minute=_number(values, "give_up_per_minute", 1),
        leaves_per_minute=_steps(values["leaves_per_minute"]),
        steps_out_per_minute=_number(values, "steps_out_per_minute", 1),
        return_minutes=_range(values, "return_minutes"),
        tap_missed=_number(values, "tap_missed", 1),
        head_count_minutes=_every(values, "head_count_minutes"),
        count_takes_minutes=_range(values, "count_takes_minutes"),
        speaker_minutes=_every({"speaker_minutes": SPEAKER_MINUTES, **values}, "speaker_minutes"),
    )


def _only(values: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for name in values:
        if name not in known:
            raise _wrong(_("“{name}” is not known; is it misspelt?", name=where + name))


def _time(values: Mapping[str, Any], name: str) -> int:
    value = values.get(name)
    if not isinstance(value, dt.time) or value.tzinfo is not None:
        raise _wrong(_("{name} is missing or no time; write a line like {name} = 18:00:00.", name=name))
    return value.hour * 3600 + value.minute * 60 + value.second


def _is_number(value: object, most: float) -> bool:
    # `0 <= nan` is false, so this keeps out what TOML calls nan and inf as well.
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most


def _number(values: Mapping[str, Any], name: str, most: int) -> float:
    if not _is_number(values[name], most):
        raise _wrong(_("{name} must be a number from 0 to {most}.", name=name, most=most))
    return float(values[name])


def _every(values: Mapping[str, Any], name: str) -> float:
    """Minutes from one time to the next: 0 for never, and no endless row of them within one minute."""
    minutes = _number(values, name, MINUTES_MAX)
    if 0 < minutes < 1:
        raise _wrong(_("{name} must be 0 (never) or at least 1.", name=name))
    return minutes


def _range(values: Mapping[str, Any], name: str) -> Minutes:
    value = values[name]
    if (
        not isinstance(value, list)
        or len(value) != 2
        or not all(_is_number(minutes, MINUTES_MAX) for minutes in value)
        or value[0] > value[1]
    ):
        raise _wrong(_("{name} must be two numbers of minutes, like [1, 3].", name=name))
    return float(value[0]), float(value[1])


def _steps(value: object) -> tuple[tuple[int, float], ...]:
    problem = _('leaves_per_minute must be pairs of a time and a rate from 0 to 1, like [["19:00", 0.0012]].')
    if not isinstance(value, list):
        raise _wrong(problem)
    steps: list[tuple[int, float]] = []
    for pair in value:
        if not isinstance(pair, list) or len(pair) != 2 or not isinstance(pair[0], str) or not _is_number(pair[1], 1):
            raise _wrong(problem)
        second = second_of(pair[0])
        if second is None:
            raise _wrong(problem)
        steps.append((second, float(pair[1])))
    if steps != sorted(steps, key=lambda step: step[0]):
        raise _wrong(_("the times of leaves_per_minute must rise."))
    return tuple(steps)
