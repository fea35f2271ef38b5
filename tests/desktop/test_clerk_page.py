"""The Clerk page: the evening as the log has it, saved and checked beside the window, kept as the clerk says."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from pytestqt.wait_signal import SignalBlocker

from roomflow.desktop.clerk import tables
from roomflow.desktop.clerk.export_process import command_of_this_program
from roomflow.desktop.clerk.keeping import KeepingDialog, MembersDialog
from roomflow.desktop.clerk.mark import MarkDialog
from roomflow.desktop.clerk.page import ClerkPage
from roomflow.desktop.clerk.tables import TablesDialog
from roomflow.domain.commands import Mark
from roomflow.reports.minutes import SPANISH, minutes_paragraph
from roomflow.store.journal import Batch
from roomflow.store.keeping import kept_lines
from roomflow.store.sqlite import open_journal
from tests.desktop.hands import WAIT_MS, Hands
from tests.domain.table import START, Table
from tests.rehearsal.played import first, log_of_first
from tests.reports.logs import tamper, write_log
from tests.reports.many import many_entries
from tests.reports.stored import stored_head, stored_log

NOW = START + 5 * 3_600_000
LONG = 50_000
"""So long a log that the last two tables take longer to write than a window takes to stop it."""


def waits(signal: object) -> SignalBlocker:
    blocker = SignalBlocker(timeout=WAIT_MS, raising=True)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    blocker.connect(signal)  # type: ignore[no-untyped-call]
    return blocker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return stored_log(tmp_path / "log").parent


@pytest.fixture
def open_page(dressed: QApplication, qtbot: QtBot) -> Iterator[Callable[..., ClerkPage]]:
    """Opens a page on a log and waits until it is read."""
    pages: list[ClerkPage] = []

    def made(path: Path, number: int = 1, *, is_copy: bool = False) -> ClerkPage:
        page = ClerkPage(path, lambda: NOW, is_copy=is_copy)
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(1286, 660)
        page.show()
        with waits(page.work.idle):
            page.show_number(number)
        return page

    yield made
    for page in pages:
        page.end()


@pytest.fixture
def page(open_page: Callable[..., ClerkPage], folder: Path) -> ClerkPage:
    return open_page(folder)


def done(page: ClerkPage, act: Callable[[], object]) -> None:
    """Do something and wait until the work it asked for is done."""
    with waits(page.work.idle):
        act()


def test_the_figures_of_the_evening_are_shown_with_what_is_approximate(page: ClerkPage) -> None:
    assert page.figures_frame.text() == (
        "≈ 320 · admissions · ≈ 251 of 249 · peak inside, 18:20 · 101 · tickets, 174 people · 51 · seated from the line"
        " · 1 h 12 min · median wait · 30 · people turned away · 32 · head counts, largest +2"
    )
    assert page.state_label.text() == "Adjourned 21:00, closed 21:00"
    assert page.check_label.text() == f"984 entries, chain ends {stored_head()[:4]} {stored_head()[4:8]}"


def test_the_paragraph_is_copied_in_the_language_that_is_shown(page: ClerkPage) -> None:
    assert page.record is not None
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == minutes_paragraph(page.record)
    page.language_button.click()
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == minutes_paragraph(page.record, SPANISH)


def test_the_strip_points_at_a_moment_with_the_mouse_and_with_keys(page: ClerkPage) -> None:
    strip = page.strip_view
    assert strip.cursor_at is None
    assert page.record is not None
    QTest.keyClick(strip, Qt.Key.Key_Right)
    assert strip.cursor_at == page.record.opened_at // 60_000 * 60_000 + 60_000
    QTest.keyClick(strip, Qt.Key.Key_Left)
    QTest.keyClick(strip, Qt.Key.Key_Left)
    assert strip.cursor_at == page.record.opened_at // 60_000 * 60_000
    strip.point_at(None)
    assert strip.cursor_at is None
    assert "Commission Chamber: at most 102 of 102" in strip.accessibleDescription()


def test_checking_the_log_says_that_nothing_was_rewritten(open_page: Callable[..., ClerkPage], tmp_path: Path) -> None:
    page = open_page(log_of_first(tmp_path / "rehearsed").parent)
    done(page, page.check_button.click)
    entries = first().summary["entries"]
    assert page.check_label.text().startswith(f"Log checked, {entries} entries: nothing rewritten")


def test_checking_a_log_that_was_changed_names_the_entry(open_page: Callable[..., ClerkPage], tmp_path: Path) -> None:
    folder = log_of_first(tmp_path / "rehearsed").parent
    tamper(folder, "UPDATE entries SET at = at + 1 WHERE seq = 700")
    page = open_page(folder)
    done(page, page.check_button.click)
    assert "Entry 700 was changed" in page.check_label.text()


@pytest.mark.parametrize(("kind", "names"), [("pdf", ["record.pdf"]), ("json", ["record.json"])])
def test_saving_writes_the_file_tells_where_and_keeps_it_in_mind(
    page: ClerkPage, folder: Path, tmp_path: Path, kind: str, names: list[str]
) -> None:
    done(page, lambda: page.saving.save(kind, tmp_path / "out"))
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name.removeprefix("PRACTICE-2026-01-13-meeting-1-") for path in written] == names
    assert str(written[0]) in page.progress_label.text()
    assert page.progress_bar.isHidden()
    (line,) = kept_lines(folder)
    assert (line.what, line.at, line.values["path"]) == ("exported", NOW, str(written[0]))
    assert page.cards.keeping is not None
    assert [place.path for place in page.cards.keeping.places] == written


def test_while_something_is_saved_nothing_else_can_be_and_progress_is_told(page: ClerkPage, tmp_path: Path) -> None:
    steps: list[object] = []
    page.work.stepped.connect(steps.append)

    def save() -> None:
        page.saving.save("csv", tmp_path / "out")
        assert not page.progress_bar.isHidden()
        assert not page.pdf_button.isEnabled()

    done(page, save)
    assert len(steps) == 13
    assert page.pdf_button.isEnabled()
    assert "12 files saved in" in page.progress_label.text()


def test_writing_that_is_stopped_leaves_whole_files_and_says_so(
    open_page: Callable[..., ClerkPage], tmp_path: Path
) -> None:
    folder, out = write_log(tmp_path / "long", many_entries(LONG)), tmp_path / "out"
    page = open_page(folder)
    page.work.stepped.connect(lambda step: page.stop_button.click() if step.done == 3 else None)
    done(page, lambda: page.saving.save("all", out))  # the workbook takes longer than any window is late
    written = sorted(out.iterdir())
    assert 3 <= len(written) < 15
    assert not [path for path in written if path.suffix not in (".csv", ".xlsx", ".pdf", ".json")], (
        "nothing half written"
    )
    assert sorted(str(line.values["path"]) for line in kept_lines(folder)) == [str(path) for path in written]
    assert page.progress_label.text() == "Stopped."
    assert page.stop_button.isHidden()
    assert page.pdf_button.isEnabled()


def test_files_that_are_written_go_on_where_the_window_is_made_again_meanwhile(
    page: ClerkPage, open_page: Callable[..., ClerkPage], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with waits(page.work.stepped):
        page.saving.save("all", out)  # workbook and PDF take longer than a page takes to open; the tables do not
    given = page.give()
    page.end()
    after = open_page(folder)
    steps: list[object] = []
    after.work.stepped.connect(steps.append)
    done(after, lambda: after.take(given))
    assert len(list(out.iterdir())) == len(kept_lines(folder)) == 17
    assert "17 files saved in" in after.progress_label.text()
    assert after.stop_button.isHidden()
    assert after.pdf_button.isEnabled()


def test_files_that_go_on_on_another_page_can_be_stopped_there(
    page: ClerkPage, open_page: Callable[..., ClerkPage], folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with waits(page.work.stepped):
        page.saving.save("all", out)
    given = page.give()
    page.end()
    after = open_page(folder)
    after.work.stepped.connect(lambda step: after.stop_button.click() if step.done > 3 else None)
    done(after, lambda: after.take(given))
    assert after.progress_label.text() == "Stopped."
    assert 3 <= len(list(out.iterdir())) < 15
    assert sorted(str(line.values["path"]) for line in kept_lines(folder)) == sorted(map(str, out.iterdir()))


def test_negative_control_a_page_that_gives_nothing_ends_what_it_writes(
    page: ClerkPage, folder: Path, tmp_path: Path
) -> None:
    with waits(page.work.stepped):
        page.saving.save("all", tmp_path / "out")
    page.end()
    assert len(list((tmp_path / "out").iterdir())) < 15
    assert page.give() is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "ended by the system"),
        ("print('a word of a library'); print('{\"problem\": \"No.\"}'); raise SystemExit(2)", "No."),
        (None, "cannot be written"),
    ],
)
def test_a_process_that_fails_is_told_in_words(
    page: ClerkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str | None, words: str
) -> None:
    command = [sys.executable, "-c", code] if code is not None else [str(tmp_path / "no such program")]
    monkeypatch.setattr("roomflow.desktop.clerk.export_process.command_of_this_program", lambda: command)
    done(page, lambda: page.saving.save("csv", tmp_path / "out"))
    assert words in page.progress_label.text()
    assert page.csv_button.isEnabled()


def test_a_mistake_in_the_process_is_raised_where_the_error_dialog_shows_it(
    page: ClerkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    command = [sys.executable, "-c", "raise ZeroDivisionError('in the export')"]
    monkeypatch.setattr("roomflow.desktop.clerk.export_process.command_of_this_program", lambda: command)
    with qtbot.captureExceptions() as raised:
        done(page, lambda: page.saving.save("csv", tmp_path / "out"))
    assert [kind.__name__ for kind, _error, _trace in raised] == ["ExportFault"]
    assert "in the export" in str(raised[0][1])
    assert "mistake in roomflow" in page.progress_label.text()


def test_the_frozen_program_starts_itself_for_an_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert command_of_this_program() == [sys.executable, "export-job"]


def test_the_record_is_printed_as_the_pages_of_the_pdf(page: ClerkPage, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    done(page, lambda: page.saving.save("pdf", tmp_path / "out"))
    (saved,) = (tmp_path / "out").iterdir()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    done(page, lambda: page.saving.print_record(printer))
    with pikepdf.open(tmp_path / "paper.pdf") as paper, pikepdf.open(saved) as pdf:
        assert len(paper.pages) == len(pdf.pages) > 3
        assert page.progress_label.text() == f"{len(pdf.pages)} pages sent to the printer."


def test_without_a_printer_it_is_said_what_works(page: ClerkPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    page.print_button.click()
    assert page.progress_label.text() == "Cannot print: no printer is set up. “Save PDF” works without a printer."


def test_a_folder_that_cannot_be_written_is_told_in_words(page: ClerkPage, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done(page, lambda: page.saving.save("json", tmp_path / "file"))
    assert "cannot be written" in page.progress_label.text()
    assert page.json_button.isEnabled()


def test_choosing_a_folder_stops_nothing_and_saves_there(page: ClerkPage, tmp_path: Path) -> None:
    dialog = page.saving.choose_folder("json")
    assert dialog.isVisible()
    done(page, lambda: dialog.fileSelected.emit(str(tmp_path / "out")))
    dialog.reject()
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_a_legal_hold_needs_a_reason_is_kept_and_can_be_released(page: ClerkPage, folder: Path) -> None:
    page.cards.show_keeping()
    card = page.cards.card
    assert isinstance(card, KeepingDialog)
    done(page, card.hold_button.click)
    assert card.problem_label.text() == "A legal hold needs a reason: who asks for it, and for what."
    card.reason_edit.setText("City attorney, case 26-114")
    done(page, card.hold_button.click)
    assert "Under legal hold since 2026-01-13 22:15: City attorney, case 26-114." in card.hold_label.text()
    assert page.keeping_button.text() == "Under legal hold"
    card.reason_edit.setText("Case closed")
    done(page, card.hold_button.click)
    assert card.hold_label.text() == "Not under legal hold."
    assert [line.what for line in kept_lines(folder)] == ["held", "released"]
    card.reject()


def test_a_period_is_kept_and_one_that_is_no_date_is_refused(page: ClerkPage, folder: Path) -> None:
    page.cards.show_keeping()
    card = page.cards.card
    assert isinstance(card, KeepingDialog)
    card.until_edit.setText("soon")
    done(page, card.until_button.click)
    assert card.problem_label.text() == "“soon” is no date; write it as 2033-01-13."
    card.until_edit.setText("2033-01-13")
    done(page, card.until_button.click)
    assert card.until_label.text() == "Kept until 2033-01-13."
    card.reject()


def test_members_typed_by_the_clerk_stand_in_the_files_in_a_field_of_their_own(page: ClerkPage, tmp_path: Path) -> None:
    page.cards.type_members()
    card = page.cards.card
    assert isinstance(card, MembersDialog)
    card.members_edit.setPlainText("First Member\nSecond Member")
    done(page, card.keep_button.click)
    done(page, lambda: page.saving.save("json", tmp_path / "out"))
    (path,) = (tmp_path / "out").iterdir()
    values = json.loads(path.read_text(encoding="utf-8"))
    assert values["members_of_the_body_present"] == "First Member\nSecond Member"
    assert "First Member" not in json.dumps(values["minutes"])


def test_a_copy_is_shown_with_everything_and_nothing_is_written_beside_it(
    open_page: Callable[..., ClerkPage], folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "from a stick" / "evening.db"
    copy.parent.mkdir()
    copy.write_bytes((folder / "roomflow.db").read_bytes())
    page = open_page(copy, is_copy=True)
    assert page.figures_frame.text().startswith("≈ 320")
    done(page, page.check_button.click)
    done(page, lambda: page.saving.save("json", tmp_path / "out"))
    assert [path.name for path in copy.parent.iterdir()] == ["evening.db"]
    page.cards.show_keeping()
    card = page.cards.card
    assert isinstance(card, KeepingDialog)
    assert not card.hold_button.isEnabled()
    assert card.problem_label.text() == "This is a copy, which is only read."
    card.reject()


def test_every_table_of_the_files_is_shown(page: ClerkPage) -> None:
    page.cards.show_tables()
    card = page.cards.card
    assert isinstance(card, TablesDialog)
    model = card.table_view.model()
    for index in range(card.table_combo.count()):
        card.table_combo.setCurrentIndex(index)
        model = card.table_view.model()
        shown = [model.index(0, column).data() for column in range(model.columnCount())] if model.rowCount() else []
        assert all(isinstance(text, str) for text in shown)
    assert card.table_combo.count() == 12
    assert card.rows_label.text() == "984 rows"
    card.reject()


def test_the_tables_are_headed_and_filled_in_the_words_of_the_screen(
    page: ClerkPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    spanish = {"label": "dato", "chamber": "cámara", "people": "personas", "log begun": "registro iniciado"}
    monkeypatch.setattr(tables, "_", lambda text: spanish.get(text, text))
    page.cards.show_tables()
    card = page.cards.card
    assert isinstance(card, TablesDialog)

    def row(table: int, number: int) -> dict[str, str]:
        card.table_combo.setCurrentIndex(table)
        model = card.table_view.model()
        columns = range(model.columnCount())
        return {model.headerData(each, Qt.Orientation.Horizontal): model.index(number, each).data() for each in columns}

    assert row(0, 0) == {"dato": "registro iniciado", "value": "2026-01-13 17:15:00", "unit": "", "certainty": ""}
    assert row(0, 11) == {"dato": "every room was full for", "value": "2 h 7 min", "unit": "", "certainty": ""}
    assert row(0, 5)["unit"] == "personas"
    assert (row(1, 0)["kind"], row(1, 0)["full for"]) == ("cámara", "2 h 45 min")
    card.reject()


def test_a_log_that_is_not_there_is_told_in_words(open_page: Callable[..., ClerkPage], tmp_path: Path) -> None:
    page = open_page(tmp_path / "nowhere")
    assert "There is no" in page.state_label.text()
    assert not page.pdf_button.isEnabled()


def test_while_the_meeting_goes_on_it_is_read_again_now_and_then(
    open_page: Callable[..., ClerkPage], tmp_path: Path
) -> None:
    table = Table()
    folder = write_log(tmp_path / "log", table.entries)
    page = open_page(folder)
    assert page.state_label.text() == "Still open; as of 17:15"
    table.wait(minutes=45)
    before = len(table.entries)
    table.ask(Mark("called-to-order"))
    journal = open_journal(folder, practice=True, durable=False)
    journal.append([Batch(1, before, table.entries[before:], ())])
    journal.close()
    page._seq = len(table.entries)
    page.show_tick(NOW + 1_000)
    assert page.work.is_idle
    done(page, lambda: page.show_tick(NOW + 30_000))
    assert page.state_label.text() == "Still open; as of 18:00"


def test_a_page_that_is_put_away_in_the_middle_of_its_work_hears_nothing_more(
    open_page: Callable[..., ClerkPage], folder: Path, tmp_path: Path
) -> None:
    page = open_page(folder)
    heard: list[object] = []
    page.work.idle.connect(lambda: heard.append(1))
    page.saving.save("csv", tmp_path / "out")
    page.end()
    QApplication.processEvents()
    assert heard == []


def test_every_control_has_a_name_to_be_read_out(page: ClerkPage) -> None:
    for name in (
        "pdf",
        "xlsx",
        "csv",
        "json",
        "sqlite",
        "all",
        "check",
        "tables",
        "keeping",
        "copy",
        "members",
        "language",
    ):
        button = page.findChild(QObject, f"{name}_button")
        assert button is not None
        assert button.accessibleName() or button.text(), name  # type: ignore[attr-defined]


def test_the_clerks_own_mark_asks_the_desk_with_its_words(hands: Hands) -> None:
    card = hands.screen.card(MarkDialog)
    assert isinstance(card, MarkDialog)
    card.present()
    assert hands.answered(card.mark_button.click).refusal is not None
    assert card.problem_label.text().startswith("A mark of your own needs words")
    card.words_edit.setText("Item 7")
    answer = hands.answered(card.mark_button.click)
    assert answer.entries[0].details["words"] == "Item 7"
    assert not card.isVisible()


def test_without_a_desk_nothing_can_be_marked(page: ClerkPage) -> None:
    assert page.mark_button.isHidden()
