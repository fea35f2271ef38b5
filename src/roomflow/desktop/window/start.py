"""Puts the desk, its journal and the window together: continues an open meeting, or offers first start."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from roomflow import paths
from roomflow.desktop.basis.crash import CrashNotes
from roomflow.desktop.basis.words import _, told
from roomflow.desktop.computer.opening import LOG_NAME, Opened, Parts, folder_problem, start_desk
from roomflow.desktop.window.main_window import MainWindow

if TYPE_CHECKING:
    from roomflow.desktop.basis.bridge import Bridge
    from roomflow.desktop.computer.copies_light import CopiesLight
    from roomflow.desktop.computer.kept_settings import KeptSettings
    from roomflow.desktop.computer.network import Network
    from roomflow.desktop.first_start.page import FirstStart
    from roomflow.domain.building import Building
    from roomflow.domain.commands import Command, OpenMeeting
    from roomflow.service.answers import Answer


class Run(QObject):
    """One run of the window. `failed` has the sentence where the log of the folder cannot be opened."""

    failed = Signal(str)

    _opened = Signal(object)
    _not_opened = Signal(object)

    def __init__(self, window: MainWindow, parts: Parts, crash: CrashNotes) -> None:
        super().__init__()
        self.window = window
        self.parts = parts
        self.opened: Opened | None = None
        self._practised: Building | None = None
        """The building of the practice evening that ended: its limits were typed for the evening to come."""
        self.bridge: Bridge | None = None
        self._crash = crash
        self._wanted: OpenMeeting | None = None
        self._opener: threading.Thread | None = None
        self._started: Opened | None = None
        """A desk that runs and was not taken yet."""
        self._is_stopped = False
        self._opened.connect(self._take_opened, Qt.ConnectionType.QueuedConnection)
        self._not_opened.connect(self._take_problem, Qt.ConnectionType.QueuedConnection)
        self._kept: KeptSettings | None = None
        self._copies: CopiesLight | None = None
        self._network: Network | None = None
        crash.happened.connect(window.show_error)
        window.meeting_ended.connect(self._next_meeting)
        window.switch_wanted.connect(self._switch, Qt.ConnectionType.QueuedConnection)
        window.first_start_worn.connect(self._renew_first_start)

    @property
    def kept(self) -> KeptSettings:
        """The settings of this computer; read after the first paint."""
        if self._kept is None:
            from roomflow.desktop.computer.kept_settings import KeptSettings

            self._kept = KeptSettings(self.parts.settings_file, self)
        return self._kept

    def begin(self) -> None:
        """After the first paint: continue what the folder holds, or show first start."""
        folder = self.parts.folder
        self._know_computer(folder)
        if (folder / LOG_NAME).exists():
            self.window.show_opening(_("Reading the log…"))
            self._open(folder, practice=None)
            return
        problem = folder_problem(folder)
        if problem and not self.parts.may_change_folder:
            self.failed.emit(problem)
            return
        self._show_first_start(problem)

    def stop(self) -> None:
        """Finish what was asked and close the log."""
        self._is_stopped = True
        if self._opener is not None:
            self._opener.join()
            self._opener = None
        # The window may be closed while the log is read: that desk is stopped too.
        started, self._started = self._started, None
        if started is not None:
            started.desk.stop()
        self._stop_desk()

    # --- opening a log -----------------------------------------------------------------------------------

    def _open(self, folder: Path, *, practice: bool | None) -> None:
        """Start a desk on the folder's log, on a thread of its own: folding a long evening takes a moment."""

        def work() -> None:
            try:
                opened = start_desk(folder, practice, self.parts, self._crash.report)
            except BaseException as error:  # noqa: BLE001 - a door: told on the GUI thread
                self._not_opened.emit(error)
            else:
                self._started = opened
                self._opened.emit(opened)

        self._opener = threading.Thread(target=work, name="roomflow-open")
        self._opener.start()

    def _take_opened(self, opened: Opened) -> None:
        if self._is_stopped:
            return
        from roomflow.desktop.basis.bridge import Bridge
        from roomflow.desktop.computer.copies_light import CopiesLight

        self.opened, self._started = opened, None
        self._crash.keep(opened.folder)
        bridge = Bridge(opened.desk, self.parts.clock, parent=self, folder=opened.folder)
        bridge.failed.connect(self._crash.report)
        self.bridge = bridge
        self._copies = CopiesLight(opened.folder, self.kept, self.parts.clock, self)
        self._network = self._serve(opened)
        self._know_computer(opened.folder)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._ask_opening(wanted)
            return
        going_on = [meeting for meeting in opened.desk.meetings() if meeting.phase != "closed"]
        if going_on:
            self._show_meeting(going_on[-1].number)
        else:
            self._show_first_start()

    def _serve(self, opened: Opened) -> Network | None:
        """Doors, displays and phones of this log, where the settings say so."""
        if self.parts.make_server is None:
            return None
        from roomflow.desktop.computer.network import Network

        network = Network(
            opened.desk,
            self.parts.clock,
            opened.folder,
            self.kept,
            self.parts.make_server,
            self._crash.report,
            self,
            practice=opened.practice,
        )
        network.begin()
        return network

    def _take_problem(self, error: BaseException) -> None:
        if self._is_stopped:
            return
        from roomflow.store.journal import StoreProblem

        self._wanted = None
        if not isinstance(error, StoreProblem):
            self._crash.report(error)
            sentence = _("The log cannot be opened because of a mistake in roomflow.")
        else:
            sentence = told(error.sentence)
        if self.window.first_start is not None:
            self.window.first_start.show_problem(sentence)
        else:
            self.failed.emit(sentence)

    def _stop_desk(self) -> None:
        opened, self.opened = self.opened, None
        bridge, self.bridge = self.bridge, None
        network, self._network = self._network, None
        if network is not None:
            network.end()  # before the desk: it is asked for whom it serves
            network.deleteLater()
        if bridge is not None:
            bridge.stop()
        if opened is not None:
            opened.desk.stop()
        copies, self._copies = self._copies, None
        if copies is not None:
            copies.stop()  # after the desk: the last copy has all
            copies.deleteLater()
        self._know_computer(self.parts.folder)

    def _know_computer(self, folder: Path) -> None:
        """What the window knows of the computer; its code is read after the first paint."""
        from roomflow.desktop.computer.this_computer import ThisComputer

        self.window.computer = ThisComputer(self.kept, folder, self._copies, self._network)

    # --- opening a meeting -------------------------------------------------------------------------------

    def _show_first_start(self, problem: str = "", *, enter_opens: bool = True) -> None:
        # After the first paint, as everything that only first start needs.
        from roomflow.desktop.first_start.next import offer_next
        from roomflow.desktop.first_start.page import FirstStart

        may_change = self.parts.may_change_folder and self.opened is None
        clock = self.parts.clock
        page = FirstStart(self.parts.folder, lambda: clock.read().at, may_change_folder=may_change)
        page.offer(self._last_building())
        offer_next(page, self.kept.settings)
        page.setup_wanted.connect(self._show_setup)
        page.open_wanted.connect(self._open_meeting)
        page.practice_wanted.connect(self._open_meeting)
        self.window.show_first_start(page)
        page.enter_opens = enter_opens
        page.show_problem(problem or self.kept.problem)

    def _show_setup(self) -> None:
        from roomflow.desktop.window.setup_dialog import show_setup

        show_setup(self.window)

    def _renew_first_start(self, worn: FirstStart) -> None:
        """First start with other words or sizes; what was typed in it is kept."""
        from roomflow.desktop.first_start.worn import take_over

        self._show_first_start()
        if self.window.first_start is not None:
            take_over(self.window.first_start, worn)

    def _last_building(self) -> Building | None:
        """The building of the last meeting of this log, or of the practice evening before it."""
        if self.opened is None or (self.opened.practice and self.opened.folder != self.parts.folder):
            return self._practised
        meetings = self.opened.desk.meetings()
        return meetings[-1].whole if meetings else self.opened.last_building

    def _open_meeting(self, command: OpenMeeting, log_folder: Path) -> None:
        """Open a meeting in the log folder, or a practice evening in the folder beside it."""
        practice = command.practice
        folder = log_folder
        if practice and not (self.opened is not None and self.opened.practice):
            folder = paths.practice_folder(log_folder)
        if self.opened is not None and (self.opened.practice == practice):
            self._ask_opening(command)
            return
        self._stop_desk()
        self._wanted = command
        self._open(folder, practice=practice)

    def _ask_opening(self, command: OpenMeeting) -> None:
        assert self.bridge is not None
        self.bridge.answered.connect(self._take_opening)
        self.bridge.ask(command)

    def _take_opening(self, _command: Command, answer: Answer) -> None:
        assert self.bridge is not None
        assert self.opened is not None
        self.bridge.answered.disconnect(self._take_opening)
        if answer.is_done and answer.meeting is not None:
            if not self.opened.practice and self.opened.folder != self.parts.folder:
                self.parts.remember_folder(self.opened.folder)
            if not self.opened.practice:
                from roomflow.computer import PER_MEETING

                self.kept.change(**PER_MEETING)
            self._show_meeting(answer.meeting)
        elif self.window.first_start is not None:
            from roomflow.desktop.widgets.asking import answer_words

            self.window.first_start.show_problem(answer_words(answer))

    def _show_meeting(self, number: int) -> None:
        assert self.bridge is not None
        assert self.opened is not None
        meeting = self.opened.desk.meeting(number)
        assert meeting is not None
        if self._network is not None:
            self._network.show_meeting(number)
        screen = self.window.show_meeting(self.bridge, meeting)
        notices = " ".join(filter(None, (*map(told, self.opened.notices), self.kept.problem)))
        if notices:
            screen.footer_bar.show_notice(notices, good=False)

    def _switch(self, number: int) -> None:
        """Show another open meeting; the one that was shown goes on behind it."""
        if self.opened is not None and self.opened.desk.meeting(number) is not None:
            self._show_meeting(number)

    def _next_meeting(self) -> None:
        """The log of a meeting is closed: show another open one, or offer a new one; after practice, a real one."""
        assert self.opened is not None
        assert self.bridge is not None
        ended = self.window.meeting_screen.meeting if self.window.meeting_screen is not None else None
        others = self.bridge.meetings()
        if others and ended is not None and ended.phase == "closed":
            self._show_meeting(others[-1].number)
            return
        if self.opened.practice and self.opened.folder != self.parts.folder:
            meetings = self.opened.desk.meetings()
            self._practised = meetings[-1].whole if meetings else None
            self._stop_desk()
        self._show_first_start(enter_opens=False)
