"""Folding a meeting out of the journal, and freezing its picture: quickly, with a sentence where it cannot be read."""

from __future__ import annotations

from types import MappingProxyType

from msgspec.structs import replace

from roomflow.domain import fold
from roomflow.domain.meeting import Draft, Meeting, publish
from roomflow.quiet_collector import nothing_thrown_away
from roomflow.sentences import sentence as _
from roomflow.store.journal import Reading, StoreProblem


def folded(journal: Reading, number: int) -> Draft:
    """The meeting as the journal has it; raises StoreProblem."""
    with nothing_thrown_away():
        entries = journal.read(number)
        try:
            return fold.fold(number, entries)
        except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
            # The desk folded each of them before it wrote it: these are not what it wrote.
            raise StoreProblem(
                _(
                    "Meeting {meeting} of the log cannot be read: somebody changed it, or a newer roomflow wrote it. "
                    "“roomflow verify” says what is wrong with it.",
                    meeting=number,
                )
            ) from error


def frozen(draft: Draft, head: str, tapped_since: Meeting | None) -> Meeting:
    """The picture of a draft, for everybody.

    `tapped_since` is a picture since which nothing but taps that took no held place came: what no tap changes is
    shared with it, so that a tap costs the same however many tickets there are.
    """
    if tapped_since is None:
        return publish(draft, head)
    return replace(
        tapped_since,
        seq=draft.seq,
        at=draft.at,
        elapsed=draft.elapsed,
        spaces=MappingProxyType(dict(draft.spaces)),
        recent=tuple(draft.recent),
        releases=draft.releases.copy(),
        last=MappingProxyType(dict(draft.last)),
        head=head,
    )
