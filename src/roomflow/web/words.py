"""The words of the pages: one small object a language over the same catalogue as the screens."""

from __future__ import annotations

import gettext
from functools import cache
from typing import Final

from roomflow import assets
from roomflow.domain.building import SpacePlan
from roomflow.domain.refusals import Refusal

DOMAIN: Final = "roomflow"
LANGUAGES: Final = ("en", "es")


def _(message: str) -> str:
    """Marks a text for the catalogue; a tongue says it."""
    return message


class Tongue:
    """One language of the pages; a text that its catalogue lacks stays English."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue: gettext.NullTranslations = gettext.NullTranslations()
        if language != LANGUAGES[0]:
            self._catalogue = gettext.translation(DOMAIN, assets.resource("i18n"), languages=[language], fallback=True)

    def text(self, message: str) -> str:
        return self._catalogue.gettext(message) if message else message

    def plural(self, singular: str, plural: str, count: int) -> str:
        return self._catalogue.ngettext(singular, plural, count)

    def refusal(self, refusal: Refusal) -> str:
        """The sentence of a refusal."""
        return refusal.sentence(self.text)

    def of_space(self, plan: SpacePlan, key: str) -> str:
        """A word of a space (name, floor, directions) as the building says it in this language."""
        return plan.words.get(self.language, {}).get(key) or str(getattr(plan, key))


@cache
def tongue(language: str) -> Tongue:
    """The tongue of a language; English where there is none of it."""
    return Tongue(language if language in LANGUAGES else LANGUAGES[0])
