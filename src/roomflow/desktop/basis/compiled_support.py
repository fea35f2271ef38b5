"""Spares a start what PySide would compile anew each time: its own support files, and patterns hardly ever used.

As it is imported PySide unpacks a dozen source texts, gives them to `compile`, and has three long patterns compiled
that only its type hints and error messages need: a third of the work until a bare window is painted. Python keeps the
compiled form of every module it reads in a `__pycache__`. So it is done here with those texts, with the same trust and
by the same rules: nothing is written where Python may write no compiled files, and a text that changed is compiled
again. The patterns are compiled when they are first used.

Nothing is known of how PySide does it but what the names of its files begin with: where a later one does it
differently, or a file cannot be read or written, all is as it was.
"""

from __future__ import annotations

import builtins
import marshal
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from os import getpid
from pathlib import Path
from types import CodeType
from typing import Any, Final

SUPPORT: Final = "shibokensupport/"

Kept = dict[str, tuple[bytes, CodeType]]
"""By its name, the hash of a source text (which Python's version is part of) and what it was compiled to."""


def kept_file() -> Path | None:
    """Beside the compiled form of this module; None for a Python that keeps none."""
    try:
        own = Path(cache_from_source(__file__))
    except NotImplementedError:
        return None
    return own.with_name(f"pyside_support.{sys.implementation.cache_tag}.kept")


@contextmanager
def compiled_once(file: Path | None) -> Iterator[None]:
    """What PySide compiles within this is taken from `file` where it is there, and else written there for next time."""
    plain: Any = builtins.compile
    plain_pattern: Any = re.compile
    kept, used = read(file), Kept()

    def compiled(source: Any, filename: Any, mode: str, *more: Any, **named: Any) -> Any:
        is_support = isinstance(filename, str) and filename.startswith(SUPPORT) and isinstance(source, bytes)
        if not is_support or more or named or mode != "exec":
            return plain(source, filename, mode, *more, **named)
        text = source_hash(source)
        found = kept.get(filename)
        # PySide's own call inherits `annotations` from where it stands, and so does this one.
        used[filename] = found if found and found[0] == text else (text, plain(source, filename, mode))
        return used[filename][1]

    def pattern_compiled(pattern: Any, flags: Any = 0) -> Any:
        if not sys._getframe(1).f_code.co_filename.startswith(SUPPORT):  # noqa: SLF001 - who asks is the question
            return plain_pattern(pattern, flags)
        return LaterPattern(lambda: plain_pattern(pattern, flags))

    builtins.compile, re.compile = compiled, pattern_compiled
    try:
        yield
    finally:
        builtins.compile, re.compile = plain, plain_pattern
    if used and used != kept:
        write(file, used)


class LaterPattern:
    """Stands where a pattern stands, which is compiled as it is first used; a method of it may be taken before."""

    def __init__(self, make: Callable[[], re.Pattern[Any]]) -> None:
        self._made = cache(make)

    def __getattr__(self, name: str) -> Any:
        if callable(getattr(re.Pattern, name)):
            return partial(self._use, name)
        return getattr(self._made(), name)

    def _use(self, name: str, *given: Any, **named: Any) -> Any:
        return getattr(self._made(), name)(*given, **named)


def read(file: Path | None) -> Kept:
    """What a file keeps; nothing where there is none, another Python wrote it, or it is not whole."""
    try:
        data = b"" if file is None else file.read_bytes()
    except OSError:
        return {}
    head, body = data[: len(MAGIC_NUMBER) + 4], data[len(MAGIC_NUMBER) + 4 :]
    # The sum is looked at first: what is no marshalled text may end the process that reads it as one.
    if not body or head != _head(body):
        return {}
    kept: Kept = marshal.loads(body)
    return kept


def write(file: Path | None, kept: Kept) -> None:
    """Keep it, whole or not at all; not in a frozen program, whose files are as they were signed."""
    if file is None or sys.dont_write_bytecode or hasattr(sys, "frozen"):
        return
    body = marshal.dumps(kept)
    partly = file.with_name(f"{file.name}.{getpid()}")
    try:
        file.parent.mkdir(exist_ok=True)
        partly.write_bytes(_head(body) + body)
        partly.replace(file)
    except OSError:  # somebody else's folder, or a full disk
        with suppress(OSError):
            partly.unlink()


def _head(body: bytes) -> bytes:
    return MAGIC_NUMBER + zlib.crc32(body).to_bytes(4, "little")
