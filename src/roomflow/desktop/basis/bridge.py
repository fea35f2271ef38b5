"""The only link between the window and the desk: asks with an id made at the press, and brings answers back.

The desk tells on its own thread. A signal emitted there and connected as queued runs on the GUI thread; nothing
else crosses. Pictures are coalesced: a window that is behind is shown the newest, not every one between.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, Qt, Signal

from roomflow.domain.commands import Command, OpenMeeting
from roomflow.domain.meeting import Meeting, Phase
from roomflow.domain.requests import Request

if TYPE_CHECKING:
    from roomflow.service.answers import Answer
    from roomflow.service.clock import Clock

STATION: Final = "Desk"
"""What this station is called in the log."""


class AskedDesk(Protocol):
    """What the bridge needs of the desk."""

    def ask(self, request: Request, /) -> Future[Answer]: ...
    def listen(self, callback: Callable[[Meeting], None], /) -> Callable[[], None]: ...
    def meeting(self, number: int, /) -> Meeting | None: ...
    def meetings(self) -> tuple[Meeting, ...]: ...


def new_request_id() -> str:
    """An id made where the finger is, so that asking twice is harmless."""
    return uuid.uuid4().hex


class Bridge(QObject):
    """Asks the desk and listens to it for one window; lives on the GUI thread."""

    answered = Signal(object, object)
    """(Command, Answer), after the commit."""
    meeting_changed = Signal(object)
    """The newest Meeting of the one that is watched."""
    others_changed = Signal()
    """Another meeting of this log than the one that is watched began, changed or ended; `meetings` has them all."""
    waiting_changed = Signal(int)
    """How many requests are not answered yet."""
    failed = Signal(object)
    """The exception of a request that ended in a bug of ours."""

    _settled = Signal(object, object)
    _told = Signal()
    _told_of_others = Signal()

    def __init__(
        self,
        desk: AskedDesk,
        clock: Clock,
        station: str = STATION,
        parent: QObject | None = None,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.station = station
        self.folder = folder
        """Where the desk's log lies, for who reads it as anybody may; None where it lies in no file."""
        self._desk = desk
        self._clock = clock
        self._number: int | None = None
        self._shown_seq = 0
        self._waiting: set[str] = set()
        self._lock = threading.Lock()
        self._newest: Meeting | None = None
        self._others_changed = False
        # Queued even when the future is done already: an answer never comes before ask() has returned.
        self._settled.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._show_newest, Qt.ConnectionType.QueuedConnection)
        self._told_of_others.connect(self._show_others, Qt.ConnectionType.QueuedConnection)
        self._unlisten = desk.listen(self._hear)

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def now_ms(self) -> int:
        """UTC ms by the desk's own clock."""
        return self._clock.read().at

    def meetings(self) -> list[Meeting]:
        """The open meetings of this log, by number."""
        return [meeting for meeting in self._desk.meetings() if meeting.phase is not Phase.CLOSED]

    def steady_ms(self) -> int:
        """ms of a source that never falls, whatever is done to the computer's clock."""
        return self._clock.read().elapsed_source

    def watch(self, meeting: Meeting) -> None:
        """Show this meeting, and from now on its changes; requests go to it."""
        with self._lock:
            self._number = meeting.number
            self._newest = None
        self._shown_seq = 0
        self._show(meeting)

    def ask(self, command: Command, meeting: int | None = None, happened: int | None = None) -> str:
        """Ask the desk; gives the request's id at once, and `answered` later.

        Of the watched meeting, or of another; `happened` is UTC ms, else now.
        """
        number = None if isinstance(command, OpenMeeting) else meeting or self._number
        age_ms = 0 if happened is None else max(0, self.now_ms() - happened)
        request = Request(new_request_id(), self.station, command, number, age_ms)
        self._waiting.add(request.id)
        self.waiting_changed.emit(len(self._waiting))
        future = self._desk.ask(request)
        future.add_done_callback(lambda done: self._settled.emit(request, done))
        return request.id

    def stop(self) -> None:
        """Hear nothing more; call before the desk stops."""
        self._unlisten()

    def _hear(self, meeting: Meeting) -> None:
        """Called on the desk's thread after each commit."""
        with self._lock:
            is_watched = meeting.number == self._number
            told = self._newest is not None if is_watched else self._others_changed
            if is_watched:
                self._newest = meeting
            else:
                self._others_changed = True
        if not told:
            (self._told if is_watched else self._told_of_others).emit()

    def _show_others(self) -> None:
        with self._lock:
            self._others_changed = False
        self.others_changed.emit()

    def _show_newest(self) -> None:
        with self._lock:
            meeting, self._newest = self._newest, None
        if meeting is not None:
            self._show(meeting)

    def _show(self, meeting: Meeting) -> None:
        if meeting.seq > self._shown_seq:
            self._shown_seq = meeting.seq
            self.meeting_changed.emit(meeting)

    def _settle(self, request: Request, done: Future[Answer]) -> None:
        self._waiting.discard(request.id)
        self.waiting_changed.emit(len(self._waiting))
        try:
            answer = done.result()
        except CancelledError:
            return  # the desk stopped before it began this one; nothing was done
        except Exception as error:  # noqa: BLE001 - a door: a bug of the desk reaches the error dialog
            self.failed.emit(error)
            return
        # The picture that holds an answer's entries is shown before the answer, whichever the desk told first.
        self._show_newest()
        if answer.entries and answer.entries[-1].seq > self._shown_seq and request.meeting is not None:
            newest = self._desk.meeting(request.meeting)
            if newest is not None and request.meeting == self._number:
                self._show(newest)
        self.answered.emit(request.command, answer)
