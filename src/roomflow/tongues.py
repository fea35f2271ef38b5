"""The languages of the public screen side by side: each text in English and in Spanish, whatever the desk speaks."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

from roomflow import assets

if TYPE_CHECKING:
    from roomflow.domain.building import SpacePlan

DOMAIN: Final = "roomflow"
ENGLISH: Final = "en"
SPOKEN: Final = (ENGLISH, "es")
"""The languages of the public, in the order in which they stand and are spoken."""
BETWEEN: Final = " · "
Subject = TypeVar("Subject")


class Tongue:
    """One language: asks its catalogue, and says English where that has no text."""

    def __init__(self, language: str) -> None:
        self.language = language

    @cached_property
    def _catalogue(self) -> gettext.NullTranslations:
        """Read when the first text is asked for: a desk that starts says nothing to the public yet."""
        if self.language == ENGLISH:
            return gettext.NullTranslations()
        return gettext.translation(DOMAIN, assets.resource("i18n"), languages=[self.language], fallback=True)

    def text(self, message: str) -> str:
        return self._catalogue.gettext(message)

    def plural(self, singular: str, plural: str, count: int) -> str:
        return self._catalogue.ngettext(singular, plural, count)

    def both(self, singular: str, plural: str) -> tuple[str, str]:
        """What is said of one and of many, for a page that puts the number in by itself."""
        return self.plural(singular, plural, 1), self.plural(singular, plural, 2)

    def floor(self, plan: SpacePlan) -> str:
        """The floor of a space, as the building says it in this language."""
        return self._of(plan, "floor", plan.floor)

    def directions(self, plan: SpacePlan) -> str:
        return self._of(plan, "directions", plan.directions)

    def name(self, plan: SpacePlan) -> str:
        """The name of a space; a building may have one in each language."""
        return self._of(plan, "name", plan.name)

    def where(self, plan: SpacePlan) -> tuple[str, str]:
        """Where a space is, and the way: (“3rd floor, Room 326”, “left from the elevator”)."""
        directions = self.directions(plan)
        room, comma, way = directions.partition(",")
        if not comma:
            room, way = "", directions
        return ", ".join(part for part in (self.floor(plan), room.strip()) if part), way.strip()

    def _of(self, plan: SpacePlan, key: str, otherwise: str) -> str:
        return plan.words.get(self.language, {}).get(key) or otherwise


class Tongues:
    """All languages of the public."""

    def __init__(self) -> None:
        self.each = tuple(Tongue(language) for language in SPOKEN)
        self._always: dict[Callable[[Tongue], str], tuple[str, ...]] = {}
        self._of: dict[Callable[..., str], tuple[object, tuple[str, ...]]] = {}

    def say(self, words: Callable[[Tongue], str]) -> tuple[str, ...]:
        """The words in each language; a text that is the same in all of them is said once."""
        return tuple(dict.fromkeys(filter(None, map(words, self.each))))

    def always(self, words: Callable[[Tongue], str]) -> tuple[str, ...]:
        """The same for words that never change, looked up once; `words` is no function made for one call."""
        said = self._always.get(words)
        if said is None:
            said = self._always[words] = self.say(words)
        return said

    def of(self, subject: Subject, words: Callable[[Tongue, Subject], str]) -> tuple[str, ...]:
        """The same for words about something that is never changed, as a building is; kept until another comes."""
        kept = self._of.get(words)
        if kept is None or kept[0] is not subject:
            kept = self._of[words] = (subject, self.say(lambda tongue: words(tongue, subject)))
        return kept[1]

    def line(self, words: Callable[[Tongue], str]) -> str:
        """The words of all languages on one line."""
        return BETWEEN.join(self.say(words))
