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
from roomflow.cli.errors import Stop, fault, in_words
from roomflow.cli.language import language_of, language_option, say_in
from roomflow.cli.network import pair, serve
from roomflow.cli.options import HEAD_EXAMPLE, data_option, example, log_folder, named_folder

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


class _Commands(click.Group):
    """Commands in the order a newcomer needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own would sort them
        return list(self.commands)


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=example("roomflow", "roomflow --data /srv/roomflow", "roomflow rehearse --seed 126"),
)
@data_option
@click.option("--quit-after", metavar="MS", type=click.IntRange(0, QUIT_AFTER_MS_MAX), hidden=True)
@click.version_option(__version__, prog_name="roomflow", message="%(prog)s %(version)s")
@click.pass_context
def roomflow(ctx: click.Context, data: Path | None, quit_after: int | None) -> int | None:
    """Rooms, doors and a fair line for packed public meetings.

    Without a command the desk opens. Where there is no display, the sample evening is played in the terminal.
    """
    ctx.obj = data
    if ctx.invoked_subcommand is not None:
        return None
    return _open_desk(named_folder(ctx, data), quit_after)


def _open_desk(data: Path | None, quit_after: int | None) -> int:
    from roomflow import app

    if app.display_available():
        # Nothing more is imported on this way: the window paints first.
        return app.run_desk(data, quit_after)
    with in_words():
        from roomflow.cli.rehearsing import Wanted, rehearse_here

        click.echo("There is no display here, so the window cannot open; this plays the sample evening instead.")
        return rehearse_here(Wanted(), SEED_DEFAULT, data=None, as_json=False)


@roomflow.command(
    epilog=example(
        "roomflow rehearse --seed 126",
        "roomflow rehearse --building hall.toml --people 300 --seeds 200",
        "roomflow rehearse --kind forty-rooms --seeds 20 --json",
    )
)
@click.option("--building", metavar="F.toml", type=click.Path(path_type=Path), help="The building; else the sample.")
@click.option("--evening", metavar="F.toml", type=click.Path(path_type=Path), help="The evening; else the sample.")
@click.option("--arrivals", metavar="F.csv", type=click.Path(path_type=Path), help="Who arrives; else the sample.")
@click.option(
    "--people", metavar="N", type=click.IntRange(0, PEOPLE_MAX), help="Draw so many people, in place of arrivals."
)
@click.option("--kind", metavar="NAME", type=click.Choice(KIND_NAMES), help=f"One of {', '.join(KIND_NAMES)}.")
@click.option(
    "--seed", metavar="N", type=click.IntRange(0, SEED_MAX), default=SEED_DEFAULT, help="All chance comes from it."
)
@click.option("--seeds", metavar="N", type=click.IntRange(1, SEEDS_MAX), help="Play so many seeds, and sum them up.")
@data_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of words.")
@click.pass_context
def rehearse(
    ctx: click.Context, /, seed: int, seeds: int | None, data: Path | None, as_json: bool, **named: Any
) -> int:
    """Play a whole evening through the real desk and log, as fast as it goes.

    Without --data in a temporary folder. A folder with real meetings is refused; a new one becomes a practice folder
    for ever. The same files and seed give the same log. Ends with 1 where a rule is broken, somebody is not accounted
    for, or somebody was overtaken without a reason.
    """
    with in_words():
        from roomflow.cli.rehearsing import Wanted, rehearse_here, rehearse_seeds_here

        folder = named_folder(ctx, data)
        if seeds is None:
            return rehearse_here(Wanted(**named), seed, folder, as_json)
        return rehearse_seeds_here(Wanted(**named), seed, seeds, folder, as_json)


@roomflow.command(epilog=example("roomflow verify", f"roomflow verify --data /srv/roomflow --head {HEAD_EXAMPLE}"))
@data_option
@click.option(
    "--head",
    metavar="HEAD",
    help="The head that was printed, with its blanks or without: finds a cut tail or a chain made again.",
)
@click.argument("more", nargs=-1, metavar="")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object in place of words.")
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
    """Read the log again: its chain, its sums, and every rule at every entry.

    Ends with 1 and names the first bad entry where something is wrong.
    """
    if more and head is None:
        raise click.UsageError(f"Got unexpected extra argument ({more[0]})", ctx)
    with in_words(spoken := language_of(language)):
        from roomflow.cli.checking import verify_here
        from roomflow.cli.elsewhere import Elsewhere

        whole = None if head is None else "".join((head, *more))
        elsewhere = Elsewhere(log_folder(ctx, data), "verify", () if whole is None else ("--head", whole))
        return verify_here(elsewhere, whole, as_json, say_in(spoken))


@roomflow.command(
    epilog=example("roomflow export --to minutes", "roomflow export --to minutes --format pdf --meeting 2")
)
@data_option
@click.option("--to", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The folder for the files.")
@click.option("--meeting", metavar="N", type=click.IntRange(1), help="The meeting's number; else the last one.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(EXPORT_FORMATS),
    multiple=True,
    default=("csv",),
    help="The format of the files; may be given more than once. CSV where none is.",
)
@click.option("--members", metavar="TEXT", default="", help="Members of the body present, for the report.")
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
    """Write the record of a meeting as files, and print their paths: figures, tables, the log, the PDF.

    Nothing private is in them: no ticket code, no need of an accessible place. Works while the desk runs.
    """
    with in_words(spoken := language_of(language)):
        from roomflow.cli.elsewhere import Elsewhere
        from roomflow.cli.exporting import export_here
        from roomflow.reports.export import Wanted

        named = tuple(word for each in formats for word in ("--format", each))
        elsewhere = Elsewhere(log_folder(ctx, data), "export", ("--to", str(to), *named))
        return export_here(elsewhere, Wanted(to, formats, members, spoken), meeting, say_in(spoken))


@roomflow.command("export-job", hidden=True)
def export_job() -> int:
    """Do the export that a window wrote to stdin, and tell it each step."""
    with in_words():
        from roomflow.cli.export_job import job_here

        return job_here(sys.stdin.read(), click.echo)


@roomflow.command(epilog=example("roomflow compare --to year"))
@data_option
@click.option("--to", metavar="DIR", required=True, type=click.Path(path_type=Path), help="The folder for the files.")
@language_option
@click.pass_context
def compare(ctx: click.Context, data: Path | None, to: Path, language: str | None) -> int:
    """Write all meetings of a log side by side, as a table and a workbook with a chart."""
    with in_words(language_of(language)):
        from roomflow.cli.elsewhere import Elsewhere
        from roomflow.cli.keeping import compare_here

        return compare_here(Elsewhere(log_folder(ctx, data), "compare", ("--to", str(to))), to)


roomflow.add_command(serve)
roomflow.add_command(pair)


@roomflow.command("open", epilog=example("roomflow open /media/stick/2026-01-13-meeting-1-log.db"))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--meeting", metavar="N", type=click.IntRange(1), help="The meeting's number; else the last one.")
@click.option("--quit-after", metavar="MS", type=click.IntRange(0, QUIT_AFTER_MS_MAX), hidden=True)
@language_option
def open_evening(file: Path, meeting: int | None, quit_after: int | None, language: str | None) -> int:
    """Show an evening out of any copy of a log, read-only, with all reports.

    FILE is a copy of a log, or a folder with one.
    """
    with in_words(language_of(language)):
        from roomflow import app
        from roomflow.cli.errors import Stop
        from roomflow.sentences import sentence as _
        from roomflow.store.sqlite import open_log

        with open_log(file):
            pass  # what is no log is told here, in the terminal
        if not app.display_available():
            raise Stop(_("There is no display here; “roomflow export --data DIR” writes the same reports as files."))
        return app.run_evening(file, meeting, quit_after)


@roomflow.command(epilog=example('roomflow dispose --meeting 3 --reason "Retention schedule 12.4, clerk"'))
@data_option
@click.option("--meeting", metavar="N", required=True, type=click.IntRange(1), help="The meeting's number.")
@click.option("--reason", metavar="TEXT", required=True, help="By which rule, and who says so; it stays written down.")
@language_option
@click.pass_context
def dispose(ctx: click.Context, data: Path | None, meeting: int, reason: str, language: str | None) -> int:
    """Remove every byte of a meeting from the log and from every file and copy that can be reached.

    Asks twice. Refused under a legal hold, before the period it is kept for is over, and while a desk is open. Its
    number, date, head and this disposal stay written down.
    """
    with in_words(spoken := language_of(language)):
        from roomflow.cli.keeping import dispose_here

        return dispose_here(log_folder(ctx, data), meeting, reason, say_in(spoken))


@roomflow.command(epilog=example("roomflow doctor"))
@data_option
@language_option
@click.pass_context
def doctor(ctx: click.Context, data: Path | None, language: str | None) -> int:
    """Say what this computer has: Qt, SQLite, the log folder, free disk, a display."""
    from roomflow import app
    from roomflow.cli.checking import doctor_here

    return doctor_here(log_folder(ctx, data), app.display_available(), say_in(language_of(language)))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code. Every error is one sentence on stderr."""
    try:
        result = roomflow.main(arguments, prog_name="roomflow", standalone_mode=False)
        sys.stdout.flush()
    except Stop as stop:
        return _say(stop.sentence, stop.code)
    except click.Abort:
        return _say("Stopped.", 1)
    except click.ClickException as error:
        return _say(_click_sentence(error), 2)
    except BrokenPipeError:
        # Whoever read us has read enough (`roomflow rehearse | head`); nothing may be written at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - one of the three doors: a bug, told in a sentence
        return _say(fault(error), 1)
    return result if isinstance(result, int) else 0


def _say(sentence: str, code: int) -> int:
    click.echo(sentence, err=True)
    return code


def _click_sentence(error: click.ClickException) -> str:
    sentence = " ".join(error.format_message().split())
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "roomflow"
    return f"{sentence.rstrip('.')}. “{command} --help” says more."
