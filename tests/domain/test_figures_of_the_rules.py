"""Every figure that a file of the rules names stands here once more: nobody changes one without meaning it."""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from roomflow import domain
from roomflow.domain.events import Entry
from roomflow.domain.requests import defaults_of
from roomflow.domain.spaces import Space


def named_figures() -> Iterator[str]:
    """The names in capitals of each file whose value is made of numbers alone, with the value."""
    for file in sorted(Path(domain.__file__).parent.glob("*.py")):
        module = importlib.import_module(f"roomflow.domain.{file.stem}")
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                value = getattr(module, node.target.id, None)
                if node.target.id.isupper() and _is_of_numbers(value):
                    yield f"{file.stem}.{node.target.id} {value}"


def _is_of_numbers(value: Any) -> bool:
    if isinstance(value, tuple):
        return len(value) > 0 and all(_is_of_numbers(each) for each in value if each is not None)
    return isinstance(value, int | float)


def test_every_named_figure_is_this_one() -> None:
    assert list(named_figures()) == FIGURES.strip().splitlines()


def test_what_is_left_out_of_a_record_is_nothing() -> None:
    for record, defaults in ((Space, defaults_of(Space)), (Entry, Entry._field_defaults)):
        for name, value in defaults.items():
            assert not value, (record, name)


FIGURES = """
agenda.MARK_CHARACTERS_MAX 60
agenda.NAME_CHARACTERS_MAX 80
announcing.SAYINGS 2
announcing.SHOWN_MS_MIN 4000
announcing.SAID_MS_MAX 30000
building.LIMIT_PEOPLE_MAX 100000
building.SPACES_MAX 60
building.DOORS_MAX 20
building.NAME_CHARACTERS_MAX 60
codes.CHECK_MODULUS 37
codes.CODE_BITS 80
codes.CODE_CHARACTERS 17
codes.DRAWS_MAX 1000
counting.TAP_PEOPLE_MAX 6
forecast.RATE_MINUTES 15
forecast.PRIOR_FREED 24
forecast.PRIOR_PERSON_MINUTES 2000
forecast.LATE_MINUTES 75
forecast.LATE_TIMES 3
forecast.EXTRA_FOR_EACH_OTHER 3
forecast.LARGER_COUNT 0.1
forecast.UNLIKELY_TIMES 1.25
forecast.UNLIKELY_SPARE_MINUTES 15
forecast.UNLIKELY_LEFT_MINUTES (20, 120)
forecast.AT_LEAST_MINUTES 5
forecast._ANY_UP_TO (11.0, 20.0, 24.0, 100.0)
forecast._CHAMBER_UP_TO (10.0, 100.0)
forecast._ANY_SHOWN ((0, 30), (10, 40), (20, 50), (20, None), (60, None))
forecast._CHAMBER_SHOWN ((0, 30), (10, None), (60, None))
forecast._AT_ONCE (0, 5)
holds.PEOPLE 2
layer.ABOVE_MAX 256
limits.WORDS_CHARACTERS_MAX 60
line.BACK 0
line.ISSUED 1
line.LAST (2, 0)
managers.MANAGERS_MAX 200
meeting.RECENT_ENTRIES_MAX 60
next_move.MOVES_MAX 60
on_deck.ONE 1
paper.PACK_NUMBERS_MAX 500
paper.TALLY_PEOPLE_MAX 2000
planning.FIGURE_MAX 1000000
pool.PLACES_OF_ONE 2
public.USUAL_PARTY 2
releases.MINUTES_KEPT_MAX 60
requests.AGE_MS_MAX 43200000
rules.RULES 2
rules.UNNAMED 0
spaces._DRIFT ((20, 2), (40, 3), (80, 5), (160, 7))
"""
