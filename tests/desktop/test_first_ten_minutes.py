"""The first ten minutes of the sample evening, worked by hand through the real window, the desk's thread and SQLite.

Limits are typed in smaller at first start, so that the rooms fill and tickets are issued within the ten minutes. At
the end everything the screen says is laid beside the views of the log, read with another tool.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from roomflow import assets
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.cards.head_count import HeadCountDialog
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.first_start.page import FirstStart
from roomflow.desktop.first_start.table import COLUMNS
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.start import Run
from roomflow.domain.events import Kind, TicketState
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.service.mint import SeededMint
from tests.desktop.hands import WAIT_MS, Hands
from tests.service.evening import SECONDS
from tests.store.tool import other_tool

ZONE = ZoneInfo("America/Denver")
DATE = "2026-01-13"
UNTIL = "17:25:00"
WALK = timedelta(seconds=90)
LEAVING = 4
LIMITS = {
    "Commission Chamber": ("34", "6"),
    "Overflow A": ("16", "1"),
    "Overflow B": ("10", "0"),
    "Overflow C": ("8", "0"),
}
"""Posted limit and reserved places, as they are typed in."""


@dataclass(frozen=True, slots=True)
class Party:
    """A row of the sample evening."""

    at: datetime
    people: int
    accessible: bool
    chamber: bool


def parties() -> list[Party]:
    with assets.resource("samples", "evening.csv").open(encoding="utf-8", newline="") as file:
        return [
            Party(local(row["at"]), int(row["people"]), row["accessible"] == "1", row["wish"] == "chamber")
            for row in csv.DictReader(file)
            if row["at"] <= UNTIL
        ]


def local(text: str) -> datetime:
    return datetime.fromisoformat(f"{DATE}T{text}").replace(tzinfo=ZONE)


class Evening:
    """The person at the desk, the ushers' counting (done at the desk's own + here), and the clock."""

    def __init__(self, run: Run, window: MainWindow, clock: SimulatedClock) -> None:
        self.run = run
        self.window = window
        self.clock = clock
        screen = window.meeting_screen
        assert screen is not None
        self.hands = Hands(window, screen)
        self.screen = screen
        self.walking: deque[tuple[datetime, str, int]] = deque()
        self.tickets: list[int] = []

    def until(self, moment: datetime) -> None:
        """Let the time pass up to a moment; who was sent comes in on the way."""
        while self.walking and self.walking[0][0] <= moment:
            arrives, space, people = self.walking.popleft()
            self.set_clock(arrives)
            for _ in range(people):
                self.click_step(space, "plus_button")
        self.set_clock(moment)

    def set_clock(self, moment: datetime) -> None:
        ms = round(moment.timestamp() * 1_000) - self.clock.read().at
        if ms > 0:
            self.clock.advance(ms)
            assert self.run.opened is not None
            self.run.opened.desk.wake().result(SECONDS)

    def welcome(self, party: Party) -> None:
        self.until(party.at)
        if party.accessible:
            self.hands.press("a")
        if party.chamber:
            self.hands.press("c")
        answer = self.hands.answered(lambda: self.hands.press(str(party.people)))
        entry = answer.entries[0]
        if entry.kind == Kind.SENT:
            assert entry.space is not None
            self.walking.append((party.at + WALK, entry.space, party.people))
        else:
            assert entry.kind == Kind.ISSUED
            assert entry.ticket is not None
            self.tickets.append(entry.ticket)

    def click_step(self, space: str, name: str) -> Answer:
        button = self.screen.page.rooms_panel.row(space).findChild(QAbstractButton, name)
        assert button is not None
        return self.hands.answered(lambda: self.hands.click(button))

    def figures(self) -> dict[str, tuple[int, ...]]:
        """Inside, held and places of each room, and inside and limit of each waiting space, as the rows say it."""
        said = {}
        for space in ("Commission Chamber", "Overflow A", "Overflow B", "Overflow C", "Third-floor hallway", "Lobby"):
            label = self.screen.page.rooms_panel.row(space).figures_label  # type: ignore[attr-defined]
            said[space] = tuple(int(figure) for figure in re.findall(r"\d+", label.text()))
        return said


def type_limits(page: FirstStart, qtbot: QtBot) -> None:
    table, model = page.rooms_column.rooms_table, page.rooms_column.model
    for row, (limit, reserved) in enumerate(LIMITS.values()):
        for column, text in (("reserved", reserved), ("accessible", "0"), ("limit", limit)):
            index = model.index(row, COLUMNS.index(column))
            table.setCurrentIndex(index)
            table.edit(index)
            assert table.state() == QAbstractItemView.State.EditingState
            editor = table.findChildren(QLineEdit, "cell_edit")[-1]
            editor.selectAll()
            QTest.keyClicks(editor, text)
            if model.data(index, Qt.ItemDataRole.EditRole) != text:
                with qtbot.waitSignal(page.rooms_column.changed, timeout=WAIT_MS):
                    QTest.keyClick(editor, Qt.Key.Key_Return)


@pytest.fixture
def evening(dressed: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Evening]:
    """A meeting opened at 17:15 by hand, in a log on the disk."""
    clock = SimulatedClock(round(local("17:15:00").timestamp() * 1_000))
    window, crash = MainWindow(), CrashNotes()
    run = Run(window, Parts(tmp_path, clock=clock, mint=SeededMint(126), durable=False), crash)
    window.show()
    with qtbot.waitSignal(window.screen_shown, timeout=WAIT_MS):
        run.begin()
    assert window.first_start is not None
    type_limits(window.first_start, qtbot)
    with qtbot.waitSignal(window.screen_shown, timeout=WAIT_MS):
        QTest.keyClick(window.first_start, Qt.Key.Key_Return)
    yield Evening(run, window, clock)
    window.close()
    run.stop()
    crash.remove()
    window.deleteLater()


def test_the_first_ten_minutes_end_with_the_same_counts_on_the_screen_as_in_the_log(
    evening: Evening, tmp_path: Path
) -> None:
    arrivals = parties()
    for party in arrivals:
        evening.welcome(party)
    assert evening.tickets[:2] == [101, 102]
    slip_and_undo(evening)
    count_heads(evening)
    leave_and_call(evening)
    scans(evening)
    evening.until(local("17:27:30"))
    shown, header, line = evening.figures(), evening.hands.text("sum_label"), line_words(evening)
    evening.window.close()
    evening.run.stop()
    compare(tmp_path, shown, header, line)
    in_rooms = sum(figures[0] + figures[1] for space, figures in shown.items() if space in LIMITS)
    in_line = int(line.split()[2])
    assert sum(party.people for party in arrivals) == in_rooms + in_line + LEAVING


def slip_and_undo(evening: Evening) -> None:
    """A slip of the finger, taken back at once."""
    before = evening.figures()
    evening.hands.answered(lambda: evening.hands.press("6"))
    evening.hands.answered(lambda: evening.hands.press_key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))
    assert evening.figures() == before


def count_heads(evening: Evening) -> None:
    """A head count of Overflow C that finds what was counted."""
    evening.screen.count_heads("Overflow C")
    card = evening.screen._cards[HeadCountDialog]
    assert isinstance(card, HeadCountDialog)
    evening.hands.answered(lambda: evening.hands.click(card.start_button))
    card.figure_edit.setText(str(evening.figures()["Overflow C"][0]))
    answer = evening.hands.answered(lambda: evening.hands.click(card.save_button))
    assert answer.entries[0].change == 0


def leave_and_call(evening: Evening) -> None:
    """People leave Overflow A, and Space calls whom the places fit."""
    evening.until(local("17:26:40"))
    for _ in range(LEAVING):
        evening.click_step("Overflow A", "minus_button")
    answer = evening.hands.answered(lambda: evening.hands.press(" "))
    assert {entry.kind for entry in answer.entries} == {Kind.CALLED}


def scans(evening: Evening) -> None:
    """The first one called is scanned in; one that waits is told so; a stranger's code is told so."""
    meeting = evening.screen.meeting
    assert meeting is not None
    called = [ticket for ticket in meeting.tickets.values() if ticket.state is TicketState.CALLED]
    waiting = [ticket for ticket in meeting.tickets.values() if ticket.state is TicketState.WAITING]
    answer = evening.hands.answered(lambda: evening.hands.scan("R" + called[0].code))
    assert answer.entries[0].kind == Kind.SEATED
    assert evening.hands.text("notice_label").startswith(f"Ticket {called[0].number} seated in")
    evening.hands.answered(lambda: evening.hands.scan("R" + waiting[0].code))
    assert f"Ticket {waiting[0].number} is not called yet" in evening.hands.text("notice_label")
    evening.hands.scan("https://city.example/agenda")
    assert "web address" in evening.hands.text("notice_label")


def line_words(evening: Evening) -> str:
    return evening.screen.page.line_head.count_label.text()


def compare(folder: Path, shown: dict[str, tuple[int, ...]], header: str, line: str) -> None:
    """Lay what the screen said beside the log's own views."""
    with other_tool(folder) as log:
        rows = log.execute('SELECT space, kind, "limit", reserved, inside, held FROM occupancy').fetchall()
        waiting = log.execute("SELECT count(*), sum(party) FROM tickets WHERE state = 'waiting'").fetchone()
        (chamber,) = log.execute("SELECT sum(change) FROM attendance WHERE space = 'Commission Chamber'").fetchone()
    in_log = {
        space: (inside, held, limit - reserved) if kind in ("chamber", "overflow") else (inside, limit)
        for space, kind, limit, reserved, inside, held in rows
    }
    assert shown == {space: figures for space, figures in in_log.items() if space in shown}
    rooms = [figures for space, figures in in_log.items() if space in LIMITS]
    inside, held, places = (sum(figures[part] for figures in rooms) for part in range(3))
    assert header == f"{inside} inside, {held} held, of {places} public places"
    assert line == f"{waiting[0]} parties, {waiting[1]} people"
    assert chamber == in_log["Commission Chamber"][0]
    assert waiting[0] > 0
