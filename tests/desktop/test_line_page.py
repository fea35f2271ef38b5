"""The Line page through the real desk: found by number or scan, called, seated, missed, back, left, split and moved."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import LIGHT, dress
from roomflow.desktop.basis.pages import LINE
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.computer.printing import Job
from roomflow.desktop.desk.override import OverrideDialog
from roomflow.desktop.line.actions import KEYS, actions_for
from roomflow.desktop.line.order import Column, Listed
from roomflow.desktop.line.page import LinePage
from roomflow.domain.codes import qr_text
from roomflow.domain.commands import Leave, SaveHeadCount, SendParty, SetClaim, StopInvitations, Tap
from roomflow.domain.events import Kind, TicketState
from roomflow.domain.meeting import Meeting, Ticket
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from tests.desktop.hands import WAIT_MS, Hands
from tests.desktop.page_scenes import line_of_every_state
from tests.service.evening import Station


def meeting_of(hands: Hands) -> Meeting:
    assert hands.screen.meeting is not None
    return hands.screen.meeting


def ticket_of(hands: Hands, number: int) -> Ticket:
    return meeting_of(hands).tickets[number]


def line_of(hands: Hands) -> LinePage:
    page = hands.screen.pages.page(LINE)
    assert isinstance(page, LinePage)
    return page


def fill(hands: Hands, station: Station, *sizes: int) -> None:
    """Every place of the building is taken by people inside; then parties of these sizes get their tickets."""
    for size in (5, 5, 6):
        assert station.do(SendParty(size)).is_done
    for room, people in (("Chamber", 6), ("Chamber", 4), ("Room A", 6)):
        station.do(Tap(room, people))
    for size in sizes:
        hands.see(station.do(SendParty(size)))


def free(hands: Hands, station: Station, room: str, people: int) -> None:
    """So many people leave a room, whose seats are then counted."""
    station.do(Tap(room, -people))
    hands.see(station.do(SaveHeadCount(room, meeting_of(hands).spaces[room].inside - people)))


@pytest.fixture
def page(hands: Hands, station: Station) -> LinePage:
    """Shown with three parties in line: 101 of 2, 102 of 3, 103 of 1."""
    fill(hands, station, 2, 3, 1)
    hands.press_key(Qt.Key.Key_F3)
    return line_of(hands)


def chosen_words(page: LinePage) -> str:
    return page.ticket_panel.number_label.text()


def pick(words: str) -> Callable[[], None]:
    """Choose from the menu that is open."""

    def act() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(action for action in menu.actions() if action.text().startswith(words))
        assert action.isEnabled(), action.text()
        action.trigger()
        menu.close()

    return act


# --- finding -----------------------------------------------------------------------------------------


def test_f3_shows_the_line_and_the_arrows_go_through_it(hands: Hands, page: LinePage) -> None:
    assert page.isVisible()
    assert hands.screen.page_rail.line_button.isChecked()
    assert page._lists[Listed.IN_LINE].text() == "In line 3"
    hands.press_key(Qt.Key.Key_Down)
    assert chosen_words(page) == "Ticket 101"
    hands.press_key(Qt.Key.Key_Down)
    assert chosen_words(page) == "Ticket 102"
    assert page.ticket_panel.party_label.text() == "3 people, any room"
    assert page.ticket_panel.standing_label.text() == "2 people are ahead."


def test_digits_find_a_number_and_enter_goes_on_to_the_list(hands: Hands, page: LinePage) -> None:
    seq = meeting_of(hands).seq
    hands.press("103")
    assert chosen_words(page) == "Ticket 103"
    assert page.find_edit.text() == "103"
    hands.press_key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.tickets_table
    assert page.find_edit.text() == ""
    assert meeting_of(hands).seq == seq, "a digit sent a party"


def test_a_number_that_was_never_given_is_said(hands: Hands, page: LinePage) -> None:
    hands.press("987")
    hands.press_key(Qt.Key.Key_Return)
    assert page.ticket_panel.notice_label.text() == "There is no ticket 987."
    assert chosen_words(page) == "No ticket chosen"


def test_esc_leaves_the_field_and_the_ticket(hands: Hands, page: LinePage) -> None:
    hands.press("103")
    hands.press_key(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.tickets_table
    assert (page.find_edit.text(), chosen_words(page)) == ("", "No ticket chosen")


def test_a_code_scanned_into_the_field_chooses_its_ticket(hands: Hands, page: LinePage) -> None:
    hands.press("/")
    assert QApplication.focusWidget() is page.find_edit
    page.find_edit.setText("")
    hands.press("R" + ticket_of(hands, 102).code)
    hands.press_key(Qt.Key.Key_Return)
    assert chosen_words(page) == "Ticket 102"


def test_a_scan_anywhere_is_answered_and_chooses_its_ticket(hands: Hands, page: LinePage) -> None:
    answer = hands.answered(lambda: hands.scan("R" + ticket_of(hands, 103).code))
    assert answer.refusal is not None
    assert chosen_words(page) == "Ticket 103"
    assert "not called yet" in page.ticket_panel.notice_label.text()


def test_a_ticket_that_another_list_has_is_found_there(hands: Hands, page: LinePage) -> None:
    page.choose(101)
    hands.answered(lambda: hands.press("l"))
    assert page._lists[Listed.LEFT].text() == "Left 1"
    hands.press_key(Qt.Key.Key_Escape)
    assert chosen_words(page) == "No ticket chosen"
    hands.press("101")
    assert chosen_words(page) == "Ticket 101"
    assert page._lists[Listed.ALL].isChecked()


# --- what can be done --------------------------------------------------------------------------------


def test_a_ticket_is_called_seated_and_missed_and_back_with_the_keyboard_alone(
    hands: Hands, station: Station, page: LinePage
) -> None:
    free(hands, station, "Room A", 3)
    hands.press("101")
    hands.press_key(Qt.Key.Key_Return)
    assert page._actions["call"].beside == "to Room A, 3 free"
    hands.answered(lambda: hands.press("c"))
    assert ticket_of(hands, 101).state is TicketState.CALLED
    assert page.ticket_panel.standing_label.text() == "Called to Room A, 5:00 left."
    hands.answered(lambda: hands.press("m"))
    assert ticket_of(hands, 101).state is TicketState.MISSED
    hands.answered(lambda: hands.press("b"))
    assert ticket_of(hands, 101).state is TicketState.WAITING
    hands.answered(lambda: hands.press("c"))
    hands.answered(lambda: hands.press("s"))
    assert ticket_of(hands, 101).state is TicketState.SEATED
    assert meeting_of(hands).spaces["Room A"].inside == 5


def test_who_was_tapped_in_already_is_counted_once(hands: Hands, station: Station, page: LinePage) -> None:
    free(hands, station, "Room A", 2)
    page.choose(101)
    hands.answered(lambda: hands.press("c"))
    hands.see(station.do(Tap("Room A", 2)))
    hands.answered(lambda: hands.press("y"))
    assert ticket_of(hands, 101).state is TicketState.SEATED
    assert meeting_of(hands).spaces["Room A"].inside == 6


def test_a_room_is_chosen_from_the_menu_and_its_hold_moved(hands: Hands, station: Station, page: LinePage) -> None:
    free(hands, station, "Room A", 2)
    free(hands, station, "Chamber", 2)
    page.choose(101)
    hands.press("o")
    hands.answered(pick("Call to Room A"))
    assert ticket_of(hands, 101).space == "Room A"
    hands.press("v")
    hands.answered(pick("Move to Chamber"))
    assert ticket_of(hands, 101).space == "Chamber"


def test_a_party_splits_and_its_new_number_is_said(hands: Hands, page: LinePage) -> None:
    page.choose(102)
    hands.press("x")
    hands.answered(pick("2 people and 1 person"))
    assert page.ticket_panel.notice_label.text() == "New ticket: 104."
    assert (ticket_of(hands, 102).people, ticket_of(hands, 104).people) == (2, 1)
    assert page.ticket_panel.party_label.text() == "2 people, any room"


def test_a_party_that_fits_nowhere_together_sits_apart(hands: Hands, station: Station, page: LinePage) -> None:
    page.choose(101)
    hands.answered(lambda: hands.press("l"))
    free(hands, station, "Room A", 2)
    free(hands, station, "Chamber", 1)
    page.choose(102)
    assert page._actions["apart"].beside == "Seat 2 in Room A and 1 in Chamber"
    answer = hands.answered(lambda: hands.press("d"))
    assert [entry.kind for entry in answer.entries].count(Kind.CALLED) == 2


def test_an_override_opens_its_card(hands: Hands, page: LinePage) -> None:
    page.choose(102)
    hands.press("o")
    pick("Override")()
    card = hands.screen._cards[OverrideDialog]
    assert card.isVisible()
    card.close()


def test_space_calls_the_whole_suggestion(hands: Hands, station: Station, page: LinePage) -> None:
    free(hands, station, "Room A", 6)
    answer = hands.answered(lambda: hands.press(" "))
    assert [entry.ticket for entry in answer.entries if entry.kind == Kind.CALLED] == [101, 102, 103]


def test_what_cannot_be_done_has_its_reason_beside_it(hands: Hands, page: LinePage) -> None:
    page.choose(102)
    beside = {name: label.text() for name, label in page.ticket_panel.beside.items()}
    off = {name: beside[name] for name, button in page.ticket_panel.buttons.items() if not button.isEnabled()}
    assert off == {
        "call": "no room has 3 places",
        "missed": "it is not called",
        "back": "it has not missed a call",
        "apart": "no two rooms have 3 places",
        "print": "no printer is chosen: Setup, This computer",
        "move": "it is not called",
    }
    seq = meeting_of(hands).seq
    hands.press("cmbdv")
    assert meeting_of(hands).seq == seq
    hands.answered(lambda: hands.screen.ask(StopInvitations()))
    assert page._actions["call-to"].beside == "invitations are stopped"
    assert not page.ticket_panel.buttons["call-to"].isEnabled()


def test_every_action_says_what_it_does_or_why_it_cannot_in_every_state() -> None:
    meeting = line_of_every_state()
    now = Now(meeting.at, meeting.elapsed)
    for number in meeting.tickets:
        actions = actions_for(meeting, number, now)
        assert list(actions) == list(KEYS)
        assert [action.name for action in actions.values() if not action.beside] == []
        assert all(action.enabled or action.command is None for action in actions.values())


def test_the_desk_takes_every_command_the_page_says_can_be_asked(
    hands: Hands, station: Station, page: LinePage
) -> None:
    """The control of the reasons: what is enabled is not refused."""
    free(hands, station, "Room A", 3)
    for number in (101, 103, 102):
        page.choose(number)
        answer: Answer | None = None
        if page._actions["call"].enabled:
            answer = hands.answered(lambda: page.do("call"))
            assert answer.is_done, answer.refusal
        else:
            assert page._actions["call"].beside == "no room has 3 places"
    assert page._meeting is not None
    assert page._meeting.spaces["Room A"].free == 0


def test_enter_on_a_row_opens_everything_as_a_menu(hands: Hands, page: LinePage) -> None:
    hands.press_key(Qt.Key.Key_Down)
    hands.press_key(Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.actions()[0].text() == "Ticket 101"
    hands.answered(pick("Left"))
    assert ticket_of(hands, 101).state is TicketState.LEFT


def test_a_click_chooses_a_ticket_and_a_button_acts_on_it(hands: Hands, page: LinePage) -> None:
    table = page.tickets_table
    where = table.visualRect(table.tickets.index(1, Column.STATE)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert chosen_words(page) == "Ticket 102"
    hands.answered(lambda: hands.click(page.ticket_panel.buttons["left"]))
    assert ticket_of(hands, 102).state is TicketState.LEFT


# --- the chosen one ----------------------------------------------------------------------------------


def test_the_chosen_ticket_stays_chosen_and_no_other_takes_its_place(
    hands: Hands, station: Station, page: LinePage
) -> None:
    page.choose(102)
    hands.see(station.do(SendParty(4)))
    assert chosen_words(page) == "Ticket 102"
    assert page.tickets_table.chosen_row() == page.tickets_table.currentIndex().row() == 1
    hands.answered(lambda: hands.press("l"))
    assert page.tickets_table.chosen_row() is None
    assert not page.tickets_table.currentIndex().isValid()
    assert chosen_words(page) == "Ticket 102"
    assert page.ticket_panel.standing_label.text().startswith("Left the line")
    seq = meeting_of(hands).seq
    hands.press("lcs")
    assert meeting_of(hands).seq == seq, "a key acted on another ticket"


def test_who_needs_an_accessible_place_is_said_to_the_desk_alone(
    hands: Hands, station: Station, page: LinePage
) -> None:
    answer = station.do(SendParty(2, accessible=True))
    hands.see(answer)
    number = answer.entries[0].ticket
    assert number is not None
    page.choose(number)
    assert page.ticket_panel.party_label.text() == "2 people, any room, accessible place"
    model = page.tickets_table.tickets
    row = model.row_of(number)
    assert row is not None
    said = [str(model.index(row, column).data()) for column in Column]
    assert not any("accessible" in words for words in said)


def test_countdowns_go_on_while_nothing_happens(
    hands: Hands, station: Station, page: LinePage, clock: SimulatedClock
) -> None:
    free(hands, station, "Room A", 2)
    page.choose(101)
    hands.answered(lambda: hands.press("c"))
    clock.advance(61_000)
    hands.screen._tick()
    assert page.ticket_panel.standing_label.text() == "Called to Room A, 3:59 left."
    row = page.tickets_table.tickets.row_of(101)
    assert row is not None
    assert page.tickets_table.tickets.index(row, Column.LEFT).data() == "3:59"


def test_a_page_that_was_not_shown_is_up_to_date_when_it_is(hands: Hands, station: Station, page: LinePage) -> None:
    hands.press_key(Qt.Key.Key_F1)
    assert not page.isVisible()
    hands.see(station.do(SendParty(5)))
    assert page.tickets_table.tickets.rowCount() == 3
    hands.click(hands.screen.page_rail.line_button)
    assert page.tickets_table.tickets.rowCount() == 4


# --- remembered, named -------------------------------------------------------------------------------


def test_the_columns_are_as_somebody_left_them(hands: Hands, page: LinePage, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "window.json"
    for width in (140, 150):
        left = LinePage(hands.screen.ask, Remembered(file))
        left.tickets_table.setColumnWidth(Column.WISH, width)
        left.tickets_table.horizontalHeader().moveSection(Column.WISH, 0)
        left.tickets_table.horizontalHeader().setSortIndicator(Column.PEOPLE, Qt.SortOrder.DescendingOrder)
        again = LinePage(hands.screen.ask, Remembered(file))
        assert again.tickets_table.columnWidth(Column.WISH) == width
        assert again.tickets_table.first_column() == left.tickets_table.first_column()
        assert again.tickets_table.tickets._order == (Column.PEOPLE, True)
        for made in (left, again):
            made.deleteLater()


def test_the_widths_of_small_text_are_not_given_to_large_text(
    hands: Hands, page: LinePage, dressed: QApplication, tmp_path: Path
) -> None:
    file = tmp_path / "window.json"
    small = LinePage(hands.screen.ask, Remembered(file))
    small.tickets_table.setColumnWidth(Column.NUMBER, 61)
    dress(dressed, LIGHT, 2.0)
    try:
        large = LinePage(hands.screen.ask, Remembered(file))
        assert large.tickets_table.columnWidth(Column.NUMBER) > 61
        assert large.tickets_table.isColumnHidden(Column.WISH)
    finally:
        dress(dressed, LIGHT)
    for made in (small, large):
        made.deleteLater()


@pytest.mark.parametrize("text", ["", "no json", "[1]", '{"line.columns": 7}', '{"line.columns": "abc"}'])
def test_a_file_that_cannot_be_used_leaves_the_columns_as_they_are_made(
    text: str, hands: Hands, page: LinePage, tmp_path: Path
) -> None:
    file = tmp_path / "window.json"
    file.write_text(text, "utf-8")
    made = LinePage(hands.screen.ask, Remembered(file))
    widths = [made.tickets_table.columnWidth(column) for column in Column if column is not Column.ROOM]
    plain = [page.tickets_table.columnWidth(column) for column in Column if column is not Column.ROOM]
    assert widths == plain
    made.deleteLater()


def test_every_control_of_the_line_has_a_name(page: LinePage) -> None:
    page.choose(102)
    silent = [
        control.objectName()
        for kind in (QAbstractButton, QLineEdit)
        for control in page.findChildren(kind)
        if control.isVisible() and not (control.accessibleName() or getattr(control, "text", str)())
    ]
    assert silent == []
    assert page.tickets_table.accessibleName()


def test_an_empty_list_says_what_to_do(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_F3)
    page = line_of(hands)
    assert "Nobody is in line" in page.tickets_table._empty
    page.grab()  # painted without a warning
    hands.click(page._lists[Listed.SEATED])
    assert page.tickets_table._empty == "No ticket was seated yet."


def test_a_party_seated_elsewhere_that_wishes_the_chamber_is_called_from_its_seat(
    hands: Hands, station: Station, page: LinePage
) -> None:
    free(hands, station, "Room A", 2)
    page.choose(101)
    hands.answered(lambda: hands.press("c"))
    hands.answered(lambda: hands.press("s"))
    hands.see(station.do(SetClaim(101, claim=True)))
    assert page.ticket_panel.standing_label.text() == "Seated, wishes the chamber."
    assert page._actions["call"].beside == "no room has 2 places"
    for number in (102, 103):
        station.do(Leave(number))
    free(hands, station, "Chamber", 2)
    hands.answered(lambda: hands.press("c"))
    assert page.ticket_panel.standing_label.text() == "Called to Chamber from its seat, 5:00 left."
    row = page.tickets_table.tickets.row_of(101)
    assert row is not None, "who is called stands among those in line"
    words = [page.tickets_table.tickets.index(row, column).data() for column in (Column.STATE, Column.ROOM)]
    assert words == ["called, seated", "Chamber"]
    assert page._lists[Listed.IN_LINE].text() == "In line 1"
    hands.answered(lambda: hands.press("s"))
    assert ticket_of(hands, 101).space == "Chamber"
    assert not page._actions["call"].enabled


def test_a_slip_is_printed_again_from_the_line_and_voids_the_earlier_one(
    hands: Hands, page: LinePage, qtbot: QtBot
) -> None:
    printed: list[Job] = []
    hands.screen.computer.kept.change(printer="Reception")
    hands.screen.slips.printing._send = printed.append
    before = ticket_of(hands, 102).code
    page.choose(102)
    assert page.ticket_panel.beside["print"].text() == "the earlier slip is void then"
    with qtbot.waitSignal(hands.screen.slips.said, timeout=WAIT_MS):
        answer = hands.answered(lambda: hands.press("P"))
    assert [entry.kind for entry in answer.entries] == [Kind.REPRINTED]
    (job,) = printed
    after = ticket_of(hands, 102).code
    assert after not in ("", before)
    assert (job.slip.number, job.slip.qr, bool(job.slip.again)) == (102, qr_text(after), True)
