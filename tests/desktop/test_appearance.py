"""Language, light and size of text change while the desk works: nothing that was typed or answered is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QLocale, QObject, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMenu
from pytestqt.qtbot import QtBot

from roomflow.computer import Preferences
from roomflow.desktop.basis.appearance import Appearance
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.look import DARK, LIGHT, look_of
from roomflow.desktop.basis.pages import DESK, DOORS, LINE
from roomflow.desktop.basis.plan import Choice
from roomflow.desktop.computer.opening import Parts
from roomflow.desktop.widgets.buttons import KeyButton, ToggleKey
from roomflow.desktop.widgets.icons import menu_icon
from roomflow.desktop.widgets.rail import RailButton
from roomflow.desktop.widgets.runs import RunsLabel, Weight
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.desktop.window.start import Run
from roomflow.domain.public import public_picture
from roomflow.sentences import sentence
from roomflow.service.clock import SimulatedClock
from roomflow.store import ballast
from roomflow.store.journal import DiskFull
from tests.desktop.hands import Hands
from tests.service.evening import SIX_PM
from tests.service.memory import MemoryLog


@pytest.fixture
def remembered() -> list[Preferences]:
    return []


@pytest.fixture
def appearance(dressed: QApplication, remembered: list[Preferences]) -> Iterator[Appearance]:
    made = Appearance(dressed, Preferences(language="en", light="light"), remembered.append)
    yield made
    made.change(language="en", light="light", text_percent=100, reduced_motion=False, single_keys=True)
    made.deleteLater()


@pytest.fixture
def window(appearance: Appearance) -> Iterator[MainWindow]:
    window = MainWindow(appearance)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def screen_of(window: MainWindow) -> MeetingScreen:
    assert window.meeting_screen is not None
    return window.meeting_screen


def hands_on(window: MainWindow) -> Hands:
    return Hands(window, screen_of(window))


def test_ctrl_l_says_everything_in_the_other_language_and_back(hands: Hands, window: MainWindow) -> None:
    hands.answered(lambda: hands.press("2"))
    before = screen_of(window).page.answer_card.accessibleName()
    hands.wait_for_the_window()
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    screen = screen_of(window)
    assert screen.page.next_title_label.text() == "Siguiente"
    assert screen.footer_bar.undo_button.text() == "Deshacer"
    assert screen.page.answer_card.accessibleName().startswith("2 personas")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert screen_of(window).page.answer_card.accessibleName() == before


def test_a_problem_of_the_store_is_said_in_the_language_of_the_screens(
    hands: Hands, window: MainWindow, appearance: Appearance, log: MemoryLog
) -> None:
    appearance.change(language="es")
    full = sentence("The disk with {folder} is full; nothing was recorded.", folder="/var/lib/roomflow")

    def fail(_batches: object) -> None:
        raise DiskFull(ballast.given_back(full))

    log.before_commit = fail
    again = hands_on(window)
    again.answered(lambda: again.press("1"))
    screen = screen_of(window)
    said = "El disco de /var/lib/roomflow está lleno; no se registró nada. roomflow devolvió los 16 MiB"
    for shown in (screen.page.answer_card.accessibleName(), screen.header_bar.recorded_label.toolTip()):
        assert said in shown
    assert said in screen.footer_bar.notice_label.text()


def test_the_desk_goes_on_in_the_new_language(hands: Hands, window: MainWindow, appearance: Appearance) -> None:
    appearance.change(language="es")
    again = hands_on(window)
    again.answered(lambda: again.press("1"))
    assert screen_of(window).page.answer_card.accessibleName().startswith("1 persona")
    assert QLocale().name() == "es_US"


def test_the_public_screen_goes_on_as_it_is_whatever_the_desk_looks_like(
    hands: Hands, window: MainWindow, appearance: Appearance
) -> None:
    hands.press_key(Qt.Key.Key_F11)
    public = hands.screen.hall.public
    shown = public.window
    assert shown is not None
    hidden: list[object] = []
    watch = Watch(shown, hidden)
    shown.installEventFilter(watch)
    for change in ({"language": "es"}, {"light": "dark"}, {"text_percent": 200}, {"language": "en"}):
        appearance.change(**change)
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        again = screen_of(window).hall.public
        assert again is public
        assert public.window is shown
        assert shown.isVisible()
    assert hidden == []
    assert shown.windowTitle() == "Public screen – roomflow"
    again_hands = hands_on(window)
    again_hands.answered(lambda: again_hands.press("1"))
    shown_now = shown.view.shown()
    assert shown_now is not None
    assert shown_now.picture.rooms == public_picture(screen_of(window).meeting).rooms  # type: ignore[arg-type]
    again_hands.press_key(Qt.Key.Key_F11)
    assert not shown.isVisible()


class Watch(QObject):
    """Notes when a window is hidden or closed."""

    def __init__(self, parent: QObject, noted: list[object]) -> None:
        super().__init__(parent)
        self._noted = noted

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Hide, QEvent.Type.Close):
            self._noted.append(event.type())
        return False


def test_words_of_qt_itself_change_too(appearance: Appearance) -> None:
    appearance.change(language="es")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text().replace("&", "") == "Cancelar"
    box.deleteLater()
    appearance.change(language="en")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text().replace("&", "") == "Cancel"
    box.deleteLater()


def test_dark_and_light_change_by_hand_and_the_answer_stands(hands: Hands, window: MainWindow) -> None:
    hands.answered(lambda: hands.press("2"))
    hands.wait_for_the_window()
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert look_of().theme is DARK
    assert screen_of(window).page.answer_card.accessibleName().startswith("2 people")
    assert screen_of(window).palette().window().color().name().upper() == DARK.window
    QTest.keyClick(window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert look_of().theme is LIGHT


def test_the_system_is_followed_until_a_light_is_chosen(
    appearance: Appearance, dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    schemes = iter([Qt.ColorScheme.Dark, Qt.ColorScheme.Light])
    appearance.change(light="system")
    now = [next(schemes)]
    monkeypatch.setattr(type(dressed.styleHints()), "colorScheme", lambda _hints: now[0])
    dressed.styleHints().colorSchemeChanged.emit(now[0])
    assert look_of().theme is DARK
    now[0] = next(schemes)
    dressed.styleHints().colorSchemeChanged.emit(now[0])
    assert look_of().theme is LIGHT
    appearance.change(light="dark")
    dressed.styleHints().colorSchemeChanged.emit(now[0])
    assert look_of().theme is DARK


def test_text_grows_and_shrinks_by_steps(appearance: Appearance) -> None:
    seen = []
    for _ in range(5):
        appearance.larger()
        seen.append(round(100 * look_of().zoom))
    assert seen == [125, 150, 200, 200, 200]
    appearance.smaller()
    assert look_of().zoom == 1.5


def test_what_is_chosen_is_remembered(appearance: Appearance, remembered: list[Preferences]) -> None:
    appearance.change(language="es")
    appearance.change(language="es")
    appearance.change(text_percent=150, reduced_motion=True)
    assert remembered == [
        Preferences("es", "light"),
        Preferences("es", "light", text_percent=150, reduced_motion=True),
    ]
    with pytest.raises(ValueError):
        appearance.change(text_percent=110)


def test_nothing_moves_where_motion_is_reduced(hands: Hands, window: MainWindow, appearance: Appearance) -> None:
    hands.answered(lambda: hands.press("2"))
    assert screen_of(window).page.answer_card._flash.isActive()
    appearance.change(reduced_motion=True)
    again = hands_on(window)
    again.answered(lambda: again.press("2"))
    assert not screen_of(window).page.answer_card._flash.isActive()


def test_single_keys_can_be_switched_off(hands: Hands, window: MainWindow, appearance: Appearance) -> None:
    appearance.change(single_keys=False)
    screen = screen_of(window)
    again = hands_on(window)
    seq = screen.meeting.seq if screen.meeting is not None else 0
    again.press("2")
    again.press_key(Qt.Key.Key_Space)
    assert screen.bridge.waiting == 0
    assert screen.meeting is not None
    assert screen.meeting.seq == seq
    again.answered(lambda: again.click(screen.page.keys_line._keys[1]))
    again.answered(lambda: again.press_key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier))


def test_keys_that_do_nothing_stand_on_no_button(hands: Hands, window: MainWindow, appearance: Appearance) -> None:
    def caps() -> set[str]:
        screen = screen_of(window)
        for name in (DESK, LINE, DOORS):
            screen.pages.show(name)
        buttons = [*screen.findChildren(KeyButton), *screen.findChildren(RailButton), *screen.findChildren(ToggleKey)]
        return {str(vars(button)["_key"]) for button in buttons if vars(button)["_key"]} | {
            run.text for label in screen.findChildren(RunsLabel) for run in label._runs if run.weight is Weight.CAP
        }

    before = caps()
    assert {"A", "C", "P", "T", "U", "1", "6"} & before
    appearance.change(single_keys=False)
    left = caps()
    assert left
    assert left == {cap for cap in before if len(cap) > 1 and cap != "Space"}
    assert screen_of(window).page.press_label.text() == ""
    appearance.change(single_keys=True)
    assert caps() == before


def test_the_view_menu_says_how_the_screens_are(hands: Hands, window: MainWindow, appearance: Appearance) -> None:
    def chosen() -> list[str]:
        menu = screen_of(window).footer_bar.view_button.menu()
        menu.aboutToShow.emit()
        menus = (menu, *menu.findChildren(QMenu))
        return [action.text() for one in menus for action in one.actions() if action.isChecked()]

    assert chosen() == ["English", "Single keys work", "Light", "100 %"]
    menu = screen_of(window).footer_bar.view_button.menu()
    next(action for action in menu.actions() if action.text() == "Español").trigger()
    assert chosen() == ["Español", "Teclas sueltas activas", "Claro", "100 %"]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_icons_in_a_menu_grow_with_its_words(window: MainWindow, appearance: Appearance, percent: int) -> None:
    appearance.change(text_percent=percent)
    menu = QMenu(window)
    red = QPixmap(64, 64)
    red.fill(red_ink := QColor(255, 0, 0))
    menu.addAction(QIcon(red), "")
    menu.addAction("Call now")
    menu.resize(menu.sizeHint())
    picture = menu.grab().toImage()
    spots = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    across = {x for x, y in spots if picture.pixelColor(x, y) == red_ink}
    assert len(across) == look_of().type_px(16) == 16 * percent // 100
    assert menu_icon("arrow").actualSize(QSize(99, 99)).width() == len(across), "drawn for that size"


def test_the_tick_and_the_arrow_of_a_menu_grow_with_its_words(window: MainWindow, appearance: Appearance) -> None:
    def heights() -> list[int]:
        menu = QMenu(window)
        menu.addAction("").setCheckable(True)
        menu.actions()[0].setChecked(True)
        menu.addMenu("")
        menu.resize(menu.sizeHint())
        picture = menu.grab().toImage()
        found = []
        for action in menu.actions():
            rows = menu.actionGeometry(action).adjusted(4, 2, -4, -2)
            ink = [
                y
                for y in range(rows.top(), rows.bottom())
                for x in range(rows.left(), rows.right())
                if picture.pixelColor(x, y).lightness() < 128
            ]
            found.append(max(ink) - min(ink) + 1)
        return found

    small = heights()
    appearance.change(text_percent=200)
    for before, after in zip(small, heights(), strict=True):
        assert 1.8 * before <= after <= 2.3 * before


def test_a_card_of_first_start_keeps_what_was_typed(
    window: MainWindow, appearance: Appearance, tmp_path: Path, qtbot: QtBot
) -> None:
    run = Run(window, Parts(tmp_path / "log", may_change_folder=True, clock=SimulatedClock(SIX_PM)), CrashNotes())
    run.begin()
    assert window.first_start is not None
    window.first_start.doors_open_edit.setText("17:00")
    window.first_start.choose(Choice.OWN)
    window.first_start.building_name_edit.setText("Old Courthouse")
    window.first_start.building_name_edit.textEdited.emit("Old Courthouse")
    appearance.change(language="es", text_percent=200)
    page = window.first_start
    assert page.open_button.text() == "Abrir la sesión"
    assert page.name_edit.text() == "Comisión Municipal"  # what is only offered is offered in the new language
    assert (page.doors_open_edit.text(), page.building_name_edit.text()) == ("17:00", "Old Courthouse")
    page.name_edit.setText("Planning")
    appearance.change(language="en", text_percent=100)
    assert window.first_start.name_edit.text() == "Planning"
    run.stop()
