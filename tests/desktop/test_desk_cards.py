"""The cards of the Desk page: limit, reserved places, closing a room, override; and all of it with a real desk."""

from collections.abc import Iterator
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import LIGHT, dress
from roomflow.desktop.cards.authority import reason_words, role_words
from roomflow.desktop.desk.card import DeskCard
from roomflow.desktop.desk.cards import card_named
from roomflow.desktop.desk.close_room import CloseRoomDialog
from roomflow.desktop.desk.limit import LimitDialog, ReservedDialog
from roomflow.desktop.desk.override import OverrideDialog
from roomflow.desktop.widgets.asking import Then
from roomflow.desktop.widgets.buttons import MoreButton
from roomflow.desktop.widgets.space_rows import RoomRow
from roomflow.domain.commands import (
    Authority,
    Call,
    CloseSpace,
    Command,
    OpenMeeting,
    SaveHeadCount,
    SetLimit,
    SetReserved,
    Tap,
)
from roomflow.domain.limits import REASONS, ROLES, WORDS_CHARACTERS_MAX
from roomflow.domain.meeting import Meeting
from roomflow.domain.refusals import Refusal
from roomflow.service.answers import Answer
from tests.desktop.evenings import sample_building
from tests.desktop.hands import Hands
from tests.desktop.scenes import desk_closed, desk_light, desk_ticket
from tests.service.evening import Station

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OneCard = TypeVar("OneCard", bound=DeskCard)


class Cards:
    """Cards over a plain window, and what they asked for."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.asked: list[Command] = []
        self.then: list[Then] = []

    def ask(self, command: Command, then: Then) -> None:
        self.asked.append(command)
        self.then.append(then)

    def card(self, kind: type[OneCard], meeting: Meeting, about: object) -> OneCard:
        card = kind(self.window, self.ask)
        card.show_meeting(meeting)
        card.present_about(about)
        return card


@pytest.fixture
def cards(qapp: QApplication, qtbot: QtBot) -> Iterator[Cards]:
    dress(qapp, LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    yield Cards(window)
    window.close()


def test_every_card_the_page_names_is_there() -> None:
    names = ("limit", "reserved", "close-room", "override")
    assert [card_named(name) for name in names] == [LimitDialog, ReservedDialog, CloseRoomDialog, OverrideDialog]


def test_every_role_and_reason_has_its_own_words() -> None:
    assert len({role_words(role) for role in ROLES}) == len(ROLES)
    assert len({reason_words(reason) for reason in REASONS}) == len(REASONS)


# --- limit ---------------------------------------------------------------------------------------------------


def test_a_lowered_limit_says_what_it_means_and_asks_who_says_so(cards: Cards) -> None:
    card = cards.card(LimitDialog, desk_light()[0], "Commission Chamber")
    assert card.now_label.text() == "Now: posted limit 120, 18 of it reserved; 99 inside, 3 held."
    card.figure_edit.setText("118")
    assert card.effect_label.text() == "Then nobody is invited. 2 promised places are listed for you to decide."
    card.figure_edit.setText("110")
    assert card.effect_label.text() == (
        "Then nobody is invited. 7 people inside will be past the places. "
        "3 promised places are listed for you to decide."
    )
    card.save_button.click()
    assert cards.asked == []
    assert card.problem_label.text() == "Choose who says so."
    card.authority_widget.role_combo.setCurrentIndex(ROLES.index("fire-official"))
    card.save_button.click()
    assert card.problem_label.text() == "Choose the reason."
    card.authority_widget.reason_combo.setCurrentIndex(REASONS.index("safety"))
    card.authority_widget.words_edit.setText("  two  doors blocked ")
    card.save_button.click()
    said = Authority("fire-official", "safety", "two doors blocked")
    assert cards.asked == [SetLimit("Commission Chamber", 110, said)]


def test_a_note_is_short_and_names_no_attendee(cards: Cards) -> None:
    card = cards.card(LimitDialog, desk_light()[0], "Overflow A")
    card.authority_widget.words_edit.setText("x" * 100)
    assert len(card.authority_widget.words_edit.text()) == WORDS_CHARACTERS_MAX
    caption = card.authority_widget.words_caption_label.text()
    assert caption == "A note, at most 60 characters. No names of attendees."


def test_who_says_so_is_asked_anew_each_time(cards: Cards) -> None:
    card = cards.card(LimitDialog, desk_light()[0], "Overflow A")
    card.authority_widget.role_combo.setCurrentIndex(0)
    card.present_about("Overflow B")
    assert card.authority_widget.role_combo.currentIndex() == -1
    assert card.figure_edit.text() == ""
    assert card.title_label.text() == "Posted limit of Overflow B"


def test_what_is_no_number_is_not_asked_for(cards: Cards) -> None:
    card = cards.card(LimitDialog, desk_light()[0], "Overflow A")
    card.figure_edit.setText("")
    card.save_button.click()
    assert card.problem_label.text() == "Type the new limit, as a number."
    assert cards.asked == []


def test_fewer_reserved_places_in_use_free_places(cards: Cards) -> None:
    card = cards.card(ReservedDialog, desk_light()[0], "Commission Chamber")
    card.figure_edit.setText("17")
    assert card.effect_label.text() == "Then 1 place is free."
    card.save_button.click()
    assert cards.asked == [SetReserved("Commission Chamber", 17)]


def test_a_refusal_is_said_on_the_card_and_the_card_stays(cards: Cards) -> None:
    card = cards.card(ReservedDialog, desk_light()[0], "Overflow A")
    card.figure_edit.setText("400")
    assert card.effect_label.text() == "The posted limit is 70."
    card.save_button.click()
    cards.then[0](Answer("request", 1, (), Refusal("bad-figure", {"most": 70})))
    assert card.problem_label.text() == "Enter a whole number from 0 to 70."
    assert card.isVisible()


# --- closing a room ------------------------------------------------------------------------------------------


def test_closing_a_room_says_who_is_inside_and_who_is_expected(cards: Cards) -> None:
    card = cards.card(CloseRoomDialog, desk_light()[0], "Overflow A")
    assert card.title_label.text() == "Close Overflow A"
    assert card.inside_label.text() == "58 people are inside and stay counted."
    assert card.held_label.text().startswith("4 places are promised")
    card.close_button.click()
    assert cards.asked == [CloseSpace("Overflow A")]
    empty = cards.card(CloseRoomDialog, desk_light()[0], "Overflow C")
    assert not empty.held_label.isVisible()


# --- override ------------------------------------------------------------------------------------------------


def test_an_override_names_what_it_goes_past_and_needs_room_role_and_reason(cards: Cards) -> None:
    card = cards.card(OverrideDialog, desk_ticket()[0], 131)
    assert card.party_label.text() == "3 people, any room"
    card.call_button.click()
    assert card.problem_label.text() == "Choose the room."
    texts = [card.room_combo.itemText(row) for row in range(card.room_combo.count())]
    assert texts == ["Commission Chamber, 0 free", "Overflow A, 2 free", "Overflow B, 1 free", "Overflow C, 0 free"]
    card.room_combo.setCurrentIndex(0)
    assert card.effect_label.text() == "3 people past the places. 16 parties before it are passed over."
    card.room_combo.setCurrentIndex(1)
    assert card.effect_label.text() == "1 person past the places."
    card.authority_widget.role_combo.setCurrentIndex(ROLES.index("supervisor"))
    card.authority_widget.reason_combo.setCurrentIndex(REASONS.index("accessible-need"))
    card.call_button.click()
    assert cards.asked == [Call(131, "Overflow A", Authority("supervisor", "accessible-need"))]


def test_an_override_leaves_closed_rooms_out_and_says_that_a_count_comes_first(cards: Cards) -> None:
    card = cards.card(OverrideDialog, desk_closed()[0], 121)
    names = [card.room_combo.itemData(row) for row in range(card.room_combo.count())]
    assert names == ["Commission Chamber", "Overflow B", "Overflow C"]
    card.room_combo.setCurrentIndex(0)
    assert card.effect_label.text() == "The room was not counted first. 1 party before it is passed over."


# --- with a real desk ----------------------------------------------------------------------------------------


@pytest.fixture
def opening() -> OpenMeeting:
    return OpenMeeting("City Commission", "2026-01-13", sample_building())


def _choose(menu: QMenu, words: str) -> None:
    next(action for action in menu.actions() if action.text() == words).trigger()


def test_a_lowered_limit_lists_who_was_promised_a_place_and_they_are_moved(hands: Hands) -> None:
    page = hands.screen.page
    hands.answered(lambda: hands.press("4"))
    assert page.answer_card.accessibleName().startswith("4 people: Commission Chamber")
    hands.screen.show_card("limit", "Commission Chamber")
    (card,) = hands.screen.findChildren(LimitDialog)
    card.figure_edit.setText("20")
    card.authority_widget.role_combo.setCurrentIndex(ROLES.index("fire-official"))
    card.authority_widget.reason_combo.setCurrentIndex(REASONS.index("fire-official"))
    assert hands.answered(card.save_button.click).is_done
    assert not card.isVisible()
    assert [button.text() for button in page.beyond_panel.buttons()] == ["4 on the way"]
    hands.click(page.beyond_panel.buttons()[0])
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert hands.answered(lambda: _choose(menu, "Move to Overflow A, 69 free")).is_done
    menu.close()
    assert not page.beyond_panel.isVisible()
    assert page.answer_card.accessibleName().startswith("4 people: Overflow A")


def test_a_room_is_closed_on_its_card_and_opened_from_its_menu(hands: Hands) -> None:
    page = hands.screen.page
    hands.screen.show_card("close-room", "Overflow A")
    (card,) = hands.screen.findChildren(CloseRoomDialog)
    assert hands.answered(card.close_button.click).is_done
    row = page.rooms_panel.row("Overflow A")
    assert row.badge.accessibleName() == "Closed"
    hands.click(row.findChildren(MoreButton)[0])
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert hands.answered(lambda: _choose(menu, "Open this room again")).is_done
    menu.close()
    assert row.badge.accessibleName() == "Open"


def test_somebody_steps_out_and_is_back(hands: Hands, station: Station) -> None:
    page = hands.screen.page
    hands.see(station.do(Tap("Overflow A", 2)))
    row = page.rooms_panel.row("Overflow A")
    assert isinstance(row, RoomRow)
    for words, figures in (
        ("Somebody stepped out: place held 10 min", "1 inside + 1 held of 69"),
        ("Back: 1 person, 10:00 left", "2 inside + 0 held of 69"),
    ):
        hands.click(row.more_button)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert hands.answered(partial(_choose, menu, words)).is_done
        menu.close()
        assert row.figures_label.text() == figures


def test_a_party_sits_apart_in_two_rooms_at_one_press(hands: Hands, station: Station) -> None:
    page = hands.screen.page
    for space, people in (("Commission Chamber", 102), ("Overflow A", 67), ("Overflow B", 46), ("Overflow C", 31)):
        for _ in range(people // 6):
            station.do(Tap(space, 6))
        if people % 6:
            station.do(Tap(space, people % 6))
        hands.see(station.do(SaveHeadCount(space, people)))
    hands.answered(lambda: hands.press("3"))
    assert page.ticket_reason.sentence_label.text() == "No room has 3 places together."
    button = page.ticket_reason.apart_button
    assert button.text() == "Seat 2 in A and 1 in B"
    answer = hands.answered(lambda: hands.click(button))
    assert answer.is_done
    assert hands.screen.meeting is not None
    called = {ticket.space: ticket.people for ticket in hands.screen.meeting.tickets.values()}
    assert called == {"Overflow A": 2, "Overflow B": 1}
    assert not button.isVisible()
