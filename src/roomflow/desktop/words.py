"""The words of the screens: gettext behind one small object set at start; English needs no catalogue.

Python says `_("…")` and `ngettext("…", "…", n)`, a form says its text plainly, and both find the same catalogue:
`resources/i18n/<language>/LC_MESSAGES/roomflow.mo`.
"""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QObject, QTranslator

DOMAIN: Final = "roomflow"
ENGLISH: Final = "en"


class Words:
    """The catalogue in use; every text comes back as it is until one is set."""

    def __init__(self) -> None:
        self.catalogue: gettext.NullTranslations = gettext.NullTranslations()

    def text(self, message: str) -> str:
        # gettext answers the empty text with the catalogue's own header.
        return self.catalogue.gettext(message) if message else message

    def plural(self, singular: str, plural: str, count: int) -> str:
        return self.catalogue.ngettext(singular, plural, count)


WORDS: Final = Words()
"""Set once at start by `install_words`, before the first window is made."""


def _(message: str) -> str:
    """The text in the language of the screens."""
    return WORDS.text(message)


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
    """Set the language of the screens; `folder` holds the compiled catalogues. Call before the first window.

    A language without a catalogue is English, as is every text a catalogue lacks.
    """
    WORDS.catalogue = gettext.NullTranslations()
    if folder is not None and language != ENGLISH:
        WORDS.catalogue = gettext.translation(DOMAIN, folder, languages=[language], fallback=True)
    # Qt asks the translator installed last first: ours, and then Qt's own words for what we have no text for.
    qt = QTranslator(app)
    if language != ENGLISH and qt.load(
        f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        app.installTranslator(qt)
    app.installTranslator(GettextTranslator(WORDS, app))
