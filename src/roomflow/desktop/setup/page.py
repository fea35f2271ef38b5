"""The Setup page: the building, the next meeting, the figures, this computer, the stations; one section at a time."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import grow, look_of
from roomflow.desktop.basis.page_area import PageArea
from roomflow.desktop.basis.pages import Page
from roomflow.desktop.basis.words import _
from roomflow.desktop.computer.this_computer import ThisComputer
from roomflow.desktop.setup.building import BuildingSection
from roomflow.desktop.setup.computer import ComputerSection
from roomflow.desktop.setup.figures import FiguresSection
from roomflow.desktop.setup.meeting import MeetingSection
from roomflow.desktop.setup.stations import StationsSection
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.domain.meeting import Meeting

IN_ROW: Final = 3
BUILDING, MEETING, FIGURES, COMPUTER, STATIONS = "building", "meeting", "figures", "computer", "stations"


class SetupPage(Page):
    """Changes what is kept on this computer; of an open meeting it changes nothing."""

    page_layout: QVBoxLayout
    title_label: QLabel
    sections_layout: QHBoxLayout
    problem_label: QLabel
    sections_stack: QStackedWidget

    is_typed_in = True

    def __init__(self, computer: ThisComputer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "setup_page")
        look = look_of()
        grow(self.page_layout, look)
        self.title_label.setHidden(look.is_large)  # the rail says it, and the sections need the width
        kept = computer.kept
        self._now_ms = 0
        self.building = BuildingSection(kept, self)
        self.meeting = MeetingSection(kept, self)
        self.figures = FiguresSection(kept, self)
        self.computer = ComputerSection(computer, self)
        self.stations = StationsSection(computer, self)
        self.buttons: dict[str, KeyButton] = {}
        group = QButtonGroup(self)
        for name, words, section in (
            (BUILDING, _("Building"), self.building),
            (MEETING, _("Next meeting"), self.meeting),
            (FIGURES, _("Figures"), self.figures),
            (COMPUTER, _("This computer"), self.computer),
            (STATIONS, _("Stations"), self.stations),
        ):
            self._add(name, words, section, group)
        if look.is_large:
            self._stand_in_rows()
        self.meeting.section_wanted.connect(self.show_section)
        kept.problem_changed.connect(lambda problem: say(self.problem_label, problem))
        say(self.problem_label, kept.problem)
        self.show_section(BUILDING)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is kept now; a building that is being edited stays as it is."""
        self.building.begin()
        self.meeting.begin()
        super().showEvent(event)

    def show_section(self, name: str) -> None:
        """Show one section."""
        self.buttons[name].setChecked(True)
        self.sections_stack.setCurrentIndex(list(self.buttons).index(name))

    def show_meeting(self, meeting: Meeting) -> None:
        """The meeting that is open: its stations, and its building to begin from."""
        self._now_ms = max(self._now_ms, meeting.at)
        self.building.show_meeting_building(meeting.building)
        self.stations.show_meeting(meeting, self._now_ms)

    def show_tick(self, now_ms: int) -> None:
        """Ages at UTC ms."""
        self._now_ms = now_ms
        self.computer.copies_card.show_tick(now_ms)
        self.stations.show_tick(now_ms)

    def go_on_from(self, worn: Page) -> None:
        """Stand where the page stood whose place this one takes: its section, and the building being edited."""
        assert isinstance(worn, SetupPage)
        self.show_section(next(name for name, button in worn.buttons.items() if button.isChecked()))
        self.building.take_over(worn.building)

    def end(self) -> None:
        """Finish what is being printed."""
        self.computer.printer_card.end()

    def without_meeting(self) -> None:
        """No meeting is open: there are no stations."""
        self.building.show_meeting_building(None)
        self.buttons[STATIONS].hide()
        self.computer.voice_card.try_button.hide()

    def _stand_in_rows(self) -> None:
        """Large text: the sections' buttons in two rows, and no title, which the rail says already."""
        self.title_label.hide()
        row = QHBoxLayout()
        row.setSpacing(self.sections_layout.spacing())
        for button in list(self.buttons.values())[IN_ROW:]:
            self.sections_layout.removeWidget(button)
            row.addWidget(button)
        row.addStretch(1)
        self.page_layout.insertLayout(1, row)
        self.page_layout.setStretch(2, 0)
        self.page_layout.setStretch(3, 1)

    def _add(self, name: str, words: str, section: QWidget, group: QButtonGroup) -> None:
        button = KeyButton(self, size="small" if look_of().is_large else "normal")
        button.setObjectName(f"{name}_section_button")
        button.set_words(words)
        button.setCheckable(True)
        group.addButton(button)
        button.clicked.connect(lambda: self.show_section(name))
        self.sections_layout.insertWidget(len(self.buttons), button)
        self.buttons[name] = button
        area = PageArea(self)
        area.hold(section)
        self.sections_stack.addWidget(area)
