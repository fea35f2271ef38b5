"""The pen: writes the entries of one request, numbered, timed and signed by its station."""

from __future__ import annotations

from typing import Any

from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.requests import Request, Secret, Stamp


class Pen:
    """Collects the entries that one request leads to, on top of a picture it does not change."""

    def __init__(self, picture: Picture, request: Request, stamp: Stamp) -> None:
        self.entries: list[Entry] = []
        self.ahead: Draft | None = None
        """The picture after the first of the entries, where somebody asked for it."""
        self.stamp = stamp
        self.request = request
        self._seq = picture.seq
        self._secrets = iter(stamp.secrets)

    def write(self, kind: Kind, **columns: Any) -> Entry:
        """Add an entry; `columns` are the fields of Entry that its kind uses."""
        entry = Entry(
            seq=self.next_seq,
            kind=kind.value,
            at=self.stamp.at,
            happened=self.stamp.happened,
            elapsed=self.stamp.elapsed,
            station=self.request.station,
            request=self.request.id,
            **columns,
        )
        self.entries.append(entry)
        return entry

    @property
    def next_seq(self) -> int:
        return self._seq + len(self.entries) + 1

    def secret(self) -> Secret:
        """The next code and salt that came with the request; StopIteration is a bug of the desk."""
        return next(self._secrets)
