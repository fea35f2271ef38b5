"""The card that shows the keys (`?`)."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.key_sheet import key_sheet
from roomflow.desktop.basis.look import look_of
from roomflow.desktop.widgets.card_size import fit
from roomflow.desktop.widgets.runs import Run, RunsLabel, Weight

ELLIPSIS = "…"
WIDTH = 840
"""For two columns of keys; one below the other needs less."""
WIDTH_OF_ONE = 640


class KeysDialog(QDialog):
    """Every key with what it does."""

    keys_layout: QGridLayout
    close_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "keys_sheet")
        sheet = key_sheet()
        half = len(sheet) if look_of().is_large else (len(sheet) + 1) // 2
        for column, sections in enumerate((sheet[:half], sheet[half:])):
            self._fill(2 * column, sections)
        self.close_button.clicked.connect(self.accept)

    def _fill(self, column: int, sections: list[tuple[str, list[tuple[tuple[str, ...], str]]]]) -> None:
        """One section below the other: its title, and a row for each key."""
        row = 0
        for title, keys_and_words in sections:
            heading = QLabel(title, self)
            heading.setProperty("type", "strong")
            heading.setContentsMargins(0, look_of().px(8 if row else 0), 0, 0)
            self.keys_layout.addWidget(heading, row, column, 1, 2)
            for keys, words in keys_and_words:
                row += 1
                self.keys_layout.addWidget(self._caps(keys), row, column)
                sentence = QLabel(words, self)
                sentence.setWordWrap(True)
                self.keys_layout.addWidget(sentence, row, column + 1)
            row += 1

    def _caps(self, keys: tuple[str, ...]) -> RunsLabel:
        caps = RunsLabel(self, size=13, role="quiet")
        runs: list[Run] = []
        for key in keys:
            runs += [Run(" ")] if runs else []
            runs.append(Run(key, Weight.PLAIN if key == ELLIPSIS else Weight.CAP))
        caps.show_runs(*runs)
        caps.setMinimumWidth(caps.sizeHint().width())
        return caps

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        wanted = look_of().px(WIDTH_OF_ONE if look_of().is_large else WIDTH)
        self.setMinimumWidth(min(wanted, self.screen().availableSize().width()))
        fit(self)
