"""The Desk page at 1366×768: nothing is cut, nothing overlaps, columns are straight, controls stay where they are."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import LIGHT, dress, look_of
from roomflow.desktop.desk.page import PANEL_WIDTH, DeskPage
from roomflow.desktop.widgets.answer_parts import RoomName
from roomflow.desktop.widgets.buttons import KeyButton, PartyKey, StepButton
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.widgets.space_rows import RoomRow
from roomflow.desktop.widgets.waiting_rows import WaitingRow
from tests.desktop.scenes import SCENES, desk_light, desk_ticket
from tests.desktop.shown import HEIGHT, WIDTH, Shown

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Child = TypeVar("Child", bound=QWidget)


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp, LIGHT)


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height()
    wanted = widget.sizeHint()
    # A label of one line may be a pixel or two less high than the font asks: the line height of the scale rules.
    return wanted.width() > widget.width() or wanted.height() > widget.height() + look_of().px(2)


def _texts(page: DeskPage) -> list[QWidget]:
    kinds = (QLabel, RunsLabel, KeyButton)
    return [child for kind in kinds for child in page.findChildren(kind) if child.isVisible()]


@pytest.mark.parametrize("size", [(WIDTH, HEIGHT), (1840, 976)], ids=["1366x768", "1920x1080"])
@pytest.mark.parametrize("scene", SCENES)
def test_nothing_is_cut_and_nothing_overlaps(scene: str, size: tuple[int, int], shown: Shown) -> None:
    shown.page.resize(*size)
    page = shown.show(*SCENES[scene]())
    assert (page.width(), page.height()) == size, "an answer made the page grow"
    texts = _texts(page)
    assert [f"{type(one).__name__} {one.accessibleName()}" for one in texts if _is_cut(one)] == []
    boxes = [(one, QRect(one.mapTo(page, QPoint(0, 0)), one.size())) for one in texts]
    for one, box in boxes:
        assert page.rect().contains(box), f"{one.accessibleName()} lies outside the page"
    for index, (one, box) in enumerate(boxes):
        for other, other_box in boxes[index + 1 :]:
            assert not box.intersects(other_box), f"{_name(one)} lies over {_name(other)}"


@pytest.mark.parametrize("scene", SCENES)
def test_under_a_title_bar_and_the_practice_band_no_room_scrolls_away(scene: str, shown: Shown) -> None:
    shown.page.resize(WIDTH, HEIGHT - 2 * 28)
    page = shown.show(*SCENES[scene]())
    assert page.height() == HEIGHT - 2 * 28
    assert page.rooms_panel.verticalScrollBar().maximum() == 0
    assert [_name(one) for one in _texts(page) if _is_cut(one)] == []


@pytest.mark.parametrize("scene", SCENES)
def test_in_a_lower_window_rooms_scroll_and_the_party_panel_does_not(scene: str, shown: Shown) -> None:
    shown.page.resize(shown.page.minimumSizeHint())
    page = shown.show(*SCENES[scene]())
    assert page.size() == page.minimumSizeHint()
    assert page.rooms_panel.verticalScrollBar().maximum() > 0
    texts = [one for one in _texts(page) if page.party_panel.isAncestorOf(one)]
    boxes = [(one, QRect(one.mapTo(page, QPoint(0, 0)), one.size())) for one in texts]
    assert [_name(one) for one in texts if _is_cut(one)] == []
    assert [_name(one) for one, box in boxes if not page.rect().contains(box)] == []
    assert page.line_table.height() >= 33


@pytest.mark.parametrize("percent", [125, 150, 200])
@pytest.mark.parametrize("scene", SCENES)
def test_in_a_lower_window_large_text_is_cut_nowhere_beside_the_rooms(
    scene: str, percent: int, qapp: QApplication, qtbot: QtBot
) -> None:
    """Under a title bar, a task bar and the practice band the page scrolls; its answer is not pressed together."""
    dress(qapp, LIGHT, percent / 100)
    large = Shown(qtbot)
    large.page.resize(large.page.minimumSizeHint())
    page = large.show(*SCENES[scene]())
    assert page.height() == page.minimumSizeHint().height()
    assert page.height() <= HEIGHT, "the whole of it has room on 1366x768"
    assert pressed_together(page) == []
    card = page.answer_card
    card.setFixedHeight(card.minimumSizeHint().height() - 20)
    QApplication.processEvents()
    assert pressed_together(page), "a card that is too low is seen"


def pressed_together(page: DeskPage) -> list[str]:
    """What of the party keys, the answer and the head of the line is lower than it asks for, or lies over the next."""
    parts = (page.keys_line, page.answer_card, page.line_head)
    inner = [one for part in parts for kind in (RoomName, RunsLabel, QLabel) for one in part.findChildren(kind)]
    low = [_name(one) for one in inner if one.isVisible() and one.height() < one.minimumSizeHint().height() - 2]
    low += [_name(part) for part in parts if part.height() < part.minimumSizeHint().height()]
    boxes = [QRect(part.mapTo(page, QPoint(0, 0)), part.size()) for part in parts]
    over = [_name(one) for one, box, after in zip(parts, boxes, boxes[1:], strict=False) if box.bottom() >= after.top()]
    return low + over + [_name(part) for part, box in zip(parts, boxes, strict=True) if not page.rect().contains(box)]


def test_at_200_percent_text_nothing_is_cut_on_a_screen_twice_as_large(qapp: QApplication, qtbot: QtBot) -> None:
    dress(qapp, LIGHT, 2.0)
    large = Shown(qtbot)
    large.page.resize(2 * WIDTH, 2 * HEIGHT)
    page = large.show(*desk_ticket())
    assert [_name(one) for one in _texts(page) if _is_cut(one)] == []
    assert page.party_panel.width() > PANEL_WIDTH


def test_a_cut_label_is_found(shown: Shown) -> None:
    """The negative control of the test above."""
    page = shown.show(*desk_light())
    page.press_label.setFixedWidth(20)
    QApplication.processEvents()
    assert any(_is_cut(one) for one in _texts(page))


def _name(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QLabel) else widget.accessibleName()


@pytest.mark.parametrize("scene", SCENES)
def test_figures_bars_and_buttons_form_straight_columns(scene: str, shown: Shown) -> None:
    page = shown.show(*SCENES[scene]())

    def lefts(children: list[Child], *, right: bool = False) -> set[int]:
        boxes = [QRect(child.mapTo(page, QPoint(0, 0)), child.size()) for child in children if child.isVisible()]
        return {box.right() if right else box.left() for box in boxes}

    rows = page.rooms_panel.rows()
    for name in ("minus_button", "plus_button"):
        steps = [button for row in rows for button in row.findChildren(StepButton, name)]
        assert len(lefts(steps)) == 1
    counted = [row for row in rows if isinstance(row, RoomRow | WaitingRow)]
    assert len(lefts([row.figures_label for row in counted], right=True)) == 1
    assert len(lefts([row.free_label for row in counted], right=True)) == 1
    assert len(lefts([row.badge for row in rows])) == 1
    assert len(lefts([row.bar for row in rows if isinstance(row, RoomRow)])) == 1


def test_steps_and_party_keys_never_move_between_states(shown: Shown) -> None:
    page = shown.page
    places = []
    for scene in (desk_light, desk_ticket, desk_light):
        shown.show(*scene())
        steps = page.rooms_panel.row("Overflow A").findChildren(StepButton)
        buttons = [*steps, *page.party_panel.findChildren(PartyKey)]
        assert len(buttons) == 8
        places.append([button.mapTo(page, QPoint(0, 0)) for button in buttons])
    assert places[0] == places[1] == places[2]


def test_everything_that_can_be_pressed_has_a_name(shown: Shown) -> None:
    page = shown.show(*desk_light())
    nameless = [button for button in page.findChildren(QPushButton) if not button.accessibleName()]
    assert nameless == []
