"""Reads tickets with a camera: each picture is looked at for a QR and let go; none is kept, and nothing else is seen.

What gives pictures and what reads them are two extras that may be missing; then there is a sentence in their place.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QImage

from roomflow.desktop.basis.words import _

log = logging.getLogger(__name__)

AWAY_MS: Final = 2_000
"""A ticket that was out of sight for so long is scanned again when it comes back."""
BETWEEN_LOOKS_MS: Final = 150
"""Reading a picture takes some ms of the window's own time; seven a second are enough for a hand that holds still."""

Read = Callable[[QImage], str]
"""The text of a QR in a picture, empty where there is none."""


class Pictures(Protocol):
    """A camera."""

    framed: SignalInstance
    """The newest picture, a QImage."""
    problem: str
    """Why there is none, as a sentence; empty where there is."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


class SeenCodes:
    """Tells a ticket that is held before the camera from one that comes back."""

    def __init__(self) -> None:
        self._text = ""
        self._last = 0

    def see(self, text: str, now: int) -> bool:
        """Whether this text is a scan of its own; empty text is a picture without one. `now` never falls."""
        if not text:
            return False
        is_new = text != self._text or now - self._last >= AWAY_MS
        self._text, self._last = text, now
        return is_new


class CameraScanner(QObject):
    """Looks at the pictures of a camera while it is on."""

    scanned = Signal(str)
    looked = Signal(object)
    """A picture to show to who holds the ticket."""

    def __init__(
        self, pictures: Pictures, read: Read, steady_ms: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._read = read
        self._steady_ms = steady_ms
        self._seen = SeenCodes()
        self._looked_at: int | None = None
        self._is_on = False
        pictures.framed.connect(self._look)

    def start(self) -> None:
        self._is_on = True
        self._pictures.start()

    def stop(self) -> None:
        self._is_on = False
        self._pictures.stop()

    def _look(self, picture: QImage) -> None:
        now = self._steady_ms()
        if not self._is_on or (self._looked_at is not None and now - self._looked_at < BETWEEN_LOOKS_MS):
            return
        self._looked_at = now
        self.looked.emit(picture)
        text = self._read(picture)
        if self._seen.see(text, now):
            self.scanned.emit(text)


def make_pictures(parent: QObject | None = None) -> Pictures | str:
    """The camera of this computer, or the sentence why there is none."""
    try:
        from roomflow.desktop.scanning.camera_pictures import CameraPictures
    except ImportError as error:
        log.info("no camera: %s", error)
        return _("Scanning with a camera needs the extra “camera”: pip install '.[camera]'.")
    pictures = CameraPictures(parent)
    return pictures.problem or pictures


def make_read() -> Read | str:
    """What reads a QR in a picture, or the sentence why nothing does."""
    try:
        import zxingcpp
    except ImportError as error:
        log.info("no reader of codes: %s", error)
        return _("Scanning with a camera needs the extra “camera”: pip install '.[camera]'.")

    only_qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

    def read(picture: QImage) -> str:
        found = zxingcpp.read_barcode(picture.convertToFormat(QImage.Format.Format_Grayscale8), formats=only_qr)
        return str(found.text) if found is not None else ""

    return read
