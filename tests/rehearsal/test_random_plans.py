"""Evenings nobody thought of: random buildings, arrivals and crowds, each played whole and verified."""

import tempfile
from pathlib import Path
from random import Random

import pytest

from roomflow.domain.building import building_from
from roomflow.domain.events import Wish
from roomflow.rehearsal.arrivals import Arrival
from roomflow.rehearsal.behaviour import Behaviour, Evening
from roomflow.rehearsal.plan import Plan
from roomflow.rehearsal.stage import rehearse
from tests.rehearsal.played import plan

DATE = plan().evening.date
OPEN = 17 * 3600
LENGTH_SECONDS = 5400


def random_plan(chance: Random) -> Plan:
    """An hour and a half in a small building, too small for those who come."""
    rooms = [
        {
            "name": f"Room {n}",
            "kind": "chamber" if n == 0 else "overflow",
            "limit": chance.randint(0, 14),
            "doors": [f"Door {d}" for d in range(chance.randint(0, 2))],
        }
        for n in range(chance.randint(1, 4))
    ]
    waiting = [
        {"name": f"Hall {n}", "kind": "waiting", "limit": chance.randint(0, 8)} for n in range(chance.randint(0, 2))
    ]
    building = building_from({"name": "Any hall", "timezone": "UTC", "spaces": [*rooms, *waiting]})
    arrivals = [
        Arrival(2 + n, OPEN + chance.randrange(LENGTH_SECONDS), chance.randint(1, 6), 0, chance.choice(list(Wish)))
        for n in range(chance.randint(1, 40))
    ]
    rate = chance.choice([0.0, 0.01, 0.1, 0.5])
    minutes = (0.0, chance.choice([0.0, 1.0, 4.0, 12.0]))
    behaviour = Behaviour(
        walk_minutes=minutes,
        goes_home_when_waiting_full=chance.random(),
        no_show=chance.choice([0.0, 0.1, 1.0]),
        patience_minutes=chance.choice([0.0, 5.0, 60.0]),
        give_up_per_minute=chance.choice([0.0, 0.1, 1.0]),
        leaves_per_minute=((86_400, rate),),
        steps_out_per_minute=chance.choice([0.0, 0.1]),
        return_minutes=minutes,
        tap_missed=chance.choice([0.0, 0.1, 0.5, 1.0]),
        head_count_minutes=chance.choice([0.0, 1.0, 7.0]),
        count_takes_minutes=minutes,
    )
    evening = Evening(DATE, OPEN, OPEN + 600, OPEN + 600, OPEN + LENGTH_SECONDS, behaviour)
    in_order = tuple(sorted(arrivals, key=lambda arrival: arrival.second))
    return Plan(building, evening, in_order, chance.randrange(2**32))


def play_many(evenings: int, seed: int) -> None:
    chance = Random(seed)
    for number in range(evenings):
        with tempfile.TemporaryDirectory() as folder:
            rehearsed = rehearse(random_plan(chance), Path(folder))
        people = dict(rehearsed.summary["people"])
        assert rehearsed.report.first_bad is None, (number, rehearsed.report.first_bad)
        assert people.pop("arrived") == sum(people.values()), (number, people)


def test_ten_random_evenings_add_up_and_break_no_rule(seed: int) -> None:
    play_many(10, seed)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(10))
def test_five_hundred_random_evenings_add_up_and_break_no_rule(seed: int, part: int) -> None:
    play_many(50, seed + part)
