"""Makes the sounds of roomflow, `resources/sounds/*.wav`, out of sine waves; nothing in them is copied from anywhere.

usage: python packaging/sounds.py
"""

from __future__ import annotations

import io
import math
import struct
import sys
import wave
from pathlib import Path
from typing import Final, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "sounds"
RATE: Final = 22_050
LOUDEST: Final = 20_000
"""Of 32,767: loud, and far from cutting its own peaks."""
ATTACK_SECONDS: Final = 0.006
"""Without it the speaker clicks."""


class Tone(NamedTuple):
    """A struck note: pitch in Hz, when it begins and how long it lasts, and in how many seconds it falls to a third."""

    pitch: float
    begins: float
    lasts: float
    falls: float


OVERTONES: Final = ((1.0, 1.0), (2.0, 0.35), (3.0, 0.12))
"""(times the pitch, how loud): what makes it a bell and no beep."""

SOUNDS: Final = {
    # Two falling notes, as in a station: heard through talk, and nobody is startled.
    "chime": (Tone(659.26, 0.0, 1.3, 0.38), Tone(523.25, 0.42, 1.1, 0.42)),
    # A scan that lets the party in: short and high. One that does not: two low ones. They differ in number too.
    "ok": (Tone(1046.5, 0.0, 0.16, 0.06),),
    "attention": (Tone(330.0, 0.0, 0.13, 0.09), Tone(330.0, 0.19, 0.17, 0.09)),
}


def samples_of(tones: tuple[Tone, ...]) -> list[int]:
    """The sound as whole numbers of 16 bits, `RATE` a second."""
    length = max(tone.begins + tone.lasts for tone in tones)
    values = [sum(_at(tone, index / RATE) for tone in tones) for index in range(round(length * RATE))]
    loudest = max(map(abs, values))
    return [round(value / loudest * LOUDEST) for value in values]


def _at(tone: Tone, seconds: float) -> float:
    since = seconds - tone.begins
    if not 0 <= since < tone.lasts:
        return 0.0
    attack = min(1.0, since / ATTACK_SECONDS)
    release = min(1.0, (tone.lasts - since) / ATTACK_SECONDS)
    ring = math.exp(-since / tone.falls)
    wave_form = sum(loud * math.sin(2 * math.pi * tone.pitch * times * since) for times, loud in OVERTONES)
    return attack * release * ring * wave_form


def wav_of(samples: list[int]) -> bytes:
    """The samples as the bytes of a WAV file: one channel, 16 bits."""
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return stream.getvalue()


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, tones in SOUNDS.items():
        file = FOLDER / f"{name}.wav"
        file.write_bytes(wav_of(samples_of(tones)))
        print(f"{file.relative_to(ROOT).as_posix()}: {file.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
