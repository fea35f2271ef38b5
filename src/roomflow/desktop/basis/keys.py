"""The keys of the desk: which press does what, when a press is a person's and when a scanner's.

One filter on the application sees each key before any widget does, so that a scan typed while a button has the
focus presses nothing. In a text field, keys are text; only the function keys act there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from roomflow.desktop.basis.burst import Burst, Stroke
from roomflow.desktop.basis.scanner import Scanner

HEARD: Final = frozenset(
    (
        QEvent.Type.FocusIn,
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.WindowDeactivate,
    )
)
"""The events that the filter looks at."""
FIGURES_ONLY: Final = "figuresOnly"
"""A dynamic property of fields that take digits and no letters: a scan begun there is a scan."""
TEXT_FIELDS: Final = ("QLineEdit", "QTextEdit", "QPlainTextEdit", "QAbstractSpinBox")
"""By their names: a screen without a field does not make their classes to find that out."""
ENDS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
COMMAND_MODIFIERS: Final = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
SAME_KEY_MS: Final = 80
"""Nobody presses one key twice so fast; a held key that is not marked as repeating comes every 30 ms or so."""
FORGOTTEN_MS: Final = 1_500
"""A key that was silent so long is up, though its release went to another program."""
BY_TAB: Final = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

# What the filter calls keys in its table: the character typed, or one of these names.
SPACE: Final = "Space"
UNDO: Final = "Ctrl+Z"
EMERGENCY: Final = "F12"
PUBLIC: Final = "F11"
PAGES: Final = ("F1", "F2", "F3", "F4", "F5")
"""Desk, Doors, Line and what comes after them."""
NEXT_MEETING: Final = "F6"
LET_IN: Final = "F7"
FUNCTION_KEYS: Final = frozenset((*PAGES, NEXT_MEETING, LET_IN, PUBLIC, EMERGENCY))
ESCAPE: Final = "Esc"


def is_single(name: str) -> bool:
    """Whether a key of the table is one that people also type or speak: a character, or the space bar."""
    return len(name) == 1 or name == SPACE


def is_editable_list(widget: QWidget) -> bool:
    """Whether text can be typed into this list of choices."""
    return widget.inherits("QComboBox") and bool(widget.property("editable"))


class HeldKeys:
    """Tells a new press from a key that is held, also where the platform does not say which is which.

    Times are those of the window system in ms; 0 where an event has none, and then only releases count.
    """

    def __init__(self) -> None:
        self._down: set[int] = set()
        self._seen: dict[int, int] = {}

    def is_new(self, key: int, at: int) -> bool:
        """Whether this press is a press of its own; to be asked once for each."""
        since = at - self._seen[key] if at and self._seen.get(key) else None
        is_down = key in self._down and (since is None or since < FORGOTTEN_MS)
        self._down.add(key)
        self._seen[key] = at
        return not is_down and (since is None or since >= SAME_KEY_MS)

    def release(self, key: int, at: int) -> None:
        self._down.discard(key)
        if key in self._seen:
            self._seen[key] = at

    def release_all(self) -> None:
        """The window is no longer in front: releases go elsewhere."""
        self._down.clear()


class DeskKeys(QObject):
    """Sends each press where it belongs; `actions` maps a key's name or character to what it does."""

    acting = Signal(str)
    """A single key is pressed, and what it does follows; empty where a control has it, so that it does nothing here."""
    acted = Signal()

    def __init__(self, screen: QWidget, scanner: Scanner, actions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(screen)
        self._screen = screen
        self._scanner = scanner
        self.burst = Burst(scanner, self)
        self.burst.given_back.connect(self._press_again)
        self._actions = actions
        self.further: dict[str, Callable[[], object]] = {}
        """Keys of what the window shows beside its pages, as a phone that asks to be let in."""
        self.single_keys = True
        """Whether keys without Ctrl act; a person who dictates, or whose hand trembles, switches them off."""
        self._focus_by_tab = False
        self._held = HeldKeys()
        self._up: set[int] = set()
        self.hears = False
        """Whether keys come here by now."""
        self._listens = QTimer(self, singleShot=True, interval=0)
        self._listens.timeout.connect(self._listen)

    def begin(self) -> None:
        """Hear the keys as soon as the screen is laid out: of the thousand events until then none is a key."""
        self._listens.start()

    def end(self) -> None:
        """Give the keys back."""
        self._listens.stop()
        self.hears = False
        _application().removeEventFilter(self)

    def _listen(self) -> None:
        self.hears = True
        _application().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Sees every event of the application; keeps the keys that are the desk's or a scanner's."""
        kind = event.type()
        if kind not in HEARD:  # nearly all of them: thousands while a page is laid out
            return False
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._note_focus(event.reason())
        if kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self._held.release(event.key(), event.timestamp())
            self._up.add(event.key())
        elif kind == QEvent.Type.WindowDeactivate:
            self._held.release_all()
        if not isinstance(watched, QWidget) or not self._is_ours(watched):
            return False
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Accepting says: no shortcut, send it as a key. Else a scan's characters press mnemonics.
            if self._scanner.is_running or self.burst.is_holding:
                event.accept()
            return False
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press(event, watched)
        return False

    def _is_ours(self, widget: QWidget) -> bool:
        if not self._screen.isVisible():
            return False
        top, window = widget.window(), self._screen.window()
        owner = top.parentWidget()
        return top is window or (owner is not None and owner.window() is window)

    def _note_focus(self, reason: Qt.FocusReason) -> None:
        if reason in BY_TAB:
            self._focus_by_tab = True
        elif reason not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._focus_by_tab = False

    def _press(self, event: QKeyEvent, focus: QWidget) -> bool:
        """Take a key that goes to the widget `focus`, or leave it there."""
        if event.key() in ENDS and event.isAutoRepeat():
            return True  # the Enter that opened a card does not answer it too
        typed = event.text()
        plain = not event.modifiers() & COMMAND_MODIFIERS
        in_text = any(map(focus.inherits, TEXT_FIELDS)) or is_editable_list(focus)
        in_figures = in_text and bool(focus.property(FIGURES_ONLY))
        if plain and self._is_a_machines(event, in_text=in_text):
            return True
        if (not in_text or in_figures or self._scanner.is_running) and plain:
            if event.key() in ENDS:
                if self._scanner.take("", ends=True):
                    return True
            elif typed and typed.isprintable() and not event.isAutoRepeat() and self._scanner.take(typed):
                return True
        name = self._name(event, typed, plain)
        if name is None or (in_text and name not in FUNCTION_KEYS):
            return False
        return self._act(name, event, focus)

    def _act(self, name: str, event: QKeyEvent, focus: QWidget) -> bool:
        """Do what a key is for; False leaves it to the widget that has it."""
        is_widgets = self._belongs_to_widget(name, focus)
        action = None if is_widgets else self.further.get(name) or self._actions.get(name)
        if is_single(name) and not self.single_keys:
            action = None
        if action is not None and (event.isAutoRepeat() or not self._held.is_new(event.key(), event.timestamp())):
            return True
        if is_single(name):
            self.acting.emit("" if is_widgets else name)
        if action is not None:
            action()
        self.acted.emit()
        return action is not None

    def _is_a_machines(self, event: QKeyEvent, *, in_text: bool) -> bool:
        """Whether a press is part of a barcode that begins as no ticket does. Text that is typed is none."""
        ends = event.key() in ENDS
        if event.isAutoRepeat() or self._scanner.is_running or not (ends or event.text().isprintable()):
            return False
        stroke = Stroke.of(event, ends=ends)
        if in_text and not self.burst.follows(stroke):
            return False
        self._up.discard(stroke.key)
        return (ends or bool(stroke.text)) and self.burst.take(stroke)

    def _press_again(self, stroke: Stroke) -> None:
        """A key that was held back was a person's: it goes to the control that has the focus, of no known speed."""
        focus, is_up = QApplication.focusWidget() or self._screen, stroke.key in self._up
        QApplication.sendEvent(focus, QKeyEvent(QEvent.Type.KeyPress, stroke.key, stroke.modifiers, stroke.text))
        if is_up:
            self._held.release(stroke.key, stroke.at)

    def _name(self, event: QKeyEvent, typed: str, plain: bool) -> str | None:
        if plain and Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F12:
            return f"F{event.key() - Qt.Key.Key_F1 + 1}"
        if event.key() == Qt.Key.Key_Escape:
            return ESCAPE
        if event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            return UNDO
        if not plain or not typed:
            return None
        return SPACE if typed == " " else typed.upper()

    def _belongs_to_widget(self, name: str, focus: QWidget) -> bool:
        """Whether the control with the focus takes this key itself."""
        if isinstance(QApplication.activePopupWidget(), QMenu):
            return True
        if focus.window() is not self._screen.window() and name != EMERGENCY:
            return True  # a card is open: its own keys come first, and Esc closes it
        return name == SPACE and self._focus_by_tab and not focus.isWindow() and focus is not self._screen


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None, "a window has an application"
    return application
