"""What this computer remembers of its screens: each value with a default, a spoilt file harms nothing."""

from pathlib import Path

import pytest

from roomflow.preferences import Preferences
from roomflow.settings_file import change_values, read_values


def test_what_is_written_is_read_again_and_other_keys_stay(tmp_path: Path) -> None:
    file = tmp_path / "config" / "settings.toml"
    change_values(file, {"log_folder": 'C:\\evenings "2026" ñ'})
    chosen = Preferences("es", "dark", 150, reduced_motion=True, single_keys=False)
    change_values(file, chosen.as_dict())
    assert Preferences.from_dict(read_values(file)) == chosen
    assert read_values(file)["log_folder"] == 'C:\\evenings "2026" ñ'
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize(
    "values",
    [{}, {"language": "xx"}, {"language": 7}, {"text_percent": True}, {"text_percent": 110}, {"light": "green"}],
)
def test_a_value_that_is_none_has_its_default(values: dict[str, object]) -> None:
    assert Preferences.from_dict(values) == Preferences()


@pytest.mark.parametrize("text", ["language = ", "\x00", "= 3"])
def test_a_file_that_cannot_be_read_is_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    assert read_values(file) == {}
    assert read_values(tmp_path / "none.toml") == {}
