"""The menus of the Desk page: what can be done with a ticket, and where else a party on the way may go."""

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from roomflow.desktop.desk_menus import other_room_menu, ticket_menu
from roomflow.desktop.look import LIGHT, dress
from roomflow.domain.commands import Back, Call, Command, Leave, Miss, MoveHold, Seat
from roomflow.domain.events import TicketState
from tests.desktop.pictures import Evening, desk_light, sample_building
from tests.desktop.shown import Shown

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp, LIGHT)


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    return Shown(qtbot)


def _commands(menu: QMenu, asked: list[Command]) -> dict[str, Command]:
    """What each entry of a menu that can be chosen asks for."""
    made: dict[str, Command] = {}
    for action in menu.actions():
        if action.isEnabled() and not action.isSeparator():
            action.trigger()
            made[action.text()] = asked.pop()
    return made


def test_the_menu_of_a_called_ticket(shown: Shown) -> None:
    meeting, _entry = desk_light()
    page = shown.show(meeting)
    asked: list[Command] = []
    made = _commands(ticket_menu(meeting, 112, asked.append, page), asked)
    hold = meeting.tickets[112].hold
    assert hold is not None
    assert made == {
        "Seated in Commission Chamber": Seat(112),
        "Already counted at the door": Seat(112, already_counted=True),
        "Move to Overflow A, 7 free": MoveHold(hold, "Overflow A"),
        "Missed its call": Miss(112),
        "Left the line": Leave(112),
    }


def test_the_menu_of_a_waiting_ticket_offers_rooms_with_places_enough(shown: Shown) -> None:
    meeting, _entry = desk_light()
    page = shown.show(meeting)
    asked: list[Command] = []
    made = _commands(ticket_menu(meeting, 127, asked.append, page), asked)
    assert made == {
        "Call to Overflow A, 7 free": Call(127, "Overflow A"),
        "Seated in Overflow A": Seat(127, "Overflow A"),
        "Left the line": Leave(127),
    }


def test_the_menu_of_a_missed_ticket_takes_it_back(shown: Shown) -> None:
    evening = Evening(sample_building(), "18:30:00")
    evening.ticket(140, 2, "18:00:00", state=TicketState.MISSED)
    meeting = evening.meeting()
    page = shown.show(meeting)
    asked: list[Command] = []
    made = _commands(ticket_menu(meeting, 140, asked.append, page), asked)
    assert made == {"Back: first in line": Back(140), "Left the line": Leave(140)}
    model = page.line_table.line_model
    assert [model.data(model.index(0, column)) for column in (0, 2)] == ["140", "missed its call"]


def test_other_room_moves_the_party_on_the_way(shown: Shown) -> None:
    meeting, entry = desk_light()
    page = shown.show(meeting, entry)
    asked: list[Command] = []
    made = _commands(other_room_menu(meeting, str(entry.seq), asked.append, page), asked)
    assert made == {}  # no other room has two places
    evening = Evening(sample_building(), "18:00:00")
    sent = evening.sent(2, "Overflow A", "17:59:50")
    made = _commands(other_room_menu(evening.meeting(), str(sent.seq), asked.append, page), asked)
    assert made["Overflow B, 47 free"] == MoveHold(str(sent.seq), "Overflow B")
