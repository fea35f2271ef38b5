"""The command `export`: what it reads, writes, prints and ends with."""

from __future__ import annotations

import click

from roomflow.cli.elsewhere import Elsewhere
from roomflow.cli.errors import Stop
from roomflow.cli.reading import reading
from roomflow.quiet_collector import nothing_thrown_away
from roomflow.reports.export import Wanted, export, read_record
from roomflow.reports.fairness import ALREADY_COUNTED, FIRST_CLAIM, SPEAKER, TOO_LARGE, Fairness
from roomflow.reports.files import ReportError, no_such_meeting
from roomflow.reports.keeping import exported
from roomflow.reports.plain import KEPT, Translate
from roomflow.sentences import Sentence, said, sentence
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
    click.echo(said(_in_words(record.fairness), say), err=True)
    return 0


def _in_words(fairness: Fairness) -> str:
    """What the line got, with the reasons as a person says them; the files have them as the log writes them."""
    summary = fairness.summary
    if not isinstance(summary, Sentence) or not fairness.reasons:
        return summary
    words = {f"reason_{place}": _reason(reason) for place, reason in enumerate(fairness.reasons)}
    listed = ", ".join(f"{{{name}}} {times}" for name, times in zip(words, fairness.reasons.values(), strict=True))
    return sentence(summary.template, **{**summary.values, "named": sentence(f" ({listed})", **words)})


def _reason(reason: str) -> str:
    """A reason of a pass: ours, or one of the list by which something goes past a rule."""
    return {
        TOO_LARGE: _("too large"),
        KEPT: _("places kept for who needs them"),
        FIRST_CLAIM: _("those seated elsewhere first"),
        ALREADY_COUNTED: _("already counted"),
        "accessible-need": _("accessible need"),
        "fire-official": _("fire official"),
        "room-changed": _("room changed"),
        "sign-misread": _("sign misread"),
        "safety": _("safety"),
        "press": _("press"),
        SPEAKER: _("speaker"),
        "other": _("another reason"),
    }.get(reason, reason)
