"""Supervision: commands of those who answer for the building, and the authority that some of them need."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Authority:
    """Who says so, and why: a role and a reason from the lists in limits.py, and at most 60 characters of text."""

    role: str
    reason: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class SetLimit:
    """Lower or raise a posted limit; the fire official's number, never computed by us."""

    space: str
    limit: int
    authority: Authority


@dataclass(frozen=True, slots=True)
class SetReserved:
    """Enter how many places inside the limit are reserved and in use."""

    space: str
    reserved: int


@dataclass(frozen=True, slots=True)
class CloseSpace:
    """Nobody is invited to this space any more; taps are taken and marked."""

    space: str


@dataclass(frozen=True, slots=True)
class OpenSpace:
    """Open a closed space again."""

    space: str


@dataclass(frozen=True, slots=True)
class DeferHeadCount:
    """A supervisor puts off, once and for five minutes, the head count that a nearly full room waits for."""

    space: str
    role: str


@dataclass(frozen=True, slots=True)
class BeginEmergency:
    """Freeze invitations; spaces are swept and ticked as cleared."""


@dataclass(frozen=True, slots=True)
class MarkCleared:
    """A space was swept, or was not after all."""

    space: str
    cleared: bool


@dataclass(frozen=True, slots=True)
class NoteAssistance:
    """How many people in a space need help to leave."""

    space: str
    people: int


@dataclass(frozen=True, slots=True)
class EndEmergency:
    """Invitations may go on; every room is counted again."""

    authority: Authority


@dataclass(frozen=True, slots=True)
class ChangeUsher:
    """Another usher counts here now."""

    space: str
    door: str | None = None


Supervision = (
    SetLimit | SetReserved | CloseSpace | OpenSpace | DeferHeadCount | BeginEmergency | MarkCleared | NoteAssistance
    | EndEmergency | ChangeUsher
)  # fmt: skip
