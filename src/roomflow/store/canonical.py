"""Canonical JSON, as details and private parts are stored and hashed: sorted, no blanks, whole numbers only.

Nothing here may ever change its result for a table that can be stored today: files and printed heads freeze it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NoReturn

import msgspec

DETAILS_BYTES_MAX: Final = 1024 * 1024
DETAILS_DEPTH_MAX: Final = 12
DETAILS_NUMBER_MAX: Final = 2**53 - 1
"""Beyond it some readers of JSON round."""
_TEXT: Final = frozenset((str,))


class CodecError(ValueError):
    """Something that cannot be stored was to be stored, or something stored cannot be read: the text says what."""


def canonical(table: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no blanks, whole numbers only, text as it is; raises CodecError."""
    if not table:
        return "{}"
    text = write_json(table if _is_plain_table(table) else _plain(table, DETAILS_DEPTH_MAX))
    if len(text) > DETAILS_BYTES_MAX:
        raise CodecError(f"details of more than {DETAILS_BYTES_MAX} bytes")
    return text.decode()


def _is_plain_table(table: Mapping[str, Any]) -> bool:
    """Whether a table is flat and nothing in it out of the ordinary, at a glance: most details are so."""
    if type(table) is not dict or not _TEXT.issuperset(map(type, table)):
        return False
    texts = [*table]
    for value in table.values():
        kind = type(value)
        if kind is str:
            texts.append(value)
        elif kind is int:
            if abs(value) > DETAILS_NUMBER_MAX:
                return False
        elif kind is not bool and value is not None:
            return False
    joined = "".join(texts)
    return joined.isascii() and "\0" not in joined


write_json: Final = msgspec.json.Encoder(order="deterministic").encode


def sound(text: str) -> str:
    """Text that every tool can read; the zero character ends it for some."""
    if "\0" in text:
        raise CodecError("text with a zero character")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise CodecError("text that is no Unicode") from error
    return text


def _plain(value: object, depth: int) -> object:
    if depth == 0:
        raise CodecError(f"details of more than {DETAILS_DEPTH_MAX} levels")
    match value:
        case str():
            return sound(str(value))
        case None | bool():
            return value
        case int():
            if abs(value) > DETAILS_NUMBER_MAX:
                raise CodecError(f"a number beyond {DETAILS_NUMBER_MAX}: {value}")
            return int(value)
        case dict():  # before any other mapping: to ask whether it is one costs more than the rest
            return {_key(key): _plain(each, depth - 1) for key, each in value.items()}
        case Mapping():
            return {_key(key): _plain(each, depth - 1) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each, depth - 1) for each in value]
        case _:
            raise CodecError(f"details hold whole numbers, texts, truths, lists and tables, not {kind_of(value)}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise CodecError(f"a key that is no text but {kind_of(key)}")
    return sound(str(key))


def kind_of(value: object) -> str:
    """What a value is and never what it says: a fault is written down, and what is private must not be in it."""
    return f"one of {len(value)} characters" if isinstance(value, str) else type(value).__name__


def check_canonical(name: str, text: object) -> None:
    """Whether a text is the canonical JSON of a table; raises CodecError."""
    if not isinstance(text, str):
        raise CodecError(f"{name} is not text")
    import json  # only checks are this strict: msgspec takes what the canonical form does not allow

    try:
        table = json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError) as error:
        raise CodecError(f"{name} is not JSON of whole numbers and text") from error
    if not isinstance(table, dict) or canonical(table) != text:
        raise CodecError(f"{name} is not in canonical form")


def _no_fraction(text: str) -> NoReturn:
    raise ValueError(text)
