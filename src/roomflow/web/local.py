"""The way of this computer's own user to the server: a secret in a file of the log folder that only he can read."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from msgspec import Meta, Struct

from roomflow.web.limits import NAME_MAX, NUMBER_MAX, TEXT_MAX

FILE_NAME: Final = "roomflow.serve"
SECRET_BYTES: Final = 32
FILE_BYTES_MAX: Final = 65_536


class OfferBody(Struct, frozen=True, forbid_unknown_fields=True):
    """A station: with a token at once, or (`link`) a link that is used once within a minute and needs no approval."""

    role: Literal["door", "desk", "display", "clerk"]
    space: Annotated[str, Meta(max_length=TEXT_MAX)] = ""
    door: Annotated[str, Meta(max_length=TEXT_MAX)] = ""
    name: Annotated[str, Meta(max_length=NAME_MAX)] = ""
    meeting: Annotated[int, Meta(ge=1, le=NUMBER_MAX)] | None = None
    link: bool = False


class Served(Struct, frozen=True):
    """What the file says: where the server is, and the secret."""

    staff: str
    public: str
    secret: str
    certificate: str


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def write_file(folder: Path, served: Served) -> None:
    """Write the file anew, for its owner alone."""
    path = folder / FILE_NAME
    path.unlink(missing_ok=True)
    values = {
        "staff": served.staff,
        "public": served.public,
        "secret": served.secret,
        "certificate": served.certificate,
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(json.dumps(values) + "\n")


def read_file(folder: Path) -> Served | None:
    """What is served out of a folder; None where nothing is."""
    path = folder / FILE_NAME
    try:
        values: Any = json.loads(path.read_bytes()[:FILE_BYTES_MAX])
        return Served(
            str(values["staff"]), str(values["public"]), str(values["secret"]), str(values.get("certificate", ""))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def remove_file(folder: Path) -> None:
    (folder / FILE_NAME).unlink(missing_ok=True)
