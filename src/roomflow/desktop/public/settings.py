"""How the public screen of this computer stands: kept as one text among what the window remembers of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct
from msgspec.structs import asdict, replace

if TYPE_CHECKING:
    from roomflow.desktop.basis.remembered import Remembered

NAME: Final = "public screen"
FEET: Final = (15, 20, 30, 40, 50)
"""The viewing distances that can be chosen."""
INCHES: Final = (19, 24, 27, 32, 40, 43, 50, 55, 65, 75, 86, 98)
"""The diagonals that can be chosen."""


class PublicSettings(Struct, frozen=True):
    """`monitor` is a name, empty for the first free one; `inches` the diagonal, 0 where the monitor says it itself."""

    shown: bool = False
    monitor: str = ""
    feet: int = 30
    inches: int = 0
    silent: bool = False
    in_chamber: bool = False
    """It hangs in the chamber: silent while the meeting is in session."""

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> PublicSettings:
        """Those that were kept; what is missing or no value of its kind has its default."""
        made = cls()
        for name in cls.__struct_fields__:
            value: Any = values.get(name)
            if type(value) is type(getattr(made, name)):
                made = replace(made, **{name: value})
        feet = made.feet if made.feet in FEET else cls().feet
        return replace(made, feet=feet, inches=made.inches if made.inches in INCHES else 0)

    def as_dict(self) -> dict[str, str | int | bool]:
        return asdict(self)


def public_settings(remembered: Remembered) -> PublicSettings:
    """As they were left; the defaults where somebody wrote something else there."""
    import json

    try:
        values = json.loads(remembered.text(NAME) or "{}")
    except (ValueError, RecursionError):
        values = {}
    return PublicSettings.from_dict(values if isinstance(values, dict) else {})


def keep_public_settings(remembered: Remembered, settings: PublicSettings) -> None:
    """For the evenings to come."""
    import json

    remembered.keep(NAME, json.dumps(settings.as_dict(), ensure_ascii=False, sort_keys=True))
