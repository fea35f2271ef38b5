"""The words of the screens: gettext behind one small object set at start; English needs no catalogue.

Python says `_("…")` and `ngettext("…", "…", n)`, a form says its text plainly, and both find the same catalogue:
`resources/i18n/<language>/LC_MESSAGES/roomflow.mo`.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from roomflow import assets
from roomflow.sentences import said
from roomflow.tongues import DOMAIN, ENGLISH

SPANISH: Final = "es"
NAMES: Final[Mapping[str, str]] = MappingProxyType({ENGLISH: "English", SPANISH: "Español"})
"""Each language by its own name, so that who reads no English finds it."""
LOCALES: Final[Mapping[str, str]] = MappingProxyType({ENGLISH: "en_US", SPANISH: "es_US"})
"""How numbers are written: as in the United States in both, where a comma parts thousands."""


TRANSLATOR_NAME: Final = "roomflow_words"


class Words:
    """The catalogue in use; every text comes back as it is until one is set."""

    def __init__(self) -> None:
        self.language = ENGLISH
        self.catalogue: gettext.NullTranslations = gettext.NullTranslations()
        self.language = ENGLISH

    def text(self, message: str) -> str:
        # gettext answers the empty text with the catalogue's own header.
        return self.catalogue.gettext(message) if message else message

    def plural(self, singular: str, plural: str, count: int) -> str:
        return self.catalogue.ngettext(singular, plural, count)


WORDS: Final = Words()
"""Set by `install_words` at start, and again when the language changes; screens made after that have it."""


def _(message: str) -> str:
    """The text in the language of the screens."""
    return WORDS.text(message)


def told(sentence: str) -> str:
    """A sentence of the store, the desk or the network in the language of the screens; other words as they are."""
    return said(sentence, _)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The text for so many, in the language of the screens."""
    return WORDS.plural(singular, plural, count)


class GettextTranslator(QTranslator):
    """Answers Qt's own question for a text (forms, file dialogs) out of the gettext catalogue."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        return False  # Qt does not ask a translator that says it is empty

    def translate(
        self,
        context: str,  # noqa: ARG002 - a text means the same everywhere
        source: str,
        /,
        disambiguation: str | None = None,  # noqa: ARG002
        n: int = -1,  # noqa: ARG002 - forms have no plurals
    ) -> str | None:
        """The text, or None where the catalogue lacks it: "" would blank labels and the file dialog's OK."""
        translated = self._words.text(source)
        return translated if translated != source else None


def install_words(app: QCoreApplication, language: str = ENGLISH, folder: Path | None = None) -> None:
    """Set the language of the screens that are made from now on; `folder` holds the compiled catalogues.

    A language without a catalogue is English, as is every text a catalogue lacks.
    """
    for before in app.findChildren(QTranslator, TRANSLATOR_NAME):
        app.removeTranslator(before)
        before.deleteLater()
    WORDS.catalogue = gettext.NullTranslations()
    WORDS.language = language
    if language != ENGLISH:
        WORDS.catalogue = gettext.translation(DOMAIN, folder or catalogues(), languages=[language], fallback=True)
    QLocale.setDefault(QLocale(LOCALES.get(language, language)))
    # Qt asks the translator installed last first: ours, and then Qt's own words for what we have no text for.
    qt = QTranslator(app)
    qt.setObjectName(TRANSLATOR_NAME)
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language != ENGLISH and qt.load(f"qtbase_{language}", qt_folder):
        app.installTranslator(qt)
    ours = GettextTranslator(WORDS, app)
    ours.setObjectName(TRANSLATOR_NAME)
    app.installTranslator(ours)


def catalogues() -> Path:
    """Where the compiled catalogues lie."""
    return assets.resource("i18n")


def language_of_system() -> str:
    """The language of this computer where roomflow speaks it, else English."""
    wanted = QLocale.system().name().partition("_")[0]
    return wanted if wanted in NAMES else ENGLISH
