"""Forged entries: an honest one with a figure changed, an old one told again, and what the audit says of them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from roomflow.domain.audit import Audit
from roomflow.domain.audit_pool import KeptPlaces
from roomflow.domain.events import NOTHING, Entry
from roomflow.domain.meeting import Draft, thaw

_COUNTS = ("people", "change", "held", "from_change", "from_held", "ticket", "undoes")
_OF_A_KIND_MAX = 6
"""Entries of a kind in which each figure is changed."""
_AGAIN = 40
"""How many entries behind itself an entry is told again."""
_FOLLOW = ("stopped", "allowed", "managers-due", "on-deck", "on-deck-set", "saved", "released", "pool-opened")
_HALF_A_DAY_MS = 13 * 3_600_000


def beside(audit: Audit) -> Audit:
    """Another audit that stands where this one stands."""
    other = Audit(audit.draft.number)
    other.draft = thaw(audit.draft)
    other.draft.uncounted, other.draft.is_live = None, True
    other._kept = KeptPlaces(other.draft)
    other._kept._known, other._kept._opened = audit._kept._known, audit._kept._opened
    other._undone_seqs, other._entries = set(audit._undone_seqs), dict(audit._entries)
    return other


def said_of(audit: Audit, entry: Entry) -> list[str]:
    """What the audit would say of an entry here; what stops it, by the name of the error."""
    try:
        return beside(audit).step(entry)
    except (AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        return [type(error).__name__]


def all_said(entries: Sequence[Entry]) -> Counter[str]:
    """How often the audit says what of the forged entries of one evening; of the honest ones it says nothing."""
    audit, said, seen = Audit(1), Counter[str](), dict[str, int]()
    for at, entry in enumerate(entries):
        seen[entry.kind] = seen.get(entry.kind, 0) + 1
        if seen[entry.kind] <= _OF_A_KIND_MAX:
            for forged in changed(entry, audit.draft):
                said.update(said_of(audit, forged))
        if entry.kind in _FOLLOW and at + 1 < len(entries):
            said.update(said_of(audit, _moved_up(entries[at + 1])))
        if at >= _AGAIN and seen[entries[at - _AGAIN].kind] <= 3 * _OF_A_KIND_MAX:
            for forged in told_again(entries[at - _AGAIN], entry, audit.draft):
                said.update(said_of(audit, forged))
        assert audit.step(entry) == [], entry
    end = entries[-1]._replace(seq=entries[-1].seq + 1)
    for old in {entry.kind: entry for entry in entries}.values():
        for forged in told_again(old, end, audit.draft):
            said.update(said_of(audit, forged))
    return said


def _moved_up(entry: Entry) -> Entry:
    """The next entry where the one before it, which follows by itself, was left out."""
    return entry._replace(seq=entry.seq - 1)


def told_again(old: Entry, now: Entry, draft: Draft) -> Iterator[Entry]:
    """An old entry at a later moment, as it was and in a request of its own."""
    times: dict[str, Any] = {"seq": now.seq, "at": now.at, "happened": now.happened, "elapsed": now.elapsed}
    yield old._replace(**times)
    yield old._replace(**times, station=now.station, request="forged")
    if old.ticket is not None and draft.tickets:
        yield old._replace(**times, request="forged", ticket=max(draft.tickets))


def changed(entry: Entry, draft: Draft) -> Iterator[Entry]:
    """The entry with one thing changed, for each thing there is."""
    for name in _COUNTS:
        value = getattr(entry, name)
        if value is not None:
            for by in (-1, 1, 50):
                other: dict[str, Any] = {name: value + by}
                yield entry._replace(**other)
    yield entry._replace(elapsed=max(0, draft.elapsed - 1))
    yield entry._replace(elapsed=entry.elapsed + _HALF_A_DAY_MS)
    yield entry._replace(happened=entry.at + 1)
    yield entry._replace(happened=entry.at - _HALF_A_DAY_MS)
    yield entry._replace(station="timer", request="expire:1")
    yield entry._replace(door="Nowhere")
    yield from (entry._replace(state=state) for state in ("waiting", "seated", "left") if entry.state is not None)
    for space in draft.spaces:
        yield entry._replace(space=space)
        if entry.from_space is not None:
            yield entry._replace(from_space=space)
    yield entry._replace(space=None, change=0, held=0)
    yield entry._replace(from_space=None, from_change=0, from_held=0)
    for details in _tables(entry.details):
        yield entry._replace(details=details)
    everybody = sorted(draft.line.in_order())
    yield entry._replace(details={**entry.details, "reason": "too-large", "passed": everybody})
    codes = next(iter(draft.codes), "no code")
    yield from (entry._replace(private=private) for private in ({**(entry.private or NOTHING), "code": codes}, NOTHING))


def _tables(table: Any) -> Iterator[dict[str, Any]]:
    for key, value in table.items():
        yield {name: other for name, other in table.items() if name != key}
        yield from ({**table, key: other} for other in _others(value))
    yield {**table, "reason": "too-large", "passed": table.get("passed", [])}
    yield {**table, "passed": []}
    yield {**table, "already_counted": True}
    yield {**table, "over": 99}


def _others(value: object) -> Iterable[object]:
    """Other values of the same kind; of a list, one with another value in one place, and one without its last."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1, value - 1, value + 60_000, -5]
        case str():
            return ["", "other", "x" * 61]
        case list() | tuple():
            inner = [[*value[:at], other, *value[at + 1 :]] for at, each in enumerate(value) for other in _others(each)]
            return [*inner, list(value[:-1]), [*value, *value[-1:]]]
        case dict():
            return _tables(value)
        case _:
            return []
