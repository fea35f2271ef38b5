"""Requests: what carries a command to the desk, and what the desk adds to it before the rules see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from functools import cache
from typing import Any, Final, NamedTuple

from msgspec import Struct
from msgspec.structs import asdict

from roomflow.domain.building import Building
from roomflow.domain.commands import (
    Authority,
    Command,
    EnterPaperTicket,
    Reprint,
    SeatApart,
    SendParty,
    Split,
    SplitToFit,
)
from roomflow.settings import Figures

AGE_MS_MAX: Final = 12 * 60 * 60 * 1_000
"""A finger that pressed longer ago than an evening lasts has a broken clock: then the time of arrival counts."""
PRIVATE_FIELDS: Final = frozenset(("accessible", "code"))
"""Fields of commands that may stand in the private part of an entry, and nowhere else."""


class Request(Struct, frozen=True):
    """What a station asks: its id is made where the finger is, so that asking twice is harmless.

    `meeting` is the meeting's number in the log, None to open one. `age_ms` is how long ago the finger pressed.
    """

    id: str
    station: str
    command: Command
    meeting: int | None = None
    age_ms: int = 0


class Secret(Struct, frozen=True):
    """What one party's entry needs from chance: the ticket code and the salt of its private part."""

    code: str
    salt: bytes


class OtherMeeting(NamedTuple):
    """Another open meeting of the building: what the rules of this one need to know of it.

    `spaces` are those it uses, `codes` the codes of its tickets; neither is changed here.
    """

    number: int
    name: str
    spaces: Collection[str]
    codes: Mapping[str, int]
    in_emergency: bool


class Stamp(Struct, frozen=True):
    """What the desk adds to a request before the rules see it: time, chance, and the building's other open meetings.

    All times in ms. `others` is there for requests that concern more than their own meeting.
    """

    at: int
    happened: int
    elapsed: int
    secrets: tuple[Secret, ...] = ()
    others: tuple[OtherMeeting, ...] = ()


def secrets_needed(command: Command) -> int:
    """How many parties a command may write down."""
    if isinstance(command, SeatApart | SplitToFit):
        return max(0, len(command.parts) - 1)
    return 1 if isinstance(command, SendParty | Split | Reprint | EnterPaperTicket) else 0


def as_words(command: Command) -> dict[str, Any]:
    """A command as plain values, for the hash that tells a repeated request from a different one.

    A field at its default is left out, so that a field added later leaves the hash of older requests as it is. What
    is private is left out too: the hash is kept with the answer, and few values are quickly tried.
    """
    kept = {name: _plain(value) for name, value in said(command).items() if name not in PRIVATE_FIELDS}
    return {"command": type(command).__name__, **kept}


def said(command: Command) -> dict[str, Any]:
    """The fields of a command that are not as they are where nothing is said."""
    usual = _usual_of(type(command))
    return {name: value for name, value in asdict(command).items() if name not in usual or usual[name] != value}


def defaults_of(kind: type[Struct]) -> dict[str, Any]:
    """What the fields of a record are where nothing is said; those that must be said are not among them."""
    defaults = kind.__struct_defaults__  # of the last fields
    return dict(zip(kind.__struct_fields__[-len(defaults) :], defaults, strict=True)) if defaults else {}


_usual_of: Final = cache(defaults_of)


def _plain(value: object) -> object:
    if isinstance(value, Building | Figures):
        return value.as_dict()
    if isinstance(value, Authority):
        return asdict(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value.value if isinstance(value, Enum) else value
