"""The answer to a scan: who may go in is told apart from who may not by shape, colour and large words."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.scanner import Heard, heard_answer, heard_no_code
from roomflow.desktop.widgets.answer import HEIGHT
from roomflow.desktop.widgets.heard_answer import SHAPES
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, publish
from roomflow.domain.refusals import Refusal
from roomflow.service.answers import Answer
from tests.desktop.hands import Hands
from tests.desktop.scenes import desk_light
from tests.desktop.shown import Shown
from tests.desktop.test_main_window import come_and_go
from tests.service.evening import Station

SEATED = Heard("open", "101 seated", "Commission Chamber, 6 people")
REFUSED = Heard("full", "101 not called yet", "Ticket 101 is not called yet: 4 people are before it.")
AGAIN = Heard("over", "Scan again", "This is no whole ticket code: scan it again.")


def heard(answer: Answer) -> Heard:
    return heard_answer(answer, publish(Draft(1)), lambda _at: "18:02")


def entry(kind: Kind, **columns: object) -> Entry:
    return Entry(9, kind, 0, 0, 0, "Desk", "x", **columns)  # type: ignore[arg-type]  # a row of test data


def test_a_good_scan_says_who_and_where() -> None:
    answer = Answer("x", 1, (entry(Kind.SEATED, ticket=101, space="Commission Chamber", people=6),))
    assert heard(answer) == SEATED
    assert heard(Answer("x", 1, (entry(Kind.BACK, ticket=101),))) == Heard("open", "101 is back", "First in line.")


@pytest.mark.parametrize(
    ("refusal", "title"),
    [
        (Refusal("not-called-yet", {"ticket": 101, "ahead": 4}), "101 not called yet"),
        (Refusal("called-elsewhere", {"ticket": 101, "room": "A", "space": "B"}), "101 goes to A"),
        (Refusal("already-seated", {"ticket": 101}), "101 seated already"),
        (Refusal("unknown-code", {}), "No ticket of tonight"),
        (Refusal("in-emergency", {}), "Not let in"),
    ],
)
def test_a_refused_scan_says_why_in_large_words(refusal: Refusal, title: str) -> None:
    said = heard(Answer("x", 1, refusal=refusal))
    assert (said.state, said.title) == ("full", title)
    assert said.sentence.endswith(".")


def test_what_was_misread_is_scanned_again() -> None:
    assert heard_no_code("R12") == AGAIN
    assert heard_no_code("https://city.example").title == "No ticket"
    assert heard(Answer("x", 1, problem="The disk is full.")).state == "over"


def test_good_and_refused_look_different(dressed: QApplication, qtbot: QtBot) -> None:
    shown = Shown(qtbot)
    page = shown.show(desk_light()[0])
    card = page.answer_card
    grounds: dict[str, QColor] = {}
    for said in (SEATED, REFUSED, AGAIN):
        page.show_heard(said, None)
        for _ in range(3):
            QApplication.processEvents()
        assert card.heard.isVisible()
        assert card.heard.title.layout_of(card.heard.title.width())[0] == 44
        assert said.title in card.accessibleName()
        picture = card.grab().toImage()
        grounds[said.state] = picture.pixelColor(picture.width() // 2, picture.height() - 8)
        assert grounds[said.state] == look_of().colour(f"{said.state}.ground")
        assert card.height() == look_of().px(HEIGHT)  # nothing below it moves
    assert len(set(SHAPES.values())) == len({colour.name() for colour in grounds.values()}) == 3
    page.clear_answer()
    assert not card.heard.isVisible()


def test_a_scan_at_the_desk_is_answered_on_the_card(hands: Hands, station: Station) -> None:
    for _ in range(9):
        hands.answered(lambda: hands.press("2"))
    assert hands.screen.meeting is not None
    code = hands.screen.meeting.tickets[101].code
    title = hands.screen.page.answer_card.heard.title
    hands.answered(lambda: hands.scan("R" + code))
    assert title.accessibleName() == "101 not called yet"
    come_and_go(hands, station)
    hands.answered(lambda: hands.press(" "))
    hands.answered(lambda: hands.scan("R" + code))
    assert title.accessibleName() == "101 seated"
    hands.scan("R1")
    assert title.accessibleName() == "Scan again"
