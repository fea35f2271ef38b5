"""Rows of the Desk page: what all rows have, and the row of a room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.look import look_of
from roomflow.desktop.widgets.badge import StateBadge
from roomflow.desktop.widgets.bar import OccupancyBar
from roomflow.desktop.widgets.buttons import KeyButton, StepButton
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.wording import Now, counted_words, where_words
from roomflow.desktop.words import _, ngettext
from roomflow.domain.spaces import Space, SpaceState, state_of
from roomflow.settings import Figures

# Columns, px at 100 % text: they stand in one line through all rows.
PADDING: Final = 16
NAME_WIDTH: Final = 240
FREE_WIDTH: Final = 88
STEP_GAP: Final = 8
ROOM_HEIGHT: Final = 96
"""At least; 110 at 1366×768. A title bar and the PRACTICE band leave less."""
ROOM_HEIGHT_MAX: Final = 160
"""On a large screen the rooms share what is left, up to this."""


class SpaceRow(QWidget):
    """What all rows have: a line below, − and +."""

    tapped = Signal(int)
    """−1 or +1."""
    count_wanted = Signal()

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = False
        self.setMinimumHeight(look_of().px(height))
        self.name_label = QLabel(self)
        self.badge = StateBadge(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_last(self, *, last: bool) -> None:
        """The last row of a card has no line below."""
        self._last = last
        self.update()

    def show_space(self, space: Space, figures: Figures, now: Now) -> None:
        """Show the space as it is."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._last:
            painter = QPainter(self)
            painter.fillRect(0, self.height() - 1, self.width(), 1, look_of().colour("line"))
            painter.end()

    def _columns(self, name: QWidget | QVBoxLayout) -> QHBoxLayout:
        """The row's layout, begun with the column of the name."""
        look = look_of()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(look.px(PADDING), 0, look.px(PADDING), 1)
        columns.setSpacing(0)
        holder = name if isinstance(name, QWidget) else QWidget(self)
        if isinstance(name, QVBoxLayout):
            holder.setLayout(name)
        holder.setFixedWidth(look.px(NAME_WIDTH))
        columns.addWidget(holder)
        return columns

    def _add_steps(self, columns: QHBoxLayout, height: int, name: str) -> None:
        look = look_of()
        for icon, change, words in (
            ("minus", -1, _("One person out: {space}")),
            ("plus", +1, _("One person in: {space}")),
        ):
            button = StepButton(self, icon, height)
            button.setObjectName(f"{icon}_button")
            button.say(words.format(space=name))
            button.clicked.connect(lambda _checked=False, change=change: self.tapped.emit(change))
            columns.addSpacing(look.px(PADDING if change < 0 else STEP_GAP))
            columns.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


class RoomRow(SpaceRow):
    """A chamber or overflow room."""

    def __init__(self, space: Space, parent: QWidget | None = None) -> None:
        super().__init__(ROOM_HEIGHT, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(look_of().px(ROOM_HEIGHT_MAX))
        self.where_label = QLabel(self)
        self.counted_label = QLabel(self)
        self.notice_label = QLabel(self)
        self.count_button = KeyButton(self, "flat", "small")
        self.count_button.clicked.connect(self.count_wanted)
        self.figures_label = RunsLabel(self, 16)
        self.figures_label.align_right()
        self.bar = OccupancyBar(self)
        self.limit_label = RunsLabel(self, 13, "quiet")
        self.limit_label.align_right()
        self.free_label = RunsLabel(self, 28)
        self.free_word = RunsLabel(self, 13, "quiet")
        columns = self._columns(self._name_column())
        columns.addLayout(self._bar_column(), 1)
        columns.addWidget(self._free_column(), 0, Qt.AlignmentFlag.AlignVCenter)
        self._add_steps(columns, 52, space.name)
        self.name_label.setText(space.name)
        self.where_label.setText(where_words(space.plan)[0])
        self.where_label.setVisible(bool(self.where_label.text()))

    def show_space(self, space: Space, figures: Figures, now: Now) -> None:
        state = state_of(space, figures)
        limit = space.limit or 0
        self.badge.show_state(state.value)
        self.bar.show_figures(limit, space.reserved, space.inside, space.held, state.value)
        self.figures_label.say(
            _("*{inside}* inside ~+~ *{held}* held ~of~ *{places}*"),
            inside=space.inside,
            held=space.held,
            places=space.places,
        )
        if space.reserved:
            self.limit_label.say(_("posted limit {limit}, {reserved} reserved"), limit=limit, reserved=space.reserved)
        else:
            self.limit_label.say(_("posted limit {limit}"), limit=limit)
        self._show_free(space, state)
        self._show_counted(space, figures, now)

    def _show_free(self, space: Space, state: SpaceState) -> None:
        if state is SpaceState.OVER:
            self.free_label.set_type(28, "over.edge")
            self.free_label.say("*{over}*", over=space.over)
            self.free_word.say(_("over"))
        else:
            # A zero is quiet: there is nothing to give.
            self.free_label.set_type(28, "ink" if space.free else "quiet")
            self.free_label.say("*{free}*", free=space.free)
            self.free_word.say(_("free"))

    def _show_counted(self, space: Space, figures: Figures, now: Now) -> None:
        running = space.counting_since is not None
        self.counted_label.setText(running_words(space) if running else counted_words(space.counted_elapsed, now))
        set_type(self.counted_label, "warning" if not running and is_count_due(space, figures, now) else "quiet")
        self.notice_label.setText(unmatched_words(space.unmatched))
        self.notice_label.setVisible(space.unmatched > 0)
        self.count_button.set_words(_("Enter figure") if running else _("Count"))
        self.count_button.setAccessibleName(
            (_("Enter the head count: {space}") if running else _("Head count: {space}")).format(space=space.name)
        )

    def _name_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, look_of().px(6), look_of().px(PADDING), look_of().px(6))
        column.setSpacing(0)
        set_type(self.name_label, "title")
        for label in (self.where_label, self.counted_label):
            set_type(label, "quiet")
        set_type(self.notice_label, "warning")
        for label in (self.name_label, self.where_label, self.counted_label, self.notice_label):
            label.setWordWrap(True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.where_label, 0, 0)
        grid.addWidget(self.counted_label, 1, 0)
        grid.addWidget(self.count_button, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        column.addStretch(1)
        column.addWidget(self.name_label)
        column.addLayout(grid)
        column.addWidget(self.notice_label)
        column.addStretch(1)
        return column

    def _bar_column(self) -> QVBoxLayout:
        look = look_of()
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(look.px(8))
        head.addWidget(self.badge)
        head.addWidget(self.figures_label, 1)
        column.addStretch(1)
        column.addLayout(head)
        column.addSpacing(look.px(5))
        column.addWidget(self.bar)
        column.addSpacing(look.px(1))
        column.addWidget(self.limit_label)
        column.addStretch(1)
        return column

    def _free_column(self) -> QWidget:
        holder = QWidget(self)
        holder.setFixedWidth(look_of().px(FREE_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self.free_label, self.free_word):
            label.align_right()
            column.addWidget(label)
        return holder


def is_count_due(space: Space, figures: Figures, now: Now) -> bool:
    """A head count is due after so many crossings or so long (a reminder: it refuses nothing)."""
    if space.crossings >= figures.head_count_crossings or space.unmatched > 0:
        return True
    return space.counted_elapsed is not None and now.elapsed - space.counted_elapsed >= figures.head_count_ms


def running_words(space: Space) -> str:
    """A head count is running; taps in between are added to its figure."""
    if space.counting_change == 0:
        return _("counting now")
    sign = "−" if space.counting_change < 0 else "+"
    return _("counting, {change}").format(change=f"{sign}{abs(space.counting_change)}")


def unmatched_words(exits: int) -> str:
    """Exits without an entry prove a missed entry (rule 6)."""
    return ngettext("{n} exit without an entry", "{n} exits without an entry", exits).format(n=exits)


def set_type(label: QLabel, kind: str) -> None:
    if label.property("type") != kind:
        label.setProperty("type", kind)
        label.style().polish(label)
