"""The expected end of a meeting: asked when it is opened, changed by one entry, used by the wait range and no rule."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from roomflow.domain import guards
from roomflow.domain.commands import ExpectEnd
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused


def expect_end(picture: Picture, command: ExpectEnd, pen: Pen) -> None:
    """The end is expected at another time, or nobody can say when: an empty text."""
    guards.need_meeting(picture)
    need_time(command.time)
    at = moment_of(command.time, picture.building.timezone, pen.stamp.happened)
    was = {"was": picture.expected_end, "was_at": picture.ends_at}
    if (command.time, at) == (picture.expected_end, picture.ends_at):
        raise Refused("same-end")
    pen.write(Kind.END_EXPECTED, details={"expected_end": command.time, "ends_at": at, **was})


def need_time(text: str) -> None:
    """HH:MM or nothing."""
    if text:
        try:
            time.fromisoformat(text)
        except ValueError as error:
            raise Refused("bad-time", time=text) from error


def moment_of(text: str, timezone: str, after: int) -> int | None:
    """The first moment after another (both UTC ms) at which clocks in a zone show HH:MM; None for no text."""
    if not text:
        return None
    zone = ZoneInfo(timezone)
    since = datetime.fromtimestamp(after / 1000, zone)
    for day in (since.date(), since.date() + timedelta(days=1)):
        moment = _at(day, text, zone)
        if moment > after:
            return moment
    raise AssertionError("every time of day comes within a day")


def doors_or_now(day: str, doors_open: str, call_to_order: str, timezone: str, happened: int) -> int:
    """After which moment (UTC ms) a meeting that is opened now ends: its doors' opening, or now where that is later.

    So a meeting that is opened the day before, or at noon, ends after its own evening has begun.
    """
    begins = moment_on(day, doors_open or call_to_order, timezone)
    return happened if begins is None else max(happened, begins)


def moment_on(day: str, text: str, timezone: str) -> int | None:
    """The moment (UTC ms) at which clocks in a zone show HH:MM on a day (ISO); None for no text."""
    return _at(date.fromisoformat(day), text, ZoneInfo(timezone)) if text else None


def _at(day: date, text: str, zone: ZoneInfo) -> int:
    local = datetime.combine(day, time.fromisoformat(text), zone)
    return int(local.astimezone(UTC).timestamp()) * 1000


def apply_end_expected(draft: Draft, entry: Entry) -> None:
    draft.expected_end = entry.details["expected_end"]
    draft.ends_at = entry.details["ends_at"]
