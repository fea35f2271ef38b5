"""Rates: how many requests an address may make, and how often it may bring a token that is nobody's."""

from __future__ import annotations

import hmac
import ipaddress
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from roomflow.web.access import hash_of

MINUTE_S: Final = 60.0
NETWORK_BITS: Final = 64
"""Of an IPv6 address: what is behind them each device gives itself, as many as it likes."""


@lru_cache(maxsize=4_096)
def network_of(address: str) -> str:
    """Who is counted as one: an IPv4 address, and of IPv6 the network of a building's segment."""
    if ":" not in address:
        return address
    found = ipaddress.IPv6Address(address.partition("%")[0])
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((found, NETWORK_BITS), strict=False))


class Rates:
    """A bucket for each address (see `network_of`), on one loop; `now` is s of a clock that never falls."""

    def __init__(
        self, now: Callable[[], float], per_second: float, at_once: int, refused_per_minute: int, addresses_max: int
    ) -> None:
        self._now = now
        self._per_second = per_second
        self._at_once = at_once
        self._refused_per_minute = refused_per_minute
        self._addresses_max = addresses_max
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._refused: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def may(self, address: str) -> bool:
        """Whether one more request is taken from there now."""
        now, address = self._now(), network_of(address)
        left, before = self._left.get(address, (float(self._at_once), now))
        left = min(float(self._at_once), left + (now - before) * self._per_second)
        is_taken = left >= 1
        self._left[address] = (left - 1 if is_taken else left, now)
        self._left.move_to_end(address)
        _forget(self._left, self._addresses_max)
        return is_taken

    def may_refuse(self, address: str) -> bool:
        """Whether a token from there is looked at at all."""
        count, since = self._refused.get(network_of(address), (0, 0.0))
        return count < self._refused_per_minute or self._now() - since >= MINUTE_S

    def note_refused(self, address: str) -> None:
        """A token from there was nobody's."""
        now, address = self._now(), network_of(address)
        count, since = self._refused.get(address, (0, now))
        self._refused[address] = (count + 1, since) if now - since < MINUTE_S else (1, now)
        self._refused.move_to_end(address)
        _forget(self._refused, self._addresses_max)

    @staticmethod
    def is_same(token: str, kept: bytes) -> bool:
        return hmac.compare_digest(hash_of(token), kept)


def _forget(known: OrderedDict[str, tuple[float, float]] | OrderedDict[str, tuple[int, float]], most: int) -> None:
    while len(known) > most:
        known.popitem(last=False)
