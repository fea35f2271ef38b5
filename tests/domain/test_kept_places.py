"""Kept places, one step after another: who takes them, who opens them, and what comes back of them (rule 12)."""

from roomflow.domain import holds
from roomflow.domain.accessible import room_to_open
from roomflow.domain.commands import SaveHeadCount, SendParty, Tap
from roomflow.domain.events import Kind, Wish
from roomflow.domain.guards import left_for_newcomers
from roomflow.domain.meeting import thaw
from tests.domain.table import Table, kinds, small_building


def test_an_accessible_party_is_sent_into_kept_places_and_opens_nothing() -> None:
    table = Table(small_building(accessible=(1, 0, 0)))
    table.ask(Tap("Chamber", 4))
    (sent,) = table.ask(SendParty(2, accessible=True, space="Chamber"))
    assert (sent.kind, table.space("Chamber").pool_open) == (Kind.SENT, False)
    other = Table(small_building(accessible=(1, 0, 0)))
    other.ask(Tap("Chamber", 4))
    other.ask(Tap("A", 4))
    other.ask(Tap("B", 3))
    opened, sent = other.ask(SendParty(2, space="Chamber"))
    assert (opened.kind, sent.kind, other.space("Chamber").pool_open) == (Kind.POOL_OPENED, Kind.SENT, True)


def test_a_room_is_opened_only_where_its_kept_places_make_the_party_fit() -> None:
    table = Table(small_building(accessible=(1, 0, 0)))
    table.ask(Tap("Chamber", 4))
    table.ask(Tap("A", 4))
    table.ask(Tap("B", 3))
    now = table.draft.elapsed
    assert [getattr(room_to_open(table.draft, n, Wish.ANY, now), "name", None) for n in (1, 2, 3)] == [
        "Chamber", "Chamber", None,
    ]  # fmt: skip
    assert room_to_open(table.draft, 2, Wish.ANY, now, "A") is None


def test_the_people_of_a_growing_saving_take_kept_places_as_they_come() -> None:
    table = Table(small_building(accessible=(1, 0, 0)))
    table.fill(4, 4, 3)
    draft = thaw(table.draft)
    assert draft.spaces["Chamber"].kept == 2
    table.ask(SendParty(2, accessible=True))
    draft = thaw(table.draft)
    hold = next(hold for hold in draft.holds.values() if hold.id in draft.pool.needs)
    assert draft.pool.seats[hold.id].places == 2
    holds.shrink(draft, hold.id, 1)
    assert (draft.pool.seats[hold.id].places, draft.spaces["Chamber"].kept) == (1, 1)
    holds.grow(draft, hold.id, 1)
    assert (draft.pool.seats[hold.id].places, draft.spaces["Chamber"].kept) == (2, 0)
    holds.grow(draft, next(h.id for h in draft.holds.values() if h.id not in draft.pool.needs), 1)
    assert sum(seats.places for seats in draft.pool.seats.values()) == 2
    holds.shrink(draft, hold.id, 2)
    assert (hold.id in draft.holds, hold.id in draft.pool.seats, draft.spaces["Chamber"].kept) == (False, False, 2)


def test_a_pool_that_an_expired_promise_fills_again_opens_in_that_step() -> None:
    """It kept nothing while the party with the need was on its way; one without the need waits and fits nowhere."""
    table = Table(small_building(accessible=(1, 0, 0)))
    table.ask(Tap("A", 4))
    table.ask(Tap("B", 3))
    table.ask(Tap("Chamber", 3))
    table.ask(SendParty(3, accessible=True, space="Chamber"))
    table.ask(SendParty(3, wish=Wish.CHAMBER))
    assert (table.space("Chamber").kept, table.space("Chamber").free) == (0, 0)
    table.ask(SaveHeadCount("Chamber", 3))
    assert kinds(table.wait(minutes=5, seconds=1)) == [Kind.EXPIRED, Kind.POOL_OPENED]


def test_claims_of_parties_that_asked_leave_less_for_newcomers() -> None:
    table = Table(small_building(accessible=(1, 0, 0)))
    table.fill(4, 4, 3)
    table.ask(SendParty(2, wish=Wish.CHAMBER))
    table.ask(SendParty(1, accessible=True, wish=Wish.CHAMBER))
    draft = thaw(table.draft)
    room = draft.spaces["Chamber"]
    without = left_for_newcomers(draft, room)
    for ticket in list(draft.tickets.values()):
        draft.claims.join(ticket.bucket._replace(accessible=True), ticket.order, ticket.number)
    claimed = sum(ticket.people for ticket in draft.tickets.values())
    asked = draft.line.people(accessible=True)
    beyond = max(0, asked + claimed - room.pool) - max(0, asked - room.pool)
    assert without - left_for_newcomers(draft, room) == beyond > 0


def test_a_saving_that_is_taken_back_gives_its_kept_places_back() -> None:
    """Two wheelchair places went into a saving by an undo once, and nobody could have them any more."""
    table = Table(small_building(accessible=(1, 0, 0)))
    table.fill(4, 4, 3)
    table.ask(SendParty(2, accessible=True))
    kept = table.space("Chamber").kept
    saving = thaw(table.draft)
    hold = next(hold for hold in saving.holds.values() if hold.id in saving.pool.needs)
    holds.shrink(saving, hold.id, hold.people)
    assert saving.spaces["Chamber"].kept == kept + 2
    holds.take(thaw(table.draft), hold.id, hold.people)
    assert table.space("Chamber").kept == kept, "who came in keeps the place"
