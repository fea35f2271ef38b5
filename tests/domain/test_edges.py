"""Figures and texts at the last value that is taken and the first that is not, and what a refusal says."""

import pytest
from msgspec.structs import replace

from roomflow.domain.agenda import NAME_CHARACTERS_MAX
from roomflow.domain.building import LIMIT_PEOPLE_MAX, BuildingError, building_from
from roomflow.domain.calling import next_best_move
from roomflow.domain.codes import DRAWS_MAX, code_of, draw_code
from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Authority,
    Back,
    BeginEmergency,
    Call,
    CallNext,
    EndEmergency,
    Leave,
    Miss,
    NoteAssistance,
    OpenMeeting,
    Relocate,
    SaveHeadCount,
    Seat,
    SendParty,
    SetLimit,
    SetReserved,
    Split,
    StartHeadCount,
    StepOut,
    StopInvitations,
    Tap,
    TurnAway,
)
from roomflow.domain.events import Wish
from roomflow.domain.inviting import offer
from roomflow.domain.limits import WORDS_CHARACTERS_MAX
from roomflow.domain.refusals import Refused
from roomflow.domain.timers import next_due
from tests.domain.table import Table, kinds, refusal, small_building

CLERK = Authority("clerk", "other")


def refused(table: Table, command: object) -> Refused:
    with pytest.raises(Refused) as caught:
        table.ask(command)  # type: ignore[arg-type]
    return caught.value


def full_table() -> Table:
    table = Table()
    for room, people in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(room, people))
    return table


# --- texts and figures --------------------------------------------------------------------------------


def test_the_name_of_a_meeting_may_be_just_so_long() -> None:
    longest = OpenMeeting("x" * NAME_CHARACTERS_MAX, "2026-01-13", small_building())
    table = Table()
    assert refusal(table, replace(longest, name=longest.name + "x")) == "bad-name"
    with pytest.raises(AssertionError):
        table.ask(longest)  # it is no refusal: a meeting on a table is opened already


def test_the_words_of_a_reason_may_be_just_so_long() -> None:
    table = Table()
    table.ask(SetLimit("A", 3, Authority("clerk", "other", "x" * WORDS_CHARACTERS_MAX)))
    assert refusal(table, SetLimit("A", 2, Authority("clerk", "other", "x" * (WORDS_CHARACTERS_MAX + 1)))) == (
        "too-many-words"
    )
    assert refusal(table, SetLimit("A", 2, Authority("clerk", "other", "two\nlines"))) == "too-many-words"


def test_figures_reach_the_largest_and_the_smallest_that_is_taken() -> None:
    table = Table()
    table.ask(SetLimit("A", LIMIT_PEOPLE_MAX, CLERK))
    table.ask(SetLimit("A", 0, CLERK))
    table.ask(SetReserved("Chamber", 0))
    table.ask(SetReserved("Chamber", 8))
    table.ask(SaveHeadCount("Chamber", LIMIT_PEOPLE_MAX))
    table.ask(SaveHeadCount("Chamber", 0))
    for command in (
        SetLimit("A", LIMIT_PEOPLE_MAX + 1, CLERK), SetLimit("A", -1, CLERK), SetReserved("Chamber", 9),
        SetReserved("Chamber", -1), SaveHeadCount("Chamber", LIMIT_PEOPLE_MAX + 1), SaveHeadCount("Chamber", -1),
    ):  # fmt: skip
        assert refusal(table, command) == "bad-figure"
    table.ask(BeginEmergency())
    table.ask(NoteAssistance("Chamber", LIMIT_PEOPLE_MAX))
    table.ask(NoteAssistance("Chamber", 0))
    for people in (LIMIT_PEOPLE_MAX + 1, -1):
        assert refusal(table, NoteAssistance("Chamber", people)) == "bad-figure"


def test_a_limit_may_be_lowered_to_the_reserved_places_and_not_below() -> None:
    table = Table()
    table.ask(SetLimit("Chamber", 2, CLERK))
    assert refused(table, SetLimit("Chamber", 1, CLERK)).refusal.values == {"space": "Chamber", "reserved": 2}


def test_groups_and_parties_and_taps_have_a_largest_size() -> None:
    table = Table(small_building(60, 60, 60))
    figures = table.draft.figures
    most = figures.group_people_max
    table.ask(TurnAway(most, "left-by-choice"))
    table.ask(TurnAway(1, "left-by-choice"))
    for people in (0, most + 1):
        assert refusal(table, TurnAway(people, "left-by-choice")) == "bad-people"
    assert refused(table, SendParty(most + 1)).refusal.key == "group-too-large"
    for people in (0, figures.party_people_max + 1, most):
        assert refusal(table, SendParty(people)) == "bad-people"
    for people in (1, figures.party_people_max):
        assert kinds(table.ask(SendParty(people))) == ["sent"]
    for change in (1, 6, -1, -6):
        table.ask(Tap("Chamber", change))
    for change in (7, -7, 0):
        assert refusal(table, Tap("Chamber", change)) == "bad-change"
    for _ in range(4):
        table.ask(Tap("A", 6))
    table.ask(Relocate("A", "B", most))
    table.ask(Relocate("A", "B", 1))
    for people in (0, most + 1):
        assert refused(table, Relocate("A", "B", people)).refusal.values == {"most": most}
    table.ask(StepOut("B", 6))
    table.ask(StepOut("B", 1))
    for people in (0, 7):
        assert refusal(table, StepOut("B", people)) == "bad-change"


def test_the_largest_limit_of_a_building_is_taken_and_one_more_is_not() -> None:
    def hall(**values: object) -> object:
        return building_from(
            {"name": "Hall", "timezone": "UTC", "spaces": [{"name": "Hall", "kind": "chamber", **values}]}
        )

    hall(limit=LIMIT_PEOPLE_MAX)
    hall(limit=10, reserved=10)
    hall(limit=10, reserved=4, accessible=6)
    assert LIMIT_PEOPLE_MAX == 100_000
    for wrong in (
        {"limit": LIMIT_PEOPLE_MAX + 1}, {"limit": -1}, {"limit": 10, "reserved": 11}, {"limit": True},
        {"limit": 10, "reserved": 4, "accessible": 7},
    ):  # fmt: skip
        with pytest.raises(BuildingError):
            hall(**wrong)


def test_a_source_of_chance_is_asked_just_so_often() -> None:
    good = next(number for number in range(100) if code_of(number) is not None)
    bad = next(number for number in range(100) if code_of(number) is None)
    draws = iter([bad] * (DRAWS_MAX - 1) + [good])
    assert draw_code(lambda _bits: next(draws)) == code_of(good)
    late = iter([bad] * DRAWS_MAX + [good])
    with pytest.raises(RuntimeError):
        draw_code(lambda _bits: next(late))


# --- what a refusal says ------------------------------------------------------------------------------


def test_a_refusal_names_what_is_free_and_never_a_number_below_zero() -> None:
    table = full_table()
    table.ask(Tap("A", -1))
    said = refused(table, SendParty(2, space="A")).refusal
    assert (said.key, said.values) == ("no-places", {"space": "A", "free": 1, "people": 2})
    assert said.sentence() == "A has 1 place free; this needs 2."
    table.ask(Tap("A", 3))
    assert refused(table, SendParty(2, space="A")).refusal.values["free"] == 0
    table.ask(SendParty(3))
    table.ask(Tap("B", -2))
    assert refused(table, SendParty(2, space="B")).refusal.values == {"space": "B", "free": 2}


def test_an_offer_says_that_the_line_has_the_claim_only_where_enough_is_free() -> None:
    table = full_table()
    table.ask(SendParty(3))
    table.ask(Tap("A", -2))
    spoken = {people: offer(table.draft, people, Wish.ANY).spoken_for for people in (1, 2, 3)}
    assert spoken == {1: True, 2: True, 3: False}
    assert offer(table.draft, 2, Wish.ANY).free == {"Chamber": 0, "A": 2, "B": 0}


# --- nobody is suggested while nobody is invited ------------------------------------------------------


def test_nobody_is_suggested_while_stopped_in_an_emergency_or_after_adjourning() -> None:
    table = full_table()
    table.ask(SendParty(2))
    table.ask(Tap("A", -2))
    assert [move.ticket for move in next_best_move(table.draft)] == [101]
    for begin, end in ((StopInvitations(), AllowInvitations()), (BeginEmergency(), EndEmergency(CLERK))):
        table.ask(begin)
        assert next_best_move(table.draft) == ()
        table.ask(end)
        assert len(next_best_move(table.draft)) == 1
    table.ask(Adjourn())
    assert next_best_move(table.draft) == ()


def test_nothing_is_saved_while_stopped_or_in_an_emergency_and_all_of_it_after() -> None:
    for begin, end in ((StopInvitations(), AllowInvitations()), (BeginEmergency(), EndEmergency(CLERK))):
        table = full_table()
        table.ask(SendParty(2))
        table.ask(SendParty(1))
        table.ask(Tap("B", -1))
        table.ask(Call(102, "B"))
        table.wait(minutes=11)
        table.ask(begin)
        assert "saved" not in kinds(table.ask(SaveHeadCount("Chamber", table.space("Chamber").inside - 1)))
        assert "saved" in kinds(table.ask(end))


# --- tickets ------------------------------------------------------------------------------------------


def test_a_part_that_leaves_takes_no_more_of_the_waiting_space_than_is_counted_there() -> None:
    table = full_table()
    table.ask(SendParty(5))
    table.ask(Split(101, 2))
    assert [(table.ticket(number).people, table.ticket(number).waits_people) for number in (101, 102)] == [
        (3, 3),
        (2, 2),
    ]
    table.ask(Tap("Hallway", -4))
    table.ask(Leave(102))
    assert table.space("Hallway").inside == 0
    table.ask(Leave(101))
    assert table.space("Hallway").inside == 0


def test_who_is_seated_by_hand_gets_what_is_saved_and_only_the_rest_of_what_is_free() -> None:
    table = full_table()
    table.ask(SendParty(3))
    table.ask(SendParty(1))
    table.ask(Tap("B", -1))
    table.ask(Call(102, "B"))
    table.wait(minutes=11)
    assert "saved" in kinds(table.ask(Tap("Chamber", -2)))
    assert (table.hold("Chamber").people, table.space("Chamber").free) == (2, 0)
    assert refused(table, Seat(101, "Chamber")).refusal.values == {"space": "Chamber", "free": 0, "people": 1}
    table.ask(Tap("Chamber", -1))
    assert table.space("Chamber").held == 3
    table.ask(SaveHeadCount("Chamber", 3))
    table.ask(Seat(101, "Chamber"))
    assert (table.space("Chamber").held, table.space("Chamber").free) == (0, 0)


def test_who_missed_a_call_is_seated_by_hand_only_behind_who_came_back_before() -> None:
    table = full_table()
    for _ in range(2):
        table.ask(SendParty(2))
    table.ask(Tap("A", -4))
    table.ask(CallNext())
    for number in (101, 102):
        table.ask(Miss(number))
    table.ask(Back(102))
    assert refused(table, Seat(101, "A")).refusal.values == {"earlier": 102, "ticket": 101, "space": "A"}
    table.ask(Back(101))
    assert list(table.draft.line.in_order()) == [102, 101]


def test_the_moment_the_timer_is_wanted_next_is_the_earliest_of_all_holds() -> None:
    table = full_table()
    assert next_due(table.draft) is None
    table.ask(SendParty(2))
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    moments = [120_000, 240_000, 300_000]
    assert [next_due(table.draft, until) for until in (-1, 119_999, 120_000, 240_000)] == [
        moments[0],
        moments[0],
        moments[1],
        moments[2],
    ]
    assert next_due(table.draft, moments[2]) is None
    table.ask(Miss(101))
    assert next_due(table.draft) is None


def test_a_seated_ticket_that_moves_is_in_its_new_room() -> None:
    table = full_table()
    table.ask(SendParty(2))
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Seat(101))
    table.ask(Tap("Chamber", -3))
    table.ask(Relocate("A", "Chamber", 2, 101))
    assert (table.ticket(101).space, table.space("A").inside, table.space("Chamber").inside) == ("Chamber", 2, 5)


# --- head counts taken back ---------------------------------------------------------------------------


def test_a_head_count_that_is_taken_back_runs_again_with_the_taps_since_it_was_saved() -> None:
    table = Table()
    table.ask(Tap("Chamber", 3))
    table.ask(StartHeadCount("Chamber"), "Usher")
    table.ask(Tap("Chamber", 1))
    table.ask(SaveHeadCount("Chamber", 4), "Usher")
    assert table.space("Chamber").inside == 5
    table.ask(Tap("Chamber", -1))
    table.undo("Usher")
    space = table.space("Chamber")
    assert (space.inside, space.counting_since, space.counting_change, space.crossings) == (3, 0, 0, 5)
    table.ask(Tap("Chamber", 2))
    assert kinds(table.ask(SaveHeadCount("Chamber", 3), "Usher")) == ["counted"]
    assert table.space("Chamber").inside == 5


# --- passes and promises -------------------------------------------------------------------


def test_an_override_for_a_newcomer_counts_as_one_pass_of_everybody_in_line() -> None:
    table = full_table()
    table.ask(SendParty(2))
    table.ask(SendParty(3, space="A", authority=CLERK))
    assert (table.ticket(101).passes, table.ticket(101).first_pass) == (1, 0)
    table.undo()
    assert (table.ticket(101).passes, table.ticket(101).first_pass) == (0, None)


def test_an_offer_while_nobody_is_invited_never_says_that_the_line_has_the_claim() -> None:
    table = full_table()
    table.ask(SendParty(3))
    table.ask(Tap("A", -2))
    table.ask(StopInvitations())
    assert offer(table.draft, 2, Wish.ANY).spoken_for is False
    assert offer(table.draft, 2, Wish.ANY).opens is False
