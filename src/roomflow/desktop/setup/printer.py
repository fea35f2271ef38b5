"""The ticket printer: which one, on what paper, when; with a preview and a test slip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.printing import ESCPOS, Job, Printing, slip_image, system_printers
from roomflow.desktop.computer.printing_escpos import address_problem
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.paper.slip import PAPERS
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton, ToggleKey
from roomflow.desktop.widgets.form_parts import Field, SetupCard, choice, line_edit, note
from roomflow.slip_words import Slip, sample_slip
from roomflow.tongues import Tongues

NONE, OTHER = "", "escpos"
PREVIEW = (220, 400)
"""The least room of the preview, in px."""


class SlipPreview(QWidget):
    """A slip as it will come out, as large as there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_slip(self, slip: Slip, paper: str) -> None:
        self._picture = QPixmap.fromImage(slip_image(slip, PAPERS[paper]))
        self.setAccessibleName(_("Preview of ticket {number}").format(number=slip.number))
        self.update()

    def sizeHint(self) -> QSize:
        look = look_of()
        return QSize(look.px(PREVIEW[0]), look.px(PREVIEW[1]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
        painter.drawPixmap(box, self._picture, QRectF(self._picture.rect()))
        painter.setPen(look_of().colour("edge"))
        painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.end()


class PrinterCard(SetupCard):
    """Changes the settings at once; a test slip says how the printer is."""

    def __init__(self, computer: ThisComputer, parent: QWidget | None = None) -> None:
        super().__init__(_("Ticket printer"), parent)
        self._kept = computer.kept
        self._printing = Printing(computer.send_slip, self)
        self._printing.done.connect(self._say_outcome, Qt.ConnectionType.QueuedConnection)
        self.printer_choice = choice("printer_combo", self)
        self.address_edit = line_edit("printer_address_edit", self, characters_max=200)
        self.address_field = Field(_("Its address"), self.address_edit, self)
        self.paper_choice = choice("paper_combo", self)
        for name, words in (("receipt", _("Receipt, 80 mm")), ("quarter", _("A quarter of a letter page"))):
            self.paper_choice.addItem(words, name)
        self.at_once_toggle = ToggleKey(self)
        self.at_once_toggle.set_words(_("Print each ticket at once"), "")
        self.test_button = KeyButton(self, size="small")
        self.test_button.set_words(_("Print a test slip"), icon="printer")
        self.outcome_label = QLabel(self)
        self.outcome_label.setWordWrap(True)
        self.outcome_label.setProperty("type", "small")
        self.outcome_label.hide()
        self.preview = SlipPreview(self)
        self._place()
        self._connect()
        self._fill_printers()
        self._show()

    def end(self) -> None:
        """Finish the test slip that is being printed."""
        self._printing.stop()

    def print_test(self) -> None:
        """Print a slip that is no ticket, on the printer that is chosen."""
        settings = self._kept.settings
        self._printing.print_slip(Job(sample_slip(Tongues()), settings.printer, settings.paper))
        say(self.outcome_label, _("Printing…"))

    # --- inside ------------------------------------------------------------------------------------------

    def _place(self) -> None:
        look = look_of()
        left = QVBoxLayout()
        left.setSpacing(look.px(8))
        left.addWidget(Field(_("Printer"), self.printer_choice, self))
        left.addWidget(self.address_field)
        left.addWidget(Field(_("Paper"), self.paper_choice, self))
        left.addWidget(self.at_once_toggle)
        left.addWidget(self.test_button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self.outcome_label)
        words = _("A ticket is recorded before it is printed: a printer without paper loses nothing.")
        left.addWidget(note(words, self))
        left.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addLayout(left, 1)
        row.addWidget(self.preview)
        self.column.addLayout(row)

    def _connect(self) -> None:
        self.printer_choice.activated.connect(self._choose_printer)
        self.address_edit.textEdited.connect(lambda _text: self._check_address())
        self.address_edit.editingFinished.connect(self._keep_address)
        self.paper_choice.activated.connect(lambda _index: self._kept.change(paper=self.paper_choice.currentData()))
        self.at_once_toggle.clicked.connect(lambda on: self._kept.change(print_at_once=on))
        self.test_button.clicked.connect(self.print_test)
        self._kept.changed.connect(self._show)

    def _fill_printers(self) -> None:
        self.printer_choice.addItem(_("None"), NONE)
        for name in system_printers():
            self.printer_choice.addItem(name, name)
        self.printer_choice.addItem(_("Receipt printer by its address (ESC/POS)"), OTHER)
        chosen = self._kept.settings.printer
        if chosen and not chosen.startswith(ESCPOS) and self.printer_choice.findData(chosen) < 0:
            self.printer_choice.addItem(_("{name} (not there)").format(name=chosen), chosen)

    def _choose_printer(self) -> None:
        chosen = str(self.printer_choice.currentData())
        if chosen == OTHER:
            self.address_field.show()
            self.address_edit.setFocus()
            self._keep_address()
        else:
            self._kept.change(printer=chosen)

    def _check_address(self) -> bool:
        typed = self.address_edit.text().strip()
        problem = address_problem(typed) if typed else ""
        self.address_field.say(problem)
        return bool(typed) and not problem

    def _keep_address(self) -> None:
        if self._check_address():
            self._kept.change(printer=ESCPOS + self.address_edit.text().strip())

    def _show(self) -> None:
        settings = self._kept.settings
        by_address = settings.printer.startswith(ESCPOS)
        self.printer_choice.setCurrentIndex(self.printer_choice.findData(OTHER if by_address else settings.printer))
        if by_address and not self.address_edit.hasFocus():
            self.address_edit.setText(settings.printer.removeprefix(ESCPOS))
        self.address_field.setVisible(by_address)
        self.paper_choice.setCurrentIndex(self.paper_choice.findData(settings.paper))
        self.paper_choice.setEnabled(not by_address)
        self.at_once_toggle.setChecked(settings.print_at_once)
        self.test_button.setEnabled(bool(settings.printer))
        self.preview.show_slip(sample_slip(Tongues()), "receipt" if by_address else settings.paper)

    def _say_outcome(self, _job: Job, problem: str) -> None:
        self.outcome_label.setProperty("type", "warning" if problem else "small")
        self.outcome_label.style().polish(self.outcome_label)
        say(self.outcome_label, problem or _("Sent to the printer."))
