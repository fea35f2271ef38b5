"""Refusals: each is a full sentence for a person, kept as a word and its values so that it can be translated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct, field

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no-meeting": "There is no such meeting in this log.",
        "space-in-use": "{space} belongs to the meeting “{meeting}” until that is closed; choose other rooms.",
        "no-room-left": "Every room of this building belongs to an open meeting; close that one first.",
        "no-room-chosen": "Choose a chamber or an overflow room: there is nowhere to send people.",
        "opened-in-emergency": "This is an emergency: no meeting is opened until it has ended.",
        "of-other-meeting": "Ticket {ticket} belongs to the meeting “{meeting}”, not to this one.",
        "same-end": "The end is expected at that time already.",
        "meeting-closed": "The meeting is closed; its log takes no further entries.",
        "meeting-adjourned": "The meeting is adjourned; nobody is invited any more.",
        "not-adjourned": "Adjourn the meeting before you close its log.",
        "already-adjourned": "The meeting is adjourned already.",
        "already-marked": "That is marked already.",
        "unknown-mark": "There is no such mark in the agenda.",
        "bad-mark": "A mark of your own needs words, one line of at most {most} characters.",
        "invitations-stopped": "Invitations are stopped. Allow them again in the Meeting menu.",
        "not-stopped": "Invitations are allowed already.",
        "already-stopped": "Invitations are stopped already.",
        "unknown-space": "This building has no space called “{space}”.",
        "unknown-door": "“{space}” has no door called “{door}”.",
        "not-a-room": "Nobody can be sent to “{space}”: it is no chamber and no overflow room.",
        "not-counted": "Nobody is counted in “{space}”.",
        "bad-change": "A tap counts from 1 to {most} people.",
        "bad-people": "A party has from 1 to {most} people; seat a larger group as several parties.",
        "group-too-large": "{people} people at once is more than {most}: check the figure.",
        "bad-figure": "Enter a whole number from 0 to {most}.",
        "no-places": "{space} has {free} places free; this needs {people}.",
        "places-kept": "{space} has {free} places free; {kept} of them are kept for who needs an accessible one.",
        "spoken-for": "{space} has {free} places free, but the line has the first claim on them.",
        "wish-not-there": "This party wishes the chamber; {space} is not the chamber.",
        "no-chamber": "This building has no chamber; ask for any room.",
        "bad-building": "{sentence}",
        "space-closed": "{space} is closed; open it again before anybody is sent there.",
        "space-open": "{space} is open already.",
        "count-first": "{space} is nearly full: a head count comes first. A supervisor may put it off once.",
        "no-count-waited-for": "{space} does not wait for a head count.",
        "deferred-already": "The head count of {space} was put off already; it cannot be put off twice.",
        "keep-clear": "{space} is kept clear; its limit is 0.",
        "limit-below-reserved": "{space} has {reserved} reserved places: enter fewer reserved places first.",
        "in-emergency": "This is an emergency: nobody is invited until it has ended.",
        "no-emergency": "There is no emergency.",
        "unknown-role": "Choose a role from the list.",
        "too-many-words": "Write at most {most} characters, and no names of attendees.",
        "nobody-inside": "{space} has {inside} people inside.",
        "not-seated-there": "Ticket {ticket} is not seated in {space}.",
        "cannot-split": "Ticket {ticket} cannot be split into these parts.",
        "saved-elsewhere": "Places are saved for ticket {ticket} in {space}: call it, or seat it there.",
        "nobody-to-call": "Nobody is waiting in line.",
        "not-in-overflow": "Ticket {ticket} is not seated in an overflow room.",
        "claims-already": "Ticket {ticket} wishes the chamber already.",
        "claims-not": "Ticket {ticket} does not wish the chamber.",
        "claims-the-chamber": "Ticket {ticket} is seated; it can be called to the chamber only.",
        "called-to-chamber": "Ticket {ticket} is called to {space}: seat it there, or let the call go first.",
        "first-already": "That is set already.",
        "none-fits": "No waiting party fits into the free places.",
        "would-overtake": "Ticket {earlier} is before {ticket} and fits into {space}: call it first.",
        "unknown-ticket": "There is no ticket {ticket} in this meeting.",
        "unknown-code": "This code belongs to no ticket of this meeting.",
        "bad-code": "This is no whole ticket code: scan it again.",
        "slip-void": "This slip of ticket {ticket} is void: it was printed again. The newer slip is valid.",
        "slip-stays": "The earlier slip of ticket {ticket} is void for good; print it once more where it is needed.",
        "pack-stays": "Numbers that were taken for a pack may be printed already; they stay taken.",
        "bad-pack": "A pack has from 1 to {most} tickets.",
        "no-paper": "{ticket} is no number of a paper pack of this meeting.",
        "paper-entered": "Ticket {ticket} is entered already.",
        "paper-too-early": "Ticket {ticket} was printed later than that: check the time.",
        "bad-tally": "A tally counts people in, out or both, at most {most} each.",
        "void": "Ticket {ticket} is void; it was taken back.",
        "not-called-yet": "Ticket {ticket} is not called yet: {ahead} people are before it.",
        "called-elsewhere": "Ticket {ticket} is called to {room}, not to {space}.",
        "already-seated": "Ticket {ticket} was seated already.",
        "gave-up": "Ticket {ticket} gave up its place.",
        "unserved": "Ticket {ticket} was not seated before the meeting closed.",
        "not-called": "Ticket {ticket} is not called.",
        "not-missed": "Ticket {ticket} has not missed a call.",
        "not-in-line": "Ticket {ticket} is no longer in line.",
        "say-which-room": "Say into which room ticket {ticket} is seated.",
        "no-hold": "These places are no longer held.",
        "same-room": "The places are held in {space} already.",
        "count-running": "A head count of {space} is running already.",
        "unknown-reason": "Choose a reason from the list.",
        "nothing-to-undo": "There is nothing of yours to take back.",
        "too-late": "It is too late to take this back: only your last action can be, for {seconds} seconds.",
        "cannot-undo": "This cannot be taken back.",
        "changed-since": "This cannot be taken back any more: somebody changed it since.",
        "went-on": "This cannot be taken back any more: ticket {ticket} went on.",
        "went-in": "This cannot be taken back any more: the party has gone in.",
        "places-gone": "This cannot be taken back any more: the places in {space} were given on.",
        "other-door": "This was done at {place}, and the phone is for another door now: the clerk has it.",
        "older-log": "What this phone sent as {first} to {last} is missing: an older copy of the log was put back.",
        "empty-name": "Give the meeting a name.",
        "not-clear": "Somebody is in {space}, which is kept clear: nobody is invited until it is clear.",
        "nobody-out": "Nobody is out of {space} for the recess.",
        "on-deck-already": "{seats} seats are on deck already.",
        "too-few-on-deck": "{held} seats are held on deck; this needs {people}.",
        "called-there": "Ticket {ticket} is called to {space} already: seat it.",
        "counted-once": "Who comes from another room is counted in one step; it cannot be counted already.",
        "bad-name": "The name of a meeting is one line of at most {most} characters.",
        "bad-date": "“{date}” is no date; write it like 2026-01-13.",
        "bad-time": "“{time}” is no time; write it like 18:00.",
        "same-id": "This action reached the desk twice with different contents; nothing was done.",
        # How the same is said of one.
        "no-places.one": "{space} has {free} place free; this needs {people}.",
        "places-kept.one": "{space} has {free} place free; {kept} of them is kept for who needs an accessible one.",
        "spoken-for.one": "{space} has {free} place free, but the line has the first claim on it.",
        "limit-below-reserved.one": "{space} has {reserved} reserved place: enter fewer reserved places first.",
        "nobody-inside.one": "{space} has {inside} person inside.",
        "on-deck-already.one": "{seats} seat is on deck already.",
        "too-few-on-deck.one": "{held} seat is held on deck; this needs {people}.",
        "not-called-yet.one": "Ticket {ticket} is not called yet: {ahead} person is before it.",
        "not-called-yet.none": "Ticket {ticket} is not called yet: it is the first in line.",
    }
)

COUNTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no-places": "free",
        "places-kept": "free",
        "spoken-for": "free",
        "limit-below-reserved": "reserved",
        "nobody-inside": "inside",
        "not-called-yet": "ahead",
        "on-deck-already": "seats",
        "too-few-on-deck": "held",
    }
)
"""The value that says whether a sentence is said of one or of many."""


class Refusal(Struct, frozen=True):
    """Why the desk did nothing: a key of SENTENCES and the values of its sentence."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The text of its sentence: that of one, of none or of many."""
        named = {1: f"{self.key}.one", 0: f"{self.key}.none"}.get(self.values.get(COUNTED.get(self.key, ""), 2), "")
        return SENTENCES.get(named, SENTENCES[self.key])

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The full sentence; `translate` turns the English template into another language's."""
        return translate(self.template).format(**self.values)


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """Raised by a rule that says no; the desk turns it into the answer."""

    def __init__(self, key: str, **values: Any) -> None:
        if key not in SENTENCES:
            raise KeyError(key)
        self.refusal = Refusal(key, values)
        super().__init__(key)

    def __str__(self) -> str:
        # Made only where somebody reads it: a rule asks every room, and most refuse.
        return self.refusal.sentence()
