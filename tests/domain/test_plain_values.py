"""Values that rules stand on: what a meeting begins with, when two records are equal, tables of figures."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from msgspec.structs import replace

from roomflow.domain.announcing import _key
from roomflow.domain.building import BuildingError, SpaceKind, SpacePlan, building_from
from roomflow.domain.building_text import building_text
from roomflow.domain.codes import ALPHABET, code_of
from roomflow.domain.events import Wish
from roomflow.domain.fold import apply, fold
from roomflow.domain.layer import ABOVE_MAX, Layer, Rows, Seen
from roomflow.domain.line import ALL_WISHES, ANY_ROOM, Bucket, Line
from roomflow.domain.meeting import Draft, Phase, publish, thaw
from roomflow.domain.planning import FIGURE_MAX, SEATS, SQUARE_FEET, estimate
from roomflow.domain.pool import Pool, Seats
from roomflow.domain.public import CalledNumber
from roomflow.domain.releases import Freed, Releases
from roomflow.domain.spaces import Space, SpaceState, moved, state_of
from roomflow.settings import Figures
from tests.domain.table import Table, small_building
from tests.domain.test_random_evenings import play


def test_a_meeting_begins_with_nobody_and_nothing() -> None:
    draft = Draft(7)
    assert (draft.number, draft.seq, draft.at, draft.elapsed, draft.turned_away, draft.came_back) == (7, 0, 0, 0, 0, 0)
    assert (draft.managers_due, draft.managers_present, draft.on_deck, draft.ends_at) == (1, None, 0, None)
    assert (draft.phase, draft.stopped, draft.in_recess, draft.in_emergency, draft.practice) == (
        Phase.OPEN, False, False, False, False,
    )  # fmt: skip
    assert (draft.emergency_since, draft.stopped_for, draft.uncounted, draft.is_live) == (None, "", None, True)


def test_a_space_has_nothing_that_nobody_entered() -> None:
    plan = SpacePlan("A", SpaceKind.OVERFLOW, 9)
    assert (plan.reserved, plan.accessible, plan.floor, plan.doors, plan.arrow, plan.words) == (0, 0, "", (), "", {})


def test_records_are_equal_by_what_they_hold_and_to_nothing_else() -> None:
    freed = Releases([Freed(1, 2, 3)])
    assert freed == Releases([Freed(1, 2, 3)])
    assert freed != Releases([Freed(1, 2, 4)])
    assert freed != [Freed(1, 2, 3)]
    pool, same = Pool({"1": "1"}, {101: Seats("A", 2)}), Pool({"1": "1"}, {101: Seats("A", 2)})
    assert pool == same
    assert pool != Pool({}, {101: Seats("A", 2)})
    assert pool != Pool({"1": "1"}, {})
    assert pool != 5
    line, other = Line(), Line()
    assert line == other
    line.join(Bucket(Wish.ANY, 2, False), (1, 101), 101)
    assert line != other
    assert line != {}


@pytest.mark.parametrize(("use", "figure", "people"), [("tables", 150, 10), ("chairs", 70, 10), ("standing", 50, 10)])
def test_a_planner_counts_so_many_square_feet_for_a_person(use: str, figure: int, people: int) -> None:
    assert SQUARE_FEET[use] * people == figure
    assert [estimate(use, each) for each in (figure - 1, figure, figure + 1)] == [people - 1, people, people]
    assert estimate(SEATS, figure) == figure
    assert estimate(use, 0) == 0
    assert estimate(SEATS, FIGURE_MAX) == FIGURE_MAX
    for wrong in (-1, FIGURE_MAX + 1):
        with pytest.raises(ValueError, match=str(wrong)):
            estimate(use, wrong)


def test_a_code_has_all_eighty_bits() -> None:
    """Each symbol in its place, the first and the last bit too; a bit more or a number below 0 is no code."""
    number = sum(place << (5 * (15 - place)) for place in range(16))
    code = code_of(number)
    assert code is not None
    assert code[:16] == ALPHABET[:16]
    assert code[16] == ALPHABET[number % 37]
    largest = (1 << 80) - 1
    assert largest % 37 >= len(ALPHABET) or code_of(largest) == "Z" * 16 + ALPHABET[largest % 37]
    assert code_of(largest - 1) is None or code_of(largest - 1) == "Z" * 15 + "Y" + ALPHABET[(largest - 1) % 37]
    assert code_of(0) == "0" * 17
    for wrong in (-1, 1 << 80):
        with pytest.raises(ValueError, match="bits"):
            code_of(wrong)


def test_words_of_a_language_may_have_two_hundred_characters_and_no_more() -> None:
    def plan(characters: int) -> dict[str, object]:
        room = {"name": "Hall", "kind": "chamber", "limit": 9, "words": {"es": {"floor": "x" * characters}}}
        return {"name": "One", "timezone": "America/Denver", "spaces": [room]}

    assert building_from(plan(200)).spaces[0].words["es"]["floor"] == "x" * 200
    with pytest.raises(BuildingError):
        building_from(plan(201))


def test_the_text_of_a_building_keeps_what_a_person_wrote_when_its_time_zone_changes() -> None:
    building = small_building()
    before = "# mine\n" + building_text(building)
    after = building_text(replace(building, timezone="America/New_York"), before)
    assert after.startswith("# mine")
    assert 'timezone = "America/New_York"' in after
    assert building_text(building, before) == before


def test_a_space_that_lost_its_name_keeps_its_table_and_two_keep_theirs_in_order() -> None:
    building = small_building()
    text = (
        building_text(building).replace('name = "A"', 'name = "A" # first').replace('name = "B"', 'name = "B" # second')
    )
    spaces = tuple(
        replace(plan, name={"A": "North", "B": "South"}.get(plan.name, plan.name)) for plan in building.spaces
    )
    after = building_text(replace(building, spaces=spaces), text)
    assert 'name = "North" # first' in after
    assert 'name = "South" # second' in after


def test_a_call_is_known_by_its_number_its_call_and_its_turn() -> None:
    plan = SpacePlan("A", SpaceKind.OVERFLOW, 5)
    assert tuple(_key(CalledNumber(101, 7, 2, plan))) == (101, 7, 2)


def test_people_who_come_and_go_change_what_they_change_and_nothing_else() -> None:
    space = Space(SpacePlan("A", SpaceKind.OVERFLOW, 9), 9, reserved=1, inside=3, held=2, crossings=5, unmatched=1)
    doors = MappingProxyType({"Door": (1, 0)})
    assert moved(space, 1, -1, 1, 2, doors) == replace(space, inside=4, held=1, crossings=6, unmatched=3, doors=doors)
    counting = replace(space, counting_since=0, counting_change=4, kept=2, found=-3, closed=True)
    assert moved(counting, -2, 0, 0, 0, None) == replace(counting, inside=1, counting_change=2)
    assert isinstance(moved(space, 0, 0, 0, 0, None), Space)


def test_a_state_begins_at_its_percent_exactly() -> None:
    figures, plan = Figures(), SpacePlan("A", SpaceKind.OVERFLOW, 1000)
    filling, nearly = figures.filling_percent * 10, figures.nearly_full_percent * 10
    states = [state_of(Space(plan, 1000, inside=n), figures) for n in (filling - 1, filling, nearly - 1, nearly, 999)]
    assert states == [
        SpaceState.OPEN, SpaceState.FILLING, SpaceState.FILLING, SpaceState.NEARLY_FULL, SpaceState.NEARLY_FULL,
    ]  # fmt: skip


# --- a step ahead ---------------------------------------------------------------------------------------


def test_a_layer_reads_from_below_and_keeps_its_changes() -> None:
    below = {1: "one", 2: "two"}
    layer = Layer(below)
    layer[2], layer[3] = "zwei", "drei"
    assert dict(layer) == {1: "one", 2: "zwei", 3: "drei"}
    assert (len(layer), list(layer), layer.get(4), 3 in layer, 1 in layer, 4 in layer) == (
        3,
        [1, 2, 3],
        None,
        True,
        True,
        False,
    )
    assert below == {1: "one", 2: "two"}
    with pytest.raises(TypeError):
        del layer[1]
    with pytest.raises(KeyError):
        layer[4]


def test_a_table_that_was_seen_stays_as_it_was_however_many_rows_change_after_it() -> None:
    rows: Rows[int, int] = Rows()
    seen: list[Mapping[int, int]] = []
    wanted: list[Mapping[int, int]] = []
    for step in range(3 * ABOVE_MAX):
        rows[step % (2 * ABOVE_MAX)] = step
        seen.append(rows.seen())
        wanted.append(dict(rows))
    for one, table in zip(seen, wanted, strict=True):
        assert (one, len(one), list(one), list(one.values())) == (table, len(table), list(table), list(table.values()))
        assert (one.get(-1), -1 in one, 0 in one, one[0]) == (None, False, True, table[0])
    with pytest.raises(KeyError):
        seen[0][1]
    with pytest.raises(TypeError):
        del rows[0]


def test_two_pictures_share_the_rows_that_did_not_change() -> None:
    table = Table()
    table.fill(6, 4, 3, 2)
    before = publish(table.draft)
    table.draft.tickets[101] = replace(table.draft.tickets[101], people=1)
    after = publish(table.draft)
    assert isinstance(before.tickets, Seen)
    assert isinstance(after.tickets, Seen)
    assert after.tickets._below is before.tickets._below
    assert (before.tickets[101].people, after.tickets[101].people) == (2, 1)


def test_a_line_and_its_copy_change_apart() -> None:

    first, second = Bucket(Wish.ANY, 2, False), Bucket(Wish.CHAMBER, 1, True)
    line = Line()
    line.join(first, (1, 101), 101)
    line.join(second, (1, 102), 102)
    copy = line.copy()
    line.join(first, (1, 103), 103)
    copy.leave(first, (1, 101), 101)
    assert (list(line.in_order()), list(copy.in_order())) == ([101, 102, 103], [102])
    assert (line.all_before((2, 0), ANY_ROOM), copy.all_before((2, 0), ANY_ROOM)) == ([101, 103], [])
    assert line.all_before((1, 103), ALL_WISHES) == [101, 102]
    assert line.before((1, 103), first) == [101]
    assert (line.parties(), line.people(), line.people(ANY_ROOM), line.people(accessible=True)) == (3, 5, 4, 1)
    assert (copy.parties(), copy.people(), list(copy.buckets)) == (1, 1, [second])
    again = copy.copy()
    again.join(first, (0, 1), 101)
    assert (list(again.in_order()), list(copy.in_order())) == ([101, 102], [102])
    with pytest.raises(KeyError):
        copy.leave(first, (1, 101), 101)
    assert list(copy.buckets) == [second]
    with pytest.raises(KeyError):
        again.leave(first, (1, 101), 101)
    assert list(again.in_order()) == [101, 102]


def test_a_step_ahead_leaves_the_picture_as_it_was() -> None:
    table = Table()
    table.fill(6, 4, 3, 2)
    picture = publish(table.draft)
    ahead = thaw(picture)
    ahead.tickets[101] = replace(ahead.tickets[101], people=1)
    ahead.codes["x"] = 101
    ahead.spaces["A"] = replace(ahead.spaces["A"], inside=3)
    ahead.line.leave(picture.tickets[101].bucket, picture.tickets[101].order, 101)
    ahead.holds.clear()
    ahead.passed.join(picture.tickets[101].bucket, (1, 101), 101)
    assert picture == publish(table.draft)


def test_a_draft_that_no_desk_goes_on_with_is_the_same_without_what_only_a_desk_asks_for() -> None:
    entries = play(126, 200).entries
    live, told = fold(1, entries), Draft(1, is_live=False)
    for entry in entries:
        apply(told, entry)
    assert live.last
    assert live.releases.minutes
    assert not told.last
    assert not told.releases.minutes
    told.last, told.releases, told.is_live = live.last, live.releases, True
    assert publish(told) == publish(live)
