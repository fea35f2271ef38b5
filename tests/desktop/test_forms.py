"""A form fills the view that declares it, and every misfit is an error that says where."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from roomflow import assets
from roomflow.desktop.basis.forms import FormError, declared_children, load_form

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Card</class>
 <widget class="QWidget" name="card">
  <property name="windowTitle"><string>A card</string></property>
  <layout class="QVBoxLayout" name="card_layout">
   <item><widget class="QLabel" name="count_label"><property name="text"><string>7</string></property></widget></item>
   <item><widget class="Gauge" name="free_gauge"/></item>
  </layout>
 </widget>
 <customwidgets><customwidget><class>Gauge</class><extends>QWidget</extends><header>x</header></customwidget></customwidgets>
</ui>"""


class Gauge(QWidget):
    """A widget of our own."""


@pytest.fixture(autouse=True)
def form_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.joinpath("card.ui").write_text(FORM, "utf-8")
    monkeypatch.setattr(assets, "form", lambda name: tmp_path / f"{name}.ui")


class Card(QWidget):
    """Declares what the form has."""

    count_label: QLabel
    free_gauge: Gauge
    not_a_child: str = "other annotations are left alone"


def test_a_form_fills_the_view_itself(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    load_form(card, "card")
    assert card.count_label.text() == "7"
    assert card.windowTitle() == "A card"
    assert card.layout() is not None


def test_an_annotated_class_of_our_own_is_known_to_the_form(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    load_form(card, "card")
    assert type(card.free_gauge) is Gauge


def test_a_child_that_the_form_lacks_is_named(qtbot: QtBot) -> None:
    class Wanting(Card):
        undo_button: QPushButton

    view = Wanting()
    qtbot.addWidget(view)
    with pytest.raises(FormError, match=r"card\.ui has no undo_button, which Wanting declares as QPushButton"):
        load_form(view, "card")


def test_a_child_of_another_type_is_named(qtbot: QtBot) -> None:
    class Mistaken(QWidget):
        count_label: QPushButton

    view = Mistaken()
    qtbot.addWidget(view)
    with pytest.raises(FormError, match=r"count_label is a QLabel in card\.ui; Mistaken declares it as QPushButton"):
        load_form(view, "card", widgets=[Gauge])


def test_a_class_nobody_named_is_an_error(qtbot: QtBot) -> None:
    class Ignorant(QWidget):
        count_label: QLabel

    view = Ignorant()
    qtbot.addWidget(view)
    with pytest.raises(FormError, match=r"Gauge \(free_gauge\)"):
        load_form(view, "card")


def test_children_declared_by_a_base_class_count_too() -> None:
    class Window(QMainWindow):
        close_action: QAction

    class Special(Window):
        count_label: QLabel

    assert declared_children(Special) == {"close_action": QAction, "count_label": QLabel}
