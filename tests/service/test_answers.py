"""Answers as they are stored, and the hash that tells one request from another."""

import random

import pytest
from msgspec.structs import replace

from roomflow.domain import requests
from roomflow.domain.commands import Scan, SendParty, Tap
from roomflow.domain.events import Entry, Wish
from roomflow.domain.refusals import Refusal
from roomflow.domain.requests import Request
from roomflow.service.answers import Answer, body_hash, read_stored, stored_text
from tests.store.test_views import random_evening

REQUEST = Request("a", "desk 1", SendParty(people=2), 1)


def entry(seq: int) -> Entry:
    return Entry(seq, "tapped", 0, 0, 0, "desk 1", "a")


def test_an_answer_is_stored_by_the_numbers_of_its_entries() -> None:
    text = stored_text(Answer("a", 1, (entry(7), entry(8))))
    assert text == '{"entries":[7,8]}'
    assert read_stored(text) == [7, 8]


def test_a_refusal_is_stored_by_its_word_and_values() -> None:
    refusal = Refusal("no-places", {"space": "Sala Única", "free": 1, "people": 4})
    text = stored_text(Answer("a", 1, refusal=refusal))
    assert text == '{"refused":"no-places","values":{"free":1,"people":4,"space":"Sala Única"}}'
    assert read_stored(text) == refusal


def test_a_problem_of_the_store_is_never_stored() -> None:
    with pytest.raises(ValueError):
        stored_text(Answer("a", 1, problem="The disk is full."))


def test_only_what_is_recorded_is_done() -> None:
    assert Answer("a", 1).is_done
    assert not Answer("a", 1, refusal=Refusal("no-places")).is_done
    assert not Answer("a", 1, problem="The disk is full.").is_done


def test_the_hash_of_a_body_changes_with_what_is_asked_where_and_by_whom_and_with_nothing_else() -> None:
    others = [
        replace(REQUEST, station="desk 2"),
        replace(REQUEST, meeting=2),
        replace(REQUEST, command=SendParty(people=3)),
        replace(REQUEST, command=SendParty(people=2, wish=Wish.CHAMBER)),
        replace(REQUEST, command=Tap("Chamber", 2)),
    ]
    hashes = {body_hash(request) for request in [REQUEST, *others]}
    assert len(hashes) == len(others) + 1
    assert {len(each) for each in hashes} == {32}
    assert body_hash(replace(REQUEST, id="b", age_ms=4_000)) == body_hash(REQUEST)


def test_the_hash_of_a_body_tells_nothing_that_is_private() -> None:
    """Whoever has the file could try both answers, also after the private part was emptied."""
    needs = replace(REQUEST, command=SendParty(people=2, accessible=True))
    assert body_hash(needs) == body_hash(replace(REQUEST, command=SendParty(people=2)))
    scans = [replace(REQUEST, command=Scan(code * 17)) for code in "01"]
    assert body_hash(scans[0]) == body_hash(scans[1])


def test_with_the_private_fields_in_it_the_hash_would_tell_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    monkeypatch.setattr(requests, "PRIVATE_FIELDS", frozenset())
    assert body_hash(replace(REQUEST, command=SendParty(people=2, accessible=True))) != body_hash(REQUEST)


def test_every_private_part_is_of_fields_that_are_known_to_be_private(seed: int) -> None:
    """A new kind of private part has to be named where the hash leaves it out."""
    table = random_evening(random.Random(seed), 150)
    kept = {name for each in table.entries for name in each.private or ()}
    assert kept
    assert kept <= requests.PRIVATE_FIELDS


def test_the_hash_of_a_body_is_the_one_that_is_in_files() -> None:
    """Logs keep it: where this changes, a request repeated over an update would look like a different one."""
    assert body_hash(REQUEST).hex() == "8badf912c1d737dbd9d1219496711f004ad42a358a935e073339e4c171f99305"
