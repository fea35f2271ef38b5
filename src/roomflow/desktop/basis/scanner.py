"""Tells a ticket scanner's typing from a person's keys, and says a word for every scan.

A scanner is a keyboard that types fast and ends with Enter. The QR begins with `R`; a web address begins with
`H`. Neither is a key of the desk: after one of them everything typed is a scan until Enter or 100 ms of silence.
With plain shortcuts the digits in a code sent parties to rooms. A code of something else is known by its speed alone
(`burst.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from roomflow.desktop.basis.wording import people_words
from roomflow.desktop.basis.words import _, told
from roomflow.domain.codes import QR_PREFIX, read_scan
from roomflow.domain.events import Kind
from roomflow.domain.meeting import Meeting
from roomflow.domain.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from roomflow.service.answers import Answer

SILENCE_MS: Final = 100
SCAN_CHARACTERS_MAX: Final = 400
"""Longer than any code or address; the rest of a flood is dropped."""
BEGINNINGS: Final = frozenset("RrHh")


class Heard(NamedTuple):
    """The answer to a scan as it is read from two metres away: large words, and a sentence below them.

    `state` is the one whose shape and colours it takes: `open` lets the party in, `full` does not, `over` is for a
    scan that has to be done again.
    """

    state: str
    title: str
    sentence: str

    @property
    def is_good(self) -> bool:
        return self.state == "open"


class Scanner(QObject):
    """Collects what a scanner types. Keys go to `take`; a whole scan comes out of `scanned`."""

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None, silence_ms: int = SILENCE_MS) -> None:
        super().__init__(parent)
        self._typed = ""
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(silence_ms)
        self._silence.timeout.connect(self._silent)
        # When the window was busy, keys typed in time may still lie in the queue behind the timer: they go first.
        self._after_queue = QTimer(self)
        self._after_queue.setSingleShot(True)
        self._after_queue.setInterval(0)
        self._after_queue.timeout.connect(self._finish)

    @property
    def is_running(self) -> bool:
        return bool(self._typed)

    def take(self, text: str, *, ends: bool = False) -> bool:
        """Whether this key belongs to a scan. `text` is what it types, `ends` whether it is Enter."""
        if ends:
            if not self.is_running:
                return False
            self._finish()
            return True
        if not self.is_running and text not in BEGINNINGS:
            return False
        if len(self._typed) < SCAN_CHARACTERS_MAX:
            self._typed += text
        self._after_queue.stop()
        self._silence.start()
        return True

    def go_on(self, typed: str) -> None:
        """A scan that began with this before anybody knew that it is one."""
        self._typed = typed
        self._silence.start()

    def _silent(self) -> None:
        self._after_queue.start()

    def _finish(self) -> None:
        self._silence.stop()
        self._after_queue.stop()
        typed, self._typed = self._typed, ""
        if len(typed) > 1:  # a single R or H is a slip of a person's finger
            self.scanned.emit(typed)


def code_in(typed: str) -> str | None:
    """The ticket code in a scan, or None where it holds none."""
    return read_scan(typed)


def words_for_no_code(typed: str) -> str:
    """The sentence for a scan that is no ticket of ours."""
    if typed.lower().startswith("http"):
        return _("Not a ticket: this code holds a web address.")
    if not typed.upper().startswith(QR_PREFIX):
        return _("Not a ticket: this code is on something else. Nobody was sent by it.")
    return Refusal("bad-code").sentence(_)


def words_for_answer(answer: Answer, meeting: Meeting, clock_text: Callable[[int], str]) -> tuple[str, bool]:
    """The sentence for a scan the desk answered, and whether the party may go in.

    `clock_text` writes UTC ms as the time of day in the meeting's zone.
    """
    if answer.problem is not None:
        return _("Not recorded: {problem}").format(problem=told(answer.problem)), False
    if answer.refusal is not None:
        return _words_for_refusal(answer.refusal, meeting, clock_text), False
    for entry in answer.entries:
        if entry.kind == Kind.SEATED:
            return (
                _("Ticket {ticket} seated in {room}: {people} people.").format(
                    ticket=entry.ticket, room=entry.space, people=entry.people
                ),
                True,
            )
        if entry.kind == Kind.BACK:
            return _("Ticket {ticket} is back: first in line.").format(ticket=entry.ticket), True
    return _("Scan recorded."), True


def heard_no_code(typed: str) -> Heard:
    """The large answer to a scan that is no ticket of ours."""
    if not typed.upper().startswith(QR_PREFIX):
        return Heard("full", _("No ticket"), words_for_no_code(typed))
    return Heard("over", _("Scan again"), words_for_no_code(typed))


def heard_answer(answer: Answer, meeting: Meeting, clock_text: Callable[[int], str]) -> Heard:
    """The large answer to a scan that the desk answered."""
    if answer.problem is not None:
        return Heard("over", _("Not recorded"), told(answer.problem))
    if answer.refusal is not None:
        return Heard("full", _refused_title(answer.refusal), _words_for_refusal(answer.refusal, meeting, clock_text))
    for entry in answer.entries:
        if entry.kind == Kind.SEATED:
            party = _("{room}, {people}").format(room=entry.space, people=people_words(entry.people or 0))
            return Heard("open", _("{ticket} seated").format(ticket=entry.ticket), party)
        if entry.kind == Kind.BACK:
            return Heard("open", _("{ticket} is back").format(ticket=entry.ticket), _("First in line."))
    return Heard("open", _("Recorded"), "")


def _refused_title(refusal: Refusal) -> str:
    """Why not, in the fewest words."""
    return {
        "not-called-yet": _("{ticket} not called yet"),
        "called-elsewhere": _("{ticket} goes to {room}"),
        "already-seated": _("{ticket} seated already"),
        "unknown-code": _("No ticket of tonight"),
        "void": _("{ticket} is void"),
        "gave-up": _("{ticket} left"),
        "unserved": _("{ticket} not seated"),
    }.get(refusal.key, _("Not let in")).format_map({"ticket": "", "room": "", **refusal.values})


def _words_for_refusal(refusal: Refusal, meeting: Meeting, clock_text: Callable[[int], str]) -> str:
    ticket = meeting.tickets.get(refusal.values.get("ticket", 0))
    if refusal.key == "already-seated" and ticket is not None and ticket.seated_at is not None:
        return _("Ticket {ticket} was seated already, at {time} in {room}.").format(
            ticket=ticket.number, time=clock_text(ticket.seated_at), room=ticket.space
        )
    return refusal.sentence(_)
