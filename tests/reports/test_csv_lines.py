"""The lines that are written straight from the entries are those of the tables, byte for byte."""

import json
import random
from collections.abc import Sequence
from typing import Any

import pytest

from roomflow.domain.events import Entry
from roomflow.domain.fold import fold
from roomflow.reports import csv_lines
from roomflow.reports.csv_file import as_csv
from roomflow.reports.csv_lines import attendance_as_csv, csv_to_make, log_as_csv
from roomflow.reports.public import public_details
from roomflow.reports.record import record_of
from roomflow.reports.record_tables import log, tables_to_make
from roomflow.reports.tables import Evening, attendance
from tests.bench.long_evening import long_evening
from tests.reports.logs import evening_of
from tests.reports.stored import FULL, stored_entries
from tests.reports.test_hostile import hostile

LONG = 2_000


def as_tables(evening: Evening) -> tuple[str, str]:
    return as_csv(log(evening)), as_csv(attendance(evening))


def as_lines(evening: Evening) -> tuple[str, str]:
    return log_as_csv(evening), attendance_as_csv(evening)


def hostile_evening(seed: int) -> Evening:
    """An opened evening with hostile texts in every column that is text, and in details of every shape."""
    dice = random.Random(seed)
    texts = [text for text in hostile(seed) if text.isprintable() or dice.random() < 0.5]
    opened = stored_entries()[0]
    entries = [opened]
    for seq in range(2, LONG):
        text = dice.choice(texts)
        shapes: tuple[dict[str, Any], ...] = (
            {},
            {"words": text},
            {text: [text, 1, None, True]},
            {"unmatched": 2},
            {"reason": "accessible"},
        )
        where = [dice.choice((None, dice.choice(texts))) for _ in range(4)]
        counted = [dice.choice((None, 0, 1, 6, 99)) for _ in range(3)]
        changes = [dice.choice((-2, 0, 0, 1)) for _ in range(4)]
        entries.append(
            Entry(
                seq, dice.choice(("tapped", "counted", text)), opened.at + dice.randrange(10**9), opened.at + seq, seq,
                dice.choice(texts), f"request-{seq}", where[0], where[1], counted[0], counted[1], where[2],
                changes[0], changes[1], where[3], changes[2], changes[3], counted[2], dice.choice(shapes),
            )
        )  # fmt: skip
    end = fold(1, [opened])
    end.spaces = dict.fromkeys(texts, next(iter(end.spaces.values())))
    return Evening(1, entries, end)


@pytest.mark.parametrize("entries", [stored_entries(), stored_entries(FULL), long_evening(LONG)])
def test_lines_of_an_evening_are_those_of_its_tables(entries: Sequence[Entry]) -> None:
    evening = evening_of(1, entries)
    assert as_lines(evening) == as_tables(evening)


def test_lines_of_hostile_texts_are_those_of_their_tables(seed: int) -> None:
    evening = hostile_evening(seed)
    assert as_lines(evening) == as_tables(evening)


def test_a_line_that_would_be_written_as_typed_is_found(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: without the guard of a cell the hostile lines differ."""
    monkeypatch.setattr(csv_lines, "field", lambda cell: "" if cell is None else str(cell))
    evening = hostile_evening(seed)
    assert log_as_csv(evening) != as_csv(log(evening))
    assert attendance_as_csv(evening) != as_csv(attendance(evening))


def test_every_table_has_its_csv_in_the_same_order() -> None:
    record = record_of(1, stored_entries(FULL), "")
    tables = {name: as_csv(make()) for name, make in tables_to_make(record).items()}
    texts = {name: make() for name, make in csv_to_make(record).items()}
    assert texts == tables
    assert list(texts) == list(tables)


def test_details_are_written_byte_for_byte_as_python_writes_json() -> None:
    details = {"é": '\x00\x1f\x7f"\\/\b\f\n\r\t\u2028\u200f😀', "a": [1, None, True, (-2,)], "Z": {"b": {}, "A": 2**53}}
    asked = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert public_details(details) == asked
