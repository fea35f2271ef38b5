"""The export that a window has done in a process of its own: one job in, a line of JSON out for each step.

Python gives a window its turn among its own threads only now and then, and the workbook of a long log takes a quarter
of a minute: beside another process the window is never late. Everything that is told goes through one pipe as ASCII,
whatever the system's encoding is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from roomflow.quiet_collector import nothing_thrown_away
from roomflow.reports.export import Step, Wanted, export, read_record
from roomflow.reports.files import ReportError, not_written, replace_file
from roomflow.reports.record import Record
from roomflow.sentences import said
from roomflow.store.journal import StoreProblem
from roomflow.store.sqlite import open_log
from roomflow.tongues import ENGLISH, Tongue

PAGES: Final = "pages"
"""The pages of the PDF as pictures, for a printer."""
POLITENESS: Final = 5
DONE, FAILED = 0, 2

Tell = Callable[[str], object]


@nothing_thrown_away()
def job_here(text: str, tell: Tell) -> int:
    """Do a job and tell each step as a line; the exit code. What went wrong is a line with `problem`."""
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(POLITENESS)  # the desk and the window go first
    job = json.loads(text)
    language = job.get("language", ENGLISH)
    try:
        with open_log(Path(job["log"])) as reader:
            record = read_record(reader, job["meeting"])
            folder, members = Path(job["folder"]), job["members"]
            if job["formats"] == [PAGES]:
                _write_pages(record, Wanted(folder, (PAGES,), members, language), tell)
            else:
                export(
                    reader, record, Wanted(folder, job["formats"], members, language), lambda step: tell(_line(step))
                )
    except (ReportError, StoreProblem) as problem:
        tell(json.dumps({"problem": said(problem.sentence, Tongue(language).text)}))
        return FAILED
    return DONE


def _write_pages(record: Record, wanted: Wanted, tell: Tell) -> None:
    from roomflow.reports.pdf_file import as_pages

    tell(_line(Step("", 0, 1)))
    pages = as_pages(record, wanted.members, Tongue(wanted.language).text, wanted.language)
    for number, page in enumerate(pages, 1):
        path = wanted.folder / f"page-{number:03}.png"
        try:
            replace_file(path, page)
        except OSError as error:
            raise ReportError(not_written(wanted.folder, error)) from error
        tell(json.dumps({"name": "", "done": number, "total": len(pages), "written": [str(path), PAGES, ""]}))


def _line(step: Step) -> str:
    values: dict[str, Any] = {"name": step.name, "done": step.done, "total": step.total, "share": step.share}
    if step.written is not None:
        values["written"] = [str(step.written.path), step.written.format, step.written.sha256]
    return json.dumps(values)
