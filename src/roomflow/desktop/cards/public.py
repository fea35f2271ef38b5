"""The card of the public screen: show it, on which monitor, to be read from how far, and when it is silent."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.public.calls import digits_max
from roomflow.desktop.public.layout import BOTTOM, GAP, HEADER, HEIGHT, NOTICE
from roomflow.desktop.public.place import Where
from roomflow.desktop.public.screen import PublicScreen
from roomflow.desktop.public.settings import FEET, INCHES
from roomflow.desktop.widgets.asking import CARD_WIDTH, say
from roomflow.desktop.widgets.card_size import fit

METRES_PER_FOOT: Final = 0.3048
FITTING: Final = digits_max(HEIGHT - HEADER - NOTICE - BOTTOM - GAP)
"""The highest digits that fit beside everything else, in px of the canvas."""


class PublicDialog(QDialog):
    """Every change holds at once and is kept for the evenings to come."""

    state_label: QLabel
    monitor_combo: QComboBox
    feet_combo: QComboBox
    inches_combo: QComboBox
    digits_label: QLabel
    silent_toggle: QCheckBox
    chamber_toggle: QCheckBox
    sound_label: QLabel
    show_button: QPushButton
    close_button: QPushButton

    def __init__(self, parent: QWidget, public: PublicScreen) -> None:
        super().__init__(parent)
        load_form(self, "public_screen")
        self._public = public
        self._is_filling = False
        look, column = look_of(), self.layout()
        self.setMinimumWidth(look.px(CARD_WIDTH))
        if look.is_large and column is not None:  # all of it is in sight on a screen of 768 px
            column.setSpacing(look.px(4))
            column.setContentsMargins(*[look.px(12)] * 4)
        for feet in FEET:
            words = _("{feet} ft ({metres} m)").format(feet=feet, metres=round(feet * METRES_PER_FOOT))
            self.feet_combo.addItem(words, feet)
        self.inches_combo.addItem(_("as the monitor says"), 0)
        for inches in INCHES:
            self.inches_combo.addItem(_("{inches} inches").format(inches=inches), inches)
        self.monitor_combo.activated.connect(lambda _row: self._change(monitor=self.monitor_combo.currentData()))
        self.feet_combo.activated.connect(lambda _row: self._change(feet=self.feet_combo.currentData()))
        self.inches_combo.activated.connect(lambda _row: self._change(inches=self.inches_combo.currentData()))
        self.silent_toggle.toggled.connect(lambda on: self._change(silent=on))
        self.chamber_toggle.toggled.connect(lambda on: self._change(in_chamber=on))
        self.show_button.clicked.connect(public.toggle)
        self.close_button.clicked.connect(self.accept)
        public.changed.connect(self._fill)

    def present(self) -> None:
        """Show the card afresh."""
        self._fill()
        say(self.sound_label, self._public.voice_problem)
        self.show()
        fit(self)
        self.activateWindow()

    def _change(self, **changes: object) -> None:
        if not self._is_filling:
            self._public.change(**changes)

    def _fill(self) -> None:
        settings = self._public.settings
        self._is_filling = True
        self._fill_monitors(settings.monitor)
        self.feet_combo.setCurrentIndex(self.feet_combo.findData(settings.feet))
        self.inches_combo.setCurrentIndex(max(0, self.inches_combo.findData(settings.inches)))
        self.silent_toggle.setChecked(settings.silent)
        self.chamber_toggle.setChecked(settings.in_chamber)
        self.chamber_toggle.setEnabled(not settings.silent)
        self._is_filling = False
        self.state_label.setText(self._state_words())
        self.show_button.setText(_("Put it away") if settings.shown else _("Show it"))
        self.digits_label.setText(self._digits_words())

    def _fill_monitors(self, chosen: str) -> None:
        self.monitor_combo.clear()
        self.monitor_combo.addItem(_("the one the desk is not on"), "")
        for monitor in self._public.monitors.listed():
            self.monitor_combo.addItem(monitor.label, monitor.name)
        if chosen and self.monitor_combo.findData(chosen) < 0:
            self.monitor_combo.addItem(_("{monitor} (not connected)").format(monitor=chosen), chosen)
        self.monitor_combo.setCurrentIndex(self.monitor_combo.findData(chosen))

    def _state_words(self) -> str:
        place = self._public.place
        if place.where is Where.FULL and place.monitor is not None:
            return _("It is shown on {monitor}.").format(monitor=place.monitor.label)
        return self._public.notice() or _("It is not shown.")

    def _digits_words(self) -> str:
        """How large the called numbers are, in what can be measured: and whether that is what the distance needs."""
        wanted = self._public.digits()
        words = _("On {inches} inches the called numbers are at least {share} % of the screen’s height.")
        text = words.format(inches=round(self._public.inches), share=round(min(wanted, FITTING) * 100 / HEIGHT))
        if wanted > FITTING:
            text += " " + _("That does not do for this distance: the screen must be larger, or nearer to the people.")
        return text
