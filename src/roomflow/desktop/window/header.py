"""The header of the window: which meeting, what is free, whether it is recorded, the time, Emergency."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QMenu, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.copies_light import CopiesLight, log_words
from roomflow.desktop.computer.network import Network
from roomflow.desktop.widgets.bar import HEADER_BAR, OccupancyBar
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.icons import pixmap
from roomflow.desktop.widgets.runs import RunsLabel
from roomflow.desktop.widgets.tips import set_tip
from roomflow.desktop.window.header_large import fit_large, lay_out_large
from roomflow.desktop.window.header_words import (
    beyond_posted,
    free_words,
    large_words,
    managers_short,
    managers_words,
    online_words,
    state_line,
    state_of_sums,
)
from roomflow.domain.managers import people_present
from roomflow.domain.meeting import Meeting
from roomflow.domain.totals import Totals, totals

HEIGHT: Final = 63
"""With the line below it 64."""
WIDTH_MIN: Final = 1040
BAR_WIDTH: Final = 159
NAME_WIDTH_MAX: Final = 200
"""A longer name is shortened; the whole of it is in the tip and in the window's title."""


class Recording(Enum):
    """What the light says: only the store's own answer makes it say recorded."""

    RECORDED = "recorded"
    WAITING = "waiting"
    PROBLEM = "problem"


class Header(QFrame):
    """Shows the newest meeting; asks for nothing by itself."""

    name_label: RunsLabel
    state_label: RunsLabel
    free_label: QLabel
    total_bar: OccupancyBar
    sum_label: RunsLabel
    recorded_icon_label: QLabel
    recorded_label: RunsLabel
    log_label: RunsLabel
    managers_label: RunsLabel
    present_label: RunsLabel
    meeting_button: KeyButton
    clock_label: RunsLabel
    seconds_label: RunsLabel
    emergency_button: KeyButton
    divider_line: QFrame

    emergency_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "header")
        look = look_of()
        self.setFixedHeight(look.px(HEIGHT))
        self.total_bar.set_thickness(HEADER_BAR)
        self.total_bar.setFixedWidth(look.px(BAR_WIDTH))
        for label in (self.sum_label, self.log_label, self.present_label):
            label.set_type(13, "quiet")
        self.managers_label.set_type(13)
        self.name_label.set_type(20)
        self.name_label.setMaximumWidth(look.text_px(NAME_WIDTH_MAX))
        self.clock_label.set_type(28)
        self.seconds_label.set_type(20, "quiet")
        self.meeting_button.set_words(_("Meeting"), icon="chevron")
        self.emergency_button.set_variant("warning")
        self.emergency_button.set_words(_("Emergency"), "F12", "warning")
        self.emergency_button.clicked.connect(self.emergency_wanted)
        if look.is_large:
            lay_out_large(self)
        self._zone = "UTC"
        self._sums: Totals | None = None
        self._is_short = False
        """Fewer crowd managers are here than needed."""
        self._fits: tuple[object, ...] = ()
        self._light: tuple[object, ...] = ()
        self._sum_words = ""
        self._waits_to_fit = False
        self._copies: CopiesLight | None = None
        self._network: Network | None = None
        self._entries = self._now_ms = 0

    def set_menu(self, menu: QMenu) -> None:
        """The menu of the Meeting button."""
        self.meeting_button.setMenu(menu)

    @contextmanager
    def fitting_once(self) -> Iterator[None]:
        """Within this, words give way to each other only at the end: several figures are shown one after the other."""
        before, self._waits_to_fit = self._waits_to_fit, True
        try:
            yield
        finally:
            self._waits_to_fit = before
            self._fit()

    def show_place(self, place: int, of: int) -> None:
        """Which of the open meetings this is, where there are several; the Meeting menu lists them."""
        words = _("Meeting {n} of {of}").format(n=place, of=of) if of > 1 else _("Meeting")
        self.meeting_button.set_words(words, icon="chevron")
        self._fit()

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the figures of all rooms together, and how far the meeting is."""
        self._zone = meeting.building.timezone
        self.name_label.say("*{name}*", name=meeting.name)
        set_tip(self.name_label, meeting.name)
        stopped = meeting.stopped or meeting.in_emergency
        self.state_label.set_type(13, "warning" if stopped else "quiet")
        self.state_label.say("*{state}*" if stopped else "{state}", state=state_line(meeting))
        if look_of().is_large:
            self.state_label.say_short(
                "*{state}*", state=_("EMERGENCY") if meeting.in_emergency else state_line(meeting)
            )
        sums = self._sums = totals(meeting)
        self.free_label.setText(large_words(meeting, sums, is_short=look_of().is_large))
        set_tip(self.free_label, free_words(sums, beyond_posted(meeting)))
        self.total_bar.show_figures(sums.places, 0, sums.inside, sums.held, state_of_sums(sums, meeting.figures))
        self._entries, self._now_ms = meeting.seq, max(self._now_ms, meeting.at)
        self._show_log()
        short = self._is_short = managers_short(meeting)
        self.managers_label.set_type(13, "warning" if short else "ink")
        self.managers_label.say("*{words}*" if short else "{words}", words=managers_words(meeting))
        present = people_present(meeting)
        reserved = sum(space.reserved for space in meeting.spaces.values())
        self.present_label.say(_("{inside} inside + {reserved} reserved"), inside=present - reserved, reserved=reserved)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """No words make the window grow: where nothing more can give way, the ends are cut."""
        return super().minimumSizeHint().boundedTo(QSize(WIDTH_MIN, look_of().px(HEIGHT)))

    def _fit(self) -> None:
        """Where the width does not do, words give way one after the other; the clock and the figures never do."""
        if self._sums is None or self._waits_to_fit or not self.isVisible():
            return
        if look_of().is_large:
            fit_large(self)
            return
        self._say_sum(self._sum_words)
        never = (self.clock_label, self.seconds_label, self.recorded_label, self.state_label)
        sometimes = (self.name_label, self.free_label, self.log_label, self.managers_label, self.present_label)
        widths = [label.sizeHint().width() for label in (*never, *sometimes, self.sum_label)]
        fits = (self.width(), *widths, bool(self._sums.over), self._is_short)
        if fits == self._fits:
            return  # as wide as before, as nearly always: figures change, and all are as wide
        self._fits = fits
        self._waits_to_fit = True  # what is shown and hidden meanwhile has the header laid out again
        for label in never:
            label.setMinimumWidth(label.sizeHint().width())
        self.name_label.setMinimumWidth(min(self.name_label.sizeHint().width(), self.name_label.maximumWidth()))
        self._give_way()
        self._waits_to_fit = False

    def _give_way(self) -> None:
        gives_way = [self.log_label, self.managers_label, self.present_label, self.total_bar]
        if self._sums is not None and self._sums.over:  # the bar is full anyway; how many must be there is not
            gives_way = [self.log_label, self.total_bar, self.present_label, self.managers_label]
        if self._is_short:  # a warning goes last
            gives_way = [self.log_label, self.present_label, self.total_bar, self.managers_label]
        for widget in gives_way:
            widget.show()
        self._say_sum(_("{inside} inside, {held} held, of {places} public places"))
        for widget in gives_way:
            if self._wanted_width() > self.width():
                widget.hide()
        for widget in reversed(gives_way):  # what went in vain, or fits now that something wider is gone
            if widget.isHidden():
                widget.show()
                widget.setHidden(self._wanted_width() > self.width())
        if self._wanted_width() > self.width() or (self._is_short and self.managers_label.isHidden()):
            self._say_sum(_("{inside} inside, {held} held, of {places}"))
        if self._is_short and self.managers_label.isHidden():  # the warning says more than the bar
            self.total_bar.hide()
            self.managers_label.show()
            self.managers_label.setHidden(self._wanted_width() > self.width())

    def _wanted_width(self) -> int:
        layout = self.layout()
        assert layout is not None
        for inner in (layout, *layout.findChildren(QLayout)):
            inner.invalidate()
        return layout.sizeHint().width()

    def _say_sum(self, template: str) -> None:
        assert self._sums is not None
        self._sum_words = template
        self.sum_label.say(template, inside=self._sums.inside, held=self._sums.held, places=self._sums.places)
        self.sum_label.setMinimumWidth(self.sum_label.sizeHint().width())

    def follow_copies(self, copies: CopiesLight | None) -> None:
        """The copies of the log: how old they are goes before how long the log is."""
        self._copies = copies
        if copies is not None:
            copies.changed.connect(self._show_copies)

    def follow_network(self, network: Network | None) -> None:
        """How many doors are online."""
        self._network = network
        if network is not None:
            network.changed.connect(self._show_copies)

    def _show_copies(self) -> None:
        self._show_log()
        self._fit()

    def _show_log(self) -> None:
        words, problem = log_words(self._copies, self._entries, self._now_ms)
        doors = online_words(self._network.picture.doors_online) if self._network is not None else ""
        if doors and not problem:  # there is room for one of them; the other stands in the tip
            words, problem = doors, words
        is_wrong = bool(problem) and not doors
        self.log_label.set_type(13, "warning" if is_wrong else "quiet")
        self.log_label.say("{words}", words=words)
        set_tip(self.log_label, problem)

    def show_recording(self, recording: Recording, at: int = 0, problem: str = "") -> None:
        """Turn the light: recorded at UTC ms, waiting for the store, or its problem in words."""
        role = {Recording.RECORDED: "open.text", Recording.WAITING: "quiet", Recording.PROBLEM: "warning"}[recording]
        self.recorded_label.set_type(13, role)
        name = {Recording.RECORDED: "check", Recording.WAITING: "more", Recording.PROBLEM: "warning"}[recording]
        self._turn_light(name, role)
        if recording is Recording.RECORDED:
            self.recorded_label.say(_("*Recorded {time}*"), time=clock_words(at, self._zone))
        elif recording is Recording.WAITING:
            self.recorded_label.say(_("*Recording…*"))
        else:
            self.recorded_label.say(_("*Not recorded*"))
        set_tip(self.recorded_label, problem)
        set_tip(self.recorded_icon_label, problem)
        self._fit()

    def _turn_light(self, *light: str) -> None:
        """The icon of this name in this role; drawn anew only for another one, or for a sharper screen."""
        sharpness = self.devicePixelRatioF()
        if (*light, sharpness) != self._light:
            self._light = (*light, sharpness)
            name, role = light
            look = look_of()
            self.recorded_icon_label.setPixmap(pixmap(name, look.px(16), look.colour(role), sharpness))

    def show_tick(self, now_ms: int) -> None:
        """Show the time of day in the meeting's zone."""
        self._now_ms = now_ms
        if self._copies is not None:
            self._show_log()
        now = clock_words(now_ms, self._zone)
        self.clock_label.say("*{time}*", time=now[:5])
        self.seconds_label.say("{time}", time=now[5:])
        self._fit()
