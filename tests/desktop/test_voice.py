"""The voice: a chime, then each language in turn, never two at once; without either it goes on all the same."""

import importlib
import importlib.util
import runpy
import struct
import sys
import types
import wave
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow import assets
from roomflow.desktop.public.voice import ATTENTION, CHIME, OK, SOUNDS, NoPlayer, NoSpeaker, Sentence, Voice
from roomflow.desktop.public.voice_parts import make_player, make_speaker
from tests.desktop.hands import WAIT_MS
from tests.desktop.heard_parts import KeptPlayer, KeptSpeaker

ROOT = Path(__file__).resolve().parents[2]
CALL = (Sentence("en", "Number 1, 1, 2."), Sentence("es", "Número 1, 1, 2."))
QTS_TWO_WARNINGS = r"^Couldn't (load pipewire-0\.3 library|resolve pipewire-0\.3 symbols)$"
"""All that Qt may warn of on a computer without a sound server: its own two sentences, by their text."""

needs_addons = pytest.mark.skipif(
    importlib.util.find_spec("PySide6.QtMultimedia") is None, reason="installed without the extra “sound”"
)


def settle() -> None:
    """Let what is queued run: one signal calls the next."""
    for _ in range(4):
        QApplication.processEvents()


@pytest.fixture
def player(qapp: QApplication) -> KeptPlayer:
    return KeptPlayer()


@pytest.fixture
def speaker(qapp: QApplication) -> KeptSpeaker:
    return KeptSpeaker()


def test_a_call_is_a_chime_and_then_each_language_in_turn(player: KeptPlayer, speaker: KeptSpeaker) -> None:
    voice = Voice(player, speaker)
    ended = QSignalSpy(voice.finished)
    voice.say(CALL)
    settle()
    assert (player.played, speaker.spoken) == ([CHIME], [])
    player.end()
    settle()
    assert speaker.spoken == [CALL[0]]
    speaker.end()
    settle()
    assert speaker.spoken == list(CALL)
    assert ended.count() == 0
    speaker.end()
    settle()
    assert ended.count() == 1


def test_what_is_said_next_breaks_off_what_was_said_before(player: KeptPlayer, speaker: KeptSpeaker) -> None:
    voice = Voice(player, speaker)
    ended = QSignalSpy(voice.finished)
    voice.say(CALL)
    settle()
    player.end()
    settle()
    voice.say((Sentence("en", "Number 1, 1, 3."),))
    settle()
    assert not speaker.is_speaking
    assert player.is_playing
    player.end()
    settle()
    speaker.end()
    settle()
    assert [sentence.words for sentence in speaker.spoken] == ["Number 1, 1, 2.", "Number 1, 1, 3."]
    assert ended.count() == 1


def test_who_is_hushed_is_silent_and_says_nothing_more(player: KeptPlayer, speaker: KeptSpeaker) -> None:
    voice = Voice(player, speaker)
    ended = QSignalSpy(voice.finished)
    voice.say(CALL)
    settle()
    voice.hush()
    player.finished.emit()
    settle()
    assert speaker.spoken == []
    assert ended.count() == 0


def test_a_language_without_a_voice_is_left_to_a_person(player: KeptPlayer, qapp: QApplication) -> None:
    speaker = KeptSpeaker(("en",))
    voice = Voice(player, speaker)
    assert voice.unspoken(CALL) == (CALL[1],)
    voice.say(CALL)
    settle()
    player.end()
    settle()
    speaker.end()
    settle()
    assert speaker.spoken == [CALL[0]]


def test_with_no_sound_and_no_voice_a_call_ends_at_once_and_all_of_it_is_left_to_a_person(qtbot: QtBot) -> None:
    voice = Voice(NoPlayer("There is no sound."), NoSpeaker("There is no voice."))
    assert voice.unspoken(CALL) == CALL
    assert voice.problem == "There is no sound. There is no voice."
    with qtbot.waitSignal(voice.finished, timeout=WAIT_MS):
        voice.say(CALL)
    voice.hush()


# --- what is missing is said in words, and raises nothing -----------------------------------------------


def test_without_the_extra_there_are_two_sentences_and_no_error(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("sound_player", "sound_speaker"):
        monkeypatch.delitem(sys.modules, f"roomflow.desktop.{name}", raising=False)
    for name in ("QtMultimedia", "QtTextToSpeech"):
        monkeypatch.setitem(sys.modules, f"PySide6.{name}", None)
    player, speaker = make_player(), make_speaker()
    assert player.problem == "There is no sound: roomflow was installed without the extra “sound”."
    assert speaker.problem == "There is no voice: roomflow was installed without the extra “sound”."
    assert not player.play(OK)
    assert not speaker.speak(CALL[0])


def test_a_library_that_the_system_lacks_is_named(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(types.ModuleType):
        def __getattr__(self, _name: str) -> object:
            raise ImportError("libpulse.so.0: cannot open shared object file: No such file or directory")

    for name in ("sound_player", "sound_speaker"):
        monkeypatch.delitem(sys.modules, f"roomflow.desktop.{name}", raising=False)
    for name in ("QtMultimedia", "QtTextToSpeech"):
        monkeypatch.setitem(sys.modules, f"PySide6.{name}", Broken(name))
    assert make_player().problem == "There is no sound: this system lacks a library (libpulse.so.0)."
    assert make_speaker().problem == "There is no voice: this system lacks a library (libpulse.so.0)."


class Devices:
    """Stands for QtMultimedia on a computer that has it, with speakers or without."""

    def __init__(self, *outputs: str) -> None:
        self.outputs = outputs

    def audioOutputs(self) -> tuple[str, ...]:
        return self.outputs


class Effect(QObject):
    """A QSoundEffect that ends when it is told to."""

    playingChanged = Signal()  # noqa: N815 - Qt's own name

    class Status:
        Error = "error"

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = ""
        self._plays = False

    def setSource(self, url: object) -> None:
        self.source = str(url)

    def status(self) -> str:
        return "ready"

    def isPlaying(self) -> bool:
        return self._plays

    def play(self) -> None:
        self._plays = True
        self.playingChanged.emit()

    def stop(self) -> None:
        if self._plays:
            self._plays = False
            self.playingChanged.emit()


def with_multimedia(monkeypatch: pytest.MonkeyPatch, *outputs: str) -> None:
    module = types.ModuleType("PySide6.QtMultimedia")
    module.QMediaDevices = Devices(*outputs)  # type: ignore[attr-defined]  # a module made by hand
    module.QSoundEffect = Effect  # type: ignore[attr-defined]
    monkeypatch.delitem(sys.modules, "roomflow.desktop.public.sound_player", raising=False)
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", module)


def test_without_a_speaker_nothing_plays_and_it_is_said(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    with_multimedia(monkeypatch)
    player = make_player()
    assert player.problem == "There is no sound: no speaker is connected."
    assert not player.play(CHIME)
    monkeypatch.delitem(sys.modules, "roomflow.desktop.public.sound_player")


def test_a_sound_tells_its_end_once_and_one_that_was_hushed_does_not(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_multimedia(monkeypatch, "speakers")
    player = make_player()
    assert isinstance(player, QObject)
    ended = QSignalSpy(player.finished)
    assert player.play(CHIME)
    effects = {effect.source: effect for effect in player.findChildren(Effect)}
    (chime,) = [effect for source, effect in effects.items() if "chime.wav" in source]
    assert ended.count() == 0
    chime.stop()
    assert ended.count() == 1
    player.play(CHIME)
    player.hush()
    assert ended.count() == 1
    monkeypatch.delitem(sys.modules, "roomflow.desktop.public.sound_player")


@needs_addons
@pytest.mark.qt_log_ignore(QTS_TWO_WARNINGS, extend=True)
def test_with_qts_own_libraries_there_is_a_sound_or_a_sentence(qapp: QApplication) -> None:
    player, speaker = make_player(), make_speaker()
    assert player.problem or player.play(OK)
    assert speaker.problem or speaker.speaks("en") or speaker.speaks("es")


@needs_addons
@pytest.mark.qt_log_ignore(QTS_TWO_WARNINGS, extend=True)
def test_qts_speech_tells_the_end_of_each_sentence(qtbot: QtBot) -> None:
    try:
        module = importlib.import_module("roomflow.desktop.public.sound_speaker")
    except ImportError as error:
        pytest.skip(f"this system lacks a library: {error}")
    speaker = module.SoundSpeaker(engine=module.FOR_TESTS)
    assert speaker.speaks("en")
    with qtbot.waitSignal(speaker.finished, timeout=WAIT_MS):
        assert speaker.speak(Sentence("en", "One."))
    speaker.hush()


# --- the sounds themselves ------------------------------------------------------------------------------


def test_the_sounds_are_those_our_own_code_makes() -> None:
    made = runpy.run_path(str(ROOT / "packaging" / "sounds.py"))
    assert tuple(made["SOUNDS"]) == SOUNDS
    for name, tones in made["SOUNDS"].items():
        wanted = made["samples_of"](tones)
        with wave.open(str(assets.resource("sounds", f"{name}.wav"))) as file:
            assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, made["RATE"])
            kept = struct.unpack(f"<{file.getnframes()}h", file.readframes(file.getnframes()))
        assert len(kept) == len(wanted)
        # Another machine's sine may round the last bit the other way.
        assert max(abs(one - other) for one, other in zip(kept, wanted, strict=True)) <= 1


def test_a_scan_that_lets_in_and_one_that_does_not_differ_by_ear_in_number_and_pitch() -> None:
    sounds = runpy.run_path(str(ROOT / "packaging" / "sounds.py"))["SOUNDS"]
    assert (len(sounds[OK]), len(sounds[ATTENTION])) == (1, 2)
    assert sounds[OK][0].pitch > 2 * sounds[ATTENTION][0].pitch
