"""The right side of the Doors page: the answer to a scan, who is expected here, head count, stepped out and Undo."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import grow, look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.doors.expected import ExpectedArea
from roomflow.desktop.doors.words import Expected
from roomflow.desktop.widgets.answer import AnswerCard
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.door_pads import DoorButton

WIDTH: Final = 407
ANSWER_HEIGHT: Final = 168
ACTION_HEIGHT: Final = 44


class DoorSide(QWidget):
    """Shows what the page tells it; its buttons are the page's to connect."""

    side_layout: QVBoxLayout
    answer_card: AnswerCard
    move_button: DoorButton
    expected_title_label: QLabel
    expected_sum_label: QLabel
    nobody_label: QLabel
    expected_area: ExpectedArea
    count_button: DoorButton
    out_button: DoorButton
    undo_button: DoorButton
    reason_label: QLabel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "door_side")
        look = look_of()
        grow(self.side_layout, look)
        self.setFixedWidth(look.text_px(WIDTH))
        self.answer_card.setFixedHeight(look.px(ANSWER_HEIGHT))
        self.reason_label.setFixedHeight(2 * look.line_px(13))
        self.move_button.is_solid = True
        self.move_button.set_variant("main", "main")
        self.out_button.set_words(_("Stepped out"), "S", "arrow")
        for button in (self.move_button, self.count_button, self.out_button, self.undo_button):
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            policy.setRetainSizeWhenHidden(True)  # nothing below moves when it comes and goes
            button.setSizePolicy(policy)
        for button in (self.count_button, self.out_button, self.undo_button):
            button.set_variant("plain", "small")  # two of them stand side by side in any language
            button.setFixedHeight(look.px(ACTION_HEIGHT))

    def say(self, state: str, title: str, sentence: str) -> None:
        """The answer to a scan or a press, in the colours of a state."""
        self.answer_card.show_heard(state, title, sentence)
        self.answer_card.flash()

    def show_ready(self) -> None:
        """Nothing was asked."""
        words = _("Tap + and −, scan a ticket, or seat who is expected here.")
        self.answer_card.show_words(_("Ready"), words, is_answer=False)
        self.show_move("")

    def show_move(self, words: str) -> None:
        """The way out for a ticket at the wrong door; empty where there is none."""
        self.move_button.setVisible(bool(words))
        if words:
            self.move_button.set_words(words, key="M", icon="arrow")

    def show_expected(self, expected: list[Expected], together: str, nobody: str, mood: str) -> None:
        """Who is expected, how many places that holds, and what to do where nobody is."""
        self.expected_area.show_expected(expected, mood)
        self.expected_area.setVisible(bool(expected))
        self.expected_sum_label.setText(together)
        say(self.nobody_label, "" if expected else nobody)

    def show_actions(self, *, running: bool, out: str, undo: str, no_undo: str) -> None:
        """`out` and `no_undo` are the reasons why it cannot be done; empty where it can."""
        self.count_button.set_words(_("Enter figure") if running else _("Head count"), "N", "tally")
        self.out_button.setEnabled(not out)
        self.undo_button.set_words(undo, "Ctrl+Z", "undo")
        self.undo_button.setEnabled(not no_undo)
        reasons = [_("Stepped out: {reason}").format(reason=out) if out else ""]
        reasons.append(_("Undo: {reason}").format(reason=no_undo) if no_undo else "")
        self.reason_label.setText("; ".join(part for part in reasons if part))
