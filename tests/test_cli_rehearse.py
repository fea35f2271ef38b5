"""The command `rehearse` beyond the sample evening: any number of people, kinds of evening, many seeds."""

import json
from pathlib import Path

import pytest

from roomflow.cli import run
from roomflow.rehearsal import many
from roomflow.rehearsal.stage import Rehearsed, rehearse

Said = pytest.CaptureFixture[str]


def test_so_many_people_as_are_named_arrive_in_a_building_of_ones_own(tmp_path: Path, capsys: Said) -> None:
    hall = tmp_path / "hall.toml"
    hall.write_text('name = "Hall"\ntimezone = "UTC"\n[[space]]\nname = "Hall"\nkind = "overflow"\nlimit = 40\n')
    assert run(["rehearse", "--building", str(hall), "--people", "70", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["people"]["arrived"] == 70
    assert [space["space"] for space in result["spaces"]] == ["Hall"]


def test_an_evening_to_which_nobody_comes_is_played_too(capsys: Said) -> None:
    assert run(["rehearse", "--people", "0"]) == 0
    assert "0 parties, 0 people." in capsys.readouterr().out


def test_many_seeds_are_played_and_summed_up(capsys: Said) -> None:
    assert run(["rehearse", "--kind", "sixes", "--seed", "4", "--seeds", "3"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("PRACTICE EVENING: 3 evenings, 432 people, ")
    assert "  0 violations of the rules\n  0 evenings in which the people do not add up\n" in said.out
    assert "Playing the evenings" in said.err


def test_many_seeds_are_printed_as_one_json_object_and_nothing_else(capsys: Said) -> None:
    assert run(["rehearse", "--kind", "room-of-one", "--seeds", "2", "--json"]) == 0
    said = capsys.readouterr()
    result = json.loads(said.out)
    assert " ".join(result) == ("evenings people tickets entries violations do_not_add_up overtaken_without_reason bad")
    assert (result["evenings"], result["bad"], said.err) == (2, {}, "")


def test_an_evening_in_which_something_is_wrong_is_named_by_its_seed(
    monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    def miscounted(*arguments: object) -> Rehearsed:
        rehearsed = rehearse(*arguments)  # type: ignore[arg-type]
        rehearsed.summary["people"]["arrived"] += rehearsed.summary["meeting"]
        return rehearsed

    monkeypatch.setattr(many, "rehearse", miscounted)
    assert run(["rehearse", "--kind", "sixes", "--seed", "8", "--seeds", "2"]) == 1
    said = capsys.readouterr()
    assert "  2 evenings in which the people do not add up" in said.out
    assert said.err.splitlines()[-1].startswith("Seed 8: The people do not add up")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--kind", "sixes", "--people", "5"], "--kind has a building, an evening and arrivals of its own"),
        (["--kind", "sixes", "--building", "b.toml"], "--kind has a building, an evening and arrivals of its own"),
        (["--people", "5", "--arrivals", "a.csv"], "--people draws who arrives, and --arrivals names a file"),
        (["--kind", "riot"], "--kind is one of one-room,"),
        (["--people", "-1"], "--people is a whole number from 0 to"),
        (["--seeds", "0"], "--seeds is a whole number from 1 to"),
    ],
)
def test_words_that_exclude_each_other_are_refused_with_a_sentence(
    words: list[str], sentence: str, capsys: Said
) -> None:
    assert run(["rehearse", *words]) == 2
    assert sentence in capsys.readouterr().err
