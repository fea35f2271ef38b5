"""The commands `dispose` and `compare`: what they ask, print and end with."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from roomflow.cli.elsewhere import Elsewhere
from roomflow.cli.errors import Stop
from roomflow.reports.comparison import compare
from roomflow.reports.disposal import Disposed, dispose, reason_to_keep, refuse
from roomflow.reports.files import ReportError, no_such_meeting
from roomflow.reports.keeping import Place, keeping_of
from roomflow.reports.plain import Translate
from roomflow.sentences import said
from roomflow.service.clock import SystemClock
from roomflow.store.journal import MeetingLine
from roomflow.store.keeping import kept_lines
from roomflow.store.sqlite import open_log, open_reader

WORD: Final = "DISPOSE"


def dispose_here(folder: Path, meeting: int, reason: str, _: Translate) -> int:
    """Ask twice, dispose of a meeting, and say where something of it may still lie. The exit code."""
    at = SystemClock().read().at
    reason_to_keep(reason)  # before anything is asked
    line = _line(folder, meeting)
    kept = keeping_of(meeting, kept_lines(folder))
    refuse(kept, at)
    if line.disposed_at is None:
        about = _("Meeting {number}, “{name}” of {date}, with {entries} entries and the head {head},")
    else:
        about = _("Meeting {number} of {date}, disposed of before, with {entries} entries and the head {head},")
    values = {"name": line.name, "date": line.date, "entries": line.entries, "head": line.head}
    click.echo(about.format(number=meeting, **values))
    known = _("and {n} files and copies of it that roomflow knows of, are removed for ever:")
    click.echo(known.format(n=len(kept.places)))
    for place in kept.places:
        click.echo(f"  {_day(place)}  {place.path}{'' if place.is_there else '  ' + _('(not found there now)')}")
    _ask(_("Type the number of the meeting to go on"), str(meeting), _)
    _ask(_("Nothing of it can be brought back. Type {word} to remove it").format(word=WORD), WORD, _)
    _say(dispose(folder, meeting, at, reason), _)
    return 0


def compare_here(elsewhere: Elsewhere, to: Path) -> int:
    """Write the comparison of all meetings of a folder as files and print their paths. The exit code."""
    with elsewhere.or_there(), open_reader(elsewhere.folder) as reader:
        if not reader.meetings():
            raise Stop(elsewhere.sentence(no_such_meeting(1, ())))
        for path in compare(reader, to):
            click.echo(str(path))
    return 0


def check_evening(place: Path, meeting: int | None) -> None:
    """Raise StoreProblem where a file or folder is no log, ReportError where it has no meeting of this number."""
    with open_log(place) as reader:
        numbers = [line.number for line in reader.meetings()]
    if meeting is not None and meeting not in numbers:
        raise ReportError(no_such_meeting(meeting, numbers))


def _line(folder: Path, meeting: int) -> MeetingLine:
    with open_reader(folder) as reader:
        lines = {line.number: line for line in reader.meetings()}
    if meeting not in lines:
        raise ReportError(no_such_meeting(meeting, lines))
    return lines[meeting]


def _ask(question: str, wanted: str, _: Translate) -> None:
    if click.prompt(question, default="", show_default=False) != wanted:
        raise Stop(_("Nothing was removed."), 1)


def _say(done: Disposed, _: Translate) -> None:
    click.echo(_("Removed from the log, and {n} files and copies of it.").format(n=len(done.removed)))
    for place, why in done.left:
        not_removed = _("Not removed: {path}, made {day}: {why}.")
        click.echo(not_removed.format(path=place.path, day=_day(place), why=said(why, _)))


def _day(place: Place) -> str:
    import datetime as dt

    return f"{dt.datetime.fromtimestamp(place.at // 1000, dt.UTC):%Y-%m-%d %H:%M} UTC"
