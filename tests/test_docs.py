"""The pages in docs/ and the README name what there is: tables, views, kinds, rules, targets, commands."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest

from roomflow.domain.events import KINDS
from roomflow.store.sqlite import LOG_NAME, open_journal

ROOT = Path(__file__).resolve().parent.parent
RULES = 16
NOT_BUILT = "not built yet"
TESTS = {
    name
    for file in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"^\s*(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE)
}


def read(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text(encoding="utf-8")


def code_words(text: str) -> set[str]:
    """What stands between backticks, once in blocks and once in lines."""
    blocks = re.findall(r"^```.*?^```", text, re.MULTILINE | re.DOTALL)
    lines = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return {line.strip() for block in blocks for line in block.splitlines()} | set(lines)


def rows(text: str) -> dict[int, str]:
    """The rows of the table of rules, by their numbers."""
    found = re.findall(r"^\|\s*\**(\d+)\**\.?\s*\|(.*)$", text, re.MULTILINE)
    numbers = [int(number) for number, _ in found]
    assert len(numbers) == len(set(numbers)), "a rule has two rows"
    return {int(number): row for number, row in found}


def targets() -> list[str]:
    return re.findall(r"^([a-z-]+):.*##", read("Makefile"), re.MULTILINE)


def commands() -> list[str]:
    from roomflow import cli

    (group,) = {value for value in vars(cli).values() if isinstance(value, click.Group)}
    return sorted(name for name, command in group.commands.items() if not command.hidden)


def test_every_kind_of_entry_is_explained() -> None:
    words = code_words(read("docs", "data.md"))
    assert [kind.value for kind in KINDS if kind.value not in words] == []


@pytest.fixture
def log(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A log that was just made, as somebody sees it who has only `sqlite3`."""
    open_journal(tmp_path, practice=True, durable=False).close()
    with closing(sqlite3.connect(tmp_path / LOG_NAME)) as connection:
        yield connection


def tables_and_views(log: sqlite3.Connection) -> list[str]:
    found = log.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
    return [name for (name,) in found if not name.startswith("sqlite_")]


def test_every_table_and_view_is_explained(log: sqlite3.Connection) -> None:
    words = code_words(read("docs", "data.md"))
    assert {"entries", "occupancy", "tickets", "attendance"} <= set(tables_and_views(log))
    assert [name for name in tables_and_views(log) if name not in words] == []


def test_every_column_is_explained(log: sqlite3.Connection) -> None:
    words = code_words(read("docs", "data.md"))
    columns = {
        f"{name}.{column}"
        for name in tables_and_views(log)
        for (column,) in log.execute("SELECT name FROM pragma_table_info(?)", [name])
    }
    assert {column for column in columns if column not in words and column.split(".")[1] not in words} == set()


def test_every_rule_has_its_row() -> None:
    assert sorted(rows(read("docs", "rules.md"))) == list(range(1, RULES + 1))


@pytest.mark.parametrize("number", range(1, RULES + 1))
def test_a_rule_says_where_it_lives_and_which_test_holds_it(number: int) -> None:
    row = rows(read("docs", "rules.md"))[number]
    named = code_words(row)
    files = {name.split("::")[0].split(":")[0] for name in named if ".py" in name}
    tests = {test for name in named for test in re.findall(r"\btest_\w+\b(?!\.py)", name)}
    places = (ROOT, ROOT / "src" / "roomflow")
    assert {file for file in files if not any((place / file).exists() for place in places)} == set()
    assert tests - TESTS == set()
    if NOT_BUILT not in row:
        assert any(not file.startswith("tests/") for file in files), "no file is named"
        assert tests, "no test is named"


def test_the_readme_names_every_make_target() -> None:
    readme = read("README.md")
    assert [name for name in targets() if not re.search(rf"make {name}\b(?!-)", readme)] == []


def test_the_readme_names_every_command() -> None:
    readme = read("README.md")
    assert [name for name in commands() if not re.search(rf"roomflow {name}\b", readme)] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in link and not (page.parent / link).exists()
    ]
    assert broken == []
