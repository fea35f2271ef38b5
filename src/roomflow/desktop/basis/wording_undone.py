"""The wording of what was taken back: a short sentence for each kind of entry whose undo has words of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from roomflow.desktop.basis.words import _
from roomflow.domain.events import Kind

TAKEN_BACK: Final[Mapping[str, Callable[[], str]]] = MappingProxyType(
    {
        Kind.ISSUED: lambda: _("ticket {ticket} taken back"),
        Kind.CALLED: lambda: _("call of {ticket} taken back"),
        Kind.SEATED: lambda: _("seating of {ticket} taken back"),
        Kind.MISSED: lambda: _("{ticket} is called again as before"),
        Kind.BACK: lambda: _("{ticket} has missed its call as before"),
        Kind.LEFT: lambda: _("{ticket} is in line as before"),
        Kind.SENT: lambda: _("sending to {space} taken back"),
        Kind.MOVED: lambda: _("move taken back"),
        Kind.RELOCATED: lambda: _("move taken back"),
        Kind.SPLIT: lambda: _("split of {ticket} taken back"),
        Kind.COUNTED: lambda: _("head count of {space} taken back"),
        Kind.COUNT_DEFERRED: lambda: _("{space}: putting off the head count taken back"),
        Kind.LIMIT_SET: lambda: _("{space}: limit {limit} again"),
        Kind.RESERVED_SET: lambda: _("{space}: {reserved} reserved again"),
        Kind.SPACE_CLOSED: lambda: _("{space} open as before"),
        Kind.SPACE_OPENED: lambda: _("{space} closed as before"),
        Kind.STEPPED_OUT: lambda: _("stepping out of {space} taken back"),
        Kind.EMERGENCY: lambda: _("emergency taken back"),
        Kind.CLEARED: lambda: _("{space}: report of the sweep taken back"),
        Kind.ASSISTANCE: lambda: _("{space}: number needing help taken back"),
        Kind.CLAIM_SET: lambda: _("{ticket}: its wish for the chamber is as before"),
        Kind.CLAIM_CALLED: lambda: _("call of {ticket} taken back"),
        Kind.CLAIM_TAKEN: lambda: _("move taken back"),
        Kind.FIRST_CLAIM_SET: lambda: _("who is first on chamber seats is as before"),
        Kind.RETURNED: lambda: _("coming back to {space} taken back"),
        Kind.MANAGERS_PRESENT: lambda: _("crowd managers as before"),
        Kind.STOPPED: lambda: _("stop of the invitations taken back"),
        Kind.ALLOWED: lambda: _("invitations stopped as before"),
        Kind.ON_DECK_SET: lambda: _("seats on deck as before"),
        Kind.ON_DECK: lambda: _("place on deck in {space} taken back"),
        Kind.SPEAKER_SEATED: lambda: _("seating of a speaker taken back"),
    }
)
