"""The files of a record: the same figures in each, whole or not there at all, and nothing in them that runs."""

import hashlib
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import fastjsonschema
import pytest

from roomflow.assets import resource
from roomflow.reports.csv_file import as_csv
from roomflow.reports.csv_lines import log_as_csv
from roomflow.reports.export import ALL, CSV, FORMATS, Step, Wanted, Written, export, read_record
from roomflow.reports.files import ReportError
from roomflow.reports.record import record_of
from roomflow.reports.record_tables import record_tables
from roomflow.reports.verify import verify
from roomflow.reports.xlsx_file import sheet_title
from roomflow.store.sqlite import LOG_NAME, open_reader
from tests.rehearsal.played import picture
from tests.reports import reading
from tests.reports.stored import FULL, GOLDEN, SAMPLE, stored_entries, stored_head, stored_log

MEMBERS = "First Member\nSecond Member"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files of the sample evening, by what stands behind the meeting's number in their names."""
    return written_files(tmp_path_factory.mktemp("sample"), SAMPLE)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Those of the evening in which everything happens."""
    return written_files(tmp_path_factory.mktemp("full"), FULL)


def written_files(folder: Path, evening: str) -> dict[str, Path]:
    with open_reader(stored_log(folder / "log", evening).parent) as reader:
        written = export(reader, read_record(reader, 1), Wanted(folder / "out", (ALL,), MEMBERS))
    return {each.path.name.partition("meeting-1-")[2]: each.path for each in written}


WITHOUT_DECISIONS = {
    *("summary", "spaces", "occupancy", "tickets", "turned-away", "head-counts", "doors"),
    *("agenda", "fairness", "attendance", "log"),
}


def same_cells(files: dict[str, Path], names: set[str]) -> None:
    tables = reading.of_json(files["record.json"])
    assert set(tables) == names
    assert reading.of_csv({name: files[f"{name}.csv"] for name in tables}, tables) == tables
    assert reading.of_xlsx(files["record.xlsx"], tables) == tables


def test_json_csv_and_workbook_hold_the_same_figures_cell_by_cell(files: dict[str, Path]) -> None:
    same_cells(files, WITHOUT_DECISIONS)


def test_so_they_do_where_everything_happens_and_the_clocks_go_back(full: dict[str, Path]) -> None:
    same_cells(full, WITHOUT_DECISIONS | {"decisions"})


def test_the_sample_evening_gives_the_golden_figures(files: dict[str, Path]) -> None:
    for name in ("summary", "spaces", "doors", "head-counts", "turned-away", "agenda"):
        golden = GOLDEN / f"{name}.csv"
        assert files[f"{name}.csv"].read_bytes().decode() == golden.read_bytes().decode(), name
    minutes = json.loads(files["record.json"].read_text(encoding="utf-8"))["minutes"]
    assert minutes == json.loads((GOLDEN / "minutes.json").read_text(encoding="utf-8"))


def test_the_json_is_by_its_published_schema_and_the_schema_finds_what_is_not(files: dict[str, Path]) -> None:
    check = fastjsonschema.compile(json.loads(resource("reports", "record.schema.json").read_text(encoding="utf-8")))
    values = json.loads(files["record.json"].read_text(encoding="utf-8"))
    check(values)
    assert values["head"] == stored_head()
    assert values["members_of_the_body_present"] == MEMBERS
    values["tables"]["tickets"][0]["name"] = "Somebody"
    with pytest.raises(fastjsonschema.JsonSchemaException):
        check(values)


def test_the_schema_names_every_column_that_is_written() -> None:
    schema = json.loads(resource("reports", "record.schema.json").read_text(encoding="utf-8"))
    named = {
        name: list(table["items"]["properties"]) for name, table in schema["properties"]["tables"]["properties"].items()
    }
    from tests.domain.table import Table
    from tests.reports.test_record import record

    assert named == {table.name: list(table.columns) for table in record_tables(record(Table()))}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this computer")
def test_libreoffice_reads_the_same_cells_out_of_the_workbook(files: dict[str, Path], tmp_path: Path) -> None:
    # 44,34,76: commas, quotes, UTF-8; the last -1 writes every sheet to a file of its own.
    written = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to"]
    subprocess.run(
        [*command, written, "--outdir", str(tmp_path), str(files["record.xlsx"])],
        check=True,
        capture_output=True,
        timeout=120,
    )
    tables = reading.of_json(files["record.json"])
    stem = files["record.xlsx"].stem
    paths = {name: tmp_path / f"{stem}-{sheet_title(name)}.csv" for name in tables}
    assert reading.of_csv(paths, tables) == tables


def test_nothing_in_the_workbook_runs_or_leads_anywhere(files: dict[str, Path]) -> None:
    assert reading.active_parts(files["record.xlsx"]) == []


def test_the_copy_of_the_log_verifies_with_the_printed_head_and_holds_nothing_private(
    files: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "copied"
    folder.mkdir()
    shutil.copyfile(files["log.db"], folder / LOG_NAME)
    with open_reader(folder) as reader:
        report = verify(reader, head=stored_head())
        assert reader.damage() == []
    assert report.first_bad is None
    assert report.note is not None
    with closing(sqlite3.connect(folder / LOG_NAME)) as connection:
        assert connection.execute(
            "SELECT count(*) FROM private WHERE body IS NOT NULL OR salt IS NOT NULL"
        ).fetchone() == (0,)
    assert files["log.db"].with_name(files["log.db"].name + "-wal").exists() is False


def test_no_code_of_a_ticket_and_no_salt_is_in_any_byte_of_any_file(files: dict[str, Path], tmp_path: Path) -> None:
    log = stored_log(tmp_path)
    with closing(sqlite3.connect(log)) as connection:
        kept = connection.execute("SELECT body, salt FROM private").fetchall()
    codes = [json.loads(body)["code"].encode() for body, _ in kept if "code" in body]
    secrets = [*codes, *(salt for _, salt in kept)]
    assert len(codes) > 60
    assert [secret for secret in secrets if secret in log.read_bytes()] == secrets, "negative control"
    for path in files.values():
        data = path.read_bytes()
        assert [secret for secret in secrets if secret in data] == [], path.name


def test_every_file_is_written_whole_over_an_older_one_and_nothing_else_is_left(tmp_path: Path) -> None:
    with open_reader(stored_log(tmp_path / "log").parent) as reader:
        record = read_record(reader, 1)
        wanted = Wanted(tmp_path / "out", (ALL,))
        written = export(reader, record, wanted)
        before = picture(tmp_path / "out")
        assert [each.path.name for each in export(reader, record, wanted)] == [each.path.name for each in written]
    after = picture(tmp_path / "out")
    assert sorted(before) == sorted(after) == sorted(each.path.name for each in written)
    # The same evening gives the same bytes; a workbook is a zip, whose parts say when they were packed.
    same = [name for name in before if not name.endswith(".xlsx")]
    assert [name for name in same if before[name] != after[name]] == []
    assert all(hashlib.sha256(each.path.read_bytes()).hexdigest() for each in written)


@pytest.mark.parametrize("kind", FORMATS)
def test_a_write_that_fails_leaves_the_older_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    with open_reader(stored_log(tmp_path / "log").parent) as reader:
        record = read_record(reader, 1)
        export(reader, record, Wanted(tmp_path / "out", (kind,)))
        before = picture(tmp_path / "out")

        def full(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("os.fsync", full)
        with pytest.raises(ReportError, match="cannot be written: No space left on device"):
            export(reader, record, Wanted(tmp_path / "out", (kind,)))
    assert picture(tmp_path / "out") == before


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        open_reader(stored_log(tmp_path / "log").parent) as reader,
        pytest.raises(ReportError, match=r"The folder .* cannot be written: .*\."),
    ):
        export(reader, read_record(reader, 1), Wanted(tmp_path / "file" / "below", (CSV,)))


def test_progress_names_each_file_before_it_is_written_and_ends_with_all_of_them(tmp_path: Path) -> None:
    steps: list[Step] = []
    with open_reader(stored_log(tmp_path / "log").parent) as reader:
        written: list[Written] = export(reader, read_record(reader, 1), Wanted(tmp_path, (ALL,)), steps.append)
    assert [step.name for step in steps] == [*(each.path.name for each in written), ""]
    assert [step.done for step in steps] == list(range(len(written) + 1))


def test_an_export_beside_a_desk_that_writes_is_of_one_moment(tmp_path: Path) -> None:
    from roomflow.store.journal import Batch
    from roomflow.store.sqlite import open_journal
    from tests.reports.many import many_entries

    entries = many_entries(400)
    journal = open_journal(tmp_path / "log", practice=True, durable=False)
    try:
        journal.append([Batch(1, 0, entries[:300], ())])
        with open_reader(tmp_path / "log") as reader:
            record = read_record(reader, 1)
            journal.append([Batch(1, 300, entries[300:], ())])
            written = export(reader, record, Wanted(tmp_path / "out", ("json", "sqlite")))
    finally:
        journal.close()
    values = json.loads(written[0].path.read_text(encoding="utf-8"))
    assert values["entries"] == 300
    assert len(values["tables"]["log"]) == 300
    with closing(sqlite3.connect(written[1].path)) as connection:
        (head,) = connection.execute("SELECT hex(hash) FROM entries WHERE seq = 300").fetchone()
    assert values["head"] == head.lower()


def test_no_planted_secret_is_in_what_is_logged_kept_or_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    from roomflow.cli import run

    folder = stored_log(tmp_path / "log").parent
    secrets = [str(entry.private["code"]) for entry in stored_entries() if entry.private and entry.private.get("code")]
    assert len(secrets) > 60
    with caplog.at_level("DEBUG"):
        assert run(["export", "--data", str(folder), "--to", str(tmp_path / "out"), "--format", "all"]) == 0
        assert run(["verify", "--data", str(folder)]) in (0, 1)
        assert run(["compare", "--data", str(folder), "--to", str(tmp_path / "out")]) == 0
    said = capsys.readouterr()
    told = [caplog.text, said.out, said.err, (folder / "keeping.jsonl").read_text("utf-8")]
    assert [secret for secret in secrets for text in told if secret in text] == []


def test_a_need_that_was_typed_as_a_reason_is_withheld_in_every_table() -> None:
    entries = list(stored_entries())
    index = next(index for index, entry in enumerate(entries) if entry.kind == "called")
    override = {"role": "clerk", "reason": "accessible-need", "words": "uses a wheelchair"}
    entries[index] = entries[index]._replace(details={**entries[index].details, "override": override})
    record = record_of(1, entries, "")
    text = "".join(as_csv(table) for table in record_tables(record))
    assert "withheld" in text
    assert "accessible-need" not in text
    assert "wheelchair" not in text


def test_a_pass_whose_reason_tells_a_need_says_it_in_no_table_but_in_the_sum() -> None:
    entries = stored_entries(FULL)
    kept = [entry.seq for entry in entries if entry.details.get("reason") == "kept"]
    record = record_of(1, entries, stored_head(FULL))
    assert record.fairness.reasons["kept"]
    (passes,) = (table for table in record_tables(record) if table.name == "fairness")
    seq, reason = (passes.columns.index(name) for name in ("seq", "reason"))
    said = {row[seq]: row[reason] for row in passes.rows if row[seq] in kept}
    assert set(said.values()) == {"withheld"}
    assert set(said) == set(kept)
    text = "".join(as_csv(table) for table in record_tables(record)) + log_as_csv(record.evening)
    assert '""reason"":""kept""' not in text
    assert text.count("too-large")


@pytest.mark.parametrize("name", [SAMPLE, FULL])
def test_a_head_count_adds_up_by_hand(name: str) -> None:
    counts = record_of(1, stored_entries(name), stored_head(name)).head_counts
    assert any(each.meanwhile for each in counts)
    assert [each for each in counts if max(0, each.counted + each.meanwhile) - each.was != each.difference] == []
