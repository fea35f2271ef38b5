"""The cards that the Desk page asks for, by name; each is read when it is first wanted."""

from __future__ import annotations

from roomflow.desktop.widgets.asking import Card


class DeskCard(Card):
    """A card about one space or one ticket."""

    def present_about(self, about: object) -> None:
        """Show the card afresh for a space (its name) or a ticket (its number)."""
        raise NotImplementedError


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
