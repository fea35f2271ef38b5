"""The answer to a party that no room can hold together: why, and the split that one button asks for."""

import pytest
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.desk.ticket import TicketReason
from roomflow.domain.commands import SplitToFit, Tap
from roomflow.domain.events import Kind, Wish
from roomflow.domain.meeting import publish
from tests.desktop.evenings import Evening
from tests.desktop.shown import Shown
from tests.domain.table import Table, small_building

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_party_larger_than_any_room_is_told_so_and_offered_a_split(shown: Shown) -> None:
    table = Table(small_building(4, 3, 2))
    for room, places in (("Chamber", 4), ("A", 3), ("B", 2)):
        table.ask(Tap(room, places))
    issued = table.send(6)
    page = shown.show(publish(table.draft), issued)
    assert page.ticket_reason.sentence_label.text() == "No room can hold 6 together."
    button = page.ticket_reason.split_button
    assert not button.isHidden()
    assert button.accessibleName() == "Split into 3 and 3"
    button.click()
    assert shown.asked == [SplitToFit(101, (3, 3))]
    table.ask(SplitToFit(101, (3, 3)))
    page.show_meeting(publish(table.draft))
    assert button.isHidden()


def test_a_party_that_a_room_could_hold_is_offered_none(qtbot: QtBot) -> None:
    evening = Evening(small_building(6, 3, 2), "18:00:00")
    evening.ticket(101, 6, "17:50:00", Wish.ANY)
    evening.entry(Kind.ISSUED, "17:50:00", ticket=101, people=6)
    meeting = evening.meeting()
    reason = TicketReason()
    qtbot.addWidget(reason)
    reason.show_ways(meeting, 101, Now(meeting.at, meeting.elapsed))
    assert reason.split_button.isHidden()
