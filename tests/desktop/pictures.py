"""Draws the window as in the design's pictures: `python tests/desktop/pictures.py OUT_DIR` writes PNGs to look at.

With `--dark` in the dark. Run from the checkout.

The evenings here are made by hand, figure by figure, so that a picture can be laid beside the one it should equal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from roomflow.domain.building import Building, read_building
from roomflow.domain.codes import code_of
from roomflow.domain.commands import SendParty
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.meeting import Draft, Hold, HoldKind, Meeting, Ticket, publish
from roomflow.domain.requests import Request
from roomflow.domain.spaces import Space
from roomflow.service.answers import Answer
from roomflow.service.clock import SimulatedClock
from roomflow.settings import MINUTE_MS

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

STATION = "Desk"
OPENED_ELAPSED = 0
SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "building.toml"
Figures = Mapping[str, tuple[int, int]]
"""Inside and held of each space."""


def clock(text: str, zone: str = "America/Denver") -> int:
    """UTC ms of a time of the sample evening in the building's zone."""
    hours, minutes, seconds = (int(part) for part in text.split(":"))
    local = datetime(2026, 1, 13, hours, minutes, seconds, tzinfo=ZoneInfo(zone))
    return int(local.astimezone(UTC).timestamp() * 1000)


def elapsed(text: str) -> int:
    """ms of the meeting's own clock at a time of the evening; it was opened at 17:15."""
    return clock(text) - clock("17:15:00")


class Evening:
    """A meeting put together by hand."""

    def __init__(self, building: Building, now: str) -> None:
        self.draft = Draft(1, "City Commission", "2026-01-13", building, call_to_order="18:00", doors_open="17:15")
        self.draft.at, self.draft.elapsed = clock(now), elapsed(now)
        self.draft.marks["called-to-order"] = clock("18:00:00")
        self.draft.spaces = {plan.name: Space(plan, plan.limit, plan.reserved) for plan in building.spaces}
        self.draft.seq = 400

    def figures(self, figures: Figures) -> None:
        for name, (inside, held) in figures.items():
            self.draft.spaces[name] = self.draft.spaces[name]._replace(inside=inside, held=held)

    def counted(self, space: str, at: str, **changes: Any) -> None:
        now = self.draft.spaces[space]
        counted = now._replace(counted_elapsed=elapsed(at), counted_at=clock(at), **changes)
        self.draft.spaces[space] = counted

    def entry(self, kind: Kind, at: str, **columns: Any) -> Entry:
        self.draft.seq += 1
        seq = self.draft.seq
        made = Entry(seq, kind.value, clock(at), clock(at), elapsed(at), STATION, f"request-{seq}", **columns)
        self.draft.recent.append(made)
        self.draft.last[STATION] = (made,)
        return made

    def ticket(self, number: int, people: int, issued: str, wish: Wish = Wish.ANY, **changes: Any) -> Ticket:
        # An invented code: the first number from here on that has a printable check symbol.
        code = next(found for value in range(number * 10**15, number * 10**15 + 99) if (found := code_of(value)))
        made = Ticket(
            number, people, wish, TicketState.WAITING, (1, number), code, accessible=False,
            issued_at=clock(issued), changed_at=clock(issued), issued_elapsed=elapsed(issued),
        )  # fmt: skip
        self.draft.tickets[number] = made._replace(**changes)
        self.draft.codes[code] = number
        if self.draft.tickets[number].state is TicketState.WAITING:
            self.draft.line.join(wish, people, made.order, number)
        return self.draft.tickets[number]

    def called(self, number: int, people: int, issued: str, room: str, called: str) -> None:
        entry = self.entry(Kind.CALLED, called, ticket=number, people=people, space=room, held=people)
        hold = str(entry.seq)
        self.ticket(number, people, issued, state=TicketState.CALLED, space=room, hold=hold)
        deadline = elapsed(called) + 5 * MINUTE_MS
        self.draft.holds[hold] = Hold(hold, HoldKind.CALLED, room, people, number, elapsed(called), deadline)

    def sent(self, people: int, room: str, at: str, left_ms: int | None = None) -> Entry:
        entry = self.entry(Kind.SENT, at, people=people, space=room, held=people, details={"wish": "any"})
        hold = str(entry.seq)
        deadline = self.draft.elapsed + left_ms if left_ms is not None else elapsed(at) + 5 * MINUTE_MS
        self.draft.holds[hold] = Hold(hold, HoldKind.ON_THE_WAY, room, people, None, elapsed(at), deadline)
        return entry

    def meeting(self) -> Meeting:
        # As the log has them: the newest last.
        self.draft.recent = type(self.draft.recent)(sorted(self.draft.recent, key=lambda entry: entry.at), maxlen=60)
        return publish(self.draft, head="0" * 64)


def sample_building() -> Building:
    return read_building(SAMPLE.read_bytes())


def desk_light() -> tuple[Meeting, Entry]:
    """18:07:31: a party of two was sent to Overflow A; 18 parties are in line."""
    evening = Evening(sample_building(), "18:07:31")
    evening.figures(
        {
            "Commission Chamber": (99, 3), "Overflow A": (58, 4), "Overflow B": (44, 2), "Overflow C": (31, 0),
            "Third-floor hallway": (31, 0), "Lobby": (22, 0),
        }
    )  # fmt: skip
    evening.counted("Commission Chamber", "17:55:20")
    evening.counted("Overflow A", "18:03:20")
    evening.counted("Overflow B", "17:36:20", crossings=44)
    evening.counted("Overflow C", "17:58:20")
    evening.called(112, 2, "17:40:00", "Commission Chamber", "18:06:11")
    evening.called(124, 2, "17:52:00", "Overflow B", "18:04:36")
    evening.called(126, 2, "17:55:00", "Overflow A", "18:03:51")
    # Sixteen parties want the chamber alone; two take any room, and fit Overflow A.
    chamber = [2, 2, 2, 1, 2, 2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 2]
    for offset, people in enumerate(chamber):
        number = 128 if offset == 0 else 129 + offset
        evening.ticket(number, people, "18:02:00", Wish.CHAMBER)
    evening.ticket(127, 2, "17:58:00")
    evening.ticket(129, 1, "18:01:00")
    evening.entry(Kind.ISSUED, "18:06:58", ticket=130, people=3)
    sent = evening.sent(2, "Overflow A", "18:07:22", left_ms=171_000)
    evening.entry(Kind.TAPPED, "18:07:30", space="Overflow A", door="Front door", people=1, change=1)
    return evening.meeting(), sent


def desk_ticket() -> tuple[Meeting, Entry]:
    """18:12:06: a party of three has ticket 131; no room has three places together."""
    evening = Evening(sample_building(), "18:12:06")
    evening.figures(
        {
            "Commission Chamber": (100, 2), "Overflow A": (66, 1), "Overflow B": (45, 1), "Overflow C": (31, 0),
            "Third-floor hallway": (31, 0), "Lobby": (25, 0),
        }
    )  # fmt: skip
    for space, at in (
        ("Commission Chamber", "17:55:00"), ("Overflow A", "18:10:00"), ("Overflow B", "18:11:00"),
        ("Overflow C", "17:58:00"),
    ):  # fmt: skip
        evening.counted(space, at)
    # Sixteen parties, 28 people, who take the chamber alone.
    for offset in range(16):
        evening.ticket(114 + offset, 2 if offset < 12 else 1, "18:04:00", Wish.CHAMBER)
    evening.entry(Kind.TAPPED, "18:11:31", space="Overflow A", door="Front door", people=1, change=1)
    evening.entry(Kind.COUNTED, "18:11:40", space="Overflow B", people=45, change=0)
    evening.called(113, 2, "17:40:00", "Commission Chamber", "18:11:52")
    evening.ticket(131, 3, "18:12:04")
    issued = evening.entry(
        Kind.ISSUED, "18:12:04", ticket=131, people=3, space="Lobby", change=3, details={"wish": "any", "ahead": 28}
    )
    return evening.meeting(), issued


def desk_over() -> tuple[Meeting, Entry]:
    """A room over by facts, a count running, an exit nobody came in for, a line that is empty."""
    evening = Evening(sample_building(), "18:20:00")
    evening.figures(
        {
            "Commission Chamber": (105, 2), "Overflow A": (69, 0), "Overflow B": (20, 6), "Overflow C": (0, 0),
            "Third-floor hallway": (38, 0), "Lobby": (2, 0), "Stairwells": (2, 0),
        }
    )  # fmt: skip
    spaces = evening.draft.spaces
    spaces["Overflow A"] = spaces["Overflow A"]._replace(counting_since=elapsed("18:19:00"), counting_change=2)
    for name in ("Overflow C", "Lobby"):
        spaces[name] = spaces[name]._replace(unmatched=1)
    sent = evening.sent(4, "Commission Chamber", "18:19:40")
    return evening.meeting(), sent


SCENES = {"desk-light": desk_light, "desk-ticket": desk_ticket, "desk-over": desk_over}


class StillDesk:
    """A desk that holds one picture and is never asked."""

    def __init__(self, meeting: Meeting) -> None:
        self._meeting = meeting

    def ask(self, request: Request) -> Future[Answer]:
        raise AssertionError(f"nothing is asked for a picture: {request}")

    def listen(self, _callback: Callable[[Meeting], None]) -> Callable[[], None]:
        return lambda: None

    def meeting(self, _number: int) -> Meeting | None:
        return self._meeting


def draw(scene: str, size: tuple[int, int]) -> QPixmap:
    """The whole window in a scene, at a size in px; the application must be dressed."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from roomflow.desktop.bridge import Bridge
    from roomflow.desktop.main_window import MainWindow

    meeting, entry = SCENES[scene]()
    clock_of_picture = SimulatedClock(meeting.at)
    window = MainWindow()
    # Sized like a window without a frame: the pictures of the design have none.
    window.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    window.resize(*size)
    window.show()
    screen = window.show_meeting(Bridge(StillDesk(meeting), clock_of_picture), meeting)
    screen.page.show_answer(SendParty(entry.people or 1), Answer("request", 1, (entry,)))
    for _ in range(3):
        QApplication.processEvents()
    # The thick outline of a new answer stands for a moment only.
    screen.page.answer_card.end_flash()
    picture = window.grab()
    window.close()
    window.deleteLater()
    return picture


def main(out: Path, dark: bool) -> None:
    """Draw every scene at 1366×768 and 1920×1080."""
    from PySide6.QtWidgets import QApplication

    from roomflow.desktop.look import DARK, LIGHT, dress

    dress(QApplication([]), DARK if dark else LIGHT)
    out.mkdir(parents=True, exist_ok=True)
    for scene in SCENES:
        for size in ((1366, 768), (1920, 1080)):
            draw(scene, size).save(str(out / f"{scene}-{size[0]}.png"))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]), dark="--dark" in sys.argv)
