"""A new person's evening from first start to the exported record, through the real window, its desk and SQLite.

Once with the keyboard alone, once with the mouse. Limits are typed in small, so that thirty parties fill the rooms.
"""

import csv
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.keys import PAGES as PAGE_KEYS
from roomflow.desktop.basis.pages import CLERK, DESK, DOORS, LINE, SETUP
from roomflow.desktop.cards.head_count import HeadCountDialog
from roomflow.desktop.cards.question import AdjournDialog
from roomflow.desktop.clerk.page import ClerkPage
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.desk.limit import LimitDialog
from roomflow.desktop.doors.page import DoorsPage
from roomflow.desktop.emergency.card import EmergencyDialog, EndEmergencyDialog
from roomflow.desktop.first_start.table import COLUMNS
from roomflow.desktop.line.actions import BACK, MISSED
from roomflow.desktop.line.page import LinePage
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.desktop.window.start import Run
from roomflow.domain.events import Entry, Kind, TicketState
from roomflow.domain.meeting import Meeting, Phase
from roomflow.service.clock import SimulatedClock
from roomflow.service.mint import SeededMint
from tests.desktop.hands import WAIT_MS, Hands
from tests.desktop.persons import Keyboard, Mouse, Person, bring_to_front
from tests.service.evening import SECONDS, SIX_PM

CHAMBER = "Commission Chamber"
LIMITS = {CHAMBER: ("10", "2"), "Overflow A": ("8", "0"), "Overflow B": ("6", "0"), "Overflow C": ("4", "0")}
"""Posted limit and reserved places, as they are typed in."""
PARTIES = 30
SIZES = (2, 1, 3, 2, 1, 4, 2)
BETWEEN_MS = 20_000
LEAVING = 3
PAGES = (DESK, DOORS, LINE, CLERK, SETUP)


class NewPersonsEvening:
    """The window, the person in front of it, and the clock on the wall."""

    def __init__(self, run: Run, person: Person, clock: SimulatedClock, qtbot: QtBot) -> None:
        self.run, self.person, self.clock, self.qtbot = run, person, clock, qtbot
        self.window = run.window

    @property
    def screen(self) -> MeetingScreen:
        screen = self.window.meeting_screen
        assert screen is not None
        return screen

    @property
    def hands(self) -> Hands:
        """Waits for answers."""
        return Hands(self.window, self.screen)

    @property
    def meeting(self) -> Meeting:
        meeting = self.screen.meeting
        assert meeting is not None
        return meeting

    def pass_time(self, ms: int = BETWEEN_MS) -> None:
        self.clock.advance(ms)
        assert self.run.opened is not None
        self.run.opened.desk.wake().result(SECONDS)

    def turn_to(self, page: str) -> None:
        place = PAGES.index(page)
        button = self.screen.page_rail._pages[page]
        self.person.do(getattr(Qt.Key, f"Key_{PAGE_KEYS[place]}"), button)
        assert self.screen.pages.name == page

    def press(self, control: QAbstractButton) -> Entry:
        """Press what asks the desk, and give the first entry of its answer."""
        return self.hands.answered(lambda: self.person.press(control)).entries[0]

    def tickets(self, state: TicketState) -> list[int]:
        return [number for number, ticket in self.meeting.tickets.items() if ticket.state is state]


@pytest.fixture(params=[Keyboard, Mouse], ids=["by-keyboard", "by-mouse"])
def evening(
    request: pytest.FixtureRequest, dressed: QApplication, tmp_path: Path, qtbot: QtBot
) -> Iterator[NewPersonsEvening]:
    """First start, as it is after the program was started for the first time."""
    clock = SimulatedClock(SIX_PM)
    window, crash = MainWindow(), CrashNotes()
    run = Run(window, Parts(tmp_path / "log", clock=clock, mint=SeededMint(126), durable=False), crash)
    window.resize(1366, 768)
    window.show()
    bring_to_front(window)
    with qtbot.waitSignal(window.screen_shown, timeout=WAIT_MS):
        run.begin()
    yield NewPersonsEvening(run, request.param(window), clock, qtbot)
    window.leave()
    run.stop()
    crash.remove()
    window.deleteLater()


def test_from_first_start_to_the_exported_record(evening: NewPersonsEvening, tmp_path: Path) -> None:
    open_the_meeting(evening)
    send_thirty_parties(evening)
    let_them_in(evening)
    call_whom_the_places_fit(evening)
    seat_miss_and_back(evening)
    count_heads(evening)
    lower_a_limit(evening)
    stop_and_go_on(evening)
    adjourn(evening)
    export(evening, tmp_path / "files")


def open_the_meeting(evening: NewPersonsEvening) -> None:
    """The sample building, with limits of one's own."""
    page, person = evening.window.first_start, evening.person
    assert page is not None
    person.press(page.sample_choice)
    table, model = page.rooms_column.rooms_table, page.rooms_column.model
    for row, (limit, reserved) in enumerate(LIMITS.values()):
        for column, text in (("reserved", reserved), ("accessible", "0"), ("limit", limit)):
            index = model.index(row, COLUMNS.index(column))
            if model.data(index, Qt.ItemDataRole.EditRole) != text:
                person.edit_cell(table, index, text)
    person.type_in(page.name_edit, "City Commission")
    with evening.qtbot.waitSignal(evening.window.screen_shown, timeout=WAIT_MS):
        person.do(Qt.Key.Key_Return, page.open_button)
    evening.hands.wait_for_the_screen()
    assert evening.meeting.name == "City Commission"
    assert [evening.meeting.spaces[room].limit for room in LIMITS] == [10, 8, 6, 4]


def send_thirty_parties(evening: NewPersonsEvening) -> None:
    """Rooms fill in their order; then tickets from 101 on."""
    kinds = []
    for people, _party in zip(cycle(SIZES), range(PARTIES), strict=False):
        key = evening.screen.page.keys_line.findChild(QAbstractButton, f"party_{people}_button")
        assert key is not None
        answer = evening.hands.answered(partial(evening.person.do, str(people), key))
        kinds.append(answer.entries[0].kind)
        evening.pass_time(2_000)
    assert {Kind.SENT, Kind.ISSUED} == set(kinds)
    assert kinds[0] == Kind.SENT
    assert kinds[-1] == Kind.ISSUED
    assert evening.tickets(TicketState.WAITING)[0] == 101
    free = [evening.meeting.spaces[room].free for room in LIMITS]
    assert free[:3] == [0, 0, 0]
    assert free[3] < evening.meeting.tickets[101].people  # what is left is spoken for


def let_them_in(evening: NewPersonsEvening) -> None:
    """Whoever was sent comes in: the person stands at each door in turn."""
    evening.turn_to(DOORS)
    page = cast(DoorsPage, evening.screen.pages.current)
    for room in LIMITS:
        evening.person.pick(page.space_button, room)
        for _ in range(evening.meeting.spaces[room].held):
            evening.press(page.plus_pad)
        assert evening.meeting.spaces[room].held == 0
    evening.turn_to(DESK)


def call_whom_the_places_fit(evening: NewPersonsEvening) -> None:
    """People leave the first overflow room, and the suggestion is called."""
    room = evening.screen.page.rooms_panel.row("Overflow A")
    minus = room.findChild(QAbstractButton, "minus_button")
    assert minus is not None
    for _ in range(LEAVING):
        evening.press(minus)
    evening.turn_to(DESK)  # the focus rests on no control again: Space calls
    call = evening.screen.page.line_head.call_button
    answer = evening.hands.answered(lambda: evening.person.do(Qt.Key.Key_Space, call))
    assert {entry.kind for entry in answer.entries} == {Kind.CALLED}
    assert len(evening.tickets(TicketState.CALLED)) >= 2


def seat_miss_and_back(evening: NewPersonsEvening) -> None:
    """One comes and is scanned; one does not, and comes back later."""
    first, second = evening.tickets(TicketState.CALLED)[:2]
    answer = evening.hands.answered(lambda: evening.person.scan("R" + evening.meeting.tickets[first].code))
    assert answer.entries[0].kind == Kind.SEATED
    assert evening.screen.footer_bar.notice_label.text().startswith(f"Ticket {first} seated in Overflow A")
    evening.pass_time()
    evening.turn_to(LINE)
    page = cast(LinePage, evening.screen.pages.current)
    evening.person.type_in(page.find_edit, str(second))
    QTest.keyClick(page.find_edit, Qt.Key.Key_Return)
    assert evening.press(page.ticket_panel.buttons[MISSED]).kind == Kind.MISSED
    evening.pass_time()
    evening.press(page.ticket_panel.buttons[BACK])
    assert evening.meeting.tickets[second].state in (TicketState.WAITING, TicketState.CALLED)
    evening.turn_to(DESK)


def count_heads(evening: NewPersonsEvening) -> None:
    """The chamber is counted: one fewer than the doors say."""
    inside = evening.meeting.spaces[CHAMBER].inside
    more = evening.screen.page.rooms_panel.row(CHAMBER).more_button  # type: ignore[attr-defined]
    evening.person.pick(more, "Head count")
    card = evening.person.card(HeadCountDialog)
    assert card.space_combo.currentText() == CHAMBER
    evening.press(card.start_button)
    evening.person.type_in(card.figure_edit, str(inside - 1))
    assert evening.press(card.save_button).change == -1
    assert evening.meeting.spaces[CHAMBER].inside == inside - 1


def lower_a_limit(evening: NewPersonsEvening) -> None:
    """The fire official lowers the limit of Overflow B below those inside."""
    more = evening.screen.page.rooms_panel.row("Overflow B").more_button  # type: ignore[attr-defined]
    evening.person.pick(more, "Limit")
    card = evening.person.card(LimitDialog)
    evening.person.type_in(card.figure_edit, "4")
    evening.person.choose(card.authority_widget.role_combo, 0)
    evening.person.choose(card.authority_widget.reason_combo, 0)
    assert evening.press(card.save_button).kind == Kind.LIMIT_SET
    assert evening.meeting.spaces["Overflow B"].over == evening.meeting.spaces["Overflow B"].inside - 4 > 0


def stop_and_go_on(evening: NewPersonsEvening) -> None:
    """An emergency: everything stops, a room is cleared, and it ends with a reason."""
    evening.person.do(Qt.Key.Key_F12, evening.screen.header_bar.emergency_button)
    card = evening.person.card(EmergencyDialog)
    evening.press(card.stop_button)
    assert evening.meeting.in_emergency
    page = evening.screen.emergency.page
    assert page is not None
    evening.press(page._rows[CHAMBER].cleared_toggle)
    assert evening.meeting.spaces[CHAMBER].cleared
    evening.person.press(page.end_button)
    ending = evening.person.card(EndEmergencyDialog)
    evening.person.choose(ending.authority_widget.role_combo, 0)
    evening.person.choose(ending.authority_widget.reason_combo, 0)
    evening.press(ending.end_button)
    assert not evening.meeting.in_emergency
    assert evening.screen.pages.name == DESK


def adjourn(evening: NewPersonsEvening) -> None:
    evening.person.pick(evening.screen.header_bar.meeting_button, "Adjourn")
    evening.press(evening.person.card(AdjournDialog).act_button)
    assert evening.meeting.phase is Phase.ADJOURNED


def export(evening: NewPersonsEvening, folder: Path) -> None:
    """The Clerk page writes the tables; they hold what was done."""
    folder.mkdir()
    evening.turn_to(CLERK)
    page = cast(ClerkPage, evening.screen.pages.current)
    if page.record is None:
        with evening.qtbot.waitSignal(page.shown, timeout=WAIT_MS):
            pass
    evening.person.press(page.csv_button)
    asking = evening.person.card(QFileDialog)
    field = asking.findChild(QLineEdit, "fileNameEdit")
    assert field is not None
    bring_to_front(asking)
    evening.person.type_in(field, str(folder))
    with evening.qtbot.waitSignal(page.work.idle, timeout=WAIT_MS):
        QTest.keyClick(field, Qt.Key.Key_Return)
    files = {file.stem: file for file in folder.rglob("*.csv")}
    tickets = next(file for name, file in files.items() if "tickets" in name)
    with tickets.open(encoding="utf-8-sig", newline="") as rows:
        assert len(list(csv.DictReader(rows))) == len(evening.meeting.tickets)
    evening.turn_to(SETUP)
    evening.turn_to(DESK)
