"""The files of the pages: scripts, the one stylesheet with the colours filled in from their roles, and the icon."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from roomflow import assets
from roomflow.colours import DARK, LIGHT, PUBLIC, StateColours, Theme

STYLESHEET: Final = "roomflow.css"
ICON: Final = "icon.svg"
PARTS: Final = StateColours.__struct_fields__


class Static(Struct, frozen=True):
    """A file as it is sent."""

    body: bytes
    media_type: str
    etag: str


def static_files() -> Mapping[str, Static]:
    """Every file a page may ask for, by its name; there are no others."""
    folder = assets.resource("web")
    made = {file.name: _static(file.read_bytes(), "text/javascript") for file in sorted(folder.glob("*.js"))}
    made[STYLESHEET] = _static(stylesheet().encode(), "text/css")
    icon = assets.resource("icons", "roomflow", "scalable", "roomflow.svg")
    made[ICON] = _static(icon.read_bytes(), "image/svg+xml")
    return made


def _static(body: bytes, kind: str) -> Static:
    charset = "" if kind.startswith("image/") else "; charset=utf-8"
    return Static(body, kind + charset, f'"{hashlib.sha256(body).hexdigest()[:16]}"')


def stylesheet() -> str:
    """`resources/web/roomflow.css`, and before it the roles of the window's look in both lights."""
    return "\n".join([*_roles(), assets.resource("web", STYLESHEET).read_text(encoding="utf-8")])


def _roles() -> Iterator[str]:
    yield f":root {{ color-scheme: light dark; {_of_theme(LIGHT)} {_of_public()} }}"
    yield f"@media (prefers-color-scheme: dark) {{ :root {{ {_of_theme(DARK)} }} }}"
    # The public screen is dark by day and by night.
    yield f".public-screen {{ color-scheme: dark; {_of_theme(DARK)} }}"
    for state in (*LIGHT.states, "clear"):
        colours = "open" if state == "clear" else state
        yield f".state-{state} {{ {' '.join(f'--{part}: var(--{colours}-{part});' for part in PARTS)} }}"


def _of_theme(theme: Theme) -> str:
    plain = [name for name in Theme.__struct_fields__ if name not in ("name", "states")]
    roles = {name.replace("_", "-"): str(getattr(theme, name)) for name in plain}
    for state, colours in theme.states.items():
        roles |= {f"{state}-{part}": getattr(colours, part) for part in PARTS}
    return _written(roles)


def _of_public() -> str:
    return _written({f"public-{role}": colour for role, colour in PUBLIC.items()})


def _written(roles: Mapping[str, str]) -> str:
    return " ".join(f"--{role}: {colour};" for role, colour in roles.items())
