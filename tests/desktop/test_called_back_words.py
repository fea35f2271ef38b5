"""What the Doors page, the browser's doors and a room's menu say of those who are out in an emergency."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.desk.room_menu import room_menu
from roomflow.desktop.doors.words import expected_here
from roomflow.domain.commands import Authority, BeginEmergency, EndEmergency, SaveHeadCount, StepOut, Tap
from roomflow.domain.meeting import publish
from roomflow.web.pictures import expected_shape
from tests.desktop.test_desk_page_menus import Offers
from tests.domain.table import Table

OVER = EndEmergency(Authority("fire-official", "fire-official"))


def evening() -> Table:
    """Somebody stepped out of A, an emergency began, and two more walked out."""
    table = Table()
    table.ask(SaveHeadCount("A", 4))
    table.ask(StepOut("A", 1))
    table.ask(BeginEmergency())
    table.ask(Tap("A", -2, "Door"))
    table.wait(minutes=30)
    return table


def test_an_usher_reads_that_their_places_are_kept_and_once_it_is_over_how_long() -> None:
    table = evening()
    meeting = publish(table.draft)
    rows = expected_here(meeting, "A", "Door", Now(meeting.at, table.elapsed))
    assert [(row.who, row.left) for row in rows] == [
        ("Stepped out", "kept until the emergency is over"),
        ("Out, coming back", "kept until the emergency is over"),
    ]
    assert [row["left_ms"] for row in expected_shape(meeting, "A", table.elapsed)] == [None, None]
    table.ask(OVER)
    meeting = publish(table.draft)
    rows = expected_here(meeting, "A", "Door", Now(meeting.at, table.elapsed))
    assert [row.left for row in rows] == ["15:00 left", "15:00 left"]
    assert [row["left_ms"] for row in expected_shape(meeting, "A", table.elapsed)] == [900_000, 900_000]


def _words(table: Table, parent: QWidget) -> set[str]:
    menu = room_menu(Offers(publish(table.draft)).asking, "A", parent)
    return {action.text() for action in menu.actions()}


def test_a_rooms_menu_counts_down_nothing_while_the_emergency_lasts_and_promises_the_longer_time(
    dressed: QApplication, qtbot: QtBot
) -> None:
    table, parent = evening(), QWidget()
    qtbot.addWidget(parent)
    lasting = _words(table, parent)
    assert {"2 out, coming back", "Back: 1 person", "Somebody stepped out: place held 15 min"} <= lasting
    table.ask(OVER)
    over = _words(table, parent)
    assert {"2 out, coming back, the first for 15:00 more", "Back: 1 person, 15:00 left"} <= over
