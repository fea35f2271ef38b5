"""Commands about paper: a slip printed again, numbers taken for a pack, and what was written down while nothing ran."""

from __future__ import annotations

from msgspec import Struct

from roomflow.domain.events import Wish


class Reprint(Struct, frozen=True):
    """Print a ticket's slip again: it gets a new code, and the earlier slip is void."""

    ticket: int


class TakePack(Struct, frozen=True):
    """Take the next numbers for a pack of paper tickets, so that no desk gives one of them to somebody else."""

    count: int


class EnterPaperTicket(Struct, frozen=True):
    """A ticket of a pack was handed out; the request's age says when. A fact: nothing refuses it for being late."""

    ticket: int
    people: int
    accessible: bool = False
    wish: Wish = Wish.ANY


class EnterTally(Struct, frozen=True):
    """People counted on a tally sheet, into and out of a space."""

    space: str
    came_in: int
    went_out: int
    door: str | None = None


OnPaper = Reprint | TakePack | EnterPaperTicket | EnterTally
