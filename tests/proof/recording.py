"""Records what SQLite really asks of the disk: every write, sync, cut and removal, in order, with marks between them.

SQLite reaches its files through a table of functions (sqlite.org/vfs.html). Here the tables of the system's own are
copied, a few functions of the copy note the call before they pass it on, and the copy is made the default for the
length of a `with`. Nothing of roomflow knows: it opens, locks and maps its files as ever.
"""

from __future__ import annotations

import ctypes
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p, cast, pointer
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from roomflow.store.engine import driver

OK = 0
OPEN_CREATE, OPEN_MAIN_DB, OPEN_MAIN_JOURNAL, OPEN_WAL = 0x4, 0x100, 0x800, 0x80000


class What(Enum):
    MADE = auto()
    """A file that was not there; its name is not on the disk before the folder is synced."""
    WRITE = auto()
    CUT = auto()
    SYNC = auto()
    FOLDER_SYNC = auto()
    REMOVED = auto()
    MARK = auto()
    """Something of the test's own: what was acknowledged by now."""


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that was asked of the disk. `at` is an offset, or the length a file was cut to."""

    what: What
    file: str = ""
    at: int = 0
    data: bytes = b""
    mark: object = None


@dataclass(slots=True)
class Record:
    """Everything in order. Any thread may add to it."""

    acts: list[Act] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, what: What, file: str = "", at: int = 0, data: bytes = b"", mark: object = None) -> None:
        with self._lock:
            self.acts.append(Act(what, file, at, data, mark))


_WRITE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_CUT = CFUNCTYPE(c_int, c_void_p, c_int64)
_SYNC = CFUNCTYPE(c_int, c_void_p, c_int)


class _Methods(Structure):
    """sqlite3_io_methods, version 3."""

    _fields_: ClassVar = [
        ("iVersion", c_int), ("xClose", c_void_p), ("xRead", c_void_p), ("xWrite", _WRITE), ("xTruncate", _CUT),
        ("xSync", _SYNC), *((name, c_void_p) for name in (
            "xFileSize", "xLock", "xUnlock", "xCheckReservedLock", "xFileControl", "xSectorSize",
            "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap", "xFetch", "xUnfetch",
        )),
    ]  # fmt: skip


class _File(Structure):
    _fields_: ClassVar = [("pMethods", POINTER(_Methods))]


# Names are passed on as the addresses they are: SQLite keeps them, with what the address of the file asked for behind.
_OPEN = CFUNCTYPE(c_int, c_void_p, c_void_p, POINTER(_File), c_int, c_void_p)
_REMOVE = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int)


class _Vfs(Structure):
    """sqlite3_vfs, version 3."""

    _fields_: ClassVar = [
        ("iVersion", c_int), ("szOsFile", c_int), ("mxPathname", c_int), ("pNext", c_void_p), ("zName", c_char_p),
        ("pAppData", c_void_p), ("xOpen", _OPEN), ("xDelete", _REMOVE), *((name, c_void_p) for name in (
            "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose", "xRandomness", "xSleep",
            "xCurrentTime", "xGetLastError", "xCurrentTimeInt64", "xSetSystemCall", "xGetSystemCall",
            "xNextSystemCall",
        )),
    ]  # fmt: skip


def _library() -> Any:
    """The SQLite that roomflow uses, and not another one that may be on this computer."""
    package = driver.Connection.__module__.split(".", maxsplit=1)[0]
    module = importlib.import_module("pysqlite3._sqlite3" if package == "pysqlite3" else "_sqlite3")
    assert module.__file__ is not None
    library = ctypes.CDLL(module.__file__)
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = [c_char_p]
    library.sqlite3_vfs_register.argtypes = [c_void_p, c_int]
    library.sqlite3_vfs_unregister.argtypes = [c_void_p]
    return library


def can_record() -> bool:
    """Whether SQLite's own functions can be reached from here; where they are hidden in the driver they cannot."""
    try:
        return bool(_library().sqlite3_vfs_find(None))
    except (AttributeError, OSError):
        return False


class _Recorder:
    """The functions that note a call and pass it on. Must live as long as any file opened through it."""

    def __init__(self, original: Any, folder: Path, record: Record) -> None:
        self._original = original
        self._folder = str(folder)
        self._record = record
        self._names: dict[int, str] = {}
        self._made: set[str] = set()
        """Side files whose first sync syncs the folder too, as the system's own functions do."""
        self._tables: dict[int, tuple[Any, _Methods]] = {}
        """For each original table of methods the original and our copy."""
        self.vfs = _Vfs.from_buffer_copy(original.contents)
        self.vfs.zName = b"recorded"
        self.vfs.pNext = None
        self.vfs.xOpen = _OPEN(self._open)
        self.vfs.xDelete = _REMOVE(self._remove)

    def _open(self, _vfs: int, name: int | None, file: Any, flags: int, out: int) -> int:
        path = ctypes.string_at(name).decode() if name else ""
        was_there = bool(path) and Path(path).exists()
        code = int(self._original.contents.xOpen(cast(self._original, c_void_p), name, file, flags, out))
        if code == OK and path.startswith(self._folder):
            short = path[len(self._folder) + 1 :]
            address = ctypes.addressof(file.contents)
            self._names[address] = short
            if not was_there and flags & OPEN_CREATE:
                self._record.add(What.MADE, short)
                if flags & (OPEN_MAIN_JOURNAL | OPEN_WAL):
                    self._made.add(short)
            file.contents.pMethods = pointer(self._copy_of(file.contents.pMethods))
        return code

    def _copy_of(self, methods: Any) -> _Methods:
        key = ctypes.addressof(methods.contents)
        if key not in self._tables:
            original = methods.contents
            copy = _Methods.from_buffer_copy(original)
            copy.xWrite = _WRITE(self._writes(original.xWrite))
            copy.xTruncate = _CUT(self._cuts(original.xTruncate))
            copy.xSync = _SYNC(self._syncs(original.xSync))
            self._tables[key] = (methods, copy)
        return self._tables[key][1]

    def _writes(self, original: Callable[..., int]) -> Callable[[int, int, int, int], int]:
        def write(file: int, data: int, length: int, at: int) -> int:
            self._record.add(What.WRITE, self._names[file], at, ctypes.string_at(data, length))
            return original(file, data, length, at)

        return write

    def _cuts(self, original: Callable[..., int]) -> Callable[[int, int], int]:
        def cut(file: int, length: int) -> int:
            self._record.add(What.CUT, self._names[file], length)
            return original(file, length)

        return cut

    def _syncs(self, original: Callable[..., int]) -> Callable[[int, int], int]:
        def sync(file: int, flags: int) -> int:
            code = original(file, flags)
            name = self._names[file]
            if code == OK:
                self._record.add(What.SYNC, name)
                if name in self._made:
                    self._made.discard(name)
                    self._record.add(What.FOLDER_SYNC)
            return code

        return sync

    def _remove(self, _vfs: int, name: int, syncs_folder: int) -> int:
        code = int(self._original.contents.xDelete(cast(self._original, c_void_p), name, syncs_folder))
        path = ctypes.string_at(name).decode()
        if code == OK and path.startswith(self._folder):
            self._record.add(What.REMOVED, path[len(self._folder) + 1 :])
            if syncs_folder:
                self._record.add(What.FOLDER_SYNC)
        return code


@contextmanager
def recorded(folder: Path) -> Iterator[Record]:
    """Record what is asked of the files in a folder; what is opened inside has to be closed inside."""
    library = _library()
    original = library.sqlite3_vfs_find(None)
    assert original.contents.iVersion >= 3
    record = Record()
    recorder = _Recorder(original, folder, record)
    assert library.sqlite3_vfs_register(byref(recorder.vfs), 1) == OK
    try:
        yield record
    finally:
        library.sqlite3_vfs_unregister(byref(recorder.vfs))
        library.sqlite3_vfs_register(original, 1)
