"""The card that shows the keys (`?`)."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from roomflow.desktop.card_size import fit
from roomflow.desktop.forms import load_form
from roomflow.desktop.keys import key_sheet
from roomflow.desktop.look import look_of
from roomflow.desktop.widgets.runs import Run, RunsLabel, Weight

ELLIPSIS = "…"
WIDTH = 640


class KeysDialog(QDialog):
    """Every key with what it does."""

    keys_layout: QGridLayout
    close_button: QPushButton

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "keys_sheet")
        for row, (keys, words) in enumerate(key_sheet()):
            caps = RunsLabel(self, size=13, role="quiet")
            runs: list[Run] = []
            for key in keys:
                runs += [Run(" ")] if runs else []
                runs.append(Run(key, Weight.PLAIN if key == ELLIPSIS else Weight.CAP))
            caps.show_runs(*runs)
            caps.setMinimumWidth(caps.sizeHint().width())
            self.keys_layout.addWidget(caps, row, 0)
            sentence = QLabel(words, self)
            sentence.setWordWrap(True)
            self.keys_layout.addWidget(sentence, row, 1)
        self.close_button.clicked.connect(self.accept)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.setMinimumWidth(look_of().px(WIDTH))
        fit(self)
