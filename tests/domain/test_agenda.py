"""The agenda: opening, marks, stops, turning away, adjourning and closing."""

import pytest
from msgspec.structs import replace

from roomflow.domain.agenda import MARKS, TURN_AWAY_REASONS
from roomflow.domain.commands import (
    Adjourn,
    AllowInvitations,
    Close,
    Mark,
    NoteClock,
    OpenMeeting,
    SendParty,
    StopInvitations,
    TurnAway,
)
from roomflow.domain.decide import decide
from roomflow.domain.events import KINDS, Kind
from roomflow.domain.fold import _HANDLERS, fold
from roomflow.domain.meeting import Draft, Phase, publish
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Stamp
from roomflow.domain.totals import totals
from roomflow.settings import Figures
from tests.domain.table import Table, kinds, refusal, small_building


def _open(**changes: object) -> str:
    command = replace(OpenMeeting("Commission", "2026-01-13", small_building()), **changes)
    try:
        decide(Draft(1), Request("r", "Desk", command), Stamp(0, 0, 0))
    except Refused as refused:
        return refused.refusal.key
    return ""


def test_a_meeting_needs_a_name_a_date_and_a_sound_building() -> None:
    assert _open() == ""
    assert _open(name="  ") == "empty-name"
    assert _open(name="x" * 81) == "bad-name"
    assert _open(name="a\nb") == "bad-name"
    assert _open(date="13.1.2026") == "bad-date"
    assert _open(doors_open="25:00") == "bad-time"
    chamber = small_building().spaces[0]
    assert _open(building=replace(small_building(), spaces=(replace(chamber, limit=1),))) == "bad-building"


def test_the_first_entry_explains_the_meeting_alone() -> None:
    table = Table()
    draft = fold(7, table.entries[:1])
    assert (draft.name, draft.date, draft.building) == ("City Commission", "2026-01-13", small_building())
    assert draft.figures == Figures()
    assert Figures.from_dict({"undo_ms": 5, "a figure of a later version": 1}).undo_ms == 5


def test_nothing_can_be_asked_of_a_meeting_that_was_not_opened() -> None:
    with pytest.raises(Refused) as refused:
        decide(Draft(1), Request("r", "Desk", SendParty(1)), Stamp(0, 0, 0))
    assert refused.value.refusal.key == "no-meeting"


def test_marks_of_the_agenda_are_kept_with_their_time() -> None:
    table = Table()
    table.wait(minutes=45)
    for mark in MARKS:
        table.ask(Mark(mark))
    assert set(table.draft.marks) == set(MARKS)
    assert refusal(table, Mark("called-to-order")) == "already-marked"
    assert refusal(table, Mark("lunch")) == "unknown-mark"
    table.ask(Mark("recess"))


def test_stopping_and_allowing_invitations_is_asked_once() -> None:
    table = Table()
    assert refusal(table, AllowInvitations()) == "not-stopped"
    table.ask(StopInvitations())
    assert refusal(table, StopInvitations()) == "already-stopped"
    table.ask(AllowInvitations())
    assert table.send(1).kind == Kind.SENT


def test_who_is_turned_away_is_counted_with_the_reason_and_the_places_free_then() -> None:
    table = Table()
    (entry,) = table.ask(TurnAway(3, TURN_AWAY_REASONS[0]))
    assert (entry.people, entry.details) == (3, {"reason": "no-room-to-wait", "free": 13})
    assert table.draft.turned_away == 3
    assert refusal(table, TurnAway(1, "bored")) == "unknown-reason"
    assert refusal(table, TurnAway(0, TURN_AWAY_REASONS[0])) == "bad-people"


def test_adjourn_then_close() -> None:
    table = Table()
    table.send(2)
    table.ask(Adjourn())
    assert refusal(table, Adjourn()) == "already-adjourned"
    assert refusal(table, SendParty(1)) == "meeting-adjourned"
    assert refusal(table, Mark("recess")) == "meeting-adjourned"
    assert kinds(table.ask(Close())) == [Kind.RELEASED, Kind.CLOSED]
    assert table.draft.phase is Phase.CLOSED


def test_a_jump_of_the_computers_clock_is_noted() -> None:
    table = Table()
    (entry,) = table.ask(NoteClock(-3_600_000))
    assert entry.details == {"jump_ms": -3_600_000}


def test_every_kind_has_a_sentence_and_a_handler() -> None:
    assert set(KINDS) == set(Kind)
    assert set(_HANDLERS) == {kind.value for kind in Kind}


def test_what_is_published_is_frozen_and_does_not_follow_the_draft() -> None:
    table = Table()
    before = publish(table.draft, "head")
    table.send(4)
    assert (totals(before).free, totals(table.draft).free, before.head) == (13, 9, "head")
    for mapping in (before.spaces, before.tickets, before.holds, before.marks):
        assert not hasattr(mapping, "__setitem__")


def test_a_mark_of_the_clerks_own_has_words_and_no_other_has() -> None:
    table = Table()
    (entry,) = table.ask(Mark("item", " Item 7, zoning "))
    assert entry.details["words"] == "Item 7, zoning"
    (entry,) = table.ask(Mark("recording-begins"))
    assert "words" not in entry.details
    table.undo()
    for refused in (Mark("item"), Mark("item", "x" * 61), Mark("item", "a\nb"), Mark("recess", "x")):
        assert refusal(table, refused) == "bad-mark"
