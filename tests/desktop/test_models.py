"""Every model of the window before Qt's own QAbstractItemModelTester, while it changes; what it finds is a warning."""

import importlib
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

import roomflow.desktop
from roomflow.desktop.basis.plan import plan_of
from roomflow.desktop.basis.wording import Now
from roomflow.desktop.clerk.tables import TableModel
from roomflow.desktop.desk.line_rows import RowsOfLine
from roomflow.desktop.first_start.table import PlanModel
from roomflow.desktop.line.order import Listed
from roomflow.desktop.line.ticket_model import TicketModel
from roomflow.desktop.setup.stations import StationsModel, station_rows
from roomflow.desktop.widgets.line_model import LineModel
from roomflow.reports.record import record_of
from roomflow.reports.record_tables import record_tables
from roomflow.settings import MINUTE_MS
from tests.desktop.evenings import sample_building
from tests.desktop.page_scenes import line_of_every_state, many_in_line
from tests.desktop.scenes import desk_light
from tests.reports.stored import stored_entries, stored_head

Change = Callable[[], object]
Made = tuple[QAbstractItemModel, list[Change]]
CHECKS = QAbstractItemModelTester.FailureReportingMode.Warning
MANY = 300


def line() -> Made:
    model = LineModel()
    pictures = [desk_light()[0], line_of_every_state(), many_in_line(MANY), desk_light()[0]]
    rows = [RowsOfLine(meeting, (), Now(meeting.at, meeting.elapsed)) for meeting in pictures]
    return model, [partial(model.show_rows, each) for each in rows]


def tickets() -> Made:
    model = TicketModel()
    pictures = [line_of_every_state(), many_in_line(MANY), desk_light()[0]]
    lists: list[Change] = [partial(model.list_only, listed) for listed in Listed]
    changes = list(lists)
    for meeting in pictures:
        changes += [partial(model.show_meeting, meeting, Now(meeting.at, meeting.elapsed)), *lists]
    return model, changes


def plan() -> Made:
    model = PlanModel(plan_of(sample_building()))
    return model, [
        model.add_row,
        lambda: model.move_row(3, -1),
        lambda: model.move_row(0, +1),
        lambda: model.setData(model.index(0, 2), "44"),
        lambda: model.remove_row(0),
        lambda: model.set_plan(plan_of(sample_building())),
    ]


def stations() -> Made:
    model, meeting = StationsModel(), desk_light()[0]
    later = meeting.at + 5 * MINUTE_MS
    return model, [
        lambda: model.show_rows(station_rows(meeting, meeting.at)),
        lambda: model.show_rows(station_rows(meeting, later)),
        lambda: model.show_rows(()),
    ]


def table() -> Made:
    return TableModel(
        next(each for each in record_tables(record_of(1, stored_entries(), stored_head())) if each.name == "tickets")
    ), []


MODELS: dict[type[QAbstractItemModel], Callable[[], Made]] = {
    LineModel: line,
    TicketModel: tickets,
    PlanModel: plan,
    StationsModel: stations,
    TableModel: table,
}


@pytest.mark.parametrize("kind", MODELS, ids=lambda kind: kind.__name__)
def test_qts_own_tester_finds_nothing(kind: type[QAbstractItemModel], dressed: QApplication) -> None:
    model, changes = MODELS[kind]()
    assert type(model) is kind
    tester = QAbstractItemModelTester(model, CHECKS)
    for change in changes:
        change()
        QApplication.processEvents()
    assert tester.model() is model


def test_no_model_of_the_window_is_forgotten() -> None:
    for module in pkgutil.walk_packages(roomflow.desktop.__path__, "roomflow.desktop."):
        with suppress(ModuleNotFoundError):  # a part of an extra that is not installed
            importlib.import_module(module.name)
    ours = {each for each in _heirs(QAbstractItemModel) if each.__module__.startswith("roomflow.")}
    assert ours == set(MODELS)


def test_negative_control_a_row_that_came_without_a_word_is_found(
    dressed: QApplication, capfd: pytest.CaptureFixture[str], qtlog: object
) -> None:
    class Silent(QAbstractTableModel):
        rows = 1

        def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
            return self.rows  # of a cell too, where a table has none

        def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
            return 1

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
            return object() if role == 7 else None

    model = Silent()
    with qtlog.disabled():  # type: ignore[attr-defined]  # pytest-qt has no types here
        tester = QAbstractItemModelTester(model, CHECKS)
        model.beginInsertRows(QModelIndex(), 0, 4)
        model.endInsertRows()
    assert tester.model() is model
    assert "FAIL!" in capfd.readouterr().err


def _heirs(kind: type[object]) -> set[type[object]]:
    heirs: list[type[object]] = kind.__subclasses__()
    return {heir for each in heirs for heir in (each, *_heirs(each))}
