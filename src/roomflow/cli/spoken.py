"""Commands that say their help in the language that was asked for: their texts are in the catalogue like all others."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import click

from roomflow.cli.language import language_in, language_of_system, say_in

Say = Callable[[str], str]
EXAMPLE_INDENT: Final = 2


def text(message: str) -> str:
    """Marks a text for the catalogue, imported as `_`; it is said in a language where it is shown.

    Of its own, so that `--help` in English reads nothing but the command line.
    """
    return message


_ = text


class Asked:
    """What was typed as a whole: in which language the answer is to be, and the folder named before the command."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self.data: Path | None = None

    def say(self, message: str) -> str:
        """A text of the help. Its language is that of the words or of the system: help reads no settings."""
        return say_in(language_in(self.words) or language_of_system())(message)


def asked_of(ctx: click.Context) -> Asked:
    if not isinstance(ctx.obj, Asked):
        ctx.obj = Asked(())
    return ctx.obj


class SpokenCommand(click.Command):
    """A command whose help is said in a language; its epilog is its examples, a line each."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = asked_of(ctx).say
        words = {"[OPTIONS]": _("[OPTIONS]"), "[COMMAND] [ARGS]...": _("[COMMAND] [ARGS]...")}
        pieces = [say(words.get(piece, piece)) for piece in self.collect_usage_pieces(ctx) if piece]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=say(_("Usage:")) + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(asked_of(ctx).say(self.help))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        say = asked_of(ctx).say
        rows = [row for each in self.get_params(ctx) if isinstance(each, click.Option) for row in _row(each, ctx, say)]
        with formatter.section(say(_("Options"))):
            formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            with formatter.indentation():
                lines = [f"{'':{EXAMPLE_INDENT}}{line}" for line in inspect.cleandoc(self.epilog).splitlines()]
                formatter.write_text("\n".join(["\b", asked_of(ctx).say(_("Example:")), *lines]))


class SpokenGroup(SpokenCommand, click.Group):
    """Commands in the order a newcomer needs them."""

    command_class = SpokenCommand

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own would sort them
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        SpokenCommand.format_options(self, ctx, formatter)
        say = asked_of(ctx).say
        shown = {name: each for name, each in self.commands.items() if not each.hidden}
        with formatter.section(say(_("Commands"))):
            formatter.write_dl([(name, _first_sentence(say(each.help or ""))) for name, each in shown.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and name[:1].isalnum():
            import difflib

            from roomflow.sentences import sentence

            meant = ", ".join(difflib.get_close_matches(name, self.list_commands(ctx)))
            unknown = sentence(_("There is no command {name}."), name=name)
            if meant:
                unknown = sentence(_("There is no command {name}; is {meant} meant?"), name=name, meant=meant)
            raise click.UsageError(unknown, ctx)
        return super().resolve_command(ctx, args)


def _row(option: click.Option, ctx: click.Context, say: Say) -> Iterator[tuple[str, str]]:
    """The names of an option and its help, with what click knows of its values."""
    record = option.get_help_record(ctx)
    if record is None:
        return
    known = _of_click().get(option.help or "", option.help or "")
    extra: dict[str, Any] = dict(option.get_help_extra(ctx))
    named = [say(_("default: {value}")).format(value=extra["default"])] if "default" in extra else []
    named += [extra["range"]] if "range" in extra else []
    named += [", ".join(option.type.choices)] if option.metavar and isinstance(option.type, click.Choice) else []
    named += [say(_("required"))] if "required" in extra else []
    yield record[0], say(known) + (f"  [{'; '.join(named)}]" if named else "")


def _of_click() -> dict[str, str]:
    """The help of the two options that are click's own."""
    return {
        "Show this message and exit.": _("Show this message and exit."),
        "Show the version and exit.": _("Show the version and exit."),
    }


def _first_sentence(words: str) -> str:
    return words.partition("\n")[0]
