"""The card that closes a room: nobody is invited there until it is opened again; taps are still taken."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.desk.card import DeskCard
from roomflow.desktop.widgets.asking import Ask, say
from roomflow.domain.commands import CloseSpace


class CloseRoomDialog(DeskCard):
    """Says what closing means for who is inside and who is expected, before it is done."""

    title_label: QLabel
    inside_label: QLabel
    held_label: QLabel
    cancel_button: QPushButton
    close_button: QPushButton

    def __init__(self, parent: QWidget | None, ask: Ask) -> None:
        super().__init__(parent, ask)
        load_form(self, "close_room")
        self._space = ""
        self.cancel_button.clicked.connect(self.reject)
        self.close_button.clicked.connect(lambda: self.ask(CloseSpace(self._space), self.take))

    def present_about(self, about: object) -> None:
        """Show the card for the space of this name."""
        self._space = str(about)
        self.title_label.setText(_("Close {space}").format(space=about))
        self.present()
        self.close_button.setFocus()

    def refresh(self) -> None:
        space = self.meeting.spaces.get(self._space) if self.meeting is not None else None
        if space is None:
            return
        inside = ngettext(
            "{n} person is inside and stays counted.", "{n} people are inside and stay counted.", space.inside
        )
        self.inside_label.setText(inside.format(n=space.inside))
        held = ngettext(
            "{n} place is promised: that person may still come, or is moved from the line.",
            "{n} places are promised: those people may still come, or are moved from the line.",
            space.held,
        )
        say(self.held_label, held.format(n=space.held) if space.held else "")
