"""Access: which token belongs to which station, what a station was last heard of, and how a token is taken back."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from roomflow.store.stations import StationRow

TOKEN_BYTES: Final = 32
TOKEN_CHARACTERS: Final = 43
"""32 bytes in base64 without its padding."""
ONLINE_MS_MAX: Final = 20_000
"""A station is online while its stream is open, or so long after it was last heard."""


class Role(StrEnum):
    """What a station is for."""

    DOOR = "door"
    DESK = "desk"
    DISPLAY = "display"
    CLERK = "clerk"


class Station(Struct, frozen=True):
    """A station with a token that holds."""

    number: int
    meeting: int
    name: str
    role: Role
    space: str | None = None
    door: str | None = None


class Heard(Struct, frozen=True):
    """A station as a person sees it in a list. Times are UTC ms, None where it was not heard of since the start."""

    station: Station
    paired_at: int
    revoked_at: int | None
    last_heard: int | None = None
    streams: int = 0
    differs: int = 0
    """By how many people its own count and ours differ."""

    def is_online(self, now: int) -> bool:
        if self.revoked_at is not None:
            return False
        return self.streams > 0 or (self.last_heard is not None and now - self.last_heard <= ONLINE_MS_MAX)


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> bytes:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).digest()


def station_of(row: StationRow) -> Station:
    return Station(row.number, row.meeting, row.name, Role(row.role), row.space, row.door)


class Access:
    """Every station of the log. Any thread may ask; `is_open` says whether a meeting is still going on."""

    def __init__(self, is_open: Callable[[int], bool]) -> None:
        self._is_open = is_open
        self._lock = threading.Lock()
        self._by_hash: dict[bytes, int] = {}
        self._heard: dict[int, Heard] = {}

    def load(self, rows: Iterable[StationRow]) -> None:
        """Take what the log holds."""
        with self._lock:
            self._by_hash, self._heard = {}, {}
            for row in rows:
                self._put(row)

    def add(self, row: StationRow) -> Station:
        with self._lock:
            self._put(row)
        return station_of(row)

    def _put(self, row: StationRow) -> None:
        self._heard[row.number] = Heard(station_of(row), row.paired_at, row.revoked_at)
        if row.revoked_at is None:
            self._by_hash[row.token_hash] = row.number

    def find(self, token: str) -> Station | None:
        """Whose token it is, while it holds: not taken back, its meeting not closed.

        By its hash: how long the search takes tells nothing about a token.
        """
        with self._lock:
            number = self._by_hash.get(hash_of(token))
            heard = None if number is None else self._heard[number]
        if heard is None or not self._is_open(heard.station.meeting):
            return None
        return heard.station

    def revoke(self, number: int, at: int) -> None:
        with self._lock:
            heard = self._heard.get(number)
            if heard is not None and heard.revoked_at is None:
                self._heard[number] = replace(heard, revoked_at=at)
                self._by_hash = {key: other for key, other in self._by_hash.items() if other != number}

    def holds(self, station: Station) -> bool:
        """Whether its token still holds."""
        with self._lock:
            heard = self._heard.get(station.number)
        return heard is not None and heard.revoked_at is None and self._is_open(station.meeting)

    def was_heard(self, station: Station) -> bool:
        """Whether somebody used its token since the start."""
        with self._lock:
            heard = self._heard.get(station.number)
        return heard is not None and heard.last_heard is not None

    def note(self, number: int, at: int, *, streams: int = 0, differs: int | None = None) -> None:
        """It was heard of now; `streams` were opened (+1) or ended (−1)."""
        with self._lock:
            heard = self._heard.get(number)
            if heard is not None:
                self._heard[number] = replace(
                    heard,
                    last_heard=at,
                    streams=heard.streams + streams,
                    differs=heard.differs if differs is None else differs,
                )

    def stations(self, meeting: int | None = None) -> list[Heard]:
        """Those of a meeting, or all, by number."""
        with self._lock:
            return [heard for heard in self._heard.values() if meeting in (None, heard.station.meeting)]
