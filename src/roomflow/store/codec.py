"""Between an entry and what is stored of it: typed columns, canonical text, and the bytes that are hashed.

Nothing here may ever change its result for an entry that can be stored today: files and printed heads freeze it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Annotated, Any, Final, NamedTuple, NoReturn

import msgspec

from roomflow.domain.events import NOTHING, Entry
from roomflow.store.journal import Columns, Stored, Value

PUBLIC: Final = (
    "seq", "kind", "at", "happened", "elapsed", "station", "request", "space", "door", "ticket", "people", "state",
    "change", "held", "from_space", "from_change", "from_held", "undoes", "details",
)  # fmt: skip
"""The public fields of an entry, each a column of its own, in the order of Entry."""

PEOPLE_MAX: Final = 1_000_000
NUMBER_MAX: Final = 1_000_000_000
TIME_MS_MAX: Final = 253_402_300_799_999
"""The last millisecond of the year 9999."""
TEXT_CHARACTERS_MAX: Final = 200
WORD_CHARACTERS_MAX: Final = 40
"""Of a kind or a state: words of ours."""
DETAILS_BYTES_MAX: Final = 1024 * 1024
DETAILS_DEPTH_MAX: Final = 12
DETAILS_NUMBER_MAX: Final = 2**53 - 1
"""Beyond it some readers of JSON round."""
SALT_BYTES_MAX: Final = 64


class _Bounds(NamedTuple):
    least: int
    most: int
    may_miss: bool = False


_NUMBERS: Final[Mapping[str, _Bounds]] = {
    "seq": _Bounds(1, NUMBER_MAX),
    "at": _Bounds(0, TIME_MS_MAX),
    "happened": _Bounds(0, TIME_MS_MAX),
    "elapsed": _Bounds(0, TIME_MS_MAX),
    "ticket": _Bounds(1, NUMBER_MAX, may_miss=True),
    "people": _Bounds(0, PEOPLE_MAX, may_miss=True),
    "change": _Bounds(-PEOPLE_MAX, PEOPLE_MAX),
    "held": _Bounds(-PEOPLE_MAX, PEOPLE_MAX),
    "from_change": _Bounds(-PEOPLE_MAX, PEOPLE_MAX),
    "from_held": _Bounds(-PEOPLE_MAX, PEOPLE_MAX),
    "undoes": _Bounds(1, NUMBER_MAX, may_miss=True),
}
_TEXTS: Final[Mapping[str, _Bounds]] = {
    "kind": _Bounds(1, WORD_CHARACTERS_MAX),
    "station": _Bounds(1, TEXT_CHARACTERS_MAX),
    "request": _Bounds(1, TEXT_CHARACTERS_MAX),
    "space": _Bounds(1, TEXT_CHARACTERS_MAX, may_miss=True),
    "door": _Bounds(1, TEXT_CHARACTERS_MAX, may_miss=True),
    "state": _Bounds(1, WORD_CHARACTERS_MAX, may_miss=True),
    "from_space": _Bounds(1, TEXT_CHARACTERS_MAX, may_miss=True),
}
_DETAILS: Final = PUBLIC.index("details")
_HASHED: Final = sorted(PUBLIC)
_in_hash: Final = itemgetter(*map(PUBLIC.index, _HASHED))


class CodecError(ValueError):
    """Something that cannot be stored was to be stored, or something stored cannot be read: the text says what."""


# --- from an entry to what is stored ------------------------------------------------------------------


def columns_of(entry: Entry) -> Columns:
    """The public part of an entry as its columns, every value checked; raises CodecError."""
    columns: Columns = entry[:_DETAILS] if _is_plain(entry) else _checked(entry)  # type: ignore[assignment]
    if entry.space is None and (entry.change or entry.held):
        raise CodecError("an entry that changes a space has to name it")
    if entry.from_space is None and (entry.from_change or entry.from_held):
        raise CodecError("an entry that changes the space it comes from has to name it")
    return (*columns, canonical(entry.details))


def _is_plain(entry: Entry) -> bool:
    """Whether no column is out of the ordinary, at a glance: each entry of the desk goes through here."""
    columns = entry[:_DETAILS]
    try:
        msgspec.convert(columns, _Bounded)
        texts = "".join([value for value in columns if type(value) is str])
    except msgspec.ValidationError:
        return False
    return _TYPES.issuperset(map(type, columns)) and texts.isascii() and "\0" not in texts


def _checked(entry: Entry) -> Columns:
    """Columns with something in them to be looked at, value by value: says which of them cannot be stored."""
    return tuple(
        None if value is None and may_miss else check(name, value, least, most)
        for value, (name, check, least, most, may_miss) in zip(entry, _CHECKS, strict=False)
    )


def private_of(entry: Entry) -> tuple[bytes, str] | None:
    """Salt and canonical text of the private part, None where there is none; raises CodecError."""
    if entry.private is None:
        if entry.salt:
            raise CodecError("a salt without a private part")
        return None
    if not 1 <= len(entry.salt) <= SALT_BYTES_MAX:
        raise CodecError(f"a private part needs a salt of 1 to {SALT_BYTES_MAX} bytes")
    return bytes(entry.salt), canonical(entry.private)


def canonical(table: Mapping[str, Any]) -> str:
    """JSON with sorted keys, no blanks, whole numbers only, text as it is; raises CodecError."""
    if not table:
        return "{}"
    text = write_json(_plain(table, DETAILS_DEPTH_MAX))
    if len(text) > DETAILS_BYTES_MAX:
        raise CodecError(f"details of more than {DETAILS_BYTES_MAX} bytes")
    return text.decode()


write_json: Final = msgspec.json.Encoder(order="deterministic").encode


def check_entry(entry: Entry) -> Stored:
    """An entry as it is stored; raises CodecError where it cannot be."""
    return Stored(columns_of(entry), private_of(entry))


def check_name(name: str, value: str) -> None:
    """Whether a request's id or a station can be stored as it is; raises CodecError."""
    _text(name, value, 1, _TEXTS[name].most)


def public_bytes(columns: Sequence[Value]) -> bytes:
    """What is hashed of the public part: canonical JSON of all of PUBLIC, `details` as the table it is.

    Put together from the stored columns, so that a changed byte in any of them changes the result.
    """
    details = msgspec.Raw(str(columns[_DETAILS]).encode())
    return write_json(dict(zip(_HASHED, _in_hash((*columns[:_DETAILS], details)), strict=True)))


def _whole(name: str, value: object, least: int, most: int) -> int:
    # type() and not isinstance(): a truth is an int to Python, and stored it would read 1.
    if type(value) is not int or not least <= value <= most:
        raise CodecError(f"{name} must be a whole number from {least} to {most}, not {_kind(value)}")
    return value


def _kind(value: object) -> str:
    """What a value is and never what it says: a fault is written down, and what is private must not be in it."""
    return f"one of {len(value)} characters" if isinstance(value, str) else type(value).__name__


def _text(name: str, value: object, least: int, most: int) -> str:
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise CodecError(f"{name} must be text of {least} to {most} characters, not {_kind(value)}")
    return _sound(str(value))


_CHECKS: Final = [
    (name, _whole, *_NUMBERS[name]) if name in _NUMBERS else (name, _text, *_TEXTS[name]) for name in PUBLIC[:-1]
]


def _bounded(name: str) -> Any:
    """The type of a column with its bounds, for one look at all of them."""
    if name in _NUMBERS:
        least, most, may_miss = _NUMBERS[name]
        kind: Any = Annotated[int, msgspec.Meta(ge=least, le=most)]
    else:
        least, most, may_miss = _TEXTS[name]
        kind = Annotated[str, msgspec.Meta(min_length=least, max_length=most)]
    return kind | None if may_miss else kind


_TYPES: Final = frozenset((int, str, type(None)))
_Bounded: Final = msgspec.defstruct("Bounded", [(name, _bounded(name)) for name in PUBLIC[:-1]], array_like=True)


def _sound(text: str) -> str:
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
            return _sound(str(value))
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
            raise CodecError(f"details hold whole numbers, texts, truths, lists and tables, not {_kind(value)}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise CodecError(f"a key that is no text but {_kind(key)}")
    return _sound(str(key))


# --- from what is stored to an entry ------------------------------------------------------------------

_read_json: Final = msgspec.json.Decoder().decode
"""Only what a log has stored is read with it; what somebody may have changed is checked by `check_canonical`."""
_new_entry: Final = tuple.__new__
"""What Entry._make does, without looking once more how many fields there are."""


def entry_of(columns: Columns, private: tuple[bytes, str] | None = None) -> Entry:
    """An entry out of its columns and its private part (None where it has none, or was emptied).

    Raises ValueError where `details` or the private part is no JSON.
    """
    return entries_of((columns,), {} if private is None else {columns[0]: private})[0]


def entries_of(rows: Iterable[Columns], privates: Mapping[Value, tuple[bytes, str]]) -> list[Entry]:
    """What `entry_of` does, for many rows at once: a log of 100,000 goes through here at start."""
    entries: list[Entry] = []
    add, read, new = entries.append, _read_json, _new_entry
    for row in rows:
        text = row[_DETAILS]
        details = NOTHING if text == "{}" else read(text)  # type: ignore[arg-type]  # its column is text
        rest: tuple[Any, ...] = (details, None, b"")
        if row[0] in privates:
            salt, body = privates[row[0]]
            rest = (details, read(body), salt)
        add(new(Entry, row[:_DETAILS] + rest))
    return entries


def decoded(values: Sequence[object]) -> Columns:
    """Columns read with text as bytes; raises CodecError for bytes that are no text, and for fractions."""
    return tuple(_decoded(name, value) for name, value in zip(PUBLIC, values, strict=True))


def _decoded(name: str, value: object) -> Value:
    if value is None or type(value) is int:
        return value
    if not isinstance(value, bytes):
        raise CodecError(f"{name} is neither a whole number nor text")
    try:
        return value.decode()
    except UnicodeDecodeError as error:
        raise CodecError(f"{name} is not text in UTF-8") from error


def check_columns(columns: Columns) -> None:
    """Whether columns could have been stored by roomflow; raises CodecError saying what is wrong."""
    check_canonical("details", columns[_DETAILS])
    columns_of(entry_of(columns))


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
