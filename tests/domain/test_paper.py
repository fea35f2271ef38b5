"""Paper: packs take numbers, paper tickets stand where they were handed out, tallies count, old slips are void."""

import pytest
from msgspec.structs import replace

from roomflow.domain.calling import people_ahead
from roomflow.domain.codes import is_code
from roomflow.domain.commands import (
    Adjourn,
    Back,
    Call,
    CallNext,
    EnterPaperTicket,
    EnterTally,
    Leave,
    Miss,
    Reprint,
    Scan,
    SendParty,
    TakePack,
    Tap,
    Undo,
)
from roomflow.domain.events import Kind, TicketState, Wish
from roomflow.domain.fold import fold
from roomflow.domain.line import ISSUED
from roomflow.domain.paper import numbers_to_enter
from roomflow.domain.refusals import Refused
from roomflow.reports.fairness import fairness
from roomflow.settings import MINUTE_MS
from tests.domain.table import Table, full_table, refusal


def later(table: Table, minutes: int) -> None:
    table.elapsed += minutes * MINUTE_MS


# --- slips -------------------------------------------------------------------------------------------


def test_a_slip_printed_again_has_a_new_code_and_the_old_one_is_void() -> None:
    table = full_table(2)
    old = table.ticket(101).code
    (entry,) = table.ask(Reprint(101))
    assert (entry.kind, entry.ticket, entry.people, entry.state) == (Kind.REPRINTED, 101, 2, None)
    new = table.ticket(101).code
    assert new != old
    assert is_code(new)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    assert refusal(table, Scan(old)) == "slip-void"
    (seated,) = table.ask(Scan(new))
    assert (seated.kind, seated.ticket) == (Kind.SEATED, 101)
    assert table.broken == []


def test_without_the_guard_the_old_slip_would_seat_the_party(monkeypatch: pytest.MonkeyPatch) -> None:
    from roomflow.domain import tickets

    monkeypatch.setattr(tickets, "need_valid_slip", lambda _ticket, _code: None)
    table = full_table(2)
    old = table.ticket(101).code
    table.ask(Reprint(101))
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    assert table.ask(Scan(old))[0].kind == Kind.SEATED


def test_printing_again_changes_nothing_else_and_the_code_stands_in_no_public_part() -> None:
    table = full_table(2, 1)
    before = table.ticket(101)
    (entry,) = table.ask(Reprint(101))
    after = table.ticket(101)
    assert replace(after, code=before.code) == before
    assert dict(entry.details) == {}
    assert entry.private == {"code": after.code}
    assert table.draft.line.parties() == 2


def test_a_slip_is_printed_again_while_its_ticket_is_in_line() -> None:
    table = full_table(2, 1)
    table.ask(Tap("A", -2))
    table.ask(CallNext())
    table.ask(Reprint(101))
    table.ask(Miss(101))
    table.ask(Reprint(101))
    table.ask(Back(101))
    table.ask(Leave(101))
    assert refusal(table, Reprint(101)) == "not-in-line"
    assert refusal(table, Reprint(999)) == "unknown-ticket"
    table.ask(Adjourn())
    assert refusal(table, Reprint(102)) == "meeting-adjourned"


def test_a_reprint_is_not_taken_back() -> None:
    table = full_table(2)
    table.ask(Reprint(101))
    with pytest.raises(Refused) as refused:
        table.ask(Undo(table.last_request))
    assert refused.value.refusal.key == "slip-stays"
    assert "101" in refused.value.refusal.sentence()


def test_an_audit_finds_a_slip_with_a_code_of_another() -> None:
    table = full_table(2, 1)
    (entry,) = table.ask(Reprint(101))
    forged = entry._replace(seq=entry.seq + 1, private={"code": table.ticket(102).code})
    assert any("no code of its own" in sentence for sentence in table._audit.step(forged))


# --- packs -------------------------------------------------------------------------------------------


def test_a_pack_takes_numbers_that_no_desk_gives() -> None:
    table = full_table(1)
    (entry,) = table.ask(TakePack(20))
    assert (entry.kind, dict(entry.details)) == (Kind.PACK_TAKEN, {"first": 102, "count": 20})
    table.ask(SendParty(1))
    assert sorted(table.draft.tickets) == [101, 122]
    table.ask(TakePack(1))
    table.ask(SendParty(1))
    assert sorted(table.draft.tickets) == [101, 122, 124]
    assert table.broken == []


@pytest.mark.parametrize("count", [0, -1, 501])
def test_a_pack_of_another_size_is_refused(count: int) -> None:
    assert refusal(full_table(), TakePack(count)) == "bad-pack"


def test_a_pack_stays_taken() -> None:
    table = full_table()
    table.ask(TakePack(5))
    with pytest.raises(Refused) as refused:
        table.ask(Undo(table.last_request))
    assert refused.value.refusal.key == "pack-stays"


def test_a_paper_ticket_stands_where_it_was_handed_out() -> None:
    table = full_table(1)
    table.ask(TakePack(3))
    later(table, 5)
    table.ask(SendParty(2))  # 105
    later(table, 10)
    table.ask(SendParty(3))  # 106
    later(table, 5)
    (entry,) = table.ask(EnterPaperTicket(103, 2, accessible=True), age_ms=8 * MINUTE_MS)
    assert (entry.kind, entry.ticket, entry.people, entry.details["paper"]) == (Kind.ISSUED, 103, 2, True)
    assert entry.at - entry.happened == 8 * MINUTE_MS
    assert list(table.draft.line.in_order()) == [101, 105, 103, 106]
    assert table.ticket(103).order == (ISSUED, 105, 103)
    assert people_ahead(table.draft, 103) == entry.details["ahead"] == 3
    assert table.ticket(103).accessible
    assert is_code(table.ticket(103).code)
    assert table.elapsed - table.ticket(103).issued_elapsed == 8 * MINUTE_MS
    assert table.broken == []


def test_paper_tickets_of_one_moment_stand_by_their_numbers_and_nobody_passes_silently() -> None:
    table = full_table()
    table.ask(TakePack(3))
    later(table, 5)
    for number, people in ((103, 1), (102, 2), (101, 3)):
        table.ask(EnterPaperTicket(number, people), age_ms=2 * MINUTE_MS)
    assert list(table.draft.line.in_order()) == [101, 102, 103]
    table.ask(Tap("B", -1))
    (called,) = table.ask(Call(103, "B"))
    assert called.details["passed"] == [101, 102]
    assert table.broken == []
    assert fairness(table.entries).silent == ()
    assert all(giving.misnamed == () for giving in fairness(table.entries).givings)


def test_a_paper_ticket_before_all_others_is_first() -> None:
    table = full_table()
    table.ask(TakePack(2))
    later(table, 5)
    table.ask(SendParty(1))
    later(table, 1)
    table.ask(EnterPaperTicket(102, 1), age_ms=3 * MINUTE_MS)
    assert list(table.draft.line.in_order()) == [102, 103]
    assert table.broken == []


def test_what_cannot_be_a_paper_ticket_is_refused_with_a_sentence() -> None:
    table = full_table(1)
    table.ask(TakePack(2))
    assert refusal(table, EnterPaperTicket(101, 1)) == "paper-entered"
    assert refusal(table, EnterPaperTicket(104, 1)) == "no-paper"
    assert refusal(table, EnterPaperTicket(102, 7)) == "bad-people"
    table.ask(EnterPaperTicket(102, 1))
    assert refusal(table, EnterPaperTicket(102, 1)) == "paper-entered"
    with pytest.raises(Refused) as refused:
        table.ask(EnterPaperTicket(103, 1), age_ms=MINUTE_MS)
    assert refused.value.refusal.key == "paper-too-early"
    table.ask(Adjourn())
    assert refusal(table, EnterPaperTicket(103, 1)) == "meeting-adjourned"


def test_a_paper_ticket_is_a_fact_while_invitations_are_stopped_and_places_are_free() -> None:
    from roomflow.domain.commands import StopInvitations

    table = Table()
    table.ask(TakePack(2))
    table.ask(StopInvitations())
    table.ask(EnterPaperTicket(101, 2, wish=Wish.CHAMBER))
    assert table.ticket(101).state is TicketState.WAITING
    assert table.broken == []


def test_a_paper_ticket_entered_by_mistake_is_taken_back_and_its_slip_can_be_entered_when_it_comes() -> None:
    table = full_table(1)
    table.ask(TakePack(2))
    later(table, 5)
    table.ask(SendParty(2))
    later(table, 5)
    table.ask(EnterPaperTicket(103, 2), age_ms=MINUTE_MS)
    table.ask(Undo(table.last_request))
    assert table.ticket(103).state is TicketState.CANCELLED
    assert numbers_to_enter(table.draft) == [102, 103]
    later(table, 5)
    table.ask(EnterPaperTicket(103, 4), age_ms=12 * MINUTE_MS)
    assert numbers_to_enter(table.draft) == [102]
    assert (table.ticket(103).people, table.ticket(103).order) == (4, (ISSUED, 101, 103))
    assert list(table.draft.line.in_order()) == [101, 103, 104]
    assert refusal(table, EnterPaperTicket(103, 4)) == "paper-entered"
    table.ask(SendParty(1))
    assert max(table.draft.tickets) == 105, "no number is given twice"
    table.ask(Leave(101))
    table.ask(Tap("A", -4))
    table.ask(Call(103, "A"))
    table.ask(Scan(table.ticket(103).code))
    assert table.ticket(103).state is TicketState.SEATED
    assert table.broken == []
    assert fairness(table.entries).silent == ()


def test_a_slip_taken_back_is_still_refused_from_before_its_pack_and_is_no_desks_ticket() -> None:
    table = full_table(1)
    table.ask(TakePack(1))
    table.ask(EnterPaperTicket(102, 1))
    table.ask(Undo(table.last_request))
    table.ask(SendParty(1))
    table.ask(Undo(table.last_request))
    assert table.ticket(103).state is TicketState.CANCELLED
    with pytest.raises(Refused) as refused:
        table.ask(EnterPaperTicket(102, 1), age_ms=MINUTE_MS)
    assert refused.value.refusal.key == "paper-too-early"
    assert refusal(table, EnterPaperTicket(103, 1)) == "void"
    assert numbers_to_enter(table.draft) == [102]


def test_the_audit_finds_a_number_that_is_entered_twice_without_being_taken_back() -> None:
    table = full_table()
    table.ask(TakePack(1))
    (entry,) = table.ask(EnterPaperTicket(101, 1))
    forged = entry._replace(seq=entry.seq + 1, private={"code": "7" * 8})
    assert any("101 is no number of a pack" in sentence for sentence in table._audit.step(forged))


def test_a_paper_ticket_that_missed_and_is_back_and_undone_stands_where_it_stood() -> None:
    table = full_table()
    table.ask(TakePack(2))
    table.ask(EnterPaperTicket(101, 1))
    table.ask(Tap("A", -1))
    table.ask(CallNext())
    table.ask(Miss(101))
    table.ask(Back(101))
    table.ask(Undo(table.last_request))
    assert table.ticket(101).order == (ISSUED, 100, 101)
    assert table.broken == []


def test_the_audit_finds_a_paper_ticket_in_another_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roomflow.domain.paper.place_of", lambda _picture, number, _happened: (ISSUED, 1, number))
    table = full_table(1)
    table.ask(TakePack(2))
    with pytest.raises(AssertionError, match="does not stand where it was handed out"):
        table.ask(EnterPaperTicket(102, 1))


# --- tallies -----------------------------------------------------------------------------------------


def test_a_tally_counts_in_and_out_at_its_own_time() -> None:
    table = Table()
    later(table, 30)
    came, went = table.ask(EnterTally("Chamber", 40, 35, "East"), age_ms=10 * MINUTE_MS)
    assert [(entry.kind, entry.change, entry.details["paper"]) for entry in (came, went)] == [
        (Kind.TAPPED, 40, True),
        (Kind.TAPPED, -35, True),
    ]
    assert came.details["over"] == 34
    assert came.at - came.happened == 10 * MINUTE_MS
    assert table.space("Chamber").inside == 5
    assert table.space("Chamber").doors["East"] == (40, 35)
    assert table.broken == []


def test_more_out_than_in_is_an_unmatched_exit_and_a_tally_is_taken_back_whole() -> None:
    table = Table()
    table.ask(EnterTally("A", 2, 5))
    assert (table.space("A").inside, table.space("A").unmatched) == (0, 3)
    table.ask(Undo(table.last_request))
    assert (table.space("A").inside, table.space("A").unmatched, table.space("A").crossings) == (0, 0, 0)
    assert table.broken == []


@pytest.mark.parametrize(("came_in", "went_out"), [(0, 0), (-1, 3), (2_001, 0), (1, 2_001)])
def test_a_tally_that_counts_nobody_or_too_many_is_refused(came_in: int, went_out: int) -> None:
    assert refusal(Table(), EnterTally("A", came_in, went_out)) == "bad-tally"


def test_a_tally_of_no_door_of_ours_is_refused() -> None:
    assert refusal(Table(), EnterTally("Chamber", 1, 0, "North")) == "unknown-door"
    assert refusal(Table(), EnterTally("Attic", 1, 0)) == "unknown-space"


def test_the_same_picture_comes_out_of_the_log() -> None:
    table = full_table(2)
    table.ask(TakePack(4))
    table.ask(EnterPaperTicket(103, 2))
    table.ask(Reprint(103))
    folded = fold(1, table.entries)
    assert (folded.paper, folded.entered, folded.codes) == (table.draft.paper, table.draft.entered, table.draft.codes)
    assert list(folded.entered) == [103]
