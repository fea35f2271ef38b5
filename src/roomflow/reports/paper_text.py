"""Text on paper where no font of this computer has a letter: its code is written out, and nothing is lost."""

from __future__ import annotations

import unicodedata
from typing import Any, Final

WRITTEN_OUT: Final = "[U+{:04X}]"
_BLOCKS: Final = (
    range(0x0020, 0x007F),
    range(0x00A0, 0x0250),
    range(0x0386, 0x0400),
    range(0x0400, 0x0460),
    range(0x2010, 0x2028),
    range(0x2030, 0x2040),
    range(0x20A0, 0x20C0),
    range(0x2190, 0x2200),
)
"""Latin, Greek, Cyrillic, punctuation, currencies, arrows: the fonts that come with Typst have all letters of these."""


def has_letter(letter: str) -> bool:
    """Whether the fonts that come with Typst have the letter, on every computer alike."""
    code = ord(letter)
    return any(code in block for block in _BLOCKS) and unicodedata.category(letter) not in ("Cn", "Mn")


def written_out(text: str) -> str:
    """The text with every letter that the fonts may lack as its code: “[U+1F600]”. Line ends stay."""
    if text.isascii():
        return text
    return "".join(each if each == "\n" or has_letter(each) else WRITTEN_OUT.format(ord(each)) for each in text)


def all_written_out(value: Any) -> Any:
    """A value of JSON with `written_out` done to every text in it."""
    if isinstance(value, str):
        return written_out(value)
    if isinstance(value, dict):
        return {name: all_written_out(each) for name, each in value.items()}
    if isinstance(value, list):
        return [all_written_out(each) for each in value]
    return value
