"""Draws every page and state of the window in every form: `make pictures`, into build/pictures.

usage: python -m tests.desktop.pictures [--into FOLDER] [--best FOLDER] [STATE …]

A form is a size, a light, a language and a size of text: sixteen of them. --best also writes the pictures of README
and guide into a folder. The evenings are made by hand, so that a picture is the same on every machine and day.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from roomflow.desktop.basis.appearance import Appearance

SIZES: Final = ((1366, 768), (1920, 1080))
LIGHTS: Final = ("light", "dark")
LANGUAGES: Final = ("en", "es")
PERCENTS: Final = (100, 200)
BEST: Final = {
    "desk": ("desk-light", "1366x768-light-en-100"),
    "ticket": ("desk-ticket", "1366x768-light-en-100"),
    "dark": ("desk-count-first", "1366x768-dark-en-100"),
    "spanish": ("desk-ticket", "1366x768-light-es-100"),
    "large-text": ("desk-light", "1366x768-light-en-200"),
    "emergency": ("emergency", "1366x768-light-en-100"),
    "first-start": ("first-start", "1366x768-light-en-100"),
    "line": ("line", "1366x768-light-en-100"),
    "doors-full": ("doors", "1366x768-light-en-100"),
    "clerk": ("clerk", "1366x768-light-en-100"),
    "setup": ("setup-building", "1366x768-light-en-100"),
}
"""For README and guide: the file's name, the state, the form."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a picture is drawn; size in px."""

    size: tuple[int, int]
    light: str = "light"
    language: str = "en"
    percent: int = 100

    def __str__(self) -> str:
        return f"{self.size[0]}x{self.size[1]}-{self.light}-{self.language}-{self.percent}"


def forms() -> Iterator[Form]:
    """All sixteen; the light changes least often, since dressing takes longest."""
    for light, language, percent, size in product(LIGHTS, LANGUAGES, PERCENTS, SIZES):
        yield Form(size, light, language, percent)


def dress_as(appearance: Appearance, form: Form) -> None:
    appearance.change(language=form.language, light=form.light, text_percent=form.percent)


def draw_all(appearance: Appearance, into: Path, wanted: list[str]) -> int:
    """Draw the wanted states, all where none is named; gives the number of pictures."""
    from tests.desktop.stage import Stage
    from tests.desktop.states import STATES

    drawn = 0
    for form in forms():
        dress_as(appearance, form)
        stage = Stage.of(form.size, appearance)
        folder = into / str(form)
        folder.mkdir(parents=True, exist_ok=True)
        for name in wanted or STATES:
            stage.show(name).grab().save(str(folder / f"{name}.png"))
            drawn += 1
        stage.end()
    return drawn


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--into", type=Path, default=Path("build/pictures"))
    parser.add_argument("--best", type=Path)
    parser.add_argument("states", nargs="*")
    asked = parser.parse_args(words)
    app, appearance = application()
    drawn = draw_all(appearance, asked.into, asked.states)
    print(f"{drawn} pictures in {asked.into}")
    if asked.best is not None:
        for name, (state, form) in BEST.items():
            made = asked.into / form / f"{state}.png"
            if made.exists():
                (asked.best / f"{name}.png").write_bytes(made.read_bytes())
    app.quit()
    return 0


def application() -> tuple[QApplication, Appearance]:
    """An application dressed for pictures, whatever this computer remembers."""
    from PySide6.QtWidgets import QApplication

    from roomflow.computer import Preferences
    from roomflow.desktop.basis.appearance import Appearance

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    return app, Appearance(app, Preferences(language="en", light="light", reduced_motion=True))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    sys.exit(main(sys.argv[1:]))
