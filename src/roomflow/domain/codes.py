"""Ticket codes: 80 random bits in Crockford's base32 and a check symbol that is a digit or a letter.

The check symbol is the number modulo 37, as Crockford defines it. Five of its 37 symbols are neither digit nor
letter and cannot be typed on every scanner's keyboard layout; a number that needs one is drawn again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_MODULUS: Final = 37
CODE_BITS: Final = 80
CODE_CHARACTERS: Final = 17
"""Sixteen characters of the number and one check symbol."""
QR_PREFIX: Final = "R"
TICKET_PATH: Final = "/t/"
ADDRESS_BEGINNINGS: Final = ("HTTP://", "HTTPS://")
DRAWS_MAX: Final = 1_000
"""Each draw fails with 5 in 37: a source of chance that fails so often is broken."""

HIDDEN: Final = "[code of a ticket]"

_IN_TEXT: Final = re.compile(r"(?<![0-9A-Z])R?([0-9A-HJKMNP-TV-Z]{17})(?![0-9A-Z])")
_PAIRS: Final = [first + second for first in ALPHABET for second in ALPHABET]
"""Of ten bits: a code is drawn for every party."""
_VALUES: Final = {symbol: value for value, symbol in enumerate(ALPHABET)}
# Crockford reads the letters that look like digits as those digits.
_LOOKALIKES: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_of(number: int) -> str | None:
    """The code of an 80-bit number, or None where its check symbol would be no digit or letter."""
    if not 0 <= number < 1 << CODE_BITS:
        raise ValueError(f"a ticket code has {CODE_BITS} bits: {number}")
    check = number % CHECK_MODULUS
    if check >= len(ALPHABET):
        return None
    return "".join([_PAIRS[(number >> shift) & 1023] for shift in range(CODE_BITS - 10, -1, -10)]) + ALPHABET[check]


def draw_code(random_bits: Callable[[int], int]) -> str:
    """Draw a code; random_bits(n) gives n random bits, from the system or from a seed."""
    for _ in range(DRAWS_MAX):
        code = code_of(random_bits(CODE_BITS))
        if code is not None:
            return code
    raise RuntimeError("the source of random bits gives no usable ticket code")


def is_code(code: str) -> bool:
    """Whether the text is a whole code with the right check symbol."""
    if len(code) != CODE_CHARACTERS or any(symbol not in _VALUES for symbol in code):
        return False
    number = 0
    for symbol in code[:-1]:
        number = number << 5 | _VALUES[symbol]
    return number % CHECK_MODULUS == _VALUES[code[-1]]


def read_scan(text: str) -> str | None:
    """The ticket code in what a scanner typed, or None where it is not one of ours.

    Reads the code as it is printed, with `R` before it or without, in either case, with look-alike letters and dashes
    or blanks a person may type; and the web address of a ticket's page, whatever computer it names: a code that is not
    of this meeting is unknown anyway.
    """
    cleaned = "".join(text.upper().replace("-", "").split())
    if cleaned.startswith(ADDRESS_BEGINNINGS):
        cleaned = cleaned.rpartition(TICKET_PATH.upper())[2]
    # An R may be the code's own first character: only the eighteenth makes it the letter before the code.
    if len(cleaned) == CODE_CHARACTERS + 1:
        cleaned = cleaned.removeprefix(QR_PREFIX)
    code = cleaned.translate(_LOOKALIKES)
    return code if is_code(code) else None


def qr_text(code: str, public: str = "") -> str:
    """What a ticket's QR holds: no web address, so nobody's phone opens anything.

    Only where tickets have pages it is one, below the public address.
    """
    return f"{public}{TICKET_PATH}{code}" if public else QR_PREFIX + code


def without_codes(text: str) -> str:
    """A text that leaves the program, as a report of a fault does: every ticket's code in it is hidden."""
    return _IN_TEXT.sub(lambda found: HIDDEN if is_code(found[1]) else found[0], text)
