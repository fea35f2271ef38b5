"""The code of a ticket as a picture for browsers: SVG of its modules, black on white in either light.

Drawing one costs the library three milliseconds, on the loop that ushers wait for. But a QR of a given length is linear
in its bits: error correction and mask are sums without carry. So the library draws each bit of a code once, and every
ticket's picture is the sum of its bits, in microseconds.
"""

from __future__ import annotations

import threading
from functools import cache, reduce
from operator import xor
from typing import Final, NamedTuple

from roomflow.domain.codes import CODE_CHARACTERS

QUIET_MODULES: Final = 4
"""What must stay clear around it (BRIEF)."""
BITS: Final = 8
"""Of a character, and of a piece of a row in the picture."""
NO_CODE: Final = bytes(CODE_CHARACTERS)
CODE_BITS: Final = BITS * CODE_CHARACTERS
_DRAWING: Final = threading.Lock()


class Bits(NamedTuple):
    """How the pictures of all texts of one beginning are put together.

    A picture is a number with a bit a module, its rows as whole bytes.
    """

    modules: int
    bare: int
    """The picture of the beginning and a code of which no bit is set."""
    each: tuple[int, ...]
    """For each bit of the code, the last one first, the modules that it turns."""


def qr_svg(text: str) -> str:
    """One path of all dark modules; no text of the code stands in it."""
    drawn = text.encode()
    beginning = drawn[:-CODE_CHARACTERS]
    picture = bits_behind(beginning).bare
    for place, character in enumerate(reversed(drawn[-CODE_CHARACTERS:])):
        picture ^= _turned(beginning, place, character)
    return _svg(picture, bits_behind(beginning).modules)


@cache
def _turned(beginning: bytes, place: int, character: int) -> int:
    """What a character of the code turns, `place` characters before its end."""
    bits = bits_behind(beginning).each[place * BITS : (place + 1) * BITS]
    return reduce(xor, (turned for bit, turned in enumerate(bits) if character >> bit & 1), 0)


def bits_behind(beginning: bytes) -> Bits:
    """What every ticket's picture is put together from; drawn once, in a tenth of a second.

    A ticket that is asked for while another thread draws waits for that one: drawing it again beside it takes longer.
    """
    with _DRAWING:
        return _drawn_bits(beginning)


@cache
def _drawn_bits(beginning: bytes) -> Bits:
    modules, bare = _drawn(beginning + NO_CODE)
    each = (_drawn(beginning + (1 << place).to_bytes(CODE_CHARACTERS, "big")) for place in range(CODE_BITS))
    return Bits(modules, bare, tuple(bare ^ picture for _, picture in each))


def _drawn(data: bytes) -> tuple[int, int]:
    """The modules a side, and the picture. The mask is always the same one: what is summed has to have it."""
    import qrcode
    from qrcode.util import MODE_8BIT_BYTE, QRData

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=0, mask_pattern=0)
    code.add_data(QRData(data, mode=MODE_8BIT_BYTE))
    matrix = code.get_matrix()
    modules = len(matrix)
    rows = ("".join("01"[bool(module)] for module in row).ljust(_row_bytes(modules) * BITS, "0") for row in matrix)
    return modules, int("".join(rows), 2)


def _row_bytes(modules: int) -> int:
    return -(-modules // BITS)


def _strokes(piece: int) -> str:
    """Eight modules of a row, drawn from where the one before ended to where the next begins."""
    drawn, at = "", 0
    while at < BITS:
        is_dark = piece >> (BITS - 1 - at) & 1
        end = at
        while end < BITS and piece >> (BITS - 1 - end) & 1 == is_dark:
            end += 1
        drawn += f"h{end - at}" if is_dark else f"m{end - at} 0"
        at = end
    return drawn


_STROKES: Final = tuple(map(_strokes, range(1 << BITS)))


@cache
def _last_strokes(pieces: int) -> tuple[str, ...]:
    """The strokes of a row's last piece, and the way to where the next row begins."""
    return tuple(f"{strokes}m-{pieces * BITS} 1" for strokes in _STROKES)


def _svg(picture: int, modules: int) -> str:
    pieces = _row_bytes(modules)
    data = picture.to_bytes(pieces * modules, "big")
    strokes = list(map(_STROKES.__getitem__, data))
    ends = slice(pieces - 1, len(data) - 1, pieces)
    strokes[ends] = map(_last_strokes(pieces).__getitem__, data[ends])
    path = "".join(strokes)
    size = modules + 2 * QUIET_MODULES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path fill="#FFFFFF" d="M0 0h{size}v{size}h-{size}z"/>'
        f'<path fill="none" stroke="#000000" d="M{QUIET_MODULES} {QUIET_MODULES}.5{path}"/></svg>'
    )


__all__ = ["bits_behind", "qr_svg"]
