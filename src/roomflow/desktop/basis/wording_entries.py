"""The wording of the log: a short sentence for each kind of entry, and for each that was taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.wording_undone import TAKEN_BACK
from roomflow.desktop.basis.words import _, ngettext
from roomflow.domain.events import Entry, FirstClaim, Kind
from roomflow.domain.meeting import HoldKind


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
        "recording-begins": _("recording begins"),
        "item": _("item marked"),
    }.get(mark, mark)


def _about(template: Callable[[], str]) -> Callable[[Entry], str]:
    """A sentence of the columns of an entry. The template is asked for late, when the language is known."""
    return lambda entry: template().format(
        ticket=entry.ticket,
        space=entry.space,
        people=entry.people,
        party=people_words(entry.people or 0),
        limit=entry.details.get("limit", 0),
        was=entry.details.get("was", 0),
        reserved=entry.details.get("reserved", 0),
        room_left=entry.from_space or "",
    )


def _tapped(entry: Entry) -> str:
    where = entry.door or entry.space
    if entry.details.get("unmatched"):
        return _("{where}: an exit without an entry").format(where=where)
    sign = "−" if entry.change < 0 else "+"
    if entry.details.get("paper"):
        return _("{where} {sign}{people} on paper").format(where=where, sign=sign, people=abs(entry.change))
    counted = f"{where} {sign}{abs(entry.change)}"
    if entry.change < 0 < entry.held:
        template = ngettext("{counted}, place kept", "{counted}, {n} places kept", entry.held)
        return template.format(counted=counted, n=entry.held)
    return counted


def _sent(entry: Entry) -> str:
    if "override" in entry.details:
        return _about(lambda: _("override: {party} sent to {space}"))(entry)
    return _about(lambda: _("{party} sent to {space}"))(entry)


def _issued(entry: Entry) -> str:
    if entry.details.get("paper"):
        return _about(lambda: _("paper ticket {ticket} ({people})"))(entry)
    return _about(lambda: _("ticket {ticket} ({people})"))(entry)


def _pack_taken(entry: Entry) -> str:
    first, count = entry.details.get("first", 0), entry.details.get("count", 0)
    return _("numbers {first} to {last} for paper").format(first=first, last=first + count - 1)


def _called(entry: Entry) -> str:
    if "override" in entry.details:
        return _about(lambda: _("override: {ticket} called to {space}"))(entry)
    return _about(lambda: _("{ticket} called to {space}"))(entry)


def _moved(entry: Entry) -> str:
    if entry.ticket is not None:
        return _about(lambda: _("{ticket} moved to {space}"))(entry)
    return _about(lambda: _("{party} moved to {space}"))(entry)


def _relocated(entry: Entry) -> str:
    if "on_deck" in entry.details:
        return _about(lambda: _("speaker from {room_left} seated in {space}"))(entry)
    if entry.ticket is not None:
        return _about(lambda: _("{ticket} moved from {room_left} to {space}"))(entry)
    return _about(lambda: _("{party} moved from {room_left} to {space}"))(entry)


def _claim_set(entry: Entry) -> str:
    if "hold" in entry.details:
        return _about(lambda: _("{ticket} did not come to {space} and keeps its seat"))(entry)
    if entry.details.get("claim"):
        return _about(lambda: _("{ticket} wishes the chamber"))(entry)
    return _about(lambda: _("{ticket} no longer wishes the chamber"))(entry)


def _first_claim_set(entry: Entry) -> str:
    if entry.details.get("first") == FirstClaim.SEATED:
        return _("chamber seats: those seated elsewhere are first")
    return _("chamber seats: the line is first")


def _expired(entry: Entry) -> str:
    """What was held for nothing: for a party on the way, for one that was passed over, for who stepped out."""
    if entry.ticket is not None:
        return _about(lambda: _("no longer saved for {ticket}: {people} free again in {space}"))(entry)
    if _held_before(entry) == HoldKind.ON_DECK:
        return _about(lambda: _("a seat on deck stayed empty: free again in {space}"))(entry)
    if _held_before(entry) in (HoldKind.STEPPED_OUT, HoldKind.RECESS):
        return _about(lambda: _("{party} not back: free again in {space}"))(entry)
    return _about(lambda: _("nobody came: {people} free again in {space}"))(entry)


def _held_before(entry: Entry) -> str:
    return str((entry.details.get("held") or ("",))[0])


def _released(entry: Entry) -> str:
    if _held_before(entry) == HoldKind.ON_DECK:
        return _about(lambda: _("a seat on deck given back in {space}"))(entry)
    return _about(lambda: _("given back: {people} free again in {space}"))(entry)


def _seated(entry: Entry) -> str:
    if "on_deck" in entry.details:
        return _about(lambda: _("speaker {ticket} seated in {space}"))(entry)
    return _about(lambda: _("{ticket} seated in {space}"))(entry)


def _on_deck_set(entry: Entry) -> str:
    seats = int(entry.details.get("seats", 0))
    return ngettext("{n} seat on deck for speakers", "{n} seats on deck for speakers", seats).format(n=seats)


def _stopped(entry: Entry) -> str:
    space = entry.details.get("keep_clear")
    if space:
        return _("{space} not clear: nobody is invited").format(space=space)
    return _("invitations stopped")


def _allowed(entry: Entry) -> str:
    space = entry.details.get("keep_clear")
    if space:
        return _("{space} clear: invitations allowed again").format(space=space)
    return _("invitations allowed again")


def _managers_due(entry: Entry) -> str:
    needed = int(entry.details.get("needed", 0))
    return ngettext("{n} crowd manager needed", "{n} crowd managers needed", needed).format(n=needed)


def _managers_present(entry: Entry) -> str:
    here = int(entry.details.get("present", 0))
    return ngettext("{n} crowd manager here", "{n} crowd managers here", here).format(n=here)


def _counted(entry: Entry) -> str:
    if entry.change == 0:
        return _("{space} counted: {people}, no difference").format(space=entry.space, people=entry.people)
    difference = f"{'−' if entry.change < 0 else '+'}{abs(entry.change)}"
    return _("{space} counted: {people}, difference {difference}").format(
        space=entry.space, people=entry.people, difference=difference
    )


def _saved(entry: Entry) -> str:
    people = entry.people or 0
    template = ngettext("{n} place saved for {ticket} in {space}", "{n} places saved for {ticket} in {space}", people)
    return template.format(n=people, ticket=entry.ticket, space=entry.space)


def _split(entry: Entry) -> str:
    of = entry.details.get("of")
    if of is not None:
        return _("ticket {ticket} ({people}), split from {of}").format(ticket=entry.ticket, people=entry.people, of=of)
    return _about(lambda: _("{ticket} split, {party} stay on it"))(entry)


def _cleared(entry: Entry) -> str:
    if entry.details.get("cleared", True):
        return _about(lambda: _("{space} cleared"))(entry)
    return _about(lambda: _("{space} not cleared after all"))(entry)


def _end_expected(entry: Entry) -> str:
    time = entry.details["expected_end"]
    return _("end expected at {time}").format(time=time) if time else _("end not known any more")


def _usher_changed(entry: Entry) -> str:
    return _("another usher at {where}").format(where=entry.door or entry.space)


def _undone(entry: Entry) -> str:
    template = TAKEN_BACK.get(str(entry.details.get("kind")))
    if template is not None:
        return _about(template)(entry)
    if entry.space is not None:
        return _about(lambda: _("taken back in {space}"))(entry)
    return _("last action taken back")


_SENTENCES: Final[Mapping[Kind, Callable[[Entry], str]]] = MappingProxyType(
    {
        Kind.OPENED: _about(lambda: _("meeting opened")),
        Kind.TAPPED: _tapped,
        Kind.SENT: _sent,
        Kind.MOVED: _moved,
        Kind.EXPIRED: _expired,
        Kind.RELEASED: _released,
        Kind.ISSUED: _issued,
        Kind.CALLED: _called,
        Kind.RECALLED: _about(lambda: _("{ticket} called again")),
        Kind.SEATED: _seated,
        Kind.MISSED: _about(lambda: _("{ticket} missed its call")),
        Kind.BACK: _about(lambda: _("{ticket} is back")),
        Kind.LEFT: _about(lambda: _("{ticket} left the line")),
        Kind.UNSERVED: _about(lambda: _("{ticket} was not seated")),
        Kind.COUNT_STARTED: _about(lambda: _("head count of {space} started")),
        Kind.COUNTED: _counted,
        Kind.TURNED_AWAY: _about(lambda: _("{party} turned away")),
        Kind.MARKED: lambda entry: mark_words(str(entry.details.get("mark", ""))),
        Kind.STOPPED: _stopped,
        Kind.ALLOWED: _allowed,
        Kind.ADJOURNED: _about(lambda: _("meeting adjourned")),
        Kind.CLOSED: _about(lambda: _("log closed")),
        Kind.CLOCK_NOTED: _about(lambda: _("the computer's clock jumped")),
        Kind.UNDONE: _undone,
        Kind.LIMIT_SET: _about(lambda: _("{space}: limit {limit}, was {was}")),
        Kind.RESERVED_SET: _about(lambda: _("{space}: {reserved} reserved in use, was {was}")),
        Kind.SPACE_CLOSED: _about(lambda: _("{space} closed")),
        Kind.SPACE_OPENED: _about(lambda: _("{space} open again")),
        Kind.COUNT_DEFERRED: _about(lambda: _("head count of {space} put off")),
        Kind.STEPPED_OUT: _about(lambda: _("{party} stepped out of {space}")),
        Kind.RETURNED: _about(lambda: _("{party} back in {space}")),
        Kind.SAVED: _saved,
        Kind.SPLIT: _split,
        Kind.RELOCATED: _relocated,
        Kind.EMERGENCY: _about(lambda: _("emergency: all invitations frozen")),
        Kind.CLEARED: _cleared,
        Kind.REPRINTED: _about(lambda: _("slip of {ticket} printed again")),
        Kind.PACK_TAKEN: _pack_taken,
        Kind.ASSISTANCE: _about(lambda: _("{space}: {people} need help to leave")),
        Kind.EMERGENCY_ENDED: _about(lambda: _("emergency ended")),
        Kind.USHER_CHANGED: _usher_changed,
        Kind.CLAIM_SET: _claim_set,
        Kind.CLAIM_CALLED: _about(lambda: _("{ticket} called from its seat to {space}")),
        Kind.CLAIM_TAKEN: _relocated,
        Kind.FIRST_CLAIM_SET: _first_claim_set,
        Kind.POOL_OPENED: _about(lambda: _("accessible places of {space} are for everybody now")),
        Kind.MANAGERS_DUE: _managers_due,
        Kind.MANAGERS_PRESENT: _managers_present,
        Kind.ON_DECK_SET: _on_deck_set,
        Kind.ON_DECK: _about(lambda: _("a place in {space} held on deck")),
        Kind.SPEAKER_SEATED: _about(lambda: _("a speaker seated in {space}")),
        Kind.END_EXPECTED: _end_expected,
    }
)
