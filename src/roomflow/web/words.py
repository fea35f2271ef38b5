"""The words of the pages: the tongues of the public, with the sentences of refusals beside them."""

from __future__ import annotations

from functools import cache
from typing import Any

from roomflow.domain.building import SpacePlan
from roomflow.domain.refusals import Refusal
from roomflow.sentences import Sentence, said
from roomflow.tongues import SPOKEN, Tongue


def _(message: str) -> str:
    """Marks a text for the catalogue; a tongue says it."""
    return message


@cache
def tongue(language: str) -> Tongue:
    """The tongue of a language; English where there is none of it."""
    return Tongue(language if language in SPOKEN else SPOKEN[0])


def told(sentence: str, language: str) -> str:
    """A sentence of the store, the desk or a guard in a language."""
    say = tongue(language).text
    return said(sentence, say) if isinstance(sentence, Sentence) else say(sentence)


def refused(refusal: Refusal, language: str) -> str:
    """The sentence of a refusal."""
    return refusal.sentence(tongue(language).text)


def in_each(plan: SpacePlan) -> dict[str, dict[str, str]]:
    """A space's name, floor, place and way in each language."""
    each = {language: tongue(language) for language in SPOKEN}
    return {
        "name": {language: said.name(plan) for language, said in each.items()},
        "floor": {language: said.floor(plan) for language, said in each.items()},
        "where": {language: said.where(plan)[0] for language, said in each.items()},
        "way": {language: said.where(plan)[1] for language, said in each.items()},
    }


Shape = dict[str, Any]
"""What becomes a JSON object."""
