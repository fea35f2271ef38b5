"""The pages of a browser: shells that a script fills, and the two pages of the public, written whole, by language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from roomflow import assets
from roomflow.tongues import ENGLISH, SPOKEN, Tongue, Tongues
from roomflow.web import page_public, page_words
from roomflow.web.static import Static, static_files

SHELLS: Final[Mapping[str, str]] = {
    "door": "door.html",
    "display-calls": "display.html",
    "display-rooms": "display.html",
    "desk": "desk.html",
    "clerk": "clerk.html",
    "pair": "pair.html",
}
LANGUAGE_NAMES: Final[Mapping[str, str]] = {ENGLISH: "English", "es": "Español"}


class Pages:
    """Every page and file that a browser is given. Made once, and asked from any thread."""

    def __init__(self) -> None:
        self._tongues = {language: Tongue(language) for language in SPOKEN}
        self._each = Tongues()
        self._static = static_files()
        self._environments = {language: _environment(tongue) for language, tongue in self._tongues.items()}

    def language_of(self, query: str | None, accept_language: str | None) -> str:
        """The language a page is asked for."""
        return language_of(query, accept_language)

    def shell(self, name: str, language: str, **values: object) -> bytes:
        """A page without data: its script asks for that. `values` are for its template."""
        tongue = self._tongues[language]
        words = page_words.words_of(name, tongue, self._each)
        if name.startswith("display"):
            values = {**page_words.display_values(self._each), **values}
        return self._made(SHELLS[name], tongue, name=name, words=_data(words), **values)

    def public(self, picture: Mapping[str, Any], language: str) -> bytes:
        """What everybody may see, whole; `picture` as in /status.json."""
        tongue = self._tongues[language]
        return self._made("public.html", tongue, name="public", **page_public.public_values(picture, tongue))

    def ticket(self, ticket: Mapping[str, Any], language: str) -> bytes:
        """How it stands with a ticket, whole; `ticket` as in /t/CODE.json."""
        tongue = self._tongues[language]
        return self._made("ticket.html", tongue, name="ticket", **page_public.ticket_values(ticket, tongue))

    def static(self, file: str) -> Static | None:
        """A script, the stylesheet or the icon; None for any other name."""
        return self._static.get(file)

    def static_names(self) -> tuple[str, ...]:
        return tuple(self._static)

    def _made(self, template: str, tongue: Tongue, **values: object) -> bytes:
        other = next(language for language in SPOKEN if language != tongue.language)
        shared = {
            "language": tongue.language,
            "other": other,
            "other_name": LANGUAGE_NAMES[other],
        }
        made = self._environments[tongue.language].get_template(template).render(**shared, **values)
        return made.encode()


def language_of(query: str | None, accept_language: str | None) -> str:
    """The language a page is asked for: by name, else the one the browser likes best of ours, else English."""
    if query in SPOKEN:
        return str(query)
    liked: list[tuple[float, str]] = []
    for part in (accept_language or "")[:200].split(","):
        tag, _, weight = part.strip().partition(";q=")
        language = tag.partition("-")[0].lower()
        if language in SPOKEN:
            liked.append((_weight(weight), language))
    return max(liked, key=lambda one: one[0])[1] if liked else ENGLISH


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def _environment(tongue: Tongue) -> Environment:
    """One for each language: a template says `_("…")`, whatever language it is made in."""
    environment = Environment(
        loader=FileSystemLoader(assets.resource("web")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"_": tongue.text, "ngettext": tongue.plural, "icon": _icon}
    return environment


def _icon(name: str) -> Markup:
    """An icon of the window's theme as part of the page, in the colour of the text beside it."""
    text = assets.resource("icons", "roomflow", "scalable", f"{name}.svg").read_text(encoding="utf-8")
    _, _, inside = text.partition(">")
    inside, _, _ = inside.rpartition("</svg>")
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>').format(
        Markup(inside)
    )


def _data(words: Mapping[str, object]) -> Markup:
    """JSON that may stand inside a script element: nothing in it can end that element."""
    text = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("&", "\\u0026"))
