"""The head of the line on the Desk page: how long it is, the next best move and its button, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import Now, listed, people_words, short_names
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.line_rows import fitting
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.mirrored import placed
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.domain.calling import Move
from roomflow.domain.events import Wish
from roomflow.domain.meeting import Meeting, rooms
from roomflow.domain.no_move import NoMove, why_nobody

NAMED_MAX: Final = 2
"""Tickets of the next best move named beside the button."""
PADDING: Final = 24


class LineHead(QWidget):
    """“The line”, how long it is, the next best move and Call next with the reason beside it where it cannot."""

    call_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._compact = False
        self.title_label = QLabel(_("The line"), self)
        self.title_label.setProperty("type", "title")
        self.count_label = RunsLabel(self, 16)
        self.count_label.align_right()
        self.move_label = RunsLabel(self, 16)
        self.reason_label = RunsLabel(self, 13, "quiet")
        self.move_label.set_small_size(13)
        self.call_button = KeyButton(self, "main", "main")
        self.call_button.set_words(_("Call next"), key=_("Space"))
        self.call_button.clicked.connect(self.call_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_line(self, meeting: Meeting, moves: Sequence[Move], now: Now) -> None:
        parties, people = meeting.line.parties(), meeting.line.people()
        self.count_label.say(
            ngettext("*{n}* ~party,~ *{people}* ~people~", "*{n}* ~parties,~ *{people}* ~people~", parties),
            n=parties,
            people=people,
        )
        first, second = move_words(meeting, moves) if moves else no_move_words(meeting, now)
        self.call_button.setEnabled(bool(moves))
        self.call_button.setAccessibleDescription(f"{first} {second}".replace("*", "").strip())
        if self._compact:
            size = ngettext("{n} party", "{n} parties", parties).format(n=parties)
            reason = short_reason(meeting, now)
            one_line = second if moves else _("{parties}; {reason}").format(parties=size, reason=reason)
            self.move_label.say("{none}", none="")
            self.reason_label.say("{words}", words=one_line)
        elif first:
            self.move_label.say(first)
            self.reason_label.say("{words}", words=second)
        else:
            self.move_label.say("~{reason}~", reason=second)
            self.reason_label.say("{none}", none="")
        self._place()

    def set_compact(self, *, compact: bool) -> None:
        """One row less, where a ticket and its reason need the room."""
        if compact != self._compact and not look_of().is_large:
            self._compact = compact
            self.call_button.set_variant("main", "normal" if compact else "main")
            self.updateGeometry()
            self._place()

    def sizeHint(self) -> QSize:
        look = look_of()
        if self._compact:
            return QSize(look.px(400), max(look.px(8 + 40 + 8), look.px(13) + look.line_px(20) + look.line_px(13)))
        if look.is_large:
            return QSize(look.px(400), look.px(6) + look.line_px(16) + look.line_px(13) + look.px(6))
        return QSize(look.px(400), look.px(12) + look.line_px(20) + look.px(8 + 48 + 8))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        self._place_from_left()
        if self.isRightToLeft():
            for child in (self.title_label, self.count_label, self.call_button, self.move_label, self.reason_label):
                child.setGeometry(placed(self, QRectF(child.geometry())).toRect())

    def _place_from_left(self) -> None:
        look = look_of()
        left, right = look.px(PADDING), self.width() - look.px(PADDING)
        button = self.call_button.sizeHint()
        words = right - left - button.width() - look.px(12)
        self.count_label.setVisible(not self._compact)
        self.move_label.setVisible(not self._compact)
        self.reason_label.setVisible(bool(self.reason_label.text()))
        if look.is_large:
            self._place_large(left, right, words)
            return
        if self._compact:
            self.title_label.setGeometry(left, look.px(6), words, look.line_px(20))
            self.reason_label.setGeometry(left, look.px(6) + look.line_px(20), words, look.line_px(13))
            self.call_button.setGeometry(right - button.width(), look.px(8), button.width(), button.height())
            return
        top = look.px(12)
        title = self.title_label.sizeHint().width() + look.px(8)
        self.title_label.setGeometry(left, top, title, look.line_px(20))
        self.count_label.setGeometry(left + title, top, right - left - title, look.line_px(20))
        beside = top + look.line_px(20) + look.px(8)
        self.call_button.setGeometry(right - button.width(), beside, button.width(), button.height())
        # A reason alone stands in the middle of the button's height.
        above = beside + look.px(3 if self.reason_label.text() else 13)
        self.move_label.setGeometry(left, above, words, look.line_px(16))
        self.reason_label.setGeometry(left, above + look.line_px(16) + look.px(1), words, look.line_px(13))

    def _place_large(self, left: int, right: int, words: int) -> None:
        """The next best move beside Call next; how long the line is, the page of the line says."""
        look = look_of()
        self.title_label.hide()
        self.count_label.hide()
        button = self.call_button.sizeHint()
        middle = self.height() // 2
        self.call_button.setGeometry(right - button.width(), middle - button.height() // 2, *button.toTuple())
        lines = look.line_px(16) * bool(self.move_label.text()), look.line_px(13) * bool(self.reason_label.text())
        top = middle - sum(lines) // 2
        self.move_label.setGeometry(left, top, words, lines[0])
        self.reason_label.setGeometry(left, top + lines[0], words, lines[1])


def move_words(meeting: Meeting, moves: Sequence[Move]) -> tuple[str, str]:
    """The next best move as a marked line, and where to."""
    people = people_words(sum(move.people for move in moves))
    names = list(dict.fromkeys(move.space for move in moves))
    if len(moves) <= NAMED_MAX:
        tickets = listed([f"*{move.ticket}*" for move in moves])
        first = _("{tickets}, {people}").format(tickets=tickets, people=people)
        if len(names) == 1:
            free = meeting.spaces[names[0]].free
            words = ngettext("{free} free in {space}", "{free} free in {space}", free)
            return first, words.format(free=free, space=names[0])
        return first, _("to {spaces}").format(spaces=_named(meeting, names))
    first = _("*{first}* and {more} more").format(first=moves[0].ticket, more=len(moves) - 1)
    return first, _("{people} to {spaces}").format(people=people, spaces=_named(meeting, names))


def _named(meeting: Meeting, names: Sequence[str]) -> str:
    """Rooms as they fit beside the button: one by its whole name, two by their last words, more by their number."""
    if len(names) == 1:
        return names[0]
    if len(names) > NAMED_MAX:
        return ngettext("{n} room", "{n} rooms", len(names)).format(n=len(names))
    short = short_names([room.name for room in rooms(meeting)])
    return listed([short[name] for name in names])


def no_move_words(meeting: Meeting, now: Now) -> tuple[str, str]:
    """Why nobody can be called now, as a marked line and a further one; the line is empty where one says it."""
    why, space = why_nobody(meeting, now.elapsed)
    if why is NoMove.COUNT_FIRST and space is not None:
        free = meeting.spaces[space].free
        name = fitting(space, short_names([space.name for space in rooms(meeting)]))
        template = ngettext("*{room}* has {n} free", "*{room}* has {n} free", free)
        return template.format(room=name, n=free), _("but must be counted first")
    return "", short_reason(meeting, now)


def short_reason(meeting: Meeting, now: Now) -> str:
    """Why nobody can be called now, in a few words."""
    why, space = why_nobody(meeting, now.elapsed)
    if why is NoMove.COUNT_FIRST and space is not None:
        short = short_names([room.name for room in rooms(meeting)])
        return _("count {room} first").format(room=short[space])
    return {
        NoMove.ADJOURNED: _("the meeting is adjourned"),
        NoMove.EMERGENCY: _("emergency"),
        NoMove.NOT_CLEAR: _("{space} is not clear"),
        NoMove.STOPPED: _("invitations are stopped"),
        NoMove.NOBODY: _("nobody is waiting"),
    }.get(why, _("none fits right now")).format(space=space)


def wish_words(wish: Wish) -> str:
    """Which rooms a party takes."""
    return _("chamber only") if wish is Wish.CHAMBER else _("any room")
