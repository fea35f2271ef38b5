"""What a press makes the window do again: only what it changed, and that once; so an answer is there in no time."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.desk.line_rows import ROWS_MAX, RowsOfLine
from roomflow.desktop.desk.page import DeskPage
from roomflow.desktop.widgets import footer
from roomflow.desktop.widgets.line_model import LineRow
from roomflow.desktop.widgets.line_table import LineTable, row_height
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.widgets.space_rows import RoomRow
from roomflow.desktop.widgets.tips import set_tip
from roomflow.desktop.window.header import Recording
from roomflow.domain.commands import SendParty
from roomflow.domain.events import Entry, Kind
from roomflow.service.answers import Answer
from tests.desktop.hands import Hands
from tests.desktop.page_scenes import line_of_every_state, many_in_line
from tests.service.evening import SECONDS, Station


class PaintCount(QObject):
    """Counts how often each widget is painted, and given a tip, while it watches."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.times: Counter[QWidget] = Counter()
        self.tips: Counter[QWidget] = Counter()
        self._tips_before: dict[QWidget, str] = {}

    def tips_again(self) -> dict[str, str]:
        """Tips that were given where they stood already; another one may come at any moment, of the system's sleep."""
        return {
            each.objectName(): each.toolTip() for each in self.tips if self._tips_before.get(each) == each.toolTip()
        }

    def __enter__(self) -> "PaintCount":
        self._tips_before = {each: each.toolTip() for each in QApplication.allWidgets()}
        self._app.installEventFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget):
            if event.type() == QEvent.Type.Paint:
                self.times[watched] += 1
            elif event.type() == QEvent.Type.ToolTipChange:
                self.tips[watched] += 1
        return False


@pytest.fixture
def painted(dressed: QApplication) -> PaintCount:
    return PaintCount(dressed)


@pytest.fixture
def waiting(hands: Hands) -> Hands:
    """The rooms are full, two tickets wait, and all of that is painted."""
    hands.wait_for_the_screen()
    tickets = 0
    while tickets < 2:
        tickets += press(hands, "6").entries[-1].kind == Kind.ISSUED
    return hands


def press(hands: Hands, key: str) -> Answer:
    """What is painted a second time is painted after the first: so both are waited for."""
    answer = hands.answered(lambda: hands.press(key))
    for _ in range(3):
        QApplication.processEvents()
    return answer


def page_of(hands: Hands) -> DeskPage:
    page = hands.screen.pages.current
    assert isinstance(page, DeskPage)
    return page


def labels_of_rooms(hands: Hands) -> Iterator[RunsLabel]:
    for row in page_of(hands).rooms_panel.findChildren(RoomRow):
        yield from row.findChildren(RunsLabel)


# --- what is painted ---------------------------------------------------------------------------------------


def test_a_ticket_paints_the_line_once_and_no_room_again(waiting: Hands, painted: PaintCount) -> None:
    with painted:
        assert press(waiting, "6").entries[-1].kind == Kind.ISSUED
    page = page_of(waiting)
    assert painted.times[page.line_table.viewport()] == 1
    assert painted.times[page.answer_card.ticket.number_label] == 1
    assert painted.times[page.answer_card.ticket.qr_picture] == 1
    assert [label.text() for label in labels_of_rooms(waiting) if painted.times[label]] == []
    assert painted.times[waiting.screen.header_bar.recorded_icon_label] == 0


def test_a_party_on_its_way_paints_its_room(hands: Hands, painted: PaintCount) -> None:
    """The same look finds what is painted, where a room did change."""
    hands.wait_for_the_screen()
    press(hands, "1")
    with painted:
        assert press(hands, "1").entries[-1].kind == Kind.SENT
    assert any(painted.times[label] for label in labels_of_rooms(hands))


def test_an_answer_like_the_one_before_paints_no_button_of_its_card(waiting: Hands, painted: PaintCount) -> None:
    part = page_of(waiting).answer_card.ticket
    with painted:
        press(waiting, "6")
    assert painted.times[part.number_label] == 1
    assert (painted.times[part.next_button], painted.times[part.print_button]) == (0, 0)


def test_a_press_gives_no_tip_again(waiting: Hands, painted: PaintCount) -> None:
    with painted:
        press(waiting, "6")
    assert painted.tips_again() == {}


def test_a_tip_is_given_where_it_is_another(dressed: QApplication, painted: PaintCount, qtbot: QtBot) -> None:
    label = RunsLabel()
    qtbot.addWidget(label)
    with painted:
        for words in ("as counted", "as counted", "not counted yet"):
            set_tip(label, words)
    assert (label.toolTip(), painted.tips[label]) == ("not counted yet", 2)


def test_the_light_is_right_after_a_problem(waiting: Hands, station: Station) -> None:
    """Drawn anew only where it is another light; so it has to be another one here, and then the first again."""
    icon = waiting.screen.header_bar.recorded_icon_label
    recorded = icon.pixmap().toImage()
    waiting.screen.header_bar.show_recording(Recording.PROBLEM, problem="The disk is full.")
    assert icon.pixmap().toImage() != recorded
    waiting.see(station.do(SendParty(1)))
    assert icon.pixmap().toImage() == recorded


# --- which rows are written --------------------------------------------------------------------------------


class Asked(Mapping[int, LineRow]):
    """Rows that note which of them were asked for."""

    def __init__(self, rows: Mapping[int, LineRow]) -> None:
        self._rows, self.asked = rows, set[int]()

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[int]:
        return iter(self._rows)

    def __getitem__(self, number: int) -> LineRow:
        self.asked.add(number)
        return self._rows[number]


def table_of(qtbot: QtBot, rows: Mapping[int, LineRow], height: int) -> LineTable:
    table = LineTable()
    qtbot.addWidget(table)
    table.resize(407, height)
    table.show_rows(rows)
    table.show()
    qtbot.waitExposed(table)
    QApplication.processEvents()
    return table


def test_of_a_long_line_only_the_rows_in_sight_are_written(dressed: QApplication, qtbot: QtBot) -> None:
    meeting = many_in_line(300)
    rows = Asked(RowsOfLine(meeting, (), Now(meeting.at, meeting.elapsed)))
    assert len(rows) == ROWS_MAX
    table = table_of(qtbot, rows, 4 * row_height())
    assert sorted(rows.asked) == sorted(list(rows)[:4])
    table.scrollToBottom()
    QApplication.processEvents()
    assert list(rows)[-1] in rows.asked


def test_a_row_in_sight_and_one_that_comes_into_it_later_are_right(dressed: QApplication, qtbot: QtBot) -> None:
    meeting = many_in_line(300)
    now = Now(meeting.at, meeting.elapsed)
    table = table_of(qtbot, RowsOfLine(meeting, (), now), 4 * row_height())
    later = RowsOfLine(meeting, (), Now(now.at + 600_000, now.elapsed + 600_000))
    with qtbot.assertNotEmitted(table.line_model.dataChanged):
        table.show_rows(RowsOfLine(meeting, (), now))
    with qtbot.waitSignal(table.line_model.dataChanged):
        table.show_rows(later)
    for place in (0, len(later) - 1):
        number = list(later)[place]
        assert table.line_model.row_at(place) == later[number] != RowsOfLine(meeting, (), now)[number]


def test_every_state_stands_in_its_order(dressed: QApplication) -> None:
    meeting = line_of_every_state()
    rows = RowsOfLine(meeting, (), Now(meeting.at, meeting.elapsed), new=124)
    states = [row.state for row in rows.values()]
    called = [number for number, row in rows.items() if row.state == "called"]
    assert called == sorted(called)
    assert states == sorted(states, key=lambda state: ("called", "waiting saved", "missed").index(
        "waiting saved" if state in ("waiting", "saved") else state))  # fmt: skip
    assert set(states) == {"called", "waiting", "saved", "missed"}
    assert list(rows)[len(called)] == 124


# --- which entries are written -----------------------------------------------------------------------------


def test_of_the_recent_entries_only_those_that_have_room_are_written(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Entry] = []

    def words(entry: Entry) -> str:
        written.append(entry)
        return f"entry {entry.seq}"

    monkeypatch.setattr(footer, "entry_words", words)
    entries = tuple(Entry(seq, Kind.TAPPED, seq, seq, seq, "Front door", f"tap-{seq}") for seq in range(1, 61))
    shown = footer.RecentEntries()
    qtbot.addWidget(shown)
    shown.resize(600, 39)
    shown.show_entries(entries, "UTC")
    shown.grab()
    assert [entry.seq for entry in written] == list(range(60, 60 - len(written), -1))
    assert footer.SAID_MAX <= len(written) <= 6
    assert [text for _time, text in shown.lines()] == [f"entry {seq}" for seq in range(60, 0, -1)]
    assert len(written) == len(entries)


# --- what naming a widget makes -----------------------------------------------------------------------------

FIRST_ROWS = """
import sys
from PySide6.QtWidgets import QWidget
from roomflow.desktop.basis.look import application, dress
from roomflow.desktop.widgets.line_model import LineRow
from roomflow.desktop.widgets.line_table import LineDelegate, LineTable

painted = []

class Delegate(LineDelegate):
    def paint(self, painter, option, index):
        super().paint(painter, option, index)
        painted.append(index.row())

app = application("roomflow")
dress(app)
table = LineTable()
table.setItemDelegate(Delegate(table))
table.show_rows({number: LineRow(number, 2, "waiting", "any room", "now") for number in (127, 128)})
table.show()
while 1 not in painted:
    app.processEvents()
if sys.argv[1:]:
    table.viewport()
print(*(made.__name__ for made in QWidget.__subclasses__()))
"""


@pytest.mark.parametrize(("names_the_viewport", "is_made"), [(False, False), (True, True)])
def test_the_first_rows_make_no_class_of_widgets_that_nobody_shows(*, names_the_viewport: bool, is_made: bool) -> None:
    """To name a widget that Qt made by itself, PySide makes every class it might be of: 20 ms of the first ticket."""
    words = ["the viewport"] if names_the_viewport else []
    done = subprocess.run(
        [sys.executable, "-c", FIRST_ROWS, *words], check=True, capture_output=True, encoding="utf-8", timeout=SECONDS
    )
    assert "QFrame" in done.stdout
    assert ("QCalendarWidget" in done.stdout) is is_made


# --- no row is cut -----------------------------------------------------------------------------------------


def test_a_row_that_has_no_room_is_neither_painted_nor_pressed(dressed: QApplication, qtbot: QtBot) -> None:
    meeting = many_in_line(10)
    rows = RowsOfLine(meeting, (), Now(meeting.at, meeting.elapsed))
    high, cut = 3 * row_height(), row_height() // 2
    table = table_of(qtbot, rows, high + cut)
    asked: list[int] = []
    table.ticket_wanted.connect(lambda number, _where: asked.append(number))
    picture = table.grab().toImage()
    ground = picture.pixelColor(2, high + cut - 1)
    assert all(picture.pixelColor(x, y) == ground for x in range(380) for y in range(high, high + cut))
    assert any(picture.pixelColor(x, y) != ground for x in range(380) for y in range(2 * row_height(), high))
    for y in (high - 2, high + 2):
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(40, y))
    assert asked == [list(rows)[2]]


def test_the_row_that_is_chosen_is_brought_into_sight_whole(dressed: QApplication, qtbot: QtBot) -> None:
    meeting = many_in_line(10)
    rows = RowsOfLine(meeting, (), Now(meeting.at, meeting.elapsed))
    table = table_of(qtbot, rows, 3 * row_height() + row_height() // 2)
    table.setCurrentIndex(table.line_model.index(3, 0))
    box = table.visualRect(table.currentIndex())
    assert box.top() >= 0
    assert box.bottom() < table.viewport().height()
