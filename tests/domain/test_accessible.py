"""Accessible places: kept for parties that asked, until an entry makes them ordinary (rule 12)."""

import pytest

from roomflow.domain import accessible
from roomflow.domain.audit import Audit
from roomflow.domain.calling import next_best_move
from roomflow.domain.commands import (
    AllowInvitations,
    Back,
    Call,
    CallNext,
    CloseSpace,
    Leave,
    Miss,
    MoveHold,
    OpenSpace,
    ReleaseHold,
    Relocate,
    SaveHeadCount,
    Seat,
    SendParty,
    StopInvitations,
    Tap,
)
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.inviting import offer
from roomflow.domain.spaces import Space
from tests.domain.table import Table, kinds, refusal, small_building
from tests.domain.test_random_evenings import play


def hall(*accessible_spaces: int) -> Table:
    """Chamber of 20, A of 12 and B of 11: nobody waits for a head count before 18, 11 and 10."""
    return Table(small_building(20, 12, 11, 40, 40, accessible=accessible_spaces or (2, 0, 0)))


def chamber_to(inside: int, table: Table) -> Table:
    """So many in the chamber, all of them by taps, and nobody can be sent elsewhere."""
    for _ in range(inside):
        table.ask(Tap("Chamber", 1))
    for room in ("A", "B"):
        table.ask(CloseSpace(room))
    return table


def test_a_party_without_the_need_gets_none_of_the_kept_places() -> None:
    table = chamber_to(14, hall())
    room = table.space("Chamber")
    assert (room.free, room.pool, room.free_for(False), room.free_for(True)) == (6, 4, 2, 6)
    assert kinds(table.ask(SendParty(2))) == [Kind.SENT]
    assert table.space("Chamber").free_for(False) == 0


def test_a_party_that_asked_gets_the_kept_places_first_and_then_general_ones() -> None:
    table = hall()
    table.send(3, accessible=True)
    assert (table.space("Chamber").kept, table.space("Chamber").free_for(False)) == (2, 15)
    table.send(1, accessible=True)
    assert (table.space("Chamber").kept, table.space("Chamber").free_for(False)) == (1, 15)


def test_kept_places_become_ordinary_by_an_entry_when_a_party_arrives_that_fits_nowhere() -> None:
    table = chamber_to(14, hall())
    opened, sent = table.ask(SendParty(3))
    assert (opened.kind, opened.space, opened.details["kept"]) == (Kind.POOL_OPENED, "Chamber", 4)
    assert (sent.kind, sent.space, sent.held) == (Kind.SENT, "Chamber", 3)
    assert (table.space("Chamber").kept, table.space("Chamber").pool_open) == (0, True)
    table.undo()
    assert (table.space("Chamber").kept, table.space("Chamber").pool_open) == (4, False)


def test_the_offer_says_beforehand_that_kept_places_would_become_ordinary() -> None:
    table = chamber_to(14, hall())
    assert (offer(table.draft, 2, Wish.ANY).space, offer(table.draft, 2, Wish.ANY).opens) == ("Chamber", False)
    assert (offer(table.draft, 3, Wish.ANY).space, offer(table.draft, 3, Wish.ANY).opens) == ("Chamber", True)
    assert offer(table.draft, 6, Wish.ANY, accessible=True).space == "Chamber"
    assert offer(table.draft, 6, Wish.ANY, accessible=True).opens is False


def test_kept_places_become_ordinary_in_the_step_that_leaves_a_waiting_party_nothing_else() -> None:
    table = chamber_to(17, hall())
    table.ask(StopInvitations())
    table.send(2)
    assert table.ticket(101).state is TicketState.WAITING
    assert table.space("Chamber").kept == 4
    from_stop = table.ask(AllowInvitations())
    assert kinds(from_stop) == [Kind.ALLOWED, Kind.POOL_OPENED]
    assert [(move.ticket, move.space) for move in next_best_move(table.draft)] == [(101, "Chamber")]


def test_kept_places_stay_kept_while_somebody_who_asked_waits_and_could_use_them() -> None:
    table = chamber_to(17, hall())
    table.ask(StopInvitations())
    table.send(2)
    table.send(3, accessible=True)
    assert kinds(table.ask(AllowInvitations())) == [Kind.ALLOWED]
    assert [(move.ticket, move.passed, move.reason) for move in next_best_move(table.draft)] == [(102, (101,), "kept")]
    (called,) = table.ask(CallNext())
    assert (called.details["passed"], called.details["reason"]) == ([101], "kept")
    assert table.ticket(101).passes == 1


def test_what_a_promise_took_is_kept_again_when_it_ends_and_stays_taken_when_they_come() -> None:
    table = hall()
    table.send(2, accessible=True)
    assert table.space("Chamber").kept == 2
    table.wait(minutes=5)
    assert table.space("Chamber").kept == 4
    table.send(2, accessible=True)
    table.ask(Tap("Chamber", 1))
    table.wait(minutes=5)
    assert (table.space("Chamber").inside, table.space("Chamber").kept) == (1, 3)
    table.send(2, accessible=True)
    table.ask(Tap("Chamber", 2))
    assert table.space("Chamber").kept == 1
    table.undo()
    table.ask(ReleaseHold(table.hold("Chamber").id))
    assert table.space("Chamber").kept == 3


def test_a_ticket_takes_its_accessible_place_with_the_call_and_keeps_it_when_seated() -> None:
    table = chamber_to(17, hall())
    table.ask(SaveHeadCount("Chamber", 20))
    table.send(2, accessible=True)
    table.ask(Tap("Chamber", -2))
    assert kinds(table.ask(CallNext())) == [Kind.CALLED]
    assert table.space("Chamber").kept == 2
    table.ask(Miss(101))
    assert table.space("Chamber").kept == 4
    table.ask(Back(101))
    table.ask(CallNext())
    table.ask(Seat(101))
    assert table.space("Chamber").kept == 2
    table.undo()
    assert table.space("Chamber").kept == 2
    assert table.ticket(101).state is TicketState.CALLED


def test_a_promise_that_moves_takes_its_accessible_place_along() -> None:
    table = hall(2, 1, 0)
    table.send(2, accessible=True)
    table.ask(MoveHold(table.hold("Chamber").id, "A"))
    assert (table.space("Chamber").kept, table.space("A").kept) == (4, 0)
    table.undo()
    assert (table.space("Chamber").kept, table.space("A").kept) == (2, 2)


def test_a_seated_ticket_that_moves_takes_its_accessible_place_along() -> None:
    table = chamber_to(18, hall(2, 1, 0))
    table.ask(SaveHeadCount("Chamber", 20))
    table.send(2, accessible=True)
    table.ask(Tap("Chamber", -2))
    table.ask(CallNext())
    table.ask(Seat(101))
    table.ask(OpenSpace("A"))
    table.ask(Relocate("Chamber", "A", 2, 101))
    assert (table.space("Chamber").kept, table.space("A").kept) == (4, 0)
    table.undo()
    assert (table.space("Chamber").kept, table.space("A").kept) == (2, 2)


def test_a_room_that_keeps_places_refuses_a_call_into_them_with_a_sentence() -> None:
    table = chamber_to(17, hall())
    table.ask(StopInvitations())
    table.send(2)
    table.send(2, accessible=True)
    table.ask(AllowInvitations())
    assert refusal(table, Call(101, "Chamber")) == "places-kept"
    assert refusal(table, Seat(101, "Chamber")) == "places-kept"


@pytest.mark.parametrize(("people", "kept_from"), [(1, False), (2, False), (3, True)])
def test_the_limit_of_general_places_holds_to_the_place(people: int, kept_from: bool) -> None:
    table = chamber_to(14, hall())
    assert table.space("Chamber").free_for(False) == 2
    assert (Kind.POOL_OPENED in kinds(table.ask(SendParty(people)))) is kept_from


def test_kept_places_that_make_nobody_fit_are_opened_too_for_a_party_that_fits_nowhere() -> None:
    table = chamber_to(2, Table(small_building(6, 4, 3, accessible=(2, 0, 0))))
    assert kinds(table.ask(SendParty(5))) == [Kind.ISSUED, Kind.POOL_OPENED]


def test_a_room_that_keeps_places_for_somebody_who_waits_saves_none_for_a_party_without_the_need() -> None:
    table = chamber_to(2, Table(small_building(6, 4, 3, accessible=(2, 0, 0))))
    table.ask(StopInvitations())
    table.send(5)
    table.send(1, accessible=True)
    table.send(1, accessible=True)
    table.ask(AllowInvitations())
    table.ask(Call(102, "Chamber"))
    table.wait(minutes=10)
    table.ask(Tap("Chamber", -1))
    assert (table.space("Chamber").kept, table.space("Chamber").free_for(False)) == (4, 1)
    assert (table.ticket(101).passes, table.ticket(101).saved) == (1, None)
    table.ask(Leave(103))
    assert table.space("Chamber").pool_open
    assert table.hold("Chamber").ticket == 101, "owed since its pass, and nobody who asked waits any more"


# --- what stays private, and negative controls -----------------------------------------------------------


def test_the_need_stands_in_no_column_and_no_detail_also_where_kept_places_were_taken() -> None:
    for seed in range(2, 20, 3):
        for entry in play(seed, 200).entries:
            public = {key: value for key, value in entry._asdict().items() if key not in ("private", "salt")}
            if entry.kind != Kind.OPENED:
                assert "accessible" not in str(public), (seed, entry)


def emptied(entries: list[Entry]) -> list[Entry]:
    return [entry._replace(private=None, salt=b"") for entry in entries]


def test_an_emptied_private_part_breaks_no_rule() -> None:
    for seed in range(2, 60, 3):
        audit = Audit(1)
        for entry in emptied(play(seed, 300).entries):
            assert not [s for s in audit.step(entry) if "code" not in s], (seed, entry.seq)


def test_negative_control_kept_places_given_to_anybody_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    table = chamber_to(14, hall())
    table.audited = False
    monkeypatch.setattr(Space, "free_for", lambda room, _asked: room.free)
    table.ask(SendParty(3))
    assert any("rule 12" in sentence for sentence in table.broken)


def test_negative_control_kept_places_opened_before_somebody_who_asked_are_seen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = chamber_to(17, hall())
    table.audited = False
    table.ask(StopInvitations())
    table.send(2)
    table.send(3, accessible=True)
    monkeypatch.setattr(accessible, "_somebody_asked", lambda *_: False)
    table.ask(AllowInvitations())
    assert any("rule 12: somebody who asked" in sentence for sentence in table.broken)
