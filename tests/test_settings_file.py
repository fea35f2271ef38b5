"""The settings file: a slip is a sentence and a default, a change leaves the rest as it stands, nothing is lost."""

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from roomflow.computer import Settings
from roomflow.settings import BOUNDS, MINUTE_MS, PROBLEMS, Figures, slips_in
from roomflow.settings_file import change_settings, read_settings
from roomflow.whole_file import write_whole


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def test_without_a_file_there_are_the_defaults_and_nothing_is_written(file: Path) -> None:
    found = read_settings(file)
    assert (found.settings, found.problems) == (Settings(), ())
    assert not file.parent.exists()


def test_what_is_changed_is_there_at_the_next_start(file: Path) -> None:
    figures = replace(Figures(), party_people_max=4, call_grace_ms=6 * MINUTE_MS)
    written = change_settings(file, printer='HP "2" \\ ñ', print_at_once=True, copies_minutes=5, figures=figures)
    assert read_settings(file).settings == written
    assert (written.printer, written.print_at_once, written.figures) == ('HP "2" \\ ñ', True, figures)
    assert [each.name for each in file.parent.iterdir()] == ["settings.toml"]


def test_a_change_keeps_comments_and_what_this_version_does_not_know(file: Path) -> None:
    file.parent.mkdir()
    text = '# mine\nlog_folder = "es" # for the lobby\nlater = 3\n[figures]\nundo_ms = 20000 # slow hands\n'
    file.write_text(text, "utf-8")
    change_settings(file, paper="quarter")
    kept = file.read_text("utf-8")
    for line in ("# mine", "# for the lobby", "later = 3", "undo_ms = 20000 # slow hands", 'paper = "quarter"'):
        assert line in kept
    assert read_settings(file).settings.figures.undo_ms == 20_000


def test_a_change_leaves_what_somebody_else_changed_meanwhile(file: Path) -> None:
    change_settings(file, log_folder="es")
    change_settings(file, printer="Receipt")
    assert read_settings(file).settings == Settings(log_folder="es", printer="Receipt")


@pytest.mark.parametrize("text", [b"log_folder = ", b"\xff\xfe", b"a = 1\na = 2\n"])
def test_a_file_that_is_no_toml_is_said_and_kept_beside_the_new_one(file: Path, text: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(text)
    found = read_settings(file)
    assert found.settings == Settings()
    assert "not valid TOML" in found.problems[0].sentence()
    change_settings(file, log_folder="es")
    assert read_settings(file).settings == Settings(log_folder="es")
    assert file.with_name("settings.toml.unreadable-1").read_bytes() == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("printer = 3", "printer"),
        ('paper = "A4"', "paper"),
        ("copies_minutes = 0", "copies_minutes"),
        ("copies_minutes = true", "copies_minutes"),
        ('print_at_once = "no"', "print_at_once"),
        ("figures = 3", "figures"),
        ("[figures]\nundo_ms = 10", "undo_ms"),
        ("[figures]\nundo_ms = 1_000_000", "undo_ms"),
        ('[figures]\nundo_ms = "10"', "undo_ms"),
    ],
)
def test_one_slip_costs_one_default_and_is_named(file: Path, text: str, name: str) -> None:
    file.parent.mkdir()
    file.write_text(f'log_folder = "es"\n{text}\n', "utf-8")
    found = read_settings(file)
    assert found.settings == Settings(log_folder="es")
    (problem,) = found.problems
    assert name in problem.sentence()
    assert "default" in problem.sentence()
    change_settings(file, log_folder="en")
    assert text.splitlines()[-1] in file.read_text("utf-8")


def test_figures_that_do_not_go_together_are_the_defaults(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("[figures]\nfilling_percent = 95\n", "utf-8")
    found = read_settings(file)
    assert found.settings.figures == Figures()
    assert "filling_percent" in found.problems[0].sentence()


def test_a_file_that_cannot_be_read_is_said(file: Path) -> None:
    file.mkdir(parents=True)
    found = read_settings(file)
    assert found.settings == Settings()
    assert str(file) in found.problems[0].sentence()


def test_every_figure_has_bounds_and_its_default_lies_within() -> None:
    assert set(BOUNDS) == set(Figures().as_dict())
    assert slips_in(Figures()) == {}


@pytest.mark.parametrize(
    ("changes", "name", "key"),
    [
        ({"party_people_max": 0}, "party_people_max", "no-figure"),
        ({"filling_percent": 90}, "filling_percent", "filling-below"),
        ({"group_people_max": 5}, "group_people_max", "group-below"),
        ({"recall_second_ms": 2 * MINUTE_MS}, "recall_second_ms", "recalls-in-order"),
        ({"recall_second_ms": 5 * MINUTE_MS}, "recall_second_ms", "recall-in-grace"),
        ({"on_deck_remind_ms": 10 * MINUTE_MS}, "on_deck_remind_ms", "remind-before"),
        ({"stepped_out_in_recess_ms": 9 * MINUTE_MS}, "stepped_out_in_recess_ms", "recess-longer"),
    ],
)
def test_a_figure_that_cannot_be_says_why(changes: dict[str, int], name: str, key: str) -> None:
    slips = slips_in(replace(Figures(), **changes))
    assert {each: slip.key for each, slip in slips.items()} == {name: key}
    assert slips[name].sentence()[-1] == "."
    assert key in PROBLEMS


def test_a_write_that_fails_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, recwarn: pytest.WarningsRecorder
) -> None:
    change_settings(file, log_folder="es")

    def fail(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(file, b"half")
    monkeypatch.undo()
    assert read_settings(file).settings == Settings(log_folder="es")
    assert [each.name for each in file.parent.iterdir()] == ["settings.toml"]


def test_no_setting_is_about_a_person() -> None:
    names = set(Settings.__struct_fields__)
    assert names == {
        "log_folder", "printer", "paper", "print_at_once", "copies_folder",
        "copies_minutes", "building_file", "next_building", "next_name", "next_date", "next_doors_open",
        "next_call_to_order", "figures", "serves", "serves_practice", "serve_address", "serve_port",
        "serve_certificate", "serve_key", "ticket_page", "screens", "voice",
    }  # fmt: skip
