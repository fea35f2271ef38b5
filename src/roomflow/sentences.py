"""Sentences for a person that can still be said in another language: each knows its text in the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Sentence(str):
    """The English of a sentence, with the text it was made from and what was put into it."""

    __slots__ = ("template", "values")

    template: str
    values: dict[str, Any]


def sentence(template: str, **values: Any) -> Sentence:
    """The sentence of a template of the catalogue; imported as `_`, so that the template is collected."""
    made = Sentence(template.format(**values) if values else template)
    made.template, made.values = template, values
    return made


def said(text: str, say: Callable[[str], str]) -> str:
    """A sentence, and those that were put into it, in the language of `say`; any other text as it is."""
    if not isinstance(text, Sentence):
        return text
    values = {
        name: said(value, say) if isinstance(value, str) else value for name, value in text.values.items()
    }  # fmt: skip
    return say(text.template).format(**values) if values else say(text.template)
