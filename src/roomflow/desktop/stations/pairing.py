"""The card that lets a station in: what it is for, its code for a minute, and who asks to be let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.computer.network_shown import Picture, WaitingShown
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import Field, Flowing, SetupCard, choice, line_edit, note
from roomflow.desktop.widgets.qr import QrPicture
from roomflow.domain.building import SpaceKind
from roomflow.domain.meeting import Meeting

if TYPE_CHECKING:
    from roomflow.desktop.computer.network import Network

DOOR, DISPLAY, DESK, CLERK = "door", "display", "desk", "clerk"


def role_words(role: str) -> str:
    """What a station is for, as a word."""
    return {DOOR: _("Door"), DISPLAY: _("Display"), DESK: _("Desk"), CLERK: _("Clerk")}[role]


def place_words(role: str, space: str | None, door: str | None) -> str:
    """“Door: Overflow A, East”."""
    where = ", ".join(filter(None, (space, door)))
    return _("{role}: {where}").format(role=role_words(role), where=where) if where else role_words(role)


class WaitingRow(QWidget):
    """A device that asks: by which name it is let in."""

    def __init__(self, waiting: WaitingShown, network: Network, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = waiting.id
        look = look_of()
        words = _("“{device}” asks to be let in. {place}")
        who = words.format(device=waiting.device, place=place_words(waiting.role, waiting.space, waiting.door))
        self.who_label = QLabel(who, self)
        self.who_label.setTextFormat(Qt.TextFormat.PlainText)
        self.who_label.setWordWrap(True)
        self.who_label.setProperty("type", "strong")
        self.name_edit = line_edit("station_name_edit", self, characters_max=40)
        self.name_edit.setText(waiting.door or waiting.space or waiting.device)
        self.name_field = Field(_("Name in the list"), self.name_edit, self)
        self.approve_button = KeyButton(self, variant="main", size="small")
        self.approve_button.set_words(_("Let in"))
        self.refuse_button = KeyButton(self, size="small")
        self.refuse_button.set_words(_("Send away"))
        buttons = QHBoxLayout()
        buttons.setSpacing(look.px(8))
        buttons.addWidget(self.approve_button)
        buttons.addWidget(self.refuse_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.px(8), 0, 0)
        column.setSpacing(look.px(8))
        column.addWidget(self.who_label)
        column.addWidget(self.name_field)
        column.addLayout(buttons)
        self.approve_button.clicked.connect(lambda: network.approve(self.id, self.name_edit.text()))
        self.name_edit.returnPressed.connect(lambda: network.approve(self.id, self.name_edit.text()))
        self.refuse_button.clicked.connect(lambda: network.refuse(self.id))


class PairingCard(SetupCard):
    """The code is made at a press, and holds for a minute."""

    def __init__(self, network: Network | None, parent: QWidget | None = None) -> None:
        super().__init__(_("Let a station in"), parent)
        self._network = network
        self._places: list[tuple[str, str | None]] = []
        self.rows: dict[str, WaitingRow] = {}
        self._rows_holder = Flowing(self)
        self._rows_column = QVBoxLayout(self._rows_holder)
        self._rows_column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._rows_holder)
        self.role_combo: QComboBox = choice("station_role_combo", self)
        for role in (DOOR, DISPLAY, DESK, CLERK):
            self.role_combo.addItem(role_words(role), role)
        self.door_combo: QComboBox = choice("station_door_combo", self)
        self.role_field = Field(_("What it is for"), self.role_combo, self)
        self.door_field = Field(_("Which door"), self.door_combo, self)
        self.column.addWidget(self.role_field)
        self.column.addWidget(self.door_field)
        self.show_button = KeyButton(self, variant="main")
        self.show_button.set_words(_("Show the code"))
        self.hide_button = KeyButton(self)
        self.hide_button.set_words(_("Put it away"))
        buttons = QHBoxLayout()
        buttons.setSpacing(look_of().px(8))
        buttons.addWidget(self.show_button)
        buttons.addWidget(self.hide_button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.code = QrPicture(self)
        self.column.addWidget(self.code, 0, Qt.AlignmentFlag.AlignHCenter)
        self.digits_label = QLabel(self)
        self.digits_label.setWordWrap(True)
        self.column.addWidget(self.digits_label)
        self.note_label = note(
            _("Point the camera of the phone at the code. It holds once and for a minute; then you let the phone in."),
            self,
        )
        self.column.addWidget(self.note_label)
        self.role_combo.currentIndexChanged.connect(lambda _index: self._show_doors())
        self.show_button.clicked.connect(self._offer)
        self.hide_button.clicked.connect(lambda: network.withdraw() if network is not None else None)
        self.show_picture(Picture())

    def show_meeting(self, meeting: Meeting) -> None:
        """The doors of its building; every counted space without a named door is one."""
        places: list[tuple[str, str | None]] = []
        for space in meeting.spaces.values():
            if space.kind is not SpaceKind.OUTSIDE:
                places += [(space.name, door) for door in space.plan.doors] or [(space.name, None)]
        if places != self._places:
            self._places = places
            with QSignalBlocker(self.door_combo):
                self.door_combo.clear()
                for space_name, door in places:
                    self.door_combo.addItem(", ".join(filter(None, (space_name, door))))

    def show_picture(self, picture: Picture) -> None:
        """The code while it holds, and who waits."""
        offer = picture.offer
        for widget in (self.code, self.digits_label, self.hide_button):
            widget.setVisible(offer is not None)
        self.setVisible(bool(picture.staff))  # who is not served cannot be let in
        if offer is not None:
            self.code.show_text(offer.link, _("QR for the phone that is let in"))
            left = ngettext("{n} second left", "{n} seconds left", offer.seconds_left).format(n=offer.seconds_left)
            words = _("Or type {digits} at {page}; {left}.")
            page = offer.link.partition("#")[0]
            digits = f"{offer.digits[:3]} {offer.digits[3:]}"
            say(self.digits_label, words.format(digits=digits, page=page, left=left))
        self._show_waiting(picture)
        self._show_doors()

    def _show_waiting(self, picture: Picture) -> None:
        wanted = {waiting.id: waiting for waiting in picture.waiting}
        for key in [key for key in self.rows if key not in wanted]:
            row = self.rows.pop(key)
            row.hide()
            self._rows_column.removeWidget(row)
            row.deleteLater()
        for key, waiting in wanted.items():
            if key not in self.rows and self._network is not None:
                self.rows[key] = WaitingRow(waiting, self._network, self)
                self._rows_column.addWidget(self.rows[key])
                self.rows[key].show()

    def _show_doors(self) -> None:
        self.door_field.setVisible(self.role_combo.currentData() == DOOR)

    def _offer(self) -> None:
        role = str(self.role_combo.currentData())
        space, door = self._places[self.door_combo.currentIndex()] if role == DOOR and self._places else (None, None)
        if self._network is not None:
            self._network.offer(role, space, door)
