"""The command `rehearse`: reads the files, plays the evening with a progress bar, says what came of it."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roomflow.cli.errors import Stop
from roomflow.rehearsal.plan import Plan
from roomflow.rehearsal.stage import Rehearsed, rehearse

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


@dataclass(frozen=True, slots=True)
class Files:
    """The files a person named; None for the sample."""

    building: Path | None = None
    evening: Path | None = None
    arrivals: Path | None = None

    def plan(self, seed: int) -> Plan:
        from roomflow.assets import resource
        from roomflow.rehearsal.files import read_bytes
        from roomflow.rehearsal.plan import read_plan

        building, evening, arrivals = (
            read_bytes(named if named is not None else resource("samples", sample))
            for named, sample in (
                (self.building, "building.toml"),
                (self.evening, "evening.toml"),
                (self.arrivals, "evening.csv"),
            )
        )
        return read_plan(building, evening, arrivals, seed)


def rehearse_here(files: Files, seed: int, data: Path | None, as_json: bool) -> int:
    """Play and print; without `data` in a temporary folder that is gone afterwards. The exit code."""
    plan = files.plan(seed)
    if data is not None:
        rehearsed = _play(plan, data, quiet=as_json)
    else:
        with tempfile.TemporaryDirectory(prefix="roomflow-rehearsal-") as folder:
            rehearsed = _play(plan, Path(folder), quiet=as_json)
    if as_json:
        from roomflow.cli.checking import json_text

        click.echo(json_text(rehearsed.summary))
    else:
        from roomflow.rehearsal.words import in_words

        click.echo("\n".join(in_words(rehearsed.summary, plan.building.name)))
    if rehearsed.report.first_bad is not None:
        raise Stop(rehearsed.report.first_bad, code=1)
    return 0


def _play(plan: Plan, folder: Path, quiet: bool) -> Rehearsed:
    if quiet:
        return rehearse(plan, folder)
    bar: ProgressBar[int] | None = None

    def progress(minutes: int, of: int) -> None:
        # Not before the first minute: a folder that is refused gets one sentence, and no bar above it.
        nonlocal bar
        if bar is None:
            bar = click.progressbar(length=of, label="Playing the evening", file=sys.stderr, show_eta=False)
            bar.render_progress()
        bar.update(minutes - bar.pos)

    try:
        return rehearse(plan, folder, progress)
    finally:
        if bar is not None:
            bar.update(bar.length - bar.pos if bar.length else 0)
            bar.render_finish()
