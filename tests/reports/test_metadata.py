"""What comes along for Datasette: every table, view and column of a log is described, in the words of docs/data.md."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from roomflow.assets import resource
from roomflow.reports.export import Wanted, export, read_record
from roomflow.store.sqlite import open_reader
from tests.reports.stored import stored_log

PAGE = Path(__file__).parents[2] / "docs" / "data.md"


def test_every_column_of_every_table_and_view_is_described(tmp_path: Path) -> None:
    described = json.loads(resource("reports", "metadata.json").read_text(encoding="utf-8"))
    tables = described["databases"]["roomflow"]["tables"]
    with closing(sqlite3.connect(stored_log(tmp_path))) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
            if not name.startswith("sqlite_")
        ]
        columns = {
            name: [column for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", [name])]
            for name in names
        }
    assert {name: sorted(tables[name]["columns"]) for name in names} == {name: sorted(columns[name]) for name in names}


def test_a_copy_has_the_words_beside_it_under_the_name_that_datasette_gives_it(tmp_path: Path) -> None:
    with open_reader(stored_log(tmp_path / "log").parent) as reader:
        copy, words = export(reader, read_record(reader, 1), Wanted(tmp_path / "out", ("sqlite",)))
    assert words.path.name == f"{copy.path.stem}.metadata.json"
    databases = json.loads(words.path.read_text(encoding="utf-8"))["databases"]
    shipped = json.loads(resource("reports", "metadata.json").read_text(encoding="utf-8"))["databases"]
    assert databases == {copy.path.stem: shipped["roomflow"]}


def test_the_words_are_those_of_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8").replace("`", "").replace("*", "")
    tables = json.loads(resource("reports", "metadata.json").read_text(encoding="utf-8"))["databases"]["roomflow"][
        "tables"
    ]
    for table in tables.values():
        for words in table["columns"].values():
            assert words in page


def test_every_column_of_every_file_is_on_the_page() -> None:
    from roomflow.reports.record import record_of
    from roomflow.reports.record_tables import record_tables
    from tests.reports.stored import stored_entries

    page = PAGE.read_text(encoding="utf-8").partition("## The files of `roomflow export`")[2]
    public = {
        "seq",
        "kind",
        "at",
        "happened",
        "station",
        "space",
        "door",
        "ticket",
        "people",
        "state",
        "change",
        "held",
    }
    for table in record_tables(record_of(1, stored_entries(), "")):
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{table.name}` |")]
        missing = [name for name in table.columns[2:] if f"`{name}`" not in row]
        if table.name == "log":
            missing = [name for name in missing if name not in public and not name.startswith("from_")]
            assert missing == ["undoes", "details"]
        else:
            assert missing == []
