"""Makes the table of the wait range anew: `python -m tests.proof.calibration` prints what stands in forecast.py.

To be run after a change of the rules or of the estimate (five minutes). It plays evenings on seeds that no test judges
on, asks the estimate at each issue, and tries ways to divide the estimates into the rows below. The best is that whose
weakest figure lies highest above what is asked: as shown and narrow, in invented buildings and on the sample.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from itertools import combinations_with_replacement, pairwise
from multiprocessing import Pool
from typing import NamedTuple

from roomflow.domain.events import Entry, Kind, Wish
from roomflow.domain.fold import apply
from roomflow.domain.forecast import _AT_ONCE, AT_LEAST_MINUTES, WaitKind, _estimate
from roomflow.domain.meeting import Draft
from roomflow.domain.releases import Releases
from tests.proof.invented import entries_of, invent
from tests.proof.test_forecast import COVERED_PERCENT_MIN, NARROW_PERCENT_MIN, Told, told
from tests.rehearsal import played

Row = tuple[int, int | None]
Figures = tuple[float, ...]
"""As shown and narrow, in per cent: invented, then the sample."""

SEEDS = {
    "invented": (*range(20000, 20150), *range(20300, 20450)),
    "sample": (*range(20000, 20040), *range(20300, 20340)),
}
ROWS: dict[Wish, tuple[Row, ...]] = {
    Wish.ANY: ((0, 30), (10, 40), (20, 50), (20, None)),
    Wish.CHAMBER: ((0, 30), (10, None)),
}
"""What may be shown, from the shortest on; a last row is *more than 60 min*."""
MORE_THAN_60_FROM = 100
EDGES = (0, 3, 4, 6, 7, 8, 9, 10, 11, 12, 14, 16, 18, 20, 22, 24, 27, 30, 36, 45, 60, 100)
"""Where a row may end, in minutes of the estimate."""
WANTED = (COVERED_PERCENT_MIN, NARROW_PERCENT_MIN) * len(SEEDS)
SUM_WEIGHT = 0.02
"""Of two ways as good in the weakest figure, that with the larger sum."""
KEPT_MAX = 80
"""Ways for any room that are tried with all those for the chamber, for each weight."""


class Seen(NamedTuple):
    """A ticket with the minutes that were estimated at its issue; None where nobody will be called."""

    minutes: float | None
    wish: Wish
    told: Told


def seen(kind: str, seed: int) -> list[Seen]:
    """Every ticket of an evening, as it is issued."""
    entries = entries_of(invent(seed) if kind == "invented" else played.plan(seed))
    return [Seen(*asked, ticket) for asked, ticket in zip(_asked(entries), told(entries, seed), strict=True)]


def _asked(entries: Sequence[Entry]) -> list[tuple[float | None, Wish]]:
    draft, releases = Draft(1), Releases()
    result = []
    for entry in entries:
        apply(draft, entry)
        releases.note(entry, draft.spaces)
        if entry.kind == Kind.ISSUED and entry.ticket is not None:
            ticket = draft.tickets[entry.ticket]
            minutes = _estimate(draft, releases, ticket.wish, ticket.people, ticket.order, draft.elapsed)
            result.append((minutes, ticket.wish))
    return result


def figures(tickets: dict[str, list[Seen]], wish: Wish, row: Row | None, low: float, high: float) -> Figures:
    """What tickets of a wish, with an estimate from low to below high, add to the four figures if shown that row."""
    result = []
    for listed in tickets.values():
        soon = sum(is_soon(ticket.told) for ticket in listed)
        some = [
            each for each in listed if each.wish is wish and each.minutes is not None and low <= each.minutes < high
        ]
        shown = [(each.told, _shown(each, row)) for each in some]
        right = sum(is_right(ticket, one) for ticket, one in shown)
        narrow = sum(is_soon(ticket) and one[1] is not None for ticket, one in shown)
        result += [100 * right / len(listed), 100 * narrow / soon]
    return tuple(result)


def _shown(ticket: Seen, row: Row | None) -> Row:
    """As forecast.py says it: places that are free now, and that nothing was opened, go before the table."""
    if ticket.minutes == 0:
        return _AT_ONCE
    assert row is not None
    if ticket.told.shown.kind is WaitKind.NO_PLACES_OPENED:
        return max(row[0], AT_LEAST_MINUTES) if row[1] is None else AT_LEAST_MINUTES, None
    return row


def is_right(ticket: Told, row: Row) -> bool:
    low, high = row
    return high is None if ticket.wait is None else low <= ticket.wait <= (high or float("inf"))


def is_soon(ticket: Told) -> bool:
    return ticket.seated is not None and ticket.seated <= 60


Cut = tuple[tuple[int, ...], Figures]
"""Where the rows of a wish end, as places in EDGES, and what that gives."""


def cuts(tickets: dict[str, list[Seen]], wish: Wish) -> list[Cut]:
    """Every way to end the rows of a wish, the last but one at the latest where *more than 60 min* begins."""
    bounds = (*EDGES, float("inf"))
    each = {
        row: [figures(tickets, wish, row, max(low, 1e-9), high) for low, high in pairwise(bounds)]
        for row in (*ROWS[wish], (60, None))
    }
    until = {row: [_sum(values[:end]) for end in range(1, len(bounds))] for row, values in each.items()}
    result = []
    last = len(EDGES) - 1
    for ends in combinations_with_replacement(range(2, last), len(ROWS[wish]) - 1):
        total = list(each[60, None][last])
        for row, begin, end in zip(ROWS[wish], (0, *ends), (*ends, last), strict=True):
            upper, lower = until[row][end - 1], until[row][begin - 1] if begin else (0.0,) * 4
            total = [value + above - below for value, above, below in zip(total, upper, lower, strict=True)]
        result.append((ends, tuple(total)))
    return result


def _sum(values: Iterable[Iterable[float]]) -> Figures:
    return tuple(map(sum, zip(*values, strict=True)))


def worth(total: Iterable[float]) -> float:
    values = tuple(total)
    return min(value - wanted for value, wanted in zip(values, WANTED, strict=True)) + SUM_WEIGHT * sum(values)


def best(tickets: dict[str, list[Seen]]) -> tuple[dict[Wish, tuple[int, ...]], Figures]:
    """Both tables at once, since the four figures are of all tickets."""
    nobody = tuple(
        100 * sum(t.minutes is None and t.told.wait is None for t in some) / len(some) for some in tickets.values()
    )
    fixed = [nobody[0], 0.0, nobody[1], 0.0]
    for wish in Wish:
        at_once = figures(tickets, wish, None, 0, 1e-9)
        fixed = [value + more for value, more in zip(fixed, at_once, strict=True)]
    any_room, chamber = cuts(tickets, Wish.ANY), cuts(tickets, Wish.CHAMBER)
    promising: dict[tuple[int, ...], Figures] = {}
    for narrow in (0.3, 0.5, 0.7, 1.0):
        for sample in (0.5, 1.0, 2.0):
            weights = (1.0, narrow, sample, sample * narrow)
            any_room.sort(key=lambda cut: -sum(w * value for w, value in zip(weights, cut[1], strict=True)))
            promising |= dict(any_room[:KEPT_MAX])
    found = max(
        (worth(total), a, c, total)
        for a, first in promising.items()
        for c, second in chamber
        for total in [_sum((fixed, first, second))]
    )
    return {Wish.ANY: found[1], Wish.CHAMBER: found[2]}, found[3]


def main() -> None:
    jobs = [(kind, seed) for kind, seeds in SEEDS.items() for seed in seeds]
    with Pool(os.cpu_count()) as pool:
        evenings = pool.starmap(seen, jobs, chunksize=5)
    tickets: dict[str, list[Seen]] = {kind: [] for kind in SEEDS}
    for (kind, _), evening in zip(jobs, evenings, strict=True):
        tickets[kind] += evening
    ends, total = best(tickets)
    for wish, places in ends.items():
        bounds = (*(EDGES[place] for place in places), MORE_THAN_60_FROM)
        for row, low, high in zip(ROWS[wish], (0, *bounds), bounds, strict=False):
            shares = figures(tickets, wish, row, max(low, 1e-9), high)
            print(f"{wish}: {row} below {high}, which adds", *(round(value, 1) for value in shares))
        print(f"{wish}: (60, None) from there on")
    print("as shown and narrow, invented and sample:", *(round(value, 1) for value in total))


if __name__ == "__main__":
    main()
