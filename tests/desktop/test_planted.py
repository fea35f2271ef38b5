"""Marker texts planted in tickets, stations and notes: in no public answer, no log of the program, no crash report."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from roomflow import public_words
from roomflow.cli.errors import fault
from roomflow.desktop.basis.crash import NOTES_NAME, CrashNotes
from roomflow.desktop.public.layout import Shown, canvas_of, lay_out
from roomflow.desktop.public.view import spoken_summary
from roomflow.domain.codes import HIDDEN, draw_code, qr_text, without_codes
from roomflow.domain.commands import Authority, Call, Mark, SendParty, SetLimit, StopInvitations, Tap, TurnAway
from roomflow.domain.events import Entry
from roomflow.domain.meeting import Meeting, publish
from roomflow.domain.public import public_picture
from roomflow.store.canonical import CodecError
from roomflow.store.codec import check_entry
from roomflow.tongues import Tongues
from roomflow.web.pictures import public_shape
from roomflow.web.tickets import ticket_shape
from tests.conftest import ExpectLog
from tests.domain.table import START, Table

NOTE = "MARKERNOTE"
STATION = "MARKERSTATION"
BY = Authority("fire-official", "fire-official", NOTE)


def planted() -> tuple[Table, list[str]]:
    """A meeting with tickets, a note in every place that takes one, and another station; and all markers."""
    table = Table()
    for space, people in (("Chamber", 6), ("A", 4), ("B", 3)):
        table.ask(Tap(space, people), STATION)
    for accessible in (False, True, False):
        table.ask(SendParty(1, accessible=accessible), STATION)
    table.ask(Mark("item", NOTE))
    table.ask(TurnAway(2, "no-room-to-wait"))
    table.ask(SetLimit("Lobby", 8, BY), STATION)
    table.ask(Tap("Chamber", -1))
    table.ask(Call(min(table.draft.tickets), "Chamber", Authority("clerk", "other", NOTE)))
    codes = [str(entry.private["code"]) for entry in table.entries if entry.private and entry.private.get("code")]
    assert len(codes) == 3
    assert NOTE in repr(table.entries), "negative control"
    return table, [*codes, NOTE, STATION]


def public_answers(meeting: Meeting) -> Iterator[str]:
    """All that the public sees, hears or is read out, and what its phones ask for."""
    picture = public_picture(meeting)
    tongues = Tongues()
    shown = Shown(picture=picture, called=picture.called, time="18:07", digits=155.0, page=0)
    canvas, _scale = canvas_of(1920, 1080)
    yield repr(picture)
    yield repr(lay_out(shown, canvas, tongues))
    yield spoken_summary(shown)
    yield repr(public_shape(meeting, meeting.elapsed, meeting.at))
    for code in meeting.codes:
        yield repr(ticket_shape(meeting, picture, code, meeting.elapsed, meeting.at))
    for called in picture.called:
        for tongue in tongues.each:
            yield public_words.spoken_call(tongue, called)


def test_no_marker_is_in_anything_the_public_is_told(dressed: QApplication) -> None:
    table, markers = planted()
    for stopped in (False, True):
        if stopped:
            table.ask(StopInvitations())
        answers = list(public_answers(publish(table.draft)))
        assert len(answers) >= 3
        assert [marker for marker in markers for answer in answers if marker in answer] == []


def test_no_marker_is_in_what_the_program_logs(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        _table, markers = planted()
    assert [marker for marker in markers if marker in caplog.text] == []


def hostile(entry: Entry, marker: str) -> list[Entry]:
    """The entry with a marker in places where it cannot be stored."""
    return [
        entry._replace(station=marker * 50),
        entry._replace(station=f"{marker}\0"),
        entry._replace(station=f"{marker}\ud800"),
        entry._replace(details={"reason": {marker}}),
        entry._replace(details={marker.encode(): 1}),  # type: ignore[dict-item]
        entry._replace(people=marker),  # type: ignore[arg-type]  # what another tool might do
        entry._replace(private={"code": {marker}}, salt=b"1"),
    ]


def test_what_cannot_be_stored_is_refused_without_saying_what_it_was() -> None:
    table, markers = planted()
    entry = table.entries[-1]
    for marker in markers:
        for bad in hostile(entry, marker):
            with pytest.raises(CodecError) as raised:
                check_entry(bad)
            assert marker not in str(raised.value)


def test_no_code_is_in_a_crash_report_whatever_the_error_says(
    qtbot: QtBot, tmp_path: Path, expect_log: ExpectLog
) -> None:
    expect_log(re.escape(HIDDEN))
    _table, (code, *_rest) = planted()
    crash = CrashNotes()
    told: list[str] = []
    crash.happened.connect(told.append)
    crash.keep(tmp_path)
    with qtbot.waitSignal(crash.happened):
        try:
            raise KeyError(code, qr_text(code), f"of ticket {code}.")
        except KeyError as error:
            crash.report(error)
            said = fault(error)
    crash.remove()
    for text in (*told, said, (tmp_path / NOTES_NAME).read_text("utf-8")):
        assert code not in text
        assert HIDDEN in text


def test_hiding_leaves_everything_else(seed: int) -> None:
    import random

    chance = random.Random(seed)
    code = draw_code(chance.getrandbits)
    other = ("1" if code[-1] != "1" else "2").join((code[:-1], ""))
    text = f"0123456789ABCDEF0123456789ABCDEF {code}X X{code} {other} line 12345678901234567890"
    assert without_codes(text) == text
    assert without_codes(f"{code}, {qr_text(code)}") == f"{HIDDEN}, {HIDDEN}"
    assert not re.search(code, without_codes(f"({code})"))


def test_negative_control_the_entries_themselves_hold_the_markers() -> None:
    table, markers = planted()
    assert all(marker in repr(table.entries) for marker in markers)
    assert table.entries[0].at == START
