"""Gives Python its own `import` back, which PySide replaces by one that reads the source of every module."""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - what replaces `import` as it is imported


def import_plainly() -> None:
    """Import as Python does. PySide looks in each module for its `from __feature__ import …`, and here is none.

    That look costs a third of a millisecond for each of two hundred modules. Where a later PySide keeps nothing to go
    back to, its own import stays.
    """
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain
