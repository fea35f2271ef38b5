"""Our own widgets: what they say to a screen reader, where the parts of a bar end, and that a QR can be read."""

import random

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import LIGHT, dress
from roomflow.desktop.widgets.badge import StateBadge
from roomflow.desktop.widgets.bar import OccupancyBar, segments
from roomflow.desktop.widgets.button_colours import colours_of
from roomflow.desktop.widgets.buttons import KeyButton, MoreButton, StepButton, ToggleKey
from roomflow.desktop.widgets.focus_ring import AWAY, STROKE, FocusRing
from roomflow.desktop.widgets.legend import Legend
from roomflow.desktop.widgets.runs import Run, RunsLabel, Weight, runs_of
from roomflow.desktop.widgets.shapes import GRID, SHAPES

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SAMPLE_FIGURES = [
    # limit, reserved, inside, held of the rooms in the picture desk-light, and the lobby
    (120, 18, 99, 3),
    (70, 1, 58, 4),
    (48, 1, 44, 2),
    (32, 1, 31, 0),
    (60, 0, 22, 0),
]


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp, LIGHT)


# --- runs ----------------------------------------------------------------------------------------------


def test_a_marked_sentence_becomes_runs_and_values_are_not_markup() -> None:
    runs = runs_of("*{n}* inside ~of~ [Esc] {room}", n=99, room="Room *7* [x]")
    assert runs == (
        Run("99", Weight.BOLD),
        Run(" inside "),
        Run("of", Weight.QUIET),
        Run(" "),
        Run("Esc", Weight.CAP),
        Run(" Room *7* [x]"),
    )


def test_a_line_of_runs_says_its_text_and_asks_for_its_width(qtbot: QtBot) -> None:
    label = RunsLabel()
    qtbot.addWidget(label)
    label.say("*{n}* inside", n=99)
    assert label.accessibleName() == "99 inside"
    narrow = label.sizeHint().width()
    label.say("*{n}* inside + *{n}* held", n=99)
    assert label.sizeHint().width() > narrow


# --- badge and shapes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "word"),
    [
        ("open", "Open"),
        ("filling", "Filling"),
        ("nearly-full", "Nearly full"),
        ("full", "Full"),
        ("over", "Over"),
        ("closed", "Closed"),
        ("count-first", "Count first"),
    ],
)
def test_a_badge_says_its_state_and_its_word_fits(state: str, word: str, qtbot: QtBot) -> None:
    badge = StateBadge()
    qtbot.addWidget(badge)
    badge.show_state(state)
    assert badge.accessibleName() == word
    assert badge.sizeHint().width() >= 16 + badge.fontMetrics().horizontalAdvance(word) * 0.8


def test_every_shape_differs_and_stays_on_its_grid(qapp: QApplication) -> None:
    drawn = {name: make() for name, make in SHAPES.items() if name != "seated"}
    for name, path in drawn.items():
        box = path.boundingRect()
        assert not path.isEmpty()
        assert QRectF(0.0, 0.0, GRID, GRID).contains(box), name
    for name, path in drawn.items():
        assert all(path != other for other_name, other in drawn.items() if other_name != name), name


# --- bar ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("limit", "reserved", "inside", "held"), SAMPLE_FIGURES)
def test_inside_held_and_free_add_up_to_the_limit_line(limit: int, reserved: int, inside: int, held: int) -> None:
    width = 354.0
    parts = segments(limit, reserved, inside, held, width)
    person = width / limit
    free = limit - reserved - inside - held
    assert parts.inside == pytest.approx(inside * person)
    assert parts.held - parts.inside == pytest.approx(held * person)
    assert parts.limit - parts.held == pytest.approx(free * person)
    assert parts.full - parts.limit == pytest.approx(reserved * person)
    assert parts.over == parts.limit


def test_people_past_the_limit_line_lie_beyond_it() -> None:
    parts = segments(120, 18, 105, 2, 120.0)
    assert parts.inside == parts.held == parts.limit == 102.0
    assert parts.over == 107.0
    assert parts.full == 120.0


def test_more_people_than_the_posted_limit_shrink_the_scale_and_nothing_is_left_out() -> None:
    parts = segments(36, 0, 45, 0, 90.0)
    assert parts.limit == 72.0
    assert parts.over == parts.full == 90.0


def test_an_empty_and_a_zero_bar_are_drawn_without_people() -> None:
    assert segments(50, 0, 0, 0, 100.0).held == 0.0
    assert segments(0, 0, 0, 0, 100.0).full == 100.0


def test_the_parts_of_a_bar_keep_their_order_whatever_the_figures(seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(500):
        limit = dice.randrange(0, 300)
        reserved = dice.randrange(0, limit + 1)
        parts = segments(limit, reserved, dice.randrange(0, 400), dice.randrange(0, 60), 300.0)
        assert 0 <= parts.inside <= parts.held <= parts.limit <= parts.over <= parts.full + 1e-9, (seed, parts)


def _colour_at(image: QImage, x: float, y: float) -> str:
    return image.pixelColor(round(x), round(y)).name().upper()


def test_the_bar_is_painted_where_the_figures_say(qtbot: QtBot) -> None:
    bar = OccupancyBar()
    qtbot.addWidget(bar)
    bar.resize(356, bar.sizeHint().height())
    bar.show_figures(70, 1, 40, 20, "filling")
    assert bar.accessibleName() == "40 inside, 20 held, 9 free of 69 places"
    image = bar.grab().toImage()
    parts, middle = bar.segments(), bar.height() / 2
    assert _colour_at(image, 1 + parts.inside / 2, middle) == LIGHT.states["filling"].fill
    assert _colour_at(image, 1 + (parts.held + parts.limit) / 2, middle) == LIGHT.sunken
    hatched = {_colour_at(image, x, middle) for x in range(round(parts.inside) + 3, round(parts.held) - 3)}
    assert LIGHT.surface in hatched
    assert len(hatched) > 2
    # The limit line stands out above the bar and is whole.
    assert _colour_at(image, round(1 + parts.limit), 1) == LIGHT.ink
    assert _colour_at(image, round(1 + parts.limit) - 6, 1) != LIGHT.ink


# --- buttons -----------------------------------------------------------------------------------------------


def test_a_click_leaves_the_focus_and_tab_reaches_the_button(qtbot: QtBot) -> None:
    button = KeyButton()
    qtbot.addWidget(button)
    button.set_words("Call next", key="Space")
    assert button.focusPolicy() == Qt.FocusPolicy.TabFocus
    assert button.accessibleName() == "Call next"
    assert button.accessibleDescription() == "Space"


def test_a_control_keeps_its_size_in_every_state(qtbot: QtBot) -> None:
    button = KeyButton(variant="main", size="main")
    qtbot.addWidget(button)
    button.set_words("Call next", key="Space")
    rest = button.sizeHint()
    for enabled in (True, False):
        button.setEnabled(enabled)
        assert button.sizeHint() == rest
    assert rest.height() == 48
    assert StepButton(height=52).sizeHint().height() == 52


def test_what_is_urged_stands_out_without_being_the_main_button() -> None:
    urged = colours_of("urged", enabled=True, pressed=False, hovered=False, chosen=False)
    flat = colours_of("flat", enabled=True, pressed=False, hovered=False, chosen=False)
    assert (urged.ground, urged.outline, urged.thick) == ("accent-tint", "accent", True)
    assert (flat.outline, flat.thick) == ("surface", False)


def test_the_menu_of_a_row_is_named_and_small(qtbot: QtBot) -> None:
    button = MoreButton()
    qtbot.addWidget(button)
    button.say("More for Overflow A")
    assert (button.accessibleName(), button.toolTip()) == ("More for Overflow A", "More for Overflow A")
    assert button.sizeHint().width() == button.sizeHint().height() == 32


def test_a_disabled_main_button_is_not_blue() -> None:
    rest = colours_of("main", enabled=True, pressed=False, hovered=False, chosen=False)
    off = colours_of("main", enabled=False, pressed=False, hovered=False, chosen=False)
    assert (rest.ground, off.ground, off.text) == ("accent", "sunken", "quiet")


def test_a_toggle_is_switched_anywhere_on_it(qtbot: QtBot) -> None:
    toggle = ToggleKey()
    qtbot.addWidget(toggle)
    toggle.set_words("Chamber only", "C")
    toggle.resize(toggle.sizeHint())
    toggle.show()
    QTest.mouseClick(toggle, Qt.MouseButton.LeftButton, pos=QPoint(toggle.width() - 4, 4))
    assert toggle.isChecked()


def test_the_legend_says_all_its_parts(qtbot: QtBot) -> None:
    legend = Legend()
    qtbot.addWidget(legend)
    assert legend.accessibleName() == "inside, held, free, reserved"


def test_the_focus_ring_lies_around_what_tab_reached_and_nowhere_else(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    first, second = KeyButton(window), KeyButton(window)
    row.addWidget(first)
    row.addWidget(second)
    ring = FocusRing(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    second.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.isVisible()
    away = AWAY + STROKE
    assert ring.geometry() == second.geometry().adjusted(-away, -away, away, away)
    second.clearFocus()
    assert not ring.isVisible()
