"""The window's pages: turned by key and by rail, each with its own keys; nothing cut on any of them at two sizes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.basis.key_sheet import key_sheet
from roomflow.desktop.basis.look import DARK, LIGHT, dress, look_of
from roomflow.desktop.basis.pages import DESK, DOORS, LINE, Page
from roomflow.desktop.doors.expected import ExpectedArea
from roomflow.desktop.doors.page import DoorsPage
from roomflow.desktop.line.page import LinePage
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.door_pads import DoorStep, Pad
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.meeting import Meeting
from roomflow.service.clock import SimulatedClock
from tests.desktop.hands import Hands
from tests.desktop.page_scenes import line_of_every_state, rooms_of_every_state
from tests.desktop.stage import StillDesk

SIZES = [(1366, 768), (1920, 1080)]
SPACES = ["Commission Chamber", "Overflow A", "Overflow B", "Overflow C", "Third-floor hallway", "Stairwells"]


@pytest.fixture
def zoom() -> float:
    return 1.0


@pytest.fixture
def window(zoom: float, dressed: QApplication) -> Iterator[MainWindow]:
    """In the size of text a test asks for by `zoom`."""
    dress(dressed, LIGHT, zoom)
    window = MainWindow()
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.show()
    yield window
    window.close()
    window.deleteLater()
    dress(dressed, LIGHT)


def shown(window: MainWindow, meeting: Meeting, name: str) -> tuple[MeetingScreen, Page]:
    screen = window.show_meeting(Bridge(StillDesk(meeting), SimulatedClock(meeting.at)), meeting)
    screen.pages.show(name)
    page = screen.pages.current
    assert page is not None
    return screen, page


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def named(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel) else widget.accessibleName() or widget.objectName()


def texts_of(page: QWidget) -> list[QWidget]:
    """What is read, but for rows that scroll."""
    kinds: tuple[type[QWidget], ...] = (QLabel, RunsLabel, KeyButton)
    found = [child for kind in kinds for child in page.findChildren(kind) if child.isVisible()]
    areas = page.findChildren(ExpectedArea)
    return [one for one in found if named(one) and not any(area.isAncestorOf(one) for area in areas)]


def is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height() + look_of().px(2)
    # A pad prefers to be large and says how small it may be; a text has one size.
    wanted = widget.minimumSizeHint() if isinstance(widget, Pad | DoorStep) else widget.sizeHint()
    return wanted.width() > widget.width() or wanted.height() > widget.height() + look_of().px(2)


def check(page: QWidget) -> None:
    settle()
    texts = texts_of(page)
    assert len(texts) > 10
    assert [named(one) for one in texts if is_cut(one)] == []
    boxes = [(one, QRect(one.mapTo(page, QPoint(0, 0)), one.size())) for one in texts]
    assert [named(one) for one, box in boxes if not page.rect().contains(box)] == []
    over = [
        f"{named(one)} over {named(other)}"
        for place, (one, box) in enumerate(boxes)
        for other, other_box in boxes[place + 1 :]
        if box.intersects(other_box) and not one.isAncestorOf(other) and not other.isAncestorOf(one)
    ]
    assert over == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["1366x768", "1920x1080"])
def test_nothing_is_cut_at_any_door(
    size: tuple[int, int], theme: object, window: MainWindow, dressed: QApplication
) -> None:
    dress(dressed, DARK if theme is DARK else LIGHT)
    window.resize(*size)
    screen, page = shown(window, rooms_of_every_state(), DOORS)
    assert isinstance(page, DoorsPage)
    for space in SPACES:
        page.stand_at(space)
        check(page)
        assert screen.pages_area.verticalScrollBar().maximum() == 0
        for row in page.side_panel.expected_area.rows():
            assert [named(one) for one in texts_of(row) if is_cut(one)] == []


@pytest.mark.parametrize("size", SIZES, ids=["1366x768", "1920x1080"])
def test_nothing_is_cut_in_the_line_whichever_ticket_is_chosen(size: tuple[int, int], window: MainWindow) -> None:
    window.resize(*size)
    meeting = line_of_every_state()
    screen, page = shown(window, meeting, LINE)
    assert isinstance(page, LinePage)
    check(page)
    for number in meeting.tickets:
        page.choose(number)
        check(page)
    assert screen.pages_area.verticalScrollBar().maximum() == 0
    assert page.tickets_table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("zoom", [2.0])
@pytest.mark.parametrize("name", [DOORS, LINE])
def test_at_200_percent_nothing_is_cut_on_a_screen_twice_as_large(name: str, zoom: float, window: MainWindow) -> None:
    window.resize(2 * 1366, 2 * 768)
    _screen, page = shown(window, line_of_every_state(), name)
    if isinstance(page, LinePage):
        page.choose(116)
    check(page)


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("space", ["Commission Chamber", "Overflow A"])
def test_the_pads_are_in_sight_on_a_low_screen_and_in_large_text(space: str, zoom: float, window: MainWindow) -> None:
    window.resize(1920, 1080) if zoom > 1 else window.resize(1366, 560)
    screen, page = shown(window, rooms_of_every_state(), DOORS)
    assert isinstance(page, DoorsPage)
    page.stand_at(space)
    check(page)
    assert screen.pages_area.horizontalScrollBar().maximum() == 0
    # At 200 % who is expected stands below, and is scrolled to; the pads are where they always are.
    assert (screen.pages_area.verticalScrollBar().maximum() == 0) is (zoom < 2)
    for pad in (page.minus_pad, page.plus_pad):
        assert pad.height() * 4 >= screen.pages_area.height()
        assert pad.mapTo(screen.pages_area, pad.rect().bottomLeft()).y() < screen.pages_area.height()


def test_a_cut_label_is_found(window: MainWindow) -> None:
    """The negative control of the tests above."""
    _screen, page = shown(window, rooms_of_every_state(), DOORS)
    assert isinstance(page, DoorsPage)
    settle()
    page.limit_label.setFixedWidth(20)
    with pytest.raises(AssertionError, match="posted limit"):
        check(page)


def test_each_page_has_a_key_and_a_place_in_the_rail(hands: Hands) -> None:
    rail = hands.screen.page_rail
    for key, name, button in (
        (Qt.Key.Key_F2, DOORS, rail.doors_button),
        (Qt.Key.Key_F3, LINE, rail.line_button),
        (Qt.Key.Key_F1, DESK, rail.desk_button),
    ):
        hands.press_key(key)
        assert hands.screen.pages.name == name
        assert [one for one in rail._pages.values() if one.isChecked()] == [button]
        assert hands.screen.pages.page(name).isVisible()
        hands.click(button)
        assert button.isChecked()


def test_a_key_acts_on_the_page_that_is_seen_and_on_no_other(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_F3)
    meeting = hands.screen.meeting
    assert meeting is not None
    hands.press("4")
    hands.press_key(Qt.Key.Key_F2)
    answer = hands.answered(lambda: hands.press("4"))
    assert [entry.kind for entry in answer.entries] == ["tapped"]
    hands.press_key(Qt.Key.Key_F1)
    answer = hands.answered(lambda: hands.press("4"))
    assert [entry.kind for entry in answer.entries] == ["sent"]


def test_a_page_key_in_a_text_field_turns_the_page_and_types_nothing(hands: Hands) -> None:
    hands.press_key(Qt.Key.Key_F3)
    hands.press("12")
    hands.press_key(Qt.Key.Key_F2)
    assert hands.screen.pages.name == DOORS
    assert hands.screen.meeting is not None
    assert hands.screen.meeting.seq == 1


def test_the_card_of_keys_names_every_key_of_every_page(hands: Hands) -> None:
    sheet = {page: {key for keys, _words in rows for key in keys} for page, rows in key_sheet()}
    same = {"=": "+", "-": "−", "_": "−", **{str(digit): "…" for digit in range(10)}}
    for name, title in ((DESK, "Desk"), (DOORS, "Doors"), (LINE, "Line")):
        hands.screen.pages.show(name)
        page = hands.screen.pages.current
        assert page is not None
        of_page = {same.get(key, key) for key in list(page.keys())}
        assert of_page - sheet[title] - sheet["Everywhere"] - {"Esc"} == set(), name


def test_all_of_the_rail_is_in_sight_where_an_emergency_adds_a_page(window: MainWindow) -> None:
    window.resize(1366, 768)
    screen, _page = shown(window, rooms_of_every_state(), DESK)
    screen.page_rail.show_emergency(lasts=True)
    settle()
    rail = screen.page_rail
    buttons = (*rail._pages.values(), rail.find_button, rail.count_button, rail.away_button)
    for button in (button for button in buttons if button.isVisible()):
        assert rail.rect().contains(button.geometry()), button.text()
