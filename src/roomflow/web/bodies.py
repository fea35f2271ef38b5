"""The bodies of requests: frozen records with bounded figures, read by msgspec; /openapi.json is made of them."""

from __future__ import annotations

import types
from functools import cache
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from roomflow.domain import commands
from roomflow.domain.commands import Authority, Command
from roomflow.domain.requests import defaults_of
from roomflow.web.limits import AGE_MS_MAX, CHANGE_MAX, ITEMS_MAX, NAME_MAX, NUMBER_MAX, PEOPLE_MAX, TEXT_MAX

Text = Annotated[str, Meta(max_length=TEXT_MAX)]
Count = Annotated[int, Meta(ge=-PEOPLE_MAX, le=PEOPLE_MAX)]
Number = Annotated[int, Meta(ge=1, le=NUMBER_MAX)]
Device = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
RequestId = Annotated[str, Meta(pattern="^[0-9A-Za-z-]{8,64}$")]

PARTS_MAX: Final = 12
"""Parts of a party that sits apart."""

Kind = Literal[
    "tap", "seat", "already", "speaker", "back", "gone", "step-out", "count-start", "count-save", "undo", "withdrawn"
]  # fmt: skip


class PairBody(Struct, frozen=True, forbid_unknown_fields=True):
    """The secret of the QR or the six digits; `name` is what the desk reads before it approves."""

    device: Device
    secret: Annotated[str, Meta(max_length=64)] = ""
    digits: Annotated[str, Meta(max_length=12)] = ""
    name: Annotated[str, Meta(max_length=NAME_MAX)] = ""


class WaitBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose answer is waited for."""

    waiting: Annotated[str, Meta(max_length=64)]


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One act at a door. `change` is what the phone added to its own count, `of` the item that is undone.

    `space` and `door` are where it was done, where the phone was at another door since.
    """

    n: Number
    kind: Kind
    change: Annotated[int, Meta(ge=-CHANGE_MAX, le=CHANGE_MAX)] = 0
    ticket: Number | None = None
    hold: Text | None = None
    counted: Annotated[int, Meta(ge=0, le=PEOPLE_MAX)] | None = None
    of: Number | None = None
    age_ms: Annotated[int, Meta(ge=0, le=AGE_MS_MAX)] = 0
    space: Text | None = None
    door: Text | None = None


class Totals(Struct, frozen=True, forbid_unknown_fields=True):
    """People in and out by all items from the first to the last that was sent, parked ones too."""

    people_in: Annotated[int, Meta(ge=0)] = msgspec.field(name="in", default=0)
    people_out: Annotated[int, Meta(ge=0)] = msgspec.field(name="out", default=0)


class TapsBody(Struct, frozen=True, forbid_unknown_fields=True):
    """What a phone has to say, in order, without a gap."""

    device: Device
    items: Annotated[list[Item], Meta(max_length=ITEMS_MAX)]
    totals: Totals | None = None
    acknowledged: Annotated[int, Meta(ge=0, le=NUMBER_MAX)] = 0
    """How far the phone was told that its items are on the disk; it has let go of them."""


class Find(Struct, frozen=True, forbid_unknown_fields=True, tag="Find", tag_field="type"):
    """No command: looks a ticket up by its number or its code."""

    words: Text


class AuthorityBody(Struct, frozen=True, forbid_unknown_fields=True):
    """Who says so and why; the rules know the lists."""

    role: Text
    reason: Text
    words: Text = ""


ASKED: Final[tuple[type[Any], ...]] = (
    commands.SendParty, commands.CallNext, commands.Call, commands.Seat, commands.Scan, commands.Miss, commands.Back,
    commands.Leave, commands.MoveHold, commands.ReleaseHold, commands.TurnAway, commands.Undo, commands.Tap,
    commands.Split, commands.SeatApart, commands.SetClaim, commands.Reprint,
)  # fmt: skip
"""What a desk in a browser may ask. Limits, closing rooms and the emergency stay at the desk that has the log."""
LEFT_OUT: Final = {(commands.SendParty, "authority"), (commands.Tap, "door")}
"""Fields that a desk does not have: overrides are of a ticket, and a tap at a desk is at no door."""


def _bounded(kind: Any) -> Any:
    """The type of a field with its bound."""
    if kind is int:
        return Count
    if kind is str:
        return Text
    if kind is Authority:
        return AuthorityBody
    if get_origin(kind) in (types.UnionType, Union):
        return Union[tuple(_bounded(part) for part in get_args(kind))]  # noqa: UP007 - made at run time
    if get_origin(kind) is tuple:
        parts = get_args(kind)
        if parts[-1] is Ellipsis:
            many: Any = tuple.__class_getitem__((_bounded(parts[0]), ...))
            return Annotated[many, Meta(max_length=PARTS_MAX)]
        return tuple.__class_getitem__(tuple(map(_bounded, parts)))
    return kind


def _struct_of(command: type[Any]) -> type[Any]:
    hints, by_itself = get_type_hints(command), defaults_of(command)
    made = [
        (name, _bounded(hints[name]), by_itself[name]) if name in by_itself else (name, _bounded(hints[name]))
        for name in command.__struct_fields__
        if (command, name) not in LEFT_OUT
    ]
    return msgspec.defstruct(
        command.__name__, made, tag_field="type", tag=command.__name__, frozen=True, forbid_unknown_fields=True
    )


@cache
def command_structs() -> tuple[type[Any], ...]:
    """The bodies of commands, made of the commands themselves: a field that is added there is here."""
    return tuple(map(_struct_of, ASKED))


@cache
def ask_body() -> type[Any]:
    """A command with its request's id."""
    union: Any = Union[(*command_structs(), Find)]
    return msgspec.defstruct(
        "AskBody", [("request", RequestId), ("command", union)], frozen=True, forbid_unknown_fields=True
    )


def command_of(body: Any) -> Command:
    """The command that a body asks for."""
    kind = next(each for each in ASKED if each.__name__ == type(body).__name__)
    given = msgspec.structs.asdict(body)
    if isinstance(given.get("authority"), AuthorityBody):
        given["authority"] = Authority(**msgspec.structs.asdict(given["authority"]))
    made: Command = kind(**given)
    return made
