"""The page of an emergency: everything is stopped, and each space is cleared; read from two metres away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import grow, look_of
from roomflow.desktop.basis.wording import Now, clock_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.emergency.paper import ask_where_to_save, print_sheet
from roomflow.desktop.emergency.row import Captions, EmergencyRow
from roomflow.desktop.emergency.sheet import counted_spaces, present_words, sum_words, sums_of
from roomflow.desktop.widgets.asking import Ask, answer_words, say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.mirrored import placed
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.widgets.shapes import paint_shape
from roomflow.domain.commands import MarkCleared, NoteAssistance, Tap
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space

if TYPE_CHECKING:
    from roomflow.service.answers import Answer

FRAME: Final = 8
"""The page's own edge, in the colour of over."""
SHAPE: Final = 56
BANNER_LEFT: Final = 104


class EmergencyBanner(QFrame):
    """The ground of the words that nobody may overlook."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("over.ground"))
        side = look.px(SHAPE)
        box = QRectF(look.px(24), (self.height() - side) / 2, side, side)
        paint_shape(painter, "over", placed(self, box), look.colour("over.text"))
        painter.end()


class EmergencyPage(QWidget):
    """Shows the newest meeting and asks; holds no figure of its own but presses not yet sent."""

    page_layout: QVBoxLayout
    banner_frame: EmergencyBanner
    title_label: RunsLabel
    sums_label: RunsLabel
    present_label: RunsLabel
    captions_widget: Captions
    rows_area: QScrollArea
    rows_layout: QVBoxLayout
    problem_label: QLabel
    note_label: QLabel
    print_button: KeyButton
    save_button: KeyButton
    end_button: KeyButton

    end_wanted = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "emergency_page")
        look = look_of()
        grow(self.page_layout, look)
        # The focus rests on the page itself: no stray key presses a control.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.rows_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ask = ask
        self._meeting: Meeting | None = None
        self._now = Now(0, 0)
        self._rows: dict[str, EmergencyRow] = {}
        self._asking: set[str] = set()
        self._owed: dict[str, int] = {}
        sizes = (20, 20, 16) if look.is_large else (28, 28, 20)
        for label, size in zip((self.title_label, self.sums_label, self.present_label), sizes, strict=True):
            label.set_type(size, "over.text")
            label.set_small_size(13)
            label.setMinimumHeight(max(look.line_px(size), look.px(size * 4 // 3)))  # figures alone are lower
        banner = self.banner_frame.layout()
        assert banner is not None
        banner.setContentsMargins(look.px(BANNER_LEFT), look.px(2), look.px(24), look.px(4))
        self.note_label.setVisible(not look.is_large)
        self.captions_widget.setVisible(not look.is_large)
        self.print_button.set_words(_("Print…"), icon="printer")
        self.save_button.set_words(_("Save as text…"))
        self.end_button.set_variant("warning", "main")
        self.end_button.set_words(_("End emergency…"))
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.end_button.clicked.connect(self.end_wanted)
        say(self.problem_label, "")

    def row(self, space: str) -> EmergencyRow:
        return self._rows[space]

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the newest picture of the meeting."""
        self._meeting = meeting
        # The window's next tick may be a second away: until then it is as late as the meeting's last entry.
        self._now = Now(max(self._now.at, meeting.at), meeting.elapsed + max(0, self._now.at - meeting.at))
        self._show()

    def show_tick(self, now_ms: int) -> None:
        """Ages of the counts at UTC ms."""
        if self._meeting is not None:
            self._now = Now(now_ms, self._meeting.elapsed + max(0, now_ms - self._meeting.at))
            self._show()

    def begin(self) -> None:
        """An emergency has begun: no word of an earlier one stands here."""
        say(self.problem_label, "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        edge = look.px(FRAME)
        painter.fillRect(self.rect(), look.colour("over.ground"))
        painter.fillRect(self.rect().adjusted(edge, edge, -edge, -edge), look.colour("window"))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the page's ground, the arrows go to the first space."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows:
            next(iter(self._rows.values())).cleared_toggle.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go to the same control of the next space."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: +1}.get(Qt.Key(event.key()))
            if step is not None:
                self._go(watched, step)
                return True
        return super().eventFilter(watched, event)

    # --- inside ----------------------------------------------------------------------------------------

    def _show(self) -> None:
        meeting = self._meeting
        if meeting is None:
            return
        spaces = counted_spaces(meeting)
        if list(self._rows) != [space.name for space in spaces]:
            self._make_rows(spaces)
        for space in spaces:
            self._rows[space.name].show_space(space, self._now)
        since = clock_words(meeting.emergency_since or meeting.at, meeting.building.timezone)
        self.title_label.say(_("*EMERGENCY since {time}*  Nobody is invited until it has ended."), time=since)
        sums = sums_of(meeting)
        self.sums_label.say("*{sums}*", sums=sum_words(sums))
        self.present_label.say("{present}", present=present_words(sums))

    def _make_rows(self, spaces: list[Space]) -> None:
        for row in self._rows.values():
            row.hide()
            row.deleteLater()
        self._rows = {}
        for space in spaces:
            row = EmergencyRow(space, self)
            self._connect(row, space.name)
            self.rows_layout.insertWidget(len(self._rows), row, 1)
            self._rows[space.name] = row
            for control in row.controls():
                control.installEventFilter(self)

    def _connect(self, row: EmergencyRow, name: str) -> None:
        row.tapped.connect(lambda change: self._ask(Tap(name, change), self._take))
        row.assistance_stepped.connect(lambda change: self._step_assistance(name, change))
        row.assistance_typed.connect(lambda typed: self._type_assistance(name, typed))
        row.cleared_wanted.connect(lambda cleared: self._ask(MarkCleared(name, cleared), self._take))

    def _step_assistance(self, name: str, change: int) -> None:
        """One more or fewer than is recorded. Presses faster than the disk are added up, so that none is lost."""
        self._owed[name] = self._owed.get(name, 0) + change
        if name not in self._asking:
            self._send_owed(name)

    def _send_owed(self, name: str) -> None:
        space = self._space(name)
        owed = self._owed.pop(name, 0)
        people = max(0, (space.assistance if space is not None else 0) + owed)
        if space is None or people == space.assistance:
            return
        self._note_assistance(name, people)

    def _type_assistance(self, name: str, typed: str) -> None:
        space = self._space(name)
        if space is None:
            return
        if not (typed.isascii() and typed.isdigit()):
            say(self.problem_label, _("Type how many people need assistance, as a number."))
            self._rows[name].show_assistance(space)
        elif int(typed) != space.assistance:
            self._owed.pop(name, None)
            self._note_assistance(name, int(typed))

    def _note_assistance(self, name: str, people: int) -> None:
        def answered(answer: Answer) -> None:
            self._asking.discard(name)
            self._take(answer)
            space = self._space(name)
            if space is not None:
                self._rows[name].show_assistance(space)
            self._send_owed(name)

        self._asking.add(name)
        self._ask(NoteAssistance(name, people), answered)

    def _space(self, name: str) -> Space | None:
        return self._meeting.spaces.get(name) if self._meeting is not None else None

    def _take(self, answer: Answer) -> None:
        self._say(answer_words(answer), False)

    def _say(self, words: str, good: bool) -> None:
        """How it went, in a line that is no wider than it may be."""
        kind = "small" if good else "warning"
        if self.problem_label.property("type") != kind:
            self.problem_label.setProperty("type", kind)
            self.problem_label.style().polish(self.problem_label)
        say(self.problem_label, words)

    def _go(self, control: QObject, step: int) -> None:
        rows = list(self._rows.values())
        for place, row in enumerate(rows):
            controls: list[QWidget] = row.controls()
            if control in controls and 0 <= place + step < len(rows):
                target = rows[place + step].controls()[[id(one) for one in controls].index(id(control))]
                target.setFocus(Qt.FocusReason.TabFocusReason)
                self.rows_area.ensureWidgetVisible(rows[place + step], 0, 0)
                return

    def _print(self) -> None:
        if self._meeting is not None:
            print_sheet(self, (self._meeting, self._now), self._say)

    def _save(self) -> None:
        if self._meeting is not None:
            ask_where_to_save(self, (self._meeting, self._now), self._say)
