"""The mint: where ticket codes and salts come from, by chance or from a rehearsal's seed."""

from __future__ import annotations

import random
import secrets
from typing import Final, Protocol

from roomflow.domain.codes import draw_code
from roomflow.domain.requests import Secret

SALT_BYTES: Final = 16
"""Enough that nobody finds a private part by trying all it could be (HOUSE: private part and chain)."""


class Mint(Protocol):
    """Gives the secrets of one party's entry. Only the desk's thread calls it."""

    def secret(self) -> Secret: ...


class SystemMint:
    """Chance of the operating system: for every real meeting."""

    def secret(self) -> Secret:
        return Secret(draw_code(secrets.randbits), secrets.token_bytes(SALT_BYTES))


class SeededMint:
    """The same codes and salts again for the same seed: for rehearsals and tests, never for people."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)

    def secret(self) -> Secret:
        return Secret(draw_code(self._dice.getrandbits), self._dice.randbytes(SALT_BYTES))
