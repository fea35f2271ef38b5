"""What is wrong with a window as it lies on the screen: cut texts, things over each other, things out of reach.

Nothing is compared with a stored picture. Widgets are walked, their texts measured with the fonts they have; and what
our own widgets paint by themselves is measured while they paint it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTableView,
    QWidget,
)

from roomflow.desktop.widgets.focus_ring import FocusRing
from roomflow.desktop.widgets.runs import RunsLabel
from tests.desktop.painting import Painted, watched_painting

SLACK = 1
"""px: where fractions of a pixel are rounded."""
LEADING = 3
"""px a line of the scale may be lower than its font asks, at 100 % text: the line height of the scale rules."""
READ = (QLabel, QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox)


def faults(window: QWidget) -> list[str]:
    """Each fault of a shown window, as a line; none where all is well."""
    for _ in range(4):
        QApplication.processEvents()
    with watched_painting() as painted:
        window.grab()
        for area in window.findChildren(QScrollArea):
            inner = area.widget()
            if inner is not None and _is_seen(area, window):
                inner.grab()  # what is scrolled out of sight is painted too
    widgets = [one for one in (window, *window.findChildren(QWidget)) if _is_seen(one, window)]
    found = [*_cut(widgets, painted), *_out_of_reach(widgets, window), *_overlapping(widgets, window)]
    return sorted(set(found))


def name_of(widget: QWidget) -> str:
    """How a fault calls a widget: its class, its name, the beginning of what it says."""
    says = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    words = [type(widget).__name__, widget.objectName(), f"“{says[:40]}”" if says else ""]
    return " ".join(word for word in words if word)


# --- cut texts -------------------------------------------------------------------------------------------


def _cut(widgets: list[QWidget], painted: Painted) -> Iterator[str]:
    for widget in widgets:
        if isinstance(widget, QLabel):
            yield from _cut_label(widget)
        elif isinstance(widget, QComboBox | QLineEdit):
            yield from _cut_field(widget)
        elif isinstance(widget, QHeaderView):
            yield from _cut_header(widget)
        elif isinstance(widget, QTableView) and not painted.of(widget.viewport()):
            yield from _cut_cells(widget)
        elif isinstance(widget, QAbstractButton) and widget.text():
            yield from _cut_button(widget)
        yield from _cut_painting(widget, painted)
        if isinstance(widget, RunsLabel) and not widget.fits() and (not widget.toolTip() or widget.has_short_words()):
            yield f"shortened: {name_of(widget)} has {widget.width()}, asks {widget.sizeHint().width()}"


def _cut_field(field: QComboBox | QLineEdit) -> Iterator[str]:
    """What a field shows by itself; what a person types in it may be longer, and is scrolled."""
    words = field.currentText() if isinstance(field, QComboBox) else field.placeholderText()
    if QFontMetrics(field.font()).horizontalAdvance(words) > field.contentsRect().width():
        yield f"cut: {name_of(field)} “{words}”"


def _cut_button(button: QAbstractButton) -> Iterator[str]:
    least = button.minimumSizeHint()
    wanted = button.sizeHint().boundedTo(least) if least.isValid() else button.sizeHint()
    if button.hasHeightForWidth():
        wanted = QSize(0, button.heightForWidth(button.width()))
    if wanted.width() > button.width() + SLACK or wanted.height() > button.height() + SLACK:
        yield f"cut: {name_of(button)} has {_wh(button.size())}, asks {_wh(wanted)}"


def _cut_label(label: QLabel) -> Iterator[str]:
    if not label.pixmap().isNull() or not label.text():
        return
    wanted = label.sizeHint()
    if label.wordWrap():
        metrics, inner = QFontMetrics(label.font()), label.contentsRect()
        plain = re.sub(r"<[^>]*>", "", label.text())
        words = re.split(r"[\s\N{ZERO WIDTH SPACE}]+", plain)
        longest, high = max(map(metrics.horizontalAdvance, words)), label.heightForWidth(label.width())
        if high > label.height() + LEADING or longest > inner.width() + SLACK:
            yield f"cut: {name_of(label)} has {_wh(label.size())}, asks {longest}×{high}"
    elif wanted.width() > label.width() + SLACK or wanted.height() > label.height() + LEADING:
        yield f"cut: {name_of(label)} has {_wh(label.size())}, asks {_wh(wanted)}"


def _cut_header(header: QHeaderView) -> Iterator[str]:
    model: Any = header.model()
    if model is None or header.orientation() is not Qt.Orientation.Horizontal:
        return
    metrics = QFontMetrics(header.font())
    for section in range(header.count()):
        words = str(model.headerData(section, header.orientation()) or "")
        if not header.isSectionHidden(section) and metrics.horizontalAdvance(words) > header.sectionSize(section):
            yield f"cut: header “{words}”"


def _cut_cells(table: QTableView) -> Iterator[str]:
    model, metrics = table.model(), QFontMetrics(table.font())
    if model is None:
        return
    for row in range(min(model.rowCount(), 40)):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            words = index.data(Qt.ItemDataRole.DisplayRole)
            if table.isColumnHidden(column) or not isinstance(words, str) or index.data(Qt.ItemDataRole.ToolTipRole):
                continue
            if max(map(metrics.horizontalAdvance, words.split("\n"))) > table.columnWidth(column):
                yield f"cut: cell {row}, {column} “{words}”"


def _cut_painting(widget: QWidget, painted: Painted) -> Iterator[str]:
    """Texts painted beyond their widget, shortened with an ellipsis, or over one another."""
    room = QRectF(widget.rect()).adjusted(-SLACK, -LEADING, SLACK, LEADING)
    is_table = isinstance(widget.parent(), QAbstractItemView)
    texts = painted.of(widget)
    for box, text in texts:
        beside = box.left() < room.left() or box.right() > room.right()
        over = not is_table and (box.top() < room.top() or box.bottom() > room.bottom())
        if beside or over:
            yield f"cut: {name_of(widget)} paints “{text}” at {_ltwh(box)} in {_wh(widget.size())}"
        if text.endswith("…") and len(text) > 1 and is_table and not _has_tip(widget.parentWidget(), text[:-1]):
            yield f"shortened: {name_of(widget.parentWidget() or widget)} paints “{text}”"
    for (one, text), (other, further) in combinations(texts, 2):
        shared = one.intersected(other)
        if shared.width() > SLACK + 1 and shared.height() > LEADING + 2 and text != further:
            yield f"overlap: {name_of(widget)} paints “{text}” over “{further}”"


def _has_tip(view: QWidget | None, begins: str) -> bool:
    """Whether a cell of the view says in its tip what it shows shortened."""
    model = view.model() if isinstance(view, QAbstractItemView) else None
    if model is None:
        return False
    cells = (
        model.index(row, column) for row in range(min(model.rowCount(), 60)) for column in range(model.columnCount())
    )
    return any(begins in str(cell.data(Qt.ItemDataRole.ToolTipRole) or "") for cell in cells)


# --- out of reach ----------------------------------------------------------------------------------------


def _out_of_reach(widgets: list[QWidget], window: QWidget) -> Iterator[str]:
    for widget in widgets:
        if isinstance(widget, QAbstractScrollArea) and not isinstance(widget, QAbstractItemView):
            bar = widget.horizontalScrollBar()
            if bar.maximum() > bar.minimum() and bar.isEnabled() and not _is_text(widget):
                yield f"scrolls sideways: {name_of(widget)} by {bar.maximum() - bar.minimum()}"
            inner = widget.widget() if isinstance(widget, QScrollArea) else None
            if inner is not None and inner.width() > widget.viewport().width() + SLACK:
                yield f"out: {name_of(inner)} is {inner.width()} wide in {widget.viewport().width()}"
        parent = widget.parentWidget()
        if widget is window or parent is None or widget.isWindow() or isinstance(widget, FocusRing):
            continue
        box, room = widget.geometry(), parent.rect()
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            # What scrolls up and down is within reach; sideways was asked above.
            fixed = not isinstance(area, QAbstractItemView) and area.verticalScrollBarPolicy() == _OFF
            if fixed and box.height() > room.height():
                yield f"out of reach: {name_of(widget)} is {box.height()} high in {room.height()}"
            continue
        if (not room.contains(box) and isinstance(widget, READ)) or _stands_out(box, room):
            yield f"out: {name_of(widget)} at {_ltwh(QRectF(box))} in {name_of(parent)} {_wh(room.size())}"


_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _stands_out(box: QRect, room: QRect) -> bool:
    return box.right() > room.right() + SLACK or box.bottom() > room.bottom() + SLACK


def _is_text(area: QAbstractScrollArea) -> bool:
    return area.metaObject().className() in ("QPlainTextEdit", "QTextEdit")


# --- over each other -------------------------------------------------------------------------------------


def _overlapping(widgets: list[QWidget], window: QWidget) -> Iterator[str]:
    leaves = [(one, _visible_box(one, window)) for one in widgets if _is_leaf(one)]
    for (one, box), (other, other_box) in combinations(leaves, 2):
        shared = box.intersected(other_box)
        if shared.width() > SLACK and shared.height() > SLACK and not _are_related(one, other):
            yield f"overlap: {name_of(one)} and {name_of(other)}, {_wh(shared.size())}"


def _is_leaf(widget: QWidget) -> bool:
    """What says or does something itself, and is no frame around others."""
    if isinstance(widget, FocusRing | QScrollBar | QHeaderView):
        return False
    if isinstance(widget, QLabel):
        return bool(widget.text()) or not widget.pixmap().isNull()
    if isinstance(widget, (*READ, QAbstractItemView, QAbstractSlider)):
        return True
    is_ours = type(widget).__module__.startswith("roomflow")
    return is_ours and not widget.findChildren(QWidget) and bool(widget.accessibleName())


def _are_related(one: QWidget, other: QWidget) -> bool:
    return one.isAncestorOf(other) or other.isAncestorOf(one)


def _visible_box(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget is seen in the window: without what its scroll areas hide."""
    box = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            box = box.intersected(QRect(parent.mapTo(window, parent.rect().topLeft()), parent.size()))
        parent = area
    return box


def _is_seen(widget: QWidget, window: QWidget) -> bool:
    return widget is window or (widget.isVisible() and widget.window() is window)


def _wh(size: Any) -> str:
    return f"{size.width()}×{size.height()}"


def _ltwh(box: QRectF) -> str:
    return f"{math.floor(box.left())},{math.floor(box.top())} {math.ceil(box.width())}×{math.ceil(box.height())}"
