"""The window as one that speaks: what is said in it and in browsers alike is said by `roomflow.choices`."""

from __future__ import annotations

from typing import Final

from roomflow.desktop.basis.words import WORDS
from roomflow.domain.building import SpacePlan


class _InTheWindow:
    """Texts in the language of the screens; a space has its name of the log, whatever the language."""

    def text(self, message: str) -> str:
        return WORDS.text(message)

    def plural(self, singular: str, plural: str, count: int) -> str:
        return WORDS.plural(singular, plural, count)

    def name(self, plan: SpacePlan) -> str:
        return plan.name


IN_THE_WINDOW: Final = _InTheWindow()
