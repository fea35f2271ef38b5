"""The command `rehearse`: what is played, of files or drawn, with a progress bar; one evening or one for each seed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from roomflow.cli.errors import Stop
from roomflow.rehearsal.many import problem_of, rehearse_many
from roomflow.rehearsal.plan import Plan
from roomflow.rehearsal.stage import Rehearsed, rehearse
from roomflow.sentences import sentence as _
from roomflow.tongues import Tongue

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


class Wanted(Struct, frozen=True):
    """What a person named: files (None for the sample), so many people in place of arrivals, or a kind of evening."""

    building: Path | None = None
    evening: Path | None = None
    arrivals: Path | None = None
    people: int | None = None
    kind: str | None = None

    def check(self) -> None:
        """Raises Stop where two things that were named exclude each other."""
        files = (self.building, self.evening, self.arrivals)
        if self.kind is not None and (self.people is not None or any(named is not None for named in files)):
            raise Stop(_("--kind has a building, an evening and arrivals of its own; leave the other options out."))
        if self.people is not None and self.arrivals is not None:
            raise Stop(_("--people draws who arrives, and --arrivals names a file that says it; use one of them."))

    def plans(self) -> Callable[[int], Plan]:
        """The plan of each seed; files are read once."""
        from roomflow.assets import resource
        from roomflow.rehearsal.files import read_bytes
        from roomflow.rehearsal.kinds import kind_of_evening
        from roomflow.rehearsal.plan import read_plan, with_people

        if self.kind is not None:
            return partial(kind_of_evening, self.kind)
        building, evening, arrivals = (
            read_bytes(named if named is not None else resource("samples", sample))
            for named, sample in (
                (self.building, "building.toml"),
                (self.evening, "evening.toml"),
                (self.arrivals, "evening.csv"),
            )
        )
        if self.people is not None:
            return partial(with_people, building, evening, self.people)
        return partial(read_plan, building, evening, arrivals)


def rehearse_here(wanted: Wanted, seed: int, data: Path | None, as_json: bool, language: str) -> int:
    """Play and print; without `data` in a temporary folder that is gone afterwards. The exit code."""
    wanted.check()
    tongue = Tongue(language)
    plan = wanted.plans()(seed)
    if data is not None:
        rehearsed = _play(plan, data, tongue, quiet=as_json)
    else:
        with tempfile.TemporaryDirectory(prefix="roomflow-rehearsal-") as folder:
            rehearsed = _play(plan, Path(folder), tongue, quiet=as_json)
    if as_json:
        from roomflow.cli.checking import json_text

        click.echo(json_text(rehearsed.summary))
    else:
        from roomflow.rehearsal.words import in_words

        click.echo("\n".join(in_words(rehearsed.summary, plan.building.name, tongue)))
    problem = problem_of(rehearsed)
    if problem is not None:
        raise Stop(problem, code=1)
    return 0


def rehearse_seeds_here(wanted: Wanted, seed: int, seeds: int, data: Path | None, as_json: bool, language: str) -> int:
    """Play one evening for each seed and print what they came to; ends with 1 where one is not as it must be."""
    wanted.check()
    tongue = Tongue(language)
    with _Bar(tongue.text(_("Playing the evenings"))) as bar:
        evenings = rehearse_many(wanted.plans(), seed, seeds, data, None if as_json else bar.show)
    if as_json:
        from roomflow.cli.checking import json_text

        click.echo(json_text(evenings.as_dict()))
    else:
        from roomflow.rehearsal.words import many_in_words

        click.echo("\n".join(many_in_words(evenings.as_dict(), tongue)))
    if evenings.first_bad is not None:
        raise Stop(evenings.first_bad, code=1)
    return 0


def _play(plan: Plan, folder: Path, tongue: Tongue, quiet: bool) -> Rehearsed:
    with _Bar(tongue.text(_("Playing the evening"))) as bar:
        return rehearse(plan, folder, None if quiet else bar.show)


class _Bar:
    """A bar on stderr. Not before the first step: a folder that is refused gets one sentence, and no bar above it."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._bar: ProgressBar[int] | None = None

    def show(self, done: int, of: int) -> None:
        if self._bar is None:
            self._bar = click.progressbar(length=of, label=self._label, file=sys.stderr, show_eta=False)
            self._bar.render_progress()
        self._bar.update(done - self._bar.pos)

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._bar is not None:
            self._bar.update(self._bar.length - self._bar.pos if self._bar.length else 0)
            self._bar.render_finish()
