"""What a person reads when a command cannot do what it was asked."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Stop(Exception):  # noqa: N818 - an answer to a person, not an error of the program
    """Ends a command: one sentence on stderr and the exit code, 2 where it cannot be done as asked."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what our own parts and the system say no with into a Stop."""
    from roomflow.assets import AssetMissingError
    from roomflow.domain.building import BuildingError
    from roomflow.rehearsal.files import RehearsalError
    from roomflow.reports.files import ReportError
    from roomflow.store.journal import StoreProblem

    try:
        yield
    except (AssetMissingError, BuildingError, RehearsalError, ReportError, StoreProblem) as error:
        raise Stop(str(error)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise Stop(f"The system said no: {error.strerror or error}{where}.") from error


def fault(error: BaseException) -> str:
    """A bug in one sentence that is worth reporting: what it was, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    from roomflow.domain.codes import without_codes

    text = without_codes(" ".join(str(error).split()))
    return f"roomflow stopped on a fault of its own: {type(error).__name__}{where}{': ' + text if text else ''}."
