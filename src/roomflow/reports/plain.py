"""Text that somebody typed, made safe to show: no controls, no marks that turn the writing round, not without end."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

Translate = Callable[[str], str]
"""Gives a text in the language of who reads; reports are handed it, as they know no screen."""

SHOWN_CHARACTERS_MAX: Final = 200
"""What roomflow itself lets anybody type is shorter; another tool may have written the log."""
WITHHELD: Final = "withheld"
NEED: Final = "accessible"
KEPT: Final = "kept"
"""The reason of a pass, of rule 12."""
_HIDDEN: Final = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def english(text: str) -> str:
    """The text as it is."""
    return text


def shown(text: str, characters_max: int = SHOWN_CHARACTERS_MAX) -> str:
    """One line of a text: controls, bidirectional marks and the like become blanks, a long end is cut with “…”."""
    if text.isascii() and text.isprintable():
        line = text
    else:
        line = "".join(" " if unicodedata.category(letter) in _HIDDEN else letter for letter in text)
    return line if len(line) <= characters_max else line[: characters_max - 1] + "…"


def public_reason(reason: str) -> str:
    """A reason as it may be published: somebody's need of an accessible place is left out of every file.

    Places that are kept for who needs them go to nobody else: beside a party that reason is a need as well.
    """
    return WITHHELD if NEED in reason or reason == KEPT else reason
