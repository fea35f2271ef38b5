"""What this computer remembers of its screens: each value with a default, a spoilt file harms nothing."""

from pathlib import Path

import pytest

from roomflow.computer import Preferences
from roomflow.settings_file import change_settings, read_settings


def test_what_is_written_is_read_again_beside_all_other_settings(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.toml"
    change_settings(file, log_folder='C:\\evenings "2026" ñ')
    chosen = Preferences("es", "dark", 150, reduced_motion=True, single_keys=False)
    change_settings(file, screens=chosen)
    found = read_settings(file)
    assert (found.settings.screens, found.problems) == (chosen, ())
    assert found.settings.log_folder == 'C:\\evenings "2026" ñ'
    assert 'language = "es"' in file.read_text("utf-8").splitlines()
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "line",
    [
        'language = "xx"',
        "language = 7",
        "text_percent = true",
        "text_percent = 110",
        'light = "green"',
        "single_keys = 1",
    ],
)
def test_a_value_that_is_none_has_its_default_and_is_said(tmp_path: Path, line: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(f'{line}\nreduced_motion = true\npaper = "quarter"\n', "utf-8")
    found = read_settings(file)
    assert found.settings.screens == Preferences(reduced_motion=True)
    assert found.settings.paper == "quarter"
    assert [problem.values["name"] for problem in found.problems] == [line.partition(" ")[0]]


@pytest.mark.parametrize("text", ["language = ", "\x00", "= 3"])
def test_a_file_that_cannot_be_read_is_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    assert read_settings(file).settings.screens == Preferences()
    assert read_settings(tmp_path / "none.toml").settings.screens == Preferences()
