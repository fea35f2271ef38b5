"""Loads a Designer form into the view that declares it, and checks every declared child for name and type.

A view says what it uses of its form by class annotations, and nothing else is annotated on its class:

    class DeskPage(QWidget):
        count_label: QLabel
        free_bar: PlacesBar

        def __init__(self, parent: QWidget | None = None) -> None:
            super().__init__(parent)
            load_form(self, "desk_page")

Classes of our own that are annotated are known to the form; others are named in `widgets`.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from typing import Any

from PySide6 import QtWidgets
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QWidget

from roomflow import assets


class FormError(LookupError):
    """A form and its view do not fit together; the text says where."""


class _Loader(QUiLoader):
    """Fills a given widget instead of making a new one, and knows our own widget classes."""

    def __init__(self, target: QWidget, known: dict[str, type[QWidget]]) -> None:
        # Qt Designer's own plugins are looked for below these paths and loaded, and QtQuick with them: no form has any.
        paths = QCoreApplication.libraryPaths()
        QCoreApplication.setLibraryPaths([])
        super().__init__()
        QCoreApplication.setLibraryPaths(paths)
        self._target = target
        self._known = known
        self.unknown: list[str] = []

    def createWidget(self, class_name: str, parent: QWidget | None = None, name: str = "") -> QWidget:
        if parent is None:
            self._target.setObjectName(name)
            return self._target
        make = self._known.get(class_name)
        if make is None and class_name in self.availableWidgets():
            # Made here and not by Qt: of a widget that comes from there PySide does not know the class, and makes all
            # there are to find it.
            make = getattr(QtWidgets, class_name)
        elif make is None:
            self.unknown.append(f"{class_name} ({name})")
            make = QWidget
        widget = make(parent)
        widget.setObjectName(name)
        return widget


def load_form(view: QWidget, name: str, widgets: Iterable[type[QWidget]] = ()) -> None:
    """Fill `view` from `ui/<name>.ui` and set its annotated children; raises FormError."""
    declared = declared_children(type(view))
    known = {cls.__name__: cls for cls in widgets}
    for cls in declared.values():
        if issubclass(cls, QWidget) and not cls.__module__.startswith("PySide6"):
            known[cls.__name__] = cls
    loader = _Loader(view, known)
    loader.load(str(assets.form(name)))
    if loader.unknown:
        raise FormError(
            f"{name}.ui uses classes that {type(view).__name__} does not know: {', '.join(loader.unknown)}. "
            "Annotate them on the view, or name them in load_form(…, widgets=…)."
        )
    for child_name, cls in declared.items():
        setattr(view, child_name, _child(view, name, child_name, cls))


def declared_children(view: type[QWidget]) -> dict[str, type[QObject]]:
    """The children a view's class annotates, with the classes they must have."""
    own = [cls for cls in view.__mro__ if not cls.__module__.startswith(("PySide6", "shiboken6", "builtins"))]
    hints: dict[str, Any] = {}
    for cls in reversed(own):
        hints.update(_classes_of(cls))
    return {key: hint for key, hint in hints.items() if isinstance(hint, type) and issubclass(hint, QObject)}


def _classes_of(cls: type) -> dict[str, Any]:
    """What a class annotates. Mostly plain names: looked up here, for compiling each of them takes longer."""
    said = inspect.get_annotations(cls)
    module = sys.modules.get(cls.__module__)  # one of Qt's own bases is of none
    known = vars(module) if module is not None else {}
    if all(hint in known for hint in said.values()):
        return {name: known[hint] for name, hint in said.items()}
    return inspect.get_annotations(cls, eval_str=True)


def _child(view: QWidget, form: str, name: str, cls: type[QObject]) -> QObject:
    child = view.findChild(QObject, name)
    if child is None:
        raise FormError(f"{form}.ui has no {name}, which {type(view).__name__} declares as {cls.__name__}.")
    if not isinstance(child, cls):
        found = type(child).__name__
        raise FormError(f"{name} is a {found} in {form}.ui; {type(view).__name__} declares it as {cls.__name__}.")
    return child
