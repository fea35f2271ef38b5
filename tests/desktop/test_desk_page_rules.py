"""The Desk page by the finer rules: count first, closed, saved places, promises past a limit, and sitting apart."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roomflow.desktop.desk.page import DeskPage
from roomflow.desktop.widgets.buttons import StepButton
from roomflow.desktop.widgets.space_rows import RoomRow
from roomflow.domain.commands import CloseSpace, SeatApart, Tap
from roomflow.domain.events import TicketState
from tests.desktop.evenings import Evening, clock, sample_building
from tests.desktop.scenes import (
    desk_beyond,
    desk_closed,
    desk_count_first,
    desk_light,
    desk_over,
    desk_saved,
    desk_ticket,
)
from tests.desktop.shown import Shown

# The offscreen platform says so for every window and menu that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def _room(page: DeskPage, name: str) -> RoomRow:
    row = page.rooms_panel.row(name)
    assert isinstance(row, RoomRow)
    return row


# --- count first ---------------------------------------------------------------------------------------------


def test_a_nearly_full_room_that_was_not_counted_says_so_and_its_count_stands_out(shown: Shown) -> None:
    page = shown.show(*desk_count_first())
    names = ("Commission Chamber", "Overflow A", "Overflow B", "Overflow C")
    chamber, waiting, put_off, counted = (_room(page, name) for name in names)
    assert [row.badge.accessibleName() for row in (chamber, waiting, put_off, counted)] == [
        "Count first", "Nearly full", "Nearly full", "Nearly full",
    ]  # fmt: skip
    assert waiting.count_button.text() == "Count first"
    assert waiting.count_button.accessibleName() == "Count first: head count of Overflow A"
    assert waiting.counted_label.text() == "counted 12 min ago, ±3"
    assert chamber.counted_label.text() == "not counted yet"
    assert put_off.notice_label.text() == "count put off, 3:20 left"
    assert [row.count_button.text() for row in (put_off, counted)] == ["Count", "Count"]


def test_a_count_that_was_put_off_comes_first_again_when_its_time_is_over(shown: Shown) -> None:
    page = shown.show(*desk_count_first())
    row = _room(page, "Overflow B")
    page.show_tick(clock("18:12:19"))
    assert row.notice_label.text() == "count put off, 0:01 left"
    page.show_tick(clock("18:12:20"))
    assert not row.notice_label.isVisible()
    assert row.count_button.text() == "Count first"


def test_a_ticket_says_that_a_room_must_be_counted_first_and_offers_the_count(shown: Shown, qtbot: QtBot) -> None:
    page = shown.show(*desk_count_first())
    reason = page.ticket_reason
    assert reason.sentence_label.text() == "Overflow A must be counted first."
    assert reason.free_label.text() == "Free: Chamber 0, A 3 (count first), B 1, C 1."
    assert page.line_head.reason_label.text() == "1 party; count A first"
    assert not page.line_head.call_button.isEnabled()
    with qtbot.waitSignal(page.head_count_wanted) as wanted:
        QTest.mouseClick(reason.count_button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["Overflow A"]


def test_the_line_says_which_room_must_be_counted_before_anybody_is_called(shown: Shown) -> None:
    page = shown.show(*desk_closed())
    assert page.line_head.move_label.text() == "Chamber has 4 free"
    assert page.line_head.reason_label.text() == "but must be counted first"
    assert not page.line_head.call_button.isEnabled()


# --- closed --------------------------------------------------------------------------------------------------


def test_a_closed_room_reads_closed_and_still_takes_taps(shown: Shown) -> None:
    page = shown.show(*desk_closed())
    row = _room(page, "Overflow A")
    assert row.badge.accessibleName() == "Closed"
    assert row.notice_label.text() == "nobody is sent here"
    assert (row.free_label.text(), row.free_word.text()) == ("29", "closed")
    (plus,) = row.findChildren(StepButton, "plus_button")
    QTest.mouseClick(plus, Qt.MouseButton.LeftButton)
    assert shown.asked == [Tap("Overflow A", 1)]


# --- saved places --------------------------------------------------------------------------------------------


def test_a_ticket_with_saved_places_says_how_many_and_where(shown: Shown) -> None:
    page = shown.show(*desk_saved())
    model = page.line_table.line_model
    row = model.row_of(110)
    assert row is not None
    words = model.data(model.index(row, 2))
    assert words == "2 of 4 places saved in Overflow A"
    assert model.data(model.index(row, 2), Qt.ItemDataRole.ToolTipRole) == f"{words}, waited 35 min"
    assert model.data(model.index(row, 2), Qt.ItemDataRole.AccessibleTextRole) == (
        f"Ticket 110, 4 people, {words}, waited 35 min"
    )


# --- promises past a limit -----------------------------------------------------------------------------------


def test_promises_past_a_lowered_limit_are_listed_above_the_rooms(shown: Shown, qtbot: QtBot) -> None:
    page = shown.show(*desk_beyond())
    assert page.beyond_panel.isVisible()
    assert not page.rooms_head.isVisible()
    assert [button.text() for button in page.beyond_panel.buttons()] == ["4 on the way", "113 called, 2"]
    with qtbot.waitSignal(page.beyond_panel.holds_wanted):
        QTest.mouseClick(page.beyond_panel.buttons()[1], Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Ticket 113 called, 2 people"
    menu.close()


def test_rooms_lie_where_they_lay_when_promises_are_listed(shown: Shown) -> None:
    page = shown.show(desk_light()[0])
    before = _room(page, "Overflow A").mapTo(page, QPoint(0, 0))
    page = shown.show(*desk_beyond())
    assert _room(page, "Overflow A").mapTo(page, QPoint(0, 0)) == before
    page = shown.show(*desk_light())
    assert not page.beyond_panel.isVisible()
    assert page.rooms_head.isVisible()


def test_many_promises_past_a_limit_share_a_menu(shown: Shown) -> None:
    evening = Evening(sample_building(), "18:00:00")
    evening.figures({"Overflow A": (69, 8)})
    for minute in range(4):
        evening.sent(2, "Overflow A", f"17:5{minute + 5}:30")
    page = shown.show(evening.meeting())
    assert [button.text() for button in page.beyond_panel.buttons()] == ["2 on the way", "2 on the way", "2 more"]


# --- under a ticket ------------------------------------------------------------------------------------------


def test_a_party_that_fits_nowhere_together_may_sit_apart(shown: Shown, qtbot: QtBot) -> None:
    page = shown.show(*desk_ticket())
    button = page.ticket_reason.apart_button
    assert button.text() == "Seat 2 in A and 1 in B"
    assert button.accessibleName() == "Seat 2 in Overflow A and 1 in Overflow B"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert shown.asked == [SeatApart(131, ((2, "Overflow A"), (1, "Overflow B")))]
    with qtbot.waitSignal(page.card_wanted) as wanted:
        QTest.mouseClick(page.ticket_reason.override_button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["override", 131]


def test_nothing_is_offered_for_a_ticket_that_went_on(shown: Shown) -> None:
    meeting, entry = desk_ticket()
    page = shown.show(meeting, entry)
    later = Evening(sample_building(), "18:13:00")
    later.draft.seq = meeting.seq + 1
    later.called(131, 3, "18:12:04", "Overflow A", "18:12:40")
    page = shown.show(later.meeting())
    assert page.answer_card.ticket.ahead_label.text() == "called to Overflow A"
    reason = page.ticket_reason
    assert not any(button.isVisible() for button in (reason.apart_button, reason.count_button, reason.override_button))


def test_the_ticket_card_says_how_it_stands_now_and_not_how_it_was_issued(shown: Shown) -> None:
    meeting, entry = desk_ticket()
    page = shown.show(meeting, entry)
    ticket = page.answer_card.ticket
    assert ticket.keep_label.text() == "no place freed lately: wait\noutside, in earshot"
    assert page.ticket_reason.isVisible()
    later = Evening(sample_building(), "18:13:00")
    later.draft.seq = meeting.seq + 1
    later.called(131, 3, "18:12:04", "Overflow A", "18:12:40")
    page = shown.show(later.meeting())
    assert ticket.keep_label.text() == "4:40 left to come"
    assert not page.ticket_reason.isVisible()
    page.show_tick(clock("18:14:00"))
    assert ticket.keep_label.text() == "3:40 left to come"
    last = Evening(sample_building(), "18:14:30")
    last.draft.seq = meeting.seq + 2
    seated = clock("18:14:20")
    last.ticket(131, 2, "18:12:04", state=TicketState.SEATED, space="Overflow A", seated_at=seated, changed_at=seated)
    page = shown.show(last.meeting())
    assert ticket.party_label.text() == "2 people, any room"
    assert (ticket.ahead_label.text(), ticket.keep_label.text()) == ("seated in Overflow A", "at 18:14")
    gone = Evening(sample_building(), "18:15:00")
    gone.draft.seq = meeting.seq + 3
    gone.ticket(131, 2, "18:12:04", state=TicketState.MISSED)
    assert shown.show(gone.meeting()).answer_card.ticket.keep_label.text() == "keeps its place in line"


def test_three_rows_of_the_line_are_whole_beside_a_ticket(shown: Shown) -> None:
    page = shown.show(*desk_ticket())
    row = page.line_table.rowHeight(0)
    assert page.line_table.height() >= 3 * row


# --- the row's menu ------------------------------------------------------------------------------------------


def test_each_row_has_a_named_menu_that_the_keyboard_reaches(shown: Shown, qtbot: QtBot) -> None:
    page = shown.show(desk_light()[0])
    more = _room(page, "Overflow B").more_button
    assert more.accessibleName() == "More for Overflow B"
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus
    more.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    with qtbot.waitSignal(page.head_count_wanted) as counted:
        actions["Head count…"].trigger()
    with qtbot.waitSignal(page.card_wanted) as wanted:
        actions["Close this room…"].trigger()
    menu.close()
    assert (counted.args, wanted.args) == (["Overflow B"], ["close-room", "Overflow B"])
    assert CloseSpace("Overflow B") not in shown.asked, "closing is asked for on its card"


def test_an_over_room_says_how_many_are_past_its_places(shown: Shown) -> None:
    page = shown.show(*desk_over())
    row = _room(page, "Commission Chamber")
    assert (row.free_label.text(), row.free_word.text()) == ("5", "over")
    parts = row.bar.segments()
    assert parts.limit < parts.over, "people past the limit line lie beyond it"
