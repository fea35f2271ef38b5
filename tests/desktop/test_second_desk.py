"""The desk in a browser says what the desk's own window says, and offers what its menus offer."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from roomflow.choices import Asked
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.cards import turn_away
from roomflow.desktop.cards.authority import reason_words, role_words
from roomflow.desktop.desk import answer
from roomflow.desktop.desk.menus import ticket_menu
from roomflow.domain.agenda import TURN_AWAY_REASONS
from roomflow.domain.commands import SeatApart, SeatSpeaker
from roomflow.domain.events import TicketState
from roomflow.domain.limits import REASONS, ROLES
from roomflow.domain.meeting import Meeting
from roomflow.tongues import ENGLISH, Tongue
from roomflow.web.bodies import ask_body, command_of
from roomflow.web.choices import keep_words, ticket_choices
from roomflow.web.desk_words import desk
from tests.desktop.scenes import SCENES
from tests.desktop.test_desk_page_menus import Offers

WITHIN = " / "


def asked_of(meeting: Meeting) -> Asked:
    return Asked(meeting, meeting.elapsed, Tongue(ENGLISH))


def command_in(shape: dict[str, Any]) -> object:
    """The command of a choice, as the desk reads it out of the page's request."""
    body = msgspec.convert({"request": "request-1", "command": shape}, ask_body())
    return command_of(body.command)


def offered(meeting: Meeting, number: int) -> dict[str, object]:
    """What the browser's desk offers with a ticket: words and commands of what can be chosen."""
    groups = ticket_choices(asked_of(meeting), number)
    made = {one["words"]: command_in(one["command"]) for group in groups for one in group if one["enabled"]}
    return {words: command for words, command in made.items() if not isinstance(command, SeatApart)}


def in_the_window(meeting: Meeting, number: int, parent: QWidget) -> dict[str, object]:
    """The same of the window's menu. A card of its own is *Override…*; speakers go by their own door."""
    offers = Offers(meeting)
    made = offers.of(ticket_menu(offers.asking, number, parent))
    return {
        words.replace(WITHIN, ": "): command
        for words, command in made.items()
        if not isinstance(command, tuple | SeatSpeaker)
    }


@pytest.mark.parametrize("scene", SCENES)
def test_a_ticket_is_offered_the_same_by_the_browser_and_by_the_window(scene: str, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    meeting = SCENES[scene]()[0]
    for number in meeting.tickets:
        assert offered(meeting, number) == in_the_window(meeting, number, parent), number


def test_the_scenes_have_tickets_in_every_state_that_can_be_offered_something() -> None:
    found = {ticket.state for scene in SCENES.values() for ticket in scene()[0].tickets.values()}
    assert found >= {TicketState.WAITING, TicketState.CALLED}


@pytest.mark.parametrize("scene", SCENES)
def test_both_desks_say_the_same_of_where_a_ticket_waits(scene: str) -> None:
    meeting = SCENES[scene]()[0]
    now = Now(meeting.at, meeting.elapsed)
    for ticket in meeting.tickets.values():
        if ticket.state is TicketState.WAITING:
            assert keep_words(meeting, ticket, Tongue(ENGLISH)) == answer.keep_words(meeting, ticket, now)


def test_roles_and_reasons_are_those_of_the_window() -> None:
    words: dict[str, Any] = dict(desk(Tongue(ENGLISH)))
    assert words["roles"] == [[role, role_words(role)] for role in ROLES]
    assert words["reasons"] == [[reason, reason_words(reason)] for reason in REASONS]
    assert words["away_reasons"] == [[reason, turn_away.reason_words(reason)] for reason in TURN_AWAY_REASONS]
