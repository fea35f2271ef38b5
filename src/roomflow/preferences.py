"""What this computer remembers of how its screens shall be: language, light, size of text, motion, single keys.

They lie beside the log folder's place in `settings.toml`: plain keys, each with a default, so that a file of another
version, or one that somebody wrote by hand, never keeps the program from starting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Final

SYSTEM: Final = "system"
"""As the system has it."""
LANGUAGES: Final = ("en", "es")
LIGHTS: Final = (SYSTEM, "light", "dark")
TEXT_PERCENTS: Final = (100, 125, 150, 200)


@dataclass(frozen=True, slots=True)
class Preferences:
    """How the screens of this computer shall be; the default follows the system."""

    language: str = SYSTEM
    light: str = SYSTEM
    text_percent: int = 100
    reduced_motion: bool = False
    single_keys: bool = True

    def changed(self, **values: Any) -> Preferences:
        """The same with other values; raises ValueError for one that is none."""
        made = replace(self, **values)
        if made.language not in (SYSTEM, *LANGUAGES) or made.light not in LIGHTS:
            raise ValueError(values)
        if made.text_percent not in TEXT_PERCENTS:
            raise ValueError(values)
        return made

    def as_dict(self) -> dict[str, str | int | bool]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Preferences:
        """Those of a settings file; what is missing, or is no value of its key, has its default."""
        made = cls()
        for field in fields(cls):
            value = values.get(field.name)
            if type(value) is type(getattr(made, field.name)):
                try:
                    made = made.changed(**{field.name: value})
                except ValueError:
                    continue
        return made
