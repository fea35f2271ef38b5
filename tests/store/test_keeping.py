"""What is kept beside a log: whole lines, one after the other, whatever a crash or another program did."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from roomflow.reports.files import ReportError
from roomflow.reports.keeping import exported, held, keeping_of, kept_until, members_typed, released
from roomflow.store.journal import StoreProblem
from roomflow.store.keeping import COPIED, KEEPING_NAME, Kept, keep, kept_lines


def test_lines_come_back_in_their_order(tmp_path: Path) -> None:
    lines = [held(1, 1, "case"), kept_until(2, 1, "2033-01-13"), released(3, 1, "closed")]
    for line in lines:
        keep(tmp_path, line)
    assert kept_lines(tmp_path) == lines


def test_a_folder_without_any_has_none(tmp_path: Path) -> None:
    assert kept_lines(tmp_path) == []


def test_a_line_that_a_crash_cut_short_is_left_out_and_the_next_one_is_whole(tmp_path: Path) -> None:
    keep(tmp_path, held(1, 1, "case"))
    path = tmp_path / KEEPING_NAME
    path.write_bytes(path.read_bytes() + b'{"at": 2, "meeting": 1, "wh')
    keep(tmp_path, released(3, 1, "closed"))
    assert [line.at for line in kept_lines(tmp_path)] == [1, 3]


def test_programs_that_write_at_once_never_mix_their_lines(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda at: keep(tmp_path, held(at, 1, "x" * 150)), range(200)))
    assert sorted(line.at for line in kept_lines(tmp_path)) == list(range(200))
    # One that looks while another writes may take its line for one that was cut short, and begins with an empty line.
    assert all(json.loads(line) for line in (tmp_path / KEEPING_NAME).read_text("utf-8").splitlines() if line)


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match=r"cannot be written"):
        keep(tmp_path / "nowhere", held(1, 1, "case"))


def test_a_line_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="too long"):
        keep(tmp_path, members_typed(1, 1, "x" * 70_000))


def test_the_newest_line_counts_and_other_meetings_do_not(tmp_path: Path) -> None:
    lines = [held(1, 1, "a"), held(2, 2, "b"), kept_until(3, 1, "2030-01-01"), kept_until(4, 1, "2033-01-13")]
    found = keeping_of(1, lines)
    assert (found.hold, found.held_at, found.keep_until) == ("a", 1, "2033-01-13")
    assert keeping_of(3, lines).hold == ""


def test_places_say_whether_they_are_still_there_and_a_copy_of_the_folder_counts_for_each_meeting(
    tmp_path: Path,
) -> None:
    (tmp_path / "there.pdf").write_text("")
    lines = [
        exported(1, 1, tmp_path / "there.pdf", "pdf", "00"),
        exported(2, 1, tmp_path / "gone.pdf", "pdf", "00"),
        Kept(3, 0, COPIED, {"path": str(tmp_path / "stick")}),
        exported(4, 1, tmp_path / "there.pdf", "pdf", "01"),
    ]
    places = {place.path.name: (place.at, place.kind, place.is_there) for place in keeping_of(1, lines).places}
    assert places == {"there.pdf": (4, "pdf", True), "gone.pdf": (2, "pdf", False), "stick": (3, "copied", False)}
    assert [place.path.name for place in keeping_of(2, lines).places] == ["stick"]


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
def test_a_hold_without_a_reason_is_refused(reason: str) -> None:
    with pytest.raises(ReportError, match="needs a reason"):
        held(1, 1, reason)
    with pytest.raises(ReportError, match="needs a reason"):
        released(1, 1, reason)


def test_a_period_is_a_date_or_none() -> None:
    assert kept_until(1, 1, "").values == {"date": ""}
    with pytest.raises(ReportError, match="is no date"):
        kept_until(1, 1, "2033-13-01")
