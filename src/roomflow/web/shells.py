"""What the listeners need of whoever makes the pages, and how a file of theirs is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from starlette.responses import Response

from roomflow.web.guards import Refuse, Visit
from roomflow.web.words import _


class StaticFile(Protocol):
    """A file as a browser gets it."""

    @property
    def body(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...
    @property
    def etag(self) -> str: ...


class PagesOfBrowser(Protocol):
    """Pages by name and language; asked from any thread."""

    def shell(self, name: str, language: str, **values: object) -> bytes: ...
    def public(self, picture: Mapping[str, Any], language: str) -> bytes: ...
    def ticket(self, ticket: Mapping[str, Any], language: str) -> bytes: ...
    def static(self, file: str) -> StaticFile | None: ...
    def language_of(self, query: str | None, accept_language: str | None) -> str: ...


def kept_reply(visit: Visit, body: bytes, media_type: str, etag: str) -> Response:
    """An answer that a browser may keep and ask about again; nothing but its tag where it has it."""
    headers = {"etag": etag, "cache-control": "no-cache"}
    if visit.given(b"if-none-match")[:1] == [etag.encode()]:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


def file_reply(pages: PagesOfBrowser, visit: Visit) -> Response:
    found = pages.static(visit.params["file"])
    if found is None:
        raise Refuse(404, _("There is nothing here."))
    return kept_reply(visit, found.body, found.media_type, found.etag)
