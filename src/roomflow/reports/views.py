"""The fold against the SQL views: two ways from the same entries to the same figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft
from roomflow.reports.figures import after_each
from roomflow.sentences import sentence as _
from roomflow.store.sqlite import Reader

Row = dict[str, Any]


def disagreements(reader: Reader, meeting: int, end: Draft) -> Iterator[str]:
    """A sentence for each view that says something else than the fold; `end` is the meeting after its last entry."""
    occupancy, tickets = reader.view("occupancy", meeting), reader.view("tickets", meeting)
    yield from _compare("occupancy", occupancy, _spaces(end), "space")
    yield from _compare("tickets", tickets, _tickets(end), "number")
    attendance = list(_attendance(reader.read(meeting), meeting))
    yield from _compare("attendance", reader.view("attendance", meeting), attendance, "seq")


def _compare(view: str, found: Sequence[Row], wanted: Sequence[Row], key: str) -> Iterator[str]:
    for row, ours in zip(found, wanted, strict=False):
        if row != ours:
            names = [name for name in ours if row.get(name) != ours[name]]
            where = {"view": view, "key": key, "value": ours[key], "names": ", ".join(names) or "?"}
            yield _("the view {view} disagrees with the fold at {key} {value}, in {names}.", **where)
            return
    if len(found) != len(wanted):
        counts = {"rows": len(found), "wanted": len(wanted)}
        yield _("the view {view} has {rows} rows, the fold has {wanted}.", view=view, **counts)


def _moment(at: int | None) -> str | None:
    """UTC ms as the views write it."""
    if at is None:
        return None
    text = dt.datetime.fromtimestamp(at // 1000, dt.UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{at % 1000:03d}Z"


def _spaces(end: Draft) -> list[Row]:
    return [
        {
            "meeting": end.number,
            "space": space.name,
            "kind": space.kind.value,
            "limit": space.limit,
            "reserved": space.reserved,
            "inside": space.inside,
            "held": space.held,
            "free": space.free,
        }
        for space in end.spaces.values()
    ]


def _tickets(end: Draft) -> list[Row]:
    return [
        {
            "meeting": end.number,
            "number": ticket.number,
            "party": ticket.people,
            "state": ticket.state.value,
            "issued_at": _moment(ticket.issued_at),
            "called_at": _moment(ticket.called_at),
            "seated_at": _moment(ticket.seated_at),
            "space": ticket.space,
        }
        for ticket in sorted(end.tickets.values(), key=lambda ticket: ticket.number)
    ]


def _attendance(entries: Sequence[Entry], meeting: int) -> Iterator[Row]:
    for entry, now in after_each(entries):
        legs = [(entry.from_space, None, entry.from_change), (entry.space, entry.door, entry.change)]
        for space, door, change in legs:
            # A tap that counts nobody is an exit from an empty space, and is kept in sight.
            if space is not None and (change or (entry.kind == Kind.TAPPED and space == entry.space)):
                yield {
                    "meeting": meeting,
                    "seq": entry.seq,
                    "at": _moment(entry.at),
                    "space": space,
                    "door": door,
                    "change": change,
                    "inside": now.inside[space],
                    "station": entry.station,
                    "what": entry.kind,
                }
