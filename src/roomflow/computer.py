"""What this computer remembers, in one frozen record: its screens, folders, printer, voice, figures, next meeting."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from roomflow.settings import Figures

TEXT_CHARACTERS_MAX: Final = 1_000
COPIES_MINUTES_MAX: Final = 60

SYSTEM: Final = "system"
"""As the system has it."""
LANGUAGES: Final = ("en", "es")
LIGHTS: Final = (SYSTEM, "light", "dark")
TEXT_PERCENTS: Final = (100, 125, 150, 200)
VOICES: Final = ("both", *LANGUAGES, "chime")
"""In which languages a call is said aloud after its chime: in both, in one, in none."""
PAPERS: Final = ("receipt", "quarter")
"""80 mm from a roll, or a quarter of a letter page."""


class Preferences(Struct, frozen=True):
    """How the screens of this computer shall be; the default follows the system."""

    language: str = SYSTEM
    light: str = SYSTEM
    text_percent: int = 100
    reduced_motion: bool = False
    single_keys: bool = True

    def changed(self, **values: Any) -> Preferences:
        """The same with other values; raises ValueError for one that is none."""
        made = replace(self, **values)
        for name, value in made.as_dict().items():
            if type(value) is not type(getattr(Preferences(), name)) or value not in SCREENS.get(name, (value,)):
                raise ValueError(values)
        return made

    def as_dict(self) -> dict[str, str | int | bool]:
        return asdict(self)


SCREENS: Final[Mapping[str, tuple[str | int, ...]]] = MappingProxyType(
    {"language": (SYSTEM, *LANGUAGES), "light": LIGHTS, "text_percent": TEXT_PERCENTS}
)


class Settings(Struct, frozen=True):
    """Everything is a text, a truth or a number; an empty text is the computer's own choice, or none.

    Nothing here is about a person. `figures` hold from the next meeting on: a meeting keeps those it was opened with.
    """

    screens: Preferences = field(default_factory=Preferences)
    """In the file its names stand by themselves, as all others do."""
    log_folder: str = ""
    printer: str = ""
    """A printer of the system by its name, or `escpos:` and an address: `network:HOST:PORT`, `usb:VENDOR:PRODUCT`,
    `file:PATH`."""
    paper: str = "receipt"
    print_at_once: bool = False
    """Whether a ticket is printed when it is issued, without a press."""
    voice: str = "both"
    copies_folder: str = ""
    copies_minutes: int = 2
    building_file: str = ""
    """The file the building editor saved to last."""
    next_building: str = ""
    """A building's file that the next meeting begins with; empty once one was opened."""
    next_name: str = ""
    next_date: str = ""
    next_doors_open: str = ""
    next_call_to_order: str = ""
    serves: bool = False
    serves_practice: bool = False
    """The same of practice evenings: what was switched on to try it out is not on at a real meeting."""
    """Whether doors, displays and phones are served on the building's network."""
    serve_address: str = "127.0.0.1"
    """The one address of this computer at which they are."""
    serve_port: int = 8126
    """The staff's; the public has the one behind it."""
    ticket_page: bool = False
    """Whether each ticket has a page, and its QR is a web address."""
    serve_certificate: str = ""
    serve_key: str = ""
    """Files of a certificate of one's own; both or none."""
    figures: Figures = field(default_factory=Figures)


CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"paper": PAPERS, "voice": VOICES})
NUMBERS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"copies_minutes": (1, COPIES_MINUTES_MAX), "serve_port": (1, 65_534)}
)
PER_MEETING: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("next_building", "next_name", "next_date", "next_doors_open", "next_call_to_order"), "")
)
"""What is set back when the meeting it was meant for is opened."""
