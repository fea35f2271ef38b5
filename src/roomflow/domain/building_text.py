"""A building as TOML text: what a person wrote in the file stays, comments and unknown lines too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from roomflow.domain.building import Building, BuildingError, SpacePlan, read_building

if TYPE_CHECKING:
    from tomlkit import TOMLDocument
    from tomlkit.items import AoT, Table

HEAD: Final = "A building of roomflow: its spaces, with the limits on their signs. The rooms fill in this order."
DEFAULTS: Final[Mapping[str, Any]] = {
    "limit": None,
    "reserved": 0,
    "accessible": 0,
    "floor": "",
    "directions": "",
    "doors": [],
    "arrow": "",
}
"""What is left out of a space where it says nothing."""


def building_text(building: Building, before: str = "") -> str:
    """The TOML of a building; `before` is the text of the file it comes from, whose comments are kept.

    Whatever comes out reads back as this building: where the old text cannot be kept so, a new one is written.
    """
    if before:
        text = _changed(building, before)
        if text is not None:
            return text
    return _new(building)


def _changed(building: Building, before: str) -> str | None:
    """The old text with what changed; None where it cannot be changed into this building."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        document = tomlkit.parse(before)
        _set(document, "name", building.name)
        _set(document, "timezone", building.timezone)
        tables = list(document.get("space", []))
        old = _pairs(building.spaces, [str(table.get("name", "")) for table in tables])
        order = [place for place in old if place is not None]
        kept = order == list(range(len(tables))) and len(order) == len(building.spaces)
        for place, space in zip(old, building.spaces, strict=True):
            if place is not None:
                _fill(tables[place], space)
        if not kept:
            document["space"] = _in_order(building, tables, old)
        text = document.as_string()
        return text if read_building(text.encode()) == building else None
    except (TOMLKitError, BuildingError, TypeError, AttributeError, KeyError, IndexError):
        return None


def _in_order(building: Building, tables: Sequence[Table], old: Sequence[int | None]) -> AoT:
    import tomlkit

    listed = tomlkit.aot()
    for place, space in zip(old, building.spaces, strict=True):
        listed.append(tables[place] if place is not None else _table(space))
    return listed


def _pairs(spaces: Sequence[SpacePlan], names: Sequence[str]) -> list[int | None]:
    """For each space the table it comes from: the one of its name, else one that lost its name, in order."""
    by_name = {name.strip().casefold(): place for place, name in enumerate(names)}
    found = [by_name.get(space.name.casefold()) for space in spaces]
    left = [place for place in range(len(names)) if place not in found]
    renamed = len(spaces) == len(names)  # else some are new, and nobody knows which
    return [left.pop(0) if place is None and left and renamed else place for place in found]


def _new(building: Building) -> str:
    import tomlkit

    document: TOMLDocument = tomlkit.document()
    document.add(tomlkit.comment(HEAD))
    document.add("name", tomlkit.item(building.name))
    document.add("timezone", tomlkit.item(building.timezone))
    listed = tomlkit.aot()
    for space in building.spaces:
        listed.append(_table(space))
    document.append("space", listed)
    return document.as_string()


def _table(space: SpacePlan) -> Table:
    import tomlkit

    table = tomlkit.table()
    _fill(table, space)
    return table


def _fill(table: Any, space: SpacePlan) -> None:
    """Set what differs; what says nothing and is not there is not written."""
    import tomlkit

    values = space.as_dict()
    for key in ("name", "kind", *DEFAULTS):
        value = values[key]
        if key in DEFAULTS and value == DEFAULTS[key]:
            # A line that says what is so anyway stays as it was written.
            if key in table and _plain(table[key]) != value:
                del table[key]
        else:
            _set(table, key, value)
    for language in [key for key in table if key not in space.words and _is_words(key, table[key])]:
        del table[language]
    for language, words in space.words.items():
        if language not in table:
            table[language] = tomlkit.table()
        for key in [key for key in table[language] if key in ("floor", "directions", "name") and key not in words]:
            del table[language][key]
        for key, text in words.items():
            _set(table[language], key, text)


def _is_words(key: str, value: object) -> bool:
    return isinstance(value, dict) and len(key) in (2, 3)


def _set(table: Any, key: str, value: object) -> None:
    if key not in table or _plain(table[key]) != value:
        table[key] = value


def _plain(value: Any) -> object:
    return value.unwrap() if hasattr(value, "unwrap") else value
