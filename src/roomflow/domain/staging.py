"""Staging: commands about the course of the evening inside: speakers, a recess, crowd managers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SetOnDeck:
    """So many chamber seats are held for speakers, as places free; 0 gives all of them back."""

    seats: int


@dataclass(frozen=True, slots=True)
class SeatSpeaker:
    """A speaker takes a seat on deck; nobody asks for a name.

    With `ticket` its party, each person a seat, whether it waits, missed its call, is called to another room or sits
    in one; with `from_space` one person out of that room; else one person who was not counted yet. `already_counted`:
    they were tapped in at the chamber before, so nobody is counted.
    """

    ticket: int | None = None
    from_space: str | None = None
    already_counted: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseRecess:
    """Who walked out of a room in the recess and is not back gives up the place: all of them at once."""

    space: str


@dataclass(frozen=True, slots=True)
class NoteManagersPresent:
    """So many crowd managers are here."""

    present: int


Staging = SetOnDeck | SeatSpeaker | ReleaseRecess | NoteManagersPresent
