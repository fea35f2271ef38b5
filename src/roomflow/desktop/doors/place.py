"""Where an usher stands: which space, and at which of its doors; remembered on this computer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QMenu, QWidget

from roomflow.desktop.basis.wording import Now, places_words
from roomflow.desktop.basis.words import _
from roomflow.desktop.desk.menus import make_menu
from roomflow.domain.building import SpaceKind
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space

if TYPE_CHECKING:
    from roomflow.desktop.basis.remembered import Remembered

SPACE_KEPT: Final = "doors.space"
DOOR_KEPT: Final = "doors.door"
"""What it is remembered by."""


class DoorPlace:
    """A space and a door by their names; another building has others."""

    def __init__(self, remembered: Remembered, chosen: Callable[[], None]) -> None:
        self._remembered = remembered
        self._chosen = chosen
        self._space = remembered.text(SPACE_KEPT)
        self._door = remembered.text(DOOR_KEPT)

    def stand_at(self, space: str, door: str = "") -> None:
        """Stand here from now on."""
        self._space, self._door = space, door
        self._remembered.keep(SPACE_KEPT, space)
        self._remembered.keep(DOOR_KEPT, door)
        self._chosen()

    def space(self, meeting: Meeting | None) -> Space | None:
        """The space somebody stands at; the first one where this building has it not."""
        if meeting is None:
            return None
        spaces = _countable(meeting)
        here = next((space for space in spaces if space.name == self._space), None)
        return here or next(iter(spaces), None)

    def door(self, space: Space) -> str | None:
        """The door somebody stands at; the only one of a room that has one."""
        doors = space.plan.doors
        if self._door in doors:
            return self._door
        return doors[0] if len(doors) == 1 else None

    def space_menu(self, meeting: Meeting, now: Now, parent: QWidget) -> QMenu:
        """Every space in which people are counted."""
        menu = make_menu(parent)
        for space in _countable(meeting):
            words = space.name
            if space.is_room:
                places = places_words(space, meeting.figures, now)
                words = _("{room}, {places}").format(room=space.name, places=places)
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(partial(self._take, space.name, ""))
        return menu

    def door_menu(self, space: Space, parent: QWidget) -> QMenu:
        """The doors of a space."""
        menu = make_menu(parent)
        for door in space.plan.doors:
            menu.addAction(door.replace("&", "&&")).triggered.connect(partial(self._take, space.name, door))
        return menu

    def _take(self, space: str, door: str, _checked: bool = False) -> None:
        self.stand_at(space, door)


def _countable(meeting: Meeting) -> list[Space]:
    return [space for space in meeting.spaces.values() if space.kind is not SpaceKind.OUTSIDE]
