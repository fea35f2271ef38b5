"""Verification: reads a log again with suspicion, and says whether anything in it is not as it was written.

Three questions, each answered by a way of its own: is the chain whole (the store's walk over the raw rows), do the
sums agree (the fold against the SQL views), is every built rule kept at every entry (the audit).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from msgspec import Struct, field

from roomflow.domain.audit import Audit
from roomflow.domain.building import SpaceKind
from roomflow.domain.meeting import Phase
from roomflow.domain.rules import RULES, UNNAMED, rules_of
from roomflow.reports.printed_head import absent, contained, disposed_with, meetings_of, read_head
from roomflow.reports.views import disagreements
from roomflow.sentences import sentence as _
from roomflow.store.journal import NO_HEAD, Checked
from roomflow.store.sqlite import Reader

FINDINGS_KEPT_MAX: Final = 100
"""A log that is broken from end to end is told by its first findings."""
CATCH_UP_TRIES_MAX: Final = 50


class Report(Struct, frozen=True):
    """What verification found. `head` is the last entry's hash in hex, of the last meeting.

    `findings` are sentences, the first bad entry first; empty where all is well. `note` is what was found about a
    head that was given. `otherwise` is what today's rules would have done otherwise in meetings that were written under
    other rules, the first sentence saying so: it is no sign that anything was changed.
    """

    entries: int
    chain: bool
    fold: bool
    violations: int
    head: str
    findings: tuple[str, ...]
    note: str | None = None
    found: bool = False
    """Whether an entry has the head that was given, of a meeting that is there or was disposed of."""
    otherwise: tuple[str, ...] = ()

    @property
    def first_bad(self) -> str | None:
        """The sentence that names the first bad entry; None where all is well."""
        return self.findings[0] if self.findings else None

    def as_dict(self) -> dict[str, Any]:
        """The object that `verify --json` prints."""
        return {
            "entries": self.entries,
            "chain": self.chain,
            "fold": self.fold,
            "violations": self.violations,
            "head": self.head,
        }


class _Walk(Struct):
    """What is known on the way through the log."""

    wanted: bytes | None
    entries: int = 0
    chain: bool = True
    fold: bool = True
    violations: int = 0
    head: bytes = NO_HEAD
    findings: list[str] = field(default_factory=list)
    ends: dict[int, Audit] = field(default_factory=dict)
    """Meetings that could be folded to their end."""
    beside: dict[int, Sequence[int]] = field(default_factory=dict)
    """For a meeting those that were open when it was opened, as its first entry names them."""
    rules: dict[int, int] = field(default_factory=dict)
    """For a meeting the rules it was written under, as its first entry names them."""
    otherwise: list[str] = field(default_factory=list)
    found: tuple[int, int] | None = None
    """Meeting and number of the entry that has the wanted head."""

    def find(self, sentence: str) -> None:
        if len(self.findings) < FINDINGS_KEPT_MAX:
            self.findings.append(sentence)

    def judge(self, number: int, sentence: str) -> None:
        """What the audit says of an entry: a violation, or where other rules held then, only another way."""
        if self.rules.get(number, RULES) == RULES:
            self.violations += 1
            self.find(of_meeting(number, sentence))
            return
        if not any(each.startswith(f"Meeting {number} ") for each in self.otherwise):
            self.otherwise.append(_other_rules(number, self.rules[number]))
        if len(self.otherwise) < FINDINGS_KEPT_MAX:
            self.otherwise.append(of_meeting(number, sentence))


def verify(reader: Reader, *, meeting: int | None = None, head: str | None = None) -> Report:
    """Read the whole log again, or one meeting of it. Raises ReportError where `head` is no head."""
    walk = _Walk(None if head is None else read_head(head))
    for number in meetings_of(reader) if meeting is None else [meeting]:
        _walk_meeting(reader, number, walk)
    if walk.chain:
        # The views are sums over all meetings; over rows that are no longer ours they mean nothing.
        for number, audit in walk.ends.items():
            for sentence in _look_at_views(reader, number, audit):
                walk.fold = False
                walk.find(of_meeting(number, sentence))
        for sentence in _look_at_practice(reader, walk):
            walk.find(sentence)
        for sentence in _look_at_spaces(walk):
            walk.violations += 1
            walk.find(sentence)
    for sentence in reader.damage():
        walk.find(sentence)
    note = _look_for_head(reader, walk)
    return Report(
        walk.entries,
        walk.chain,
        walk.fold,
        walk.violations,
        walk.head.hex(),
        findings=tuple(walk.findings),
        note=note,
        found=note is not None,
        otherwise=tuple(walk.otherwise),
    )


def _other_rules(number: int, rules: int) -> str:
    if rules == UNNAMED:
        words = _(
            "Meeting {number} was written before rules had numbers, and today's are rules {today}.",
            number=number,
            today=RULES,
        )
    else:
        words = _(
            "Meeting {number} was written under rules {rules}, and today's are rules {today}.",
            number=number,
            rules=rules,
            today=RULES,
        )
    return _(
        "{written} Whether anything was changed is said by the chain; the following is only what would be done "
        "otherwise today.",
        written=words,
    )


def of_meeting(number: int, words: str) -> str:
    """What was found in a meeting."""
    return _("Meeting {number}: {found}", number=number, found=words)


def _walk_meeting(reader: Reader, number: int, walk: _Walk) -> None:
    audit: Audit | None = Audit(number)
    for checked in reader.check(number):
        walk.entries += checked.entry is not None or checked.hash != NO_HEAD
        walk.head = checked.hash
        if walk.wanted is not None and checked.hash == walk.wanted:
            walk.found = (number, checked.seq)
        if checked.problem is not None:
            walk.chain = False
            walk.find(of_meeting(number, checked.problem))
        if audit is not None and not _walk_entry(audit, number, checked, walk):
            audit = None
    if audit is not None:
        walk.ends[number] = audit


def _walk_entry(audit: Audit, number: int, checked: Checked, walk: _Walk) -> bool:
    """Check the rules at one entry; whether the fold can go on behind it."""
    try:
        if checked.entry is None:
            raise ValueError("it cannot be read")
        broken = audit.step(checked.entry)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError):
        # What an entry holds that nobody of ours wrote can be wrong in any way.
        walk.fold = False
        walk.find(of_meeting(number, _("Entry {seq} cannot follow the entries before it.", seq=checked.seq)))
        return False
    if checked.entry.seq == 1:
        walk.beside[number] = checked.entry.details.get("others", ())
        walk.rules[number] = rules_of(checked.entry.details)
    for sentence in broken:
        walk.judge(number, _("Entry {seq}: {broken}.", seq=checked.seq, broken=sentence))
    return True


def _look_at_practice(reader: Reader, walk: _Walk) -> Iterator[str]:
    """A folder is real or practice for ever, and each of its meetings was opened as such."""
    for line in reader.meetings():
        audit = walk.ends.get(line.number)
        if audit is not None and audit.draft.seq and audit.draft.practice != line.practice:
            if audit.draft.practice:
                yield of_meeting(line.number, _("it was opened as practice, and the folder says otherwise."))
            else:
                yield of_meeting(line.number, _("it was opened as a real meeting, and the folder says otherwise."))


def _look_at_spaces(walk: _Walk) -> Iterator[str]:
    """A space is used by one open meeting at a time. Each opening names the meetings that were open then.

    One it does not name was closed by then, so it must be closed in the log; when it was closed cannot be asked of
    the clock of the wall, which jumps.
    """
    for number, audit in walk.ends.items():
        beside = walk.beside.get(number, ())
        used = {name for name, space in audit.draft.spaces.items() if space.kind is not SpaceKind.OUTSIDE}
        for earlier in (each for each in walk.ends if each < number):
            shared = sorted(used.intersection(walk.ends[earlier].draft.spaces))
            was_open = earlier in beside or walk.ends[earlier].draft.phase is not Phase.CLOSED
            if shared and was_open:
                words = _(
                    "it uses {space} while meeting {other}, which uses it, is open.", space=shared[0], other=earlier
                )
                yield of_meeting(number, words)


def _look_at_views(reader: Reader, number: int, audit: Audit) -> list[str]:
    """Where the views disagree with the fold. A desk may be writing: what it adds meanwhile is folded too."""
    for _try in range(CATCH_UP_TRIES_MAX):
        for entry in reader.read(number, after=audit.draft.seq):
            audit.step(entry)
        found = list(disagreements(reader, number, audit.draft))
        if reader.head(number)[0] == audit.draft.seq:
            return found
    words = _(
        "the desk wrote too fast to compare the views {times} times; verify again later.", times=CATCH_UP_TRIES_MAX
    )
    return [words]


def _look_for_head(reader: Reader, walk: _Walk) -> str | None:
    """What is to be said about the head that was given."""
    if walk.wanted is None:
        return None
    disposed = disposed_with(reader, walk.wanted)
    if disposed is not None:
        return disposed
    if walk.found is not None:
        return contained(reader, *walk.found)
    walk.chain = False
    walk.find(absent(reader, walk.wanted))
    return None
