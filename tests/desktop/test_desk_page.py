"""The Desk page: what keys and clicks ask for, that it shows the meeting's figures, and that nothing is cut."""

from collections.abc import Callable, Iterator

import pytest
import zxingcpp
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.keys import DeskKeys
from roomflow.desktop.basis.scanner import Scanner
from roomflow.desktop.widgets.buttons import PartyKey, StepButton
from roomflow.desktop.widgets.line_model import LineModel
from roomflow.desktop.widgets.space_rows import RoomRow
from roomflow.domain.codes import qr_text
from roomflow.domain.commands import (
    CallNext,
    MoveHold,
    SendParty,
    Tap,
)
from roomflow.domain.events import Kind, Wish
from roomflow.domain.meeting import Phase
from roomflow.domain.refusals import Refusal
from roomflow.service.answers import Answer
from tests.desktop.evenings import Evening, clock, sample_building
from tests.desktop.scenes import SCENES, desk_light, desk_over, desk_ticket
from tests.desktop.shown import Shown

# The offscreen platform says so for every window and menu that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def keys(shown: Shown, qapp: QApplication) -> Iterator[Callable[[str], None]]:
    """Types keys as a person would, through the window's own filter."""
    page = shown.page
    desk_keys = DeskKeys(page, Scanner(page), page.keys())
    qapp.installEventFilter(desk_keys)

    def send(text: str) -> None:
        for character in text:
            key = {" ": Qt.Key.Key_Space, "\x1b": Qt.Key.Key_Escape}.get(character) or Qt.Key(ord(character.upper()))
            QTest.keyClick(page, key)

    yield send
    qapp.removeEventFilter(desk_keys)


# --- asking ------------------------------------------------------------------------------------------------


def test_number_keys_send_parties_of_that_size(shown: Shown, keys: Callable[[str], None]) -> None:
    shown.show(desk_light()[0])
    keys("16")
    assert shown.asked == [SendParty(1), SendParty(6)]


def test_accessible_and_chamber_only_hold_for_the_next_party_alone(shown: Shown, keys: Callable[[str], None]) -> None:
    shown.show(desk_light()[0])
    keys("ac2")
    keys("2")
    assert shown.asked == [SendParty(2, accessible=True, wish=Wish.CHAMBER), SendParty(2)]


def test_space_calls_the_whole_suggestion(shown: Shown, keys: Callable[[str], None]) -> None:
    shown.show(desk_light()[0])
    keys(" ")
    assert shown.asked == [CallNext()]


def test_space_asks_for_nothing_where_none_fits_and_the_reason_stands_beside_the_button(
    shown: Shown, keys: Callable[[str], None]
) -> None:
    page = shown.show(desk_over()[0])
    keys(" ")
    assert shown.asked == []
    assert not page.line_head.call_button.isEnabled()
    assert page.line_head.move_label.text() == "nobody is waiting"


def test_escape_clears_the_answer_and_the_chosen_key(shown: Shown, keys: Callable[[str], None]) -> None:
    page = shown.show(*desk_ticket())
    assert page.answer_card.shows_ticket()
    keys("\x1b")
    assert not page.answer_card.shows_ticket()
    assert page.answer_card.accessibleName().startswith("Ready for the next party")


def test_a_click_on_a_party_key_asks_once_and_chooses_nothing_by_itself(shown: Shown, qtbot: QtBot) -> None:
    page = shown.show(desk_light()[0])
    button = page.party_panel.findChildren(PartyKey)[3]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown.asked == [SendParty(4)]
    assert not button.isChecked(), "chosen is what the desk answered, not what was pressed"


def test_plus_and_minus_of_each_row_tap_its_space_without_a_door(shown: Shown, qtbot: QtBot) -> None:
    page = shown.show(desk_light()[0])
    for space in ("Commission Chamber", "Overflow C", "Lobby"):
        for name in ("plus_button", "minus_button"):
            (button,) = page.rooms_panel.row(space).findChildren(StepButton, name)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown.asked == [
        Tap(space, change) for space in ("Commission Chamber", "Overflow C", "Lobby") for change in (1, -1)
    ]


def test_count_asks_the_window_for_the_head_count_of_that_room(shown: Shown, qtbot: QtBot) -> None:
    page = shown.show(desk_light()[0])
    row = page.rooms_panel.row("Overflow B")
    assert isinstance(row, RoomRow)
    with qtbot.waitSignal(page.head_count_wanted) as wanted:
        QTest.mouseClick(row.count_button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["Overflow B"]
    assert row.count_button.accessibleName() == "Head count: Overflow B"


# --- showing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scene", SCENES)
def test_every_row_shows_the_figures_of_its_space_and_they_add_up(scene: str, shown: Shown) -> None:
    meeting, entry = SCENES[scene]()
    page = shown.show(meeting, entry)
    for space in meeting.spaces.values():
        if not space.is_room:
            continue
        row = page.rooms_panel.row(space.name)
        assert isinstance(row, RoomRow)
        assert row.figures_label.text() == f"{space.inside} inside + {space.held} held of {space.places}"
        shown_free = int(row.free_label.text())
        assert row.free_word.text() == ("over" if space.free < 0 else "closed" if space.closed else "free")
        signed = -shown_free if space.free < 0 else shown_free
        assert space.inside + space.held + signed == space.places
        assert row.limit_label.text() == f"posted limit {space.limit}, {space.reserved} reserved"


def test_ages_and_reminders_are_in_words(shown: Shown) -> None:
    page = shown.show(desk_light()[0])
    rows = {name: page.rooms_panel.row(name) for name in ("Commission Chamber", "Overflow B")}
    counted = {name: row.counted_label for name, row in rows.items() if isinstance(row, RoomRow)}
    assert counted["Commission Chamber"].text() == "counted 12 min ago, ±3"
    assert counted["Commission Chamber"].property("type") == "quiet"
    assert counted["Overflow B"].text() == "counted 31 min ago, ±5"
    assert counted["Overflow B"].property("type") == "warning"


def test_a_running_head_count_and_an_unmatched_exit_are_in_words(shown: Shown) -> None:
    page = shown.show(desk_over()[0])
    counting, unmatched = page.rooms_panel.row("Overflow A"), page.rooms_panel.row("Overflow C")
    assert isinstance(counting, RoomRow)
    assert isinstance(unmatched, RoomRow)
    assert counting.counted_label.text() == "counting, +2"
    assert counting.count_button.text() == "Enter figure"
    assert unmatched.notice_label.isVisible()
    assert unmatched.notice_label.text() == "1 exit without an entry"


def test_the_answer_counts_down_and_says_when_they_have_arrived(shown: Shown) -> None:
    meeting, entry = desk_light()
    page = shown.show(meeting, entry)
    held = page.answer_card.sent.held_label
    assert page.answer_card.accessibleName() == "2 people: Overflow A. 3rd floor, Room 326. left from the elevator"
    assert held.text() == "2 places held, 2:51 to arrive"
    page.show_tick(clock("18:07:32"))
    assert held.text() == "2 places held, 2:50 to arrive"
    arrived = Evening(sample_building(), "18:08:00")
    arrived.draft.seq = meeting.seq + 1
    page.show_meeting(arrived.meeting())
    assert held.text() == "arrived"
    assert not page.answer_card.sent.other_button.isEnabled()


def test_a_party_that_was_moved_is_answered_with_its_new_room(shown: Shown) -> None:
    evening = Evening(sample_building(), "18:00:00")
    sent = evening.sent(2, "Overflow A", "17:59:50")
    page = shown.show(evening.meeting(), sent)
    hold = str(sent.seq)
    moved = evening.entry(Kind.MOVED, "17:59:55", space="Overflow B", people=2, details={"hold": hold})
    evening.draft.holds[hold] = replace(evening.draft.holds[hold], space="Overflow B")
    page.show_meeting(evening.meeting())
    page.show_answer(MoveHold(hold, "Overflow B"), Answer("move", 1, (moved,)))
    assert page.answer_card.accessibleName() == "2 people: Overflow B. 2nd floor, Room 224. right from the elevator"


def test_the_ticket_shows_its_number_its_qr_who_is_ahead_and_why(shown: Shown) -> None:
    meeting, entry = desk_ticket()
    page = shown.show(meeting, entry)
    ticket = page.answer_card.ticket
    assert ticket.number_label.text() == "131"
    assert ticket.ahead_label.text() == "28 people ahead"
    assert page.ticket_reason.sentence_label.text() == "No room has 3 places together."
    assert page.ticket_reason.free_label.text() == "Free: Chamber 0, A 2, B 1, C 0."
    image = page.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    found = zxingcpp.read_barcode(image)
    assert found is not None
    assert found.text == qr_text(meeting.tickets[131].code)


def test_a_refusal_is_a_sentence_in_the_place_of_the_answer(shown: Shown) -> None:
    page = shown.show(desk_light()[0])
    refusal = Refusal("no-places", {"space": "Overflow B", "free": 1, "people": 3})
    page.show_answer(SendParty(3, space="Overflow B"), Answer("request", 1, (), refusal))
    words = page.answer_card.words
    assert words.title_label.text() == "Not done"
    assert words.sentence_label.text().startswith("Overflow B has 1 place free; this needs 3.")


def test_a_problem_of_the_store_is_said_and_nothing_looks_done(shown: Shown) -> None:
    page = shown.show(desk_light()[0])
    page.show_answer(SendParty(3), Answer("request", 1, (), None, "The disk is full."))
    assert page.answer_card.accessibleName() == "Not recorded The disk is full."


def test_once_the_meeting_is_adjourned_nobody_is_asked_for_the_next_party(shown: Shown) -> None:
    meeting, _entry = desk_light()
    page = shown.show(meeting)
    assert page.answer_card.words.title_label.text() == "Ready for the next party"
    shown.show(replace(meeting, phase=Phase.ADJOURNED))
    assert page.answer_card.words.title_label.text() == "The meeting is adjourned"


def test_an_answer_stands_until_the_next_one_when_the_meeting_is_adjourned(shown: Shown) -> None:
    meeting, entry = desk_light()
    page = shown.show(meeting, entry)
    said = page.answer_card.accessibleName()
    shown.show(replace(meeting, phase=Phase.ADJOURNED))
    assert page.answer_card.accessibleName() == said


def test_an_undone_party_leaves_the_answer(shown: Shown) -> None:
    meeting, entry = desk_light()
    page = shown.show(meeting, entry)
    undone = entry._replace(seq=entry.seq + 5, kind=Kind.UNDONE.value, undoes=entry.seq)
    page.show_answer(SendParty(2), Answer("undo", 1, (undone,)))
    assert page.answer_card.accessibleName().startswith("Ready for the next party")


def test_the_line_names_who_is_called_who_is_next_and_how_long_they_waited(shown: Shown) -> None:
    page = shown.show(*desk_light())
    assert page.line_head.count_label.text() == "18 parties, 33 people"
    assert page.line_head.move_label.text() == "127 and 129, 3 people"
    assert page.line_head.reason_label.text() == "7 free in Overflow A"
    assert _line(page.line_table.line_model, 5) == [
        ("112", "×2", "called, Chamber", "3:40 left"),
        ("124", "×2", "called, Overflow B", "2:05 left"),
        ("126", "×2", "called, Overflow A", "1:20 left"),
        ("127", "×2", "next, any room", "waited 9 min"),
        ("129", "×1", "next, any room", "waited 6 min"),
    ]


def _line(model: LineModel, count: int) -> list[tuple[str, ...]]:
    return [tuple(str(model.data(model.index(row, column))) for column in range(4)) for row in range(count)]
