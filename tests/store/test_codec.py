"""Entries as columns and canonical bytes: the same for ever, and nothing in them that could be read two ways."""

from __future__ import annotations

import json
import math
from collections import OrderedDict
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roomflow.domain.events import Entry, Wish
from roomflow.store import codec
from roomflow.store.canonical import (
    DETAILS_BYTES_MAX,
    DETAILS_DEPTH_MAX,
    CodecError,
    _is_plain_table,
    canonical,
    check_canonical,
    write_json,
)
from roomflow.store.chain import hash_entry, hash_private, seal
from roomflow.store.codec import columns_of, entry_of, private_of, public_bytes
from roomflow.store.journal import NO_HEAD
from roomflow.store.schema import TABLES
from tests.store.entries import HEAD, entry, issued, opening, short_evening, tap


def test_every_field_of_an_entry_is_public_or_private() -> None:
    assert (*codec.PUBLIC, "private", "salt") == Entry._fields


def test_the_hashed_bytes_are_plain_canonical_json() -> None:
    for each in short_evening():
        table = {**each._asdict(), "details": dict(each.details)}
        del table["private"], table["salt"]
        plain = json.dumps(table, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        assert public_bytes(columns_of(each)) == plain.encode()


def test_the_bytes_of_an_entry_stay_as_they_are() -> None:
    """Files and printed heads freeze these: a change here makes every log look forged."""
    made = tap(7, "Sala “A”", -2, door="Nørth\n", held=-1, undoes=3, details={"b": [1, "é"], "a": True})
    assert public_bytes(columns_of(made)).decode() == (
        '{"at":1768352407000,"change":-2,"details":{"a":true,"b":[1,"é"]},"door":"Nørth\\n","elapsed":7000,'
        '"from_change":0,"from_held":0,"from_space":null,"happened":1768352406993,"held":-1,"kind":"tapped",'
        '"people":2,"request":"r7","seq":7,"space":"Sala “A”","state":null,"station":"desk 1","ticket":null,'
        '"undoes":3}'
    )
    assert hash_private(b"salt", '{"a":1}').hex() == "38df60ba354b2e5e7df624bb10feb2b4b8b465ef6523fd28e321b537cba57566"
    assert seal(NO_HEAD, made).hash.hex() == "5d6edf24106dc5fea829789e73aea6b3336052e2cdcd5746715d509e3c2aea63"


def test_every_character_is_written_as_the_json_of_python_writes_it() -> None:
    """The first files were written with that; what writes now must not differ in one escape."""
    every = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
    assert write_json(every).decode() == json.dumps(every, ensure_ascii=False)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.integers(-9, 9)))
def test_keys_stand_in_the_order_in_which_python_sorts_them(table: dict[str, int]) -> None:
    assert canonical(table) == json.dumps(table, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def test_a_word_of_ours_becomes_a_plain_text_in_a_column_too() -> None:
    """A glance at the columns must not let pass what only looks like a text, or like a number."""
    assert type(columns_of(tap(2, station=Wish.ANY))[codec.PUBLIC.index("station")]) is str
    with pytest.raises(CodecError):
        columns_of(entry(2, people=True))


def test_the_head_of_the_short_evening_stays_as_it_is() -> None:
    """Files and printed heads freeze this too."""
    head = NO_HEAD
    for each in short_evening():
        head = seal(head, each).hash
    assert head.hex() == HEAD


def test_the_hash_is_made_as_the_file_says() -> None:
    from hashlib import sha256

    sealed = seal(NO_HEAD, issued(4, 101, 5))
    salt, body = sealed.private or (b"", "")
    assert sealed.private_hash == sha256(salt + body.encode()).digest()
    assert sealed.hash == sha256(bytes(32) + public_bytes(sealed.columns) + sealed.private_hash).digest()
    assert sealed.hash == hash_entry(NO_HEAD, public_bytes(sealed.columns), sealed.private_hash)
    assert seal(NO_HEAD, tap(2)).private_hash == sha256(b"").digest()


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(st.characters(exclude_characters="\0", codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_characters="\0", codec="utf-8")), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.text(st.characters(exclude_characters="\0", codec="utf-8")), VALUES, max_size=4))
def test_any_table_comes_back_the_same_and_in_one_form(table: dict[str, Any]) -> None:
    text = canonical(table)
    assert json.loads(text) == table
    assert canonical(json.loads(text)) == text
    check_canonical("it", text)


@pytest.mark.parametrize(
    "bad",
    [0.5, 1.0, math.nan, math.inf, 2**53, -(2**53), "a\0b", "\ud800", b"bytes", {1: 2}, {"a\0": 1}, {2, 3}, object],
    ids=repr,
)
def test_details_that_some_reader_could_read_otherwise_are_refused(bad: object) -> None:
    for table in ({"a": bad}, {"a": [{"b": bad}]}):
        with pytest.raises(CodecError):
            canonical(table)


def test_details_are_bounded() -> None:
    deep: dict[str, Any] = {}
    for _ in range(DETAILS_DEPTH_MAX):
        deep = {"a": deep}
    with pytest.raises(CodecError, match="levels"):
        canonical(deep)
    with pytest.raises(CodecError, match="bytes"):
        canonical({"a": "ü" * (DETAILS_BYTES_MAX // 2)})


def test_words_of_ours_are_stored_as_plain_text() -> None:
    assert canonical(MappingProxyType({"wish": Wish.ANY, "pair": (1, 2)})) == '{"pair":[1,2],"wish":"any"}'


@pytest.mark.parametrize(
    "columns",
    [
        {"at": -1}, {"at": 253_402_300_800_000}, {"at": 1.0}, {"at": None}, {"at": True}, {"happened": "now"},
        {"elapsed": -1}, {"kind": ""}, {"kind": "k" * 41}, {"kind": None}, {"kind": b"tapped"}, {"station": ""},
        {"station": "s" * 201}, {"request": None}, {"request": "a\0b"}, {"request": "\udcff"}, {"space": ""},
        {"door": "d" * 201}, {"ticket": 0}, {"ticket": "101"}, {"people": -1}, {"people": 1_000_001},
        {"state": ""}, {"space": "A", "change": 1_000_001}, {"space": "A", "held": None}, {"change": 1}, {"held": 1},
        {"from_change": 1}, {"from_held": -1}, {"undoes": 0}, {"details": {"a": 0.5}},
    ],
    ids=repr,
)  # fmt: skip
def test_a_value_out_of_its_bounds_is_refused(columns: dict[str, Any]) -> None:
    columns_of(entry(2))
    with pytest.raises(CodecError):
        columns_of(entry(2, **columns))


@pytest.mark.parametrize(
    "columns",
    [
        {"private": {"code": "X"}},
        {"private": {"code": "X"}, "salt": b"s" * 65},
        {"salt": b"salt"},
        {"private": {"a": 0.5}, "salt": b"s"},
    ],
    ids=repr,
)
def test_a_private_part_comes_with_a_salt_and_a_salt_with_a_private_part(columns: dict[str, Any]) -> None:
    with pytest.raises(CodecError):
        private_of(entry(2, **columns))


def test_a_private_part_is_in_no_public_byte() -> None:
    secret, other = issued(4, 101, 5), issued(4, 101, 5, code="another")
    assert columns_of(secret) == columns_of(other)
    assert seal(NO_HEAD, secret).hash != seal(NO_HEAD, other).hash, "but the chain holds it"


def test_every_bound_of_the_codec_is_a_check_of_the_table() -> None:
    """What the codec lets pass the table takes, and no more: the figures stand in both."""
    sql = TABLES["entries"]
    for name, bounds in codec._NUMBERS.items():
        most = "seq - 1" if name == "undoes" else bounds.most
        assert f"CHECK ({name} BETWEEN {bounds.least} AND {most})" in sql
        assert bounds.may_miss == (f"{name} " not in sql.partition(" CHECK")[0] and _may_miss(sql, name))
    for name, bounds in codec._TEXTS.items():
        assert f"CHECK (length({name}) BETWEEN {bounds.least} AND {bounds.most})" in sql
        assert bounds.may_miss == _may_miss(sql, name)
    assert f"<= {DETAILS_BYTES_MAX})" in sql
    assert f"BETWEEN 1 AND {codec.SALT_BYTES_MAX})" in TABLES["private"]


def _may_miss(sql: str, column: str) -> bool:
    line = next(line for line in sql.splitlines() if line.split()[:1] == [column])
    return "NOT NULL" not in line


def test_an_entry_is_read_as_it_was_written() -> None:
    for each in (opening(), *short_evening()):
        assert entry_of(columns_of(each), private_of(each)) == each


def test_a_table_looked_at_in_a_glance_is_stored_as_one_looked_at_value_by_value() -> None:
    """Flat details of ordinary values take a shorter way; whatever is out of the ordinary does not."""
    ordinary = {"wish": "any", "ahead": 3, "paper": True, "of": None, "low": -(2**53 - 1)}
    assert _is_plain_table(ordinary)
    looked_at = canonical(OrderedDict(ordinary))
    assert canonical(ordinary) == looked_at == json.dumps(ordinary, sort_keys=True, separators=(",", ":"))
    strange: list[dict[Any, Any]] = [
        {"a": {}}, {"a": []}, {"a": 1.0}, {"a": "ü"}, {"a": "\0"}, {"ü": 1}, {"a\0": 1}, {1: 1}, {"a": Whole(1)},
        {"a": 2**53}, {"a": -(2**53)}, {"a": Wish.ANY}, {Wish.ANY: 1}, {"a": b""},
    ]  # fmt: skip
    assert [each for each in strange if _is_plain_table(each)] == []
    assert not _is_plain_table(OrderedDict(ordinary))


class Whole(int):
    """A number that is more than one."""
