"""Language, light and size of text change while the desk works: nothing that was typed or answered is lost."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from roomflow.desktop.appearance import Appearance
from roomflow.desktop.main_window import MainWindow
from roomflow.desktop.meeting_screen import MeetingScreen
from roomflow.preferences import Preferences
from tests.desktop.hands import Hands


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
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    screen = screen_of(window)
    assert screen.page.next_title_label.text() == "Próximo grupo"
    assert screen.footer_bar.undo_button.text() == "Deshacer"
    assert screen.page.answer_card.accessibleName().startswith("2 personas")
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert screen_of(window).page.answer_card.accessibleName() == before


def test_the_desk_goes_on_in_the_new_language(hands: Hands, window: MainWindow, appearance: Appearance) -> None:
    appearance.change(language="es")
    again = hands_on(window)
    answer = again.answered(lambda: again.press("1"))
    assert answer is None or screen_of(window).page.answer_card.accessibleName().startswith("1 persona")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    assert QLocale().name() == "es_US"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert box.buttons()[0].text().replace("&", "") == "Cancelar"
    box.deleteLater()
