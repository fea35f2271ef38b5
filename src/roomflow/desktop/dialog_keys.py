"""The card that shows the keys (`?`)."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from roomflow.desktop.forms import load_form
from roomflow.desktop.keys import key_sheet
from roomflow.desktop.widgets.runs import Run, RunsLabel, Weight

ELLIPSIS = "…"


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
            self.keys_layout.addWidget(QLabel(words, self), row, 1)
        self.close_button.clicked.connect(self.accept)
