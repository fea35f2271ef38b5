"""How long the Line page takes to show the next picture of five thousand tickets, beside one of forty."""

from collections.abc import Callable, Iterator
from statistics import median, quantiles
from time import perf_counter

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.basis.look import LIGHT, dress
from roomflow.desktop.basis.pages import DESK, DOORS, LINE
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.events import TicketState
from roomflow.domain.meeting import Meeting
from roomflow.service.clock import SimulatedClock
from tests.desktop.page_scenes import many_in_line
from tests.desktop.stage import StillDesk

pytestmark = [pytest.mark.bench, pytest.mark.qt_log_ignore("This plugin does not support")]

FEW, MANY = 40, 5_000
PICTURES = 30
Report = Callable[[str], None]


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Iterator[Report]:
    lines: list[str] = []
    yield lines.append
    with capsys.disabled():
        print("", *lines, sep="\n  ")


def tapped(meeting: Meeting, _place: int) -> Meeting:
    spaces = dict(meeting.spaces)
    spaces["Overflow A"] = replace(spaces["Overflow A"], inside=spaces["Overflow A"].inside + 1)
    return replace(meeting, seq=meeting.seq + 1, spaces=spaces)


def left(meeting: Meeting, place: int) -> Meeting:
    """One party of the middle of the line has left it."""
    number = next(number for number in list(meeting.line.in_order())[len(meeting.tickets) // 2 - place :])
    tickets, line = dict(meeting.tickets), meeting.line.copy()
    gone = tickets[number]
    line.leave(gone.bucket, gone.order, number)
    tickets[number] = replace(gone, state=TicketState.LEFT)
    return replace(meeting, seq=meeting.seq + 1, tickets=tickets, line=line)


def times_of(screen: MeetingScreen, meeting: Meeting, change: Callable[[Meeting, int], Meeting]) -> list[float]:
    """Milliseconds from each picture to the painted window."""
    taken = []
    for place in range(PICTURES // 2):
        meeting = change(meeting, place)
        begin = perf_counter()
        screen._show_meeting(meeting)
        QApplication.processEvents()
        taken.append((perf_counter() - begin) * 1e3)
    return taken


@pytest.mark.parametrize("page", [DESK, DOORS, LINE])
def test_five_thousand_tickets_beside_forty(page: str, qapp: QApplication, report: Report) -> None:
    dress(qapp, LIGHT)
    medians: dict[int, dict[str, float]] = {}
    for parties in (FEW, MANY):
        meeting = many_in_line(parties)
        window = MainWindow()
        window.resize(1366, 768)
        window.show()
        screen = window.show_meeting(Bridge(StillDesk(meeting), SimulatedClock(meeting.at)), meeting)
        screen.pages.show(page)
        QApplication.processEvents()
        medians[parties] = {}
        for name, change in (("tap", tapped), ("left", left)):
            taken = times_of(screen, meeting, change)
            medians[parties][name] = median(taken)
            worst = quantiles(taken, n=100)[98]
            report(f"{page}, {parties} tickets, {name}: median {median(taken):.1f} ms, p99 {worst:.1f} ms")
        window.close()
        window.deleteLater()
    for name in ("tap", "left"):
        report(f"{page}, {name}: {medians[MANY][name] / medians[FEW][name]:.2f} times")
