"""The TOML of a building: what comes out reads back as the building, and what a person wrote beside it stays."""

import random

import pytest
from msgspec.structs import replace

from roomflow import assets
from roomflow.domain.building import Building, SpaceKind, SpacePlan, read_building
from roomflow.domain.building_text import building_text

SAMPLE = assets.resource("samples", "building.toml").read_text("utf-8")


@pytest.fixture
def sample() -> Building:
    return read_building(SAMPLE.encode())


def test_an_unchanged_building_leaves_its_file_as_it_is(sample: Building) -> None:
    assert building_text(sample, SAMPLE) == SAMPLE


def test_a_changed_limit_changes_one_line(sample: Building) -> None:
    spaces = (replace(sample.spaces[0], limit=110), *sample.spaces[1:])
    text = building_text(replace(sample, spaces=spaces), SAMPLE)
    differing = [(a, b) for a, b in zip(SAMPLE.splitlines(), text.splitlines(), strict=True) if a != b]
    assert len(differing) == 1
    assert differing[0][1].startswith("limit = 110")
    assert "posted occupant load: nobody may be invited past it" in differing[0][1]


def test_rooms_in_another_order_keep_their_comments_and_words(sample: Building) -> None:
    spaces = (sample.spaces[1], sample.spaces[0], *sample.spaces[2:])
    changed = replace(sample, spaces=spaces)
    text = building_text(changed, SAMPLE)
    assert read_building(text.encode()) == changed
    assert "# dais, staff and press, not for the public" in text
    assert "Sala 326, a la izquierda del elevador" in text
    assert text.startswith("# A building shaped like the one in the story")


def test_a_space_may_be_renamed_added_and_removed(sample: Building) -> None:
    renamed = replace(sample, spaces=(replace(sample.spaces[0], name="Great Hall"), *sample.spaces[1:]))
    text = building_text(renamed, SAMPLE)
    assert read_building(text.encode()) == renamed
    assert "# dais, staff and press" in text
    added = replace(sample, spaces=(*sample.spaces, SpacePlan("Gallery", SpaceKind.OVERFLOW, 12, doors=("Stair",))))
    assert read_building(building_text(added, SAMPLE).encode()) == added
    fewer = replace(sample, spaces=(sample.spaces[0], *sample.spaces[3:]))
    assert read_building(building_text(fewer, SAMPLE).encode()) == fewer


def test_lines_this_version_does_not_know_stay(sample: Building) -> None:
    text = SAMPLE.replace("limit = 120 ", 'colour = "red"\nlimit = 120 ').replace("timezone", "later = 1\ntimezone")
    changed = replace(sample, name="Other")
    kept = building_text(changed, text)
    assert 'colour = "red"' in kept
    assert "later = 1" in kept
    assert read_building(kept.encode()) == changed


def test_a_building_without_a_file_is_written_whole(sample: Building) -> None:
    assert read_building(building_text(sample).encode()) == sample


def test_an_old_text_that_cannot_be_kept_is_written_anew(sample: Building) -> None:
    for before in ("name = ", "space = 3\n", "[space]\nname = 'a'\n", "[[space]]\nname = 'a'\n[[space.es]]\nb = 1\n"):
        assert read_building(building_text(sample, before).encode()) == sample


def test_any_change_reads_back_as_the_building(sample: Building, seed: int) -> None:
    dice = random.Random(seed)
    text, building = SAMPLE, sample
    for _ in range(60):
        building = changed_by_dice(building, dice)
        text = building_text(building, text)
        assert read_building(text.encode()) == building
    assert "# A building shaped like" in text


def changed_by_dice(building: Building, dice: random.Random) -> Building:
    spaces = list(building.spaces)
    at = dice.randrange(len(spaces))
    space = spaces[at]
    what = dice.randrange(8)
    if what == 0 and len(spaces) < 20:
        spaces.insert(at, SpacePlan(f"Room {dice.randrange(10**9)}", SpaceKind.OVERFLOW, dice.randrange(1, 50)))
    elif what == 1 and sum(each.is_room for each in spaces) > 2:
        del spaces[at]
    elif what == 2:
        dice.shuffle(spaces)
    elif what == 3:
        spaces[at] = replace(space, name=f'N "{dice.randrange(10**9)}" \\ ñ')
    elif what == 4:
        spaces[at] = replace(space, doors=tuple(f"Door, {n}" for n in range(dice.randrange(4))))
    elif what == 5:
        words = dice.choice(({}, {"es": {"floor": "1.er piso"}}, {"es": {"directions": "a", "name": "b"}, "fr": {}}))
        spaces[at] = replace(space, words=words)
    elif what == 6:
        spaces[at] = replace(space, floor=dice.choice(("", "2nd floor")), directions=dice.choice(("", "left")))
    elif space.is_room:
        spaces[at] = replace(space, limit=dice.randrange(20, 99), reserved=dice.randrange(9), accessible=0)
    return replace(building, spaces=tuple(spaces))
