"""What a window knows of the computer it is on: the settings, the log's folder, its copies, the network."""

from __future__ import annotations

from pathlib import Path

from roomflow.desktop.computer.copies_light import CopiesLight
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.network import Network
from roomflow.desktop.computer.printing import Send, send
from roomflow.records import dataclass, field


@dataclass(frozen=True, slots=True)
class ThisComputer:
    """`copies` is there while a log is open. The default keeps its settings as long as the window, as tests do."""

    kept: KeptSettings = field(default_factory=KeptSettings)
    log_folder: Path = Path()
    copies: CopiesLight | None = None
    network: Network | None = None
    """Doors, displays and phones of the log that is open."""
    send_slip: Send = send
    """Prints a slip; tests bring a printer of their own."""
