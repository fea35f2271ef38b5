"""The choices about speakers in the menus of the Desk page: how many seats are on deck, and who takes one."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.menus import Asking, add, add_title
from roomflow.desktop.widgets.further import on_deck_words
from roomflow.domain.commands import SeatSpeaker, SetOnDeck
from roomflow.domain.meeting import Phase
from roomflow.domain.on_deck import chamber_of, on_deck
from roomflow.domain.spaces import Space

CHOICES_MAX = 8
"""Seats that one choice may hold; more speakers are not called to the front at once."""


def add_speakers(menu: QMenu, asking: Asking, space: Space) -> None:
    """In the chamber's menu how many seats, and a newcomer who speaks; in another room's, who goes from there."""
    meeting = asking.meeting
    chamber = chamber_of(meeting)
    if chamber is None or meeting.phase is not Phase.OPEN or chamber.closed:
        return
    held = len(on_deck(meeting))
    if chamber.name != space.name:
        if meeting.on_deck:
            menu.addSeparator()
            words = _("A speaker goes from here to a seat on deck")
            add(menu, asking, words, SeatSpeaker(from_space=space.name), enabled=bool(held and space.inside))
        return
    menu.addSeparator()
    if meeting.on_deck:
        add_title(menu, on_deck_words(meeting))
        add(menu, asking, _("A speaker takes a seat on deck"), SeatSpeaker(), enabled=held > 0)
        words = _("A speaker, already counted at the door")
        add(menu, asking, words, SeatSpeaker(already_counted=True), enabled=held > 0)
    seats = menu.addMenu(_("Hold seats on deck for speakers"))
    for number in range(CHOICES_MAX + 1):
        words = ngettext("{n} seat", "{n} seats", number).format(n=number) if number else _("none")
        add(seats, asking, words, SetOnDeck(number), enabled=number != meeting.on_deck)
