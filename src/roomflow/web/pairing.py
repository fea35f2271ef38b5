"""Pairing: a one-time secret or six digits, then a person at the desk who approves by name, then a token."""

from __future__ import annotations

import hmac
import secrets
import threading
from collections.abc import Callable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from roomflow.web.access import Role, Station, hash_of
from roomflow.web.limits import Limits

DIGITS: Final = 6
SECRET_BYTES: Final = 24
WAITING_BYTES: Final = 16
MINUTE_MS: Final = 60_000


class Offer(Struct, frozen=True):
    """What stands on the screen of the desk for a minute: single use, with role and door baked in.

    With `approved_as` the person who made it has approved already. `ends` is on the clock of `Pairing`.
    """

    secret: str
    digits: str
    meeting: int
    role: Role
    space: str | None
    door: str | None
    approved_as: str | None
    ends: int


class Waiting(Struct, frozen=True):
    """A device that used an offer and waits for the desk. `station` and `token` are there once it was approved."""

    id: str
    device: str
    meeting: int
    role: Role
    space: str | None
    door: str | None
    ends: int
    approved_as: str | None = None
    station: Station | None = None
    token: str | None = None
    is_refused: bool = False
    is_begun: bool = False


class Pairing:
    """Offers and who waits. Any thread may ask; `now` is ms of a clock that never falls."""

    def __init__(self, now: Callable[[], int], limits: Limits) -> None:
        self._now = now
        self._limits = limits
        self._lock = threading.Lock()
        self._offers: list[Offer] = []
        self._waiting: dict[str, Waiting] = {}
        self._misses: list[int] = []

    def offer(
        self, meeting: int, role: Role, space: str | None, door: str | None, approved_as: str | None = None
    ) -> Offer:
        """Make an offer; the oldest gives way where there are too many."""
        digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
        secret = secrets.token_urlsafe(SECRET_BYTES)
        ends = self._now() + self._limits.secret_seconds * 1_000
        made = Offer(secret, digits, meeting, role, space, door, approved_as, ends)
        with self._lock:
            self._tidy()
            self._offers = [*self._offers[-(self._limits.offers_max - 1) :], made]
        return made

    def withdraw(self, offer: Offer) -> None:
        """The card on the screen was closed."""
        with self._lock:
            self._offers = [other for other in self._offers if other is not offer]

    def is_offered(self, offer: Offer) -> bool:
        """Whether it can still be used."""
        with self._lock:
            self._tidy()
            return any(other is offer for other in self._offers)

    def claim(self, secret: str, digits: str, device: str) -> Waiting | None:
        """Use an offer up; None where there is none for it (unknown, used, too late, too many tries)."""
        with self._lock:
            self._tidy()
            found = self._find(secret, digits)
            is_full = sum(each.token is None for each in self._waiting.values()) >= self._limits.waiting_max
            if found is None or is_full:
                return None
            self._offers = [other for other in self._offers if other is not found]
            waiting = Waiting(
                secrets.token_urlsafe(WAITING_BYTES),
                device,
                found.meeting,
                found.role,
                found.space,
                found.door,
                self._now() + self._limits.wait_seconds * 1_000,
                found.approved_as,
            )
            self._waiting[waiting.id] = waiting
            return waiting

    def _find(self, secret: str, digits: str) -> Offer | None:
        """Every offer is compared with, whichever fits, so that the time tells nothing."""
        by_digits = bool(digits) and not secret
        if by_digits and len(self._misses) >= self._limits.digit_tries_max:
            return None
        asked = hash_of(digits if by_digits else secret)
        found: Offer | None = None
        for offer in self._offers:
            if hmac.compare_digest(asked, hash_of(offer.digits if by_digits else offer.secret)):
                found = offer
        if by_digits and found is None:
            self._misses.append(self._now())
        return found

    def waiting(self) -> list[Waiting]:
        """Who waits for the desk."""
        with self._lock:
            self._tidy()
            return [each for each in self._waiting.values() if each.token is None and not each.is_refused]

    def begin(self, waiting: str) -> bool:
        """Whether the caller is the one who settles it: a device is let in, or sent away, once."""
        with self._lock:
            self._tidy()
            there = self._waiting.get(waiting)
            if there is None or there.is_begun or there.token is not None or there.is_refused:
                return False
            self._waiting[waiting] = replace(there, is_begun=True)
            return True

    def give_back(self, waiting: str) -> None:
        """It could not be settled: somebody else may."""
        with self._lock:
            if waiting in self._waiting:
                self._waiting[waiting] = replace(self._waiting[waiting], is_begun=False)

    def settle(self, waiting: str, *, station: Station | None, token: str | None) -> None:
        """The desk approved, with the station and its token, or (both None) refused."""
        with self._lock:
            there = self._waiting.get(waiting)
            if there is not None:
                # From now on anew: an approval in the last moment is fetched too.
                ends = self._now() + self._limits.wait_seconds * 1_000
                self._waiting[waiting] = replace(
                    there, station=station, token=token, is_refused=token is None, ends=ends
                )

    def collect(self, waiting: str) -> Waiting | None:
        """How it stands.

        A token is given again until it is used, or for a while: an answer that was lost on the way must not leave a
        station that nobody is. Only who made the claim knows the id.
        """
        with self._lock:
            self._tidy()
            there = self._waiting.get(waiting)
            if there is not None and there.is_refused:
                del self._waiting[waiting]
            return there

    def forget(self, waiting: str) -> None:
        with self._lock:
            self._waiting.pop(waiting, None)

    def _tidy(self) -> None:
        now = self._now()
        self._offers = [offer for offer in self._offers if offer.ends > now]
        self._waiting = {key: each for key, each in self._waiting.items() if each.ends > now}
        self._misses = [at for at in self._misses if now - at < MINUTE_MS]
