"""Who says so, and why: the fields of a role, a reason and a few words, shared by the cards that go past a rule."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from roomflow import list_words
from roomflow.desktop.basis.forms import load_form
from roomflow.desktop.basis.words import _
from roomflow.domain.commands import Authority
from roomflow.domain.limits import REASONS, ROLES, WORDS_CHARACTERS_MAX


def role_words(role: str) -> str:
    """A role of the list, in words."""
    return list_words.roles(_)[role]


def reason_words(reason: str) -> str:
    """A reason of the list, in words."""
    return list_words.reasons(_)[reason]


class AuthorityFields(QWidget):
    """Role, reason, and at most 60 characters that name no attendee."""

    layout_column: QVBoxLayout
    role_combo: QComboBox
    reason_combo: QComboBox
    words_caption_label: QLabel
    words_edit: QLineEdit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        load_form(self, "authority")
        self.role_combo.setPlaceholderText(_("Choose…"))
        self.reason_combo.setPlaceholderText(_("Choose…"))
        for role in ROLES:
            self.role_combo.addItem(role_words(role), role)
        for reason in REASONS:
            self.reason_combo.addItem(reason_words(reason), reason)
        self.words_edit.setMaxLength(WORDS_CHARACTERS_MAX)
        caption = _("A note, at most {most} characters. No names of attendees.")
        self.words_caption_label.setText(caption.format(most=WORDS_CHARACTERS_MAX))

    def clear(self) -> None:
        """Nothing is chosen: who says so is asked each time."""
        self.role_combo.setCurrentIndex(-1)
        self.reason_combo.setCurrentIndex(-1)
        self.words_edit.clear()

    def problem(self) -> str:
        """What is still to be chosen, as a sentence; the field has the focus then."""
        for combo, words in (
            (self.role_combo, _("Choose who says so.")),
            (self.reason_combo, _("Choose the reason.")),
        ):
            if combo.currentIndex() < 0:
                combo.setFocus()
                return words
        return ""

    def authority(self) -> Authority:
        """What was chosen; ask only where there is no problem."""
        words = " ".join(self.words_edit.text().split())
        return Authority(str(self.role_combo.currentData()), str(self.reason_combo.currentData()), words)
