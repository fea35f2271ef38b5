"""Paper: a pack's numbers are recorded before it is written, and what was written by hand is entered with its time."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from roomflow.desktop.cards.paper import PaperDialog, happened_at
from roomflow.desktop.paper.pack import write_pack
from roomflow.domain.commands import SendParty, StopInvitations, TakePack
from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import Meeting
from roomflow.service.clock import SimulatedClock
from roomflow.settings import MINUTE_MS
from tests.desktop.hands import Hands
from tests.desktop.scenes import SCENES
from tests.service.evening import SIX_PM, Station


@pytest.fixture
def meeting() -> Meeting:
    return SCENES["desk-light"]()[0]


def card_of(hands: Hands) -> PaperDialog:
    hands.screen.menu.paper_action.trigger()
    card = hands.screen.card(PaperDialog)
    assert isinstance(card, PaperDialog)
    assert card.isVisible()
    return card


def pages_in(file: Path) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", file.read_bytes()))


def newest(hands: Hands) -> Meeting:
    meeting = hands.screen.meeting
    assert meeting is not None
    return meeting


def test_a_pack_has_tickets_a_list_a_sheet_for_each_door_and_cards(
    meeting: Meeting, tmp_path: Path, hands: Hands
) -> None:
    file = tmp_path / "pack.pdf"
    pages = write_pack(file, meeting, range(131, 171))
    doors = sum(max(1, len(space.plan.doors)) for space in meeting.spaces.values() if space.limit is not None)
    assert pages == 10 + 2 + doors + 3
    assert pages_in(file) == pages
    assert [each.name for each in tmp_path.iterdir()] == ["pack.pdf"]


def test_making_a_pack_takes_its_numbers_by_an_entry_first(hands: Hands, tmp_path: Path) -> None:
    card = card_of(hands)
    card.count_edit.setText("8")
    hands.answered(lambda: card.take_pack(tmp_path / "pack.pdf"))
    assert "tickets 101 to 108" in card.done_label.text()
    assert pages_in(tmp_path / "pack.pdf") > 3
    entry = newest(hands).recent[-1]
    assert (entry.kind, entry.details["first"], entry.details["count"]) == (Kind.PACK_TAKEN, 101, 8)
    assert card.number_edit.text() == "101"


def test_a_pack_that_cannot_be_written_says_that_its_numbers_are_taken(hands: Hands, tmp_path: Path) -> None:
    card = card_of(hands)
    (tmp_path / "in the way").write_text("x", "utf-8")
    hands.answered(lambda: card.take_pack(tmp_path / "in the way" / "pack.pdf"))
    assert "The numbers 101 to 140 are taken" in card.problem_label.text()
    assert len(newest(hands).paper) == 40


@pytest.mark.parametrize(
    ("count", "sentence"), [("many", "whole number"), ("0", "from 1 to 500"), ("501", "from 1 to")]
)
def test_a_pack_of_no_size_is_a_sentence(hands: Hands, tmp_path: Path, count: str, sentence: str) -> None:
    card = card_of(hands)
    card.count_edit.setText(count)
    if count == "many":
        card.take_pack(tmp_path / "pack.pdf")
    else:
        hands.answered(lambda: card.take_pack(tmp_path / "pack.pdf"))
    assert sentence in card.problem_label.text()
    assert list(tmp_path.glob("*.pdf")) == []


def test_paper_tickets_are_entered_one_after_the_other_with_their_own_time(
    hands: Hands, station: Station, clock: SimulatedClock
) -> None:
    hands.see(station.do(StopInvitations()))
    hands.see(station.do(TakePack(3)))
    clock.advance(20 * MINUTE_MS)
    hands.see(station.do(SendParty(4)))  # 104, at 18:20
    clock.advance(20 * MINUTE_MS)
    card = card_of(hands)
    assert card.number_edit.text() == "101"
    card.people_edit.setText("2")
    card.time_edit.setText("18:05")
    card.accessible_box.setChecked(True)
    answer = hands.answered(card.enter_ticket_button.click)
    entry = answer.entries[0]
    assert (entry.kind, entry.ticket, entry.people, entry.details["paper"]) == (Kind.ISSUED, 101, 2, True)
    assert entry.happened == SIX_PM + 5 * MINUTE_MS
    assert card.done_label.text() == "Ticket 101 is entered; 0 people ahead of it."
    assert (card.number_edit.text(), card.people_edit.text(), card.time_edit.text()) == ("102", "", "")
    assert not card.accessible_box.isChecked()
    assert list(newest(hands).line.in_order()) == [101, 104]
    card.people_edit.setText("1")
    hands.answered(card.enter_ticket_button.click)
    assert list(newest(hands).line.in_order()) == [101, 104, 102]
    assert newest(hands).tickets[102].state is TicketState.WAITING


@pytest.mark.parametrize(
    ("number", "people", "time", "sentence"),
    [
        ("101", "", "", "how many people"),
        ("101", "2", "25:00", "is no time"),
        ("101", "9", "", "A party has from 1 to 6"),
        ("999", "2", "", "is no number of a paper pack"),
        ("101", "2", "17:30", "was printed later"),
    ],
)
def test_a_slip_of_the_pen_is_a_sentence_and_nothing_is_entered(
    hands: Hands, station: Station, clock: SimulatedClock, number: str, people: str, time: str, sentence: str
) -> None:
    hands.see(station.do(TakePack(3)))
    clock.advance(MINUTE_MS)
    card = card_of(hands)
    card.number_edit.setText(number)
    card.people_edit.setText(people)
    card.time_edit.setText(time)
    if sentence in ("how many people", "is no time"):
        card.enter_ticket_button.click()
    else:
        hands.answered(card.enter_ticket_button.click)
    assert sentence in card.problem_label.text()
    assert newest(hands).tickets == {}


def test_a_tally_is_entered_at_its_door(hands: Hands, clock: SimulatedClock) -> None:
    clock.advance(30 * MINUTE_MS)
    card = card_of(hands)
    assert [card.space_choice.itemText(index) for index in range(3)] == ["Chamber", "Room A", "Hallway"]
    assert [card.door_choice.itemText(index) for index in range(3)] == ["no door", "North", "South"]
    card.door_choice.setCurrentIndex(1)
    card.in_edit.setText("9")
    card.out_edit.setText("4")
    card.tally_time_edit.setText("18:10")
    answer = hands.answered(card.enter_tally_button.click)
    assert [(entry.change, entry.door, entry.happened) for entry in answer.entries] == [
        (9, "North", SIX_PM + 10 * MINUTE_MS),
        (-4, "North", SIX_PM + 10 * MINUTE_MS),
    ]
    assert card.done_label.text() == "The tally is entered."
    assert "on paper" in next(hands.screen.footer_bar.recent_entries.lines())[1]
    card.in_edit.setText("many")
    card.enter_tally_button.click()
    assert "whole numbers" in card.problem_label.text()


def test_before_a_pack_is_made_the_card_says_so(hands: Hands) -> None:
    card = card_of(hands)
    assert card.ticket_note.text() == "No pack was made yet."
    assert not card.enter_ticket_button.isEnabled()


def test_every_field_of_the_card_has_a_name_and_is_reached_by_tab(hands: Hands, qtbot: QtBot) -> None:
    card = card_of(hands)
    for edit in card.findChildren(QLineEdit):
        assert edit.accessibleName(), edit.objectName()
        assert edit.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize(
    ("typed", "minutes"), [("18:00", 0), ("17:30", -30), ("23:59", 359), ("00:30", 390), ("07:00", -660)]
)
def test_a_time_of_day_is_the_nearest_one(typed: str, minutes: int) -> None:
    assert happened_at(typed, SIX_PM, "America/Denver") == SIX_PM + minutes * MINUTE_MS
