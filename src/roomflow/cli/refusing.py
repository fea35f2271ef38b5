"""What a person reads when words of the command line are not understood: click's refusals as sentences of ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import click

from roomflow.cli.language import language_in, language_of, say_in

EXTRA: Final = "Got unexpected extra argument"
"""How click begins to say that there are words too many: it has no class for it."""

NO_VALUE: Final = "does not take a value"


def refusal(error: click.ClickException, words: Sequence[str]) -> str:
    """The sentence of a refusal, and the command that says more, in the language that `words` ask for."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context is not None else "roomflow"
    return _said(_("{refusal} “{command} --help” says more.", refusal=_sentence(error), command=command), words)


def stopped(words: Sequence[str]) -> str:
    """What is said where a person stopped it."""
    return _said(_("Stopped."), words)


def _said(sentence: str, words: Sequence[str]) -> str:
    from roomflow.sentences import said

    return said(sentence, say_in(language_of(language_in(words))))


def _(template: str, **values: Any) -> str:
    from roomflow.sentences import sentence  # not before something is refused: `--help` reads nothing

    return sentence(template, **values)


def _sentence(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            meant = ", ".join(sorted(error.possibilities or ()))
            if meant:
                return _("There is no option {option} here; is {meant} meant?", option=error.option_name, meant=meant)
            return _("There is no option {option} here.", option=error.option_name)
        case click.BadOptionUsage():
            if NO_VALUE in error.message:
                return _("{option} stands alone; it takes nothing behind a “=”.", option=error.option_name)
            return _("{option} needs a word behind it.", option=error.option_name)
        case click.MissingParameter():
            return _missing(error)
        case click.BadParameter():
            return _bad(error)
        case _ if error.message.startswith(EXTRA):
            words = error.message.partition("(")[2].rpartition(")")[0]
            return _("“{words}” is too much here.", words=words)
        case _:
            return _plain(error.message)


def _plain(message: str) -> str:
    """What click says in English, on one line with its full stop; a sentence of ours as it is."""
    from roomflow.sentences import Sentence

    return message if isinstance(message, Sentence) else f"{' '.join(message.split()).rstrip('.')}."


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    return parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.metavar or parameter.name)


def _missing(error: click.MissingParameter) -> str:
    name = _name(error.param)
    if error.param is not None and isinstance(error.param.type, click.Choice):
        return _("{name} is missing; it is one of {choices}.", name=name, choices=", ".join(error.param.type.choices))
    return _("{name} is missing.", name=name)


def _bad(error: click.BadParameter) -> str:
    name = _name(error.param)
    match None if error.param is None else error.param.type:
        case click.Choice(choices=choices):
            return _("{name} is one of {choices}.", name=name, choices=", ".join(choices))
        case click.IntRange(min=low, max=None):
            return _("{name} is a whole number from {low} on.", name=name, low=low)
        case click.IntRange(min=low, max=high):
            return _("{name} is a whole number from {low} to {high}.", name=name, low=low, high=high)
        case _:
            return _("{name}: {why}", name=name, why=_plain(error.message))
