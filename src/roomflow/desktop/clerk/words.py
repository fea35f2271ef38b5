"""The Clerk page's words for how far a meeting is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.words import _

if TYPE_CHECKING:
    from roomflow.reports.record import Record


def state_words(record: Record) -> str:
    """How far the meeting is: “Adjourned 21:00, closed 21:24”."""

    def clock(at: int) -> str:
        return clock_words(at, record.evening.zone.key, seconds=False)

    if record.closed_at is not None and record.adjourned_at is not None:
        words = _("Adjourned {adjourned}, closed {closed}")
        return words.format(adjourned=clock(record.adjourned_at), closed=clock(record.closed_at))
    if record.adjourned_at is not None:
        return _("Adjourned {adjourned}").format(adjourned=clock(record.adjourned_at))
    return _("Still open; as of {time}").format(time=clock(record.evening.end.at))
