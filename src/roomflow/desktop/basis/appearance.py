"""How the screens shall be, applied to the application: language, light, size of text, motion.

A change is applied at once: the application is dressed anew and `changed` says so; the window then makes its screen
again with the new words and sizes. That is one way for all pages, and none of them keeps a list of its own texts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from roomflow.computer import LANGUAGES, SYSTEM, TEXT_PERCENTS, Preferences
from roomflow.desktop.basis.look import DARK, LIGHT, Theme, dress
from roomflow.desktop.basis.words import install_words, language_of_system

THEMES: Final = {"light": LIGHT, "dark": DARK}


class Appearance(QObject):
    """Holds the preferences of this computer for the running program."""

    changed = Signal()
    """The application has other words, colours or sizes: screens are to be made anew."""

    def __init__(
        self,
        app: QApplication,
        preferences: Preferences | None = None,
        remember: Callable[[Preferences], None] = lambda _preferences: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._app = app
        self.preferences = preferences or Preferences()
        self._remember = remember
        self._worded = ""
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.apply()

    # --- what is in use ----------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """The language of the screens, `en` or `es`."""
        wanted = self.preferences.language
        return language_of_system() if wanted == SYSTEM else wanted

    @property
    def theme(self) -> Theme:
        """The light of the screens: chosen by hand, or that of the system."""
        if self.preferences.light != SYSTEM:
            return THEMES[self.preferences.light]
        return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT

    # --- changing it -------------------------------------------------------------------------------------

    def change(self, **values: Any) -> None:
        """Change preferences by name, keep them, and apply them at once."""
        made = self.preferences.changed(**values)
        if made == self.preferences:
            return
        self.preferences = made
        self._remember(made)
        self.apply()
        self.changed.emit()

    def next_language(self) -> None:
        """The other language."""
        self.change(language=LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)])

    def other_light(self) -> None:
        """Dark where it is light, light where it is dark; from now on by hand."""
        self.change(light="dark" if self.theme is LIGHT else "light")

    def larger(self) -> None:
        self._step(+1)

    def smaller(self) -> None:
        self._step(-1)

    def apply(self) -> None:
        """Give the application its words, direction, colours, sizes and motion."""
        if self._worded != self.language:
            self._worded = self.language
            install_words(self._app, self.language)
            self._app.setLayoutDirection(QLocale(self.language).textDirection())
        now = self.preferences
        zoom, single = now.text_percent / 100, now.single_keys
        dress(self._app, self.theme, zoom, still=now.reduced_motion, single_keys=single)

    # --- inside ------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        index = TEXT_PERCENTS.index(self.preferences.text_percent) + by
        if 0 <= index < len(TEXT_PERCENTS):
            self.change(text_percent=TEXT_PERCENTS[index])

    def _follow_system(self) -> None:
        if self.preferences.light == SYSTEM:
            self.apply()
            self.changed.emit()
