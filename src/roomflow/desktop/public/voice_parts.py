"""Finds what this computer is heard with; the multimedia half of PySide6 is an extra that may be missing or broken."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from roomflow.desktop.basis.words import _
from roomflow.desktop.public.voice import NoPlayer, NoSpeaker, Player, Speaker

log = logging.getLogger(__name__)


def make_player(parent: QObject | None = None) -> Player:
    """What plays the chime and the tones of a scan. Never raises: without it there is a sentence."""
    try:
        from roomflow.desktop.public.sound_player import SoundPlayer
    except ImportError as error:  # not installed, or a library of the system is missing (libpulse)
        log.info("no sound: %s", error)
        return NoPlayer(_("There is no sound: {reason}.").format(reason=missing_words(error)), parent)
    player = SoundPlayer(parent)
    return player if not player.problem else NoPlayer(player.problem, parent)


def make_speaker(parent: QObject | None = None) -> Speaker:
    """What speaks. Never raises: without it there is a sentence."""
    try:
        from roomflow.desktop.public.sound_speaker import SoundSpeaker
    except ImportError as error:
        log.info("no voice: %s", error)
        return NoSpeaker(_("There is no voice: {reason}.").format(reason=missing_words(error)), parent)
    speaker = SoundSpeaker(parent)
    return speaker if not speaker.problem else NoSpeaker(speaker.problem, parent)


def missing_words(error: ImportError) -> str:
    """What is missing, in words: the extra, or a library of the system."""
    if isinstance(error, ModuleNotFoundError):
        return _("roomflow was installed without the extra “sound”")
    return _("this system lacks a library ({library})").format(library=str(error).partition(":")[0])
