"""Commands about paper: a slip printed again, numbers taken for a pack, and what was written down while nothing ran."""

from __future__ import annotations

from dataclasses import dataclass

from roomflow.domain.events import Wish


@dataclass(frozen=True, slots=True)
class Reprint:
    """Print a ticket's slip again: it gets a new code, and the earlier slip is void."""

    ticket: int


@dataclass(frozen=True, slots=True)
class TakePack:
    """Take the next numbers for a pack of paper tickets, so that no desk gives one of them to somebody else."""

    count: int


@dataclass(frozen=True, slots=True)
class EnterPaperTicket:
    """A ticket of a pack was handed out; the request's age says when. A fact: nothing refuses it for being late."""

    ticket: int
    people: int
    accessible: bool = False
    wish: Wish = Wish.ANY


@dataclass(frozen=True, slots=True)
class EnterTally:
    """People counted on a tally sheet, into and out of a space."""

    space: str
    came_in: int
    went_out: int
    door: str | None = None


OnPaper = Reprint | TakePack | EnterPaperTicket | EnterTally
