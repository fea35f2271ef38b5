"""The wait range in figures, at moments of one evening told by hand: a change of any is seen and has to be meant."""

from roomflow.domain.building import building_from
from roomflow.domain.commands import Mark, SaveHeadCount, SendParty, Tap
from roomflow.domain.events import Wish
from roomflow.domain.forecast import _estimate, wait_range
from tests.domain.table import Table, small_building


def _lines(table: Table) -> list[str]:
    """What newcomers of one, three and six people are told, and the first in line, with the minutes behind it."""
    draft, now, lines = table.draft, table.elapsed, []
    for wish in Wish:
        words = []
        for people in (1, 3, 6):
            minutes = _estimate(draft, draft.releases, wish, people, None, now)
            said = wait_range(draft, draft.releases, wish, people, elapsed=now)
            shown = f"{said.low_minutes} {said.high_minutes} {said.kind[:9]} {said.freed_in_the_last_hour}"
            words.append(f"{'never' if minutes is None else f'{minutes:.2f}'} {shown}")
        order = draft.tickets[next(draft.line.in_order())].order if draft.line.parties() else None
        first = _estimate(draft, draft.releases, wish, 2, order, now)
        lines.append(
            f"{now // 60_000} {wish}: {', '.join(words)}, first {'never' if first is None else f'{first:.2f}'}"
        )
    return lines


def evening() -> list[str]:
    table = Table(small_building(60, 30, 20, 60, 60))
    told = _lines(table)
    for room, people in (("Chamber", 60), ("A", 30), ("B", 20)):
        for _ in range(people // 5):
            table.ask(Tap(room, 5))
    for people, wish in ((2, Wish.ANY), (4, Wish.CHAMBER), (1, Wish.ANY), (6, Wish.ANY), (3, Wish.CHAMBER)):
        table.ask(SendParty(people, wish=wish))
    told += _lines(table)
    table.wait(minutes=20)
    told += _lines(table)
    for minute in range(12):
        table.ask(Tap("Chamber" if minute % 3 == 0 else "A", -1))
        table.wait(minutes=1)
    told += _lines(table)
    table.ask(Mark("called-to-order"))
    table.wait(minutes=9)
    told += _lines(table)
    table.wait(minutes=61)
    told += _lines(table)
    for room, people in (("A", 4), ("B", 6)):
        table.ask(Tap(room, -people))
        table.ask(SaveHeadCount(room, table.space(room).inside))
    told += _lines(table)
    return told


def test_the_ranges_of_an_evening_are_these() -> None:
    assert evening() == EXPECTED.strip().splitlines()


def test_the_end_that_is_expected_makes_long_waits_unlikely() -> None:
    building = building_from(
        {
            "name": "One room",
            "timezone": "America/Denver",
            "spaces": [{"name": "Hall", "kind": "chamber", "limit": 60}, {"name": "Yard", "kind": "outside"}],
        }
    )
    table = Table(building)
    for _ in range(10):
        table.ask(Tap("Hall", 6))
    for _ in range(19):
        table.ask(SendParty(6))
    kinds = []
    for left in (19, 20, 21, 60, 119, 120, 121):
        table.draft.ends_at = table.draft.at + left * 60_000
        kinds.append(f"{left} {wait_range(table.draft, table.draft.releases, Wish.ANY, elapsed=table.elapsed).kind}")
    assert kinds == UNLIKELY.strip().splitlines()


EXPECTED = """
0 any: 0.00 0 5 range 0, 0.00 0 5 range 0, 0.00 0 5 range 0, first 0.00
0 chamber: 0.00 0 5 range 0, 0.00 0 5 range 0, 0.00 0 5 range 0, first 0.00
0 any: 40.05 5 None no-places 0, 49.48 15 None no-places 0, 63.61 15 None no-places 0, first 7.07
0 chamber: 40.05 5 None no-places 0, 51.83 15 None no-places 0, 77.75 20 None no-places 0, first 12.96
20 any: 59.89 15 None no-places 0, 73.98 20 None no-places 0, 95.11 20 None no-places 0, first 10.57
20 chamber: 59.89 15 None no-places 0, 77.50 20 None no-places 0, 116.25 20 None no-places 0, first 19.38
32 any: 8.87 0 30 range 12, 17.10 0 30 range 12, 28.51 5 35 range 12, first 0.00
32 chamber: 13.30 0 30 range 4, 26.61 5 35 range 4, 46.56 15 None range 4, first 0.00
41 any: 12.52 0 30 range 12, 24.15 0 30 range 12, 40.25 15 45 range 12, first 0.00
41 chamber: 18.78 0 30 range 4, 37.56 15 45 range 4, 65.74 20 None range 4, first 0.00
102 any: 9.25 5 None no-places 0, 14.74 5 None no-places 0, 22.34 5 None no-places 0, first 0.00
102 chamber: 12.20 5 None no-places 0, 21.07 5 None no-places 0, 34.38 5 None no-places 0, first 0.00
102 any: 0.00 0 5 range 10, 0.00 0 5 range 10, 0.00 0 5 range 10, first 0.00
102 chamber: 8.01 5 None no-places 0, 12.68 5 None no-places 0, 19.70 5 None no-places 0, first 0.00
"""
UNLIKELY = """
19 no-places-opened
20 unlikely-tonight
21 unlikely-tonight
60 unlikely-tonight
119 unlikely-tonight
120 unlikely-tonight
121 no-places-opened
"""
