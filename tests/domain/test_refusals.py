"""Refusals: full sentences, said rightly of one and of many."""

import string

import pytest

from roomflow.domain.refusals import COUNTED, SENTENCES, Refusal


@pytest.mark.parametrize(
    ("free", "sentence"),
    [
        (0, "Overflow A has 0 places free; this needs 3."),
        (1, "Overflow A has 1 place free; this needs 3."),
        (2, "Overflow A has 2 places free; this needs 3."),
    ],
)
def test_a_sentence_is_said_of_one_as_of_many(free: int, sentence: str) -> None:
    assert Refusal("no-places", {"space": "Overflow A", "free": free, "people": 3}).sentence() == sentence


def test_each_sentence_is_translated_as_it_is_said() -> None:
    asked: list[str] = []

    def translate(text: str) -> str:
        asked.append(text)
        return text

    Refusal("no-places", {"space": "A", "free": 1, "people": 3}).sentence(translate)
    assert asked == [SENTENCES["no-places.one"]]


def _names(key: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(SENTENCES[key]) if name}


def test_what_is_said_of_one_names_the_same_values() -> None:
    assert {key for key in SENTENCES if key.endswith(".one")} == {f"{key}.one" for key in COUNTED}
    for key, counted in COUNTED.items():
        assert counted in _names(key)
        assert _names(f"{key}.one") == _names(key)
