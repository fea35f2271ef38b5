"""What stands in the tables on paper and in the window: heads of columns, and words of ours in cells."""

from __future__ import annotations

from collections.abc import Mapping

from roomflow import list_words
from roomflow.reports.plain import Translate


def column_words(name: str, _: Translate) -> str:
    """The head of a column for a person; files have its own name."""
    return _columns(_).get(name, name.removesuffix("_at").replace("_", " "))


def value_words(column: str, value: str, _: Translate) -> str:
    """A word of ours in a cell; what somebody typed, and a word of the log, as it is."""
    return _values(_).get(column, {}).get(value, value)


def _columns(_: Translate) -> Mapping[str, str]:
    return {**_of_figures(_), **_of_entries(_)}


def _of_figures(_: Translate) -> Mapping[str, str]:
    return {
        "full_s": _("full for"),
        "recording_s": _("in the recording"),
        "may_be_off": _("may be off"),
        "peak_at": _("at"),
        "at": _("at"),
        "peak_certainty": _("certainty"),
        "certainty": _("certainty"),
        "inside_at_end": _("at the end"),
        "label": _("label"),
        "value": _("value"),
        "unit": _("unit"),
        "space": _("space"),
        "limit": _("limit"),
        "reserved": _("reserved"),
        "places": _("places"),
        "admissions": _("admissions"),
        "peak": _("peak"),
        "over": _("over"),
        "people": _("people"),
        "reason": _("reason"),
        "free": _("free"),
        "counted": _("counted"),
        "meanwhile": _("meanwhile"),
        "was": _("was"),
        "difference": _("difference"),
        "crossings": _("crossings"),
        "station": _("station"),
        "door": _("door"),
        "in": _("in"),
        "out": _("out"),
        "balance": _("balance"),
        "unmatched": _("unmatched"),
        "taken_back": _("taken back"),
        "drift": _("drift"),
        "without_door": _("without door"),
        "head_counts": _("head counts"),
        "inside": _("inside"),
        "words": _("words"),
        "what": _("what"),
        "ticket": _("ticket"),
        "role": _("role"),
        "number": _("number"),
        "party": _("party"),
        "wish": _("wish"),
        "state": _("state"),
        "issued_at": _("issued"),
        "called_at": _("called"),
        "seated_at": _("seated"),
    }


def _of_entries(_: Translate) -> Mapping[str, str]:
    return {
        "kind": _("kind"),
        "mark": _("mark"),
        "seq": _("entry"),
        "happened": _("happened"),
        "before": _("before it"),
        "passed": _("passed"),
        "without_reason": _("without a reason"),
        "change": _("change"),
        "held": _("held"),
        "exits": _("exits"),
        "reached_at": _("limit reached"),
        "full_at": _("full since"),
        "over_at": _("over since"),
        "past_posted": _("past the posted limit"),
        "held_at_end": _("held at the end"),
        "counted_at": _("last head count"),
        "from_space": _("from space"),
        "from_change": _("change there"),
        "from_held": _("held there"),
        "undoes": _("takes back"),
        "elapsed_ms": _("time of the meeting, ms"),
        "details": _("details"),
    }


def _values(_: Translate) -> Mapping[str, Mapping[str, str]]:
    certainty = {"verified": _("verified"), "approximately": _("approximately")}
    return {
        "certainty": certainty,
        "peak_certainty": certainty,
        "unit": {"people": _("people")},
        "kind": list_words.kinds(_),
        "reason": {**list_words.turn_away_reasons(_), **list_words.reasons(_)},
        "role": list_words.roles(_),
        "taken_back": {"yes": _("yes")},
        "wish": {"any": _("any"), "chamber": _("chamber")},
        "state": {
            "waiting": _("waiting"),
            "called": _("called"),
            "missed": _("missed"),
            "seated": _("seated"),
            "left": _("left"),
            "cancelled": _("cancelled"),
            "unserved": _("unserved"),
        },
    }
