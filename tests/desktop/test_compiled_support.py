"""What PySide compiles at every start is compiled once, and nobody notices but by the time it takes."""

import builtins
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from roomflow.desktop.basis import compiled_support
from roomflow.desktop.basis.compiled_support import LaterPattern, compiled_once, kept_file, read, write

SECONDS = 60
START = """
import importlib.util, sys
from pathlib import Path

named = importlib.util.spec_from_file_location("compiled_support", sys.argv[1])
support = importlib.util.module_from_spec(named)
named.loader.exec_module(support)
compiled = []
sys.addaudithook(lambda event, what: compiled.append(str(what[1])) if event == "compile" else None)
with support.compiled_once(Path(sys.argv[2]) if sys.argv[2] else None):
    import PySide6.QtCore
print(sum(name.startswith("shibokensupport/") for name in compiled))
"""
"""Imports PySide in a process of its own and tells how many of its texts were compiled."""
TEXTS = (
    START
    + """
from PySide6.QtCore import QObject, QTimer
from PySide6.support.signature import get_signature
for act in (lambda: QTimer(1, 2, 3), lambda: QObject().setProperty(1), lambda: QTimer(nothing=1)):
    try:
        act()
    except (TypeError, AttributeError) as error:
        print(error)
for name in ("setProperty", "findChildren", "installEventFilter"):
    print(get_signature(getattr(QObject, name)))
"""
)


def started(file: Path | None, program: str = START, **surroundings: str) -> list[str]:
    """The lines that a process says."""
    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", program, compiled_support.__file__, "" if file is None else str(file)],
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        env={**around, **surroundings},
    )
    assert not done.stderr
    return done.stdout.splitlines()


def compiled(file: Path | None, **surroundings: str) -> int:
    return int(started(file, **surroundings)[0])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that a first start made; not to be changed."""
    file = tmp_path_factory.mktemp("made") / "cache" / "pyside.kept"
    assert compiled(file) > 5
    return file


@pytest.fixture
def file(made: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "pyside.kept"
    copy.write_bytes(made.read_bytes())
    return copy


def test_the_second_start_compiles_nothing_of_pyside(made: Path) -> None:
    assert compiled(made) == 0
    assert compiled(None) > 5, "the control: without the file all is compiled each time"
    assert [each.name for each in made.parent.iterdir()] == [made.name]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2] + b"\0" + data[len(data) // 2 + 1 :],
        lambda data: b"\0\0\0\0" + data[4:],
        lambda _data: b"",
        lambda _data: b"not a file of ours",
    ],
    ids=["cut off", "a byte changed", "another Python", "empty", "something else"],
)
def test_a_file_that_is_not_whole_is_made_anew(file: Path, spoil: Callable[[bytes], bytes]) -> None:
    file.write_bytes(spoil(file.read_bytes()))
    assert read(file) == {}
    assert compiled(file) > 5
    assert compiled(file) == 0


def test_a_text_that_changed_is_compiled_again(file: Path) -> None:
    kept = read(file)
    name = min(kept)
    kept[name] = (b"another!", compile("raise SystemExit('an old text')", name, "exec"))
    unlimited_write(file, kept)
    assert compiled(file) == 1
    assert compiled(file) == 0


def unlimited_write(file: Path, kept: compiled_support.Kept) -> None:
    """Written in this process too, where Python may be told to write no compiled files."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(sys, "dont_write_bytecode", False)
        write(file, kept)


def test_nothing_is_written_where_python_may_write_nothing(tmp_path: Path) -> None:
    file = tmp_path / "pyside.kept"
    assert compiled(file, PYTHONDONTWRITEBYTECODE="1") > 5
    assert not file.exists()


def test_a_folder_that_takes_no_file_stops_no_start(tmp_path: Path) -> None:
    nowhere = tmp_path / "a file"
    nowhere.write_text("no folder")
    assert compiled(nowhere / "pyside.kept") > 5
    assert [each.name for each in tmp_path.iterdir()] == ["a file"]


def test_a_frozen_program_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "pyside.kept"
    with monkeypatch.context() as changed:
        changed.setattr(sys, "frozen", True, raising=False)
        unlimited_write(file, {})
    assert not list(tmp_path.iterdir())
    unlimited_write(file, {})
    assert file.exists(), "the control: one that is not frozen writes"


def test_what_pyside_says_of_a_wrong_call_is_the_same(made: Path) -> None:
    """Its messages and signatures are made with the very patterns that are compiled later."""
    plain = started(
        None, TEXTS.replace("with support.compiled_once(Path(sys.argv[2]) if sys.argv[2] else None):", "if 1:")
    )
    ours = started(made, TEXTS)
    assert len(plain) > 6
    assert ours[1:] == plain[1:]


def test_python_has_its_own_compilers_back_whatever_happens() -> None:
    compiler, pattern_compiler = builtins.compile, re.compile
    with pytest.raises(ModuleNotFoundError), compiled_once(None):
        import roomflow.desktop.there_is_no_such_room  # type: ignore[import-untyped]  # noqa: F401
    assert (builtins.compile, re.compile) == (compiler, pattern_compiler)


def test_what_others_compile_meanwhile_is_theirs(tmp_path: Path) -> None:
    file = tmp_path / "pyside.kept"
    compiler, pattern_compiler = builtins.compile, re.compile
    with compiled_once(file):
        assert (builtins.compile, re.compile) != (compiler, pattern_compiler)
        assert eval(compile("1 + 1", "elsewhere", "eval")) == 2
        with pytest.raises(SyntaxError):
            compile("1 +", "elsewhere", "exec")
        assert isinstance(re.compile("a", re.IGNORECASE), re.Pattern)
    assert not file.exists()


def test_a_later_pattern_is_compiled_once_when_it_is_used() -> None:
    made: list[str] = []

    def make() -> re.Pattern[str]:
        made.append("x")
        return re.compile(",")

    pattern = LaterPattern(make)
    split = pattern.split
    assert not made
    assert split("a,b", maxsplit=1) == ["a", "b"]
    assert pattern.pattern == ","
    assert made == ["x"]
    with pytest.raises(AttributeError):
        _ = pattern.nothing


def test_the_file_lies_beside_pythons_own() -> None:
    file = kept_file()
    assert file is not None
    assert file.parent.name == "__pycache__" or sys.pycache_prefix
    assert sys.implementation.cache_tag in file.name


def test_a_python_that_keeps_nothing_compiled_has_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.implementation, "cache_tag", None)
    assert kept_file() is None
