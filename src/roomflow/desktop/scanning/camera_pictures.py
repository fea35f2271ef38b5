"""Pictures of a camera by QtMultimedia; imported only where somebody wants to scan with one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QVideoFrame, QVideoSink

from roomflow.desktop.basis.words import _


class CameraPictures(QObject):
    """The first camera of this computer."""

    framed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        device = QMediaDevices.defaultVideoInput()
        self.problem = "" if not device.isNull() else _("There is no camera at this computer.")
        if self.problem:
            return
        self._camera = QCamera(device, self)
        self._sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._frame)

    def start(self) -> None:
        self._camera.start()

    def stop(self) -> None:
        self._camera.stop()

    def _frame(self, frame: QVideoFrame) -> None:
        picture = frame.toImage()
        if not picture.isNull():
            self.framed.emit(picture)
