"""Every page and state of the window, set up to be looked at: made by hand, the same on every machine and day.

To add one, write a function that brings a `Stage` there and name it in STATES; it is then drawn by `make pictures` in
every form, and its geometry is tested.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from roomflow.desktop.basis.pages import DESK, DOORS, LINE, SETUP
from roomflow.desktop.basis.plan import Choice
from roomflow.desktop.basis.scanner import heard_no_code, words_for_no_code
from roomflow.desktop.cards.close import CloseMeetingDialog
from roomflow.desktop.cards.error import ErrorDialog
from roomflow.desktop.cards.find import FindTicketDialog
from roomflow.desktop.cards.head_count import HeadCountDialog
from roomflow.desktop.cards.keys import KeysDialog
from roomflow.desktop.cards.question import AdjournDialog, CloseWindowDialog, EndPracticeDialog
from roomflow.desktop.cards.turn_away import TurnAwayDialog
from roomflow.desktop.desk.card import DeskCard
from roomflow.desktop.desk.cards import card_named
from roomflow.desktop.emergency.card import EmergencyDialog, EndEmergencyDialog
from roomflow.desktop.first_start.page import FirstStart
from roomflow.desktop.setup.page import STATIONS, SetupPage
from roomflow.desktop.widgets.asking import Card
from roomflow.domain.commands import SendParty
from roomflow.domain.meeting import Meeting
from roomflow.domain.refusals import Refusal
from roomflow.service.answers import Answer
from tests.desktop.page_scenes import line_of_every_state, rooms_of_every_state
from tests.desktop.scenes import SCENES
from tests.desktop.stage import Stage
from tests.desktop.states_hall import HALL_STATES
from tests.desktop.states_menus import MENU_STATES
from tests.desktop.states_office import OFFICE_STATES
from tests.desktop.stations import still_computer
from tests.service.evening import SIX_PM

ERROR: Final = 'Traceback (most recent call last):\n  File "roomflow/somewhere.py", line 1, in act\nKeyError: 7'


def _scene(name: str) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        stage.scene(name)

    return show


def _refused(stage: Stage) -> None:
    screen = stage.scene("desk-light")
    refusal = Refusal("spoken-for", {"space": "Overflow A", "free": 7})
    screen.page.show_answer(SendParty(4), Answer("request", 1, (), refusal))
    screen.page.answer_card.end_flash()


def _ready(stage: Stage) -> None:
    stage.scene("desk-light").page.clear_answer()


def _scanned(stage: Stage) -> None:
    screen = stage.scene("desk-light")
    screen.footer_bar.show_notice(words_for_no_code("5012345678900"), good=False)
    screen.page.show_heard(heard_no_code("5012345678900"), None)
    screen.page.answer_card.end_flash()


def _page(name: str, meeting: Callable[[], Meeting]) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        stage.meeting(meeting()).pages.show(name)

    return show


def _stations(stage: Stage) -> None:
    meeting = SCENES["desk-light"]()[0]
    stage.window.computer = still_computer(meeting.at)
    pages = stage.meeting(meeting).pages
    pages.show(SETUP)
    page = pages.page(SETUP)
    assert isinstance(page, SetupPage)
    page.show_section(STATIONS)


def _practice(stage: Stage) -> None:
    meeting, entry = SCENES["desk-ticket"]()
    stage.answer(stage.meeting(replace(meeting, practice=True)), entry)


def _desk_in_emergency(stage: Stage) -> None:
    meeting, _entry = SCENES["desk-light"]()
    stage.meeting(replace(meeting, in_emergency=True)).pages.show(DESK)


def _emergency(stage: Stage) -> None:
    meeting, _entry = SCENES["desk-over"]()
    stage.meeting(replace(meeting, in_emergency=True))


def _first_start(choice: Choice) -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        page = FirstStart(Path("/var/lib/roomflow"), lambda: SIX_PM, may_change_folder=True)
        stage.window.show_first_start(page)
        page.choose(choice)

    return show


def _opening(stage: Stage) -> None:
    from roomflow.desktop.basis.words import _

    stage.window.show_opening(_("Reading the log…"))
    stage.window._show_opening()


def _desk_card(name: str, about: object, scene: str = "desk-light") -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        screen = stage.scene(scene)
        card = card_named(name)(screen, lambda _command, _then: None)
        assert isinstance(card, DeskCard)
        assert screen.meeting is not None
        card.show_meeting(screen.meeting)
        card.present_about(about)
        stage.show_card(card)

    return show


def _card(kind: type[Card], scene: str = "desk-light") -> Callable[[Stage], None]:
    def show(stage: Stage) -> None:
        screen = stage.scene(scene)
        card = kind(screen, lambda _command, _then: None)
        assert screen.meeting is not None
        card.show_meeting(screen.meeting)
        if isinstance(card, HeadCountDialog):
            card.present_for("Overflow A")
        else:
            card.present()
        stage.show_card(card)

    return show


def _keys(stage: Stage) -> None:
    stage.show_card(KeysDialog(stage.scene("desk-light")))


def _error(stage: Stage) -> None:
    card = ErrorDialog(stage.scene("desk-light"))
    card.show_error(ERROR)
    stage.card = card


STATES: Final[dict[str, Callable[[Stage], None]]] = {
    **{name: _scene(name) for name in SCENES},
    "desk-ready": _ready,
    "desk-refused": _refused,
    "desk-scanned": _scanned,
    "desk-practice": _practice,
    "doors": _page(DOORS, rooms_of_every_state),
    "stations": _stations,
    "line": _page(LINE, line_of_every_state),
    "line-empty": _page(LINE, lambda: SCENES["desk-beyond"]()[0]),
    "emergency": _emergency,
    "desk-emergency": _desk_in_emergency,
    "first-start": _first_start(Choice.SAMPLE),
    "first-start-own": _first_start(Choice.OWN),
    "opening": _opening,
    "card-override": _desk_card("override", 131, "desk-ticket"),
    "card-limit": _desk_card("limit", "Commission Chamber"),
    "card-reserved": _desk_card("reserved", "Commission Chamber"),
    "card-close-room": _desk_card("close-room", "Overflow A"),
    "card-find": _card(FindTicketDialog),
    "card-turn-away": _card(TurnAwayDialog),
    "card-head-count": _card(HeadCountDialog),
    "card-close-log": _card(CloseMeetingDialog),
    "card-adjourn": _card(AdjournDialog),
    "card-end-practice": _card(EndPracticeDialog),
    "card-close-window": _card(CloseWindowDialog),
    "card-emergency": _card(EmergencyDialog),
    "card-end-emergency": _card(EndEmergencyDialog, "desk-over"),
    "card-keys": _keys,
    "card-error": _error,
    **OFFICE_STATES,
    **HALL_STATES,
    **MENU_STATES,
}
