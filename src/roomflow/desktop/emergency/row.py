"""A space in an emergency: who is in it, who needs help to leave, and whether it was swept."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.keys import FIGURES_ONLY
from roomflow.desktop.basis.look import RADII, look_of
from roomflow.desktop.basis.wording import Now, floor_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.emergency.sheet import age_words
from roomflow.desktop.emergency.stacked import stack_emergency
from roomflow.desktop.widgets.buttons import StepButton
from roomflow.desktop.widgets.icons import paint_icon
from roomflow.desktop.widgets.mirrored import placed, rest
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.spaces import Space

# Columns, px at 100 % text: captions and rows stand in straight lines.
PADDING: Final = 8
GAP: Final = 12
WIDTHS: Final = {
    "name": 170, "inside": 76, "reserved": 100, "together": 106, "age": 134, "steps": 112, "assistance": 156,
    "cleared": 168,
}  # fmt: skip
HEIGHT: Final = 56
HEIGHT_MAX: Final = 120
"""On a large screen the rows share what is left, up to this."""
STEP: Final = 52
ASSISTANCE_STEP: Final = 44
FIELD_WIDTH: Final = 60
FIGURE_CHARACTERS_MAX: Final = 5
BOX: Final = 24


class ClearedToggle(QCheckBox):
    """Swept or not. It shows what is recorded: a press asks, and the tick comes with the answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Cleared"), parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:
        """A press changes nothing by itself."""

    def hitButton(self, position: QPoint, /) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        look = look_of()
        words = QFontMetrics(look.font(20, bold=True)).horizontalAdvance(self.text())
        return QSize(max(look.px(WIDTHS["cleared"]), look.px(12 + BOX + 10 + 12) + words), look.px(STEP))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        done = self.isChecked()
        ground = "open.text" if done else "sunken" if self.underMouse() or self.isDown() else "surface"
        ink = "open.ground" if done else "ink"
        painter.setPen(QPen(look.colour("open.text" if done else "edge"), 2.0))
        painter.setBrush(look.colour(ground))
        radius = look.px(RADII["button"])
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        side = look.px(BOX)
        words = rest(self, look.px(12) + side + look.px(10))
        box = placed(self, QRectF(look.px(12), round((self.height() - side) / 2), side, side))
        if done:
            paint_icon(painter, "check", box, look.colour(ink), 3.0)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)
        painter.setFont(look.font(20, bold=True))
        painter.setPen(look.colour(ink))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.end()


class EmergencyRow(QWidget):
    """One space. It keeps no figure: − and + ask for one more or fewer than the meeting says."""

    tapped = Signal(int)
    """−1 or +1 person inside."""
    assistance_stepped = Signal(int)
    """−1 or +1 person who needs assistance."""
    assistance_typed = Signal(str)
    cleared_wanted = Signal(bool)

    def __init__(self, space: Space, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self._is_cleared = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(HEIGHT))
        if not look.is_large:
            self.setMaximumHeight(look.px(HEIGHT_MAX))
        self.name_label = _label(self, space.name, "title")
        self.floor_label = _label(self, floor_words(space.plan), "muted")
        self.floor_label.setVisible(bool(space.plan.floor))
        self.inside_label, self.reserved_label = RunsLabel(self, 28), RunsLabel(self, 28)
        self.together_label = RunsLabel(self, 44)
        self.age_label = _label(self, "", "muted")
        self.age_label.setWordWrap(True)
        self.minus_button = self._step("minus", _("One person out: {space}"), space.name)
        self.plus_button = self._step("plus", _("One person in: {space}"), space.name)
        self.fewer_button = self._step("minus", _("One person fewer needs assistance: {space}"), space.name)
        self.more_button = self._step("plus", _("One person more needs assistance: {space}"), space.name)
        self.assistance_edit = QLineEdit(self)
        self.cleared_toggle = ClearedToggle(self)
        self._prepare_controls(space.name)
        if look.is_large:
            stack_emergency(self)
        else:
            self._lay_out()

    def controls(self) -> list[QWidget]:
        """What can be reached by the keyboard, from the left."""
        return [
            self.minus_button, self.plus_button, self.fewer_button, self.assistance_edit, self.more_button,
            self.cleared_toggle,
        ]  # fmt: skip

    def show_space(self, space: Space, now: Now) -> None:
        """Show the space as it is."""
        self.inside_label.say("*{inside}*", inside=space.inside)
        self.reserved_label.say("~+~ {reserved}", reserved=space.reserved)
        self.together_label.say("~=~ *{together}*", together=space.inside + space.reserved)
        self.inside_label.setAccessibleDescription(_("Inside"))
        self.reserved_label.setAccessibleDescription(_("Reserved"))
        self.together_label.setAccessibleDescription(_("Together"))
        self.age_label.setText(age_words(space, now))
        if not (self.assistance_edit.hasFocus() and self.assistance_edit.isModified()):
            self.show_assistance(space)
        self.cleared_toggle.setChecked(space.cleared)
        if space.cleared != self._is_cleared:
            self._is_cleared = space.cleared
            self.update()

    def show_assistance(self, space: Space) -> None:
        """The recorded number, in place of what was typed."""
        if self.assistance_edit.text() != str(space.assistance):
            self.assistance_edit.setText(str(space.assistance))
        self.assistance_edit.setModified(False)
        wanted = "figure-urgent" if space.assistance else "figure"
        if self.assistance_edit.property("type") != wanted:
            self.assistance_edit.setProperty("type", wanted)
            self.assistance_edit.style().polish(self.assistance_edit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("open.ground" if self._is_cleared else "surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
        painter.end()

    def _prepare_controls(self, name: str) -> None:
        look = look_of()
        for label in (self.inside_label, self.reserved_label, self.together_label):
            label.align_right()
        self.reserved_label.set_quiet_size(20)
        self.together_label.set_quiet_size(28)
        for button in (self.fewer_button, self.more_button):
            button.setFixedWidth(look.px(ASSISTANCE_STEP))
        edit = self.assistance_edit
        edit.setProperty(FIGURES_ONLY, True)
        edit.setProperty("type", "figure")
        edit.setMaxLength(FIGURE_CHARACTERS_MAX)
        edit.setFixedWidth(look.px(FIELD_WIDTH))
        edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        edit.setAccessibleName(_("People who need assistance: {space}").format(space=name))
        self.cleared_toggle.setAccessibleName(_("Cleared: {space}").format(space=name))
        self.minus_button.clicked.connect(lambda: self.tapped.emit(-1))
        self.plus_button.clicked.connect(lambda: self.tapped.emit(+1))
        self.fewer_button.clicked.connect(lambda: self.assistance_stepped.emit(-1))
        self.more_button.clicked.connect(lambda: self.assistance_stepped.emit(+1))
        edit.editingFinished.connect(self._typed)
        edit.returnPressed.connect(self.leave_field)
        self.cleared_toggle.clicked.connect(lambda: self.cleared_wanted.emit(not self.cleared_toggle.isChecked()))

    def leave_field(self) -> None:
        """On from the number, so that Ctrl+Z takes back what was asked and not what was typed."""
        self.cleared_toggle.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed(self) -> None:
        if self.assistance_edit.isModified():
            self.assistance_edit.setModified(False)
            self.assistance_typed.emit(self.assistance_edit.text().strip())

    def _step(self, icon: str, words: str, name: str) -> StepButton:
        button = StepButton(self, icon, STEP)
        button.say(words.format(space=name))
        return button

    def _lay_out(self) -> None:
        look = look_of()
        name = QVBoxLayout()
        name.setContentsMargins(0, 0, 0, 0)
        name.setSpacing(0)
        name.addStretch(1)
        name.addWidget(self.name_label)
        name.addWidget(self.floor_label)
        name.addStretch(1)
        steps, assistance = QHBoxLayout(), QHBoxLayout()
        for row, gap, widgets in (
            (steps, 8, (self.minus_button, self.plus_button)),
            (assistance, 4, (self.fewer_button, self.assistance_edit, self.more_button)),
        ):
            row.setSpacing(look.px(gap))
            for widget in widgets:
                row.addWidget(widget)
        columns = columns_of(self)
        cells: tuple[QWidget | QHBoxLayout | QVBoxLayout, ...] = (
            name, self.inside_label, self.reserved_label, self.together_label, self.age_label, steps, assistance,
            self.cleared_toggle,
        )  # fmt: skip
        for column, cell in zip(WIDTHS, cells, strict=True):
            holder = cell if isinstance(cell, QWidget) else _holder(self, cell)
            add_cell(columns, holder, column)


class Captions(QWidget):
    """The captions over the columns of the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if look_of().is_large:
            return  # each row says what its figures are
        columns = columns_of(self)
        for column, words in zip(
            WIDTHS,
            (
                _("Space"), _("Inside"), _("+ reserved"), _("= together"), _("Last head count"), _("One out, in"),
                _("Need assistance"), _("Swept"),
            ),
            strict=True,
        ):  # fmt: skip
            label = _label(self, words, "strong")
            if column in ("inside", "reserved", "together"):
                label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            add_cell(columns, label, column)


def columns_of(widget: QWidget) -> QHBoxLayout:
    look = look_of()
    columns = QHBoxLayout(widget)
    columns.setContentsMargins(look.px(PADDING), 0, look.px(PADDING), 0)
    columns.setSpacing(look.px(GAP))
    return columns


def add_cell(columns: QHBoxLayout, cell: QWidget, column: str) -> None:
    """Put a widget into its column; what is left over goes to the name."""
    width = look_of().px(WIDTHS[column])
    if column == "name":
        cell.setMinimumWidth(width)
        columns.addWidget(cell, 1)
    else:
        cell.setFixedWidth(width)
        columns.addWidget(cell)


def _label(parent: QWidget, words: str, kind: str) -> QLabel:
    label = QLabel(words, parent)
    label.setProperty("type", kind)
    return label


def _holder(parent: QWidget, layout: QHBoxLayout | QVBoxLayout) -> QWidget:
    holder = QWidget(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(layout)
    return holder
