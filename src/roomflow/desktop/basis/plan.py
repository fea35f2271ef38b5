"""The building as it is typed at first start: rows of text that become a building, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from enum import Enum
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace

from roomflow.desktop.basis.words import _
from roomflow.domain.building import Building, BuildingError, SpaceKind, SpacePlan, building_from, read_building

FILE_BYTES_MAX: Final = 1_000_000
FIGURES: Final = ("limit", "reserved", "accessible")
WITH_SEATS: Final = (SpaceKind.CHAMBER, SpaceKind.OVERFLOW)


class SlipError(BuildingError):
    """What was typed cannot stand; said in the language of the screens already."""

    def __init__(self, said: str, at: str = "") -> None:
        self.said = said
        super().__init__("", at)

    def sentence(self, translate: Callable[[str], str] = str) -> str:  # noqa: ARG002 - it is translated
        return self.said


class Choice(Enum):
    """Where the building comes from."""

    SAMPLE = "sample"
    OWN = "own"
    FILE = "file"


class PlanRow(Struct, frozen=True):
    """One space as typed: figures are the text in the field, so that a slip can be shown and explained."""

    name: str
    kind: SpaceKind
    limit: str = ""
    reserved: str = ""
    accessible: str = ""
    floor: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)
    """What the table does not show and the space keeps: directions, doors, arrow, words in other languages."""

    def can_edit(self, column: str) -> bool:
        """Whether a figure means something for this kind of space."""
        if column in ("reserved", "accessible"):
            return self.kind in WITH_SEATS
        if column == "limit":
            return self.kind not in (SpaceKind.OUTSIDE, SpaceKind.KEEP_CLEAR)
        return True

    def with_text(self, column: str, text: str) -> PlanRow:
        """The row with a name, a figure or a floor as it was typed."""
        texts: dict[str, Any] = {column: text}
        return replace(self, **texts)

    def with_kept(self, key: str, value: object) -> PlanRow:
        """The row with other doors, directions, arrow or words."""
        return replace(self, kept={**self.kept, key: value})

    def of_kind(self, kind: SpaceKind) -> PlanRow:
        """The row as another kind; a figure that means nothing there is emptied."""
        limit = {SpaceKind.KEEP_CLEAR: "0", SpaceKind.OUTSIDE: ""}.get(kind, self.limit)
        if self.kind is SpaceKind.KEEP_CLEAR and kind not in (SpaceKind.KEEP_CLEAR, SpaceKind.OUTSIDE):
            limit = ""
        seats = kind in WITH_SEATS
        return replace(
            self,
            kind=kind,
            limit=limit,
            reserved=self.reserved if seats else "",
            accessible=self.accessible if seats else "",
        )

    def values(self) -> dict[str, Any]:
        """The values `building_from` reads; text that is no whole number goes as it is, to be refused there."""
        limit = None if not self.limit.strip() else _whole(self.limit)
        return {
            **self.kept,
            "name": self.name,
            "kind": self.kind.value,
            "limit": limit,
            "reserved": _whole(self.reserved) if self.reserved.strip() else 0,
            "accessible": _whole(self.accessible) if self.accessible.strip() else 0,
            "floor": self.floor,
        }


class Plan(Struct, frozen=True):
    """A building being typed."""

    name: str
    timezone: str
    rows: tuple[PlanRow, ...] = ()

    def building(self) -> Building:
        """The building; raises BuildingError with a sentence."""
        return building_from({"name": self.name, "timezone": self.timezone, "spaces": self._values()})

    def problems(self) -> dict[int, str]:
        """For each row that cannot stand as typed, its sentence."""
        return {index: error.sentence(_) for index, error in self.errors().items()}

    def errors(self) -> dict[int, BuildingError]:
        """For each row that cannot stand as typed, why, and in which column."""
        found: dict[int, BuildingError] = {}
        seen: set[str] = set()
        for index, row in enumerate(self.rows):
            try:
                # A room beside it, so that the row is judged alone and not the building without rooms.
                beside = {"name": "-" if row.name.strip() == "+" else "+", "kind": "overflow", "limit": 1}
                building_from({"name": "-", "timezone": "UTC", "spaces": [row.values(), beside]})
            except BuildingError as error:
                found[index] = error
                continue
            folded = row.name.strip().casefold()
            if folded in seen:
                found[index] = BuildingError("same-name", "name", name=row.name.strip())
            seen.add(folded)
        return found

    def places(self) -> tuple[int, int]:
        """Public places and the number of rooms, of the rows that can be read."""
        wrong = self.problems()
        rooms = [row for index, row in enumerate(self.rows) if index not in wrong and row.kind in WITH_SEATS]
        return sum(int(row.limit) - int(row.reserved or 0) for row in rooms), len(rooms)

    def _values(self) -> list[dict[str, Any]]:
        return [row.values() for row in self.rows]


def plan_of(building: Building) -> Plan:
    """A building ready to be changed."""
    return Plan(building.name, building.timezone, tuple(_row_of(space) for space in building.spaces))


def plan_in(path: Path) -> Plan:
    """The building of a file, ready to be changed; raises BuildingError with a sentence."""
    try:
        with path.open("rb") as file:
            text = file.read(FILE_BYTES_MAX)
    except OSError as error:
        raise SlipError(_("The file {name} cannot be read.").format(name=path.name)) from error
    return plan_of(read_building(text))


def _row_of(space: SpacePlan) -> PlanRow:
    seats = space.is_room
    kept = {key: value for key, value in space.as_dict().items() if key in ("directions", "doors", "arrow", "words")}
    return PlanRow(
        name=space.name,
        kind=space.kind,
        limit="" if space.limit is None else str(space.limit),
        reserved=str(space.reserved) if seats else "",
        accessible=str(space.accessible) if seats else "",
        floor=space.floor,
        kept=kept,
    )


def _whole(text: str) -> int | str:
    """The number in a field; anything else as it was typed. Only plain digits: int() would read "1_2" and "²" too."""
    stripped = text.strip()
    return int(stripped) if stripped.isascii() and stripped.isdigit() and len(stripped) <= 9 else stripped


def time_typed(text: str) -> str:
    """HH:MM of what was typed, or empty; raises BuildingError with a sentence. 9:30 is read as 09:30."""
    stripped = text.strip()
    if not stripped:
        return ""
    hours, colon, minutes = stripped.partition(":")
    if colon and all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (hours, minutes)):
        try:
            return time(int(hours), int(minutes)).strftime("%H:%M")
        except ValueError:
            pass  # 24:00 is as wrong as "soon"
    raise SlipError(_("“{time}” is no time; write it like 18:00.").format(time=stripped))


def date_typed(text: str) -> str:
    """A date as 2026-01-27, or empty; raises SlipError with a sentence."""
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise SlipError(_("“{date}” is no date; write it like 2026-01-27.").format(date=text), "date") from error
