"""The commands `verify` and `export`: what they read, print and end with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from roomflow.cli.elsewhere import Elsewhere
from roomflow.cli.errors import Stop
from roomflow.quiet_collector import nothing_thrown_away
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.files import ReportError, no_such_meeting
from roomflow.reports.keeping import exported
from roomflow.reports.plain import Translate
from roomflow.reports.printed_head import read_head
from roomflow.reports.verify import Report, verify
from roomflow.sentences import said
from roomflow.sentences import sentence as _
from roomflow.service.clock import SystemClock
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import keep
from roomflow.store.sqlite import Reader, open_reader

FINDINGS_SHOWN_MAX: Final = 20
WIDTH: Final = 12
"""Of the names before what was found."""


@contextmanager
def _reading(folder: Path) -> Iterator[Reader]:
    """The log of a folder; one that was damaged in its structure, where no single entry can be named, is a finding."""
    try:
        with open_reader(folder) as reader:
            yield reader
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Stop(
            _("The log in the folder {folder} is damaged: its tables or views are not those of a log.", folder=folder),
            1,
        ) from error


def verify_here(elsewhere: Elsewhere, head: str | None, as_json: bool, say: Translate) -> int:
    """Verify the log of a folder and print what was found. The exit code."""
    with elsewhere.or_there(), _reading(elsewhere.folder) as reader:
        report = verify(reader, head=head)
    click.echo(json_text(report.as_dict()) if as_json else "\n".join(_words(report, say)))
    if report.first_bad is not None:
        first, more = report.first_bad, len(report.findings) - 1
        if head is not None and not report.found:
            first = elsewhere.sentence(first, head=read_head(head))
        raise Stop(first if not more else _("{first} ({more} more findings)", first=first, more=more), code=1)
    if as_json and report.note is not None:
        click.echo(said(report.note, say), err=True)
    return 0


def _words(report: Report, say: Translate) -> list[str]:
    rows = {
        _("entries"): str(report.entries),
        _("chain"): _("whole") if report.chain else _("BROKEN, or not the one of that head"),
        _("fold"): _("agrees with the views") if report.fold else _("DISAGREES"),
        _("violations"): str(report.violations),
        _("head"): report.head,
    }
    lines = [f"{said(name, say):<{WIDTH}}{said(value, say)}" for name, value in rows.items()]
    lines += [f"  {said(sentence, say)}" for sentence in report.findings[1 : FINDINGS_SHOWN_MAX + 1]]
    lines += [said(sentence, say) for sentence in report.otherwise[: FINDINGS_SHOWN_MAX + 1]]
    return lines if report.note is None else [*lines, said(report.note, say)]


@nothing_thrown_away()
def export_here(elsewhere: Elsewhere, wanted: Wanted, meeting: int | None, say: Translate) -> int:
    """Write the files of one meeting and print their paths, and what the line got for a person. The exit code."""
    folder = elsewhere.folder
    with elsewhere.or_there(meeting), _reading(folder) as reader:
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


def json_text(value: object) -> str:
    """One JSON object on one line, as every command prints it."""
    return json.dumps(value, ensure_ascii=False)


def doctor_here(folder: Path, display: bool, say: Translate) -> int:
    """What this computer has, a line each."""
    from roomflow import paths
    from roomflow.reports.doctor import findings
    from roomflow.settings_file import read_settings

    lines = findings(folder, display, read_settings(paths.config_file()).settings)
    named = [(f"{said(name, say)}:", said(found, say)) for name, found in lines]
    wide = max(len(name) for name, _found in named) + 1
    for name, found in named:
        click.echo(f"{name:<{wide}}{found}")
    return 0
