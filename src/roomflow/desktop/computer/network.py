"""Doors, displays and phones on the building's network, while a log is open: switched on and off by the settings.

The server is imported and started on a thread of its own, after the first paint. What takes a commit is done there
too; the window is told when something changed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from roomflow.computer import Settings
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.network_shown import MakeServer, ParkedShown, Picture, Server

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from roomflow.service.clock import Clock
    from roomflow.service.desk import Desk

LOOK_MS: Final = 1_000
"""Who is online and how long a code still holds is looked at so often."""


class Network(QObject):
    """Lives on the GUI thread; `picture` is the newest."""

    changed = Signal()
    _done = Signal(object)
    _rang = Signal()

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        folder: Path,
        kept: KeptSettings,
        make: MakeServer,
        on_error: Callable[[BaseException], None],
        parent: QObject | None = None,
        *,
        practice: bool = False,
    ) -> None:
        super().__init__(parent)
        self.practice = practice
        """Whether it is that of a practice log, which has a switch of its own."""
        self._parts = (desk, clock, folder)
        self._make, self._on_error = make, on_error
        self._kept = kept
        self.picture = Picture()
        self._server: Server | None = None
        self._problem = ""
        self._pending = 0
        self._set: tuple[object, ...] = ()
        self._meeting: int | None = None
        self._parked: tuple[ParkedShown, ...] = ()
        self._running: Server | None = None
        """On the worker's thread: the server that runs."""
        self._worker: ThreadPoolExecutor | None = None
        """Made when there is something to do: most computers serve nobody."""
        self._done.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._rang.connect(self._ring, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        kept.changed.connect(self._follow)

    @property
    def is_wanted(self) -> bool:
        """Whether the settings say that this log is served."""
        settings = self._kept.settings
        return settings.serves_practice if self.practice else settings.serves

    def want(self, *, on: bool) -> None:
        """Switch serving this log on or off; another kind of log stays as it is."""
        if self.practice:
            self._kept.change(serves_practice=on)
        else:
            self._kept.change(serves=on)

    @property
    def ticket_page(self) -> str:
        """The address below which tickets have pages; empty where they have none."""
        return self.picture.public if self._kept.settings.ticket_page else ""

    def begin(self) -> None:
        """Serve, where the settings say so."""
        self._follow(self._kept.settings)

    def show_meeting(self, meeting: int) -> None:
        """Of which meeting stations are shown."""
        if meeting != self._meeting:
            self._meeting = meeting
            self._ring()

    def end(self) -> None:
        """Close every connection; call before the desk stops."""
        self._kept.changed.disconnect(self._follow)
        self._timer.stop()
        if self._worker is not None:
            self._worker.submit(self._stop)
            self._worker.shutdown(wait=True)

    # --- what a person does

    def offer(self, role: str, space: str | None, door: str | None) -> None:
        server, meeting = self._server, self._meeting
        if server is not None and meeting is not None:
            self._problem = server.offer(meeting, role, space, door)
            self.look()

    def withdraw(self) -> None:
        if self._server is not None:
            self._server.withdraw()
            self.look()

    def approve(self, waiting: str, name: str) -> None:
        self._do(lambda server: server.approve(waiting, name))

    def refuse(self, waiting: str) -> None:
        if self._server is not None:
            self._server.refuse(waiting)
            self.look()

    def revoke(self, number: int) -> None:
        self._do(lambda server: server.revoke(number))

    def see(self, device: str, n: int) -> None:
        self._do(lambda server: server.see(device, n))

    def look(self) -> None:
        """Look again at who is there, and tell where something changed."""
        server = self._server
        picture = Picture(self.is_wanted, self._pending > 0 and server is None, self._problem)
        if server is not None and self._meeting is not None:
            picture = Picture(
                is_wanted=True,
                problem=self._problem,
                staff=server.staff,
                public=server.public,
                stations=tuple(server.stations(self._meeting)),
                waiting=tuple(server.waiting()),
                offer=server.offered(),
                parked=self._parked,
            )
        if picture != self.picture:
            self.picture = picture
            self.changed.emit()

    # --- inside ------------------------------------------------------------------------------------------

    def _follow(self, settings: Settings) -> None:
        wanted = (self.is_wanted, *_set_by(settings))
        if wanted == self._set:
            return
        self._set = wanted
        self._timer.stop()
        self._server, self._problem, self._parked = None, "", ()
        if self.is_wanted:
            self._submit(lambda: self._start(settings))
        elif self._worker is not None:
            self._submit(self._stop)
        self.look()

    def _start(self, settings: Settings) -> Callable[[], None]:
        self._stop()
        desk, clock, folder = self._parts
        server = self._make(desk, clock, folder, settings, self._on_error)
        problem = server.start()
        if problem:
            return lambda: self._say(problem)
        server.listen(self._rang.emit)
        self._running = server
        return lambda: self._serve(server, settings)

    def _stop(self) -> Callable[[], None]:
        running, self._running = self._running, None
        if running is not None:
            running.stop()
        return lambda: None

    def _serve(self, server: Server, settings: Settings) -> None:
        if self._set != (self.is_wanted, *_set_by(settings)):
            return  # the settings went on meanwhile, and with them this server
        self._server, self._problem = server, ""
        self._timer.start()
        self._ring()

    def _say(self, problem: str) -> None:
        self._problem = problem

    def _ring(self) -> None:
        """Stations or what waits changed: look, and read what is parked, which lies in the log."""
        server, meeting = self._server, self._meeting
        self.look()
        if server is not None and meeting is not None:

            def read() -> Callable[[], None]:
                found = tuple(server.parked(meeting))
                return lambda: self._take_parked(found)

            self._submit(read)

    def _take_parked(self, found: tuple[ParkedShown, ...]) -> None:
        self._parked = found

    def _do(self, act: Callable[[Server], str]) -> None:
        server = self._server
        if server is not None:

            def work() -> Callable[[], None]:
                problem = act(server)
                return lambda: self._say(problem)

            self._submit(work)

    def _submit(self, work: Callable[[], Callable[[], None]]) -> None:
        """Have work done on the worker's thread; what it gives back is called on this one."""

        def run() -> None:
            try:
                then = work()
            except BaseException as error:
                self._on_error(error)
                self._done.emit(lambda: None)
                raise
            self._done.emit(then)

        if self._worker is None:
            from concurrent.futures import ThreadPoolExecutor

            self._worker = ThreadPoolExecutor(1, thread_name_prefix="roomflow-network")
        self._pending += 1
        self._worker.submit(run)

    def _take(self, then: Callable[[], None]) -> None:
        self._pending -= 1
        then()
        self.look()


def _set_by(settings: Settings) -> tuple[object, ...]:
    """What of the settings a server is made with."""
    return (
        settings.serve_address,
        settings.serve_port,
        settings.ticket_page,
        settings.serve_certificate,
        settings.serve_key,
    )
