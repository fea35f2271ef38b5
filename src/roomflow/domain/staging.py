"""Staging: commands about the course of the evening inside: speakers, a recess, claims, crowd managers, its end."""

from __future__ import annotations

from msgspec import Struct

from roomflow.domain.events import FirstClaim


class SetOnDeck(Struct, frozen=True):
    """So many chamber seats are held for speakers, as places free; 0 gives all of them back."""

    seats: int


class SeatSpeaker(Struct, frozen=True):
    """A speaker takes a seat on deck; nobody asks for a name.

    With `ticket` its party, each person a seat, whether it waits, missed its call, is called to another room or sits
    in one; with `from_space` one person out of that room; else one person who was not counted yet. `already_counted`:
    they were tapped in at the chamber before, so nobody is counted.
    """

    ticket: int | None = None
    from_space: str | None = None
    already_counted: bool = False


class ReleaseRecess(Struct, frozen=True):
    """Who walked out of a room in the recess and is not back gives up the place: all of them at once."""

    space: str


class NoteManagersPresent(Struct, frozen=True):
    """So many crowd managers are here."""

    present: int


class ExpectEnd(Struct, frozen=True):
    """The end of the meeting is expected at HH:MM, which may be past midnight; empty where nobody can say."""

    time: str


class SetClaim(Struct, frozen=True):
    """A ticket seated in an overflow room wishes the chamber from now on, or no more."""

    ticket: int
    claim: bool


class SetFirstClaim(Struct, frozen=True):
    """Who is first on a freed seat of the chamber, as the clerk decides."""

    first: FirstClaim


Staging = SetOnDeck | SeatSpeaker | ReleaseRecess | NoteManagersPresent | ExpectEnd | SetClaim | SetFirstClaim
