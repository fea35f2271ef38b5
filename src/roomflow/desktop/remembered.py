"""What this computer remembers of its windows: where they lay, how wide columns were, where the public screen stands.

Never anything about a meeting. The file is JSON and written whole or not at all; one that cannot be read is as none.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QByteArray, QIODevice, QSaveFile

log = logging.getLogger(__name__)

FILE_BYTES_MAX: Final = 200_000
STATE_CHARACTERS_MAX: Final = 20_000
STATES_MAX: Final = 100
FEET: Final = (15, 20, 30, 40, 50)
"""The viewing distances that can be chosen."""
INCHES: Final = (19, 24, 27, 32, 40, 43, 50, 55, 65, 75, 86, 98)
"""The diagonals that can be chosen."""


@dataclass(frozen=True, slots=True)
class PublicSettings:
    """How the public screen of this computer stands. `monitor` is its name, empty for the first free one.

    `inches` is the screen's diagonal, 0 where the monitor says it itself.
    """

    shown: bool = False
    monitor: str = ""
    feet: int = 30
    inches: int = 0
    silent: bool = False
    in_chamber: bool = False
    """It hangs in the chamber: silent while the meeting is in session."""

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PublicSettings:
        """Those of a file; what is missing or no value of its kind has its default."""
        made = cls()
        for field in fields(cls):
            value: Any = values.get(field.name)
            if type(value) is type(getattr(made, field.name)):
                made = replace(made, **{field.name: value})
        feet = made.feet if made.feet in FEET else cls().feet
        return replace(made, feet=feet, inches=made.inches if made.inches in INCHES else 0)

    def as_dict(self) -> dict[str, str | int | bool]:
        return {field.name: getattr(self, field.name) for field in fields(self)}


class Remembered:
    """Reads the file once; each change writes it anew. Without a file it lasts as long as the window."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._values = _read(file)

    @property
    def public(self) -> PublicSettings:
        values = self._values.get("public")
        return PublicSettings.from_dict(values if isinstance(values, dict) else {})

    def keep_public(self, settings: PublicSettings) -> None:
        if settings != self.public:
            self._keep("public", settings.as_dict())

    def state(self, name: str) -> QByteArray:
        """What a window or a table gave as its state; empty where nothing is known of it."""
        states = self._values.get("states")
        value = states.get(name) if isinstance(states, dict) else None
        return QByteArray.fromBase64(value.encode("ascii", "replace")) if isinstance(value, str) else QByteArray()

    def keep_state(self, name: str, state: QByteArray) -> None:
        """Keep what Qt calls a state (saveGeometry, a header's saveState) under a name."""
        states = self._values.get("states")
        known = dict(states) if isinstance(states, dict) else {}
        text = state.toBase64().toStdString()
        if known.get(name) == text or len(text) > STATE_CHARACTERS_MAX or len(known) >= STATES_MAX:
            return
        self._keep("states", known | {name: text})

    def _keep(self, key: str, value: object) -> None:
        self._values = {**self._values, key: value}
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            log.info("the windows of this computer are not remembered: %s", error)
            return
        import json

        written = QSaveFile(str(self._file))
        text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        is_open = written.open(QIODevice.OpenModeFlag.WriteOnly)
        if not is_open or written.write(text.encode()) < 0 or not written.commit():
            log.info("the windows of this computer are not remembered: %s", written.errorString())


def _read(file: Path | None) -> dict[str, Any]:
    if file is None or not file.exists():
        return {}
    import json  # a start that remembers nothing does not wait for it

    try:
        with file.open("rb") as stream:
            values = json.loads(stream.read(FILE_BYTES_MAX))
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
