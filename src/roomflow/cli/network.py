"""The commands `serve` and `pair`: what they take and say. Nothing of the web part is read before one is used."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

from roomflow.cli import command_help
from roomflow.cli.errors import in_words
from roomflow.cli.language import language_of, say_in
from roomflow.cli.options import FILE, data_option, example, language_option, log_folder, named_folder
from roomflow.cli.spoken import SpokenCommand
from roomflow.cli.spoken import text as _

ROLES: Final = ("door", "desk", "display", "clerk")
PORT_HELP: Final = _("The staff's port; the one behind it is the public's.")


@click.command(
    cls=SpokenCommand,
    help=command_help.SERVE,
    epilog=example("roomflow serve --host 192.168.1.20", "roomflow serve --practice"),
)
@data_option
@click.option(
    "--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help=_("The one address to serve at.")
)
@click.option("--port", metavar="N", type=click.IntRange(0, 65_534), default=8126, show_default=True, help=PORT_HELP)
@click.option("--tls-cert", metavar="F.pem", type=FILE, help=_("Your own certificate."))
@click.option("--tls-key", metavar="F.pem", type=FILE, help=_("Its key."))
@click.option("--tickets", is_flag=True, help=_("Serve each ticket its own page."))
@click.option("--practice", is_flag=True, help=_("A practice evening in the sample building, in the practice folder."))
@language_option
@click.pass_context
def serve(ctx: click.Context, /, data: Path | None, practice: bool, language: str | None, **named: Any) -> int:
    with in_words(spoken := language_of(language)):
        from roomflow.cli.serving import serve_named

        return serve_named(log_folder(ctx, data), named_folder(ctx, data), practice, named, say_in(spoken))


@click.command(
    cls=SpokenCommand,
    help=command_help.PAIR,
    epilog=example('roomflow pair --role door --space "Hearing Room" --json'),
)
@data_option
@click.option(
    "--role", type=click.Choice(("door", "desk", "display", "clerk")), required=True, help=_("What it is for.")
)
@click.option("--space", metavar="S", help=_("The room of a door."))
@click.option("--door", metavar="D", help=_("The door, where the room has several."))
@click.option("--name", metavar="TEXT", help=_("How the desk lists it."))
@click.option("--meeting", metavar="N", type=click.IntRange(1), help=_("The meeting's number; else the last one."))
@click.option("--practice", is_flag=True, help=_("With the server of the practice folder."))
@click.option("--json", "as_json", is_flag=True, help=_("Print a token at once, as one JSON object."))
@language_option
@click.pass_context
def pair(
    ctx: click.Context, /, data: Path | None, practice: bool, as_json: bool, language: str | None, **wanted: Any
) -> int:
    with in_words(spoken := language_of(language)):
        from roomflow.cli.serving import pair_named

        return pair_named(log_folder(ctx, data), practice, wanted, say_in(spoken), spoken, as_json=as_json)
