"""Buildings, agendas, arrivals and crowds drawn from a seed, and the log of such an evening, for proofs."""

import datetime as dt
import tempfile
from pathlib import Path
from random import Random

from msgspec.structs import replace

from roomflow.domain.building import Building, SpaceKind, SpacePlan
from roomflow.domain.events import Entry, Wish
from roomflow.rehearsal.arrivals import Arrival
from roomflow.rehearsal.behaviour import Behaviour, Evening
from roomflow.rehearsal.evening import play
from roomflow.rehearsal.plan import Plan
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.sqlite import open_journal, open_reader

STRANGE = ("one hall", "twelve small rooms", "nobody leaves", "everybody soon leaves", "families", "chamber only")
"""Evenings of another shape than those that are drawn."""


def invent(seed: int) -> Plan:
    """A building, an agenda, arrivals and a crowd, all drawn from the seed."""
    chance = Random(f"{seed} world")
    building = _building(chance)
    places = sum(room.limit - room.reserved for room in building.rooms if room.limit is not None)
    order = 18 * 3600
    opens = order - chance.choice([30, 45, 60, 75]) * 60
    comment = order + chance.choice([10, 20, 45, 60]) * 60
    adjourn = min(comment + chance.choice([60, 100, 150, 200]) * 60, 23 * 3600)
    people = round(places * chance.uniform(1.05, 1.9))
    arrivals = _arrivals(chance, people, opens, comment, adjourn, len(building.rooms) > 1)
    behaviour = _behaviour(chance, order, comment, adjourn)
    evening = Evening(dt.date(2026, 3, 3), opens, order, comment, adjourn, behaviour)
    return Plan(building, evening, arrivals, seed)


def _building(chance: Random) -> Building:
    chamber = round(chance.choice([40, 70, 110, 160, 230, 320]) * chance.uniform(0.8, 1.2))
    reserved = min(chance.randrange(0, 20), chamber // 4)
    rooms = [SpacePlan("Chamber", SpaceKind.CHAMBER, chamber, reserved=reserved, doors=("Door",))]
    for number in range(chance.choice([0, 1, 1, 2, 3, 5])):
        limit = round(chamber * chance.uniform(0.2, 0.9)) + 4
        rooms.append(SpacePlan(f"Overflow {number + 1}", SpaceKind.OVERFLOW, limit, reserved=1, doors=("Door",)))
    places = sum((room.limit or 0) - room.reserved for room in rooms)
    hallway = max(10, round(places * chance.uniform(0.05, 0.5)))
    return Building("Invented", "America/Denver", (*rooms, SpacePlan("Hallway", SpaceKind.WAITING, hallway)))


def _arrivals(
    chance: Random, people: int, opens: int, comment: int, adjourn: int, has_overflow: bool
) -> tuple[Arrival, ...]:
    order = 18 * 3600
    pattern = chance.choice(["before", "early", "two", "late"])
    sizes = chance.choice([(60, 25, 8, 5, 1, 1), (35, 30, 15, 12, 5, 3), (80, 15, 5, 0, 0, 0)])
    chamber_only = chance.choice([0, 0.05, 0.2, 0.4]) if has_overflow else 0
    parties: list[tuple[int, int, Wish]] = []
    while sum(size for _, size, _ in parties) < people:
        if pattern == "before":
            second = chance.triangular(opens, order + 1200, order - 600)
        elif pattern == "early":
            second = chance.triangular(opens, order + 2400, opens + 300)
        elif pattern == "two":
            second = chance.gauss(order - 1200, 600) if chance.random() < 0.6 else chance.gauss(comment + 600, 900)
        else:
            second = chance.uniform(opens, comment + 3000)
        (size,) = chance.choices(range(1, 7), sizes)
        wish = Wish.CHAMBER if chance.random() < chamber_only else Wish.ANY
        parties.append((int(min(max(second, opens), adjourn - 60)), size, wish))
    parties.sort(key=lambda party: party[0])
    return tuple(Arrival(line, second, size, 0, wish) for line, (second, size, wish) in enumerate(parties, 2))


def _behaviour(chance: Random, order: int, comment: int, adjourn: int) -> Behaviour:
    base = chance.choice([0.001, 0.002, 0.004, 0.008])
    leaving = chance.choice(
        [
            ((order, base * 0.3), (comment, base), (adjourn, base * 2)),
            ((adjourn, base),),
            ((comment, 0.0005), (comment + 1200, base * 3), (adjourn, base)),
            ((comment + 1800, base * 0.5), (comment + 2700, base * 6), (adjourn, base)),
        ]
    )
    return Behaviour(
        walk_minutes=(1, chance.choice([2, 3, 5])),
        goes_home_when_waiting_full=chance.choice([0.2, 0.5, 0.8]),
        no_show=chance.choice([0.03, 0.08, 0.12, 0.2]),
        patience_minutes=chance.choice([15, 30, 60]),
        give_up_per_minute=chance.choice([0.003, 0.01, 0.02]),
        leaves_per_minute=leaving,
        steps_out_per_minute=chance.choice([0, 0.002, 0.004]),
        return_minutes=(3, 9),
        tap_missed=chance.choice([0, 0.02, 0.05]),
        head_count_minutes=chance.choice([0, 20, 30]),
        count_takes_minutes=(1, 2),
    )


def strange(name: str, seed: int) -> Plan:
    """A drawn evening bent into a shape that is never drawn."""
    plan = invent(seed)
    chance = Random(f"{seed} {name}")
    if name == "one hall":
        return replace(plan, building=_rooms(500), arrivals=_rush(chance, plan, 700, range(1, 4)))
    if name == "twelve small rooms":
        return replace(plan, building=_rooms(*[25] * 12), arrivals=_rush(chance, plan, 450, range(1, 4)))
    if name == "families":
        return replace(plan, building=_rooms(90, 60, 40), arrivals=_rush(chance, plan, 290, range(4, 7)))
    if name == "chamber only":
        arrivals = tuple(replace(arrival, wish=Wish.CHAMBER) for arrival in _rush(chance, plan, 200, range(1, 4)))
        return replace(plan, building=_rooms(110, 60), arrivals=arrivals)
    leaving = 0.0 if name == "nobody leaves" else 0.02
    behaviour = replace(plan.evening.behaviour, leaves_per_minute=((plan.evening.adjourn, leaving),))
    evening = replace(plan.evening, behaviour=behaviour)
    return replace(plan, evening=evening, building=_rooms(110, 60), arrivals=_rush(chance, plan, 270, range(1, 4)))


def _rooms(*limits: int) -> Building:
    kinds = [SpaceKind.CHAMBER] + [SpaceKind.OVERFLOW] * (len(limits) - 1)
    rooms = [
        SpacePlan(f"Room {number}", kind, limit, doors=("Door",))
        for number, (kind, limit) in enumerate(zip(kinds, limits, strict=True), 1)
    ]
    return Building("Strange", "America/Denver", (*rooms, SpacePlan("Hallway", SpaceKind.WAITING, 60)))


def _rush(chance: Random, plan: Plan, people: int, sizes: range) -> tuple[Arrival, ...]:
    """So many people within 40 minutes of the doors' opening."""
    opens = plan.evening.doors_open
    parties = [(opens + chance.randrange(2400), chance.choice(sizes)) for _ in range(people * len(sizes) // sum(sizes))]
    return tuple(Arrival(line, second, size, 0, Wish.ANY) for line, (second, size) in enumerate(sorted(parties), 2))


def entries_of(plan: Plan) -> list[Entry]:
    """The log of the plan, played through a real desk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = SimulatedClock(plan.start)
        desk = Desk(lambda: open_journal(folder, practice=True, durable=False), clock, SeededMint(plan.seed))
        try:
            desk.start()
            meeting = play(desk, clock, plan).meeting
        finally:
            desk.stop()
        with open_reader(folder) as reader:
            return list(reader.read(meeting))
