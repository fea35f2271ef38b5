"""The command line: what each command prints and ends with."""

import json
import re
import subprocess
import sys
import types
from pathlib import Path

import pytest

import roomflow
from roomflow import cli
from roomflow.cli import run
from roomflow.store.sqlite import open_reader
from tests.rehearsal.played import first, log_of_first, picture


def printed_head() -> str:
    head: str = first().summary["head"]
    return head


Said = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a copy of the played sample evening."""
    return log_of_first(tmp_path / "log").parent


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> types.SimpleNamespace:
    """Stands in for the desktop: whether there is a display, and how the desk was opened."""
    calls: list[tuple[Path | None, int | None]] = []
    app = types.ModuleType("roomflow.app")
    stand_in = types.SimpleNamespace(there=True, calls=calls)

    def run_desk(data: Path | None, quit_after_ms: int | None) -> int:
        calls.append((data, quit_after_ms))
        return 0

    app.run_desk = run_desk  # type: ignore[attr-defined]
    app.display_available = lambda: stand_in.there  # type: ignore[attr-defined]
    app.log_folder_in_use = lambda: Path("chosen")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "roomflow.app", app)
    monkeypatch.setattr(roomflow, "app", app, raising=False)
    return stand_in


# --- rehearse ---


def test_rehearse_prints_one_json_object_on_standard_output_and_nothing_else(capsys: Said) -> None:
    assert run(["rehearse", "--seed", "126", "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == first().summary
    assert said.err == ""


def test_rehearse_says_in_words_how_the_evening_went(capsys: Said) -> None:
    assert run(["rehearse"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("PRACTICE EVENING at Sample City-County Building: 256 parties, 445 people.\n")
    assert "Commission Chamber              102" in said.out
    assert f"head {printed_head()}" in said.out
    assert "Playing the evening" in said.err


def test_rehearse_makes_a_practice_folder_and_adds_further_evenings_to_it(tmp_path: Path, capsys: Said) -> None:
    assert run(["rehearse", "--data", str(tmp_path / "new"), "--json"]) == 0
    assert run(["--data", str(tmp_path / "new"), "rehearse", "--seed", "7", "--json"]) == 0
    with open_reader(tmp_path / "new") as reader:
        assert [(line.number, line.practice, line.closed) for line in reader.meetings()] == [
            (1, True, True),
            (2, True, True),
        ]
    assert [json.loads(line)["meeting"] for line in capsys.readouterr().out.splitlines()] == [1, 2]


def test_rehearse_leaves_nothing_behind_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["rehearse", "--json"]) == 0
    assert list(tmp_path.iterdir()) == []


def test_the_same_evening_twice_on_one_folder_is_refused_and_the_log_stays_as_it_was(
    folder: Path, capsys: Said
) -> None:
    assert run(["rehearse", "--data", str(folder)]) == 2
    assert "holds this very evening already, as meeting 1" in capsys.readouterr().err
    assert run(["verify", "--data", str(folder), "--head", printed_head()]) == 0
    assert f"meeting 1 ends with that head, at entry {first().summary['entries']}." in capsys.readouterr().out


def test_files_of_ones_own_are_played(tmp_path: Path, capsys: Said) -> None:
    building = tmp_path / "b.toml"
    building.write_text(
        'name = "Hall"\ntimezone = "Europe/Berlin"\n[[space]]\nname = "Saal"\nkind = "chamber"\nlimit = 4\n'
    )
    arrivals = tmp_path / "a.csv"
    arrivals.write_text("at,people,accessible,wish\n17:15,3,0,any\n17:16,1,0,chamber\n17:17,2,0,any\n")
    assert run(["rehearse", "--building", str(building), "--arrivals", str(arrivals), "--json", "--seed", "1"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["parties"], result["people"]["arrived"], result["violations"]) == (3, 6, 0)
    assert result["spaces"][0]["full_at"] == "2026-01-13T17:16:00+01:00"


# --- verify ---


def test_verify_prints_what_it_found(folder: Path, capsys: Said) -> None:
    assert run(["verify", "--data", str(folder)]) == 0
    assert f"head        {printed_head()}" in capsys.readouterr().out
    assert run(["--data", str(folder), "verify", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    entries = first().summary["entries"]
    assert found == {"entries": entries, "chain": True, "fold": True, "violations": 0, "head": printed_head()}


def test_verify_ends_with_1_and_names_the_entry_that_was_changed(folder: Path, capsys: Said) -> None:
    from tests.reports.logs import tamper

    tamper(folder, "UPDATE entries SET station = 'Desk' WHERE seq = 321")
    for more in ([], ["--json"]):
        assert run(["verify", "--data", str(folder), *more]) == 1
        assert capsys.readouterr().err == "Meeting 1: Entry 321 was changed: it does not give its hash.\n"


def test_verify_needs_no_lock_and_changes_nothing(folder: Path, capsys: Said) -> None:
    from roomflow.store.sqlite import open_journal

    journal = open_journal(folder, practice=True, durable=False)
    before = (folder / "roomflow.db").read_bytes()
    try:
        assert run(["verify", "--data", str(folder), "--json"]) == 0
    finally:
        journal.close()
    assert (folder / "roomflow.db").read_bytes() == before


# --- export ---


def test_export_writes_every_table_prints_their_paths_and_says_that_nobody_was_overtaken(
    folder: Path, tmp_path: Path, capsys: Said
) -> None:
    assert run(["export", "--data", str(folder), "--to", str(tmp_path / "minutes"), "--format", "csv"]) == 0
    said = capsys.readouterr()
    paths = [Path(line) for line in said.out.splitlines()]
    assert said.err.endswith("overtaken without a reason: 0.\n")
    assert [path.name.removeprefix("PRACTICE-2026-01-13-meeting-1-") for path in paths] == [
        *("summary.csv", "spaces.csv", "occupancy.csv", "tickets.csv", "turned-away.csv", "head-counts.csv"),
        *("doors.csv", "agenda.csv", "decisions.csv", "fairness.csv", "attendance.csv", "log.csv"),
    ]
    assert sorted(picture(tmp_path / "minutes")) == sorted(path.name for path in paths)
    assert "2026-01-13T17:15:00-07:00" in paths[2].read_text(encoding="utf-8")


BROKEN = {"no-json": "details = '{'", "empty": "details = '{}'", "kind": "kind = 'sest'"}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize("seq", [1, 200])
def test_a_log_that_another_tool_broke_ends_export_and_verify_in_a_sentence(
    folder: Path, tmp_path: Path, capsys: Said, change: str, seq: int
) -> None:
    from tests.reports.logs import tamper

    tamper(folder, f"UPDATE entries SET {change} WHERE seq = {seq}")
    assert run(["verify", "--data", str(folder)]) == 1
    assert f"ntry {seq} " in capsys.readouterr().err
    code = run(["export", "--data", str(folder), "--to", str(tmp_path / "out")])
    said = capsys.readouterr().err
    assert "fault of its own" not in said
    assert (code, "overtaken without a reason" in said) in ((0, True), (1, False), (2, False))
    assert said


# --- the desk ---


def test_without_a_command_the_desk_opens(display: types.SimpleNamespace, tmp_path: Path) -> None:
    assert run([]) == 0
    assert run(["--data", str(tmp_path), "--quit-after", "50"]) == 0
    assert display.calls == [(None, None), (tmp_path, 50)]


def test_without_a_display_it_says_so_and_plays_the_sample_evening(
    display: types.SimpleNamespace, tmp_path: Path, capsys: Said
) -> None:
    display.there = False
    assert run(["--data", str(tmp_path / "log")]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("There is no display here, so the window cannot open; this plays the sample evening")
    assert "PRACTICE EVENING" in said.out
    assert "Playing the evening" in said.err
    assert display.calls == []
    assert not (tmp_path / "log").exists()


def test_doctor_says_what_there_is(display: types.SimpleNamespace, tmp_path: Path, capsys: Said) -> None:
    assert run(["doctor", "--data", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"log folder:  {tmp_path}." in lines
    assert "display:     yes." in lines
    assert run(["doctor", "--data", str(tmp_path), "--language", "es"]) == 0
    spanish = capsys.readouterr().out.splitlines()
    assert len(spanish) == len(lines)
    assert f"carpeta del registro: {tmp_path}." in spanish
    assert "conexiones:           ninguna: roomflow no habla con ninguna otra computadora." in spanish


def test_doctor_says_what_lies_in_the_log_folder_and_writes_nothing(tmp_path: Path, capsys: Said) -> None:
    from roomflow.store.sqlite import open_journal

    def log_line(folder: Path) -> str:
        before = picture(tmp_path)
        assert run(["doctor", "--data", str(folder)]) == 0
        assert picture(tmp_path) == before
        return next(line for line in capsys.readouterr().out.splitlines() if line.startswith("log:"))[13:]

    assert log_line(tmp_path / "none") == "none yet."
    (tmp_path / "file").write_text("")
    assert log_line(tmp_path / "file") == "none yet."
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "a.jpg").write_text("")
    assert log_line(tmp_path / "photos") == "none yet."
    (tmp_path / "odd" / "roomflow.db").mkdir(parents=True)
    assert log_line(tmp_path / "odd").endswith("roomflow.db is a folder, and no log of roomflow.")
    log = log_of_first(tmp_path / "log")
    assert log_line(log.parent) == "practice evenings: 1, the last of 2026-01-13."
    journal = open_journal(log.parent, practice=True)
    try:
        assert log_line(log.parent) == "practice evenings: 1, the last of 2026-01-13.", "beside a desk too"
    finally:
        journal.close()
    log.write_bytes(b"garbage" * 1_000)
    assert log_line(log.parent) == f"The file {log} is not a log of roomflow."


def test_without_data_the_folder_chosen_at_first_start_is_used(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: Said
) -> None:
    monkeypatch.setattr("roomflow.app.log_folder_in_use", lambda: folder)
    assert run(["verify", "--head", printed_head()]) == 0
    assert run(["doctor"]) == 0
    assert f"log folder:  {folder}." in capsys.readouterr().out


# --- help, version, faults ---


@pytest.mark.parametrize("command", [[], ["rehearse"], ["verify"], ["export"], ["doctor"]])
def test_every_command_has_help_with_an_example_and_data(command: list[str], capsys: Said) -> None:
    assert run([*command, "--help"]) == 0
    said = capsys.readouterr().out
    assert f"Example:\n    roomflow {' '.join(command)}".rstrip() in said
    assert "--data DIR" in said
    assert "--quit-after" not in said


EVERY = ["rehearse", "verify", "export", "compare", "serve", "pair", "open", "dispose", "doctor"]


@pytest.mark.parametrize("command", [[], *([name] for name in EVERY)])
def test_help_is_said_in_the_language_that_is_asked_for_or_that_of_the_terminal(
    command: list[str], capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "es_US.UTF-8")
    assert run([*command, "--help"]) == 0
    spanish = capsys.readouterr().out
    assert spanish.startswith(f"Uso: {' '.join(['roomflow', *command])} [OPCIONES]")
    assert "Opciones:" in spanish
    assert "Ejemplo:\n" in spanish
    assert "Mostrar esta ayuda y terminar." in spanish
    assert not re.search(r"\b(the|and|with|Show|Options|Usage|required)\b", spanish.partition("Ejemplo")[0])
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert run([*command, "--help"]) == 0
    english = capsys.readouterr().out
    assert re.search(r"\b(the|and|with|Show)\b", english), "the control: English has these words"
    monkeypatch.setenv("LC_ALL", "es")
    if command not in ([], ["rehearse"]):  # what a rehearsal prints is English
        assert run([*command, "--language", "en", "--help"]) == 0
        assert capsys.readouterr().out == english


def test_the_list_of_commands_has_what_each_does(capsys: Said) -> None:
    assert run(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:")[2]
    assert [line.split()[0] for line in listed.splitlines() if re.match("  [a-z]", line)] == [*EVERY]
    assert "export-job" not in listed


def test_the_version_is_said(capsys: Said) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"roomflow {roomflow.__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from roomflow.cli import run; assert run(['--help']) == 0;"
        "heavy = [n for n in sys.modules if n.split('.')[0] in ('PySide6', 'sqlite3', 'pysqlite3', 'sqlite_utils')"
        " or n.startswith('roomflow.') and not n.startswith('roomflow.cli')]; sys.exit(repr(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_fault_of_our_own_is_one_sentence_and_ends_with_1(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("nobody\nknows")

    monkeypatch.setattr(cli.roomflow, "main", broken)
    assert run([]) == 1
    said = capsys.readouterr().err
    assert said.startswith("roomflow stopped on a fault of its own: KeyError in test_cli.py, line ")
    assert said.count("\n") == 1


def test_ctrl_c_ends_with_one_word(monkeypatch: pytest.MonkeyPatch, capsys: Said) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("roomflow.cli.rehearsing.rehearse", stopped)
    assert run(["rehearse", "--json"]) == 1
    assert capsys.readouterr().err.strip() == "Stopped."


def test_a_reader_that_has_read_enough_is_no_error() -> None:
    code = "import sys; from roomflow.cli import run; sys.exit(run(['rehearse']))"
    script = f'{sys.executable} -c "{code}" 2>&1 | head -1; exit ${{PIPESTATUS[1]}}'
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    assert "Exception ignored" not in done.stdout + done.stderr
