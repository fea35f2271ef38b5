"""Kinds of evening nobody would draw by hand: buildings and crowds at the edge of the rules, each drawn from a seed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Final

from roomflow.domain.building import Building, SpaceKind, SpacePlan
from roomflow.rehearsal.behaviour import Behaviour, Evening
from roomflow.rehearsal.drawn import draw_arrivals, people_from, sizes_of
from roomflow.rehearsal.plan import Plan

DATE: Final = dt.date(2026, 1, 13)
DOORS_OPEN: Final = 17 * 3600 + 900
CALL_TO_ORDER: Final = 18 * 3600
COMMENT_OPENS: Final = CALL_TO_ORDER + 1200
ADJOURN: Final = 21 * 3600


def kind_of_evening(name: str, seed: int) -> Plan:
    """One of KINDS, drawn from the seed; the same seed draws the same."""
    return KINDS[name](seed)


def _one_room(seed: int) -> Plan:
    """And nowhere to wait but outside."""
    return _with_people(seed, _building(_chamber("Hall", 60, reserved=4)), 110)


def _forty_rooms(seed: int) -> Plan:
    chance = Random(f"{seed} rooms")
    others = [_overflow(f"Room {number}", chance.randint(4, 24)) for number in range(2, 41)]
    spaces = (_chamber("Room 1", 60, reserved=5), *others, _waiting("Hallway", 40), _waiting("Lobby", 60))
    return _with_people(seed, _building(*spaces), 900)


def _no_overflow(seed: int) -> Plan:
    return _with_people(seed, _building(_chamber("Chamber", 100, reserved=12), _waiting("Hallway", 40)), 170)


def _room_of_one(seed: int) -> Plan:
    building = _building(_chamber("Chamber", 24), _overflow("Closet", 1), _waiting("Hallway", 12))
    return _with_people(seed, building, 60)


def _five_thousand(seed: int) -> Plan:
    halls = [_overflow(f"Hall {number}", 300, reserved=6) for number in range(2, 7)]
    building = _building(_chamber("Arena", 1200, reserved=60), *halls, _waiting("Foyer", 500), _waiting("Lobby", 300))
    return _with_people(seed, building, 5000)


def _nobody(seed: int) -> Plan:
    return _with_people(seed, _building(_chamber("Chamber", 100), _overflow("Room 2", 40), _waiting("Hallway", 30)), 0)


def _sixes(seed: int) -> Plan:
    """One room holds no party at all, another five of them and one person more."""
    rooms = (_chamber("Chamber", 50), _overflow("Room 2", 31), _overflow("Room 3", 5))
    building, evening = _building(*rooms, _waiting("Hallway", 40)), _evening(seed)
    return Plan(building, evening, draw_arrivals([6] * 24, building, evening, Random(f"{seed} people")), seed)


def _accessible(seed: int) -> Plan:
    """Many more parties ask for an accessible place than there are such places."""
    rooms = (_chamber("Chamber", 60, accessible=4), _overflow("Room 2", 30, accessible=2))
    building, evening, chance = _building(*rooms, _waiting("Hallway", 30)), _evening(seed), Random(f"{seed} people")
    return Plan(building, evening, draw_arrivals(sizes_of(140, chance), building, evening, chance, 1.0), seed)


KINDS: Final[Mapping[str, Callable[[int], Plan]]] = MappingProxyType(
    {
        "one-room": _one_room,
        "forty-rooms": _forty_rooms,
        "no-overflow": _no_overflow,
        "room-of-one": _room_of_one,
        "five-thousand": _five_thousand,
        "nobody": _nobody,
        "sixes": _sixes,
        "accessible": _accessible,
    }
)
"""Each by its name, as `rehearse --kind` takes it."""


def _with_people(seed: int, building: Building, people: int) -> Plan:
    evening = _evening(seed)
    return Plan(building, evening, people_from(seed, people, building, evening), seed)


def _evening(seed: int) -> Evening:
    """A crowd drawn from the seed: from one that stays and comes when called to one that does neither."""
    chance = Random(f"{seed} behaviour")
    leaving = chance.choice([0.0, 0.002, 0.006, 0.02])
    behaviour = Behaviour(
        walk_minutes=(0.5, chance.choice([2.0, 4.0, 7.0])),
        goes_home_when_waiting_full=chance.choice([0.0, 0.5, 1.0]),
        no_show=chance.choice([0.0, 0.1, 0.4]),
        patience_minutes=chance.choice([5.0, 20.0, 60.0]),
        give_up_per_minute=chance.choice([0.0, 0.01, 0.05]),
        leaves_per_minute=((CALL_TO_ORDER, leaving / 2), (ADJOURN, leaving)),
        steps_out_per_minute=chance.choice([0.0, 0.002, 0.01]),
        return_minutes=(2.0, chance.choice([6.0, 14.0])),
        tap_missed=chance.choice([0.0, 0.03, 0.1]),
        head_count_minutes=chance.choice([0.0, 20.0, 30.0]),
        count_takes_minutes=(0.5, 2.0),
    )
    return Evening(DATE, DOORS_OPEN, CALL_TO_ORDER, COMMENT_OPENS, ADJOURN, behaviour)


def _building(*spaces: SpacePlan) -> Building:
    return Building("A building of a kind", "America/Denver", spaces)


def _chamber(name: str, limit: int, *, reserved: int = 0, accessible: int = 0) -> SpacePlan:
    return SpacePlan(name, SpaceKind.CHAMBER, limit, reserved, accessible, doors=("Left door", "Right door"))


def _overflow(name: str, limit: int, *, reserved: int = 0, accessible: int = 0) -> SpacePlan:
    return SpacePlan(name, SpaceKind.OVERFLOW, limit, reserved, accessible, doors=("Door",))


def _waiting(name: str, limit: int) -> SpacePlan:
    return SpacePlan(name, SpaceKind.WAITING, limit)
