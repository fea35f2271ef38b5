"""The header where there is little room: words give way in their order, the clock and the figures never."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from roomflow.desktop.window.header import Header, Recording
from roomflow.domain.meeting import Meeting
from tests.desktop.scenes import desk_beyond, desk_light, desk_over


@pytest.fixture
def header(dressed: QApplication) -> Iterator[Header]:
    header = Header()
    yield header
    header.deleteLater()


def shown(header: Header, meeting: Meeting, width: int) -> Header:
    header.resize(width, header.height())
    header.show()
    header.show_meeting(meeting)
    header.show_recording(Recording.RECORDED, meeting.at)
    header.show_tick(meeting.at)
    QApplication.processEvents()
    return header


@pytest.mark.parametrize("scene", [desk_light, desk_over, desk_beyond])
@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_nothing_in_the_header_is_cut(header: Header, scene: object, width: int) -> None:
    assert callable(scene)
    shown(header, scene()[0], width)
    assert header.width() == width
    labels = (
        header.clock_label, header.seconds_label, header.free_label, header.sum_label, header.name_label,
        header.recorded_label, header.state_label, header.log_label, header.managers_label, header.present_label,
    )  # fmt: skip
    cut = [label.objectName() for label in labels if label.isVisible() and label.width() < label.sizeHint().width()]
    assert cut == []
    assert header.emergency_button.geometry().right() <= width


def test_words_give_way_and_come_back(header: Header) -> None:
    shown(header, desk_light()[0], 1920)
    words = (header.managers_label, header.present_label, header.total_bar)
    assert not any(word.isHidden() for word in words)
    header.resize(1280, header.height())
    assert header.managers_label.isHidden()
    assert not header.total_bar.isHidden()
    header.resize(1920, header.height())
    assert not any(word.isHidden() for word in words)


@pytest.mark.parametrize("scene", [desk_light, desk_over])
def test_the_clock_is_whole_at_every_width(header: Header, scene: object) -> None:
    assert callable(scene)
    shown(header, scene()[0], 1920)
    for width in range(1920, 1040, -16):
        header.resize(width, header.height())
        QApplication.processEvents()
        for label in (header.clock_label, header.seconds_label, header.free_label):
            assert label.width() >= label.sizeHint().width(), (width, label.objectName())


def test_over_says_over_what(header: Header) -> None:
    over, _entry = desk_over()
    assert shown(header, over, 1366).free_label.text() == "52 free, 1 over the posted limit"
    beyond, _entry = desk_beyond()
    assert "over the public places" in shown(header, beyond, 1366).free_label.text()


def test_no_words_make_the_window_grow(header: Header) -> None:
    shown(header, desk_over()[0], 1366)
    header.free_label.setText("words " * 60)
    header._fit()
    assert header.minimumSizeHint().width() <= 1280
