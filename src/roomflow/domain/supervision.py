"""Supervision: commands of those who answer for the building, and the authority that some of them need."""

from __future__ import annotations

from msgspec import Struct


class Authority(Struct, frozen=True):
    """Who says so, and why: a role and a reason from the lists in limits.py, and at most 60 characters of text."""

    role: str
    reason: str
    words: str = ""


class SetLimit(Struct, frozen=True):
    """Lower or raise a posted limit; the fire official's number, never computed by us."""

    space: str
    limit: int
    authority: Authority


class SetReserved(Struct, frozen=True):
    """Enter how many places inside the limit are reserved and in use."""

    space: str
    reserved: int


class CloseSpace(Struct, frozen=True):
    """Nobody is invited to this space any more; taps are taken and marked."""

    space: str


class OpenSpace(Struct, frozen=True):
    """Open a closed space again."""

    space: str


class DeferHeadCount(Struct, frozen=True):
    """A supervisor puts off, once and for five minutes, the head count that a nearly full room waits for."""

    space: str
    role: str


class BeginEmergency(Struct, frozen=True):
    """Freeze invitations; spaces are swept and ticked as cleared."""


class MarkCleared(Struct, frozen=True):
    """A space was swept, or was not after all."""

    space: str
    cleared: bool


class NoteAssistance(Struct, frozen=True):
    """How many people in a space need help to leave."""

    space: str
    people: int


class EndEmergency(Struct, frozen=True):
    """Invitations may go on; every room is counted again."""

    authority: Authority


class ChangeUsher(Struct, frozen=True):
    """Another usher counts here now."""

    space: str
    door: str | None = None


Supervision = (
    SetLimit | SetReserved | CloseSpace | OpenSpace | DeferHeadCount | BeginEmergency | MarkCleared | NoteAssistance
    | EndEmergency | ChangeUsher
)  # fmt: skip
