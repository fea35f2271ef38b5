"""The Doors page: an usher at a laptop. One room at a time, two pads for a thumb, and who is expected here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.keys import ESCAPE
from roomflow.desktop.basis.look import grow, look_of
from roomflow.desktop.basis.page_large import Stacking
from roomflow.desktop.basis.pages import Keys, Page
from roomflow.desktop.basis.wording import Now, shown_state, state_word, where_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.doors.moves import HereOffer
from roomflow.desktop.doors.place import DoorPlace
from roomflow.desktop.doors.side import DoorSide
from roomflow.desktop.doors.taps import DoorTaps
from roomflow.desktop.doors.words import (
    age_words,
    balance_words,
    expected_here,
    expected_sum,
    figures_words,
    limit_words,
    mood_of,
    nobody_words,
    notices_for,
)
from roomflow.desktop.widgets.asking import Ask, answer_words
from roomflow.desktop.widgets.badge import StateBadge
from roomflow.desktop.widgets.bar import OccupancyBar
from roomflow.desktop.widgets.door_figures import DoorFigures
from roomflow.desktop.widgets.door_pads import SHOUTING, DoorButton, DoorStep, Pad, ground_role, show_mood
from roomflow.desktop.widgets.footer import undo_words
from roomflow.desktop.widgets.runs import runs_of
from roomflow.domain.commands import Command, StepOut, Tap
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space

if TYPE_CHECKING:
    from roomflow.desktop.basis.remembered import Remembered
    from roomflow.desktop.basis.scanner import Heard
    from roomflow.service.answers import Answer

MINIMUM: Final = QSize(832, 432)
"""Of a page that shows only what an usher cannot do without."""
WHOLE_HEIGHT: Final = 600
"""From this height on there is room for the bar, the ages and a second sentence."""
STEPS: Final = range(2, 7)


class DoorsPage(Page):
    """Shows one space of the newest meeting; holds no count of its own but taps that are not answered yet."""

    page_layout: QHBoxLayout
    space_button: DoorButton
    door_button: DoorButton
    where_label: QLabel
    pending_label: QLabel
    figures_widget: DoorFigures
    state_badge: StateBadge
    bar_widget: QWidget
    places_bar: OccupancyBar
    limit_label: QLabel
    age_label: QLabel
    balance_label: QLabel
    notice_label: QLabel
    instead_label: QLabel
    minus_pad: Pad
    plus_pad: Pad
    steps_layout: QHBoxLayout
    side_panel: DoorSide

    undo_wanted = Signal()

    def __init__(self, ask: Ask, station: str, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "doors_page")
        look = look_of()
        grow(self.page_layout, look)
        self._ask = ask
        self._station = station
        self._place = DoorPlace(remembered, self._moved)
        self._taps = DoorTaps(ask, self)
        self._taps.pending_changed.connect(self.pending_label.setText)
        self._meeting: Meeting | None = None
        self._now = Now(0, 0)
        self._mood = ""
        self._offer = HereOffer(ask, self.side_panel.say)
        # The same height with words and without, so that no pad ever moves.
        for label, size in (
            (self.notice_label, 20), (self.instead_label, 16), (self.age_label, 13), (self.balance_label, 13),
        ):  # fmt: skip
            label.setFixedHeight(look.line_px(size) + look.px(2))
        self._make_controls()
        self._stacking = Stacking(self.page_layout, self.side_panel)
        self._clear()

    def minimumSizeHint(self) -> QSize:
        look = look_of()
        if self._stacking.is_stacked:
            return self._stacking.least()
        return QSize(look.px(MINIMUM.width()), look.px(MINIMUM.height()))

    # --- what the window shows here ----------------------------------------------------------------------

    def show_meeting(self, meeting: Meeting) -> None:
        self._meeting = meeting
        self._now = Now(max(self._now.at, meeting.at), meeting.elapsed + max(0, self._now.at - meeting.at))
        self._show()

    def show_tick(self, now_ms: int) -> None:
        if self._meeting is None:
            self._now = Now(now_ms, 0)
            return
        self._now = Now(now_ms, self._meeting.elapsed + max(0, now_ms - self._meeting.at))
        self._show()

    def scan_space(self) -> str | None:
        space = self._here()
        return space.name if space is not None and space.is_room else None

    def show_heard(self, heard: Heard, answer: Answer | None) -> None:
        """The answer to a scan; one that is called to another room may be moved here."""
        self.side_panel.say(heard.state, heard.title, heard.sentence)
        if self._meeting is not None:
            self._offer.begin(self._meeting, answer.refusal if answer is not None else None, self.scan_space())
        self.side_panel.show_move(self._offer.words())

    def keys(self) -> Keys:
        one_in, one_out = partial(self.tap, 1), partial(self.tap, -1)
        return {
            **{str(people): partial(self.tap, people) for people in (1, *STEPS)},
            "+": one_in, "=": one_in, "-": one_out, "_": one_out,
            "N": self._count, "S": self._step_out, "M": self._move_here, "W": self._offer_spaces,
            "D": self._offer_doors, ESCAPE: self._clear,
        }  # fmt: skip

    # --- what keys and buttons do ------------------------------------------------------------------------

    def stand_at(self, space: str, door: str = "") -> None:
        """Count for this space, and for one of its doors."""
        self._place.stand_at(space, door)

    def tap(self, change: int) -> None:
        """People went in or out: a fact, taken always."""
        space = self._here()
        if space is not None:
            self._taps.ask(Tap(space.name, change, self._place.door(space)), self._take)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen, or in large text, the pads keep their height and what is less urgent makes room."""
        super().resizeEvent(event)
        self._stacking.fit(event.size().width(), self.minus_pad, self.plus_pad)
        whole = event.size().height() >= look_of().px(WHOLE_HEIGHT) and not self._stacking.is_stacked
        for part in (
            self.where_label, self.bar_widget, self.age_label, self.balance_label, self.limit_label,
            self.instead_label,
        ):  # fmt: skip
            part.setVisible(whole)
        self.figures_widget.set_low(low=not whole)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), look_of().colour(ground_role(self._mood)))
        painter.end()

    # --- inside ------------------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self.minus_pad.set_pad(_("one out"), "minus")
        self.minus_pad.clicked.connect(partial(self.tap, -1))
        self.plus_pad.clicked.connect(partial(self.tap, 1))
        self._steps = []
        for people in STEPS:
            step = DoorStep(self)
            step.set_words(f"+{people}")
            step.clicked.connect(partial(self.tap, people))
            self.steps_layout.addWidget(step)
            self._steps.append(step)
        side = self.side_panel
        side.count_button.clicked.connect(self._count)
        side.out_button.clicked.connect(self._step_out)
        side.undo_button.clicked.connect(self.undo_wanted)
        side.move_button.clicked.connect(self._move_here)
        side.expected_area.command_wanted.connect(self._do)
        self.space_button.clicked.connect(self._offer_spaces)
        self.door_button.clicked.connect(self._offer_doors)

    def _here(self) -> Space | None:
        return self._place.space(self._meeting)

    def _show(self) -> None:
        meeting, space = self._meeting, self._here()
        if meeting is None or space is None:
            return
        mood = mood_of(space, meeting, self._now)
        self._show_mood(mood)
        self._show_place(space)
        shown = shown_state(space, meeting.figures, self._now)
        lines = tuple(runs_of(line) for line in figures_words(space, lets_nobody_in=meeting.in_emergency))
        self.figures_widget.show_figures(space.inside, lines, mood, state_word(shown).upper())
        self.state_badge.show_state(shown)
        self.state_badge.setVisible(mood not in SHOUTING)
        bar = "nearly-full" if shown == "count-first" else shown
        self.places_bar.show_figures(space.limit or 0, space.reserved, space.inside, space.held, bar)
        self.limit_label.setText(limit_words(space))
        self.age_label.setText(age_words(space, self._now))
        self.balance_label.setText(balance_words(space))
        strong, further = notices_for(space, meeting, self._now)
        self.notice_label.setText(strong)
        self.instead_label.setText(further)
        self.plus_pad.set_pad(_("one in anyway") if mood in SHOUTING else _("one in"), "plus")
        expected = expected_here(meeting, space.name, self._place.door(space), self._now)
        self.side_panel.show_expected(expected, expected_sum(meeting, space.name), nobody_words(space), mood)
        self._show_actions(meeting, space)
        self._offer.look(meeting)
        self.side_panel.show_move(self._offer.words())

    def _show_place(self, space: Space) -> None:
        door = self._place.door(space)
        self.space_button.set_words(space.name, key="W", icon="chevron")
        self.space_button.setAccessibleName(_("Room: {room}").format(room=space.name))
        self.door_button.setVisible(len(space.plan.doors) > 1)
        self.door_button.set_words(door or _("which door?"), key="D", icon="chevron")
        self.door_button.setAccessibleName(_("Door: {door}").format(door=door or _("none chosen")))
        parts = [door if len(space.plan.doors) == 1 else "", where_words(space.plan)[0]]
        self.where_label.setText(", ".join(part for part in parts if part))

    def _show_actions(self, meeting: Meeting, space: Space) -> None:
        out = "" if space.is_room else _("only a room has people who step out")
        if space.is_room and not space.inside:
            out = _("nobody is inside")
        undo, reason = undo_words(meeting, self._station, self._now.at)
        self.side_panel.show_actions(running=space.counting_since is not None, out=out, undo=undo, no_undo=reason)

    def _show_mood(self, mood: str) -> None:
        if mood == self._mood:
            return
        self._mood = mood
        self.places_bar.setVisible(mood not in SHOUTING)
        show_mood(self, mood)
        self.update()

    def _do(self, command: Command) -> None:
        """What a row of who is expected asks."""
        if isinstance(command, Tap):
            self._taps.ask(command, self._take)
        else:
            self._ask(command, self._take)

    def _take(self, answer: Answer) -> None:
        words = answer_words(answer)
        if words:
            self.side_panel.say("over" if answer.problem else "full", _("Not done"), words)
        elif self._offer.words() == "":
            self._clear()

    def _clear(self) -> None:
        """No scan is answered here."""
        self._offer.end()
        self.side_panel.show_ready()

    def _count(self) -> None:
        space = self._here()
        if space is not None:
            self.head_count_wanted.emit(space.name)

    def _step_out(self) -> None:
        space = self._here()
        if space is not None and space.is_room and space.inside:
            self._ask(StepOut(space.name, 1, self._place.door(space)), self._take)

    def _move_here(self) -> None:
        self._offer.accept()

    def _offer_spaces(self) -> None:
        if self._meeting is not None:
            self._place.space_menu(self._meeting, self._now, self).popup(_below(self.space_button))

    def _offer_doors(self) -> None:
        space = self._here()
        if space is not None and len(space.plan.doors) > 1:
            self._place.door_menu(space, self).popup(_below(self.door_button))

    def _moved(self) -> None:
        """Somebody stands at another door now."""
        self._clear()
        self._show()


def _below(button: DoorButton) -> QPoint:
    return button.mapToGlobal(QPoint(0, button.height() + 2))
