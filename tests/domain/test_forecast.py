"""Wait ranges: what is said of a wait, and how many places were freed."""

import math

from roomflow.domain.building import building_from
from roomflow.domain.commands import (
    Adjourn,
    Authority,
    CallNext,
    CloseSpace,
    ExpectEnd,
    Mark,
    Miss,
    OpenSpace,
    Relocate,
    SaveHeadCount,
    SetLimit,
    SetReserved,
    StepOut,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Entry, Wish
from roomflow.domain.fold import apply
from roomflow.domain.forecast import WaitKind, WaitRange, wait_range
from roomflow.domain.line import ISSUED
from roomflow.domain.meeting import Draft, publish
from roomflow.domain.releases import MINUTES_KEPT_MAX, Releases
from tests.domain.table import Table, full_table, small_building
from tests.domain.test_random_evenings import play

MINUTE = 60_000


def releases_of(entries: list[Entry]) -> Releases:
    """What a fold would remember."""
    draft, record = Draft(1), Releases()
    for entry in entries:
        apply(draft, entry)
        record.note(entry, draft.spaces)
    return record


def freed(table: Table, minutes: int = 60, wish: Wish = Wish.ANY) -> int:
    return releases_of(table.entries).freed(table.elapsed, minutes, wish)


def shown(table: Table, wish: Wish = Wish.ANY, people: int = 1, ends: int | None = None) -> WaitRange:
    """`ends` is when the meeting is expected to end, in ms of its own clock."""
    record = releases_of(table.entries)
    draft = table.draft
    draft.ends_at = None if ends is None else draft.at + ends - draft.elapsed
    return wait_range(draft, record, wish, people, elapsed=table.elapsed)


# --- places freed --------------------------------------------------------------------------------------


def test_places_are_freed_when_people_leave_and_when_a_promise_ends_that_nobody_took_up() -> None:
    table = full_table(2)
    table.ask(Tap("A", -1))
    table.ask(Tap("Chamber", -2))
    assert (freed(table), freed(table, wish=Wish.CHAMBER)) == (3, 2)
    table.ask(CallNext())
    assert freed(table) == 3
    table.ask(Miss(101))
    assert (freed(table), freed(table, wish=Wish.CHAMBER)) == (5, 4)


def test_a_head_count_a_limit_and_a_room_that_opens_free_places() -> None:
    table = full_table()
    official = Authority("fire-official", "fire-official")
    table.ask(SaveHeadCount("A", 3))
    assert freed(table) == 1
    table.ask(SetLimit("B", 5, official))
    assert freed(table) == 3
    table.ask(SetReserved("Chamber", 1))
    assert freed(table) == 4
    table.ask(CloseSpace("B"))
    table.ask(Tap("B", -1))
    assert freed(table) == 4
    table.ask(OpenSpace("B"))
    assert freed(table) == 7


def test_what_a_room_is_over_its_places_and_who_only_steps_out_free_nothing() -> None:
    table = full_table()
    table.ask(Tap("A", 2))
    table.ask(Tap("A", -2))
    table.ask(StepOut("B", 1))
    assert freed(table) == 0
    table.wait(minutes=10)
    assert freed(table) == 1


def test_a_waiting_space_frees_no_places() -> None:
    table = full_table(2)
    table.ask(Tap("Hallway", -1))
    assert freed(table) == 0


def test_who_moves_to_another_room_frees_the_place_it_leaves() -> None:
    table = full_table()
    table.ask(SetLimit("B", 4, Authority("clerk", "room-changed")))
    table.ask(Relocate("Chamber", "B", 1))
    assert freed(table, wish=Wish.CHAMBER) == 1


def test_a_slip_at_a_door_is_taken_out_of_the_record_by_its_undo() -> None:
    table = full_table()
    table.ask(Tap("A", -1))
    table.wait(minutes=1)
    table.ask(Tap("Chamber", -3), "East door")
    table.undo("East door")
    assert (freed(table), freed(table, wish=Wish.CHAMBER)) == (1, 0)


def test_the_record_forgets_after_an_hour_and_never_grows() -> None:
    table = full_table()
    for _ in range(100):
        table.ask(Tap("A", -1))
        table.ask(Tap("A", 1))
        table.wait(minutes=1)
    record = releases_of(table.entries)
    assert len(record.minutes) == MINUTES_KEPT_MAX == 60
    assert (freed(table, 15), freed(table, 60)) == (14, 59)
    table.wait(minutes=120)
    assert freed(table) == 0


def test_a_copy_of_the_record_stays_as_it_was() -> None:
    table = full_table()
    table.ask(Tap("A", -1))
    record = releases_of(table.entries)
    copy = record.copy()
    record.note(table.ask(Tap("A", -1))[0], table.draft.spaces)
    assert (record.freed(table.elapsed, 60), copy.freed(table.elapsed, 60)) == (2, 1)


# --- what is said --------------------------------------------------------------------------------------


def test_with_places_free_the_wait_is_the_shortest() -> None:
    table = full_table()
    table.ask(Tap("A", -2))
    assert shown(table, people=2) == WaitRange(0, 5, 2, WaitKind.RANGE)


def test_free_places_that_the_line_ahead_will_take_are_not_promised_twice() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    assert shown(table).high_minutes != 5
    record = releases_of(table.entries)
    first = wait_range(table.draft, record, Wish.ANY, 2, (ISSUED, 101))
    assert (first.low_minutes, first.high_minutes) == (0, 5)


def test_a_party_for_any_room_need_not_wait_for_those_who_take_only_the_chamber() -> None:
    table = full_table()
    for _ in range(5):
        table.send(2, Wish.CHAMBER)
    table.ask(Tap("A", -2))
    assert shown(table, Wish.ANY).high_minutes == 5
    assert shown(table, Wish.CHAMBER).high_minutes is None


def test_free_places_shorten_no_wait_while_invitations_are_stopped() -> None:
    table = full_table()
    table.ask(Tap("A", -2))
    assert shown(table).high_minutes == 5
    table.ask(StopInvitations())
    assert shown(table).high_minutes != 5


def test_when_nothing_opened_for_fifteen_minutes_that_is_said() -> None:
    table = full_table(6, 6)
    table.ask(Tap("A", -1))
    table.wait(minutes=14)
    assert shown(table).kind is not WaitKind.NO_PLACES_OPENED
    table.wait(minutes=1)
    told = shown(table)
    assert (told.kind, told.high_minutes, told.freed_in_the_last_hour) == (WaitKind.NO_PLACES_OPENED, None, 1)
    assert told.low_minutes >= 5


def test_a_meeting_without_any_history_says_that_nothing_has_opened() -> None:
    table = full_table(4)
    told = shown(table)
    assert (told.kind, told.freed_in_the_last_hour) == (WaitKind.NO_PLACES_OPENED, 0)


def test_the_longer_the_line_the_longer_the_wait_and_never_shorter() -> None:
    building = small_building(chamber=200, a=100, b=80, hallway=20, lobby=20)
    table = Table(building, audited=False)
    for name, people in (("Chamber", 200), ("A", 100), ("B", 80)):
        for start in range(0, people, 5):
            table.ask(Tap(name, min(5, people - start)))
    table.wait(minutes=5)
    table.ask(Tap("A", -2))
    said = [shown(table, people=5)]
    for _ in range(150):
        table.send(5)
        said.append(shown(table, people=5))
    lows = [told.low_minutes for told in said]
    highs = [math.inf if told.high_minutes is None else told.high_minutes for told in said]
    assert (lows, highs) == (sorted(lows), sorted(highs))
    assert [told.kind for told in said[1:]] == sorted((told.kind for told in said[1:]), reverse=True)
    assert said[-1] == WaitRange(60, None, 2, WaitKind.MORE_THAN_60)


def test_unlikely_tonight_is_said_where_the_end_is_known_and_too_near() -> None:
    table = full_table(6, 6, 6)
    table.ask(Tap("A", -1))
    assert shown(table, people=6, ends=table.elapsed + 30 * MINUTE).kind is WaitKind.UNLIKELY_TONIGHT
    assert shown(table, people=6, ends=table.elapsed + 121 * MINUTE).kind is not WaitKind.UNLIKELY_TONIGHT
    assert shown(table, people=6).kind is not WaitKind.UNLIKELY_TONIGHT
    # Nearer to the end nobody knows it well enough, least of all when the meeting runs longer than expected.
    assert shown(table, people=6, ends=table.elapsed + 19 * MINUTE).kind is not WaitKind.UNLIKELY_TONIGHT
    assert shown(table, people=6, ends=table.elapsed).kind is not WaitKind.UNLIKELY_TONIGHT


def test_the_end_that_was_entered_is_the_one_that_counts() -> None:
    table = full_table(6, 6, 6)
    table.ask(Tap("A", -1))
    record = releases_of(table.entries)
    table.ask(ExpectEnd("18:00"))
    assert wait_range(table.draft, record, Wish.ANY, 6).kind is WaitKind.UNLIKELY_TONIGHT
    table.ask(ExpectEnd("02:00"))
    assert wait_range(table.draft, record, Wish.ANY, 6).kind is not WaitKind.UNLIKELY_TONIGHT


def crowded(order: str, minutes: float, parties: int = 30) -> Table:
    """Everything is full and parties of five wait, so long after 17:15; one place was freed just now."""
    table = Table(small_building(chamber=200, a=100, b=80), audited=False)
    table.draft.call_to_order = order
    for name, people in (("Chamber", 200), ("A", 100), ("B", 80)):
        for start in range(0, people, 5):
            table.ask(Tap(name, min(5, people - start)))
    for _ in range(parties):
        table.send(5)
    table.wait(minutes=minutes)
    table.ask(Tap("Chamber", -1))
    return table


def test_late_after_the_call_to_order_people_leave_faster_and_the_wait_is_shorter() -> None:
    early, late, unknown = (shown(crowded(*when)).low_minutes for when in (("18:00", 20), ("18:00", 125), ("", 125)))
    assert late < early
    assert late < unknown


def test_the_call_to_order_that_was_marked_counts_more_than_the_planned_one() -> None:
    table = crowded("17:15", 80, parties=35)
    planned = shown(table).low_minutes
    table.ask(Mark("called-to-order"))
    assert shown(table).low_minutes > planned


def test_after_the_adjournment_nobody_is_called_any_more() -> None:
    table = full_table(2)
    table.ask(Tap("A", -2))
    table.ask(Adjourn())
    assert shown(table) == WaitRange(0, None, 2, WaitKind.UNLIKELY_TONIGHT)


def test_a_wish_or_a_size_that_no_room_can_hold_is_unlikely() -> None:
    table = full_table()
    assert shown(table, people=7).kind is WaitKind.UNLIKELY_TONIGHT
    only = {"name": "A", "kind": "overflow", "limit": 4}
    table = Table(building_from({"name": "One room", "timezone": "America/Denver", "spaces": [only]}))
    assert shown(table, Wish.CHAMBER).kind is WaitKind.UNLIKELY_TONIGHT
    assert shown(table, Wish.ANY).high_minutes == 5


def test_before_the_doors_open_the_wait_is_the_shortest() -> None:
    assert shown(Table()) == WaitRange(0, 5, 0, WaitKind.RANGE)


def test_a_picture_and_its_draft_say_the_same() -> None:
    table = full_table(2, 3)
    table.ask(Tap("A", -1))
    record = releases_of(table.entries)
    told = [wait_range(picture, record, Wish.ANY, 2) for picture in (table.draft, publish(table.draft))]
    assert told[0] == told[1]


def test_whatever_happens_a_wait_is_in_steps_of_five_minutes_and_never_one_minute(seed: int) -> None:
    for number in range(10):
        draft, record = Draft(1), Releases()
        for entry in play(seed + number, 200).entries:
            apply(draft, entry)
            record.note(entry, draft.spaces)
            assert 0 <= record.freed(draft.elapsed, 15) <= record.freed(draft.elapsed, 60), seed + number
            for wish in Wish:
                told = wait_range(draft, record, wish, 2)
                high = 60 if told.high_minutes is None else told.high_minutes
                assert 0 <= told.low_minutes <= high <= 60, (seed + number, entry.seq)
                assert (told.low_minutes % 5, high % 5) == (0, 0), (seed + number, entry.seq)
                assert told.low_minutes != told.high_minutes, (seed + number, entry.seq)
