"""The model of the Line page: it keeps Qt's rules through a random evening, and changes what changed only."""

import random

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import LIGHT, dress
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.line.order import Column, Listed, counts_of, listed_tickets
from roomflow.desktop.line.ticket_model import TicketModel
from roomflow.desktop.line.ticket_table import TicketTable
from roomflow.domain.commands import Back, Call, Command, Leave, Miss, Seat, SendParty, SetClaim, Split, Tap
from roomflow.domain.events import TicketState, Wish
from roomflow.domain.meeting import Meeting
from roomflow.service.desk import Desk
from tests.desktop.page_scenes import line_of_every_state, many_in_line
from tests.service.evening import Station

STEPS = 160
MANY = 5_000


def now_of(meeting: Meeting) -> Now:
    return Now(meeting.at, meeting.elapsed)


def numbers(model: TicketModel) -> list[int]:
    shown = [model.ticket_at(row) for row in range(model.rowCount())]
    return [ticket.number for ticket in shown if ticket is not None]


# --- by Qt's own rules -------------------------------------------------------------------------------


def command_of(dice: random.Random, meeting: Meeting) -> Command:
    """Something that may well be refused: the model sees what comes of it."""
    ticket = dice.choice(sorted(meeting.tickets) or [101])
    room = dice.choice(["Chamber", "Room A"])
    commands: list[Command] = [
        SendParty(dice.randint(1, 6), wish=dice.choice(list(Wish))),
        SendParty(dice.randint(1, 6)),
        Tap(room, dice.choice([-6, -3, 2])),
        Call(ticket, room),
        Seat(ticket, room),
        Seat(ticket, room, already_counted=True),
        Miss(ticket),
        Back(ticket),
        Leave(ticket),
        Split(ticket, 1),
        Call(ticket, "Room A", meanwhile=True),
        SetClaim(ticket, claim=True),
    ]
    return dice.choice(commands)


@pytest.mark.parametrize("listed", list(Listed))
def test_a_random_evening_keeps_the_rules_of_a_model(
    listed: Listed, desk: Desk, station: Station, seed: int, qtmodeltester: ModelTester
) -> None:
    dice = random.Random(seed)
    model = TicketModel()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.list_only(listed)
    for step in range(STEPS):
        meeting = desk.meeting(1)
        assert meeting is not None
        station.do(command_of(dice, meeting))
        if step % 40 == 20:
            column = dice.choice([-1, *Column])
            model.sort(column, dice.choice([Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder]))
        newest = desk.meeting(1)
        assert newest is not None
        model.show_meeting(newest, now_of(newest))
        wanted = listed_tickets(newest, listed)
        assert sorted(numbers(model)) == sorted(ticket.number for ticket in wanted)
        assert [model.row_of(number) for number in numbers(model)] == list(range(model.rowCount()))
        if model._order is None:
            assert numbers(model) == [ticket.number for ticket in wanted]
    assert model._meeting is not None
    assert counts_of(model._meeting)[listed] == model.rowCount()


def test_an_index_stays_with_its_ticket_when_rows_come_go_and_move(desk: Desk, station: Station) -> None:
    for _ in range(4):
        station.do(SendParty(6))
    for _ in range(5):
        station.do(SendParty(2))
    model = TicketModel()
    before = desk.meeting(1)
    assert before is not None
    model.show_meeting(before, now_of(before))
    third = numbers(model)[2]
    index = QPersistentModelIndex(model.index(2, Column.STATE))
    station.do(Leave(numbers(model)[0]))
    station.do(SendParty(1))
    after = desk.meeting(1)
    assert after is not None
    model.show_meeting(after, now_of(after))
    assert model.row_of(third) == index.row() == 1
    model.sort(Column.NUMBER, Qt.SortOrder.DescendingOrder)
    assert index.isValid()
    assert model.row_of(third) == index.row() != 1


# --- what it says ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (112, ["112", "2", "called", "any room", "40 min", "", "Commission Chamber", "3:40"]),
        (114, ["114", "5", "waiting, saved", "any room", "38 min", "", "Overflow A", "5:20"]),
        (115, ["115", "1", "waiting", "chamber", "37 min", "2", "", ""]),
        (111, ["111", "2", "missed", "any room", "41 min", "", "", ""]),
        (101, ["101", "3", "seated", "any room", "20 min", "", "Overflow B", ""]),
        (109, ["109", "2", "left", "any room", "26 min", "", "", ""]),
        (110, ["110", "4", "taken back", "any room", "0 min", "", "", ""]),
    ],
)
def test_each_state_is_said_with_its_size_wish_wait_room_and_time(number: int, words: list[str]) -> None:
    meeting = line_of_every_state()
    model = TicketModel()
    model.show_meeting(meeting, now_of(meeting))
    model.list_only(Listed.ALL)
    row = model.row_of(number)
    assert row is not None
    assert [model.index(row, column).data() for column in Column] == words


def test_the_line_stands_in_its_own_order(qtbot: QtBot) -> None:
    meeting = line_of_every_state()
    model = TicketModel()
    model.show_meeting(meeting, now_of(meeting))
    assert numbers(model) == [112, 113, 116, 114, 115, *range(117, 126), 111]
    with qtbot.waitSignal(model.layoutChanged):
        model.sort(Column.PEOPLE, Qt.SortOrder.DescendingOrder)
    assert numbers(model)[:2] == [119, 114]
    model.sort(-1)
    assert numbers(model)[:4] == [112, 113, 116, 114]


# --- five thousand -----------------------------------------------------------------------------------


def test_a_picture_that_changes_one_of_five_thousand_resets_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp, LIGHT)
    table = TicketTable()
    qtbot.addWidget(table)
    table.resize(860, 480)
    table.show()
    evening_before = many_in_line(MANY)
    table.show_meeting(evening_before, now_of(evening_before))
    assert table.tickets.rowCount() == MANY
    resets: list[None] = []
    table.tickets.modelReset.connect(lambda: resets.append(None))
    removed: list[tuple[int, int]] = []
    table.tickets.rowsRemoved.connect(lambda _parent, first, last: removed.append((first, last)))
    table.choose(2_000)
    tickets = dict(evening_before.tickets)
    gone = tickets[3_000]
    line = evening_before.line.copy()
    line.leave(gone.bucket, gone.order, gone.number)
    tickets[3_000] = replace(gone, state=TicketState.LEFT)
    after = replace(evening_before, seq=evening_before.seq + 1, tickets=tickets, line=line)
    table.show_meeting(after, now_of(after))
    QApplication.processEvents()
    assert (resets, removed) == ([], [(2_899, 2_899)])
    assert table.chosen_row() == table.currentIndex().row() == 2_000 - 101
