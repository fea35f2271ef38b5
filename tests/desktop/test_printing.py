"""Printing: recorded before it is printed, a printer without paper loses nothing, a second slip voids the first."""

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.bridge import Bridge
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.print_problem import PrintProblem
from roomflow.desktop.computer.printing import Job, Printing, paint_on, send, slip_image, system_printers
from roomflow.desktop.computer.printing_escpos import address_problem
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.paper.slip import PAPERS
from roomflow.desktop.setup.page import SetupPage
from roomflow.desktop.window.main_window import MainWindow
from roomflow.desktop.window.meeting_screen import MeetingScreen
from roomflow.domain.codes import qr_text
from roomflow.domain.commands import Scan, SendParty, StopInvitations
from roomflow.domain.events import Kind, TicketState
from roomflow.service.desk import Desk
from roomflow.slip_words import sample_slip
from roomflow.tongues import Tongues
from tests.desktop.hands import WAIT_MS, Hands
from tests.service.evening import Station


class Paper:
    """A printer that keeps what comes out, and may have no paper."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.problem = ""

    def send(self, job: Job) -> None:
        if self.problem:
            raise PrintProblem(self.problem)
        self.jobs.append(job)


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def kept() -> KeptSettings:
    kept = KeptSettings()
    kept.change(printer="Receipt")
    return kept


@pytest.fixture
def screen(window: MainWindow, bridge: Bridge, desk: Desk, paper: Paper, kept: KeptSettings) -> MeetingScreen:
    """The screen of the open meeting, with a printer of paper that is looked at."""
    window.computer = ThisComputer(kept, send_slip=paper.send)
    meeting = desk.meeting(1)
    assert meeting is not None
    return window.show_meeting(bridge, meeting)


def a_ticket(hands: Hands, station: Station) -> int:
    """A party that gets a ticket."""
    hands.see(station.do(StopInvitations()))
    answer = hands.answered(lambda: hands.press("2"))
    number = answer.entries[0].ticket
    assert number is not None
    return number


def printed(hands: Hands, qtbot: QtBot, key: str = "P") -> str:
    """Press the key and wait for the printer; gives what was said."""
    with qtbot.waitSignal(hands.screen.slips.said, timeout=WAIT_MS) as waiting:
        hands.press(key)
    return str(waiting.args[0])


def test_the_print_key_prints_the_ticket_that_is_shown(
    hands: Hands, station: Station, paper: Paper, qtbot: QtBot
) -> None:
    number = a_ticket(hands, station)
    assert hands.screen.page.answer_card.ticket.print_button.text() == "Print"
    assert "sent to the printer" in printed(hands, qtbot)
    (job,) = paper.jobs
    assert (job.slip.number, job.printer, job.paper) == (number, "Receipt", "receipt")
    meeting = hands.screen.meeting
    assert meeting is not None
    assert job.slip.qr == qr_text(meeting.tickets[number].code)
    assert hands.screen.page.answer_card.ticket.print_button.text() == "Print again"


def test_a_second_print_has_a_new_code_by_an_entry_and_the_first_slip_is_void(
    hands: Hands, station: Station, paper: Paper, qtbot: QtBot
) -> None:
    number = a_ticket(hands, station)
    printed(hands, qtbot)
    printed(hands, qtbot)
    first, second = (job.slip for job in paper.jobs)
    assert first.qr != second.qr
    assert first.again == ()
    assert second.again[0].startswith("Printed again")
    meeting = hands.screen.meeting
    assert meeting is not None
    assert meeting.recent[-1].kind == Kind.REPRINTED
    assert meeting.tickets[number].code == second.qr[1:]
    answer = station.do(Scan(first.qr[1:]))
    assert answer.refusal is not None
    assert answer.refusal.key == "slip-void"


def test_a_printer_without_paper_loses_nothing_and_says_what_to_do(
    hands: Hands, station: Station, paper: Paper, qtbot: QtBot
) -> None:
    paper.problem = "The printer has no paper: put a roll in, then print again."
    number = a_ticket(hands, station)
    said = printed(hands, qtbot)
    assert said == f"Ticket {number} is recorded and not printed. {paper.problem}"
    assert hands.screen.footer_bar.notice_label.text() == said
    meeting = hands.screen.meeting
    assert meeting is not None
    code = meeting.tickets[number].code
    paper.problem = ""
    printed(hands, qtbot)
    assert [job.slip.qr for job in paper.jobs] == [qr_text(code)]  # nothing came out, so the code is the same


def test_without_a_printer_the_ticket_is_there_and_the_sentence_names_setup(
    hands: Hands, station: Station, kept: KeptSettings, qtbot: QtBot
) -> None:
    kept.change(printer="")
    hands.screen.slips.printing._send = send
    a_ticket(hands, station)
    assert "No printer is chosen" in printed(hands, qtbot)


def test_the_print_key_does_nothing_where_no_ticket_is_shown(hands: Hands, paper: Paper) -> None:
    hands.press("P")
    hands.answered(lambda: hands.press("2"))
    hands.press("P")
    assert paper.jobs == []


def test_each_ticket_is_printed_at_once_where_that_is_set(
    hands: Hands, station: Station, paper: Paper, kept: KeptSettings, qtbot: QtBot
) -> None:
    kept.change(print_at_once=True)
    with qtbot.waitSignal(hands.screen.slips.said, timeout=WAIT_MS):
        number = a_ticket(hands, station)
    assert [job.slip.number for job in paper.jobs] == [number]
    hands.see(station.do(SendParty(1)))  # another desk prints its own
    assert len(paper.jobs) == 1


def test_a_ticket_that_a_foreign_barcode_asked_for_is_taken_back_and_its_slip_never_printed(
    hands: Hands, station: Station, paper: Paper, kept: KeptSettings, qtbot: QtBot
) -> None:
    """The test before is its control."""
    kept.change(print_at_once=True)
    hands.see(station.do(StopInvitations()))
    with qtbot.waitSignal(hands.screen.slips._at_once.timeout, timeout=WAIT_MS):
        with hands.waits():
            hands.type_fast("5012345678900", at=100_000)
        if hands.screen.bridge.waiting:
            with hands.waits():
                pass
    after = hands.screen.meeting
    assert after is not None
    assert [ticket.state for ticket in after.tickets.values()] == [TicketState.CANCELLED]
    assert "Nobody was sent by it" in hands.text("notice_label")
    assert (hands.screen.slips._soon, paper.jobs) == ([], [])


def test_a_ticket_split_off_another_is_new_and_a_paper_ticket_is_not() -> None:
    from roomflow.desktop.computer.slip_printing import is_new_ticket
    from roomflow.domain.events import Entry

    def entry(kind: Kind, **details: object) -> Entry:
        return Entry(1, kind.value, 0, 0, 0, "Desk", "request", ticket=101, people=1, details=details)

    assert is_new_ticket(entry(Kind.ISSUED, wish="any"))
    assert is_new_ticket(entry(Kind.SPLIT, of=100, wish="any"))
    assert not is_new_ticket(entry(Kind.SPLIT, into=102, was=3))
    assert not is_new_ticket(entry(Kind.ISSUED, paper=True))
    assert not is_new_ticket(entry(Kind.CALLED))


def test_a_ticket_of_the_line_is_printed_again_from_its_menu(
    hands: Hands, station: Station, paper: Paper, qtbot: QtBot
) -> None:
    from roomflow.desktop.basis.wording import Now
    from roomflow.desktop.desk.menus import Asking, ticket_menu

    number = a_ticket(hands, station)
    meeting = hands.screen.meeting
    assert meeting is not None
    asking = Asking(meeting, Now(meeting.at, meeting.elapsed), hands.screen.ask, lambda _card, _about: None)
    menu = ticket_menu(asking, number, hands.screen)
    (action,) = [each for each in menu.actions() if each.text().startswith("Print again")]
    with qtbot.waitSignal(hands.screen.slips.said, timeout=WAIT_MS):
        action.trigger()
    assert paper.jobs[0].slip.again != ()


# --- printers ----------------------------------------------------------------------------------------


def test_a_slip_is_painted_on_a_page_of_its_own_size(dressed: QApplication, tmp_path: Path) -> None:
    for name, each in PAPERS.items():
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFileName(str(tmp_path / f"{name}.pdf"))
        paint_on(printer, sample_slip(Tongues()), each)
        assert (tmp_path / f"{name}.pdf").read_bytes().startswith(b"%PDF")
        assert abs(printer.paperRect(QPrinter.Unit.Millimeter).width() - each.width) < 1


@pytest.mark.qt_log_ignore("Returned false", extend=True)
def test_a_page_that_cannot_be_written_is_a_sentence(dressed: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "missing" / "slip.pdf"))
    with pytest.raises(PrintProblem, match="did not take the page"):
        paint_on(printer, sample_slip(Tongues()), PAPERS["receipt"])


def test_a_printer_that_is_gone_is_a_sentence(dressed: QApplication) -> None:
    assert "Gone" not in system_printers()
    with pytest.raises(PrintProblem, match="The printer Gone is not there"):
        send(Job(sample_slip(Tongues()), "Gone", "receipt"))


def test_jobs_are_printed_one_after_the_other_and_stopping_leaves_no_thread(
    dressed: QApplication, qtbot: QtBot
) -> None:
    paper = Paper()
    printing = Printing(paper.send)
    jobs = [Job(sample_slip(Tongues()), "Receipt", "receipt", number) for number in range(3)]
    done: list[object] = []
    printing.done.connect(lambda job, _problem: done.append(job.about), Qt.ConnectionType.QueuedConnection)
    with qtbot.waitSignals([printing.done] * 3, timeout=WAIT_MS):
        for job in jobs:
            printing.print_slip(job)
    printing.stop()
    assert [job.about for job in paper.jobs] == [0, 1, 2]
    printing.stop()


# --- receipt printers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["network:192.168.1.50", "network:printer.hall:9100", "usb:04b8:0e15", "file:/dev/usb/lp0"]
)
def test_an_address_of_a_receipt_printer_is_known(address: str) -> None:
    assert address_problem(address) == ""


@pytest.mark.parametrize(
    "address",
    ["", "192.168.1.50", "network:", "network:host:port", "network:host:99999", "usb:04b8", "usb:x:y", "file:"],
)
def test_what_is_no_address_is_a_sentence(address: str) -> None:
    assert address_problem(address).startswith("Write an address like")


def test_without_the_extra_the_sentence_says_what_to_install(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "escpos.exceptions", None)
    with pytest.raises(PrintProblem, match="python-escpos"):
        send(Job(sample_slip(Tongues()), "escpos:file:/dev/null", "receipt"))


class Roll:
    """What the package's printers do, and a roll that may be empty."""

    status = 2
    pictures: ClassVar[list[QImage]] = []
    addresses: ClassVar[list[tuple[object, ...]]] = []
    unreachable = False

    def __init__(self, *address: object, **_options: object) -> None:
        Roll.addresses.append(address)

    def open(self) -> None:
        if Roll.unreachable:
            raise OSError(111, "Connection refused")

    def paper_status(self) -> int:
        return Roll.status

    def image(self, picture: str, **_options: object) -> None:
        Roll.pictures.append(QImage(picture))

    def cut(self) -> None:
        """Nothing to cut."""

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def roll(monkeypatch: pytest.MonkeyPatch) -> type[Roll]:
    """python-escpos, as far as a slip needs it."""
    exceptions, printer = types.ModuleType("escpos.exceptions"), types.ModuleType("escpos.printer")
    exceptions.Error = type("Error", (Exception,), {})  # type: ignore[attr-defined]
    printer.File = printer.Network = printer.Usb = Roll  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "escpos", types.ModuleType("escpos"))
    monkeypatch.setitem(sys.modules, "escpos.exceptions", exceptions)
    monkeypatch.setitem(sys.modules, "escpos.printer", printer)
    Roll.status, Roll.unreachable = 2, False
    Roll.pictures.clear()
    Roll.addresses.clear()
    return Roll


def test_a_receipt_printer_gets_a_picture_of_its_width_that_can_be_read(
    dressed: QApplication, roll: type[Roll]
) -> None:
    slip = sample_slip(Tongues())
    send(Job(slip, "escpos:network:192.168.1.50", "quarter"))
    assert roll.addresses == [("192.168.1.50",)]
    (picture,) = roll.pictures
    assert picture.width() == 576
    assert len({picture.pixelColor(x, y).name() for x in range(576) for y in range(0, 900, 9)}) == 2
    found = zxingcpp.read_barcode(picture.convertToFormat(QImage.Format.Format_Grayscale8))
    assert found is not None
    assert found.text == slip.qr


def test_an_empty_roll_is_said_and_nothing_is_printed(dressed: QApplication, roll: type[Roll]) -> None:
    roll.status = 0
    with pytest.raises(PrintProblem, match="no paper"):
        send(Job(sample_slip(Tongues()), "escpos:usb:04b8:0e15", "receipt"))
    assert roll.pictures == []


def test_a_receipt_printer_that_is_off_is_said(dressed: QApplication, roll: type[Roll]) -> None:
    roll.unreachable = True
    with pytest.raises(PrintProblem, match="cannot be reached"):
        send(Job(sample_slip(Tongues()), "escpos:network:192.168.1.50:9100", "receipt"))


# --- in Setup ----------------------------------------------------------------------------------------


@pytest.fixture
def setup(dressed: QApplication, kept: KeptSettings, paper: Paper, qtbot: QtBot) -> Iterator[SetupPage]:
    page = SetupPage(ThisComputer(kept, send_slip=paper.send))
    qtbot.addWidget(page)
    page.resize(1286, 664)
    page.show()
    yield page
    page.end()


def test_setup_chooses_a_printer_and_prints_a_test_slip(
    setup: SetupPage, kept: KeptSettings, paper: Paper, qtbot: QtBot
) -> None:
    card = setup.computer.printer_card
    assert card.printer_choice.currentText() == "Receipt (not there)"
    card.paper_choice.setCurrentIndex(card.paper_choice.findData("quarter"))
    card.paper_choice.activated.emit(card.paper_choice.currentIndex())
    card.at_once_toggle.click()
    assert (kept.settings.paper, kept.settings.print_at_once) == ("quarter", True)
    with qtbot.waitSignal(card._printing.done, timeout=WAIT_MS):
        card.test_button.click()
    assert paper.jobs[0].paper == "quarter"
    assert "no ticket" in paper.jobs[0].slip.practice
    assert card.preview._picture.size() == slip_image(sample_slip(Tongues()), PAPERS["quarter"]).size()


def test_a_receipt_printer_is_kept_by_its_address(setup: SetupPage, kept: KeptSettings) -> None:
    card = setup.computer.printer_card
    card.printer_choice.setCurrentIndex(card.printer_choice.findData("escpos"))
    card.printer_choice.activated.emit(card.printer_choice.currentIndex())
    card.address_edit.setText("192.168.1.50")
    card.address_edit.textEdited.emit("192.168.1.50")
    card.address_edit.editingFinished.emit()
    assert "Write an address like" in card.address_field.problem_label.text()
    assert kept.settings.printer == "Receipt"
    card.address_edit.setText("network:192.168.1.50")
    card.address_edit.editingFinished.emit()
    assert kept.settings.printer == "escpos:network:192.168.1.50"
    assert not card.paper_choice.isEnabled()
