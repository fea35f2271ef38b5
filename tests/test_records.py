"""A frozen record of roomflow.records behaves as one that Python's own dataclasses makes."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any

import pytest

from roomflow import records


class Fields:
    name: str
    people: int = 2
    needs: tuple[str, ...] = ()
    notes: list[str] = records.field(default_factory=list)


class Alone:
    name: str


class Nothing:
    pass


@records.dataclass(frozen=True, slots=True)
class Kept:
    """One that can be found by its name, as copying needs."""

    name: str
    people: int = 2


def both(asked: type) -> tuple[Any, Any]:
    """The class as we make it, and as Python does."""
    body = {name: value for name, value in vars(asked).items() if name not in ("__dict__", "__weakref__")}
    ours, theirs = type(asked.__name__, (), dict(body)), type(asked.__name__, (), dict(body))
    return (
        records.dataclass(frozen=True, slots=True)(ours),
        dataclasses.dataclass(frozen=True, slots=True)(theirs),
    )


@pytest.mark.parametrize("asked", [Fields, Alone, Nothing])
def test_shows_compares_and_hashes_as_pythons_own(asked: type) -> None:
    arguments: list[dict[str, Any]] = [{}] if asked is Nothing else [{"name": "North"}, {"name": "South"}]
    if asked is Fields:
        arguments += [{"name": "North", "people": 3}, {"name": "North", "notes": ["x"]}]
    ours, theirs = both(asked)
    for one in arguments:
        assert repr(ours(**one)).rpartition(".")[2] == repr(theirs(**one)).rpartition(".")[2]
        for other in arguments:
            assert (ours(**one) == ours(**other)) == (theirs(**one) == theirs(**other))
    assert ours(**arguments[0]) != theirs(**arguments[0])
    if asked is not Fields:
        assert len({ours(**one) for one in (*arguments, *arguments)}) == len(arguments)
    assert ours.__match_args__ == theirs.__match_args__
    assert [one.name for one in records.fields(ours)] == [one.name for one in dataclasses.fields(theirs)]


def test_takes_by_place_by_name_and_by_default_and_refuses_the_rest() -> None:
    ours, _ = both(Fields)
    full = ours("North", 3, needs=("seat",))
    assert (full.name, full.people, full.needs, full.notes) == ("North", 3, ("seat",), [])
    assert ours("North").notes is not ours("North").notes
    for places, names in (((), {}), (("North",), {"other": 1}), (("North",), {"name": "South"})):
        with pytest.raises(TypeError):
            ours(*places, **names)


def test_is_frozen_and_has_no_place_for_more() -> None:
    kept = Kept("North")
    for name in ("name", "more"):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(kept, name, "x")
    with pytest.raises(dataclasses.FrozenInstanceError):
        del kept.name
    assert not hasattr(kept, "__dict__")


def test_is_replaced_copied_and_pickled() -> None:
    kept = Kept("North", 3)
    assert records.replace(kept, people=4) == Kept("North", 4)
    assert pickle.loads(pickle.dumps(kept)) == copy.copy(kept) == copy.deepcopy(kept) == kept


def test_any_other_record_is_pythons_own() -> None:
    @records.dataclass(slots=True)
    class Changing:
        people: int

    changing = Changing(1)
    changing.people = 2
    assert changing == Changing(2)
    assert Changing.__hash__ is None


def test_one_that_is_worked_on_after_it_was_filled_is_pythons_own() -> None:
    @records.dataclass(frozen=True, slots=True)
    class Worked:
        people: int
        twice: int = records.field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", 2 * self.people)

    assert Worked(2).twice == 4
