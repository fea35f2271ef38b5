"""What a person reads when a command cannot do what it was asked."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from roomflow.cli.language import say_in

NAME_CHARACTERS_MAX: Final = 255
"""No file or folder is called longer on any of the usual disks: what is longer was no name."""
CUT_TO: Final = 40


class Stop(Exception):  # noqa: N818 - an answer to a person, not an error of the program
    """Ends a command: one sentence on stderr and the exit code, 2 where it cannot be done as asked."""

    def __init__(self, sentence: str, code: int = 2) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


@contextmanager
def in_words(language: str = "en") -> Iterator[None]:
    """Turn what our own parts and the system say no with into a Stop, said in a language."""
    from roomflow.assets import AssetMissingError
    from roomflow.domain.building import BuildingError
    from roomflow.rehearsal.files import RehearsalError
    from roomflow.reports.files import ReportError
    from roomflow.sentences import said
    from roomflow.sentences import sentence as _
    from roomflow.store.journal import StoreProblem

    say = say_in(language)
    try:
        yield
    except Stop as stop:
        raise Stop(said(stop.sentence, say), stop.code) from stop
    except (ReportError, StoreProblem) as problem:
        raise Stop(said(problem.sentence, say)) from problem
    except BuildingError as error:
        raise Stop(error.sentence(say)) from error
    except (AssetMissingError, RehearsalError) as error:
        raise Stop(said(error.args[0] if error.args else str(error), say)) from error
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        reason = f"{error.strerror or error}{where}"
        raise Stop(said(_("The system said no: {reason}.", reason=reason), say)) from error


def fault(error: BaseException) -> str:
    """A bug in one sentence that is worth reporting: what it was, and where."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    from roomflow.domain.codes import without_codes

    text = without_codes(" ".join(str(error).split()))
    return f"roomflow stopped on a fault of its own: {type(error).__name__}{where}{': ' + text if text else ''}."


def with_names_cut(sentence: str) -> str:
    """A sentence a person can read: what was typed for a name and is far too long ends with “…”."""
    return re.sub(rf"([^\s/\\]{{{CUT_TO}}})[^\s/\\]{{{NAME_CHARACTERS_MAX - CUT_TO},}}", r"\1…", sentence)
