"""The command `export`: what it reads, writes, prints and ends with."""

from __future__ import annotations

import click

from roomflow.cli.elsewhere import Elsewhere
from roomflow.cli.errors import Stop
from roomflow.cli.reading import reading
from roomflow.quiet_collector import nothing_thrown_away
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.files import ReportError, no_such_meeting
from roomflow.reports.keeping import exported
from roomflow.reports.plain import Translate
from roomflow.sentences import said
from roomflow.sentences import sentence as _
from roomflow.service.clock import SystemClock
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import keep


@nothing_thrown_away()
def export_here(elsewhere: Elsewhere, wanted: Wanted, meeting: int | None, say: Translate) -> int:
    """Write the files of one meeting and print their paths, and what the line got for a person. The exit code."""
    folder = elsewhere.folder
    with elsewhere.or_there(meeting), reading(folder) as reader:
        numbers = [line.number for line in reader.meetings()]
        if not numbers:
            raise Stop(
                elsewhere.sentence(_("There is no meeting in the log of the folder {folder}.", folder=folder), meeting)
            )
        chosen = numbers[-1] if meeting is None else meeting
        if chosen not in numbers:
            raise Stop(elsewhere.sentence(no_such_meeting(chosen, numbers), chosen))
        if chosen in reader.disposed():
            raise Stop(_("Meeting {number} was disposed of; nothing of it is left.", number=chosen))
        if meeting is None and len(numbers) > 1:
            words = _(
                "This is meeting {number}, the last of {all}; --meeting N writes another.",
                number=chosen,
                all=len(numbers),
            )
            click.echo(said(words, say), err=True)
        try:
            record = read_record(reader, chosen)
        except ReportError as error:
            raise Stop(error.sentence, 1) from error
        written = export(reader, record, wanted)
    for each in written:
        click.echo(str(each.path))
    try:
        at = SystemClock().read().at
        for each in written:
            keep(folder, exported(at, chosen, each.path, each.format, each.sha256))
    except StoreProblem as problem:
        words = _("That these files were made is not kept in mind: {problem}", problem=problem.sentence)
        click.echo(said(words, say), err=True)
    click.echo(said(record.fairness.summary, say), err=True)
    return 0
