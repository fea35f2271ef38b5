"""Reading an evening and its crowd's behaviour: what is read, and a sentence for whatever cannot be."""

import contextlib
import datetime as dt
import random

import pytest

from roomflow.domain.building import BuildingError
from roomflow.rehearsal.behaviour import read_evening
from roomflow.rehearsal.files import RehearsalError
from roomflow.rehearsal.plan import read_plan
from tests.rehearsal.played import sample

EVENING = sample("evening.toml").decode()


def test_the_sample_evening_is_read() -> None:
    evening = read_evening(EVENING.encode())
    assert evening.date == dt.date(2026, 1, 13)
    assert (evening.doors_open, evening.adjourn) == (62100, 75600)
    assert evening.behaviour.walk_minutes == (1, 3)


def test_the_rate_of_leaving_rises_at_the_times_given_and_stays_after_the_last() -> None:
    behaviour = read_evening(EVENING.encode()).behaviour
    seconds = [hour * 3600 for hour in (18, 18.5, 19, 20, 22)]
    assert [behaviour.leaving(int(second)) for second in seconds] == [0.0, 0.0012, 0.004, 0.008, 0.008]


@pytest.mark.parametrize(
    ("line", "instead", "sentence"),
    [
        ("date = 2026-01-13", "", "the date is missing or wrong"),
        ("date = 2026-01-13", "date = 2026-01-13T17:00:00", "the date is missing or wrong"),
        ("date = 2026-01-13", "date = 2026-13-13", "is not valid TOML"),
        ("adjourn = 21:00:00", "", "adjourn is missing or no time"),
        ("adjourn = 21:00:00", 'adjourn = "21:00"', "adjourn is missing or no time"),
        ("adjourn = 21:00:00", "adjourn = 18:10:00", "adjourn is before comment_opens"),
        ("[behaviour]", "[crowd]", "“crowd” is not known"),
        ("no_show = 0.12", "", "no_show is missing in the table [behaviour]"),
        ("no_show = 0.12", "no_show = 1.2", "no_show must be a number from 0 to 1"),
        ("no_show = 0.12", "no_show = nan", "no_show must be a number from 0 to 1"),
        ("no_show = 0.12", "no_show = true", "no_show must be a number from 0 to 1"),
        ("no_show = 0.12", "no_shows = 0.12", "“behaviour.no_shows” is not known; is it misspelt?"),
        ("walk_minutes = [1, 3]", "walk_minutes = [3, 1]", "walk_minutes must be two numbers of minutes"),
        ("walk_minutes = [1, 3]", "walk_minutes = 2", "walk_minutes must be two numbers of minutes"),
        ("head_count_minutes = 30", "head_count_minutes = 0.001", "head_count_minutes must be 0 (never) or at least 1"),
        ('["18:15", 0.0]', '["18.15", 0.0]', "leaves_per_minute must be pairs"),
        ('["18:15", 0.0]', '["20:15", 0.0]', "the times of leaves_per_minute must rise"),
    ],
)
def test_a_bad_evening_is_refused_with_a_sentence(line: str, instead: str, sentence: str) -> None:
    assert line in EVENING
    with pytest.raises(RehearsalError) as refused:
        read_evening(EVENING.replace(line, instead).encode())
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("The evening file")


@pytest.mark.parametrize("time", ["17:14:59", "21:00:00"])
def test_a_party_outside_the_opening_hours_is_refused_with_its_line(time: str) -> None:
    arrivals = f"at,people,accessible,wish\n{time},1,0,any\n".encode()
    with pytest.raises(RehearsalError, match=rf"line 2: {time} is not between doors_open \(17:15:00\)"):
        read_plan(sample("building.toml"), EVENING.encode(), arrivals, 1)


def test_a_wish_for_the_chamber_needs_a_building_with_one() -> None:
    building = b'name = "Hall"\ntimezone = "UTC"\n[[space]]\nname = "A"\nkind = "overflow"\nlimit = 9\n'
    with pytest.raises(RehearsalError, match="line 2: this party wishes the chamber, and the building has none"):
        read_plan(building, EVENING.encode(), sample("evening.csv"), 1)


def test_no_damaged_file_gets_past_the_readers_without_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    files = [sample(name) for name in ("building.toml", "evening.toml", "evening.csv")]
    for _ in range(300):
        which = chance.randrange(3)
        damaged = bytearray(files[which])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        tried = [bytes(damaged) if index == which else data for index, data in enumerate(files)]
        # Anything but a plan or a sentence (a KeyError, a csv.Error, an endless number) fails this test.
        with contextlib.suppress(RehearsalError, BuildingError):
            read_plan(tried[0], tried[1], tried[2], 1)
