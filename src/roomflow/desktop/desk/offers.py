"""What the Desk page offers in menus, by what is asked about; read when the first menu opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from PySide6.QtWidgets import QMenu, QWidget

from roomflow.desktop.desk.menus import Asking, holds_menu, other_room_menu, ticket_menu
from roomflow.desktop.desk.room_menu import room_menu

MENUS: Final[Mapping[str, Callable[[Asking, Any, QWidget], QMenu]]] = MappingProxyType(
    {"ticket": ticket_menu, "room": room_menu, "holds": holds_menu, "other rooms": other_room_menu}
)
"""Of a ticket by its number, a room by its name, holds, and of other rooms for a hold by its id."""
