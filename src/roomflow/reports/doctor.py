"""What this computer has that roomflow needs, as lines a person can read out on the telephone."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import Final

from roomflow import __version__
from roomflow.computer import Settings
from roomflow.store.engine import this_engine
from roomflow.store.journal import StoreProblem

QT_PACKAGES: Final = ("PySide6-Essentials", "PySide6_Essentials", "PySide6")
FREE_BYTES_MIN: Final = 200_000_000
"""Less than this is said; an evening needs a few MB."""

NETWORK_PRINTER: Final = "escpos:network:"

Line = tuple[str, str]
"""What is looked at, and a sentence about it."""


def findings(folder: Path, display: bool, settings: Settings) -> list[Line]:
    """Look at this computer without writing anything; `display` is whether a window can be shown."""
    return [
        ("roomflow", f"{__version__}."),
        ("Python", f"{platform.python_version()} on {platform.platform(terse=True)} ({platform.machine()})."),
        ("Qt", _qt()),
        ("SQLite", _sqlite()),
        ("log folder", _folder(folder)),
        ("free disk", _free(folder)),
        ("display", "yes." if display else "none: roomflow cannot show its window here."),
        ("connections", connections(settings)),
        ("serves", served(settings)),
    ]


def connections(settings: Settings) -> str:
    """Every address that a person typed, and nothing else is ever connected to."""
    named = []
    if settings.printer.startswith(NETWORK_PRINTER):
        named.append(f"the ticket printer at {settings.printer.removeprefix(NETWORK_PRINTER)}")
    elif settings.printer:
        named.append(f"the ticket printer {settings.printer.removeprefix('escpos:')}")
    if settings.copies_folder:
        named.append(f"the folder for copies {settings.copies_folder}")
    return f"{', '.join(named)}; nothing else." if named else "none: roomflow talks to no other computer."


def served(settings: Settings) -> str:
    """What a desk with a window serves on the building's network while a meeting is open, and at which ports."""
    if not (settings.serves or settings.serves_practice):
        return "nothing while a window is open, until somebody switches it on in Setup, Stations."
    kinds = {(True, False): "at meetings", (False, True): "in practice", (True, True): "at meetings and in practice"}
    when = kinds[settings.serves, settings.serves_practice]
    ports = f"ports {settings.serve_port} (staff) and {settings.serve_port + 1} (public)"
    return f"doors, displays and phones, {when}: {settings.serve_address}, {ports}."


def _qt() -> str:
    for name in QT_PACKAGES:
        try:
            return f"PySide6 {importlib.metadata.version(name)}."
        except importlib.metadata.PackageNotFoundError:
            continue
    # A frozen program has no package metadata; its Qt came with it.
    return "came with this program." if getattr(sys, "frozen", False) else "missing: the window cannot be shown."


def _sqlite() -> str:
    try:
        return this_engine().sentence
    except StoreProblem as problem:
        return problem.sentence


def _folder(folder: Path) -> str:
    if not folder.exists():
        parent = _nearest(folder)
        if os.access(parent, os.W_OK):
            return f"{folder}, not there yet."
        return f"{folder}, which cannot be made: {parent} cannot be written."
    if not folder.is_dir():
        return f"{folder} is a file, not a folder."
    return f"{folder}." if os.access(folder, os.W_OK) else f"{folder}, which cannot be written."


def _free(folder: Path) -> str:
    try:
        free = shutil.disk_usage(_nearest(folder)).free
    except OSError as error:
        return f"not known: {error.strerror or error}."
    words = f"{free / 1e9:.1f} GB"
    return f"{words}, which is little." if free < FREE_BYTES_MIN else f"{words}."


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    for path in (folder.absolute(), *folder.absolute().parents):
        if path.is_dir():
            return path
    return Path(folder.absolute().anchor)
