"""The commands `verify` and `doctor`: what they read, print and end with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from roomflow.cli.elsewhere import Elsewhere
from roomflow.cli.errors import Stop
from roomflow.cli.reading import DAMAGE, reading
from roomflow.reports.plain import Translate, shown
from roomflow.reports.printed_head import read_head
from roomflow.reports.verify import Report, verify
from roomflow.sentences import said
from roomflow.sentences import sentence as _
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import LOG_NAME, open_reader

FINDINGS_SHOWN_MAX: Final = 20
LOG_FOLDER: Final = "log folder"
"""The line of the folder, behind which stands what lies in it."""
WIDTH: Final = 12
"""Of the names before what was found."""


def verify_here(elsewhere: Elsewhere, head: str | None, as_json: bool, say: Translate) -> int:
    """Verify the log of a folder and print what was found. The exit code."""
    with elsewhere.or_there(), reading(elsewhere.folder) as reader:
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


def json_text(value: object) -> str:
    """One JSON object on one line, as every command prints it."""
    return json.dumps(value, ensure_ascii=False)


def doctor_here(folder: Path, display: bool, say: Translate) -> int:
    """What this computer has, a line each."""
    from roomflow import paths
    from roomflow.reports.doctor import findings
    from roomflow.settings_file import read_settings

    lines = findings(folder, display, read_settings(paths.config_file()).settings)
    at = next(place for place, (name, _found) in enumerate(lines) if name == LOG_FOLDER) + 1
    lines[at:at] = [(_("log"), _log(folder))]
    named = [(f"{said(name, say)}:", said(found, say)) for name, found in lines]
    wide = max(len(name) for name, _found in named) + 1
    for name, found in named:
        click.echo(f"{name:<{wide}}{found}")
    return 0


def _log(folder: Path) -> str:
    """What lies in the log folder, without reading the meetings through: that is for `verify`."""
    path = folder / LOG_NAME
    if path.is_dir():
        return _("{path} is a folder, and no log of roomflow.", path=path)
    if not path.is_file() or not path.stat().st_size:
        return _("none yet.")
    try:
        with open_reader(folder) as reader:
            meetings = reader.meetings()
    except StoreProblem as problem:
        return problem.sentence
    except DAMAGE:
        return _("{path} is damaged: its tables or views are not those of a log.", path=path)
    if not meetings:
        return _("no meeting in it yet.")
    values = {"n": len(meetings), "date": shown(meetings[-1].date)}
    if meetings[-1].practice:
        return _("practice evenings: {n}, the last of {date}.", **values)
    return _("meetings: {n}, the last of {date}.", **values)
