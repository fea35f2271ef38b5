"""A Desk page for tests: shown at the size it has in a window of 1366×768, keeping what it asks for."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow.desktop.desk.page import DeskPage
from roomflow.domain.commands import Command, SendParty
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Meeting
from roomflow.service.answers import Answer

WIDTH, HEIGHT = 1286, 664
"""What header, rail and footer leave of 1366×768."""


class Shown:
    """A page, and what it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.page = DeskPage()
        qtbot.addWidget(self.page)
        self.asked: list[Command] = []
        self.page.asked.connect(self.asked.append)
        self.page.resize(WIDTH, HEIGHT)
        self.page.show()
        qtbot.waitExposed(self.page)

    def show(self, meeting: Meeting, entry: Entry | None = None) -> DeskPage:
        self.page.show_meeting(meeting)
        if entry is not None:
            self.page.show_answer(SendParty(entry.people or 1), Answer("request", 1, (entry,)))
        for _ in range(3):  # a layout asks its parent again; a scroll bar changes the width of what scrolls
            QApplication.processEvents()
        return self.page
