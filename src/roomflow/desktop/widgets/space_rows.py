"""Rows of the Desk page: what all rows have, and the row of a room."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import Now, counted_words, shown_state, where_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.widgets.badge import StateBadge
from roomflow.desktop.widgets.bar import OccupancyBar
from roomflow.desktop.widgets.buttons import KeyButton, MoreButton, StepButton
from roomflow.desktop.widgets.filled import fill
from roomflow.desktop.widgets.further import NOTHING_FURTHER, nobody_in_words, notices_of, running_words
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.widgets.stacked_rows import stack_room
from roomflow.domain.spaces import Space, SpaceState, count_due, drift_of, state_of, waits_for_count
from roomflow.settings import Figures

# Columns, px at 100 % text: they stand in one line through all rows.
PADDING: Final = 16
NAME_WIDTH: Final = 240
FREE_WIDTH: Final = 88
STEP_GAP: Final = 8
BELOW_LIMIT: Final = 9
"""How far the Count control stands out below the line of the posted limit; no more, or a row asks for over 96 px."""
ROOM_HEIGHT: Final = 96
"""At least; 110 at 1366×768. A title bar and the PRACTICE band leave less."""
ROOM_HEIGHT_MAX: Final = 160
"""On a large screen the rooms share what is left, up to this."""

NO_FIGURE: Final = "–"


class SpaceRow(QWidget):
    """What all rows have: a line below, − and +."""

    tapped = Signal(int)
    """−1 or +1."""
    count_wanted = Signal()
    menu_wanted = Signal(QPoint)
    """Where the row's menu opens, on the screen."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last = False
        self.further = NOTHING_FURTHER
        """What else is said of the space; set before it is shown."""
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
            fill(painter, QRect(0, self.height() - 1, self.width(), 1), look_of().colour("line"))
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
        holder.setFixedWidth(look.text_px(NAME_WIDTH))
        columns.addWidget(holder)
        return columns

    def more(self, name: str) -> MoreButton:
        """The control that opens the row's menu."""
        button = MoreButton(self)
        button.setObjectName("more_button")
        button.say(_("More for {space}").format(space=name))
        button.clicked.connect(lambda: self.menu_wanted.emit(button.below()))
        return button

    def add_steps(self, columns: QHBoxLayout, height: int, name: str) -> None:
        """− and + at the end of a line of the row."""
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
        self.where_label = QLabel(self)
        self.counted_label = QLabel(self)
        self.notice_label = QLabel(self)
        self.count_button = KeyButton(self, "flat", "badge")
        self.count_button.clicked.connect(self.count_wanted)
        self.more_button = self.more(space.name)
        self.figures_label = RunsLabel(self, 16)
        self.figures_label.align_right()
        self.bar = OccupancyBar(self)
        self.limit_label = RunsLabel(self, 13, "quiet")
        self.limit_label.align_right()
        self.free_label = RunsLabel(self, 28)
        self.free_word = RunsLabel(self, 13, "quiet")
        self.figures_label.set_small_size(13)
        self._set_types()
        if look_of().is_large:
            stack_room(self, space.name)
        else:
            self._lay_out(space.name)
        self.name_label.setText(space.name)
        self.where_label.setText(where_words(space.plan)[0])
        self.where_label.setVisible(bool(self.where_label.text()))

    def _lay_out(self, name: str) -> None:
        self.setMaximumHeight(look_of().px(ROOM_HEIGHT_MAX))
        columns = self._columns(self._name_column())
        columns.addLayout(self._bar_column(), 1)
        columns.addWidget(self._free_column(), 0, Qt.AlignmentFlag.AlignVCenter)
        self.add_steps(columns, 52, name)

    def _set_types(self) -> None:
        set_type(self.name_label, "title")
        for label in (self.where_label, self.counted_label):
            set_type(label, "quiet")
        set_type(self.notice_label, "warning")
        for label in (self.name_label, self.where_label, self.counted_label, self.notice_label):
            label.setWordWrap(True)

    def show_space(self, space: Space, figures: Figures, now: Now) -> None:
        shown = shown_state(space, figures, now)
        limit = space.limit or 0
        self.badge.show_state(shown)
        # A bar has the colours of a state; one that is to be counted first is as full as it can be said to be.
        state = "nearly-full" if shown == "count-first" else shown
        self.bar.show_figures(limit, space.reserved, space.inside, space.held, state)
        self.figures_label.say(
            _("*{inside}* inside ~+~ *{held}* held ~of~ *{places}*"),
            inside=space.inside,
            held=space.held,
            places=space.places,
        )
        short = _("*{inside}* ~+~ *{held}* ~of~ *{places}*")
        self.figures_label.say_short(short, inside=space.inside, held=space.held, places=space.places)
        if space.pool:
            # While places are kept this says more than the reserved ones, which stand in the bar.
            words = _("posted limit {limit}, *{kept}* kept accessible")
            short = _("limit {limit}, *{kept}* accessible")
        elif space.reserved:
            words, short = _("posted limit {limit}, {reserved} reserved"), _("limit {limit}, {reserved} reserved")
        else:
            words, short = _("posted limit {limit}"), _("limit {limit}")
        for say, template in ((self.limit_label.say, words), (self.limit_label.say_short, short)):
            say(template, limit=limit, reserved=space.reserved, kept=space.pool)
        self._show_free(space, figures)
        self._show_counted(space, figures, now)

    def _show_free(self, space: Space, figures: Figures) -> None:
        if state_of(space, figures) is SpaceState.OVER:
            self.free_label.set_type(28, "over.edge")
            self.free_label.say("*{over}*", over=space.over)
            self.free_word.say(_("over"))
        elif self.further.lets_nobody_in:
            self.free_label.set_type(28, "quiet")
            self.free_label.say(NO_FIGURE)
            self.free_word.say(nobody_in_words())
        else:
            # A zero is quiet: there is nothing to give; nor is there in a closed room.
            self.free_label.set_type(28, "ink" if space.free and not space.closed else "quiet")
            self.free_label.say("*{free}*", free=space.free)
            self.free_word.say(_("closed") if space.closed else ngettext("free", "free", space.free))

    def _show_counted(self, space: Space, figures: Figures, now: Now) -> None:
        running = space.counting_since is not None
        counted = counted_words(space.counted_elapsed, drift_of(space), now)
        self.counted_label.setText(running_words(space) if running else counted)
        due = not running and count_due(space, figures, now.elapsed)
        set_type(self.counted_label, "warning" if due else "quiet")
        urgent = [*notices_of(space, now), *self.further.reminders]
        notices = [*urgent, *self.further.facts]
        set_type(self.notice_label, "warning" if urgent else "quiet")
        self.notice_label.setText("; ".join(notices))
        self.notice_label.setVisible(bool(notices))
        waits = waits_for_count(space, figures, now.elapsed)
        self.count_button.set_variant("urged" if waits else "flat", "badge")
        if running:
            words, name = _("Enter figure"), _("Enter the head count: {space}")
        elif waits and self.badge.state != "count-first":
            words, name = _("Count first"), _("Count first: head count of {space}")
        else:
            words, name = _("Count"), _("Head count: {space}")
        self.count_button.set_words(words, icon="tally")
        self.count_button.setAccessibleName(name.format(space=space.name))

    def _name_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, look_of().px(6), look_of().px(PADDING), look_of().px(6))
        column.setSpacing(0)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.where_label, 0, 0)
        grid.addWidget(self.counted_label, 1, 0)
        grid.addWidget(self.more_button, 0, 1, 2, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
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
        foot = QHBoxLayout()
        foot.setSpacing(look.px(8))
        foot.addWidget(self.count_button, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.limit_label, 1, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        # Count hangs below the limit: so much above keeps badge, bar and limit in the middle while there is room.
        column.addItem(QSpacerItem(0, look.px(BELOW_LIMIT), QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Maximum))
        column.addLayout(head)
        column.addSpacing(look.px(5))
        column.addWidget(self.bar)
        column.addSpacing(look.px(1))
        column.addLayout(foot)
        column.addStretch(1)
        return column

    def _free_column(self) -> QWidget:
        holder = QWidget(self)
        holder.setFixedWidth(look_of().text_px(FREE_WIDTH))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self.free_label, self.free_word):
            label.align_right()
            column.addWidget(label)
        return holder


def set_type(label: QLabel, kind: str) -> None:
    if label.property("type") != kind:
        label.setProperty("type", kind)
        if label.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is polished as it is first shown
            label.style().polish(label)
