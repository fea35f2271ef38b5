"""The commands `verify` and `export`: what they read, print and end with."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from roomflow.cli.errors import Stop
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.files import ReportError
from roomflow.reports.keeping import exported
from roomflow.reports.verify import Report, verify
from roomflow.service.clock import SystemClock
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import keep
from roomflow.store.sqlite import Reader, open_reader

FINDINGS_SHOWN_MAX: Final = 20


@contextmanager
def _reading(folder: Path) -> Iterator[Reader]:
    """The log of a folder; one that was damaged in its structure, where no single entry can be named, is a finding."""
    try:
        with open_reader(folder) as reader:
            yield reader
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise Stop(
            f"The log in the folder {folder} is damaged: its tables or views are not those of a log.", 1
        ) from error


def verify_here(folder: Path, head: str | None, as_json: bool) -> int:
    """Verify the log of a folder and print what was found. The exit code."""
    with _reading(folder) as reader:
        report = verify(reader, head=head)
    click.echo(json_text(report.as_dict()) if as_json else "\n".join(_words(report)))
    if report.first_bad is not None:
        more = len(report.findings) - 1
        raise Stop(report.first_bad if not more else f"{report.first_bad} ({more} more findings)", code=1)
    if as_json and report.note is not None:
        click.echo(report.note, err=True)
    return 0


def _words(report: Report) -> list[str]:
    lines = [
        f"entries     {report.entries}",
        f"chain       {'whole' if report.chain else 'BROKEN, or not the one of that head'}",
        f"fold        {'agrees with the views' if report.fold else 'DISAGREES'}",
        f"violations  {report.violations}",
        f"head        {report.head}",
    ]
    lines += [f"  {sentence}" for sentence in report.findings[1 : FINDINGS_SHOWN_MAX + 1]]
    lines += report.otherwise[: FINDINGS_SHOWN_MAX + 1]
    return lines if report.note is None else [*lines, report.note]


def export_here(folder: Path, to: Path, meeting: int | None, formats: Sequence[str], members: str) -> int:
    """Write the files of one meeting and print their paths, and what the line got for a person. The exit code."""
    gc.disable()  # among the millions of cells of a long log there are no rings of garbage to be found
    with _reading(folder) as reader:
        numbers = [line.number for line in reader.meetings()]
        if not numbers:
            raise Stop(f"There is no meeting in the log of the folder {folder}.")
        chosen = numbers[-1] if meeting is None else meeting
        if chosen not in numbers:
            raise Stop(f"There is no meeting {chosen} in this log; it has {', '.join(map(str, numbers))}.")
        if chosen in reader.disposed():
            raise Stop(f"Meeting {chosen} was disposed of; nothing of it is left.")
        if meeting is None and len(numbers) > 1:
            click.echo(f"This is meeting {chosen}, the last of {len(numbers)}; --meeting N writes another.", err=True)
        try:
            record = read_record(reader, chosen)
        except ReportError as error:
            raise Stop(str(error), 1) from error
        written = export(reader, record, Wanted(to, formats, members))
    for each in written:
        click.echo(str(each.path))
    try:
        at = SystemClock().read().at
        for each in written:
            keep(folder, exported(at, chosen, each.path, each.format, each.sha256))
    except StoreProblem as problem:
        click.echo(f"That these files were made is not kept in mind: {problem.sentence}", err=True)
    click.echo(record.fairness.summary, err=True)
    return 0


def json_text(value: object) -> str:
    """One JSON object on one line, as every command prints it."""
    return json.dumps(value, ensure_ascii=False)
