"""What this computer remembers, in one frozen record: its folders, its printer, its figures, the next meeting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from roomflow.settings import Figures

TEXT_CHARACTERS_MAX: Final = 1_000
COPIES_MINUTES_MAX: Final = 60

PAPERS: Final = ("receipt", "quarter")
"""80 mm from a roll, or a quarter of a letter page."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything is a text, a truth or a number; an empty text is the computer's own choice, or none.

    Nothing here is about a person. `figures` hold from the next meeting on: a meeting keeps those it was opened with.
    """

    log_folder: str = ""
    printer: str = ""
    """A printer of the system by its name, or `escpos:` and an address: `network:HOST:PORT`, `usb:VENDOR:PRODUCT`,
    `file:PATH`."""
    paper: str = "receipt"
    print_at_once: bool = False
    """Whether a ticket is printed when it is issued, without a press."""
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


CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"paper": PAPERS})
NUMBERS: Final[Mapping[str, tuple[int, int]]] = MappingProxyType(
    {"copies_minutes": (1, COPIES_MINUTES_MAX), "serve_port": (1, 65_534)}
)
PER_MEETING: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("next_building", "next_name", "next_date", "next_doors_open", "next_call_to_order"), "")
)
"""What is set back when the meeting it was meant for is opened."""
