"""What may be left on a disk whose power goes: made from a record, by dice, as unkind as a disk may be.

What was synced is there. Of what came after, each sector of 512 bytes may have arrived or not, in any order; the one
that was being written may be neither old nor new; a file may have got its new length and zeros in place of its data;
a name that was made or removed since the last sync of the folder may be there or not. A byte that was not written to
does not change (SQLite relies on that too: sqlite.org/psow.html), and a sync that returned was no lie.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof.recording import Act, What

SECTOR_BYTES = 512


@dataclass(slots=True)
class _File:
    synced: bytearray = field(default_factory=bytearray)
    """What is on the disk for certain."""
    later: list[Act] = field(default_factory=list)
    """Writes and cuts since."""

    def sync(self) -> None:
        for act in self.later:
            _apply(self.synced, act)
        self.later.clear()


def _apply(content: bytearray, act: Act) -> None:
    if act.what is What.CUT:
        del content[act.at :]
        content.extend(bytes(max(0, act.at - len(content))))
        return
    _put(content, act.at, act.data)


def _put(content: bytearray, at: int, data: bytes) -> None:
    content.extend(bytes(max(0, at + len(data) - len(content))))
    content[at : at + len(data)] = data


class Disk:
    """Takes acts in their order; at any moment the power may go."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        self._unsure: dict[str, _File | None] = {}
        """Names that were made (None: was not there) or removed (what it held) since the folder was synced."""

    def take(self, act: Act) -> None:
        match act.what:
            case What.MADE:
                self._unsure.setdefault(act.file, None)
                self._files[act.file] = _File()
            case What.WRITE | What.CUT:
                self._files.setdefault(act.file, _File()).later.append(act)
            case What.SYNC:
                self._files[act.file].sync()
            case What.REMOVED:
                gone = self._files.pop(act.file)
                if act.file in self._unsure and self._unsure[act.file] is None:
                    del self._unsure[act.file]  # it never was there for certain
                else:
                    self._unsure[act.file] = gone
            case What.FOLDER_SYNC:
                self._unsure.clear()
            case What.MARK:
                pass

    def after_power_cut(self, dice: random.Random) -> dict[str, bytes]:
        """The files as they may be found, by their names."""
        found = dict(self._files)
        for name, before in self._unsure.items():
            if dice.random() < 0.5:
                if before is None:
                    found.pop(name, None)
                else:
                    found[name] = before
        # A disk that loses nearly all and one that loses nearly nothing are both tried.
        share = dice.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        return {name: _remains(file, dice, share) for name, file in found.items()}


def _remains(file: _File, dice: random.Random, share: float) -> bytes:
    content = bytearray(file.synced)
    for place, act in enumerate(file.later):
        if act.what is What.CUT:
            if dice.random() < share:
                _apply(content, act)
            continue
        is_last = place == len(file.later) - 1
        for start, piece in _sectors(act):
            roll = dice.random()
            if is_last and roll < 0.2:
                _put(content, start, dice.randbytes(len(piece)))
            elif roll < share:
                _put(content, start, piece)
            elif dice.random() < 0.1:
                _put(content, start + len(piece), b"")  # the length alone
    return bytes(content)


def _sectors(act: Act) -> list[tuple[int, bytes]]:
    pieces, at, data = [], act.at, act.data
    while data:
        length = min(len(data), SECTOR_BYTES - at % SECTOR_BYTES)
        pieces.append((at, data[:length]))
        at, data = at + length, data[length:]
    return pieces


def lay_down(files: dict[str, bytes], folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
