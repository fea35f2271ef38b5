"""The language of what a command says: asked for, else that of the settings, else that of the system."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from roomflow.reports.plain import Translate

SPOKEN: Final = ("en", "es")
OPTION: Final = "--language"
_NAMED_BY: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The first of them that is set names the language of the system."""


def language_in(words: Sequence[str]) -> str | None:
    """The language that is asked for in the words as they were typed, before click has looked at them."""
    for at, word in enumerate(words):
        name, is_, value = word.partition("=")
        if name == OPTION:
            asked = value if is_ else next(iter(words[at + 1 : at + 2]), "")
            return asked if asked in SPOKEN else None
    return None


def language_of_system() -> str:
    """That of the terminal; English where it is none of ours."""
    named = next((os.environ[name] for name in _NAMED_BY if os.environ.get(name)), "")
    wanted = named.partition("_")[0].partition(".")[0]
    return wanted if wanted in SPOKEN else SPOKEN[0]


def language_of(asked: str | None) -> str:
    """The language that was asked for, or is set; English where that is none of ours."""
    from roomflow import paths
    from roomflow.computer import SYSTEM
    from roomflow.settings_file import read_settings

    wanted = asked or read_settings(paths.config_file()).settings.screens.language
    if wanted == SYSTEM:
        return language_of_system()
    return wanted if wanted in SPOKEN else SPOKEN[0]


def say_in(language: str) -> Translate:
    """What gives a text of the catalogue in a language."""
    if language == SPOKEN[0]:
        return str  # the texts are in English: nothing is read
    from roomflow.tongues import Tongue

    return Tongue(language).text
