"""The public screen by its pieces: nothing cut, nothing overlapping, digits as high as the distance needs, 7:1."""

from itertools import combinations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.look import DARK, contrast
from roomflow.desktop.public.layout import Shown, canvas_of, lay_out
from roomflow.desktop.public.look import CONTRAST_MIN, DIGITS_DIAGONAL, DIGITS_PX, PAIRS, ROLES, digit_px
from roomflow.desktop.public.pieces import Arrow, Bar, Number, Panel, Piece, Shape, Words, digit_height
from roomflow.desktop.public.view import PublicView
from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.public import CalledNumber, PublicPicture, PublicRoom, PublicState, public_picture
from roomflow.tongues import Tongues
from tests.desktop.scenes import SCENES

SIZES = ((1366, 768), (1920, 1080), (1280, 720), (1024, 768), (2560, 1080), (1080, 1920), (3840, 2160))
FEET = (15, 20, 30, 40, 50)
LONG = SpacePlan(
    "Second Overflow in the Community Services Annex",
    SpaceKind.OVERFLOW,
    200,
    floor="Ground floor of the annex",
    directions="Room 1024 B, past the information desk and then left after the second elevator",
    arrow="left",
    words={"es": {"floor": "Planta baja del anexo", "directions": "Sala 1024 B, después del mostrador"}},
)


def scene(name: str = "desk-light") -> PublicPicture:
    meeting, _entry = SCENES[name]()
    return public_picture(meeting)


def called(picture: PublicPicture, *numbers: int) -> tuple[CalledNumber, ...]:
    return tuple(
        CalledNumber(number, index, 0, picture.rooms[index % len(picture.rooms)].plan)
        for index, number in enumerate(numbers)
    )


def pieces_of(shown: Shown, size: tuple[int, int] = (1920, 1080)) -> list[Piece]:
    canvas, _scale = canvas_of(*size)
    return lay_out(shown, canvas, Tongues())


def of_picture(picture: PublicPicture, *numbers: int, digits: float = DIGITS_PX, page: int = 0) -> Shown:
    return Shown(picture, called(picture, *numbers) if numbers else picture.called, "18:07", digits, page)


def numbers_of(pieces: list[Piece]) -> list[Number]:
    return [piece for piece in pieces if isinstance(piece, Number)]


def words_of(pieces: list[Piece]) -> list[Words]:
    return [piece for piece in pieces if isinstance(piece, Words)]


def ink_box(words: Words) -> QRectF:
    """Where the letters are: lines stand closer than their boxes say."""
    slack = min(words.size * 0.16, words.box.height() / 4)
    return words.box.adjusted(0, slack, 0, -slack)


def check(pieces: list[Piece], size: tuple[int, int]) -> None:
    canvas, _scale = canvas_of(*size)
    whole = QRectF(0, 0, canvas.width(), canvas.height()).adjusted(-0.5, -0.5, 0.5, 0.5)
    panels = [piece.box for piece in pieces if isinstance(piece, Panel) and piece.role != "ground"]
    things = [piece for piece in pieces if isinstance(piece, Words | Number | Arrow | Shape | Bar)]
    boxes = [(thing, ink_box(thing) if isinstance(thing, Words) else thing.box) for thing in things]
    for thing, box in boxes:
        assert whole.contains(box), f"off the screen: {thing}"
        around = [panel for panel in panels if panel.intersects(box)]
        assert all(panel.contains(box) for panel in around), f"over the edge of its card: {thing}"
    for (one, box), (other, other_box) in combinations(boxes, 2):
        common = box.intersected(other_box)
        assert common.width() < 1 or common.height() < 1, f"{one} overlaps {other}"
    for panel, other_panel in combinations(panels, 2):
        assert not panel.intersects(other_panel), "two cards overlap"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", list(SCENES))
def test_every_scene_is_whole_on_every_size_of_screen(qapp: QApplication, name: str, size: tuple[int, int]) -> None:
    pieces = pieces_of(of_picture(scene(name)), size)
    check(pieces, size)
    assert [words.text for words in words_of(pieces) if words.is_cut] == []


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("state", list(PublicState))
def test_every_state_is_whole_and_says_so_in_words(qapp: QApplication, state: PublicState, practice: bool) -> None:
    picture = replace(scene(), state=state, practice=practice)
    pieces = pieces_of(of_picture(picture))
    check(pieces, (1920, 1080))
    text = " ".join(words.text for words in words_of(pieces))
    wanted = {
        PublicState.OPEN: "Please come in",
        PublicState.RECESS: "Recess.",
        PublicState.STOPPED: "Calls are paused. Your ticket keeps its place in line.",
        PublicState.EMERGENCY: "Please follow the",
        PublicState.ENDED: "The meeting has",
    }[state]
    assert wanted in text
    assert ("PRACTICE" in text) is practice
    if state in (PublicState.EMERGENCY, PublicState.ENDED):
        assert "Overflow" not in text, "something stands beside what everybody has to read"
    else:
        assert "Everyone may attend. No name needed." in text


@pytest.mark.parametrize(
    "numbers", [(112,), (112, 109), (112, 109, 126, 124), (1012, 1009, 1126, 1124), tuple(range(101, 121))]
)
@pytest.mark.parametrize("feet", FEET)
def test_digits_are_as_high_as_the_distance_needs(qapp: QApplication, feet: int, numbers: tuple[int, ...]) -> None:
    wanted = digit_px(feet, 55, DIGITS_DIAGONAL)
    pieces = pieces_of(of_picture(scene(), *numbers, digits=wanted))
    check(pieces, (1920, 1080))
    figures = numbers_of(pieces)
    assert [figure.text for figure in figures][:2] == [str(number) for number in numbers[:2]]
    assert min(digit_height(words.size) for words in figures) >= wanted - 1.0
    assert digit_height(figures[0].size) == max(digit_height(words.size) for words in figures), "newest largest"


def test_at_thirty_feet_on_55_inches_digits_are_155_px_high_as_they_are_painted(qtbot: QtBot) -> None:
    picture = scene()
    view = PublicView(Tongues())
    qtbot.addWidget(view)
    view.resize(1920, 1080)
    view.show_shown(of_picture(picture, 111, 112))
    (small,) = [number for number in numbers_of(view.pieces()) if number.text == "112"]
    image = view.grab().toImage()
    assert lit_rows(image, small.box.adjusted(0, -4, 0, 4)) >= DIGITS_PX


def lit_rows(image: QImage, box: QRectF) -> int:
    """How many rows of the box have something of the ink in them."""
    ink = QColor(ROLES["ink"]).lightness() // 2
    columns = range(int(box.left()), int(box.right()), 2)
    rows = range(int(box.top()), int(box.bottom()))
    return sum(any(image.pixelColor(x, y).lightness() > ink for x in columns) for y in rows)


def test_negative_control_smaller_digits_are_seen_to_be_smaller(qtbot: QtBot) -> None:
    view = PublicView(Tongues())
    qtbot.addWidget(view)
    view.resize(1920, 1080)
    view.show_shown(of_picture(scene(), 111, 112, digits=120))
    (small,) = [number for number in numbers_of(view.pieces()) if number.text == "112"]
    assert lit_rows(view.grab().toImage(), small.box.adjusted(0, -4, 0, 4)) < DIGITS_PX


@pytest.mark.parametrize(
    ("feet", "inches", "px"), [(30, 55, 155), (60, 55, 310), (15, 55, 77.5), (30, 110, 77.5), (30, 27.5, 310)]
)
def test_digits_grow_with_the_distance_and_shrink_with_the_screen(feet: int, inches: float, px: float) -> None:
    assert digit_px(feet, inches, DIGITS_DIAGONAL) == pytest.approx(px)


def test_numbers_that_do_not_fit_take_turns_and_each_has_one(qapp: QApplication) -> None:
    picture = scene()
    numbers = tuple(range(101, 112))
    seen: set[str] = set()
    for page in range(4):
        pieces = pieces_of(of_picture(picture, *numbers, page=page))
        seen |= {number.text for number in numbers_of(pieces)}
        (follow,) = [words.text for words in words_of(pieces) if words.text.startswith("more numbers follow")]
        assert follow.endswith(f"  {page + 1}/4")
    assert {str(number) for number in numbers} <= seen


def test_every_text_stands_at_least_seven_to_one_on_its_ground(qapp: QApplication) -> None:
    weak = [(ink, ground) for ink, ground in PAIRS if contrast(ROLES[ink], ROLES[ground]) < CONTRAST_MIN]
    assert weak == []
    shown: set[tuple[str, str]] = set()
    for state in PublicState:
        for practice in (False, True):
            picture = replace(scene(), state=state, practice=practice)
            pieces = pieces_of(of_picture(picture))
            shown |= {(words.ink, words.ground) for words in words_of(pieces)}
            shown |= {(number.ink, number.ground) for number in numbers_of(pieces)}
    assert shown <= set(PAIRS)


def test_negative_control_a_grey_that_is_too_quiet_is_found() -> None:
    assert contrast(DARK.edge, ROLES["panel"]) < CONTRAST_MIN


def test_words_say_the_ground_they_stand_on(qapp: QApplication) -> None:
    for state in PublicState:
        pieces = pieces_of(of_picture(replace(scene(), state=state, practice=True)))
        panels = [piece for piece in pieces if isinstance(piece, Panel)]
        for words in words_of(pieces):
            below = [panel for panel in panels if panel.box.contains(words.box.center())]
            assert below[-1].role == words.ground, words


def test_long_names_and_many_rooms_are_whole(qapp: QApplication) -> None:
    rooms = tuple(PublicRoom(replace(LONG, name=f"{LONG.name} {n}"), 200, 0, 150, 10, 40, "filling") for n in range(12))
    picture = replace(scene(), rooms=rooms, name="Regular Meeting of the Board of County Commissioners of the County")
    for size in SIZES:
        pieces = pieces_of(of_picture(picture, 112, 109, 126), size)
        check(pieces, size)
        assert any("more room" in words.text for words in words_of(pieces)) or size[1] > size[0]


def test_a_room_that_is_closed_has_no_figure(qapp: QApplication) -> None:
    texts = [words.text for words in words_of(pieces_of(of_picture(scene("desk-closed"))))]
    assert "–" in texts
    assert any("Closed" in text for text in texts)


def test_nobody_called_is_said_in_words(qapp: QApplication) -> None:
    pieces = pieces_of(Shown(scene(), (), "18:07"))
    check(pieces, (1920, 1080))
    assert any(words.text.startswith("Numbers that are called") for words in words_of(pieces))


@pytest.mark.parametrize("size", [(1, 1), (40, 30), (300, 2000)])
def test_a_window_of_any_size_is_painted(qtbot: QtBot, size: tuple[int, int]) -> None:
    view = PublicView(Tongues())
    qtbot.addWidget(view)
    view.show_shown(of_picture(scene()))
    view.resize(*size)
    assert not view.grab().isNull()
