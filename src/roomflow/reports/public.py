"""What may leave the program: no need of an accessible place beside a party, no text that another tool could run.

Ticket codes and the need lie in the private part of an entry, which no report reads. But a person who overrides gives a
reason, and a party that is passed has one: where that reason is a need, it is left out of every file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec

from roomflow.reports.plain import KEPT, NEED, WITHHELD, public_reason, shown
from roomflow.reports.tables import Cell, Table

CELL_CHARACTERS_MAX: Final = 32_000
"""A cell of a spreadsheet holds 32,767."""
_TELLING: Final = (NEED, WITHHELD, f'"reason":"{KEPT}"')
_encode: Final = msgspec.json.Encoder(order="sorted", enc_hook=dict).encode
"""Texts as they are, keys in order, no blanks: byte for byte what Python's own writes, in a quarter of its time."""


def public_details(details: Mapping[str, Any]) -> str:
    """The details of an entry as JSON, without anybody's need; the building's own places are no need."""
    if not details:
        return "{}"
    text = _encode(details).decode()
    # Of few entries anything is left out, and looking for that in each costs as much as writing it.
    return _encode(_without_need(details)).decode() if any(word in text for word in _TELLING) else text


def _without_need(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {}
        for key, each in value.items():
            if key == "reason" and isinstance(each, str):
                kept[key] = public_reason(each)
            elif key == "words" and isinstance(each, str) and public_reason(str(value.get("reason", ""))) == WITHHELD:
                kept[key] = WITHHELD
            else:
                kept[key] = _without_need(each)
        return kept
    if isinstance(value, (list, tuple)):
        return [_without_need(each) for each in value]
    return value


def public_table(table: Table) -> Table:
    """The same table with every text on one line, of a length every program can hold.

    Column by column, and each text looked at once: a long log says the same few again and again.
    """
    columns = (
        map({cell: public_cell(cell) for cell in set(each)}.__getitem__, each) for each in zip(*table.rows, strict=True)
    )
    return Table(table.name, table.columns, tuple(zip(*columns, strict=True)))


def public_cell(cell: Cell) -> Cell:
    """Text without controls and marks that turn the writing round, None for none; a number as it is."""
    if cell == "":
        return None
    if not isinstance(cell, str) or (len(cell) <= CELL_CHARACTERS_MAX and cell.isascii() and cell.isprintable()):
        return cell
    return shown(cell, CELL_CHARACTERS_MAX)
