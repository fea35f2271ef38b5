"""Tables with thousands of rows, most of which stay as they are: changes lie above what is shared."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, MutableMapping, ValuesView
from typing import Final, NoReturn, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

ABOVE_MAX: Final = 256
"""So many changed rows are copied for each picture; then the whole table is, once."""


class Layer(MutableMapping[Key, Value]):
    """What a step ahead needs of a table with thousands of rows of which it changes one. Nothing is taken away."""

    __slots__ = ("_below", "_own")

    def __init__(self, below: Mapping[Key, Value]) -> None:
        self._below = below
        self._own: dict[Key, Value] = {}

    def __getitem__(self, key: Key) -> Value:
        return self._own[key] if key in self._own else self._below[key]

    def __setitem__(self, key: Key, value: Value) -> None:
        self._own[key] = value

    def __delitem__(self, key: Key) -> None:
        _stay()

    def __contains__(self, key: object) -> bool:
        return key in self._own or key in self._below

    def __iter__(self) -> Iterator[Key]:
        yield from self._below
        yield from (key for key in self._own if key not in self._below)

    def __len__(self) -> int:
        return len(self._below) + sum(key not in self._below for key in self._own)


class Seen(Mapping[Key, Value]):
    """A table as it stood at one moment, for everybody to read; whoever reads all of it has it put together, once."""

    __slots__ = ("_above", "_below", "_length", "_whole")

    def __init__(self, below: dict[Key, Value], above: dict[Key, Value], length: int) -> None:
        self._below = below
        self._above = above
        self._length = length
        self._whole: dict[Key, Value] | None = None if above else below

    def __getitem__(self, key: Key) -> Value:
        return self._above[key] if key in self._above else self._below[key]

    def __contains__(self, key: object) -> bool:
        return key in self._above or key in self._below

    def __iter__(self) -> Iterator[Key]:
        return iter(self._all())

    def __len__(self) -> int:
        return self._length

    def items(self) -> ItemsView[Key, Value]:
        return self._all().items()

    def values(self) -> ValuesView[Value]:
        return self._all().values()

    def _all(self) -> dict[Key, Value]:
        if self._whole is None:
            self._whole = {**self._below, **self._above}
        return self._whole


class Rows(dict[Key, Value]):
    """The table of a draft: knows what changed since a picture last had a copy of it all. Nothing is taken away."""

    __slots__ = ("_above", "_below")

    def __init__(self, table: Mapping[Key, Value] | None = None) -> None:
        super().__init__(table or {})
        self._below: dict[Key, Value] = dict(self)
        self._above: dict[Key, Value] = {}

    def __setitem__(self, key: Key, value: Value) -> None:
        super().__setitem__(key, value)
        self._above[key] = value

    def __delitem__(self, key: Key) -> None:
        _stay()

    def seen(self) -> Seen[Key, Value]:
        """As it stands now; costs the same however long it is, but for each time that it is copied whole."""
        if len(self._above) > ABOVE_MAX:
            self._below, self._above = dict(self), {}
        return Seen(self._below, dict(self._above), len(self))


def _stay() -> NoReturn:
    raise TypeError("tickets and their codes stay")
