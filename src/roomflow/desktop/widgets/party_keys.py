"""The keys of the next party: one for each size, the chosen one standing while its answer does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.buttons import PartyKey


class PartyKeys(QWidget):
    """A row of keys from 1 up."""

    size_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = look_of()
        self._keys: list[PartyKey] = []
        self._chosen: int | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, look.px(8), 0, look.px(8))
        self._row.setSpacing(look.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def __len__(self) -> int:
        return len(self._keys)

    def __bool__(self) -> bool:
        return True

    def show_sizes(self, count: int) -> None:
        """Have keys from 1 to `count`."""
        if len(self._keys) == count:
            return
        for key in self._keys:
            key.hide()
            key.deleteLater()
        self._keys = []
        for people in range(1, count + 1):
            key = PartyKey(self)
            key.set_words(str(people))
            key.setCheckable(True)
            key.setObjectName(f"party_{people}_button")
            key.setAccessibleName(_("Party of {people}").format(people=people))
            key.clicked.connect(lambda _checked=False, people=people: self._clicked(people))
            self._row.addWidget(key)
            self._keys.append(key)

    def choose(self, people: int | None) -> None:
        """Mark the size whose answer stands."""
        self._chosen = people
        for number, key in enumerate(self._keys, start=1):
            key.setChecked(number == people)

    def _clicked(self, people: int) -> None:
        # A click toggles the button before the desk has answered: what is chosen follows the answer alone.
        self.choose(self._chosen)
        self.size_pressed.emit(people)
