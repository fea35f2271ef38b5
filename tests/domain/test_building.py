"""Reading a building: what is wrong is said in a sentence."""

from pathlib import Path

import pytest

from roomflow.domain.building import BuildingError, SpaceKind, building_from, read_building

GOOD = b"""
name = "Hall"
timezone = "America/Denver"
[[space]]
name = "Chamber"
kind = "chamber"
limit = 10
reserved = 2
doors = ["East", "West"]
[space.es]
floor = "1.er piso"
[[space]]
name = "Plaza"
kind = "outside"
"""


def test_a_building_is_read_and_survives_the_log() -> None:
    building = read_building(GOOD)
    assert [space.kind for space in building.spaces] == [SpaceKind.CHAMBER, SpaceKind.OUTSIDE]
    assert building.spaces[0].words == {"es": {"floor": "1.er piso"}}
    assert building_from(building.as_dict()) == building


def test_the_sample_building_is_read() -> None:
    sample = Path(__file__).parents[2] / "resources" / "samples" / "building.toml"
    building = read_building(sample.read_bytes())
    assert sum((space.limit or 0) - space.reserved for space in building.rooms) == 249
    assert len(building.spaces) == 8


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (b'kind = "chamber"', b'kind = "ballroom"', "ballroom"),
        (b'kind = "chamber"', b"kind = 5", "kind"),
        (b"limit = 10", b"limit = -1", "limit"),
        (b"limit = 10", b"limit = 1.5", "limit"),
        (b"limit = 10", b"limit = true", "limit"),
        (b"limit = 10", b"", "no limit"),
        (b"reserved = 2", b"reserved = 11", "reserved"),
        (b'name = "Plaza"', b'name = "chamber"', "Two spaces"),
        (b'name = "Plaza"', b"", "no name"),
        (b'"West"', b'"east"', "same name"),
        (b'"West"', b"7", "doors"),
        (b'"America/Denver"', b'"Mars/Olympus"', "time zone"),
        (b'"America/Denver"', b'"../../etc/passwd"', "time zone"),
        (b"[[space]]\nname", b"[[space]\nname", "TOML"),
        (b'name = "Hall"', b"name = 7", "name"),
        (b'name = "Hall"', b'name = ""', "no name"),
        (b'kind = "outside"', b'kind = "outside"\nlimit = 5', "outside"),
        (b'kind = "outside"', b'kind = "keep-clear"\nlimit = 5', "kept clear"),
        (b'kind = "chamber"', b'kind = "waiting"', "nowhere"),
        (b'doors = ["East", "West"]', b'arrow = "sideways"', "arrow"),
        (b"reserved = 2", b"accessible = 20", "accessible"),
        (b"name", b"\xff\xfe", "UTF-8"),
        (b'"Hall"', b'"' + b"x" * 100 + b'"', "60 characters"),
        (b'"Hall"', b'"a\\u0007b"', "one line"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(old: bytes, new: bytes, word: str) -> None:
    assert old in GOOD
    with pytest.raises(BuildingError, match=word) as error:
        read_building(GOOD.replace(old, new))
    assert str(error.value).endswith(".")


def test_a_building_without_spaces_or_with_too_many_is_refused() -> None:
    with pytest.raises(BuildingError):
        read_building(b'name = "x"\ntimezone = "UTC"\nspace = 5\n')
    many = b'name = "x"\ntimezone = "UTC"\n' + b"".join(
        b'[[space]]\nname = "s%d"\nkind = "chamber"\nlimit = 1\n' % n for n in range(61)
    )
    with pytest.raises(BuildingError, match="more than 60"):
        read_building(many)


@pytest.mark.parametrize(
    ("at", "day"),
    [(1_795_478_340_000, "2026-11-23"), (1_795_503_599_999, "2026-11-23"), (1_795_503_600_000, "2026-11-24")],
)
def test_a_day_is_that_of_a_clock_in_the_building(at: int, day: str) -> None:
    """Midnight in Denver is seven in the morning elsewhere."""
    assert read_building(GOOD).day(at) == day
