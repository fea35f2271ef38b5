"""Two hundred sample evenings: the same bounds for every seed, and no rule broken in any of them."""

import statistics
from typing import Any

import pytest

from tests.rehearsal.bounds import problems
from tests.rehearsal.played import play

PARTS = 10
SEEDS_A_PART = 20


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_two_hundred_evenings_are_within_the_bounds_and_break_no_rule(part: int) -> None:
    bad: dict[int, list[str]] = {}
    played = []
    for seed in range(part * SEEDS_A_PART, (part + 1) * SEEDS_A_PART):
        rehearsed = play(seed)
        found = [*problems(rehearsed.summary), *rehearsed.report.findings]
        if found:
            bad[seed] = found
        played.append(rehearsed.summary)
    print_figures(played)
    assert bad == {}


def print_figures(played: list[dict[str, Any]]) -> None:
    """The model's own figures beside those of the brief, for whoever runs the proof with -s."""
    figures = {
        "tickets (80 to 125)": [summary["tickets"]["issued"] for summary in played],
        "parties seated from the line (40 to 75)": [summary["tickets"]["seated"] for summary in played],
        "median wait, minutes (35 to 100)": [summary["wait_minutes"]["median"] for summary in played],
        "people who went home (up to 70)": [summary["people"]["turned_away"] for summary in played],
        "entries (750 to 1,000)": [summary["entries"] for summary in played],
    }
    for name, values in figures.items():
        print(f"{name}: {min(values)} to {max(values)}, median {statistics.median(values)}")
