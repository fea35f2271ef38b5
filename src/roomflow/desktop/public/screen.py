"""The public screen from the desk's side: where it stands, what it shows, what is called aloud, what a person must say.

It survives its monitor: without one it is hidden, the desk is told in words, and it comes back by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Protocol

from msgspec.structs import replace
from PySide6.QtCore import QObject, QSize, QTimer, Signal, SignalInstance
from PySide6.QtGui import QScreen

from roomflow import public_words
from roomflow.computer import LANGUAGES, VOICES
from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.basis.wording import clock_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.public.look import DIGITS_INCHES, digit_px
from roomflow.desktop.public.place import Monitor, Place, Where, place_for
from roomflow.desktop.public.settings import keep_public_settings, public_settings
from roomflow.desktop.public.voice import Sentence, Voice
from roomflow.domain.announcing import SHOWN_MS_MIN, CallQueue, Saying
from roomflow.domain.meeting import Meeting
from roomflow.domain.public import CalledNumber, PublicPicture, public_picture
from roomflow.tongues import Tongues

if TYPE_CHECKING:
    from roomflow.desktop.public.window import PublicWindow

PAGE_MS: Final = 8_000
"""How long a page of called numbers stands where they take turns."""

READ_MS_MIN: Final = 12_000
"""How long a person has to read a call aloud in two languages."""


class WatchedMonitors(Protocol):
    """What it needs to know of the monitors."""

    changed: SignalInstance

    def listed(self) -> tuple[Monitor, ...]: ...
    def screen(self, name: str, /) -> QScreen | None: ...


class PublicScreen(QObject):
    """One public screen; made with the meeting's screen, its window (and the code of that) when it is first wanted."""

    changed = Signal()
    """Where it stands, or a setting."""
    notice_changed = Signal(str)
    """What the desk should know: its monitor is gone. Empty when all is well again."""
    script_changed = Signal(object)
    """tuple[Sentence, …]: what somebody has to say aloud, since no voice here can; empty where nothing is."""

    def __init__(
        self,
        monitors: WatchedMonitors,
        remembered: Remembered,
        steady_ms: Callable[[], int],
        make_voice: Callable[[], Voice],
        of_the_desk: Callable[[], str],
        spoken: Callable[[], str] = lambda: VOICES[0],
        parent: QObject | None = None,
    ) -> None:
        """`steady_ms` is a clock that never falls; `of_the_desk` names the monitor that the desk is on; `spoken` is in
        which languages is called (one of VOICES)."""
        super().__init__(parent)
        self.monitors = monitors
        self.settings = public_settings(remembered)
        self.place = Place(Where.OFF)
        self.window: PublicWindow | None = None
        self.script: tuple[Sentence, ...] = ()
        self._remembered = remembered
        self._steady_ms = steady_ms
        self._make_voice = make_voice
        self._of_the_desk = of_the_desk
        self._spoken = spoken
        self._voice: Voice | None = None
        self._tongues = Tongues()
        self._queue = CallQueue()
        self._saying: Saying | None = None
        self._meeting: Meeting | None = None
        self._picture: PublicPicture | None = None
        self._now = 0
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._go_on)
        monitors.changed.connect(self._stand)

    # --- what is shown -----------------------------------------------------------------------------------

    def show_meeting(self, meeting: Meeting, now_ms: int) -> None:
        """Show the newest picture; `now_ms` is UTC."""
        self._meeting, self._now = meeting, now_ms
        if self.place.where is Where.OFF and self.settings.shown:
            self._stand()
        self._refresh()

    def show_tick(self, now_ms: int) -> None:
        """Once a second: the clock, the wait, the pages of called numbers."""
        self._now = now_ms
        self._refresh()

    def _refresh(self) -> None:
        meeting = self._meeting
        if meeting is None or self.place.where is Where.OFF:
            return
        elapsed = meeting.elapsed + max(0, self._now - meeting.at)
        self._picture = public_picture(meeting, elapsed)
        self._queue.take(self._picture.called, self._steady_ms())
        self._follow()

    def _show(self) -> None:
        if self.window is None or self._picture is None:
            return
        from roomflow.desktop.public.layout import Shown

        picture = self._picture
        shown = Shown(
            picture=picture,
            called=self._queue.shown(picture.called),
            time=clock_words(self._now, picture.timezone, seconds=False),
            digits=self.digits(),
            page=self._steady_ms() // PAGE_MS if len(picture.called) > 1 else 0,
        )
        self.window.view.show_shown(shown)

    @property
    def inches(self) -> float:
        """The diagonal of the screen: as it was set, else as the monitor says, else the usual one."""
        monitor = self.place.monitor
        return self.settings.inches or (monitor.inches if monitor is not None else 0) or DIGITS_INCHES

    def digits(self) -> float:
        """How high digits must be on this screen, in px of its canvas."""
        from roomflow.desktop.public.layout import HEIGHT, WIDTH, canvas_of

        monitor = self.place.monitor
        size = monitor.area.size() if monitor is not None else QSize(WIDTH, HEIGHT)
        canvas, _scale = canvas_of(size.width(), size.height())
        return digit_px(self.settings.feet, self.inches, math.hypot(canvas.width(), canvas.height()))

    # --- where it stands ---------------------------------------------------------------------------------

    def toggle(self) -> None:
        """Show it, or put it away."""
        self.change(shown=not self.settings.shown)

    def change(self, **changes: object) -> None:
        """Change settings (PublicSettings has their names), at once and for the evenings to come."""
        self.settings = replace(self.settings, **changes)
        keep_public_settings(self._remembered, self.settings)
        self._stand()
        self._refresh()
        self._show()

    def look_again(self) -> None:
        """Stand anew: the desk may have moved to another monitor."""
        self._stand()
        self._show()

    def move_to(self, parent: QObject, make_voice: Callable[[], Voice], of_the_desk: Callable[[], str]) -> None:
        """Go on for another screen of the same meeting, which has other words or sizes: nothing of it is seen."""
        self.setParent(parent)
        self._make_voice, self._of_the_desk = make_voice, of_the_desk
        if self.window is not None:
            self.window.say_words()

    def end(self) -> None:
        """Close the window and be silent; nothing is shown after this."""
        self._next.stop()
        self.monitors.changed.disconnect(self._stand)
        self._hush()
        self._meeting = None
        if self.window is not None:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _stand(self) -> None:
        before = self.place
        self.place = place_for(self.settings.shown, self.settings.monitor, self.monitors.listed(), self._of_the_desk())
        if self.place.where is Where.OFF:
            self._hush()
            self._queue = CallQueue()
        if self.window is None and self.place.where in (Where.FULL, Where.WINDOW):
            from roomflow.desktop.public.window import PublicWindow

            self.window = PublicWindow(self._tongues)
            self.window.closed.connect(lambda: self.change(shown=False))
        if self.window is not None and self.place != before:
            monitor = self.place.monitor
            self.window.stand(self.place, self.monitors.screen(monitor.name) if monitor is not None else None)
        if self.place != before:
            self.notice_changed.emit(self.notice())
        self.changed.emit()

    def notice(self) -> str:
        """What is less than it should be, as a sentence; empty where nothing is."""
        if self.place.where is Where.LOST:
            return _("The public screen’s monitor is gone. It comes back by itself when the monitor does.")
        if self.place.where is Where.WINDOW:
            return _("The public screen is a window: there is no second monitor for it.")
        return ""

    # --- what is called aloud ----------------------------------------------------------------------------

    @property
    def is_silent(self) -> bool:
        """By its own setting, or in the chamber while the meeting is in session."""
        picture = self._picture
        if self.settings.silent or self.place.where is Where.OFF or picture is None:
            return True
        return self.settings.in_chamber and picture.is_in_session

    @property
    def voice_problem(self) -> str:
        """Why nothing is heard, as a sentence; asked for by the card, which makes the voice."""
        return self._ready_voice().problem

    def _go_on(self) -> None:
        self._queue.advance(self._steady_ms())
        self._follow()

    def _follow(self) -> None:
        """Say what the queue has now, if it is not being said; then wait for its end."""
        now = self._steady_ms()
        if self._saying is not None and self.is_silent:  # called to order in the middle of a sentence
            if self._voice is not None:
                self._voice.hush()
            self._set_script(())
            self._queue.heard(now)
        saying = self._queue.saying
        if saying != self._saying:
            self._hush()
            self._saying = saying
            if saying is not None:
                self._say(saying, now)
        self._schedule(now)
        self._show()

    def _say(self, saying: Saying, now: int) -> None:
        if self.is_silent:
            self._queue.heard(now)
            return
        sentences = sentences_for(self._tongues, saying.called, self._spoken())
        voice = self._ready_voice()
        self._set_script(voice.unspoken(sentences))
        voice.say(sentences)

    def _schedule(self, now: int) -> None:
        due = self._queue.due()
        if due is None:
            self._next.stop()
        else:
            self._next.start(max(1, due - now))

    def _heard(self) -> None:
        self._queue.heard(self._steady_ms(), READ_MS_MIN if self.script else SHOWN_MS_MIN)
        self._follow()

    def _hush(self) -> None:
        self._saying = None
        if self._voice is not None:
            self._voice.hush()
        self._set_script(())

    def _set_script(self, script: tuple[Sentence, ...]) -> None:
        if script != self.script:
            self.script = script
            self.script_changed.emit(script)

    def _ready_voice(self) -> Voice:
        if self._voice is None:
            self._voice = self._make_voice()
            self._voice.finished.connect(self._heard)
        return self._voice


def sentences_for(tongues: Tongues, called: CalledNumber, spoken: str) -> list[Sentence]:
    """What is said of a call after its chime; `spoken` is one of VOICES."""
    wanted = LANGUAGES if spoken == VOICES[0] else (spoken,)
    return [
        Sentence(tongue.language, public_words.spoken_call(tongue, called))
        for tongue in tongues.each
        if tongue.language in wanted
    ]
