"""The cards that the Desk page asks for, by name; each is read when it is first wanted."""

from __future__ import annotations

from roomflow.desktop.desk.card import DeskCard


def card_named(name: str) -> type[DeskCard]:
    """The class of a card: `limit`, `reserved`, `close-room` (about a space) or `override` (about a ticket)."""
    from roomflow.desktop.desk.close_room import CloseRoomDialog
    from roomflow.desktop.desk.limit import LimitDialog, ReservedDialog
    from roomflow.desktop.desk.override import OverrideDialog

    cards: dict[str, type[DeskCard]] = {
        "limit": LimitDialog,
        "reserved": ReservedDialog,
        "close-room": CloseRoomDialog,
        "override": OverrideDialog,
    }
    return cards[name]
