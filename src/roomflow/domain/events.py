"""Entries: the lines of a meeting's log, and the words for their kinds, which are read for ever."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Kind(StrEnum):
    """Kinds of entry. The value is stored; it never changes its meaning."""

    OPENED = "opened"
    TAPPED = "tapped"
    SENT = "sent"
    MOVED = "moved"
    EXPIRED = "expired"
    RELEASED = "released"
    ISSUED = "issued"
    CALLED = "called"
    RECALLED = "recalled"
    SEATED = "seated"
    MISSED = "missed"
    BACK = "back"
    LEFT = "left"
    UNSERVED = "unserved"
    COUNT_STARTED = "count-started"
    COUNTED = "counted"
    TURNED_AWAY = "turned-away"
    MARKED = "marked"
    STOPPED = "stopped"
    ALLOWED = "allowed"
    ADJOURNED = "adjourned"
    CLOSED = "closed"
    CLOCK_NOTED = "clock-noted"
    UNDONE = "undone"
    LIMIT_SET = "limit-set"
    RESERVED_SET = "reserved-set"
    SPACE_CLOSED = "space-closed"
    SPACE_OPENED = "space-opened"
    COUNT_DEFERRED = "count-deferred"
    STEPPED_OUT = "stepped-out"
    RETURNED = "returned"
    SAVED = "saved"
    SPLIT = "split"
    RELOCATED = "relocated"
    EMERGENCY = "emergency"
    CLEARED = "cleared"
    ASSISTANCE = "assistance"
    EMERGENCY_ENDED = "emergency-ended"
    USHER_CHANGED = "usher-changed"
    POOL_OPENED = "pool-opened"
    CLAIM_SET = "claim-set"
    CLAIM_CALLED = "claim-called"
    CLAIM_TAKEN = "claim-taken"
    FIRST_CLAIM_SET = "first-claim-set"
    ON_DECK_SET = "on-deck-set"
    ON_DECK = "on-deck"
    SPEAKER_SEATED = "speaker-seated"
    MANAGERS_DUE = "managers-due"
    MANAGERS_PRESENT = "managers-present"


KINDS: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.OPENED: "The meeting begins: its name, date, building, limits and figures.",
        Kind.TAPPED: "People came in (+) or went out (−), at a door or counted at the desk.",
        Kind.SENT: "A party was sent to a room without a ticket; its places are held on the way.",
        Kind.MOVED: "A hold moved to another room.",
        Kind.EXPIRED: "A party on the way did not come in time; its places are free again.",
        Kind.RELEASED: "A hold was given back by hand or at the close.",
        Kind.ISSUED: "A ticket was issued: a place in line.",
        Kind.CALLED: "A ticket was called to a room; its places are held for the grace.",
        Kind.RECALLED: "A called ticket was called again.",
        Kind.SEATED: "A ticket's party came in and was counted.",
        Kind.MISSED: "A called ticket did not come in time; its places go on, its place in line stays.",
        Kind.BACK: "A ticket that had missed its call is back, first in line.",
        Kind.LEFT: "A ticket's party gave up its place in line.",
        Kind.UNSERVED: "A ticket was not seated when the meeting closed.",
        Kind.COUNT_STARTED: "An usher began to count the public seats of a space.",
        Kind.COUNTED: "A head count: what was counted, what the count had been, the difference.",
        Kind.TURNED_AWAY: "People were sent home without a ticket, with the reason.",
        Kind.MARKED: "A mark of the agenda: called to order, comment opens, recess, resume.",
        Kind.STOPPED: "All invitations were stopped, by hand or because somebody stands where it is kept clear.",
        Kind.ALLOWED: "Invitations were allowed again.",
        Kind.ADJOURNED: "The meeting adjourned; nobody is invited any more.",
        Kind.CLOSED: "The log of the meeting was closed.",
        Kind.CLOCK_NOTED: "The computer's clock jumped or the computer slept; the time is left out of elapsed.",
        Kind.UNDONE: "An earlier entry of the same station was taken back.",
        Kind.LIMIT_SET: "A posted limit was lowered or raised, with the reason and who authorised it.",
        Kind.RESERVED_SET: "Somebody entered how many of the reserved places are in use.",
        Kind.SPACE_CLOSED: "A space was closed: nobody is invited there until it is opened.",
        Kind.SPACE_OPENED: "A closed space was opened again.",
        Kind.COUNT_DEFERRED: "The head count a nearly full room waits for was put off, once, for five minutes.",
        Kind.STEPPED_OUT: "People went out and come back; their places are held.",
        Kind.RETURNED: "People who had stepped out are back in their places.",
        Kind.SAVED: "Free places were saved for a party that was passed over.",
        Kind.SPLIT: "A party in line became two, with the same place in line.",
        Kind.RELOCATED: "A party that was seated moved to another room.",
        Kind.EMERGENCY: "An emergency began; all invitations are frozen.",
        Kind.CLEARED: "A space was swept and reported cleared, or not after all.",
        Kind.ASSISTANCE: "How many people in a space need help to leave.",
        Kind.EMERGENCY_ENDED: "The emergency ended, with the reason and who said so; every room is counted again.",
        Kind.POOL_OPENED: "The places of a room that were kept for parties that asked are ordinary from now on.",
        Kind.CLAIM_SET: "A ticket seated in an overflow room wishes the chamber from now on, or no more.",
        Kind.CLAIM_CALLED: "A party seated in an overflow room was called to the chamber; its places are held.",
        Kind.CLAIM_TAKEN: "A party that was called to the chamber moved there.",
        Kind.FIRST_CLAIM_SET: "The clerk set who is first on a freed seat of the chamber.",
        Kind.USHER_CHANGED: "Another usher counts here now; a head count is asked for.",
        Kind.ON_DECK_SET: "How many chamber seats are held for speakers, as places free.",
        Kind.ON_DECK: "A chamber place that was free is held for a speaker.",
        Kind.MANAGERS_DUE: "More crowd managers are needed than before, for the people inside and reserved.",
        Kind.MANAGERS_PRESENT: "How many crowd managers are here.",
        Kind.SPEAKER_SEATED: "A speaker without a ticket took a seat on deck and was counted.",
    }
)


class Wish(StrEnum):
    """Which rooms a party takes."""

    ANY = "any"
    CHAMBER = "chamber"


class FirstClaim(StrEnum):
    """Who is first on a freed seat of the chamber; the clerk sets it, and reports name it."""

    HALLWAY = "hallway"
    """The line, then the parties seated in an overflow room that claim the chamber."""
    SEATED = "seated"
    """Those parties by the order of their tickets, then the line."""


class TicketState(StrEnum):
    """Where a ticket is between issue and the end of the meeting."""

    WAITING = "waiting"
    CALLED = "called"
    MISSED = "missed"
    SEATED = "seated"
    LEFT = "left"
    CANCELLED = "cancelled"
    UNSERVED = "unserved"


class Entry(NamedTuple):
    """One line of the log. A tuple, since a log of 100,000 is folded at start.

    `at` and `happened` are UTC in ms since 1970, `elapsed` ms of the meeting's own clock. `change` and `held` say
    what the entry does to `space`; `from_change` and `from_held` what it does, in the same instant, to
    `from_space` (the waiting space a party leaves, the room a hold moves from). `state` is the state of `ticket`
    after the entry. `details` holds whole numbers, texts, truths, lists and tables only: it is hashed.
    `private` and `salt` lie outside the hashed text and can be emptied later.
    """

    seq: int
    kind: str
    at: int
    happened: int
    elapsed: int
    station: str
    request: str
    space: str | None = None
    door: str | None = None
    ticket: int | None = None
    people: int | None = None
    state: str | None = None
    change: int = 0
    held: int = 0
    from_space: str | None = None
    from_change: int = 0
    from_held: int = 0
    undoes: int | None = None
    details: Mapping[str, Any] = NOTHING
    private: Mapping[str, Any] | None = None
    salt: bytes = b""
