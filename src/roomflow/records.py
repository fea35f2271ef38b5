"""Frozen records as `dataclasses` makes them, in a tenth of its time: a start waits for a hundred of them.

`dataclasses` writes the source of six functions for each class and compiles them as the module is read: half a
millisecond a class. Here the fields, the slots and `replace` are still its own; what compares, hashes and shows is made
without any source, and what fills a record is compiled when the first of its class is made.
"""

from __future__ import annotations

import dataclasses
from dataclasses import MISSING, FrozenInstanceError, field, fields, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
else:

    def dataclass(**asked: bool) -> Callable[[type], type]:
        """Decorate a class with fields; any but a plain frozen one with slots is made by Python itself."""
        return _frozen if asked == FROZEN else dataclasses.dataclass(**asked)


__all__ = ["MISSING", "dataclass", "field", "fields", "replace"]

FROZEN: Final[dict[str, Any]] = {"frozen": True, "slots": True}
SET: Final = object.__setattr__


def _frozen(asked: type) -> Any:
    if hasattr(asked, "__post_init__"):
        return dataclasses.dataclass(**FROZEN)(asked)
    made: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(asked)
    names = tuple(made.__dataclass_fields__)
    values = _values_of(names)

    def equal(self: object, other: object) -> bool:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    def shown(self: object) -> str:
        said = zip(names, values(self), strict=True)
        return f"{self.__class__.__qualname__}({', '.join(f'{name}={value!r}' for name, value in said)})"

    def packed(self: object) -> tuple[Any, ...]:
        return values(self)

    def unpack(self: object, state: tuple[Any, ...]) -> None:
        for name, value in zip(names, state, strict=True):
            SET(self, name, value)

    def fill_first(self: object, *given: object, **named: object) -> None:
        made.__init__ = _filler(made)
        made.__init__(self, *given, **named)

    made.__init__, made.__repr__ = fill_first, shown
    made.__eq__, made.__hash__ = equal, hashed
    made.__setattr__, made.__delattr__ = _refuse, _refuse
    made.__getstate__, made.__setstate__ = packed, unpack
    return made


def _refuse(_self: object, name: str, *_value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot change {name!r} of a frozen record")


def _values_of(names: tuple[str, ...]) -> Callable[[object], tuple[Any, ...]]:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _filler(made: type) -> Callable[..., None]:
    """The `__init__` of a class, with the names and defaults of its fields."""
    known: dict[str, Any] = {"_set": SET, "_missing": MISSING}
    given, body = [], []
    for one in fields(made):
        value = one.name
        if one.default is not MISSING:
            known[f"_default_{one.name}"] = one.default
            given.append(f"{one.name}=_default_{one.name}")
        elif one.default_factory is not MISSING:
            known[f"_make_{one.name}"] = one.default_factory
            given.append(f"{one.name}=_missing")
            value = f"_make_{one.name}() if {one.name} is _missing else {one.name}"
        else:
            given.append(one.name)
        body.append(f"_set(self, {one.name!r}, {value})")
    source = f"def __init__({', '.join(['self', *given])}):\n " + ("\n ".join(body) or "pass")
    exec(compile(source, f"<{made.__qualname__}>", "exec"), known)
    filler: Callable[..., None] = known["__init__"]
    return filler
