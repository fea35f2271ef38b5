"""What the desk does for the people in the hall: the public screen and its voice, tones of scans, a computer awake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from roomflow.desktop.basis.words import _
from roomflow.desktop.window.hall_parts import HallParts
from roomflow.domain.meeting import Meeting, Phase, rooms

if TYPE_CHECKING:
    from roomflow.desktop.basis.bridge import Bridge
    from roomflow.desktop.basis.remembered import Remembered
    from roomflow.desktop.basis.scanner import Heard
    from roomflow.desktop.cards.camera import CameraDialog
    from roomflow.desktop.cards.public import PublicDialog
    from roomflow.desktop.cards.script import ScriptDialog
    from roomflow.desktop.computer.awake import Awake
    from roomflow.desktop.computer.kept_settings import KeptSettings
    from roomflow.desktop.public.screen import PublicScreen
    from roomflow.desktop.public.voice import Player, Voice
    from roomflow.desktop.widgets.footer import Footer
    from roomflow.desktop.window.meeting_menu import MeetingMenu

SECOND_BEEP_MS: Final = 180
BEGIN_MS: Final = 250
"""So long after the desk's screen is there, or when they are first wanted: nobody in the hall waits for less."""
READY_PLAYER_MS: Final = 1_000
TRIED_NUMBER: Final = 101


class Hall(QObject):
    """One for each screen of a meeting; hears the bridge itself."""

    scanned = Signal(str)
    """What the camera read, as a scanner would have typed it."""

    def __init__(
        self,
        screen: QWidget,
        bridge: Bridge,
        remembered: Remembered,
        kept: KeptSettings,
        public: PublicScreen | None = None,
    ) -> None:
        """`public` is that of the screen whose place this one takes."""
        super().__init__(screen)
        self._screen = screen
        self._bridge = bridge
        self._parts = HallParts()
        self._player: Player | None = None
        self._public_card: PublicDialog | None = None
        self._camera_card: CameraDialog | None = None
        self._script_card: ScriptDialog | None = None
        self._tried: Voice | None = None
        self._footer: Footer | None = None
        self._remembered = remembered
        self._kept = kept
        self._meeting: Meeting | None = None
        self._public: PublicScreen | None = None
        if public is not None:
            public.move_to(self, self._make_voice, self._monitor_of_desk)
            self._follow(public)
        self.awake: Awake | None = None
        # A timer of its own ends with the window; a shot of QTimer's waits on behind it.
        self._second_beep = QTimer(self, singleShot=True, interval=SECOND_BEEP_MS)
        self._second_beep.timeout.connect(QApplication.beep)
        self._begins = QTimer(self, singleShot=True, interval=BEGIN_MS)
        self._begins.timeout.connect(self._go_on)
        self._first_player = QTimer(self, singleShot=True, interval=READY_PLAYER_MS)
        self._first_player.timeout.connect(self._ready_player)

    def begin(self, footer: Footer, menu: MeetingMenu, parts: HallParts) -> None:
        """Show the meetings of the bridge from now on; what is less than it should be is said in the footer."""
        self._parts = parts
        menu.public_wanted.connect(self.show_public_card)
        menu.camera_wanted.connect(self.show_camera_card)
        self._footer = footer
        self._bridge.meeting_changed.connect(self.show_meeting)
        if self._public is not None:
            self._show_script(self._public.script)
        self._begins.start()
        # The first scan shall not wait for the sound's libraries, and the first answer not either.
        self._first_player.start()

    @property
    def public(self) -> PublicScreen:
        """The public screen; made, and its code read, when it is first wanted."""
        if self._public is None:
            from roomflow.desktop.public.place import Monitors
            from roomflow.desktop.public.screen import PublicScreen

            app = QApplication.instance()
            assert isinstance(app, QGuiApplication)
            monitors = Monitors(app)
            public = PublicScreen(
                monitors,
                self._remembered,
                self._bridge.steady_ms,
                self._make_voice,
                self._monitor_of_desk,
                lambda: self._kept.settings.voice,
                self,
            )
            monitors.setParent(public)
            self._follow(public)
            if self._meeting is not None:
                public.show_meeting(self._meeting, self._bridge.now_ms())
            return public
        return self._public

    def toggle_public(self) -> None:
        """Show the public screen, or put it away."""
        self.public.toggle()

    def give_public(self) -> PublicScreen:
        """Give the public screen to the hall of another screen, before this one ends; it is not closed then."""
        public, self._public = self.public, None
        public.script_changed.disconnect(self._show_script)
        public.notice_changed.disconnect(self._say_notice)
        public.setParent(None)
        return public

    def end(self) -> None:
        """Put everything away and let the computer sleep."""
        self._begins.stop()
        self._bridge.meeting_changed.disconnect(self.show_meeting)
        if self._public is not None:
            self._public.end()
        if self._tried is not None:
            self._tried.hush()
        if self.awake is not None:
            self.awake.want(False)
        if self._public_card is not None:
            self._public_card.close()
        if self._script_card is not None:
            self._script_card.close()
        if self._camera_card is not None:
            self._camera_card.close()

    def show_meeting(self, meeting: Meeting) -> None:
        self._meeting = meeting
        if self._public is not None:
            self._public.show_meeting(meeting, self._bridge.now_ms())
        if self.awake is not None:
            self.awake.want(meeting.phase is not Phase.CLOSED)

    def show_tick(self, now_ms: int) -> None:
        if self._public is not None:
            self._public.show_tick(now_ms)

    def _go_on(self) -> None:
        """The desk's screen is there: look for the hall's, and keep the computer awake."""
        from roomflow.desktop.computer.awake import Awake

        awake = self.awake = Awake(self._parts.make_keepers(self), self)
        if self._footer is not None:
            footer = self._footer
            awake.changed.connect(lambda: footer.show_awake(awake.holds))
        handle = self._screen.window().windowHandle()
        if handle is not None:  # the desk may be dragged onto the monitor of the public screen
            handle.screenChanged.connect(self._look_again)
        if self._meeting is not None:
            awake.want(self._meeting.phase is not Phase.CLOSED)
        self._show_script(self.public.script)

    def _follow(self, public: PublicScreen) -> None:
        """Say what this public screen says."""
        self._public = public
        public.script_changed.connect(self._show_script)
        public.notice_changed.connect(self._say_notice)

    def show_public_card(self) -> None:
        """The card of the public screen: which monitor, how far, how loud."""
        if self._public_card is None:
            from roomflow.desktop.cards.public import PublicDialog

            self._public_card = PublicDialog(self._screen, self.public)
        self._public_card.present()

    def show_camera_card(self) -> None:
        """The card that scans tickets with a camera."""
        if self._camera_card is None:
            from roomflow.desktop.cards.camera import CameraDialog
            from roomflow.desktop.scanning.camera import CameraScanner

            pictures, read = self._parts.make_pictures(self), self._parts.make_read()
            scanner: CameraScanner | str
            if isinstance(pictures, str) or isinstance(read, str):
                scanner = pictures if isinstance(pictures, str) else str(read)
            else:
                scanner = CameraScanner(pictures, read, self._bridge.steady_ms, self)
            self._camera_card = CameraDialog(self._screen, scanner)
            self._camera_card.scanned.connect(self.scanned)
        self._camera_card.present()

    def sound_scan(self, heard: Heard) -> None:
        """A tone for a scan: one high where the party may go in, two low where not."""
        from roomflow.desktop.public.voice import ATTENTION, OK

        if self._ready_player().play(OK if heard.is_good else ATTENTION):
            return
        QApplication.beep()
        if not heard.is_good:
            self._second_beep.start()

    def _show_script(self, script: object) -> None:
        card = self._script_card
        if card is None and not script:
            return
        if card is None:
            from roomflow.desktop.cards.script import ScriptDialog

            card = self._script_card = ScriptDialog(self._screen)
        card.show_script(self.public.script, self.public.voice_problem)

    def _monitor_of_desk(self) -> str:
        from roomflow.desktop.public.place import name_of

        return name_of(self._screen.window().screen())

    def _ready_player(self) -> Player:
        player = self._player
        if player is None:
            player = self._player = self._parts.make_player(self)
        return player

    def try_voice(self, meeting: Meeting) -> str:
        """Say a call as the public screen would, in the languages that are chosen; why nothing is heard, if so."""
        from roomflow.desktop.public.screen import sentences_for
        from roomflow.domain.public import CalledNumber
        from roomflow.tongues import Tongues

        voice = self._tried = self._tried or self._make_voice()
        room = rooms(meeting)[0].plan
        sentences = sentences_for(Tongues(), CalledNumber(TRIED_NUMBER, 0, 0, room), self._kept.settings.voice)
        voice.say(sentences)
        return voice.problem or (_("No voice here speaks this language.") if voice.unspoken(sentences) else "")

    def _say_notice(self, words: str) -> None:
        if self._footer is not None:
            self._footer.show_notice(words, good=False)

    def _look_again(self) -> None:
        self.public.look_again()

    def _make_voice(self) -> Voice:
        """A voice of its own player: a scan's tone does not end a chime. It lasts as long as the public screen."""
        from roomflow.desktop.public.voice import Voice

        parts, owner = self._parts, self.public
        return Voice(parts.make_player(owner), parts.make_speaker(owner), owner)
