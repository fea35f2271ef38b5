"""The words of the command line: what each command takes, says and ends with. The work is done elsewhere.

Exit codes: 0 done, 1 a check found something (or a fault of roomflow itself), 2 it cannot be done as asked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from roomflow import __version__
from roomflow.cli import command_help
from roomflow.cli.errors import Stop, fault, in_words, with_names_cut
from roomflow.cli.language import language_of, say_in
from roomflow.cli.network import pair, serve
from roomflow.cli.options import (
    FILE,
    FILE_OR_FOLDER,
    HEAD_EXAMPLE,
    as_folder,
    data_option,
    example,
    folder_in_use,
    language_option,
    log_folder,
    named_folder,
    to_option,
)  # fmt: skip
from roomflow.cli.refusing import EXTRA, refusal, stopped
from roomflow.cli.spoken import Asked, SpokenGroup, asked_of
from roomflow.cli.spoken import text as _

SEED_DEFAULT: Final = 126
SEED_MAX: Final = 2**63 - 1
SEEDS_MAX: Final = 100_000
PEOPLE_MAX: Final = 100_000
KIND_NAMES: Final = (
    "one-room", "forty-rooms", "no-overflow", "room-of-one", "five-thousand", "nobody", "sixes", "accessible",
)  # fmt: skip
"""The kinds of rehearsal/kinds.py, named here so that `--help` reads nothing of it."""
QUIT_AFTER_MS_MAX: Final = 3_600_000
EXPORT_FORMATS: Final = ("csv", "xlsx", "pdf", "json", "sqlite", "all")
"""As reports/export.py knows them, which is read only when something is exported."""


@click.group(
    cls=SpokenGroup,
    help=command_help.ROOMFLOW,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example("roomflow", "roomflow --data /srv/roomflow", "roomflow rehearse --seed 126"),
)
@data_option
@click.option("--quit-after", metavar="MS", type=click.IntRange(0, QUIT_AFTER_MS_MAX), hidden=True)
@click.version_option(__version__, prog_name="roomflow", message="%(prog)s %(version)s")
@click.pass_context
def roomflow(ctx: click.Context, data: Path | None, quit_after: int | None) -> int | None:
    asked_of(ctx).data = data
    if ctx.invoked_subcommand is not None:
        return None
    return _open_desk(named_folder(ctx, data), quit_after)


def _open_desk(data: Path | None, quit_after: int | None) -> int:
    from roomflow import app

    if app.display_available():
        # Nothing more is imported on this way: the window paints first.
        return app.run_desk(data, quit_after)
    with in_words(spoken := language_of(None)):
        from roomflow.cli.rehearsing import Wanted, rehearse_here

        absent = _("There is no display here, so the window cannot open; this plays the sample evening instead.")
        click.echo(say_in(spoken)(absent))
        return rehearse_here(Wanted(), SEED_DEFAULT, None, False, spoken)


@roomflow.command(
    help=command_help.REHEARSE,
    epilog=example(
        "roomflow rehearse --seed 126",
        "roomflow rehearse --building hall.toml --people 300 --seeds 200",
        "roomflow rehearse --kind forty-rooms --seeds 20 --json",
    ),
)
@click.option("--building", metavar="F.toml", type=FILE, help=_("The building; else the sample."))
@click.option("--evening", metavar="F.toml", type=FILE, help=_("The evening; else the sample."))
@click.option("--arrivals", metavar="F.csv", type=FILE, help=_("Who arrives; else the sample."))
@click.option(
    "--people", metavar="N", type=click.IntRange(0, PEOPLE_MAX), help=_("Draw so many people, in place of arrivals.")
)
@click.option(
    "--kind", metavar="NAME", type=click.Choice(KIND_NAMES), help=_("A strange evening in place of the sample.")
)
@click.option(
    "--seed", metavar="N", type=click.IntRange(0, SEED_MAX), default=SEED_DEFAULT, help=_("All chance comes from it.")
)
@click.option("--seeds", metavar="N", type=click.IntRange(1, SEEDS_MAX), help=_("Play so many seeds, and sum them up."))
@data_option
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object in place of words."))
@language_option
@click.pass_context
def rehearse(
    ctx: click.Context,
    /,
    seed: int,
    seeds: int | None,
    data: Path | None,
    as_json: bool,
    language: str | None,
    **named: Any,
) -> int:
    with in_words(spoken := language_of(language)):
        from roomflow.cli.rehearsing import Wanted, rehearse_here, rehearse_seeds_here

        folder = named_folder(ctx, data)
        if folder is not None:
            as_folder(folder)
        if seeds is None:
            return rehearse_here(Wanted(**named), seed, folder, as_json, spoken)
        return rehearse_seeds_here(Wanted(**named), seed, seeds, folder, as_json, spoken)


@roomflow.command(
    help=command_help.VERIFY,
    epilog=example("roomflow verify", f"roomflow verify --data /srv/roomflow --head {HEAD_EXAMPLE}"),
)
@data_option
@click.option(
    "--head",
    metavar="HEAD",
    help=_("The head that was printed, with its blanks or without: finds a cut tail or a chain made again."),
)
@click.argument("more", nargs=-1, metavar="")
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON object in place of words."))
@language_option
@click.pass_context
def verify(
    ctx: click.Context,
    data: Path | None,
    head: str | None,
    more: tuple[str, ...],
    as_json: bool,
    language: str | None,
) -> int:
    if more and head is None:
        raise click.UsageError(f"{EXTRA} ({more[0]})", ctx)
    with in_words(spoken := language_of(language)):
        from roomflow.cli.checking import verify_here
        from roomflow.cli.elsewhere import Elsewhere

        whole = None if head is None else "".join((head, *more))
        elsewhere = Elsewhere(log_folder(ctx, data), "verify", () if whole is None else ("--head", whole))
        return verify_here(elsewhere, whole, as_json, say_in(spoken))


@roomflow.command(
    help=command_help.EXPORT,
    epilog=example("roomflow export --to minutes", "roomflow export --to minutes --format pdf --meeting 2"),
)
@data_option
@to_option
@click.option("--meeting", metavar="N", type=click.IntRange(1), help=_("The meeting's number; else the last one."))
@click.option(
    "--format",
    "formats",
    type=click.Choice(EXPORT_FORMATS),
    multiple=True,
    default=("csv",),
    help=_("The format of the files; may be given more than once. CSV where none is."),
)
@click.option("--members", metavar="TEXT", default="", help=_("Members of the body present, for the report."))
@language_option
@click.pass_context
def export(
    ctx: click.Context,
    data: Path | None,
    to: Path,
    meeting: int | None,
    formats: tuple[str, ...],
    members: str,
    language: str | None,
) -> int:
    with in_words(spoken := language_of(language)):
        from roomflow.cli.elsewhere import Elsewhere
        from roomflow.cli.exporting import export_here
        from roomflow.reports.export import Wanted

        named = tuple(word for each in formats for word in ("--format", each))
        elsewhere = Elsewhere(log_folder(ctx, data), "export", ("--to", str(to), *named))
        return export_here(elsewhere, Wanted(as_folder(to), formats, members, spoken), meeting, say_in(spoken))


@roomflow.command("export-job", hidden=True)
def export_job() -> int:
    """Do the export that a window wrote to stdin, and tell it each step."""
    with in_words():
        from roomflow.cli.export_job import job_here

        return job_here(sys.stdin.read(), click.echo)


@roomflow.command(help=command_help.COMPARE, epilog=example("roomflow compare --to year"))
@data_option
@to_option
@language_option
@click.pass_context
def compare(ctx: click.Context, data: Path | None, to: Path, language: str | None) -> int:
    with in_words(language_of(language)):
        from roomflow.cli.elsewhere import Elsewhere
        from roomflow.cli.keeping import compare_here

        return compare_here(Elsewhere(log_folder(ctx, data), "compare", ("--to", str(to))), as_folder(to))


roomflow.add_command(serve)
roomflow.add_command(pair)


@roomflow.command(
    "open",
    help=command_help.OPEN,
    epilog=example("roomflow open /media/stick/2026-01-13-meeting-1-log.db"),
)
@click.argument("file", metavar="FILE", type=FILE_OR_FOLDER)
@click.option("--meeting", metavar="N", type=click.IntRange(1), help=_("The meeting's number; else the last one."))
@click.option("--quit-after", metavar="MS", type=click.IntRange(0, QUIT_AFTER_MS_MAX), hidden=True)
@language_option
def open_evening(file: Path, meeting: int | None, quit_after: int | None, language: str | None) -> int:
    with in_words(language_of(language)):
        from roomflow import app
        from roomflow.cli.keeping import check_evening
        from roomflow.sentences import sentence

        check_evening(file, meeting)  # what is no log, or has no such meeting, is told here, in the terminal
        if not app.display_available():
            absent = _("There is no display here; “roomflow export --data DIR” writes the same reports as files.")
            raise Stop(sentence(absent))
        return app.run_evening(file, meeting, quit_after)


@roomflow.command(
    help=command_help.DISPOSE,
    epilog=example('roomflow dispose --meeting 3 --reason "Retention schedule 12.4, clerk"'),
)
@data_option
@click.option("--meeting", metavar="N", required=True, type=click.IntRange(1), help=_("The meeting's number."))
@click.option(
    "--reason", metavar="TEXT", required=True, help=_("By which rule, and who says so; it stays written down.")
)
@language_option
@click.pass_context
def dispose(ctx: click.Context, data: Path | None, meeting: int, reason: str, language: str | None) -> int:
    with in_words(spoken := language_of(language)):
        from roomflow.cli.keeping import dispose_here

        return dispose_here(log_folder(ctx, data), meeting, reason, say_in(spoken))


@roomflow.command(help=command_help.DOCTOR, epilog=example("roomflow doctor"))
@data_option
@language_option
@click.pass_context
def doctor(ctx: click.Context, data: Path | None, language: str | None) -> int:
    with in_words(spoken := language_of(language)):
        from roomflow import app
        from roomflow.cli.checking import doctor_here

        return doctor_here(folder_in_use(ctx, data), app.display_available(), say_in(spoken))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Every error is one sentence on stderr."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = roomflow.main(words, prog_name="roomflow", standalone_mode=False, obj=Asked(words))
        sys.stdout.flush()
    except Stop as stop:
        return _say(stop.sentence, stop.code)
    except click.Abort:
        return _say(stopped(words), 1)
    except click.ClickException as error:
        return _say(refusal(error, words), 2)
    except BrokenPipeError:
        # Whoever read us has read enough (`roomflow rehearse | head`); nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - one of the three doors: a bug, told in a sentence
        return _say(fault(error), 1)
    return result if isinstance(result, int) else 0


def _say(sentence: str, code: int) -> int:
    click.echo(with_names_cut(sentence), err=True)
    return code
