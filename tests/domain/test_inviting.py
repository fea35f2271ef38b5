"""Where a party goes: rules 2, 8 and 10."""

import pytest

from roomflow.domain import guards, inviting
from roomflow.domain.commands import Call, CallNext, Leave, MoveHold, ReleaseHold, SendParty, StopInvitations, Tap
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import Space
from tests.domain.table import Table, kinds, refusal, small_building


def test_rooms_are_tried_in_the_buildings_order() -> None:
    table = Table()
    assert [table.send(people).space for people in (4, 3, 2, 1, 3)] == ["Chamber", "A", "Chamber", "A", "B"]


def test_a_party_that_wishes_the_chamber_is_sent_nowhere_else() -> None:
    table = Table()
    table.send(6)
    entry = table.send(2, Wish.CHAMBER)
    assert (entry.kind, entry.ticket) == (Kind.ISSUED, 101)
    assert table.space("A").free == 4


def test_a_party_on_the_way_holds_its_places_until_it_is_counted_in() -> None:
    table = Table()
    table.send(4)
    assert (table.space("Chamber").held, table.space("Chamber").free) == (4, 2)
    table.ask(Tap("Chamber", 1, "East"))
    assert (table.space("Chamber").inside, table.space("Chamber").held) == (1, 3)
    table.ask(Tap("Chamber", 5, "West"))
    assert (table.space("Chamber").inside, table.space("Chamber").held) == (6, 0)
    assert not table.draft.holds


def test_taps_take_the_oldest_party_on_the_way_first() -> None:
    table = Table()
    first = table.send(2)
    table.wait(seconds=1)
    table.send(2)
    table.ask(Tap("Chamber", 3, "East"))
    assert str(first.seq) not in table.draft.holds
    assert table.hold("Chamber").people == 1


def test_places_held_on_the_way_are_free_again_after_five_minutes_and_not_before() -> None:
    table = Table()
    table.send(3)
    assert table.wait(minutes=4, seconds=59.999) == []
    assert kinds(table.wait(seconds=0.001)) == [Kind.EXPIRED]
    assert table.space("Chamber").free == 6


def test_a_newcomer_counts_as_last_in_line() -> None:
    table = Table()
    table.fill(6, 4, 3)
    table.send(2)
    table.ask(Tap("Chamber", 6))
    table.ask(Tap("Chamber", -2))
    assert table.space("Chamber").free == 2
    assert table.send(1).kind == Kind.ISSUED
    assert inviting.offer(table.draft, 1, Wish.ANY).spoken_for
    table.ask(Tap("Chamber", -2))
    assert table.send(1).kind == Kind.SENT, "4 free less 2 + 1 in line leave one"


def test_who_waits_for_the_chamber_has_no_claim_on_an_overflow_room() -> None:
    table = Table()
    table.send(6)
    table.send(3, Wish.CHAMBER)
    assert table.send(4).space == "A"


def test_sending_to_a_chosen_room_past_its_places_is_refused() -> None:
    table = Table()
    assert refusal(table, SendParty(5, space="A")) == "no-places"
    assert refusal(table, SendParty(1, space="Lobby")) == "not-a-room"
    assert refusal(table, SendParty(1, space="Nowhere")) == "unknown-space"
    assert refusal(table, SendParty(1, wish=Wish.CHAMBER, space="A")) == "wish-not-there"
    assert table.ask(SendParty(4, space="A"))[0].space == "A"


def test_a_party_has_one_to_six_people_and_a_slip_of_the_finger_is_named() -> None:
    table = Table()
    assert refusal(table, SendParty(0)) == "bad-people"
    assert refusal(table, SendParty(7)) == "bad-people"
    assert refusal(table, SendParty(50)) == "group-too-large"


def test_a_party_sent_to_the_wrong_room_moves_in_one_entry() -> None:
    table = Table()
    table.send(2)
    (entry,) = table.ask(MoveHold(table.hold("Chamber").id, "A"))
    assert (entry.space, entry.held, entry.from_space, entry.from_held) == ("A", 2, "Chamber", -2)
    assert (table.space("Chamber").held, table.space("A").held) == (0, 2)
    assert refusal(table, MoveHold(table.hold("A").id, "A")) == "same-room"
    table.send(6)
    assert refusal(table, MoveHold(table.hold("A").id, "Chamber")) == "no-places"


def test_a_party_that_does_not_come_gives_its_places_back_once() -> None:
    table = Table()
    table.send(2)
    hold = table.hold("Chamber").id
    table.ask(ReleaseHold(hold))
    assert table.space("Chamber").free == 6
    assert refusal(table, ReleaseHold(hold)) == "no-hold"


def test_while_invitations_are_stopped_a_newcomer_gets_a_ticket_and_nobody_is_called() -> None:
    table = Table()
    table.ask(StopInvitations())
    assert table.send(1).kind == Kind.ISSUED
    assert refusal(table, CallNext()) == "invitations-stopped"
    assert refusal(table, Call(101, "A")) == "invitations-stopped"
    assert refusal(table, SendParty(1, space="A")) == "invitations-stopped"


def test_every_party_has_a_private_part_so_that_none_tells_the_need() -> None:
    table = Table()
    entries = [table.send(1), table.send(1, accessible=True)]
    assert [entry.private for entry in entries] == [{"accessible": False}, {"accessible": True}]
    assert all("accessible" not in str(entry.details) for entry in entries)
    assert all(len(entry.salt) == 16 for entry in entries)


def test_the_chamber_wish_without_a_chamber_is_refused_with_a_sentence() -> None:
    building = small_building().as_dict()
    building["spaces"] = building["spaces"][1:]
    table = Table(small_building().__class__(building["name"], "UTC", small_building().spaces[1:]))
    assert refusal(table, SendParty(1, wish=Wish.CHAMBER)) == "no-chamber"


# --- negative controls: with the guard switched off, the audit sees the broken rule -----------------------


def _off(*_args: object, **_named: object) -> None:
    return None


def test_negative_control_without_the_guard_of_places_a_room_is_promised_past_its_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = Table(audited=False)
    monkeypatch.setattr(guards, "need_places", _off)
    monkeypatch.setattr(guards, "need_first_claim", _off)
    table.fill(6, 6)
    assert any("rule 2" in sentence for sentence in table.broken)


def test_negative_control_without_the_first_claim_a_newcomer_overtakes_the_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = Table(audited=False)
    table.fill(6, 4, 3, 2)
    table.ask(Tap("A", 4))
    table.ask(Tap("A", -2))
    monkeypatch.setattr(guards, "need_first_claim", _off)
    assert table.send(1).kind == Kind.SENT
    assert any("rule 10" in sentence for sentence in table.broken)


def test_negative_control_without_the_stop_parties_are_invited(monkeypatch: pytest.MonkeyPatch) -> None:
    table = Table(audited=False)
    table.ask(StopInvitations())
    monkeypatch.setattr(guards, "need_invitations", _off)
    table.send(1, space="A")
    assert any("rule 16" in sentence for sentence in table.broken)


def test_negative_control_a_hold_that_ends_twice_stops_the_fold() -> None:
    table = Table()
    table.send(2)
    (entry,) = table.ask(ReleaseHold(table.hold("Chamber").id))
    with pytest.raises((AssertionError, KeyError)):
        table._audit.step(entry._replace(seq=entry.seq + 1))


def test_negative_control_a_tap_that_leaves_the_hold_is_seen() -> None:
    table = Table(audited=False)
    table.send(2)
    (entry,) = Table(audited=False).ask(Tap("Chamber", 1))
    broken = table._audit.step(entry._replace(seq=table.draft.seq + 1))
    assert any("rule 11" in sentence for sentence in broken)


def test_free_is_signed_and_places_are_limit_less_reserved() -> None:
    table = Table()
    chamber = table.space("Chamber")
    assert (chamber.limit, chamber.reserved, chamber.places, chamber.free) == (8, 2, 6, 6)
    table.ask(Tap("Chamber", 6))
    table.ask(Tap("Chamber", 2))
    assert (table.space("Chamber").free, table.space("Chamber").over) == (-2, 2)
    assert isinstance(table.space("Chamber"), Space)


def test_leaving_the_line_lets_a_newcomer_in() -> None:
    table = Table()
    table.fill(6, 4, 3, 3)
    table.ask(Tap("B", 3))
    table.ask(Tap("B", -1))
    assert table.send(1).kind == Kind.ISSUED
    for number in table.numbers(TicketState.WAITING):
        table.ask(Leave(number))
    assert table.send(1).space == "B"


def test_refused_raises_with_a_key_that_has_a_sentence() -> None:
    with pytest.raises(KeyError):
        Refused("no such key")
    assert Entry(1, "tapped", 0, 0, 0, "Desk", "x").details == {}
