"""What a hall is made of: what it plays, speaks with and keeps awake by; tests bring their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from roomflow.desktop.computer.awake import Keeper
    from roomflow.desktop.public.voice import Player, Speaker
    from roomflow.desktop.scanning.camera import Pictures, Read


def no_player(parent: QObject | None) -> Player:
    from roomflow.desktop.public.voice import NoPlayer

    return NoPlayer("", parent)


def no_speaker(parent: QObject | None) -> Speaker:
    from roomflow.desktop.public.voice import NoSpeaker

    return NoSpeaker("", parent)


def no_keepers(_parent: QObject | None) -> Sequence[Keeper]:
    return ()


def pictures_of_this_computer(parent: QObject | None) -> Pictures | str:
    from roomflow.desktop.scanning.camera import make_pictures

    return make_pictures(parent)


def read_codes() -> Read | str:
    from roomflow.desktop.scanning.camera import make_read

    return make_read()


class HallParts(Struct, frozen=True):
    """What a hall is made of. As it is, it is silent and lets the computer sleep: for tests."""

    make_player: Callable[[QObject | None], Player] = no_player
    make_speaker: Callable[[QObject | None], Speaker] = no_speaker
    make_keepers: Callable[[QObject | None], Sequence[Keeper]] = no_keepers
    make_pictures: Callable[[QObject | None], Pictures | str] = pictures_of_this_computer
    make_read: Callable[[], Read | str] = read_codes


def parts_of_this_computer() -> HallParts:
    """What is there: sound and voice where they are installed, and the system's ways to stay awake.

    Each is looked for when it is first wanted: the window is painted before any of them is known.
    """

    def player(parent: QObject | None) -> Player:
        from roomflow.desktop.public.voice_parts import make_player

        return make_player(parent)

    def speaker(parent: QObject | None) -> Speaker:
        from roomflow.desktop.public.voice_parts import make_speaker

        return make_speaker(parent)

    def keepers(parent: QObject | None) -> Sequence[Keeper]:
        from roomflow.desktop.computer.awake_later import LaterKeeper

        def of_this_system() -> Sequence[Keeper]:
            from roomflow.desktop.computer.awake_ways import keepers_of_this_system

            return keepers_of_this_system(parent)

        return (LaterKeeper(of_this_system, parent),)

    return HallParts(player, speaker, keepers)
