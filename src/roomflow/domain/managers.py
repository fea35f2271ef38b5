"""Crowd managers: how many the people in the building need, written down when it grows, and how many are here."""

from __future__ import annotations

from typing import Final

from roomflow.domain import guards
from roomflow.domain.commands import NoteManagersPresent
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Picture
from roomflow.domain.pen import Pen
from roomflow.domain.refusals import Refused
from roomflow.domain.spaces import crowd_managers

MANAGERS_MAX: Final = 200


def people_present(picture: Picture) -> int:
    """Inside + reserved, of the whole building: people who wait in a hallway need managers too."""
    return sum(space.inside + space.reserved for space in picture.spaces.values())


def managers_needed(picture: Picture) -> int:
    return crowd_managers(people_present(picture), picture.figures)


def note_managers(picture: Picture, command: NoteManagersPresent, pen: Pen) -> None:
    """How many are here, as somebody at the desk sees them: a fact, taken while the log is open."""
    guards.need_log(picture)
    if not 0 <= command.present <= MANAGERS_MAX:
        raise Refused("bad-figure", most=MANAGERS_MAX)
    details = {"present": command.present, "was": picture.managers_present, "needed": managers_needed(picture)}
    pen.write(Kind.MANAGERS_PRESENT, details=details)


def is_concerned(picture: Picture, entries: list[Entry]) -> bool:
    """Whether these entries may bring more people than those who are known to be needed can manage."""
    if any(entry.kind == Kind.UNDONE for entry in entries):
        return True
    more = sum([_brings(entry) for entry in entries])
    if not more and not _is_first(picture):
        return False
    return crowd_managers(people_present(picture) + more, picture.figures) > picture.managers_due


def _brings(entry: Entry) -> int:
    """How many people more an entry may bring into the building, or into the places that are taken as occupied."""
    reserves = entry.kind == Kind.RESERVED_SET
    reserved = entry.details["reserved"] - entry.details["was"] if reserves else 0
    return max(0, entry.change) + max(0, entry.from_change) + max(0, reserved)


def _is_first(picture: Picture) -> bool:
    """Nothing follows the opening itself, so the first request answers for whom the building was opened with."""
    return picture.seq == 1


def next_step(draft: Draft, pen: Pen) -> Entry | None:
    """More are needed than ever before this evening: written once for each number."""
    needed = managers_needed(draft)
    if needed <= draft.managers_due:
        return None
    details = {"needed": needed, "was": draft.managers_due, "people": people_present(draft)}
    return pen.write(Kind.MANAGERS_DUE, details=details)


def apply_managers_due(draft: Draft, entry: Entry) -> None:
    draft.managers_due = entry.details["needed"]


def apply_managers_present(draft: Draft, entry: Entry) -> None:
    draft.managers_present = entry.details["present"]
