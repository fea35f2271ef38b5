"""The answer to “where do they go?”: the largest thing on the screen, standing until the next party."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import RADII, look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.answer_parts import SentAnswer, TicketAnswer, WordsAnswer
from roomflow.desktop.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from roomflow.desktop.widgets.heard_answer import HeardAnswer

Part = TypeVar("Part", bound=QWidget)

HEIGHT: Final = 204
PADDING: Final = 16
FOUR_DIGITS: Final = 1_000
"""From here on a number is too wide for the largest type beside its QR."""
FLASH_MS: Final = 300
FLASH_PX: Final = 4
SAID_AFTER_MS: Final = 100
"""Who sees the answer does not wait for who hears it: the classes a screen reader needs are read then."""
GROUNDS: Final = {"answer": ("accent", "accent-tint"), "plain": ("line", "surface")}
"""Outline and ground of a card; that of a scan has those of its state."""


class Sent(Struct, frozen=True):
    """A party was sent: texts, all of them translated."""

    party: str
    time: str
    room: str
    floor: str
    way: str


class Issued(Struct, frozen=True):
    """A ticket was issued. `qr` is the text of its QR, empty where the private part was emptied."""

    party: str
    time: str
    number: int
    qr: str
    keep: str


class AnswerCard(QFrame):
    """Shows one answer; a new one has a thick outline for a moment."""

    other_room = Signal()
    """Other room… was pressed; the menu opens at `other_room_button`."""
    next_party = Signal()
    print_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticket_page: Callable[[], str] = str
        """Gives the address below which tickets have pages; empty where they have none."""
        look = look_of()
        self.setProperty("card", "painted")
        self._role = "plain"
        self._shown: Sent | Issued | tuple[str, str, bool | str] | None = None
        self._made: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        padding = look.px(PADDING) + 1
        column.setContentsMargins(padding, padding - look.px(1), padding, padding - look.px(1))
        column.setSpacing(0)
        self._column = column
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(look.px(HEIGHT))
        self._flash = QTimer(self)
        self._flash.setSingleShot(True)
        self._flash.setInterval(FLASH_MS)
        self._flash.timeout.connect(self._update_outline)
        self._says = QTimer(self, singleShot=True, interval=SAID_AFTER_MS)
        self._says.timeout.connect(self._say)

    # Each part is made when it is first shown: what is hidden is dressed as long as what is seen.

    @property
    def sent(self) -> SentAnswer:
        part = self._made.get("sent")
        if not isinstance(part, SentAnswer):
            part = self._add("sent", SentAnswer(self))
            part.other_button.clicked.connect(self.other_room)
        return part

    @property
    def ticket(self) -> TicketAnswer:
        part = self._made.get("ticket")
        if not isinstance(part, TicketAnswer):
            part = self._add("ticket", TicketAnswer(self))
            part.next_button.clicked.connect(self.next_party)
            part.print_button.clicked.connect(self.print_wanted)
        return part

    @property
    def words(self) -> WordsAnswer:
        part = self._made.get("words")
        if not isinstance(part, WordsAnswer):
            part = self._add("words", WordsAnswer(self))
            part.next_button.clicked.connect(self.next_party)
        return part

    @property
    def heard(self) -> HeardAnswer:
        """The answer to a scan."""
        from roomflow.desktop.widgets.heard_answer import HeardAnswer

        part = self._made.get("heard")
        return part if isinstance(part, HeardAnswer) else self._add("heard", HeardAnswer(self))

    def _add(self, name: str, part: Part) -> Part:
        self._made[name] = part
        self._column.addWidget(part)
        part.hide()
        before = self._reached_before()  # Tab reaches what is made later where it stands, not last
        for button in part.findChildren(KeyButton):
            QWidget.setTabOrder(before, button)
            before = button
        return part

    def _reached_before(self) -> QWidget:
        """The control that Tab leaves to come here."""
        before = self.previousInFocusChain() or self
        while before is not self and not before.focusPolicy() & Qt.FocusPolicy.TabFocus:
            before = before.previousInFocusChain() or self
        return before

    def show_sent(self, answer: Sent) -> None:
        if not self._is_new(answer):
            return
        part = self.sent
        part.party_label.say("*{party}*", party=answer.party)
        part.time_label.say("{time}", time=answer.time)
        part.room_name.show_name(answer.room)
        part.floor_label.setText(answer.floor)
        part.floor_label.setVisible(bool(answer.floor))
        part.way_label.setText(answer.way)
        part.way_label.setVisible(bool(answer.way))
        self._show(part, "answer", f"{answer.party}: {answer.room}. {answer.floor}. {answer.way}")

    def show_ticket(self, answer: Issued) -> None:
        if not self._is_new(answer):
            return
        part = self.ticket
        part.party_label.say("*{party}*", party=answer.party)
        part.time_label.say("{time}", time=answer.time)
        part.number_label.set_type(72 if answer.number < FOUR_DIGITS else 44)
        part.number_label.say("*{number}*", number=answer.number)
        part.say_print(_("Print"))
        part.qr_picture.show_text(answer.qr)
        part.keep_label.setText(answer.keep)
        self._show(part, "answer", f"{part.ticket_label.text()} {answer.number}. {answer.party}")

    def show_words(self, title: str, sentence: str, *, is_answer: bool = True) -> None:
        """A sentence and what to do; quiet where the desk is only ready."""
        if not self._is_new((title, sentence, is_answer)):
            return
        part = self.words
        part.title_label.setText(title)
        part.sentence_label.setText(sentence)
        part.next_button.setVisible(is_answer)
        self._show(part, "answer" if is_answer else "plain", f"{title} {sentence}")

    @property
    def is_answer(self) -> bool:
        """Whether it holds an answer, and not what stands there before one."""
        return self._role != "plain"

    def show_heard(self, state: str, title: str, sentence: str) -> None:
        """The answer to a scan, on the ground of its state: `open` lets in, `full` does not, `over` asks again."""
        if not self._is_new((state, title, sentence)):
            return
        self.heard.show_heard(state, title, sentence)
        self._show(self.heard, state, f"{title}. {sentence}")

    def flash(self) -> None:
        """A new answer is here: its outline is thick for a moment, and a screen reader says it."""
        if not look_of().still:
            self._flash.start()
        self._says.start()
        self._update_outline()

    def _say(self) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def end_flash(self) -> None:
        """The answer is no longer new."""
        self._flash.stop()
        self._update_outline()

    def _update_outline(self) -> None:
        """Paint the outline and no more: what stands within it is painted where it changed."""
        look = look_of()
        within = look.px(RADII["card"])
        width, height = self.width(), self.height()
        self.update(0, 0, width, within)
        self.update(0, height - within, width, within)
        self.update(0, 0, within, height)
        self.update(width - within, 0, within, height)

    def shows_ticket(self) -> bool:
        part = self._made.get("ticket")
        return part is not None and not part.isHidden()

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_answer = self.is_answer
        outline, ground = GROUNDS.get(self._role, (f"{self._role}.edge", f"{self._role}.ground"))
        width = float(look.px(FLASH_PX)) if self._flash.isActive() and is_answer else 1.0
        painter.setPen(QPen(look.colour(outline), width))
        painter.setBrush(look.colour(ground))
        radius = look.px(RADII["card"])
        inset = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)
        painter.end()

    def _is_new(self, answer: Sent | Issued | tuple[str, str, bool | str]) -> bool:
        """Shown once a second with its countdown, laid out only when it changed."""
        if answer == self._shown:
            return False
        self._shown = answer
        return True

    def _show(self, part: QWidget, role: str, name: str) -> None:
        self.setAccessibleName(name)
        if role == self._role and not part.isHidden():
            return  # its labels paint and lay out what is new in them
        for one in self._made.values():
            one.setVisible(one is part)
        self._role = role
        self.updateGeometry()
        self.update()
