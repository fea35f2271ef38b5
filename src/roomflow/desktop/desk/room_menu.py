"""The menu of a room's row: its head count, its limit, closing it, and the people who stepped out."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from PySide6.QtWidgets import QMenu, QWidget

from roomflow.desktop.basis.pages import HEAD_COUNT
from roomflow.desktop.basis.wording import countdown_words, people_words, signed
from roomflow.desktop.basis.words import _
from roomflow.desktop.cards.authority import role_words
from roomflow.desktop.desk.menus import Asking, add, add_card, add_title, make_menu
from roomflow.desktop.desk.speakers import add_speakers
from roomflow.desktop.widgets.further import recess_words
from roomflow.domain.balance import balance_of
from roomflow.domain.commands import DeferHeadCount, OpenSpace, ReleaseRecess, Return, StepOut
from roomflow.domain.holds import of_kind
from roomflow.domain.limits import ROLES
from roomflow.domain.meeting import HoldKind
from roomflow.domain.recess import is_called_back, out_for_recess, stands_still
from roomflow.domain.spaces import Space, waits_for_count
from roomflow.settings import MINUTE_MS

LIMIT: Final = "limit"
RESERVED: Final = "reserved"
CLOSE_ROOM: Final = "close-room"
"""Names of the cards the menu asks for."""


def room_menu(asking: Asking, name: str, parent: QWidget) -> QMenu:
    """What can be done with a space now."""
    menu = make_menu(parent)
    space = asking.meeting.spaces[name]
    add_title(menu, name)
    running = space.counting_since is not None
    add_card(menu, asking, _("Enter the head count…") if running else _("Head count…"), HEAD_COUNT, name)
    _add_doors(menu, space)
    if space.is_room:
        _add_put_off(menu, asking, space)
        _add_stepping_out(menu, asking, space)
        add_speakers(menu, asking, space)
    menu.addSeparator()
    add_card(menu, asking, _("Limit…"), LIMIT, name)
    add_card(menu, asking, _("Reserved in use…"), RESERVED, name)
    if space.is_room:
        menu.addSeparator()
        if space.closed:
            add(menu, asking, _("Open this room again"), OpenSpace(name))
        else:
            add_card(menu, asking, _("Close this room…"), CLOSE_ROOM, name)
    return menu


def _add_doors(menu: QMenu, space: Space) -> None:
    """What each door counted, so that the one that misses people is found."""
    balance = balance_of(space)
    if not balance.doors:
        return
    doors = menu.addMenu(_("Doors: in, out, balance"))
    for door in balance.doors:
        words = _("{door}: {into} in, {out} out, {balance}")
        add_title(doors, words.format(door=door.door, into=door.into, out=door.out, balance=signed(door.balance)))
    add_title(doors, _("Without a door: {n}").format(n=signed(balance.without_door)))
    add_title(doors, _("Found by head counts: {n}").format(n=signed(balance.head_counts)))
    add_title(doors, _("Inside: {n}").format(n=space.inside))


def _add_put_off(menu: QMenu, asking: Asking, space: Space) -> None:
    """Once, for some minutes, by a role; a room that waits for no count has nothing to put off."""
    minutes = asking.meeting.figures.count_deferral_ms // MINUTE_MS
    if not waits_for_count(replace(space, deferred_until=None), asking.meeting.figures, asking.now.elapsed):
        return
    if space.deferred_until is not None:
        add_title(menu, _("The head count was put off once already"))
        return
    put_off = menu.addMenu(_("Put the head count off {minutes} min").format(minutes=minutes))
    add_title(put_off, _("Who says so?"))
    for role in ROLES:
        add(put_off, asking, role_words(role), DeferHeadCount(space.name, role))


def _add_stepping_out(menu: QMenu, asking: Asking, space: Space) -> None:
    menu.addSeparator()
    meeting, elapsed = asking.meeting, asking.now.elapsed
    minutes = meeting.figures.stepped_out_ms
    if meeting.in_recess or is_called_back(meeting, elapsed):
        minutes = meeting.figures.stepped_out_in_recess_ms
    words = _("Somebody stepped out: place held {minutes} min").format(minutes=minutes // MINUTE_MS)
    add(menu, asking, words, StepOut(space.name, 1), enabled=space.inside > 0)
    together = out_for_recess(meeting, space.name)
    if together:
        out_words = recess_words(sum(hold.people for hold in together))
        if not stands_still(meeting, together[0]):
            left = countdown_words(together[0].deadline - elapsed)
            out_words = _("{out}, the first for {time} more").format(out=out_words, time=left)
        add_title(menu, out_words)
        add(menu, asking, _("Give back their places: they do not come back"), ReleaseRecess(space.name), "undo")
    for hold in of_kind(meeting, space.name, HoldKind.STEPPED_OUT):
        left = countdown_words(hold.deadline - elapsed)
        words = _("Back: {party}") if stands_still(meeting, hold) else _("Back: {party}, {time} left")
        words = words.format(party=people_words(hold.people), time=left)
        add(menu, asking, words, Return(hold.id, hold.people), "check")
