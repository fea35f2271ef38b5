"""Several evenings, one seed after another, and what must be true of each: no rule broken, everybody accounted for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from msgspec import Struct, field

from roomflow.rehearsal.plan import Plan
from roomflow.rehearsal.stage import Rehearsed, rehearse
from roomflow.rehearsal.summary import OUTCOMES
from roomflow.sentences import sentence as _

BAD_KEPT_MAX: Final = 20
"""So many evenings are named of those in which something is wrong."""

Progress = Callable[[int, int], None]
"""Called after each evening with the evenings played and all of them."""


def adds_up(summary: Mapping[str, Any]) -> bool:
    """Everybody who arrived is in exactly one outcome."""
    people = summary["people"]
    return bool(people["arrived"] == sum(people[outcome] for outcome in OUTCOMES))


def problem_of(rehearsed: Rehearsed) -> str | None:
    """What is wrong with an evening that was played, as a sentence; None where all is well."""
    summary = rehearsed.summary
    if rehearsed.report.first_bad is not None:
        return rehearsed.report.first_bad
    if not adds_up(summary):
        return _("The people do not add up: {people}.", people=summary["people"])
    overtaken = summary["overtaken_without_reason"]
    return _("Tickets overtaken without a reason: {n}.", n=overtaken) if overtaken else None


class Evenings(Struct):
    """What came of all of them; `bad` has for the seed of an evening what is wrong with it, as a sentence."""

    played: int = 0
    people: int = 0
    tickets: int = 0
    entries: int = 0
    violations: int = 0
    do_not_add_up: int = 0
    overtaken_without_reason: int = 0
    bad: dict[int, str] = field(default_factory=dict)

    def take(self, seed: int, rehearsed: Rehearsed) -> None:
        """Add one evening and look at it."""
        summary = rehearsed.summary
        self.played += 1
        self.people += summary["people"]["arrived"]
        self.tickets += summary["tickets"]["issued"]
        self.entries += summary["entries"]
        self.violations += summary["violations"]
        self.do_not_add_up += not adds_up(summary)
        self.overtaken_without_reason += summary["overtaken_without_reason"]
        problem = problem_of(rehearsed)
        if problem is not None and len(self.bad) < BAD_KEPT_MAX:
            self.bad[seed] = problem

    @property
    def first_bad(self) -> str | None:
        """The sentence that names the first bad evening; None where all is well."""
        return next(
            (_("Seed {seed}: {problem}", seed=seed, problem=problem) for seed, problem in self.bad.items()), None
        )

    def as_dict(self) -> dict[str, Any]:
        """The object that `rehearse --seeds N --json` prints."""
        return {
            "evenings": self.played,
            "people": self.people,
            "tickets": self.tickets,
            "entries": self.entries,
            "violations": self.violations,
            "do_not_add_up": self.do_not_add_up,
            "overtaken_without_reason": self.overtaken_without_reason,
            "bad": {str(seed): problem for seed, problem in self.bad.items()},
        }


def rehearse_many(
    plan: Callable[[int], Plan],
    first_seed: int,
    seeds: int,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Evenings:
    """Play `plan(seed)` for so many seeds, from the first on.

    Into `folder` as one meeting after another; without it each into a folder of its own that is gone afterwards.
    Raises RehearsalError or StoreProblem with a sentence.
    """
    evenings = Evenings()
    for seed in range(first_seed, first_seed + seeds):
        if folder is not None:
            rehearsed = rehearse(plan(seed), folder)
        else:
            with tempfile.TemporaryDirectory(prefix="roomflow-rehearsal-") as name:
                rehearsed = rehearse(plan(seed), Path(name))
        evenings.take(seed, rehearsed)
        if progress is not None:
            progress(evenings.played, seeds)
    return evenings
