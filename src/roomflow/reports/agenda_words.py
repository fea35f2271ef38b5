"""The words for marks of the agenda, and for how far into the recording they lie."""

from __future__ import annotations

from roomflow.reports.decision_figures import ADJOURNED, EMERGENCY_BEGINS, EMERGENCY_ENDS, RECORDING, AgendaMark
from roomflow.reports.plain import Translate, shown


def mark_words(mark: AgendaMark, _: Translate) -> str:
    """What a mark is called; the clerk's own marks by the words that were typed."""
    if mark.words:
        return shown(mark.words)
    words = {
        "called-to-order": _("Called to order"),
        "comment-opens": _("Public comment"),
        "recess": _("Recess"),
        "resume": _("Resumed"),
        RECORDING: _("Recording begins"),
        EMERGENCY_BEGINS: _("Emergency"),
        EMERGENCY_ENDS: _("Emergency over"),
        ADJOURNED: _("Adjourned"),
    }
    return words.get(mark.mark, shown(mark.mark))


def offset_words(offset_ms: int) -> str:
    """How far into the recording: h:mm:ss."""
    seconds = offset_ms // 1000
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
