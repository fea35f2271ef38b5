"""The QR, the answer and the line: what a scanner reads, what is said, and which ticket a row asks for."""

import random

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import LIGHT, dress, look_of
from roomflow.desktop.widgets.answer import AnswerCard, Issued, Sent
from roomflow.desktop.widgets.answer_parts import RoomName
from roomflow.desktop.widgets.line_model import LineRow
from roomflow.desktop.widgets.line_table import LineTable
from roomflow.desktop.widgets.qr import CLEAR_MODULES, QrPicture, matrix_of
from roomflow.domain.codes import draw_code, qr_text

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp, LIGHT)


# --- QR ----------------------------------------------------------------------------------------------------


def _decoded(image: QImage) -> str:
    found = zxingcpp.read_barcode(image.convertToFormat(QImage.Format.Format_Grayscale8))
    return found.text if found is not None else ""


def test_every_qr_decodes_to_its_code(qtbot: QtBot, seed: int) -> None:
    dice = random.Random(seed)
    for _ in range(40):
        text = qr_text(draw_code(dice.getrandbits))
        picture = QrPicture()
        qtbot.addWidget(picture)
        picture.show_text(text)
        assert _decoded(picture.picture()) == text, seed


def test_the_qr_on_the_card_decodes_from_the_screen_with_four_clear_modules(qtbot: QtBot) -> None:
    text = qr_text(draw_code(random.Random(131).getrandbits))
    picture = QrPicture()
    qtbot.addWidget(picture)
    picture.resize(picture.sizeHint())
    picture.show_text(text)
    image = picture.grab().toImage()
    assert _decoded(image) == text
    modules = len(matrix_of(text)) + 2 * CLEAR_MODULES
    clear = image.width() // modules * CLEAR_MODULES
    for y in range(8, image.height() - 8):
        seen = {image.pixelColor(x, y).name() for x in range(8, clear)}
        assert seen == {"#ffffff"}, "the clear modules are not white"


@pytest.mark.parametrize(("zoom", "side"), [(1.0, 132), (1.5, 165), (2.0, 198)])
def test_the_qr_grows_with_the_text_and_is_never_squeezed_in_its_card(
    qtbot: QtBot, qapp: QApplication, zoom: float, side: int
) -> None:
    dress(qapp, LIGHT, zoom)
    card = AnswerCard()
    qtbot.addWidget(card)
    text = qr_text(draw_code(random.Random(side).getrandbits))
    card.show_ticket(Issued("3 people, any room", "issued 18:12:04", 131, text, "no name needed"))
    card.resize(look_of().px(427), card.sizeHint().height())
    card.show()
    QApplication.processEvents()
    picture = card.ticket.qr_picture
    assert (picture.width(), picture.height()) == (side, side)
    assert _decoded(card.grab().toImage()) == text
    assert card.ticket.time_label.isVisible() is (zoom == 1.0)


def test_a_qr_with_a_cut_corner_does_not_pass_as_another(qtbot: QtBot) -> None:
    """The negative control: what decodes is the drawing, not our belief in it."""
    text = qr_text(draw_code(random.Random(7).getrandbits))
    picture = QrPicture()
    qtbot.addWidget(picture)
    picture.show_text(text)
    image = picture.picture()
    for x in range(image.width() // 2):
        for y in range(image.height()):
            image.setPixelColor(x, y, Qt.GlobalColor.white)
    assert _decoded(image) == ""


# --- answer ------------------------------------------------------------------------------------------------


def test_the_answer_says_the_room_and_the_way(qtbot: QtBot) -> None:
    card = AnswerCard()
    qtbot.addWidget(card)
    card.show_sent(Sent("2 people", "sent 18:07:22", "Overflow A", "3rd floor, Room 326", "left from the elevator"))
    assert card.accessibleName() == "2 people: Overflow A. 3rd floor, Room 326. left from the elevator"
    assert not card.shows_ticket()


def test_the_answer_says_the_ticket(qtbot: QtBot) -> None:
    card = AnswerCard()
    qtbot.addWidget(card)
    card.show_ticket(Issued("3 people, any room", "issued 18:12:04", 131, qr_text("0" * 17), "no name needed"))
    assert card.accessibleName() == "Ticket 131. 3 people, any room"
    assert card.shows_ticket()


def test_a_number_of_four_digits_is_not_cut_beside_its_qr(qtbot: QtBot) -> None:
    card = AnswerCard()
    qtbot.addWidget(card)
    card.resize(359, 272)
    card.show()
    for number in (131, 999, 1000, 9999):
        card.show_ticket(Issued("3 people, any room", "issued 18:12:04", number, qr_text("0" * 17), "no name needed"))
        QApplication.processEvents()
        label = card.ticket.number_label
        assert label.sizeHint().width() <= label.width(), number


def test_a_new_answer_is_said_to_a_screen_reader(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    card = AnswerCard()
    qtbot.addWidget(card)
    card.show_words("Not done", "Overflow B is full.")
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    with qtbot.waitSignal(card._says.timeout):
        card.flash()
    assert said == ["Not done Overflow B is full."]


@pytest.mark.parametrize(
    "name", ["Overflow A", "Commission Chamber", "Superintendent's Conference Auditorium", "X" * 60]
)
def test_a_room_name_is_as_large_as_it_fits(name: str, qtbot: QtBot) -> None:
    label = RoomName()
    qtbot.addWidget(label)
    label.show_name(name)
    size, lines = label.layout_of(325)
    assert " ".join(lines) == name
    if name in ("Overflow A", "Commission Chamber"):
        assert size == 44


# --- line --------------------------------------------------------------------------------------------------


def by_number(*rows: LineRow) -> dict[int, LineRow]:
    return {row.number: row for row in rows}


def _table(qtbot: QtBot) -> LineTable:
    table = LineTable()
    qtbot.addWidget(table)
    table.resize(407, 165)
    table.show_rows(
        by_number(LineRow(112, 2, "called", "called, Chamber", "3:40 left"), LineRow(127, 2, "waiting", "next", "now"))
    )
    table.show()
    qtbot.waitExposed(table)
    return table


def test_the_line_is_a_sound_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    table = _table(qtbot)
    qtmodeltester.check(table.line_model)  # type: ignore[no-untyped-call]


def test_a_row_of_the_line_says_all_of_it(qtbot: QtBot) -> None:
    table = _table(qtbot)
    index = table.line_model.index(0, 0)
    said = table.line_model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Ticket 112, 2 people, called, Chamber, 3:40 left"


def test_a_click_on_a_row_and_enter_ask_for_its_ticket(qtbot: QtBot) -> None:
    table = _table(qtbot)
    asked: list[int] = []
    table.ticket_wanted.connect(lambda number, _where: asked.append(number))
    place = table.visualRect(table.line_model.index(1, 2)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    table.setCurrentIndex(table.line_model.index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert asked == [127, 112]


def test_a_new_time_changes_no_row_and_keeps_the_current_one(qtbot: QtBot) -> None:
    table = _table(qtbot)
    table.setCurrentIndex(table.line_model.index(1, 0))
    with qtbot.assertNotEmitted(table.line_model.modelReset):
        table.show_rows(
            by_number(
                LineRow(112, 2, "called", "called, Chamber", "3:39 left"), LineRow(127, 2, "waiting", "next", "now")
            )
        )
    table.show_rows(by_number(LineRow(127, 2, "waiting", "next", "waited 1 min")))
    assert table.currentIndex().row() == 0
