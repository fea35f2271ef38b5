"""The wait range in figures, at moments of one evening told by hand: a change of any is seen and has to be meant."""

from roomflow.domain.building import building_from
from roomflow.domain.commands import Mark, SaveHeadCount, SendParty, Tap
from roomflow.domain.events import Wish
from roomflow.domain.forecast import _estimate, wait_range
from tests.domain.table import Table, full_table, small_building


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
        kinds.append(f"{left} {wait_range(table.draft, table.draft.releases, Wish.ANY, 6, elapsed=table.elapsed).kind}")
    assert kinds == UNLIKELY.strip().splitlines()


def test_a_larger_party_ahead_that_does_not_fit_counts_a_tenth_but_free_places_are_not_promised_twice() -> None:
    """Against singles, who all go first; the larger party itself waits behind everybody."""
    estimates = []
    for sizes in ((6,), (1,) * 6):
        table = full_table(*sizes)
        estimates.append(_estimate(table.draft, table.draft.releases, Wish.ANY, 1, None, table.elapsed))
    behind_six, behind_singles = estimates
    assert behind_six is not None
    assert behind_singles is not None
    assert behind_singles > 4 * behind_six
    table = full_table(2)
    table.ask(Tap("A", -2))
    assert _estimate(table.draft, table.draft.releases, Wish.ANY, 1, None, table.elapsed) != 0


EXPECTED = """
0 any: 0.00 0 5 range 0, 0.00 0 5 range 0, 0.00 0 5 range 0, first 0.00
0 chamber: 0.00 0 5 range 0, 0.00 0 5 range 0, 0.00 0 5 range 0, first 0.00
0 any: 2.80 5 None no-places 0, 12.79 5 None no-places 0, 29.57 20 None no-places 0, first 4.00
0 chamber: 2.80 5 None no-places 0, 18.17 10 None no-places 0, 41.03 10 None no-places 0, first 7.33
20 any: 4.84 5 None no-places 0, 22.12 5 None no-places 0, 51.16 20 None no-places 0, first 6.91
20 chamber: 4.84 5 None no-places 0, 31.43 10 None no-places 0, 70.97 10 None no-places 0, first 12.67
32 any: 0.98 0 30 range 12, 3.93 0 30 range 12, 24.59 20 None range 12, first 0.00
32 chamber: 1.72 0 30 range 4, 14.46 10 None range 4, 41.31 10 None range 4, first 0.00
41 any: 1.22 0 30 range 12, 4.88 0 30 range 12, 30.52 20 None range 12, first 0.00
41 chamber: 2.14 0 30 range 4, 17.95 10 None range 4, 51.28 10 None range 4, first 0.00
102 any: 1.48 5 None no-places 0, 5.30 5 None no-places 0, 15.63 5 None no-places 0, first 0.00
102 chamber: 2.58 5 None no-places 0, 10.56 10 None no-places 0, 23.99 10 None no-places 0, first 0.00
102 any: 0.00 0 5 range 10, 0.00 0 5 range 10, 0.00 0 5 range 10, first 0.00
102 chamber: 1.74 5 None no-places 0, 8.22 5 None no-places 0, 17.28 10 None no-places 0, first 0.00
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
