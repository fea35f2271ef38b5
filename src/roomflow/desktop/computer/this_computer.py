"""What a window knows of the computer it is on: the settings, the log's folder, its copies, the network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from roomflow.desktop.computer.kept_settings import KeptSettings

if TYPE_CHECKING:
    from collections.abc import Callable

    from roomflow.desktop.computer.copies_light import CopiesLight
    from roomflow.desktop.computer.network import Network
    from roomflow.desktop.computer.printing import Job


def send_slip(job: Job) -> None:
    """Print a slip where the job says; what prints is read with the first one."""
    from roomflow.desktop.computer.printing import send

    send(job)


class ThisComputer(Struct, frozen=True):
    """`copies` is there while a log is open. The default keeps its settings as long as the window, as tests do."""

    kept: KeptSettings = field(default_factory=KeptSettings)
    log_folder: Path = Path()
    copies: CopiesLight | None = None
    network: Network | None = None
    """Doors, displays and phones of the log that is open."""
    send_slip: Callable[[Job], None] = send_slip
    """Prints a slip; tests bring a printer of their own."""
