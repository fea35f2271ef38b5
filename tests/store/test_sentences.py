"""What the store, the desk and a rehearsal say no with can be said in every language: it is in the catalogue."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from roomflow.cli.errors import Stop, in_words
from roomflow.sentences import Sentence, said, sentence
from roomflow.service.answers import DESK_BUSY, DESK_OUTRUN, DESK_STOPPED
from roomflow.store import ballast
from roomflow.store.copies import copy_log
from roomflow.store.sqlite import open_journal, open_reader
from roomflow.tongues import Tongue
from tests.store.tool import other_tool

SOURCES = sorted(
    path
    for part in ("store", "service", "rehearsal")
    for path in (Path(__file__).parents[2] / "src" / "roomflow" / part).rglob("*.py")
)
PROBLEMS = {"StoreProblem", "OtherDesk", "DiskFull", "NewerFile", "RehearsalError", "wrong_line", "_wrong"}


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr | ast.BinOp) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def unsayable(source: str) -> Iterator[int]:
    """The lines on which a problem is made of a text that no catalogue has: a literal, or one with values in it."""
    for node in ast.walk(ast.parse(source)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in PROBLEMS):
            continue
        if any(_is_text(part) for part in node.args):
            yield node.lineno


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_problem_is_made_of_a_text_of_the_catalogue(source: Path) -> None:
    assert not list(unsayable(source.read_text("utf-8")))


@pytest.mark.parametrize(
    "planted",
    [
        'StoreProblem("It is full.")',
        'wrong_line(3, f"{name} is missing.")',
        'DiskFull(f"{path} is full.")',
        'OtherDesk("a" + b)',
    ],
)
def test_negative_control_a_planted_sentence_is_found(planted: str) -> None:
    assert list(unsayable(f"def f():\n    raise {planted}\n")) == [2]


def test_what_the_desk_says_by_itself_can_be_said_too() -> None:
    assert all(isinstance(each, Sentence) for each in (DESK_BUSY, DESK_STOPPED, DESK_OUTRUN))


# --- in Spanish, through the real ways ------------------------------------------------------------------


def newer(folder: Path) -> None:
    open_journal(folder, practice=False).close()
    with other_tool(folder) as tool:
        tool.execute("PRAGMA user_version = 99")
    open_reader(folder)


def second_desk(folder: Path) -> None:
    with open_journal(folder, practice=False):
        open_journal(folder, practice=False)


def practice_in_a_real_log(folder: Path) -> None:
    open_journal(folder, practice=False).close()
    open_journal(folder, practice=True)


def copy_into_nowhere(folder: Path) -> None:
    open_journal(folder, practice=False).close()
    copy_log(folder, folder.parent / "nowhere")


def folder_that_is_a_file(folder: Path) -> None:
    folder.write_text("no folder")
    open_journal(folder / "log", practice=False)


def closed(folder: Path) -> None:
    journal = open_journal(folder, practice=False)
    journal.close()
    journal.meetings()


WAYS: dict[Callable[[Path], None], str] = {
    newer: "lo escribió un roomflow más nuevo (formato 99;",
    second_desk: "Otra mesa trabaja en la carpeta",
    practice_in_a_real_log: "elija otra carpeta para las de práctica.",
    copy_into_nowhere: "La carpeta de copias, ",
    folder_that_is_a_file: "no se puede crear (",
    closed: "está cerrado.",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_problem_of_the_store_is_said_in_the_language_that_was_asked_for(
    way: Callable[[Path], None], tmp_path: Path
) -> None:
    with pytest.raises(Stop, match=re.escape(WAYS[way])), in_words("es"):
        way(tmp_path / "log")


def test_a_problem_within_a_problem_is_said_too(tmp_path: Path) -> None:
    """The ballast speaks of the disk that was full."""
    full = sentence("The disk with {folder} is full; nothing was recorded.", folder=tmp_path)
    told = said(ballast.given_back(full), Tongue("es").text)
    assert told.startswith(f"El disco de {tmp_path} está lleno; no se registró nada. roomflow devolvió los 16 MiB")
