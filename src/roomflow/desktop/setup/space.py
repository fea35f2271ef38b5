"""The building editor's right side: everything a space has, each field with its own sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.plan import FIGURES, PlanRow
from roomflow.desktop.basis.words import _
from roomflow.desktop.first_start.table import kind_words
from roomflow.desktop.widgets.asking import say
from roomflow.desktop.widgets.form_parts import Field, SetupCard, beside, choice, line_edit, note, set_text
from roomflow.domain.building import ARROWS, NAME_CHARACTERS_MAX, BuildingError, SpaceKind

SPANISH: Final = "es"
WAY_CHARACTERS_MAX: Final = 200
ROWS: Final = (
    ("name",),
    ("kind", "floor"),
    FIGURES,
    ("directions",),
    ("arrow", "doors"),
    ("floor_es", "directions_es"),
)
"""The fields, row by row."""


class SpaceCard(SetupCard):
    """Shows one row of the plan, and tells the row as it is typed."""

    changed = Signal(object)
    """The PlanRow as it is now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Space"), parent)
        self._row: PlanRow | None = None
        self.empty_label = note(_("Choose a space in the table, or add one."), self)
        self.column.addWidget(self.empty_label)
        self.fields = self._make_fields()
        self._problems: dict[tuple[str, ...], QLabel] = {}
        self._rows = QWidget(self)
        self.column.addWidget(self._rows)
        self._place()
        self._connect()
        self.show_row(None, None)

    def show_row(self, row: PlanRow | None, error: BuildingError | None) -> None:
        """Show a space and why it cannot stand; none where no row is chosen."""
        self._row = row
        self.empty_label.setVisible(row is None)
        self._rows.setVisible(row is not None)
        if row is None:
            self.title_label.setText(_("Space"))
            return
        self.title_label.setText(row.name.strip() or _("A new space"))
        for name in ("name", "floor", *FIGURES):
            set_text(self._edit(name), getattr(row, name))
            self._edit(name).setEnabled(row.can_edit(name))
        kinds, arrows = self._choice("kind"), self._choice("arrow")
        for combo, value in ((kinds, row.kind.value), (arrows, row.kept.get("arrow", ""))):
            combo.blockSignals(True)  # what is shown was not chosen just now
            combo.setCurrentIndex(combo.findData(value))
            combo.blockSignals(False)
        set_text(self._edit("directions"), str(row.kept.get("directions", "")))
        self._show_doors(row)
        spanish = words_of(row)
        set_text(self._edit("floor_es"), spanish.get("floor", ""))
        set_text(self._edit("directions_es"), spanish.get("directions", ""))
        self._say(error)

    def problem(self) -> str:
        """The sentence that stands beside a field now; empty where all can stand."""
        return next((label.text() for label in self._problems.values() if not label.isHidden()), "")

    # --- inside ------------------------------------------------------------------------------------------

    def _make_fields(self) -> dict[str, Field]:
        captions = {
            "name": _("Name"),
            "limit": _("Posted limit"),
            "reserved": _("Reserved"),
            "accessible": _("Accessible"),
            "floor": _("Floor"),
            "directions": _("Room and way there"),
            "floor_es": _("Floor, in Spanish"),
            "directions_es": _("Way there, in Spanish"),
        }
        made: dict[str, Field] = {}
        for name, caption in captions.items():
            most = WAY_CHARACTERS_MAX if name.startswith("directions") else NAME_CHARACTERS_MAX
            made[name] = Field(caption, line_edit(f"{name}_edit", self, characters_max=most), self)
        kind, arrow = choice("kind_combo", self), choice("arrow_combo", self)
        for each, words in kind_words().items():
            kind.addItem(words, each.value)
        for value, words in arrow_words().items():
            arrow.addItem(words, value)
        doors = QPlainTextEdit(self)
        doors.setObjectName("doors_edit")
        doors.setTabChangesFocus(True)
        doors.setProperty("type", "lines")
        made |= {
            "kind": Field(_("Kind"), kind, self),
            "arrow": Field(_("Arrow on the screen"), arrow, self),
            "doors": Field(_("Doors, one a line"), doors, self),
        }
        return made

    def _place(self) -> None:
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look_of().px(8))
        fields = self.fields
        for names in ROWS:
            column.addLayout(beside(*(fields[name] for name in names)))
            problem = self._problems[names] = QLabel(self._rows)
            problem.setProperty("type", "warning")
            problem.setWordWrap(True)
            problem.hide()
            column.addWidget(problem)

    def _connect(self) -> None:
        for name in ("name", "floor", *FIGURES):
            self._edit(name).textEdited.connect(lambda text, name=name: self._tell_text(name, text))
        self._edit("directions").textEdited.connect(lambda text: self._tell_kept("directions", text))
        self._doors().textChanged.connect(self._tell_doors)
        for name in ("floor_es", "directions_es"):
            self._edit(name).textEdited.connect(lambda text, name=name: self._tell_spanish(name[:-3], text))
        self._choice("kind").activated.connect(self._tell_kind)
        self._choice("arrow").activated.connect(
            lambda _index: self._tell_kept("arrow", self._choice("arrow").currentData())
        )

    def _say(self, error: BuildingError | None) -> None:
        """The sentence stands under the row of its field, over the whole width."""
        for names, label in self._problems.items():
            say(label, error.sentence(_) if error is not None and error.at in names else "")
        for name, field in self.fields.items():
            wrong = error is not None and error.at == name
            field.control.setAccessibleDescription(error.sentence(_) if error is not None and wrong else "")

    def _tell_text(self, name: str, text: str) -> None:
        if self._row is not None:
            self._tell(self._row.with_text(name, text))

    def _tell_kept(self, key: str, value: object) -> None:
        if self._row is not None:
            self._tell(self._row.with_kept(key, value))

    def _tell_kind(self) -> None:
        if self._row is not None:
            self._tell(self._row.of_kind(SpaceKind(self._choice("kind").currentData())))

    def _tell_doors(self) -> None:
        typed = doors_typed(self._doors().toPlainText())
        if self._row is not None and typed != list(self._row.kept.get("doors", ())):
            self._tell(self._row.with_kept("doors", typed))

    def _tell_spanish(self, key: str, text: str) -> None:
        if self._row is None:
            return
        words: dict[str, Mapping[str, str]] = dict(self._row.kept.get("words", {}))
        spanish = {name: value for name, value in {**words_of(self._row), key: text}.items() if value}
        words[SPANISH] = spanish
        if not spanish:
            del words[SPANISH]
        self._tell(self._row.with_kept("words", words))

    def _tell(self, row: PlanRow) -> None:
        if row != self._row:
            self._row = row
            self.changed.emit(row)

    def _show_doors(self, row: PlanRow) -> None:
        doors = list(row.kept.get("doors", ()))
        if doors_typed(self._doors().toPlainText()) != doors:  # else an empty line being typed would go
            set_text(self._doors(), "\n".join(doors))

    def _edit(self, name: str) -> QLineEdit:
        control = self.fields[name].control
        assert isinstance(control, QLineEdit)
        return control

    def _choice(self, name: str) -> QComboBox:
        control = self.fields[name].control
        assert isinstance(control, QComboBox)
        return control

    def _doors(self) -> QPlainTextEdit:
        control = self.fields["doors"].control
        assert isinstance(control, QPlainTextEdit)
        return control


def arrow_words() -> dict[str, str]:
    """Where the arrow of the public screen points."""
    words = (_("straight ahead"), _("to the left"), _("to the right"), _("up"), _("down"))
    return {"": _("none"), **dict(zip(ARROWS, words, strict=True))}


def doors_typed(text: str) -> list[str]:
    """The names of doors, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def words_of(row: PlanRow) -> dict[str, Any]:
    """The Spanish words of a space."""
    return dict(row.kept.get("words", {}).get(SPANISH, {}))
