"""Bad input on the command line: one clear sentence, exit code 2, and nothing written anywhere."""

import contextlib
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from roomflow.cli import run
from roomflow.store.sqlite import open_journal
from tests.domain.table import Table
from tests.rehearsal.played import log_of_first, picture, sample
from tests.reports.logs import write_log

Said = pytest.CaptureFixture[str]

BUILDING = sample("building.toml").decode()
ARRIVALS = sample("evening.csv").decode()


def refused(words: list[str], capsys: Said) -> str:
    """The one sentence on stderr of a command that must end with 2 and print nothing else."""
    assert run(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert said.err.strip().endswith(".")
    return said.err.strip()


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('kind = "chamber"', 'kind = "balcony"', "“Commission Chamber” has the kind “balcony”; a kind is one of"),
        ("limit = 120", "limit = -1", "The limit of “Commission Chamber” must be a whole number from 0"),
        ("limit = 120  ", "", "“Commission Chamber” has no limit"),
        ("limit = 120", "limit = 12.5", "The limit of “Commission Chamber” must be a whole number from 0"),
        ("reserved = 18", "reserved = 121", "“Commission Chamber” has 121 reserved places but a limit of 120."),
        ('name = "Overflow B"', 'name = "Overflow A"', "Two spaces have the name “Overflow A”"),
        ("[[space]]", "[[space", "The building file is not valid TOML"),
        ("America/Denver", "America/Nowhere", "The time zone “America/Nowhere” is not known"),
    ],
)
def test_a_bad_building_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: Said, old: str, new: str, sentence: str
) -> None:
    assert old in BUILDING
    text = BUILDING.replace(old, new, 1)
    if new == "":
        text = BUILDING.replace("limit = 120", "# limit", 1)
    file = tmp_path / "b.toml"
    file.write_text(text, encoding="utf-8")
    assert sentence in refused(["rehearse", "--building", str(file), "--data", str(tmp_path / "log")], capsys)
    assert list(picture(tmp_path)) == ["b.toml"]
    assert not (tmp_path / "log").exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (ARRIVALS.replace("17:15:15", "17:65:15").encode(), "The arrivals file, line 4: “17:65:15” is no time"),
        (ARRIVALS.replace("17:15:15,1", "17:15:15,0").encode(), "The arrivals file, line 4: a party has from 1 to 6"),
        (ARRIVALS.replace("17:15:15,1", "17:15:15,50").encode(), "not 50; write a larger group as several parties."),
        (ARRIVALS.replace("people", "persons").encode(), "the column “people” is missing"),
        (bytes(range(256)), "The arrivals file is not a text file."),
        (b"", "The arrivals file is empty."),
        (b"at,people,accessible,wish\n17:15,1,0,\xff\n", "The arrivals file is not text in UTF-8 (line 2)."),
    ],
)
def test_bad_arrivals_are_refused_and_nothing_is_written(
    tmp_path: Path, capsys: Said, data: bytes, sentence: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    assert sentence in refused(["rehearse", "--arrivals", str(file), "--data", str(tmp_path / "log")], capsys)
    assert picture(tmp_path) == {"a.csv": data}
    assert not (tmp_path / "log").exists()


@pytest.mark.parametrize("option", ["--building", "--evening", "--arrivals"])
def test_a_file_that_is_not_there_or_is_a_folder_is_named(tmp_path: Path, capsys: Said, option: str) -> None:
    assert refused(["rehearse", option, str(tmp_path / "none")], capsys) == f"There is no file {tmp_path / 'none'}."
    assert refused(["rehearse", option, str(tmp_path)], capsys) == f"{tmp_path} is a folder; name a file."


def test_a_file_without_an_end_is_not_read_to_it(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "a.csv"
    with file.open("wb") as stream:
        stream.truncate(10**10)  # takes no room on the disk
    assert refused(["rehearse", "--arrivals", str(file)], capsys).endswith("is larger than 4 MB.")


def with_log(folder: Path) -> list[str]:
    log_of_first(folder)
    return ["--data", str(folder)]


def test_a_folder_with_real_meetings_is_refused_for_a_rehearsal_and_stays_as_it_was(
    tmp_path: Path, capsys: Said
) -> None:
    write_log(tmp_path, Table().entries, practice=False)
    before = picture(tmp_path)
    sentence = refused(["rehearse", "--data", str(tmp_path)], capsys)
    assert "holds real meetings, and stays so for ever" in sentence
    assert picture(tmp_path) == before


@pytest.mark.skipif(sys.platform == "win32", reason="folders are guarded in another way there")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is unwritable for root")
def test_an_unwritable_folder_is_refused_and_stays_as_it_was(tmp_path: Path, capsys: Said) -> None:
    tmp_path.chmod(0o500)
    try:
        assert str(tmp_path) in refused(["rehearse", "--data", str(tmp_path)], capsys)
        assert picture(tmp_path) == {}
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which nobody, root neither, can write")
def test_a_folder_in_which_not_even_root_can_write_is_refused(capsys: Said) -> None:
    assert "/proc/self" in refused(["rehearse", "--data", "/proc/self"], capsys)
    assert "/proc/self/out" in refused(["rehearse", "--data", "/proc/self/out"], capsys)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "file").write_text("")
    below = tmp_path / "file" / "log"
    data = with_log(tmp_path / "log")
    for words in (
        ["rehearse", "--data", str(below)],
        ["verify", "--data", str(below)],
        ["dispose", "--meeting", "1", "--reason", "x", "--data", str(below)],
        ["serve", "--port", "0", "--data", str(below)],
        ["export", *data, "--to", str(below)],
        ["compare", *data, "--to", str(below)],
    ):
        assert refused(words, capsys) == f"{tmp_path / 'file'} is a file; name a folder."
        words[words.index(str(below))] = str(tmp_path / "file")
        assert refused(words, capsys) == f"{tmp_path / 'file'} is a file; name a folder."
    assert sorted(picture(tmp_path)) == ["file", "log/roomflow.db"]


def newer(folder: Path) -> None:
    path = log_of_first(folder)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")


def foreign(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(folder / "roomflow.db")) as connection:
        connection.execute("CREATE TABLE somebody (else_ TEXT)")


def garbage(folder: Path) -> None:
    (folder / "roomflow.db").write_bytes(b"this is no database at all" * 100)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [(newer, "written by a newer roomflow"), (foreign, "is not a log of roomflow"), (garbage, "not a log of roomflow")],
)
@pytest.mark.parametrize("command", [["rehearse"], ["verify"], ["export", "--to", "out"]])
def test_a_log_that_is_newer_or_not_ours_is_refused_and_stays_as_it_was(
    tmp_path: Path, capsys: Said, make: Callable[[Path], None], sentence: str, command: list[str]
) -> None:
    make(tmp_path)
    before = picture(tmp_path)
    assert sentence in refused([*command, "--data", str(tmp_path)], capsys)
    assert picture(tmp_path) == before
    assert not Path("out").exists()


def test_a_rehearsal_in_a_folder_whose_log_somebody_rebuilt_ends_with_a_sentence(tmp_path: Path, capsys: Said) -> None:
    path = log_of_first(tmp_path)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA legacy_alter_table = 1")
        connection.execute("ALTER TABLE entries RENAME TO was")
        connection.execute("CREATE TABLE entries AS SELECT * FROM was")
        connection.commit()
    assert "the table “entries” in it was not made by roomflow" in refused(
        ["rehearse", "--data", str(tmp_path)], capsys
    )


def test_a_rehearsal_in_a_folder_whose_entries_somebody_rewrote_ends_with_a_sentence(
    tmp_path: Path, capsys: Said
) -> None:
    path = tmp_path / "roomflow.db"
    write_log(tmp_path, Table().entries[:1], practice=True)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER entries_no_update")
        connection.execute("UPDATE entries SET details = '{}'")
        connection.commit()
    assert "Meeting 1 of the log cannot be read" in refused(["rehearse", "--data", str(tmp_path)], capsys)


def test_a_second_desk_on_the_same_folder_is_refused(tmp_path: Path, capsys: Said) -> None:
    log_of_first(tmp_path)
    journal = open_journal(tmp_path, practice=True, durable=False)
    try:
        before = (tmp_path / "roomflow.db").read_bytes()
        assert "Another desk works in the folder" in refused(["rehearse", "--data", str(tmp_path)], capsys)
        assert (tmp_path / "roomflow.db").read_bytes() == before
    finally:
        journal.close()


WITH_A_LOG = [
    ["verify"],
    ["export", "--to", "out"],
    ["compare", "--to", "out"],
    ["dispose", "--meeting", "1", "--reason", "x"],
]


@pytest.mark.parametrize("command", WITH_A_LOG)
def test_a_folder_without_a_log_is_said_and_not_made(tmp_path: Path, capsys: Said, command: list[str]) -> None:
    sentence = refused([*command, "--data", str(tmp_path / "none")], capsys)
    assert sentence == f"There is no log of roomflow in the folder {tmp_path / 'none'}."
    assert list(tmp_path.iterdir()) == []


def test_a_meeting_that_is_not_there_is_said(tmp_path: Path, capsys: Said) -> None:
    data = with_log(tmp_path / "log")
    sentence = refused(["export", *data, "--to", str(tmp_path / "out"), "--meeting", "3"], capsys)
    assert sentence == "There is no meeting 3 in this log; it has 1."
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", [*WITH_A_LOG, ["rehearse"], ["serve", "--port", "0"]])
def test_a_folder_in_the_place_of_the_log_is_said(tmp_path: Path, capsys: Said, command: list[str]) -> None:
    log = tmp_path / "roomflow.db"
    log.mkdir()
    assert refused([*command, "--data", str(tmp_path)], capsys) == f"{log} is a folder, and no log of roomflow."
    assert list(tmp_path.iterdir()) == [log]


@pytest.mark.parametrize("command", [[], ["doctor"], *WITH_A_LOG, ["rehearse"], ["pair", "--role", "desk"]])
def test_a_name_that_is_too_long_is_one_short_sentence(capsys: Said, command: list[str]) -> None:
    sentence = refused([*command, "--data", "n" * 10_000], capsys)
    assert sentence.startswith("--data: The name is longer than this computer can have one.")


def test_what_was_typed_is_cut_where_it_is_no_name_any_more_and_a_long_name_is_not(capsys: Said) -> None:
    sentence = refused(["serve", "--host", "8" * 10_000], capsys)
    assert sentence.startswith("“" + "8" * 39 + "…")
    assert len(sentence) < 200
    name = "n" * 200
    assert refused(["verify", "--data", name], capsys) == f"There is no log of roomflow in the folder {name}."


@pytest.mark.parametrize("place", ["", "roomflow.db"])
def test_an_evening_that_is_not_there_is_not_opened(tmp_path: Path, capsys: Said, place: str) -> None:
    with_log(tmp_path)
    sentence = refused(["open", str(tmp_path / place), "--meeting", "9"], capsys)
    assert sentence == "There is no meeting 9 in this log; it has 1."


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [(" ", "A disposal needs a reason"), ("n" * 201, "A reason has at most 200 characters; this one has 201.")],
)
def test_a_reason_that_cannot_be_kept_is_refused_before_anything_is_asked(
    tmp_path: Path, capsys: Said, reason: str, sentence: str
) -> None:
    words = ["dispose", *with_log(tmp_path), "--meeting", "1", "--reason", reason]
    assert refused(words, capsys).startswith(sentence)


@pytest.mark.parametrize(
    "words", [["--host", "nowhere"], ["--host", "192.0.2.1"], ["--tls-cert", "a", "--tls-key", "a"]]
)
def test_what_cannot_be_served_makes_no_log(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").write_text("no certificate")
    refused(["serve", "--practice", "--port", "0", "--data", "log", *words], capsys)
    assert list(picture(tmp_path)) == ["a"]


def test_a_head_that_is_none_is_said(tmp_path: Path, capsys: Said) -> None:
    assert "A head is 64 letters and digits" in refused(["verify", *with_log(tmp_path), "--head", "abc"], capsys)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rehearse", "--seed", "many"], "--seed is a whole number from 0 to 9223372036854775807."),
        (["rehearse", "--seed", "-1"], "--seed is a whole number from 0 to"),
        (["rehearse", "--sead", "1"], "There is no option --sead here; is --seed, --seeds meant?"),
        (["rehearse", "--data", ""], "--data: Name a folder."),
        (["rehearse", "--building", " "], "--building: Name a file."),
        (["reherse"], "There is no command reherse; is rehearse meant?"),
        (["export"], "--to is missing."),
        (["export", "--to", ""], "--to: Name a folder."),
        (["export", "--to", "x", "--format", "docx"], "--format is one of csv, xlsx, pdf, json, sqlite, all."),
        (["export", "--to", "x", "--meeting", "0"], "--meeting is a whole number from 1 on."),
        (["compare", "--to", " "], "--to: Name a folder."),
        (["open"], "FILE is missing."),
        (["open", ""], "FILE: Name a file or a folder."),
        (["pair"], "--role is missing; it is one of door, desk, display, clerk."),
        (["serve", "--practice=now"], "--practice stands alone; it takes nothing behind a “=”."),
        (["serve", "--host"], "--host needs a word behind it."),
        (["verify", "now"], "“now” is too much here."),
        (["doctor", "now", "then"], "“now then” is too much here."),
    ],
)
def test_words_that_are_not_understood_end_with_2_and_a_sentence(capsys: Said, words: list[str], sentence: str) -> None:
    assert refused(words, capsys).startswith(sentence)
