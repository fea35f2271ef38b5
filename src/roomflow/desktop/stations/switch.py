"""The card that switches the building's network on: at which address of this computer, and what is served."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from roomflow.desktop.basis.keys import FIGURES_ONLY
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _, told
from roomflow.desktop.computer.kept_settings import KeptSettings
from roomflow.desktop.computer.network_shown import Picture
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import Field, SetupCard, beside, choice, line_edit, note

if TYPE_CHECKING:
    from roomflow.desktop.computer.network import Network

PORTS: Final = (1_024, 65_534)
LOOPBACK: Final = "127.0.0.1"


class NetworkCard(SetupCard):
    """Changes the settings; the network follows them by itself."""

    def __init__(self, kept: KeptSettings, network: Network | None, parent: QWidget | None = None) -> None:
        super().__init__(_("On the building's network"), parent)
        self._kept, self._network = kept, network
        look = look_of()
        self.column.addWidget(
            note(_("Ushers count on their phones, screens show the calls, and no internet is needed."), self)
        )
        self.serve_box = KeyButton(self, size="small")
        self.ticket_box = KeyButton(self, size="small")
        for box in (self.serve_box, self.ticket_box):
            box.setCheckable(True)
        self.column.addWidget(self.serve_box)
        if network is not None and network.practice:
            self.column.addWidget(note(_("For practice evenings alone: a real meeting has a switch of its own."), self))
        self.address_combo: QComboBox = choice("serve_address_combo", self)
        self.address_field = Field(_("Address of this computer"), self.address_combo, self)
        self.port_edit = line_edit("serve_port_edit", self, characters_max=5)
        self.port_edit.setProperty(FIGURES_ONLY, True)
        self.port_field = Field(_("Port"), self.port_edit, self)
        self.port_field.setMaximumWidth(look.px(110))
        self.column.addLayout(beside(self.address_field, self.port_field, stretches=(1, 0)))
        self.ticket_box.setToolTip(_("Its QR is then a web address, and the slip says “Scan to see the line”."))
        self.column.addWidget(self.ticket_box)
        self.where_label = QLabel(self)
        self.where_label.setWordWrap(True)
        self.where_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.column.addWidget(self.where_label)
        self.problem_label = QLabel(self)
        self.problem_label.setProperty("type", "warning")
        self.problem_label.setWordWrap(True)
        self.column.addWidget(self.problem_label)
        self._list_addresses()
        self.serve_box.clicked.connect(self._want)
        self.ticket_box.clicked.connect(lambda on: kept.change(ticket_page=on))
        self.address_combo.activated.connect(self._keep_address)
        self.port_edit.textEdited.connect(lambda _text: self._port())
        self.port_edit.editingFinished.connect(self._keep_port)
        kept.changed.connect(self._show)
        self._show()
        self.show_picture(Picture())

    def show_picture(self, picture: Picture) -> None:
        """Where it is served, or why not."""
        words = ""
        if picture.staff:
            words = _("Staff: {staff}\nPublic: {public}").format(staff=picture.staff, public=picture.public)
        elif picture.is_starting:
            words = _("Starting…")
        elif self._is_wanted() and not picture.problem:
            words = _("Served as soon as a meeting is open.")
        say(self.where_label, words)
        say(self.problem_label, told(picture.problem))

    def _is_wanted(self) -> bool:
        return self._network.is_wanted if self._network is not None else self._kept.settings.serves

    def _want(self, on: bool) -> None:
        if self._network is not None:
            self._network.want(on=on)
        else:
            self._kept.change(serves=on)

    # --- inside ------------------------------------------------------------------------------------------

    def _list_addresses(self) -> None:
        self.address_combo.clear()
        for address, name in addresses_here():
            words = _("{address}, this computer only") if address == LOOPBACK else "{address}, {name}"
            self.address_combo.addItem(words.format(address=address, name=name), address)

    def _keep_address(self) -> None:
        self._kept.change(serve_address=str(self.address_combo.currentData()))

    def _port(self) -> int | None:
        typed = self.port_edit.text().strip()
        port = int(typed) if typed.isascii() and typed.isdigit() else 0
        good = PORTS[0] <= port <= PORTS[1]
        problem = _("Enter a whole number from {low} to {high}.").format(low=PORTS[0], high=PORTS[1])
        self.port_field.say("" if good else problem)
        return port if good else None

    def _keep_port(self) -> None:
        port = self._port()
        if port is not None:
            self._kept.change(serve_port=port)

    def _show(self) -> None:
        settings = self._kept.settings
        for box, is_on, words in (
            (self.serve_box, self._is_wanted(), _("Serve doors, displays and phones")),
            (self.ticket_box, settings.ticket_page, _("Give each ticket a page of its own")),
        ):
            box.setChecked(is_on)
            box.set_words(words, icon="check" if is_on else "")
        place = self.address_combo.findData(settings.serve_address)
        if place < 0:  # a cable that is not plugged in now
            self.address_combo.addItem(settings.serve_address, settings.serve_address)
            place = self.address_combo.count() - 1
        self.address_combo.setCurrentIndex(place)
        if not self.port_edit.hasFocus():
            self.port_edit.setText(str(settings.serve_port))


def addresses_here() -> list[tuple[str, str]]:
    """The IPv4 addresses of this computer with the names of their connections; its own first."""
    from PySide6.QtNetwork import QAbstractSocket, QNetworkInterface  # with this section, not at start

    found = [
        (entry.ip().toString(), interface.humanReadableName())
        for interface in QNetworkInterface.allInterfaces()
        for entry in interface.addressEntries()
        if entry.ip().protocol() is QAbstractSocket.NetworkLayerProtocol.IPv4Protocol and not entry.ip().isLoopback()
    ]
    return [(LOOPBACK, ""), *sorted(found)]
