"""A rehearsal from its plan to its summary: a practice log, a desk on a simulated clock, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec import Struct

from roomflow.rehearsal.evening import Progress, play
from roomflow.rehearsal.plan import Plan
from roomflow.rehearsal.summary import summary
from roomflow.reports.verify import Report, verify
from roomflow.service.clock import SimulatedClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SeededMint
from roomflow.store.sqlite import open_journal, open_reader


class Rehearsed(Struct, frozen=True):
    """The object that `rehearse --json` prints, and what reading the log again found."""

    summary: dict[str, Any]
    report: Report


def rehearse(plan: Plan, folder: Path, progress: Progress | None = None) -> Rehearsed:
    """Play the plan into a practice folder, which is made where it is missing, and read the log again.

    Raises RehearsalError or StoreProblem with a sentence; a folder that holds real meetings is refused untouched.
    """
    clock = SimulatedClock(plan.start)
    # A plug pulled in a rehearsal costs a rehearsal: nothing waits for the disk here.
    desk = Desk(lambda: open_journal(folder, practice=True, durable=False), clock, SeededMint(plan.seed))
    try:
        desk.start()
        played = play(desk, clock, plan, progress)
    finally:
        desk.stop()
    reader = open_reader(folder)
    try:
        report = verify(reader, meeting=played.meeting)
        entries = reader.read(played.meeting)
    finally:
        reader.close()
    result = summary(played.meeting, entries, plan.arrivals, report.violations, report.head)
    return Rehearsed(result, report)
