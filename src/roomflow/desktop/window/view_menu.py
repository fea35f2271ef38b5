"""The View menu: language, light, size of text, motion and single keys; each choice works at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from roomflow.computer import LIGHTS, TEXT_PERCENTS
from roomflow.desktop.basis.appearance import Appearance
from roomflow.desktop.basis.words import NAMES, _

LANGUAGE_KEY: Final = "Ctrl+L"
LIGHT_KEY: Final = "Ctrl+D"
LARGER_KEYS: Final = ("Ctrl++", "Ctrl+=")
"""On most keyboards the plus is above the equals sign."""
SMALLER_KEY: Final = "Ctrl+-"
NORMAL_KEY: Final = "Ctrl+0"


class ViewMenu(QMenu):
    """Shows how the screens are, and changes it."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(_("View"), parent)
        self._appearance = appearance
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        """Made when it first opens: a screen with other words or colours has a menu of its own."""
        if self.actions():
            return
        appearance = self._appearance
        now = appearance.preferences
        self._choices(self, "language", NAMES, appearance.language)
        self.addSeparator()
        self.light_menu = self.addMenu(_("Colors"))
        light_words = (_("As the system"), _("Light"), _("Dark"))
        self._choices(self.light_menu, "light", dict(zip(LIGHTS, light_words, strict=True)), now.light)
        self.text_menu = self.addMenu(_("Size of text"))
        percents = {percent: _("{percent} %").format(percent=percent) for percent in TEXT_PERCENTS}
        self._choices(self.text_menu, "text_percent", percents, now.text_percent)
        self.addSeparator()
        self.motion_action = self._switch(_("Nothing moves"), on=now.reduced_motion)
        self.motion_action.toggled.connect(lambda still: appearance.change(reduced_motion=still))
        self.keys_action = self._switch(_("Single keys work"), on=now.single_keys)
        self.keys_action.toggled.connect(lambda on: appearance.change(single_keys=on))

    def _choices(self, menu: QMenu, name: str, choices: Mapping[Any, str], chosen: object) -> None:
        """An action for each value of a preference, of which one is chosen."""
        from PySide6.QtGui import QActionGroup

        group = QActionGroup(menu)
        for value, words in choices.items():
            action = self._switch(words, on=value == chosen, menu=menu)
            action.setData(value)
            group.addAction(action)
        group.triggered.connect(lambda action: self._appearance.change(**{name: action.data()}))

    def _switch(self, words: str, *, on: bool, menu: QMenu | None = None) -> QAction:
        action = QAction(words, menu or self)
        action.setCheckable(True)
        action.setChecked(on)
        (menu or self).addAction(action)
        return action


def view_shortcuts(window: QWidget, appearance: Appearance) -> None:
    """The keys that change the view, on every page of the window and in its text fields too."""
    from PySide6.QtGui import QKeySequence, QShortcut

    for keys, act in (
        ((LANGUAGE_KEY,), appearance.next_language),
        ((LIGHT_KEY,), appearance.other_light),
        (LARGER_KEYS, appearance.larger),
        ((SMALLER_KEY,), appearance.smaller),
        ((NORMAL_KEY,), lambda: appearance.change(text_percent=100)),
    ):
        for key in keys:
            shortcut = QShortcut(QKeySequence(key), window)
            shortcut.activated.connect(act)
