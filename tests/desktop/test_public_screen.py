"""The public screen beside the desk: its monitor comes and goes, calls are said in turn, and the desk is told."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from roomflow.desktop.basis.remembered import Remembered
from roomflow.desktop.public.place import INCHES_MAX, Monitor, Monitors, Place, Where, monitor_of, place_for
from roomflow.desktop.public.screen import READ_MS_MIN, PublicScreen
from roomflow.desktop.public.settings import PublicSettings, public_settings
from roomflow.domain.announcing import SHOWN_MS_MIN
from roomflow.domain.building import Building, SpaceKind, SpacePlan
from roomflow.domain.meeting import Draft, Hold, HoldKind, Meeting, publish
from roomflow.domain.spaces import Space
from roomflow.service.clock import SimulatedClock
from tests.desktop.heard_parts import DESK, HALL, OTHER, KeptMonitors, KeptPlayer, KeptSpeaker, voice_of
from tests.service.evening import SIX_PM

CHAMBER = SpacePlan("Chamber", SpaceKind.CHAMBER, 40, floor="3rd floor", directions="Room 330, straight ahead")


def meeting(*numbers: int, **changes: object) -> Meeting:
    """A meeting that has called these numbers, the last one last."""
    draft = Draft(1, "Council", "2026-01-13", Building("City Hall", "America/Denver", (CHAMBER,)))
    draft.at = SIX_PM
    draft.spaces = {"Chamber": Space(CHAMBER, 40)}
    for number in numbers:
        draft.holds[str(number)] = Hold(str(number), HoldKind.CALLED, "Chamber", 2, number, 0, 300_000)
    for name, value in changes.items():
        setattr(draft, name, value)
    return publish(draft)


class Beside:
    """A desk with a public screen, and everything that is heard."""

    def __init__(self, *monitors: Monitor, speaks: tuple[str, ...] = ("en", "es")) -> None:
        self.clock = SimulatedClock(SIX_PM)
        self.monitors = KeptMonitors(*monitors)
        self.remembered = Remembered()
        self.player = KeptPlayer()
        self.speaker = KeptSpeaker(speaks)
        self.of_the_desk = DESK.name
        self.spoken_in = "both"
        self.public = PublicScreen(
            self.monitors,
            self.remembered,
            lambda: self.clock.read().elapsed_source,
            voice_of(self.player, self.speaker),
            lambda: self.of_the_desk,
            lambda: self.spoken_in,
        )
        self.notices = QSignalSpy(self.public.notice_changed)

    def show(self, shown: Meeting) -> None:
        self.public.show_meeting(shown, self.clock.read().at)

    def hear(self) -> None:
        """Everything that is being said comes to its end."""
        for _ in range(8):
            QApplication.processEvents()
            if self.player.is_playing:
                self.player.end()
            elif self.speaker.is_speaking:
                self.speaker.end()

    def pass_ms(self, ms: int) -> None:
        """Time passes, and the timer that waits for it goes off."""
        self.clock.advance(ms)
        self.public._go_on()

    @property
    def largest(self) -> int:
        assert self.public.window is not None
        shown = self.public.window.view.shown()
        assert shown is not None
        return shown.called[0].number

    @property
    def spoken(self) -> list[str]:
        return [sentence.words for sentence in self.speaker.spoken]


@pytest.fixture
def beside(dressed: QApplication) -> Iterator[Beside]:
    beside = Beside(DESK, HALL)
    yield beside
    beside.public.end()


# --- where it stands ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chosen", "monitors", "place"),
    [
        ("", (DESK, HALL), Place(Where.FULL, HALL)),
        ("", (HALL, DESK), Place(Where.FULL, HALL)),
        ("", (DESK,), Place(Where.WINDOW, DESK)),
        ("", (), Place(Where.LOST)),
        (OTHER.name, (DESK, HALL, OTHER), Place(Where.FULL, OTHER)),
        (OTHER.name, (DESK, HALL), Place(Where.LOST)),
        (DESK.name, (DESK, HALL), Place(Where.WINDOW, DESK)),
    ],
)
def test_it_stands_where_the_desk_is_not(chosen: str, monitors: tuple[Monitor, ...], place: Place) -> None:
    assert place_for(True, chosen, monitors, DESK.name) == place
    assert place_for(False, chosen, monitors, DESK.name) == Place(Where.OFF)


def test_it_is_full_on_its_monitor_without_a_cursor_and_without_the_keyboard(beside: Beside) -> None:
    beside.show(meeting(112))
    assert beside.public.window is None
    beside.public.toggle()
    window = beside.public.window
    assert window is not None
    assert window.isFullScreen()
    assert window.cursor().shape() is Qt.CursorShape.BlankCursor
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)
    assert beside.largest == 112
    beside.public.toggle()
    assert not window.isVisible()


def test_it_survives_the_loss_of_its_monitor_and_comes_back(beside: Beside) -> None:
    beside.public.change(shown=True, monitor=HALL.name)
    beside.show(meeting(112))
    window = beside.public.window
    assert window is not None
    beside.monitors.become(DESK)
    assert not window.isVisible()
    assert beside.notices.at(beside.notices.count() - 1)[0].startswith("The public screen’s monitor is gone.")
    beside.show(meeting(112, 113))  # the evening goes on meanwhile
    beside.monitors.become(DESK, HALL)
    assert window.isFullScreen()
    assert beside.largest == 113
    assert beside.notices.at(beside.notices.count() - 1)[0] == ""


def test_with_one_monitor_it_is_a_window_and_the_desk_is_told(dressed: QApplication) -> None:
    beside = Beside(DESK)
    beside.show(meeting())
    beside.public.toggle()
    window = beside.public.window
    assert window is not None
    assert window.isVisible()
    assert not window.isFullScreen()
    assert "is a window" in beside.notices.at(0)[0]
    beside.monitors.become(DESK, HALL)
    assert window.isFullScreen()
    beside.public.end()


def test_a_desk_that_is_dragged_onto_its_monitor_makes_it_a_window_and_back(beside: Beside) -> None:
    beside.public.change(shown=True, monitor=HALL.name)
    beside.show(meeting(112))
    window = beside.public.window
    assert window is not None
    beside.of_the_desk = HALL.name
    beside.public.look_again()
    assert not window.isFullScreen()
    beside.of_the_desk = DESK.name
    beside.public.look_again()
    assert window.isFullScreen()


def test_an_evening_begins_with_the_screen_as_it_was_left(dressed: QApplication) -> None:
    beside = Beside(DESK, HALL)
    beside.public.change(shown=True, feet=40, silent=True)
    beside.public.end()
    assert public_settings(beside.remembered) == PublicSettings(shown=True, feet=40, silent=True)
    again = PublicScreen(beside.monitors, beside.remembered, lambda: 0, beside.public._make_voice, lambda: DESK.name)
    again.show_meeting(meeting(112), SIX_PM)
    assert again.place == Place(Where.FULL, HALL)
    again.end()


def test_digits_follow_the_distance_and_the_screens_own_size(beside: Beside) -> None:
    beside.public.change(shown=True)
    assert beside.public.digits() == pytest.approx(155)
    beside.public.change(feet=15)
    assert beside.public.digits() == pytest.approx(77.5)
    beside.public.change(inches=98, feet=30)
    assert beside.public.digits() == pytest.approx(155 * 55 / 98)


def test_a_monitor_that_says_it_is_as_large_as_a_house_is_not_believed(qapp: QApplication) -> None:
    (screen,) = qapp.screens()
    said = monitor_of(screen)
    assert said.inches == 0 or said.inches <= INCHES_MAX
    assert said.area == screen.geometry()
    monitors = Monitors(qapp)
    assert monitors.listed() == (said,)
    assert monitors.screen(said.name) is screen
    assert monitors.screen("no such") is None


# --- what is called aloud -------------------------------------------------------------------------------


def test_a_call_is_shown_and_spoken_twice_in_both_languages(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112))
    beside.hear()
    english, spanish = beside.speaker.spoken
    assert english == ("en", "Number 1, 1, 2. Please come in: Chamber. 3rd floor, Room 330, straight ahead.")
    assert spanish.language == "es"
    assert "1, 1, 2" in spanish.words
    assert beside.player.played == ["chime"]
    beside.pass_ms(SHOWN_MS_MIN)
    beside.hear()
    assert len(beside.spoken) == 4
    beside.pass_ms(SHOWN_MS_MIN)
    beside.hear()
    assert beside.player.played == ["chime", "chime"]


def test_calls_are_said_one_after_another_and_the_one_that_is_said_is_the_largest(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112, 113, 114))
    shown = []
    for _ in range(6):
        shown.append(beside.largest)
        beside.hear()
        beside.pass_ms(SHOWN_MS_MIN)
    assert shown == [112, 113, 114, 112, 113, 114]
    assert [words[:15] for words in beside.spoken[::2]] == [f"Number 1, 1, {digit}." for digit in (2, 3, 4, 2, 3, 4)]


def test_nothing_is_said_over_a_sentence_that_is_being_spoken(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112, 113))
    QApplication.processEvents()
    beside.pass_ms(SHOWN_MS_MIN * 2)
    assert beside.player.played == ["chime"]
    assert beside.largest == 112


def test_who_comes_in_is_not_called_any_more(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112))
    QApplication.processEvents()
    assert beside.player.is_playing
    beside.show(meeting())
    assert not beside.player.is_playing
    beside.hear()
    assert beside.spoken == []


def test_a_silent_screen_shows_each_call_and_says_nothing(beside: Beside) -> None:
    beside.public.change(shown=True, silent=True)
    beside.show(meeting())
    beside.show(meeting(112, 113))
    beside.hear()
    beside.pass_ms(SHOWN_MS_MIN)
    assert beside.largest == 113
    assert (beside.player.played, beside.spoken) == ([], [])


def test_the_chambers_screen_is_silent_while_the_meeting_is_in_session(beside: Beside) -> None:
    beside.public.change(shown=True, in_chamber=True)
    beside.show(meeting())
    beside.show(meeting(112))
    QApplication.processEvents()
    assert beside.player.is_playing
    in_session = {"marks": {"called-to-order": 1}}
    beside.show(meeting(112, **in_session))
    assert not beside.player.is_playing, "it goes on speaking into the meeting"
    beside.show(meeting(112, 113, **in_session))
    beside.pass_ms(SHOWN_MS_MIN)
    beside.hear()
    assert beside.largest == 113
    assert beside.player.played == ["chime"]
    beside.show(meeting(112, 113, 114, in_recess=True, **in_session))
    beside.pass_ms(SHOWN_MS_MIN)
    QApplication.processEvents()
    assert beside.player.played == ["chime", "chime"]


def test_in_an_emergency_nobody_is_called_and_nothing_is_said(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112))
    QApplication.processEvents()
    beside.show(meeting(112, in_emergency=True))
    assert not beside.player.is_playing
    assert beside.public.window is not None
    shown = beside.public.window.view.shown()
    assert shown is not None
    assert shown.called == ()


def test_a_screen_that_is_put_away_is_silent_and_begins_anew(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112))
    QApplication.processEvents()
    beside.public.toggle()
    assert not beside.player.is_playing
    beside.show(meeting(112, 113))
    beside.public.toggle()
    QApplication.processEvents()
    assert beside.player.played == ["chime"], "calls of a time when nobody could see them are said"


# --- without a voice ------------------------------------------------------------------------------------


def test_without_a_voice_the_desk_gets_the_words_to_say_and_the_time_to_say_them(dressed: QApplication) -> None:
    beside = Beside(DESK, HALL, speaks=())
    scripts = QSignalSpy(beside.public.script_changed)
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112, 113))
    assert [sentence.language for sentence in beside.public.script] == ["en", "es"]
    assert beside.public.script[0].words.startswith("Number 1, 1, 2.")
    beside.hear()
    beside.pass_ms(READ_MS_MIN - 1)
    assert beside.largest == 112
    beside.pass_ms(1)
    assert beside.largest == 113
    assert beside.public.script[0].words.startswith("Number 1, 1, 3.")
    beside.show(meeting())
    assert beside.public.script == ()
    assert scripts.count() >= 3
    beside.public.end()


def test_a_voice_for_one_language_leaves_the_other_to_a_person(dressed: QApplication) -> None:
    beside = Beside(DESK, HALL, speaks=("en",))
    beside.public.change(shown=True)
    beside.show(meeting())
    beside.show(meeting(112))
    beside.hear()
    assert len(beside.spoken) == 1
    assert [sentence.language for sentence in beside.public.script] == ["es"]
    beside.public.end()


# --- the window -----------------------------------------------------------------------------------------


def test_a_window_that_a_person_closes_is_put_away(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting())
    window = beside.public.window
    assert window is not None
    window.closed.emit()
    assert beside.public.settings.shown is False
    assert not window.isVisible()


def test_the_end_of_the_meetings_screen_leaves_no_window(beside: Beside) -> None:
    beside.public.change(shown=True)
    beside.show(meeting(112))
    before = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert before
    extra = Beside(DESK, HALL)
    extra.public.change(shown=True)
    extra.public.end()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == before


def test_a_larger_area_of_the_monitor_is_taken_at_once(beside: Beside) -> None:
    beside.public.change(shown=True)
    grown = replace(HALL, area=QRect(1920, 0, 2560, 1440))
    beside.monitors.become(DESK, grown)
    assert beside.public.place == Place(Where.FULL, grown)


@pytest.mark.parametrize(("spoken_in", "languages"), [("en", ["en"]), ("es", ["es"]), ("chime", [])])
def test_what_setup_sets_is_said_and_nothing_else_is_asked_of_a_person(
    dressed: QApplication, spoken_in: str, languages: list[str]
) -> None:
    beside = Beside(DESK, HALL, speaks=())
    heard = Beside(DESK, HALL)
    for each in (beside, heard):
        each.spoken_in = spoken_in
        each.public.change(shown=True)
        each.show(meeting())
        each.show(meeting(112))
    assert [sentence.language for sentence in beside.public.script] == languages
    heard.hear()
    assert [sentence.language for sentence in heard.speaker.spoken] == languages
    assert heard.player.played == ["chime"]
    beside.public.end()
    heard.public.end()
