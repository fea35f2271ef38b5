"""The method note: how the figures came about and how sure they are, in sentences for every report."""

from __future__ import annotations

from collections.abc import Iterator

from roomflow.reports.plain import Translate, english, shown
from roomflow.reports.record import Record
from roomflow.settings import MINUTE_MS


def method(record: Record, say: Translate = english) -> list[str]:
    """The note, a sentence or two each."""
    return list(_sentences(record, say))


def _sentences(record: Record, _: Translate) -> Iterator[str]:
    if record.evening.end.practice:
        yield _("PRACTICE: this evening was a rehearsal. No figure of it is of a real meeting.")
    yield _(
        "Everything here is counted from the log of the evening, entry by entry. The log is append-only: each entry is "
        "chained to the one before, and the head below is the fingerprint of all of them."
    )
    yield _(
        "People were counted by taps at the doors and at the desk. Counting so is known to miss some, mostly 8 to 25 "
        "in 100; therefore a figure is called approximate unless a head count confirmed it with nobody passing since. "
        "Admissions count entries and not persons: who leaves and comes back is admitted twice."
    )
    yield from _band(record, _)
    yield _(
        "Public places are the posted limit less the places reserved for dais, staff and press. Inside are the people "
        "of the public; held are places promised to people on the way. The posted limits are the fire official's."
    )
    yield _(
        "Times are those of {zone}. Durations go by the meeting's own clock, which leaves out sleeps and jumps of the "
        "computer's clock; {jumps} of them were noted, together {minutes} minutes."
    ).format(
        zone=shown(record.evening.end.building.timezone),
        jumps=len(record.jumps),
        minutes=round(sum(abs(jump) for _at, jump in record.jumps) / MINUTE_MS),
    )
    yield _("Nobody's name was asked for. No list of the public exists, and no report can be made of one.")


def _band(record: Record, _: Translate) -> Iterator[str]:
    """How far the counts were off where somebody counted heads."""
    found = [abs(each.difference) for each in record.head_counts]
    if not found:
        yield _("No head count was taken this evening, so nothing here is confirmed.")
        return
    found.sort()
    most = found[-1]
    yield _(
        "{counts} head counts were taken; they differed from the count by {median} people in the middle and {most} at "
        "most. Of 100 counts between them 95 should be within the people that the column “may be off” names."
    ).format(counts=len(found), median=found[len(found) // 2], most=most)
