"""What this computer remembers of its window: widths of columns, the door somebody stands at. Nothing of a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import QObject

FILE_BYTES_MAX: Final = 100_000
TEXT_CHARACTERS_MAX: Final = 4_000


class Remembered(QObject):
    """Texts by their names; without a file they last as long as the window."""

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._texts = read_texts(file) if file is not None else {}

    def text(self, name: str) -> str:
        """What was remembered by this name; empty where nothing was."""
        return self._texts.get(name, "")

    def keep(self, name: str, text: str) -> None:
        """Remember this text; written whole or not at all."""
        if self._texts.get(name) == text or len(text) > TEXT_CHARACTERS_MAX or not is_unicode(text):
            return
        self._texts[name] = text
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return  # a width that is forgotten stops nobody's evening
        from PySide6.QtCore import QIODevice, QSaveFile  # nothing is kept before the window is there

        saved = QSaveFile(str(self._file))
        if saved.open(QIODevice.OpenModeFlag.WriteOnly):
            saved.write(msgspec.json.format(msgspec.json.encode(self._texts, order="sorted"), indent=1))
            saved.commit()


def read_texts(file: Path) -> dict[str, str]:
    """The texts of a file; none where it is missing or somebody wrote something else there."""
    try:
        with file.open("rb") as stream:
            values = msgspec.json.decode(stream.read(FILE_BYTES_MAX), type=dict[str, object])
    except (OSError, ValueError, RecursionError, msgspec.MsgspecError):
        return {}
    return {name: text for name, text in values.items() if isinstance(text, str)}


def is_unicode(text: str) -> bool:
    """Whether a text can be written: half a character, as some keyboards type it, cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
