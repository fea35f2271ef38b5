"""A layer above a table: changes of one's own, with everything else read from below and nothing copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


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
        raise TypeError("tickets and their codes stay")

    def __contains__(self, key: object) -> bool:
        return key in self._own or key in self._below

    def __iter__(self) -> Iterator[Key]:
        yield from self._below
        yield from (key for key in self._own if key not in self._below)

    def __len__(self) -> int:
        return len(self._below) + sum(key not in self._below for key in self._own)
