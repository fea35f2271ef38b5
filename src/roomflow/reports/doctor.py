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
from roomflow.sentences import sentence as _
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
    python = {"version": platform.python_version(), "system": platform.platform(terse=True)}
    return [
        ("roomflow", f"{__version__}."),
        ("Python", _("{version} on {system} ({machine}).", **python, machine=platform.machine())),
        ("Qt", _qt()),
        ("SQLite", _sqlite()),
        (_("log folder"), _folder(folder)),
        (_("free disk"), _free(folder)),
        (_("display"), _("yes.") if display else _("none: roomflow cannot show its window here.")),
        (_("connections"), connections(settings)),
        (_("serves"), served(settings)),
    ]


def connections(settings: Settings) -> str:
    """Every address that a person typed, and nothing else is ever connected to."""
    printer = settings.printer.removeprefix(NETWORK_PRINTER).removeprefix("escpos:")
    where, folder = {"printer": printer, "folder": settings.copies_folder}, bool(settings.copies_folder)
    if settings.printer.startswith(NETWORK_PRINTER) and folder:
        return _("the ticket printer at {printer}, the folder for copies {folder}; nothing else.", **where)
    if settings.printer.startswith(NETWORK_PRINTER):
        return _("the ticket printer at {printer}; nothing else.", **where)
    if settings.printer and folder:
        return _("the ticket printer {printer}, the folder for copies {folder}; nothing else.", **where)
    if settings.printer:
        return _("the ticket printer {printer}; nothing else.", **where)
    if folder:
        return _("the folder for copies {folder}; nothing else.", **where)
    return _("none: roomflow talks to no other computer.")


def served(settings: Settings) -> str:
    """What a desk with a window serves on the building's network while a meeting is open, and at which ports."""
    if not (settings.serves or settings.serves_practice):
        return _("nothing while a window is open, until somebody switches it on in Setup, Stations.")
    when = {
        (True, False): _("at meetings"),
        (False, True): _("in practice"),
        (True, True): _("at meetings and in practice"),
    }[settings.serves, settings.serves_practice]
    return _(
        "doors, displays and phones, {when}: {address}, ports {staff} (staff) and {public} (public).",
        when=when,
        address=settings.serve_address,
        staff=settings.serve_port,
        public=settings.serve_port + 1,
    )


def _qt() -> str:
    for name in QT_PACKAGES:
        try:
            return f"PySide6 {importlib.metadata.version(name)}."
        except importlib.metadata.PackageNotFoundError:
            continue
    # A frozen program has no package metadata; its Qt came with it.
    return _("came with this program.") if getattr(sys, "frozen", False) else _("missing: the window cannot be shown.")


def _sqlite() -> str:
    try:
        return this_engine().sentence
    except StoreProblem as problem:
        return problem.sentence


def _folder(folder: Path) -> str:
    if not folder.exists():
        parent = _nearest(folder)
        if os.access(parent, os.W_OK):
            return _("{folder}, not there yet.", folder=folder)
        return _("{folder}, which cannot be made: {parent} cannot be written.", folder=folder, parent=parent)
    if not folder.is_dir():
        return _("{folder} is a file, not a folder.", folder=folder)
    return f"{folder}." if os.access(folder, os.W_OK) else _("{folder}, which cannot be written.", folder=folder)


def _free(folder: Path) -> str:
    try:
        free = shutil.disk_usage(_nearest(folder)).free
    except OSError as error:
        return _("not known: {reason}.", reason=error.strerror or str(error))
    words = f"{free / 1e9:.1f} GB"
    return _("{size}, which is little.", size=words) if free < FREE_BYTES_MIN else f"{words}."


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    for path in (folder.absolute(), *folder.absolute().parents):
        if path.is_dir():
            return path
    return Path(folder.absolute().anchor)
