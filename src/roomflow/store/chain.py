"""The chain: each entry's hash covers the one before, so that a rewritten, cut or added entry shows.

hash = SHA-256(hash before ‖ public bytes ‖ private hash), private hash = SHA-256(salt ‖ private text). The chain
starts afresh in each meeting, from NO_HEAD. A private part can be emptied: its hash stays, and the chain with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from roomflow.domain.events import Entry
from roomflow.sentences import sentence as _
from roomflow.store.canonical import CodecError
from roomflow.store.codec import check_columns, check_entry, decoded, entry_of, public_bytes
from roomflow.store.journal import NO_HEAD, Checked, Columns, Stored

HASH_BYTES: Final = 32
NO_PRIVATE: Final = sha256(b"").digest()
"""Private hash of an entry that never had a private part."""


class Sealed(NamedTuple):
    """An entry ready to be stored: its columns, salt and text of its private part, and its two hashes."""

    columns: Columns
    private: tuple[bytes, str] | None
    private_hash: bytes
    hash: bytes


def seal(previous: bytes, entry: Entry, stored: Stored | None = None) -> Sealed:
    """Chain an entry to the hash before it; raises CodecError where it cannot be stored.

    `stored` is the entry as it is stored, where somebody looked already.
    """
    columns, private = stored or check_entry(entry)
    hidden = hash_private(*private) if private else NO_PRIVATE
    return Sealed(columns, private, hidden, hash_entry(previous, public_bytes(columns), hidden))


def hash_private(salt: bytes, text: str) -> bytes:
    return sha256(salt + text.encode()).digest()


def hash_entry(previous: bytes, public: bytes, private_hash: bytes) -> bytes:
    return sha256(previous + public + private_hash).digest()


# --- verification -------------------------------------------------------------------------------------

RawRow = tuple[object, ...]
"""The columns PUBLIC, then private_hash and hash, as they lie in the file: text as bytes, not decoded."""
RawPrivate = tuple[object, object]
"""Salt and text of a private part, both None once emptied; text as bytes."""
MISSING_NAMED_MAX: Final = 1_000
"""A number changed to a thousand million would otherwise be a thousand million findings."""


def walk(rows: Iterable[RawRow], privates: Mapping[object, RawPrivate]) -> Iterator[Checked]:
    """Check the rows of a meeting in their order, and say of each what is wrong with it.

    Goes on after a bad entry from the hash that is stored, so that each finding stands for itself. A tail that was
    cut off leaves no trace here: it shows against a head that was printed or written down.
    """
    previous: bytes | None = NO_HEAD
    expected = 1
    for row in rows:
        seq = row[0]
        if not isinstance(seq, int) or seq < expected:
            yield Checked(
                expected, None, NO_HEAD, _("Entry {seq} has the number {number}.", seq=expected, number=repr(seq))
            )
            previous = None
            continue
        for missing in range(expected, min(seq, expected + MISSING_NAMED_MAX)):
            yield Checked(missing, None, NO_HEAD, _("Entry {seq} is missing.", seq=missing))
            previous = None
        checked = _check(previous, row, privates.get(seq))
        yield checked
        previous = checked.hash if checked.hash != NO_HEAD else None
        expected = seq + 1


def _check(previous: bytes | None, row: RawRow, private: RawPrivate | None) -> Checked:
    *values, private_hash, stored = row
    seq = int(str(row[0]))
    if not isinstance(stored, bytes) or len(stored) != HASH_BYTES:
        return Checked(seq, None, NO_HEAD, _("The hash of entry {seq} is no hash.", seq=seq))
    if not isinstance(private_hash, bytes) or len(private_hash) != HASH_BYTES:
        return Checked(seq, None, stored, _("The private hash of entry {seq} is no hash.", seq=seq))
    try:
        columns = decoded(values)
        if previous is None:
            check_columns(columns)
            return Checked(
                seq, entry_of(columns), stored, _("Entry {seq} cannot be checked: the one before is bad.", seq=seq)
            )
        if hash_entry(previous, public_bytes(columns), private_hash) != stored:
            check_columns(columns)  # says more, where it finds something
            return Checked(
                seq, entry_of(columns), stored, _("Entry {seq} was changed: it does not give its hash.", seq=seq)
            )
        # The hash holds all columns; but only as JSON does the text of `details` end where it seems to.
        entry = entry_of(columns)
    except ValueError as error:
        return Checked(seq, None, stored, _("Entry {seq} was changed: {reason}.", seq=seq, reason=error))
    try:
        kept = _check_private(private, private_hash)
        entry = entry_of(columns, kept)
    except ValueError as error:
        return Checked(
            seq, entry, stored, _("The private part of entry {seq} was changed: {reason}.", seq=seq, reason=error)
        )
    return Checked(seq, entry, stored, None, emptied=kept is None and private_hash != NO_PRIVATE)


def _check_private(private: RawPrivate | None, private_hash: bytes) -> tuple[bytes, str] | None:
    if private is None or private == (None, None):
        return None
    salt, body = private
    if not isinstance(salt, bytes) or not isinstance(body, bytes):
        raise CodecError("one half of it is missing")
    if sha256(salt + body).digest() != private_hash:
        raise CodecError("it does not give its hash")
    return salt, body.decode()
