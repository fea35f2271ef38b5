"""Scenes of the Desk page: a meeting, and the entry that is the answer on the screen."""

from __future__ import annotations

from msgspec.structs import replace

from roomflow.domain.events import Entry, Kind, Wish
from roomflow.domain.meeting import Hold, HoldKind, Meeting
from roomflow.settings import MINUTE_MS
from tests.desktop.evenings import Evening, elapsed, sample_building


def desk_light() -> tuple[Meeting, Entry]:
    """18:07:31: a party of two was sent to Overflow A; 18 parties are in line."""
    evening = Evening(sample_building(), "18:07:31")
    evening.figures(
        {
            "Commission Chamber": (99, 3), "Overflow A": (58, 4), "Overflow B": (44, 2), "Overflow C": (31, 0),
            "Third-floor hallway": (31, 0), "Lobby": (22, 0),
        }
    )  # fmt: skip
    evening.counted("Commission Chamber", "17:55:20", crossings=38, gate_passed=True)
    evening.counted("Overflow A", "18:03:20", crossings=18, gate_passed=True)
    evening.counted("Overflow B", "17:36:20", crossings=44, gate_passed=True)
    evening.counted("Overflow C", "17:58:20", crossings=9, gate_passed=True)
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
        evening.counted(space, at, gate_passed=True)
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
            "Commission Chamber": (103, 4), "Overflow A": (69, 0), "Overflow B": (20, 6), "Overflow C": (0, 0),
            "Third-floor hallway": (38, 0), "Lobby": (2, 0), "Stairwells": (2, 0),
        }
    )  # fmt: skip
    spaces = evening.draft.spaces
    spaces["Overflow A"] = replace(spaces["Overflow A"], counting_since=elapsed("18:19:00"), counting_change=2)
    for name in ("Overflow C", "Lobby"):
        spaces[name] = replace(spaces[name], unmatched=1)
    sent = evening.sent(4, "Commission Chamber", "18:19:40")
    return evening.meeting(), sent


def desk_count_first() -> tuple[Meeting, Entry]:
    """Three rooms wait for their head count, one of them with no place left; one was put off; a party got a ticket."""
    evening = Evening(sample_building(), "18:09:00")
    evening.figures(
        {
            "Commission Chamber": (100, 2), "Overflow A": (64, 2), "Overflow B": (43, 1), "Overflow C": (30, 0),
            "Third-floor hallway": (12, 0), "Lobby": (3, 0),
        }
    )  # fmt: skip
    evening.counted("Overflow A", "17:57:00", crossings=30)
    evening.counted("Overflow C", "18:05:00", crossings=6, gate_passed=True)
    deferred = replace(evening.draft.spaces["Overflow B"], deferred_until=elapsed("18:12:20"))
    evening.draft.spaces["Overflow B"] = deferred
    evening.called(112, 2, "17:40:00", "Commission Chamber", "18:06:11")
    evening.ticket(113, 3, "18:08:50")
    issued = evening.entry(
        Kind.ISSUED, "18:08:50", ticket=113, people=3, space="Lobby", change=3, details={"wish": "any", "ahead": 0}
    )
    evening.draft.spaces["Overflow B"] = replace(deferred, inside=45)
    return evening.meeting(), issued


def desk_closed() -> tuple[Meeting, Entry]:
    """A room is closed, another waits for its count with somebody in line; nobody is called for that reason."""
    evening = Evening(sample_building(), "18:30:00")
    evening.figures(
        {
            "Commission Chamber": (94, 4), "Overflow A": (40, 0), "Overflow B": (47, 0), "Overflow C": (31, 0),
            "Third-floor hallway": (8, 0),
        }
    )  # fmt: skip
    for name in ("Overflow B", "Overflow C"):
        evening.counted(name, "18:10:00", crossings=12, gate_passed=True)
    evening.draft.spaces["Overflow A"] = replace(evening.draft.spaces["Overflow A"], closed=True)
    evening.ticket(120, 3, "18:20:00", Wish.CHAMBER)
    evening.ticket(121, 2, "18:24:00")
    evening.entry(Kind.SPACE_CLOSED, "18:28:00", space="Overflow A")
    sent = evening.sent(4, "Commission Chamber", "18:29:20")
    return evening.meeting(), sent


def desk_saved() -> tuple[Meeting, Entry]:
    """Places are saved for two parties that were passed over; a third save ran out; somebody stepped out."""
    evening = Evening(sample_building(), "18:40:00")
    evening.figures(
        {
            "Commission Chamber": (99, 3), "Overflow A": (65, 3), "Overflow B": (46, 1), "Overflow C": (30, 0),
            "Third-floor hallway": (20, 0), "Lobby": (9, 0),
        }
    )  # fmt: skip
    for name, at in (("Commission Chamber", "18:31:00"), ("Overflow A", "18:22:00"), ("Overflow B", "18:35:00")):
        evening.counted(name, at, crossings=25, gate_passed=True)
    evening.counted("Overflow C", "18:38:00", gate_passed=True)
    evening.draft.seq += 1
    for number, people, saved, room, wish in (
        (103, 4, 3, "Commission Chamber", Wish.CHAMBER), (110, 4, 2, "Overflow A", Wish.ANY),
    ):  # fmt: skip
        entry = evening.entry(Kind.SAVED, "18:37:20", ticket=number, people=saved, space=room, held=saved)
        hold = str(entry.seq)
        began = elapsed("18:37:20")
        evening.draft.holds[hold] = Hold(hold, HoldKind.SAVED, room, saved, number, began, began + 10 * MINUTE_MS)
        evening.ticket(number, people, "18:05:00", wish, saved=hold)
    evening.step_out("Overflow A", "18:36:40")
    evening.ticket(115, 2, "18:21:00", Wish.CHAMBER)
    evening.entry(
        Kind.EXPIRED, "18:38:10", ticket=109, people=1, space="Overflow B",
        details={"held": ["saved", "Overflow B", 1, 109, 0, 0, 0]},
    )  # fmt: skip
    evening.called(108, 1, "18:08:00", "Overflow B", "18:38:30")
    sent = evening.sent(1, "Overflow C", "18:39:40")
    evening.draft.spaces["Overflow C"] = replace(evening.draft.spaces["Overflow C"], held=1)
    return evening.meeting(), sent


def desk_beyond() -> tuple[Meeting, Entry]:
    """The fire official lowered the chamber's limit: what is promised past it is listed for decision."""
    evening = Evening(sample_building(), "18:15:00")
    evening.figures(
        {
            "Commission Chamber": (80, 7), "Overflow A": (50, 0), "Overflow B": (30, 0), "Overflow C": (31, 0),
            "Third-floor hallway": (6, 0), "Lobby": (2, 0),
        }
    )  # fmt: skip
    evening.counted("Commission Chamber", "18:02:00", crossings=22, gate_passed=True)
    evening.counted("Overflow C", "18:03:00", crossings=22, gate_passed=True)
    chamber = evening.draft.spaces["Commission Chamber"]
    evening.draft.spaces["Commission Chamber"] = replace(chamber, limit=100)
    evening.called(112, 1, "17:40:00", "Commission Chamber", "18:12:10")
    evening.called(113, 2, "17:41:00", "Commission Chamber", "18:12:11")
    evening.entry(
        Kind.LIMIT_SET, "18:14:30", space="Commission Chamber",
        details={"limit": 100, "was": 120, "role": "fire-official", "reason": "fire-official", "words": ""},
    )  # fmt: skip
    sent = evening.sent(4, "Commission Chamber", "18:13:40")
    return evening.meeting(), sent


def desk_on_deck() -> tuple[Meeting, Entry]:
    """18:52: three of five seats are on deck, two of them empty for six minutes; six people are out for the recess."""
    evening = Evening(sample_building(), "18:52:00")
    evening.figures(
        {
            "Commission Chamber": (99, 3), "Overflow A": (60, 6), "Overflow B": (46, 1), "Overflow C": (30, 1),
            "Third-floor hallway": (12, 0), "Lobby": (9, 0),
        }
    )  # fmt: skip
    for name, at in (("Commission Chamber", "18:31:00"), ("Overflow A", "18:42:00"), ("Overflow B", "18:35:00")):
        evening.counted(name, at, crossings=12, gate_passed=True)
    evening.counted("Overflow C", "18:48:00", gate_passed=True)
    evening.draft.on_deck = 5
    for at in ("18:45:30", "18:46:10", "18:51:20"):
        entry = evening.entry(Kind.ON_DECK, at, space="Commission Chamber", people=1, held=1)
        began, hold = elapsed(at), str(entry.seq)
        evening.draft.holds[hold] = Hold(
            hold, HoldKind.ON_DECK, "Commission Chamber", 1, None, began, began + 10 * MINUTE_MS
        )
    entry = evening.entry(Kind.TAPPED, "18:47:00", space="Overflow A", people=6, change=-6, held=6)
    began = elapsed("18:47:00")
    evening.draft.holds[str(entry.seq)] = Hold(
        str(entry.seq), HoldKind.RECESS, "Overflow A", 6, None, began, began + 15 * MINUTE_MS
    )
    evening.ticket(131, 1, "18:21:00", Wish.CHAMBER)
    evening.ticket(132, 4, "18:24:00")
    evening.called(128, 1, "18:08:00", "Overflow B", "18:50:30")
    sent = evening.sent(1, "Overflow C", "18:51:40")
    return evening.meeting(), sent


SCENES = {
    "desk-light": desk_light,
    "desk-ticket": desk_ticket,
    "desk-over": desk_over,
    "desk-count-first": desk_count_first,
    "desk-closed": desk_closed,
    "desk-saved": desk_saved,
    "desk-beyond": desk_beyond,
    "desk-on-deck": desk_on_deck,
}
