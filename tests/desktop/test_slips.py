"""The slip of a ticket: read back from its picture, whole on its paper, and never taken for a real one in practice."""

import pytest
import zxingcpp
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from roomflow.desktop.basis.look import DARK, LIGHT, dress
from roomflow.desktop.computer.printing import slip_image
from roomflow.desktop.paper.slip import (
    FIGURE,
    MODULE,
    NUMBER_POINTS_MIN,
    PAPERS,
    TENTHS,
    advance,
    caption_font,
    font,
    paint_slip,
    qr_side,
    slip_height,
    slip_size,
    text_of,
)
from roomflow.domain.codes import is_code, qr_text, read_scan
from roomflow.domain.meeting import Meeting
from roomflow.slip_words import Slip, date_words, grouped, sample_slip, slip_of
from roomflow.tongues import Tongues
from tests.desktop.scenes import SCENES


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    dress(qapp, LIGHT)


@pytest.fixture
def meeting() -> Meeting:
    return SCENES["desk-ticket"]()[0]


def slip(meeting: Meeting, *, again: bool = False) -> Slip:
    return slip_of(meeting, meeting.tickets[131], Tongues(), again_at=meeting.at if again else None)


def read_code(image: QImage) -> str:
    found = zxingcpp.read_barcode(image.convertToFormat(QImage.Format.Format_Grayscale8))
    assert found is not None, "no code was found"
    return str(found.text)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("dots", [8, 12])
@pytest.mark.parametrize("practice", [False, True])
def test_the_code_is_read_back_from_the_printed_picture(
    meeting: Meeting, paper: str, dots: int, practice: bool
) -> None:
    image = slip_image(slip(replace(meeting, practice=practice), again=practice), PAPERS[paper], dots)
    assert read_code(image) == qr_text(meeting.tickets[131].code)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_code_is_at_least_30_mm_with_four_clear_modules(meeting: Meeting, paper: str) -> None:
    printed = slip(meeting)
    side = qr_side(printed.qr)
    assert side - 8 * MODULE >= 30 * TENTHS
    image = slip_image(printed, PAPERS[paper])
    dark = [(x, y) for x, y in corners_of_code(image, printed)]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    top, bottom = min(y for _, y in dark), max(y for _, y in dark)
    assert (right - left) / 8 >= 30
    clear = 4 * 10  # four modules of ten dots
    around = QRectF(left - clear + 1, top - clear + 1, right - left + 2 * clear - 2, bottom - top + 2 * clear - 2)
    inside = QRectF(left - 1, top - 1, right - left + 3, bottom - top + 3)
    for x in range(int(around.left()), int(around.right()), 3):
        for y in range(int(around.top()), int(around.bottom()), 3):
            if not inside.contains(x, y):
                assert image.pixelColor(x, y).lightness() == 255, (x, y)


def corners_of_code(image: QImage, printed: Slip) -> list[tuple[int, int]]:
    found = zxingcpp.read_barcode(image.convertToFormat(QImage.Format.Format_Grayscale8))
    assert found is not None
    at = found.position
    return [(point.x, point.y) for point in (at.top_left, at.top_right, at.bottom_left, at.bottom_right)]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("practice", [False, True])
def test_everything_lies_on_its_paper(meeting: Meeting, paper: str, practice: bool) -> None:
    printed = slip(replace(meeting, practice=practice), again=practice)
    size = slip_size(printed, PAPERS[paper])
    assert slip_height(printed, PAPERS[paper]) <= size.height() + 0.01
    image = slip_image(printed, PAPERS[paper])
    edge = round(PAPERS[paper].margin * 8) - 4
    for x in range(image.width()):
        for y in (*range(edge), *range(image.height() - edge, image.height())):
            assert image.pixelColor(x, y).lightness() == 255, "something is cut at the top or the bottom"
    for y in range(image.height()):
        for x in (*range(edge), *range(image.width() - edge, image.width())):
            assert image.pixelColor(x, y).lightness() == 255, "something is cut at a side"


def test_the_figures_beside_the_code_do_not_touch_each_other(meeting: Meeting) -> None:
    printed = slip(meeting)
    assert len(printed.figures) * FIGURE <= qr_side(printed.qr)
    across = (PAPERS["receipt"].width - 2 * PAPERS["receipt"].margin) * TENTHS / len(printed.figures)
    for _figure, captions in printed.figures:
        assert all(advance(caption_font(caption, across), caption) <= across for caption in captions)
    assert caption_font("a caption that is far too long for it", 200).pixelSize() < font(10).pixelSize()


def test_the_number_is_at_least_40_points_and_says_what_it_is(meeting: Meeting) -> None:
    assert all(paper.number_points >= NUMBER_POINTS_MIN for paper in PAPERS.values())
    assert QFontMetricsF(font(40)).height() > 40 * 254 / 72
    printed = slip(meeting)
    assert printed.number == 131
    assert [figure for figure, _captions in printed.figures] == ["3", "28", "18:12"]
    assert printed.date == "13 January 2026"
    assert printed.title[0] == "Ticket"
    assert "Keeps your place in line. Does not guarantee a seat. No name needed" in printed.notices[0]
    assert printed.screens[0] == "Called numbers: on the screens in Third-floor hallway and Lobby."
    assert printed.practice == ""
    assert printed.again == ()


def test_the_slip_speaks_english_and_spanish_side_by_side(meeting: Meeting) -> None:
    printed = slip(meeting)
    assert printed.title == ("Ticket", "Boleto")
    assert len(printed.notices) == 2
    assert printed.notices[1].startswith("Guarda su lugar")


def test_a_practice_slip_and_a_reprint_say_so(meeting: Meeting) -> None:
    assert slip(replace(meeting, practice=True)).practice == "PRACTICE · PRÁCTICA"
    again = slip(meeting, again=True).again
    assert again[0] == "Printed again 18:12: earlier slips are void"
    paper = PAPERS["receipt"]
    real, practice = slip(meeting), slip(replace(meeting, practice=True))
    assert slip_image(real, paper).size() != slip_image(practice, paper).size()


def test_a_slip_is_black_on_white_in_every_light(meeting: Meeting, qapp: QApplication) -> None:
    light = slip_image(slip(meeting), PAPERS["receipt"])
    dress(qapp, DARK)
    assert slip_image(slip(meeting), PAPERS["receipt"]) == light


def test_nothing_private_but_the_code_stands_on_a_slip(meeting: Meeting) -> None:
    ticket = meeting.tickets[131]
    assert slip_of(meeting, replace(ticket, accessible=True), Tongues()) == slip(meeting)


def test_a_code_that_was_emptied_leaves_a_slip_without_one(meeting: Meeting) -> None:
    printed = slip_of(meeting, replace(meeting.tickets[131], code=""), Tongues())
    assert printed.qr == printed.code == ""
    image = slip_image(printed, PAPERS["receipt"])
    assert zxingcpp.read_barcode(image.convertToFormat(QImage.Format.Format_Grayscale8)) is None


def test_a_long_name_wraps_and_a_page_of_fixed_height_writes_smaller(meeting: Meeting) -> None:
    long = replace(slip(meeting, again=True), meeting="Joint hearing of the commission and the board " * 2)
    assert slip_height(long, PAPERS["receipt"]) > slip_height(slip(meeting, again=True), PAPERS["receipt"])
    wordy = replace(long, screens=("Called numbers are shown in every hall of the building. " * 3,) * 2)
    assert text_of(wordy, PAPERS["quarter"]) < 1.0
    assert slip_height(wordy, PAPERS["quarter"]) <= PAPERS["quarter"].height


def test_a_test_slip_belongs_to_nobody() -> None:
    printed = sample_slip(Tongues())
    assert is_code(printed.code.replace(" ", ""))
    assert "no ticket" in printed.practice


def test_codes_are_grouped_to_be_read_out() -> None:
    assert grouped("7Q4M9C2XKT8HJ0VW5") == "7Q4M 9C2X KT8H J0VW 5"
    assert date_words("2026-02-03") == "3 February 2026"


def test_a_slip_is_painted_where_the_painter_stands(meeting: Meeting) -> None:
    image = QImage(800, 1_400, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(100, 20)
    paint_slip(painter, slip(meeting), PAPERS["receipt"], 8.0)
    painter.end()
    assert image.pixelColor(50, 50).lightness() == 0
    assert read_code(image) == qr_text(meeting.tickets[131].code)


def test_where_tickets_have_pages_the_qr_is_a_web_address_and_the_slip_says_so(meeting: Meeting) -> None:
    ticket = meeting.tickets[131]
    printed = slip_of(meeting, ticket, Tongues(), public="http://192.168.1.20:8127")
    assert printed.qr == f"http://192.168.1.20:8127/t/{ticket.code}"
    assert "Scan to see the line" in printed.keep
    assert "Scan to see the line" not in slip_of(meeting, ticket, Tongues()).keep
    assert read_scan(printed.qr) == read_scan(f"R{ticket.code}") == ticket.code
    assert read_scan("http://evil.example/t/nothing") is None
