"""The cards of a meeting's screen: each is made, and its code read, when it is first shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from roomflow.desktop.widgets.asking import Card
    from roomflow.desktop.window.meeting_screen import MeetingScreen


def show_card(screen: MeetingScreen, name: str, about: object) -> None:
    """A card of the Desk page: its name, and the space or the ticket it is about."""
    from roomflow.desktop.desk.card import DeskCard
    from roomflow.desktop.desk.cards import card_named

    card = screen.card(card_named(name))
    assert isinstance(card, DeskCard)
    card.present_about(about)


def find_ticket(screen: MeetingScreen) -> None:
    from roomflow.desktop.cards.find import FindTicketDialog

    screen.card(FindTicketDialog).present()


def turn_away(screen: MeetingScreen) -> None:
    from roomflow.desktop.cards.turn_away import TurnAwayDialog

    screen.card(TurnAwayDialog).present()


def count_heads(screen: MeetingScreen, space: str) -> None:
    """Count a space's public seats; the one counted longest ago where none is named."""
    from roomflow.desktop.cards.head_count import HeadCountDialog

    card = screen.card(HeadCountDialog)
    assert isinstance(card, HeadCountDialog)
    card.present_for(space or None)


def adjourn(screen: MeetingScreen) -> None:
    from roomflow.desktop.cards.question import AdjournDialog

    screen.card(AdjournDialog).present()


def end_practice(screen: MeetingScreen) -> None:
    from roomflow.desktop.cards.question import EndPracticeDialog

    screen.card(EndPracticeDialog).present()


def close_log(screen: MeetingScreen) -> None:
    from roomflow.desktop.cards.close import CloseMeetingDialog

    screen.card(CloseMeetingDialog).present()


def expect_end(screen: MeetingScreen) -> None:
    from roomflow.desktop.cards.expected_end import ExpectedEndDialog

    screen.card(ExpectedEndDialog).present()


def enter_paper(screen: MeetingScreen) -> None:
    from roomflow.desktop.cards.paper import PaperDialog

    screen.card(PaperDialog).present()


def begin_emergency(screen: MeetingScreen) -> None:
    from roomflow.desktop.emergency.card import EmergencyDialog

    screen.card(EmergencyDialog).present()


def end_emergency(screen: MeetingScreen) -> None:
    from roomflow.desktop.emergency.card import EndEmergencyDialog

    screen.card(EndEmergencyDialog).present()


def follow_end(card: Card, ended: SignalInstance) -> None:
    """Two cards end what the screen shows: the log of the meeting, or a practice evening."""
    from roomflow.desktop.cards.close import CloseMeetingDialog
    from roomflow.desktop.cards.question import EndPracticeDialog

    if isinstance(card, CloseMeetingDialog):
        card.ended.connect(ended)
    elif isinstance(card, EndPracticeDialog):
        card.accepted.connect(ended)
