"""The rail at the left: the pages that work, and below them what can be done at any moment."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import RADII, look_of
from roomflow.desktop.basis.page_area import scroll_down_alone
from roomflow.desktop.basis.pages import CLERK, DESK, DOORS, EMERGENCY, LINE, SETUP
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.icons import paint_icon
from roomflow.desktop.widgets.runs import shown_key

WIDTH: Final = 80
BUTTON: Final = QSize(63, 64)
LEAST_HEIGHT: Final = 56
"""Where all of them would not fit, each gives up a little."""
ICON: Final = 24


class RailButton(QAbstractButton):
    """An icon over its word; chosen while its page is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = ""
        self._key = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)

    def set_words(self, words: str, icon: str, key: str = "") -> None:
        """What it says, its icon, and the key that does the same."""
        key = shown_key(key)
        self.setText(words)
        self._icon, self._key = icon, key
        self.setAccessibleName(words)
        self.setAccessibleDescription(key)
        if key:
            self.setToolTip(_("{what}, key {key}").format(what=words, key=key))

    def sizeHint(self) -> QSize:
        look = look_of()
        words = QFontMetricsF(look.font(13, bold=True)).horizontalAdvance(self.text())
        return QSize(max(look.px(BUTTON.width()), round(words + look.px(2))), look.px(BUTTON.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), look_of().px(LEAST_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look = look_of()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "accent-tint" if chosen or self.isDown() else "sunken" if self.underMouse() else "surface"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(ground))
        radius = look.px(RADII["button"])
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        colour = look.colour("accent" if chosen or self.isDown() else "quiet")
        side = look.px(ICON)
        paint_icon(
            painter, self._icon, QRectF((self.width() - side) // 2, self._above() + look.px(9), side, side), colour
        )
        self._paint_words(painter, colour if chosen else look.colour("quiet"))
        if self.hasFocus():
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius - 1, radius - 1)
        painter.end()

    def _above(self) -> int:
        """How much higher than its full size its icon and word begin."""
        return (self.height() - look_of().px(BUTTON.height())) // 2

    def _paint_words(self, painter: QPainter, colour: QColor) -> None:
        look = look_of()
        font = look.font(13, bold=self.isChecked())
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(colour)
        x = (self.width() - metrics.horizontalAdvance(self.text())) / 2
        painter.drawText(QPointF(round(x), self._above() + look.px(11 + ICON) + look.line_px(13) * 3 // 4), self.text())


class Rail(QFrame):
    """Pages on top, actions below them. What does not work yet is not shown."""

    find_wanted = Signal()
    head_count_wanted = Signal()
    turn_away_wanted = Signal()
    page_wanted = Signal(str)
    """The name of a page, as in `pages`."""
    emergency_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "surface")
        look = look_of()
        content, area = QWidget(), QScrollArea(self)
        scroll_down_alone(area)
        area.setWidget(content)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, look.px(8), 0, look.px(8))
        column.setSpacing(look.px(4))
        self._pages: dict[str, RailButton] = {}
        self._buttons: list[RailButton] = []
        self.desk_button = self._page(DESK, _("Desk"), "desk", "F1")
        self.doors_button = self._page(DOORS, _("Doors"), "door", "F2")
        self.line_button = self._page(LINE, _("Line"), "line", "F3")
        self.clerk_button = self._page(CLERK, _("Clerk"), "clerk", "F4")
        self.emergency_button = self._page(EMERGENCY, _("Emergency"), "warning", "F12")
        self.emergency_button.hide()
        self.find_button = self._button(_("Find"), "search", "/")
        self.find_button.clicked.connect(self.find_wanted)
        self.count_button = self._button(_("Count"), "count")
        self.count_button.setToolTip(_("Head count"))
        self.count_button.clicked.connect(self.head_count_wanted)
        self.away_button = self._button(_("Turn away"), "stop", "T")
        self.away_button.clicked.connect(self.turn_away_wanted)
        for page in self._pages.values():
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.notice_label = QLabel(_("No name needed; everyone may attend"), self)
        self.notice_label.setProperty("type", "quiet")
        self.notice_label.setWordWrap(True)
        self.notice_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.notice_label)
        column.addStretch(1)
        self.setup_button = self._page(SETUP, _("Setup"), "setup", "F5")
        for button in (self.find_button, self.count_button, self.away_button, self.setup_button):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.notice_label.setVisible(not look.is_large)
        widest = max(button.sizeHint().width() for button in self.buttons())
        beside = area.verticalScrollBar().sizeHint().width() if look.is_large else 0
        self.setFixedWidth(max(look.px(WIDTH) - 1, widest + beside))

    def buttons(self) -> list[RailButton]:
        """All of them, those too that are hidden now."""
        return list(self._buttons)

    def _button(self, words: str, icon: str, key: str = "") -> RailButton:
        button = RailButton(self)
        self._buttons.append(button)
        button.set_words(words, icon, key)
        return button

    def _page(self, name: str, words: str, icon: str, key: str) -> RailButton:
        button = self._button(words, icon, key)
        button.setCheckable(True)
        button.clicked.connect(lambda: self._choose(name))
        self._pages[name] = button
        return button

    def _choose(self, name: str) -> None:
        self._pages[name].setChecked(True)  # the page that is shown stays chosen
        if name == EMERGENCY:
            self.emergency_wanted.emit()
        else:
            self.page_wanted.emit(name)

    def show_page(self, shown: str) -> None:
        """Mark the page that is shown."""
        for name, button in self._pages.items():
            button.setChecked(name == shown)

    def show_emergency(self, *, lasts: bool) -> None:
        """The emergency has a page while it lasts."""
        self.emergency_button.setVisible(lasts)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words between the keys are there where all keys are in sight beside them."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        look = look_of()
        keys = sum(button.sizeHint().height() + look.px(4) for button in self.buttons() if not button.isHidden())
        words = self.notice_label.heightForWidth(self.width()) + look.px(24)
        self.notice_label.setVisible(not look.is_large and keys + words <= self.height())
