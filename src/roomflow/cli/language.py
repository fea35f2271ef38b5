"""The language of what a command says: asked for, else that of the settings, else that of the system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from roomflow.reports.plain import Translate

SPOKEN: Final = ("en", "es")
_NAMED_BY: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of them that is set names the language of the system."""


def language_option(command: Any) -> Any:
    text = "The language of what is said and of the PDF; else that of the screens."
    return click.option("--language", type=click.Choice(SPOKEN), help=text)(command)


def language_of(asked: str | None) -> str:
    """The language that was asked for, or is set; English where that is none of ours."""
    from roomflow import paths
    from roomflow.computer import SYSTEM
    from roomflow.settings_file import read_settings

    wanted = asked or read_settings(paths.config_file()).settings.screens.language
    if wanted == SYSTEM:
        named = next((os.environ[name] for name in _NAMED_BY if os.environ.get(name)), "")
        wanted = named.partition("_")[0].partition(".")[0]
    return wanted if wanted in SPOKEN else SPOKEN[0]


def say_in(language: str) -> Translate:
    """What gives a text of the catalogue in a language."""
    from roomflow.tongues import Tongue

    return Tongue(language).text
