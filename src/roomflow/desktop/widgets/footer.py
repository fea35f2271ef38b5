"""The footer of the window: what was recorded last, the keys, and Undo with its reason where it cannot be pressed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from PySide6.QtCore import QPointF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.keys import LET_IN
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.wording_entries import entry_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.mirrored import placed_text
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.widgets.tips import set_tip
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Meeting, Phase

HEIGHT: Final = 39
"""With the line above it 40."""
BETWEEN_ENTRIES: Final = 24
AFTER_TIME: Final = 7
SAID_MAX: Final = 4
"""Entries that a screen reader is told."""


class RecentEntries(QWidget):
    """As many of the last entries as fit whole, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._zone = ""
        self._lines: list[tuple[str, str]] = []
        """The lines that were looked at: of the sixty entries a handful has room."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_entries(self, entries: tuple[Entry, ...], zone: str) -> None:
        """Entries with the newest last, as the meeting keeps them."""
        self._entries, self._zone, self._lines = entries, zone, []
        self.setAccessibleName("; ".join(f"{time} {words}" for time, words in islice(self.lines(), SAID_MAX)))
        self.update()

    def lines(self) -> Iterator[tuple[str, str]]:
        """(time, words) of each entry, newest first."""
        for place, entry in enumerate(reversed(self._entries)):
            if place == len(self._lines):
                self._lines.append((clock_words(entry.happened, self._zone), entry_words(entry)))
            yield self._lines[place]

    def sizeHint(self) -> QSize:
        return QSize(look_of().px(320), look_of().line_px(13))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        font = look.font(13)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        baseline = round((self.height() - metrics.height()) / 2 + metrics.ascent())
        x = 0.0
        for time, words in self.lines():
            after_time = x + metrics.horizontalAdvance(time) + look.px(AFTER_TIME)
            end = after_time + metrics.horizontalAdvance(words)
            if end > self.width():
                break
            painter.setPen(look.colour("quiet"))
            begins = placed_text(self, x, metrics.horizontalAdvance(time))
            painter.drawText(QPointF(begins, baseline), time)
            painter.setPen(look.colour("ink"))
            begins = placed_text(self, after_time, metrics.horizontalAdvance(words))
            painter.drawText(QPointF(begins, baseline), words)
            x = end + look.px(BETWEEN_ENTRIES)
        painter.end()


class Footer(QFrame):
    """Recent entries, Keys, Undo."""

    let_in_button: KeyButton
    notice_label: RunsLabel
    recent_entries: RecentEntries
    awake_label: RunsLabel
    reason_label: RunsLabel
    view_button: KeyButton
    keys_button: KeyButton
    undo_button: KeyButton

    undo_wanted = Signal()
    keys_wanted = Signal()
    let_in_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "footer")
        self._station = ""
        self._meeting: Meeting | None = None
        self._wanted: set[QWidget] = {self.reason_label, self.keys_button}
        """What is shown where there is room."""
        self.has_good_notice = True
        self.setFixedHeight(look_of().px(HEIGHT))
        self.reason_label.set_type(13, "quiet")
        self.notice_label.hide()
        self.let_in_button.set_variant("urged", "small")
        self.let_in_button.clicked.connect(self.let_in_wanted)
        self.let_in_button.hide()
        self.view_button.set_variant("quiet", "small")
        self.view_button.set_words(_("View"), icon="chevron")
        self.view_button.hide()
        self.awake_label.hide()
        self.keys_button.set_variant("quiet", "small")
        self.keys_button.set_words(_("Keys"), "?")
        self.undo_button.set_variant("flat", "small")
        self.undo_button.set_words(_("Undo"), "Ctrl+Z", "undo")
        self.keys_button.clicked.connect(self.keys_wanted)
        self.undo_button.clicked.connect(self.undo_wanted)

    def show_meeting(self, meeting: Meeting, station: str, now_ms: int) -> None:
        """Show what was recorded last; Undo is for this station's own last request."""
        self._meeting, self._station = meeting, station
        self.recent_entries.show_entries(meeting.recent, meeting.building.timezone)
        self.show_tick(now_ms)

    def set_view_menu(self, menu: QMenu) -> None:
        """The menu of the View button."""
        self.view_button.setMenu(menu)
        self._wanted.add(self.view_button)
        self._fit()

    def take_over(self, worn: Footer) -> None:
        """The notice of the footer whose place this one takes."""
        if not worn.notice_label.isHidden():
            self.show_notice(worn.notice_label.text(), good=worn.has_good_notice)

    def show_notice(self, words: str, *, good: bool) -> None:
        """Show the word for a scan or for what was refused, before the entries; it stays until the next one."""
        self.has_good_notice = good
        self.notice_label.set_type(13, "open.text" if good else "warning")
        self.notice_label.say("*{words}*", words=words)
        set_tip(self.notice_label, words)
        self.notice_label.setVisible(bool(words))
        self._fit()

    def show_asking(self, words: str) -> None:
        """Somebody asks to be let in; no words where nobody does."""
        if words:
            self.let_in_button.set_words(words, LET_IN)
        self.let_in_button.setVisible(bool(words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """What is said is read whole: what only reminds gives way, one after the other, and never Undo.

        The last entries have what is left.
        """
        gives_way = (self.awake_label, self.reason_label, self.view_button, self.keys_button)
        for widget in gives_way:
            widget.setHidden(widget not in self._wanted)
        layout = self.layout()
        assert layout is not None
        self.recent_entries.setMaximumWidth(0)
        layout.invalidate()
        for widget in gives_way:
            if layout.sizeHint().width() <= self.width():
                break
            widget.hide()
            layout.invalidate()
        self.recent_entries.setMaximumWidth(max(0, self.width() - layout.sizeHint().width()))

    def show_awake(self, holds: bool | None) -> None:
        """Whether the computer stays awake; None says nothing."""
        self.awake_label.set_type(13, "quiet" if holds else "warning")
        self.awake_label.say(_("Stays awake") if holds else _("*May fall asleep*"))
        self.awake_label.setToolTip(
            _("This computer and its screens do not sleep while the meeting is open.")
            if holds
            else _("This system does not let roomflow keep it awake. Please switch sleep off in its settings.")
        )
        (self._wanted.discard if holds is None else self._wanted.add)(self.awake_label)
        self._fit()

    def show_tick(self, now_ms: int) -> None:
        """Undo goes quiet when its time is over."""
        reason = "" if self._meeting is None else why_no_undo(self._meeting, self._station, now_ms)
        self.undo_button.setEnabled(self._meeting is not None and not reason)
        set_tip(self.undo_button, reason)
        if reason != self.reason_label.text():
            self.reason_label.say("{reason}", reason=reason)
            self._fit()


def undoable(meeting: Meeting, station: str) -> tuple[Entry, ...]:
    """The entries of this station's last request; none where there is nothing to take back."""
    return meeting.last.get(station, ())


def undo_words(meeting: Meeting, station: str, now_ms: int) -> tuple[str, str]:
    """What Undo would take back and how long that can be, “Undo +1, 7 s”; and why it cannot, empty where it can."""
    reason = why_no_undo(meeting, station, now_ms)
    if reason:
        return _("Undo"), reason
    last = undoable(meeting, station)[-1]
    seconds = max(0, (meeting.figures.undo_ms - (now_ms - last.at)) // 1_000)
    what = f"{'−' if last.change < 0 else '+'}{abs(last.change)}" if last.kind == Kind.TAPPED else ""
    template = _("Undo {what}, {seconds} s") if what else _("Undo, {seconds} s")
    return template.format(what=what, seconds=seconds), ""


def why_no_undo(meeting: Meeting, station: str, now_ms: int) -> str:
    """Why Undo cannot be pressed, as words that stand beside it; empty where it can."""
    entries = undoable(meeting, station)
    if not entries or meeting.phase is Phase.CLOSED or entries[-1].kind in (Kind.OPENED, Kind.UNDONE):
        return _("nothing to take back")
    if now_ms - entries[-1].at > meeting.figures.undo_ms:
        return _("only for {seconds} seconds").format(seconds=meeting.figures.undo_ms // 1_000)
    return ""
