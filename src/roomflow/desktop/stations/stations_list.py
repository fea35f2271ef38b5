"""The stations that were let in, each with who is online and a button that takes its token back; and what is parked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.wording import clock_words, minutes_of
from roomflow.desktop.basis.words import _, ngettext
from roomflow.desktop.computer.network_shown import ParkedShown, Picture, StationShown
from roomflow.desktop.stations.pairing import place_words
from roomflow.desktop.widgets.buttons import KeyButton
from roomflow.desktop.widgets.form_parts import SetupCard, note

if TYPE_CHECKING:
    from roomflow.desktop.computer.network import Network


class LineRow(QFrame):
    """Two lines of words and a button at their right."""

    def __init__(self, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self.strong_label = QLabel(self)
        self.strong_label.setProperty("type", "strong")
        self.quiet_label = QLabel(self)
        self.quiet_label.setProperty("type", "quiet")
        for label in (self.strong_label, self.quiet_label):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.button = KeyButton(self, size="small")
        self.button.set_words(button)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.strong_label)
        words.addWidget(self.quiet_label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.px(6), 0, look.px(6))
        row.addLayout(words, 1)
        row.addWidget(self.button)

    def say(self, strong: str, quiet: str, kind: str = "quiet") -> None:
        self.strong_label.setText(strong)
        if self.quiet_label.property("type") != kind:
            self.quiet_label.setProperty("type", kind)
            self.quiet_label.style().polish(self.quiet_label)
        self.quiet_label.setText(quiet)
        self.button.setAccessibleName(f"{self.button.text()}: {strong}")


class PairedCard(SetupCard):
    """Who is let in."""

    def __init__(self, network: Network | None, parent: QWidget | None = None) -> None:
        super().__init__(_("Stations that were let in"), parent)
        self._network = network
        self.rows: dict[int, LineRow] = {}
        self.empty_note = note(_("No phone, display or browser was let in yet."), self)
        self.column.addWidget(self.empty_note)

    def show_picture(self, picture: Picture, now_ms: int, zone: str) -> None:
        wanted = {station.number: station for station in picture.stations}
        for number in [number for number in self.rows if number not in wanted]:
            _remove(self.column, self.rows.pop(number))
        for number, station in wanted.items():
            row = self.rows.get(number)
            if row is None:
                row = self.rows[number] = self._row(number)
            warns = station.differs != 0
            row.say(station.name, station_words(station, now_ms, zone), "warning" if warns else "quiet")
        self.empty_note.setVisible(not wanted)

    def _row(self, number: int) -> LineRow:
        row = LineRow(_("Revoke"), self)
        network = self._network
        if network is not None:
            row.button.clicked.connect(lambda: network.revoke(number))
        self.column.addWidget(row)
        return row


class ParkedCard(SetupCard):
    """What phones did and the desk refused: people are counted, the rest is for the clerk."""

    def __init__(self, network: Network | None, parent: QWidget | None = None) -> None:
        super().__init__(_("Parked for the clerk"), parent)
        self._network = network
        self.rows: dict[tuple[str, int], LineRow] = {}
        self.column.addWidget(
            note(_("A phone did this and the desk refused it. People who went through the door are counted."), self)
        )
        self.hide()

    def show_picture(self, picture: Picture, zone: str) -> None:
        wanted = {(one.device, one.n): one for one in picture.parked}
        for key in [key for key in self.rows if key not in wanted]:
            _remove(self.column, self.rows.pop(key))
        for key, one in wanted.items():
            if key not in self.rows:
                self.rows[key] = self._row(one)
            words = _("{station}, {time}").format(station=one.station, time=clock_words(one.at, zone))
            self.rows[key].say(words, one.refusal.sentence(_))
        self.setVisible(bool(wanted))

    def _row(self, one: ParkedShown) -> LineRow:
        row = LineRow(_("Seen"), self)
        network, device, n = self._network, one.device, one.n
        if network is not None:
            row.button.clicked.connect(lambda: network.see(device, n))
        self.column.addWidget(row)
        return row


def station_words(station: StationShown, now_ms: int, zone: str) -> str:
    """“Door: Overflow A, East. Online.”"""
    place = place_words(station.role, station.space, station.door)
    if station.is_online:
        heard = _("online")
    elif station.last_heard is None:
        heard = _("not heard since the start")
    else:
        minutes = minutes_of(now_ms - station.last_heard)
        time = clock_words(station.last_heard, zone)
        heard = _("last heard {time}, {minutes} min ago").format(time=time, minutes=minutes)
    if station.differs:
        people = abs(station.differs)
        more = ngettext("its own count differs by {n} person", "its own count differs by {n} people", people)
        heard = f"{heard}; {more.format(n=people)}"
    return f"{place}; {heard}"


def _remove(column: QVBoxLayout, row: LineRow) -> None:
    row.hide()
    column.removeWidget(row)
    row.deleteLater()
