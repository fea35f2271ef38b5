"""The commands `dispose` and `compare`: what they ask, print and end with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from roomflow.cli.errors import Stop
from roomflow.reports.comparison import compare
from roomflow.reports.disposal import Disposed, dispose, refuse
from roomflow.reports.files import ReportError
from roomflow.reports.keeping import Place, keeping_of
from roomflow.service.clock import SystemClock
from roomflow.store.journal import MeetingLine
from roomflow.store.keeping import kept_lines
from roomflow.store.sqlite import open_log

WORD: Final = "DISPOSE"


def dispose_here(folder: Path, meeting: int, reason: str) -> int:
    """Ask twice, dispose of a meeting, and say where something of it may still lie. The exit code."""
    at = SystemClock().read().at
    line = _line(folder, meeting)
    kept = keeping_of(meeting, kept_lines(folder))
    refuse(kept, at)
    name = f"“{line.name}” of {line.date}" if line.disposed_at is None else f"of {line.date}, disposed of before,"
    click.echo(f"Meeting {meeting}, {name} with {line.entries} entries and the head {line.head},")
    click.echo(f"and {len(kept.places)} files and copies of it that roomflow knows of, are removed for ever:")
    for place in kept.places:
        click.echo(f"  {_day(place)}  {place.path}{'' if place.is_there else '  (not found there now)'}")
    _ask("Type the number of the meeting to go on", str(meeting))
    _ask(f"Nothing of it can be brought back. Type {WORD} to remove it", WORD)
    _say(dispose(folder, meeting, at, reason))
    return 0


def compare_here(folder: Path, to: Path) -> int:
    """Write the comparison of all meetings of a folder as files and print their paths. The exit code."""
    with open_log(folder) as reader:
        for path in compare(reader, to):
            click.echo(str(path))
    return 0


def _line(folder: Path, meeting: int) -> MeetingLine:
    with open_log(folder) as reader:
        lines = {line.number: line for line in reader.meetings()}
    if meeting not in lines:
        raise ReportError(f"There is no meeting {meeting} in this log; it has {', '.join(map(str, lines)) or 'none'}.")
    return lines[meeting]


def _ask(question: str, wanted: str) -> None:
    if click.prompt(question, default="", show_default=False) != wanted:
        raise Stop("Nothing was removed.", 1)


def _say(done: Disposed) -> None:
    click.echo(f"Removed from the log, and {len(done.removed)} files and copies of it.")
    for place, why in done.left:
        click.echo(f"Not removed: {place.path}, made {_day(place)}: {why}.")


def _day(place: Place) -> str:
    import datetime as dt

    return f"{dt.datetime.fromtimestamp(place.at // 1000, dt.UTC):%Y-%m-%d %H:%M} UTC"
