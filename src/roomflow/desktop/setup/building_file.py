"""The file of the building that is edited: read, and written whole, with what a person wrote in it kept."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from roomflow.desktop.basis.plan import FILE_BYTES_MAX, SlipError
from roomflow.desktop.basis.words import _
from roomflow.domain.building import Building, read_building
from roomflow.domain.building_text import building_text
from roomflow.whole_file import write_whole


class BuildingFile(Struct, frozen=True):
    """A file as it was read or written last."""

    path: Path
    text: str


def read_building_file(path: Path) -> tuple[BuildingFile, Building]:
    """The file and its building; raises BuildingError with a sentence."""
    content = _content(path)
    building = read_building(content)
    return BuildingFile(path, content.decode("utf-8")), building


def write_building_file(building: Building, path: Path, known: BuildingFile | None) -> BuildingFile:
    """Write a building; `known` is the file it was read from, whose comments are kept. Raises BuildingError.

    A file that somebody else changed since it was read is not written over.
    """
    if known is not None and known.path == path and path.exists() and _content(path) != known.text.encode("utf-8"):
        words = _("{name} was changed by somebody else since it was opened. Save under another name.")
        raise SlipError(words.format(name=path.name))
    text = building_text(building, known.text if known is not None else "")
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        words = _("{name} cannot be written ({reason}).")
        raise SlipError(words.format(name=path.name, reason=error.strerror)) from error
    return BuildingFile(path, text)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(FILE_BYTES_MAX)
    except OSError as error:
        raise SlipError(_("The file {name} cannot be read.").format(name=path.name)) from error
