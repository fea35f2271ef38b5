"""Plays our own sounds by QtMultimedia; imported only where somebody wants to hear something."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

from roomflow import assets
from roomflow.desktop.basis.words import _
from roomflow.desktop.public.voice import SOUNDS


class SoundPlayer(QObject):
    """Has every sound in memory, so that one is heard at once."""

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.problem = "" if QMediaDevices.audioOutputs() else _("There is no sound: no speaker is connected.")
        self._playing = ""
        self._effects: dict[str, QSoundEffect] = {}
        if self.problem:
            return  # an effect without a device would never tell its end
        for name in SOUNDS:
            effect = QSoundEffect(self)
            effect.setSource(QUrl.fromLocalFile(str(assets.resource("sounds", f"{name}.wav"))))
            effect.playingChanged.connect(self._changed)
            self._effects[name] = effect

    def play(self, name: str) -> bool:
        effect = self._effects.get(name)
        if effect is None or effect.status() is QSoundEffect.Status.Error:
            return False
        self._playing = name
        effect.play()
        return True

    def hush(self) -> None:
        self._playing = ""
        for effect in self._effects.values():
            effect.stop()

    def _changed(self) -> None:
        effect = self._effects.get(self._playing)
        if effect is not None and not effect.isPlaying():
            self._playing = ""
            self.finished.emit()
