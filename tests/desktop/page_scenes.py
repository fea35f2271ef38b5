"""Evenings for the Doors and Line pages: a line in every state, and a room in every state."""

from __future__ import annotations

from types import MappingProxyType

from msgspec.structs import replace

from roomflow.domain.events import Kind, TicketState, Wish
from roomflow.domain.meeting import Hold, HoldKind, Meeting
from roomflow.settings import MINUTE_MS
from tests.desktop.evenings import Evening, clock, elapsed, sample_building


def line_of_every_state() -> Meeting:
    """18:26:40: called, waiting, passed over, saved, missed, seated, left and taken back; two rooms have places."""
    evening = Evening(sample_building(), "18:26:40")
    evening.figures(
        {
            "Commission Chamber": (98, 4), "Overflow A": (60, 5), "Overflow B": (44, 1), "Overflow C": (30, 0),
            "Third-floor hallway": (28, 0), "Lobby": (9, 0),
        }
    )  # fmt: skip
    for space in ("Commission Chamber", "Overflow A", "Overflow B", "Overflow C"):
        evening.counted(space, "18:12:00", crossings=22, gate_passed=True)
    for number in range(101, 109):
        seated = clock(f"18:0{number - 100}:30")
        evening.ticket(
            number, 1 + number % 3, "17:41:00", state=TicketState.SEATED, space="Overflow B", seated_at=seated,
            changed_at=seated,
        )  # fmt: skip
    evening.ticket(109, 2, "17:44:00", state=TicketState.LEFT, changed_at=clock("18:10:05"))
    evening.ticket(110, 4, "17:45:00", state=TicketState.CANCELLED, changed_at=clock("17:45:06"))
    evening.called(112, 2, "17:46:00", "Commission Chamber", "18:25:20")
    evening.called(113, 2, "17:47:00", "Commission Chamber", "18:25:21")
    evening.called(116, 3, "17:50:00", "Overflow A", "18:23:10")
    _save(evening, 114, 5, 2, "Overflow A", "18:22:00")
    evening.ticket(115, 1, "17:49:00", Wish.CHAMBER, passes=2, first_pass=elapsed("18:20:00"), waits_in="Lobby")
    for number, people in ((117, 2), (118, 2), (119, 6), (120, 1), (121, 4), (122, 2), (123, 3), (124, 2), (125, 2)):
        wish = Wish.CHAMBER if number % 2 else Wish.ANY
        evening.ticket(number, people, "18:02:00", wish, waits_in="Third-floor hallway", accessible=number == 121)
    evening.ticket(111, 2, "17:45:30", state=TicketState.MISSED, changed_at=clock("18:19:40"))
    evening.entry(Kind.SEATED, "18:26:02", ticket=108, people=3, space="Overflow B", change=3)
    return evening.meeting()


def _save(evening: Evening, number: int, people: int, saved: int, room: str, at: str) -> None:
    entry = evening.entry(Kind.SAVED, at, ticket=number, people=saved, space=room, held=saved)
    hold = str(entry.seq)
    began = elapsed(at)
    evening.draft.holds[hold] = Hold(hold, HoldKind.SAVED, room, saved, number, began, began + 10 * MINUTE_MS)
    evening.ticket(number, people, "17:48:00", saved=hold, waits_in="Lobby")


def rooms_of_every_state() -> Meeting:
    """18:31:00: filling with people expected, full, over, to be counted first, closed, a waiting space, stairs."""
    evening = Evening(sample_building(), "18:31:00")
    evening.figures(
        {
            "Commission Chamber": (99, 3), "Overflow A": (55, 6), "Overflow B": (50, 0), "Overflow C": (29, 1),
            "Third-floor hallway": (31, 0), "Lobby": (22, 0), "Stairwells": (2, 0),
        }
    )  # fmt: skip
    evening.counted("Commission Chamber", "18:19:00", crossings=38, gate_passed=True)
    evening.counted("Overflow A", "18:27:00", crossings=18)
    evening.counted("Overflow B", "17:50:00", crossings=61, gate_passed=True)
    evening.called(112, 2, "17:46:00", "Commission Chamber", "18:29:40")
    evening.step_out("Commission Chamber", "18:27:10")
    evening.called(126, 2, "17:50:00", "Overflow A", "18:27:20")
    evening.sent(2, "Overflow A", "18:29:00", left_ms=171_000)
    evening.step_out("Overflow A", "18:24:00", 2)
    spaces = evening.draft.spaces
    chamber = spaces["Commission Chamber"]
    doors = chamber.plan.doors
    spaces["Commission Chamber"] = replace(chamber, doors=MappingProxyType({doors[0]: (88, 4), doors[1]: (21, 6)}))
    front = spaces["Overflow A"].plan.doors[0]
    spaces["Overflow A"] = replace(spaces["Overflow A"], doors=MappingProxyType({front: (64, 9)}))
    return evening.meeting()


def many_in_line(parties: int) -> Meeting:
    """18:30:00: so many parties of every size in line, a third of them for any room."""
    evening = Evening(sample_building(), "18:30:00")
    for number in range(101, 101 + parties):
        evening.ticket(number, 1 + number % 6, "18:02:00", Wish.CHAMBER if number % 3 else Wish.ANY)
    return evening.meeting()
