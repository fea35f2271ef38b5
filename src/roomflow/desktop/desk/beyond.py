"""What is past a room's limit, people and promises, for a person to decide (rules 1 and 16); above the rooms."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import RADII, look_of
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.hold_words import hold_words
from roomflow.desktop.widgets.badge import StateBadge
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.limits import beyond
from roomflow.domain.meeting import Hold, HoldKind, Meeting, rooms
from roomflow.domain.spaces import Space

ROW: Final = 36
NAMED_MAX: Final = 2
"""Holds with a button of their own; the others are in one menu."""
SIDE: Final = 16
AROUND: Final = 4
BELOW: Final = 8


class BeyondPanel(QWidget):
    """A line for each room that promised more than it has: how many, and a button for each promise."""

    holds_wanted = Signal(list, QPoint)
    """(the holds of a menu, where it may open on the screen)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self._shown: tuple[tuple[str, int, int, tuple[Hold, ...]], ...] = ()
        self._column = QVBoxLayout(self)
        side = look.px(SIDE)
        self._column.setContentsMargins(side, look.px(AROUND), side, look.px(BELOW))
        self._column.setSpacing(0)
        self._lines: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_meeting(self, meeting: Meeting) -> None:
        """List what is past the places of each room; nothing is shown where nothing is."""
        listed: dict[str, list[Hold]] = {room.name: [] for room in rooms(meeting) if past_limit(room) > 0}
        for hold in beyond(meeting):
            listed.setdefault(hold.space, []).append(hold)
        shown = tuple(
            (name, past_limit(meeting.spaces[name]), _promised(meeting.spaces[name]), tuple(holds))
            for name, holds in listed.items()
        )
        if shown == self._shown:
            return
        self._shown = shown
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [self._line(*one) for one in shown]
        for line in self._lines:
            self._column.addWidget(line)
        self.setVisible(bool(shown))

    def buttons(self) -> list[KeyButton]:
        return [button for line in self._lines for button in line.findChildren(KeyButton)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("over.edge"), 2.0))
        painter.setBrush(look.colour("surface"))
        side = look.px(SIDE)
        box = QRectF(self.rect()).adjusted(side + 1, look.px(AROUND) + 1, -side - 1, -look.px(BELOW) - 1)
        painter.drawRoundedRect(box, look.px(RADII["card"]), look.px(RADII["card"]))
        painter.end()

    def _line(self, room: str, past: int, promised: int, holds: tuple[Hold, ...]) -> QWidget:
        look = look_of()
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(look.px(8), 0, look.px(AROUND), 0)
        row.setSpacing(look.px(8))
        if look.is_large:
            row.setDirection(QHBoxLayout.Direction.TopToBottom)
            row.setContentsMargins(look.px(8), look.px(8), look.px(8), look.px(8))
        else:
            line.setFixedHeight(look.px(ROW))
        badge = StateBadge(line)
        badge.show_state("over")
        words = RunsLabel(line)
        words.set_small_size(13)
        if past > 0:
            template = ngettext(
                "*{room}:* {n} person past the posted limit. Let nobody in.",
                "*{room}:* {n} people past the posted limit. Let nobody in.",
                past,
            )
            words.say(template, room=room, n=past)
        else:
            template = ngettext(
                "*{room}:* {n} promised past its places", "*{room}:* {n} promised past its places", promised
            )
            words.say(template, room=room, n=promised)
        words.setToolTip(words.text())
        row.addWidget(badge)
        if look.is_large:  # on as many lines as it needs
            whole = QLabel(words.text(), line)
            whole.setWordWrap(True)
            words.hide()
            row.addWidget(whole)
        else:
            row.addWidget(words, 1)
        named = holds if len(holds) <= NAMED_MAX + 1 else holds[:NAMED_MAX]
        for hold in named:
            row.addWidget(self._button(line, _short_words(hold), hold_words(hold), [hold]))
        rest = list(holds[len(named) :])
        if rest:
            more = ngettext("{n} more", "{n} more", len(rest)).format(n=len(rest))
            row.addWidget(self._button(line, more, more, rest))
        return line

    def _button(self, line: QWidget, words: str, name: str, holds: list[Hold]) -> KeyButton:
        button = KeyButton(line, "plain", "badge")
        button.setObjectName("decide_button")
        button.set_words(words, icon="chevron")
        button.setAccessibleName(_("Decide: {hold}").format(hold=name))
        button.setToolTip(name)
        button.clicked.connect(
            lambda: self.holds_wanted.emit(holds, button.mapToGlobal(QPoint(0, button.height() + 2)))
        )
        return button


def past_limit(room: Space) -> int:
    """People in a room past its posted limit, by facts; the reserved places count as taken."""
    return 0 if room.limit is None else max(0, room.inside + room.reserved - room.limit)


def _promised(room: Space) -> int:
    return min(room.over, room.held)


def _short_words(hold: Hold) -> str:
    return {
        HoldKind.ON_THE_WAY: _("{people} on the way"),
        HoldKind.CALLED: _("{ticket} called, {people}"),
        HoldKind.CLAIM: _("{ticket} called, {people}"),
        HoldKind.STEPPED_OUT: _("{people} stepped out"),
        HoldKind.SAVED: _("{ticket} saved, {people}"),
        HoldKind.ON_DECK: _("{people} on deck"),
        HoldKind.RECESS: _("{people} out, coming back"),
    }[hold.kind].format(people=hold.people, ticket=hold.ticket)
