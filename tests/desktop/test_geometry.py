"""Every page and state, in every size, language and size of text: nothing cut, nothing over another, all in reach."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from roomflow.computer import Preferences
from roomflow.desktop.basis.appearance import Appearance
from roomflow.desktop.basis.look import Look, dress
from roomflow.desktop.widgets.card_size import CardArea
from tests.desktop.geometry import faults
from tests.desktop.pictures import LANGUAGES, PERCENTS, SIZES, Form, dress_as
from tests.desktop.stage import Stage
from tests.desktop.states import STATES

SMALLEST = (1280, 720)
FORMS = [Form(SIZES[0]), Form(SIZES[0], language="es", percent=200), Form(SMALLEST, language="es")]
"""The tightest of them. No colour moves anything: each light is once enough."""
ALL_FORMS = [
    *(Form(size, "light", language, percent) for language in LANGUAGES for percent in PERCENTS for size in SIZES),
    *(Form(SMALLEST, "light", language) for language in LANGUAGES),
    *(Form(SIZES[0], "dark", language, percent) for language in LANGUAGES for percent in (125, 150)),
]


BUTTONS_WITHIN = ("card-paper",)
"""Cards whose buttons belong to one of several parts of them."""


@pytest.fixture(scope="module")
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    made = Appearance(qapp, Preferences(language="en", light="light"))
    yield made
    made.change(language="en", light="light", text_percent=100)
    made.deleteLater()
    dress(qapp, Look().theme)


@pytest.mark.parametrize(
    "form", [*FORMS, *(pytest.param(form, marks=pytest.mark.proof) for form in ALL_FORMS if form not in FORMS)], ids=str
)
def test_nothing_is_cut_nothing_overlaps_and_all_is_in_reach(form: Form, appearance: Appearance) -> None:
    dress_as(appearance, form)
    stage = Stage.of(form.size, appearance)
    found = {}
    for name in STATES:
        shown = stage.show(name)
        wrong = faults(shown)
        if shown is stage.window and (shown.width(), shown.height()) != form.size:
            wrong.append(f"the window grew to {shown.width()}×{shown.height()}")
        if shown.width() > form.size[0] or shown.height() > form.size[1]:
            wrong.append(f"{shown.width()}×{shown.height()} is larger than the screen")
        if wrong:
            found[name] = wrong
    stage.end()
    assert found == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_of_every_card_lie_below_what_scrolls(language: str, appearance: Appearance) -> None:
    dress_as(appearance, Form(SIZES[0], language=language, percent=200))
    stage = Stage.of(SIZES[0], appearance)
    scrolled = 0
    for name in (name for name in STATES if name.startswith("card-")):
        card = stage.show(name)
        area = card.findChild(CardArea)
        if area is None:
            continue
        QApplication.processEvents()
        scrolled += area.verticalScrollBar().maximum() > 0
        below = [each for each in card.findChildren(QPushButton) if each.isVisible() and not area.isAncestorOf(each)]
        assert below or name in BUTTONS_WITHIN, name
        assert all(card.rect().contains(each.geometry()) for each in below), name
        if name == "card-emergency":
            assert {each.objectName() for each in below} == {"close_button", "stop_button"}
    stage.end()
    assert scrolled, "some card is higher than the window: else this shows nothing"


@pytest.mark.parametrize("percent", [100, pytest.param(200, marks=pytest.mark.proof)])
def test_the_layout_holds_from_right_to_left(percent: int, appearance: Appearance, qapp: QApplication) -> None:
    """No language of ours is written so yet; a building that needs one shall not need another layout."""
    dress_as(appearance, Form(SIZES[0], percent=percent))
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        stage = Stage.of(SIZES[0], appearance)
        found = {name: wrong for name in STATES if (wrong := faults(stage.show(name)))}
        screen = stage.scene("desk-light")
        QApplication.processEvents()
        rail, panel = (one.mapTo(stage.window, QPoint(0, 0)).x() for one in (screen.page_rail, screen.page.party_panel))
        first, last = (
            screen.page.keys_line.findChild(QWidget, "party_1_button"),
            screen.page.keys_line.findChild(QWidget, "party_6_button"),
        )
        assert first is not None
        assert last is not None
        assert rail > panel
        assert first.x() > last.x()
        stage.end()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert found == {}


# --- negative controls: each fault is found ------------------------------------------------------------


@pytest.fixture
def window(dressed: QApplication) -> Iterator[QWidget]:
    window = QWidget()
    column = QVBoxLayout(window)
    column.addWidget(QLabel("Commission Chamber", window))
    column.addWidget(QPushButton("Call next", window))
    window.resize(400, 200)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def test_a_window_where_all_is_well_has_no_fault(window: QWidget) -> None:
    assert faults(window) == []


def test_a_label_made_too_narrow_is_found(window: QWidget) -> None:
    window.findChildren(QLabel)[0].setFixedWidth(40)
    assert [fault.partition(":")[0] for fault in faults(window)] == ["cut"]


def test_a_label_made_too_low_is_found(window: QWidget) -> None:
    window.findChildren(QLabel)[0].setFixedHeight(9)
    assert [fault.partition(":")[0] for fault in faults(window)] == ["cut"]


def test_controls_over_each_other_are_found(window: QWidget) -> None:
    other = QPushButton("Undo", window)
    other.setGeometry(window.findChildren(QPushButton)[0].geometry())
    other.show()
    assert any(fault.startswith("overlap:") for fault in faults(window))


def test_a_control_off_the_window_is_found(window: QWidget) -> None:
    other = QPushButton("Undo", window)
    other.setGeometry(380, 0, 80, 40)
    other.show()
    assert any(fault.startswith("out:") for fault in faults(window))


def test_a_text_painted_beyond_its_widget_is_found(window: QWidget) -> None:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter, QPaintEvent

    class Painting(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.drawText(QPointF(0, 16), "a text much wider than this")
            painter.end()

    made = Painting(window)
    made.setGeometry(0, 0, 40, 24)
    made.show()
    assert any(fault.startswith("cut: Painting paints") for fault in faults(window))
