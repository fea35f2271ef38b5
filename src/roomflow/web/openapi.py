"""/openapi.json: the route tables and the schemas of their bodies, said in OpenAPI 3.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import msgspec

import roomflow
from roomflow.web.routes import Route

REF: Final = "#/components/schemas/{name}"
REFUSALS: Final = {
    "400": "It cannot be read.",
    "401": "No token, or none that holds.",
    "403": "Not for this station, or of another page.",
    "404": "There is nothing here.",
    "413": "Too long.",
    "415": "No JSON.",
    "429": "Too many at once.",
}


def described(routes: Sequence[Route]) -> bytes:
    """The document."""
    bodies = [route.body for route in routes if route.body is not None]
    refs, components = msgspec.json.schema_components(bodies, ref_template=REF)
    schema_of = dict(zip(map(id, bodies), refs, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        body = None if route.body is None else schema_of[id(route.body)]
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, body)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "roomflow", "version": roomflow.__version__},
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
    return msgspec.json.encode(document)


def _operation(route: Route, body: Any) -> dict[str, Any]:
    says: dict[str, Any] = {
        "summary": route.about,
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
            for name in re.findall(r"\{(\w+)\}", route.path)
        ],
        "responses": {
            "200": {"description": "Done."},
            **{status: {"description": words} for status, words in REFUSALS.items()},
        },
    }
    if body is not None:
        says["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    if route.policy.needs_token:
        says["security"] = [{"token": []}]
    if route.policy.roles:
        says["x-roles"] = sorted(role.value for role in route.policy.roles)
    return says
