"""Between an entry and what is stored of it: typed columns, and the bytes that are hashed.

Nothing here may ever change its result for an entry that can be stored today: files and printed heads freeze it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Annotated, Any, Final, NamedTuple

import msgspec

from roomflow.domain.events import NOTHING, Entry
from roomflow.store.canonical import CodecError, canonical, check_canonical, kind_of, sound, write_json
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
        raise CodecError(f"{name} must be a whole number from {least} to {most}, not {kind_of(value)}")
    return value


def _text(name: str, value: object, least: int, most: int) -> str:
    if not isinstance(value, str) or not least <= len(value) <= most:
        raise CodecError(f"{name} must be text of {least} to {most} characters, not {kind_of(value)}")
    return sound(str(value))


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
