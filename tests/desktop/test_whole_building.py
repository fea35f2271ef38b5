"""What the window says of the whole building: stairs that are not clear, crowd managers needed and here."""

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.desk.answer import ticket_reason
from roomflow.desktop.desk.line import short_reason
from roomflow.desktop.widgets.waiting_rows import KeepClearRow
from roomflow.desktop.window.header import Header
from roomflow.desktop.window.header_words import managers_words, state_line
from roomflow.desktop.window.meeting_menu import MeetingMenu
from roomflow.domain.commands import NoteManagersPresent, StopInvitations
from roomflow.domain.events import Wish
from roomflow.domain.meeting import Meeting
from roomflow.settings import Figures
from tests.desktop.evenings import Evening, sample_building
from tests.desktop.shown import Shown

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def on_the_stairs() -> Meeting:
    evening = Evening(sample_building(), "18:20:00")
    evening.figures({"Stairwells": (2, 0), "Lobby": (240, 0)})
    evening.draft.stopped, evening.draft.stopped_for = True, "Stairwells"
    return evening.meeting()


def test_stairs_that_are_not_clear_are_said_where_somebody_looks(shown: Shown) -> None:
    meeting = on_the_stairs()
    now = Now(meeting.at, meeting.elapsed)
    row = shown.show(meeting).rooms_panel.row("Stairwells")
    assert isinstance(row, KeepClearRow)
    assert row.words_label.text() == "2 people there: nobody is invited"
    assert state_line(meeting) == "Nobody invited: Stairwells not clear"
    assert short_reason(meeting, now) == "Stairwells is not clear"
    assert ticket_reason(meeting, 2, Wish.ANY)[0] == "Nobody is invited: Stairwells is not clear."


def test_a_stop_for_the_stairs_can_be_ended_or_made_ones_own(qtbot: QtBot) -> None:
    menu = MeetingMenu()
    qtbot.addWidget(menu)
    menu.show_meeting(on_the_stairs())
    asked: list[object] = []
    menu.asked.connect(asked.append)
    menu.aboutToShow.emit()
    assert menu.stop_action.isEnabled()
    assert menu.allow_action.isEnabled()
    menu.stop_action.trigger()
    menu.managers_actions[2].trigger()
    assert asked == [StopInvitations(), NoteManagersPresent(2)]


def test_the_header_warns_of_too_few_crowd_managers_for_the_whole_building(qtbot: QtBot) -> None:
    header = Header()
    qtbot.addWidget(header)
    meeting = on_the_stairs()
    assert managers_words(meeting) == "2 crowd managers needed"
    header.show_meeting(meeting)
    assert header.present_label.text() == "242 inside + 21 reserved"
    header.show_meeting(replace(meeting, managers_present=1))
    assert header.managers_label.text() == "1 crowd manager, 2 needed"
    enough = replace(meeting, managers_present=2, figures=Figures())
    assert managers_words(enough) == "2 crowd managers, 2 needed"
