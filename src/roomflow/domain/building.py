"""A building: its spaces of five kinds, their posted limits and doors, read from TOML and from a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct, field

LIMIT_PEOPLE_MAX: Final = 100_000
SPACES_MAX: Final = 60
DOORS_MAX: Final = 20
NAME_CHARACTERS_MAX: Final = 60
ARROWS: Final = ("straight", "left", "right", "up", "down")


PROBLEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no-utf8": "The building file is not text in UTF-8.",
        "bad-toml": "The building file is not valid TOML: {reason}.",
        "unreadable-toml": "The building file is not valid TOML that can be read.",
        "no-building-name": 'The building has no name: add a line name = "…".',
        "unknown-zone": "The time zone “{zone}” is not known; write one like America/Denver.",
        "no-tables": "The spaces of the building must be written as [[space]] tables.",
        "no-room": "The building has no chamber and no overflow room: there is nowhere to send people.",
        "too-many-spaces": "The building has more than {most} spaces.",
        "same-name": "Two spaces have the name “{name}”; each needs a name of its own.",
        "no-name": "A space has no name.",
        "too-much-reserved": "“{name}” has {reserved} reserved places but a limit of {limit}.",
        "too-much-accessible": "“{name}” has more accessible places than places for the public.",
        "unknown-kind": "“{name}” has the kind “{kind}”; a kind is one of {kinds}.",
        "limit-outside": "“{name}” is outside: a space outside has no limit.",
        "no-limit": "“{name}” has no limit; copy the posted occupant load from its sign.",
        "limit-kept-clear": "“{name}” is kept clear: its limit is 0.",
        "no-number": "The {what} of “{name}” must be a whole number from 0 to {most}.",
        "no-line": "The {what} of {name} must be one line of text of at most {most} characters.",
        "no-doors": "The doors of “{name}” must be a list of names.",
        "too-many-doors": "“{name}” has more than {most} doors.",
        "same-door": "Two doors of “{name}” have the same name.",
        "unknown-arrow": "The arrow of “{name}” must be one of {arrows}.",
        "no-words": "Words in other languages must be written as [space.es] tables.",
    }
)
"""Why a building cannot be used, as templates that can be translated."""


class BuildingError(ValueError):
    """The building cannot be used. `key` is one of PROBLEMS, `at` the value it is about (`limit`, `doors`), if any."""

    def __init__(self, key: str, at: str = "", **values: Any) -> None:
        self.key, self.at, self.values = key, at, values
        super().__init__(self.sentence())

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The full sentence for a person."""
        return translate(PROBLEMS[self.key]).format(**self.values)


class SpaceKind(StrEnum):
    """The five kinds of space."""

    CHAMBER = "chamber"
    OVERFLOW = "overflow"
    WAITING = "waiting"
    KEEP_CLEAR = "keep-clear"
    OUTSIDE = "outside"


ROOM_KINDS: Final = (SpaceKind.CHAMBER, SpaceKind.OVERFLOW)


class SpacePlan(Struct, frozen=True):
    """One space as the building has it. `limit` is the posted occupant load, None only outside."""

    name: str
    kind: SpaceKind
    limit: int | None
    reserved: int = 0
    accessible: int = 0
    floor: str = ""
    directions: str = ""
    doors: tuple[str, ...] = ()
    arrow: str = ""
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The same words in other languages: {"es": {"floor": …, "directions": …}}."""

    @property
    def is_room(self) -> bool:
        """A chamber or an overflow room: where the public sits."""
        return self.kind in ROOM_KINDS

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "kind": self.kind.value,
            "limit": self.limit,
            "reserved": self.reserved,
            "accessible": self.accessible,
            "floor": self.floor,
            "directions": self.directions,
            "doors": list(self.doors),
            "arrow": self.arrow,
            "words": {language: dict(words) for language, words in self.words.items()},
        }


class Building(Struct, frozen=True):
    """A building; the order of its rooms is the order in which they fill."""

    name: str
    timezone: str
    spaces: tuple[SpacePlan, ...]

    @property
    def rooms(self) -> tuple[SpacePlan, ...]:
        return tuple(space for space in self.spaces if space.is_room)

    def day(self, at: int) -> str:
        """The date, as 2026-01-13, on a clock in the building at a moment in UTC ms."""
        from datetime import UTC, datetime  # only where a meeting is opened

        return datetime.fromtimestamp(at / 1_000, UTC).astimezone(ZoneInfo(self.timezone)).date().isoformat()

    def as_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "timezone": self.timezone,
            "spaces": [space.as_dict() for space in self.spaces],
        }


def read_building(data: bytes) -> Building:
    """Read the TOML of a building; raises BuildingError with a sentence."""
    import tomllib  # a log has its building as JSON: an evening that goes on reads no TOML

    try:
        values = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BuildingError("no-utf8") from error
    except tomllib.TOMLDecodeError as error:
        raise BuildingError("bad-toml", reason=error) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or tables in tables without end.
        raise BuildingError("unreadable-toml") from error
    return building_from(values, spaces_key="space")


def building_from(values: Mapping[str, Any], *, spaces_key: str = "spaces") -> Building:
    """Build and check a building out of plain values; raises BuildingError with a sentence."""
    name = _text(values, "name", "the building")
    if not name:
        raise BuildingError("no-building-name", "name")
    timezone = _text(values, "timezone", name)
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        raise BuildingError("unknown-zone", "timezone", zone=timezone) from error
    listed = values.get(spaces_key, [])
    if not isinstance(listed, list) or not all(isinstance(space, dict) for space in listed):
        raise BuildingError("no-tables")
    building = Building(name, timezone, tuple(_space_from(space) for space in listed))
    _check(building)
    return building


def _check(building: Building) -> None:
    if not building.rooms:
        raise BuildingError("no-room")
    if len(building.spaces) > SPACES_MAX:
        raise BuildingError("too-many-spaces", most=SPACES_MAX)
    seen: set[str] = set()
    for space in building.spaces:
        folded = space.name.casefold()
        if folded in seen:
            raise BuildingError("same-name", "name", name=space.name)
        seen.add(folded)


def _space_from(values: Mapping[str, Any]) -> SpacePlan:
    name = _text(values, "name", "a space")
    if not name:
        raise BuildingError("no-name", "name")
    kind = _kind(values, name)
    limit = _limit(values, name, kind)
    reserved = _whole(values, "reserved", name, default=0)
    accessible = _whole(values, "accessible", name, default=0)
    if limit is not None and reserved > limit:
        raise BuildingError("too-much-reserved", "reserved", name=name, reserved=reserved, limit=limit)
    if limit is not None and accessible > limit - reserved:
        raise BuildingError("too-much-accessible", "accessible", name=name)
    return SpacePlan(
        name=name,
        kind=kind,
        limit=limit,
        reserved=reserved,
        accessible=accessible,
        floor=_text(values, "floor", name),
        directions=_text(values, "directions", name, characters_max=200),
        doors=_doors(values, name),
        arrow=_arrow(values, name),
        words=_words(values),
    )


def _kind(values: Mapping[str, Any], name: str) -> SpaceKind:
    try:
        return SpaceKind(str(values.get("kind")))
    except ValueError as error:
        kinds = ", ".join(kind.value for kind in SpaceKind)
        raise BuildingError("unknown-kind", "kind", name=name, kind=values.get("kind"), kinds=kinds) from error


def _limit(values: Mapping[str, Any], name: str, kind: SpaceKind) -> int | None:
    if kind is SpaceKind.OUTSIDE:
        if values.get("limit") is not None:
            raise BuildingError("limit-outside", "limit", name=name)
        return None
    if values.get("limit") is None:
        raise BuildingError("no-limit", "limit", name=name)
    limit = _whole(values, "limit", name)
    if kind is SpaceKind.KEEP_CLEAR and limit != 0:
        raise BuildingError("limit-kept-clear", "limit", name=name)
    return limit


def _whole(values: Mapping[str, Any], key: str, name: str, default: int | None = None) -> int:
    value = values.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LIMIT_PEOPLE_MAX:
        raise BuildingError("no-number", key, what=key, name=name, most=LIMIT_PEOPLE_MAX)
    return value


def _text(values: Mapping[str, Any], key: str, name: str, characters_max: int = NAME_CHARACTERS_MAX) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or len(value) > characters_max or not value.isprintable():
        raise BuildingError("no-line", key, what=key, name=name, most=characters_max)
    return value.strip()


def _doors(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    doors = values.get("doors", [])
    if not isinstance(doors, list) or not all(isinstance(door, str) and door.strip() for door in doors):
        raise BuildingError("no-doors", "doors", name=name)
    if len(doors) > DOORS_MAX:
        raise BuildingError("too-many-doors", "doors", name=name, most=DOORS_MAX)
    stripped = tuple(_text({"door": door}, "door", f"“{name}”") for door in doors)
    if len({door.casefold() for door in stripped}) != len(stripped):
        raise BuildingError("same-door", "doors", name=name)
    return stripped


def _arrow(values: Mapping[str, Any], name: str) -> str:
    arrow = values.get("arrow", "")
    if arrow not in ("", *ARROWS):
        raise BuildingError("unknown-arrow", "arrow", name=name, arrows=", ".join(ARROWS))
    return str(arrow)


def _words(values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    given = values.get("words")
    if given is None:
        given = {key: value for key, value in values.items() if isinstance(value, dict) and len(key) in (2, 3)}
    if not isinstance(given, dict) or not all(str(key).isalpha() and len(str(key)) <= 3 for key in given):
        raise BuildingError("no-words")
    return {
        str(language): {
            key: _text(words, key, f"the language {language}", characters_max=200)
            for key in ("floor", "directions", "name")
            if key in words
        }
        for language, words in given.items()
        if isinstance(words, dict)
    }
