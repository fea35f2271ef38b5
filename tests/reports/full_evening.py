"""An evening in which everything happens, and its log that is kept: whatever the rules become, these are its figures.

It begins at 22:40 on the last day of October in Denver, goes on across midnight, and the clocks go back in it. What is
told by hand brings each kind of decision; between, requests are drawn by one seed. For somebody who wants other entries
in it, and then looks at every golden difference, `python -m tests.reports.full_evening` makes it anew.
"""

import contextlib
import gzip
import json
import random
from pathlib import Path
from typing import Final

from roomflow.domain.commands import (
    Adjourn,
    Authority,
    BeginEmergency,
    CallNext,
    ChangeUsher,
    Close,
    Command,
    DeferHeadCount,
    EndEmergency,
    Mark,
    MarkCleared,
    NoteAssistance,
    NoteClock,
    SaveHeadCount,
    SendParty,
    SetFirstClaim,
    SetLimit,
    SetOnDeck,
    SetReserved,
    StopInvitations,
    Tap,
    TurnAway,
)
from roomflow.domain.events import Entry, FirstClaim, Wish
from roomflow.domain.refusals import Refused
from roomflow.settings import Figures
from tests.domain.drawn_moments import _next_command
from tests.domain.table import Table, small_building

STORED: Final = Path(__file__).with_name("golden") / "full-evening.jsonl.gz"
SEED: Final = 101
BEGUN: Final = 1_793_508_000_000
"""31 October 2026, 22:40 in Denver; at 02:00 the clocks there go back to 01:00."""
PARTS: Final = 12
DRAWN_IN_PART: Final = 75

_FIRE: Final = Authority("fire-official", "fire-official", "Inspection, north stair")
_RAMP: Final = Authority("clerk", "accessible-need", "needs a ramp")
UNDONE_SHARE: Final = 0.15


_TOLD: Final[dict[int, tuple[Command, ...]]] = {
    0: (Mark("recording-begins"), SetReserved("Chamber", 1), SendParty(4), SendParty(6, accessible=True)),
    1: (Mark("called-to-order"), Tap("Chamber", 12, "East"), SaveHeadCount("Chamber", 15), Tap("A", 9, "Door")),
    2: (SetLimit("B", 9, _FIRE), NoteClock(5_400_000), SaveHeadCount("A", 7), TurnAway(3, "no-room-to-wait")),
    3: (SendParty(2, space="A", authority=_RAMP), Mark("item", "Item 7, rezoning"), SetLimit("A", 13, _FIRE)),
    4: (BeginEmergency(), NoteAssistance("Chamber", 2), MarkCleared("A", True), MarkCleared("B", True)),
    5: (EndEmergency(Authority("fire-official", "safety", "False alarm")), SendParty(3, wish=Wish.CHAMBER)),
    6: (Mark("recess"), Tap("Chamber", -4, "West"), TurnAway(2, "left-by-choice"), ChangeUsher("A")),
    7: (Mark("resume"), SetFirstClaim(FirstClaim.SEATED), SetOnDeck(2), DeferHeadCount("Chamber", "supervisor")),
    8: (Mark("comment-opens"), Tap("B", 8, "Door"), SaveHeadCount("B", 10), SetFirstClaim(FirstClaim.HALLWAY)),
    9: (Tap("Stairs", 2), Tap("Stairs", -2), TurnAway(5, "outside-at-close"), NoteClock(-1_200_000)),
    10: (CallNext(), SendParty(5, space="Chamber", authority=_RAMP), SetLimit("Chamber", 18, _FIRE)),
    11: (TurnAway(4, "building-closed"), SaveHeadCount("Chamber", 14), SetOnDeck(0)),
}
"""What is asked at the beginning of each part; what the rules refuse at that moment is left out."""


def made() -> list[Entry]:
    """The evening as the rules of today make it."""
    table = Table(
        small_building(20, 12, 11, 30, 20, accessible=(2, 1, 1)),
        seed=SEED,
        figures=Figures(crowd_manager_people=15, crowd_manager_two_above=25),
        start=BEGUN,
        date="2026-10-31",
    )
    chance = random.Random(SEED)
    for part in range(PARTS):
        for command in _TOLD[part]:
            _ask(table, command)
        for _ in range(DRAWN_IN_PART):
            if chance.random() < UNDONE_SHARE:
                with contextlib.suppress(Refused):
                    table.undo()
            else:
                _ask(table, _drawn(table, chance))
            table.wait(seconds=chance.choice((0.5, 0.5, 3, 20, 40)))
    for last in (Adjourn(), Close()):
        table.wait(minutes=20)
        _ask(table, last)
    return table.entries


def _drawn(table: Table, chance: random.Random) -> Command:
    """What stands the evening still is told above, and not drawn."""
    command = _next_command(table, chance)
    while isinstance(command, (BeginEmergency, StopInvitations, Mark)):
        command = _next_command(table, chance)
    return command


def _ask(table: Table, command: Command, station: str = "Desk") -> None:
    with contextlib.suppress(Refused):
        table.ask(command, station)


def write() -> None:
    """Keep the evening of today: an entry a line, with what is private."""
    with gzip.GzipFile(STORED, "wb", mtime=0) as stream:
        for entry in made():
            values = entry._asdict() | {"salt": entry.salt.hex()}
            stream.write((json.dumps(values, sort_keys=True, default=dict) + "\n").encode())


if __name__ == "__main__":
    write()
