"""What every card of the Desk page is."""

from __future__ import annotations

from roomflow.desktop.widgets.asking import Card


class DeskCard(Card):
    """A card about one space or one ticket."""

    def present_about(self, about: object) -> None:
        """Show the card afresh for a space (its name) or a ticket (its number)."""
        raise NotImplementedError
