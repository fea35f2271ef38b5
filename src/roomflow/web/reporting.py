"""Figures and files for the clerk, read out of the log beside the desk that writes it."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from roomflow.domain.meeting import Meeting
from roomflow.domain.public import public_picture
from roomflow.domain.refusals import Refusal
from roomflow.store.journal import StoreProblem
from roomflow.web.guards import Refuse
from roomflow.web.ledger import Parked
from roomflow.web.pictures import common
from roomflow.web.words import Shape, _, refused, told, tongue

if TYPE_CHECKING:
    from roomflow.reports.summary import Figure

FORMATS: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "application/zip",
    "json": "application/json",
}
"""What a clerk may download; the tables are many files, so they come in one."""


TIME_AT: Final = 13
"""Where the hour ends in a moment as ISO text."""


class Made(NamedTuple):
    """A file that is handed on."""

    name: str
    media_type: str
    data: bytes


def clerk_shape(meeting: Meeting, at: int) -> Shape:
    """What a clerk's page is told at each change: that there is something new to be asked for."""
    return {**common(meeting, public_picture(meeting), at), "downloads": list(FORMATS)}


def figures_shape(folder: Path, number: int, language: str) -> Shape:
    """Figures and the paragraph for the minutes. Reads the whole log: never on a loop."""
    from roomflow.reports.export import read_record
    from roomflow.reports.files import ReportError
    from roomflow.reports.minutes import minutes_paragraph
    from roomflow.reports.summary import summary
    from roomflow.store.sqlite import open_reader

    try:
        with open_reader(folder) as reader:
            record = read_record(reader, number)
    except (ReportError, StoreProblem) as problem:
        raise Refuse(503, told(problem.sentence, language), retry_after="2") from problem
    say = tongue(language).text
    return {
        "summary": [[_figure_words(each), each.label, each.name] for each in summary(record, say)],
        "minutes": minutes_paragraph(record, language),
    }


def _figure_words(figure: Figure) -> str:
    """A figure as a person reads it: a time by its hour and minute, a duration, a count with what is uncertain."""
    from roomflow.reports.minutes import duration_words
    from roomflow.reports.summary import APPROXIMATELY, SECONDS

    if figure.value is None or figure.value == "":
        return "–"
    if figure.unit == SECONDS:
        return duration_words(int(figure.value) * 1_000)
    words = str(figure.value)
    if len(words) > TIME_AT and words[TIME_AT - 3] == "T":  # 2026-01-13T18:00:05…
        return words[TIME_AT - 2 : TIME_AT + 3]
    return f"≈ {words}" if figure.certainty == APPROXIMATELY else words


def parked_shape(parked: list[Parked], language: str) -> list[Shape]:
    """What of phones waits for the clerk."""
    return [
        {
            "station": one.station,
            "n": one.n,
            "device": one.device,
            "at": one.at,
            "sentence": refused(Refusal(str(one.reason["refused"]), one.reason["values"]), language),
        }
        for one in parked
    ]


def made_report(folder: Path, number: int, kind: str) -> Made:
    """One file of the record of a meeting. Reads the whole log: never on a loop."""
    from roomflow.reports.export import Wanted, export, read_record
    from roomflow.reports.files import ReportError
    from roomflow.store.sqlite import open_reader

    if kind not in FORMATS:
        raise Refuse(404, _("There is nothing here."))
    try:
        with tempfile.TemporaryDirectory(prefix="roomflow-report-") as there, open_reader(folder) as reader:
            written = export(reader, read_record(reader, number), Wanted(Path(there), (kind,)))
            files = [(each.path.name, each.path.read_bytes()) for each in written]
    except (ReportError, StoreProblem) as problem:
        raise Refuse(503, str(problem), retry_after="2") from problem
    if len(files) == 1:
        return Made(files[0][0], FORMATS[kind], files[0][1])
    return Made(f"meeting-{number}-tables.zip", FORMATS[kind], _zipped(files))


def _zipped(files: list[tuple[str, bytes]]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, data in files:
            pack.writestr(name, data)
    return held.getvalue()
