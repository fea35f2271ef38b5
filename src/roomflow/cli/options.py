"""What several commands of the command line share: folders and files as they are typed, and examples."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any, Final

import click

from roomflow.cli.errors import Stop
from roomflow.cli.language import OPTION, SPOKEN
from roomflow.cli.spoken import asked_of
from roomflow.cli.spoken import text as _

HEAD_EXAMPLE: Final = "429ffe60 5d0c8a71 1b2e93f4 07c6d8ea 9f3b5a12 e84d60c7 2a719be5 c0d3f486"
"""As a head is printed."""


class Place(click.ParamType[Path]):
    """A folder or a file by its name. What can be no name at all is refused before anything is read or written."""

    name = "path"

    def __init__(self, blank: str) -> None:
        self._blank = blank

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        if not str(value).strip():
            # Path("") is the folder one stands in: nobody means that.
            self.fail(_sentence(self._blank), param, ctx)
        try:
            os.lstat(value)
        except ValueError:
            self.fail(_sentence(self._blank), param, ctx)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                self.fail(_sentence(_("The name is longer than this computer can have one.")), param, ctx)
        return Path(value)


def _sentence(template: str) -> str:
    from roomflow.sentences import sentence

    return sentence(template)


FOLDER: Final = Place(_("Name a folder."))
FILE: Final = Place(_("Name a file."))
FILE_OR_FOLDER: Final = Place(_("Name a file or a folder."))


def data_option(command: Any) -> Any:
    words = _("The log folder to use in place of this computer's own.")
    return click.option("--data", metavar="DIR", type=FOLDER, help=words)(command)


def to_option(command: Any) -> Any:
    return click.option("--to", metavar="DIR", required=True, type=FOLDER, help=_("The folder for the files."))(command)


def language_option(command: Any) -> Any:
    words = _("The language of what is said and of the PDF; else that of the screens.")
    return click.option(OPTION, type=click.Choice(SPOKEN), help=words)(command)


def example(*lines: str) -> str:
    return "\n".join(lines)


def named_folder(ctx: click.Context, data: Path | None) -> Path | None:
    """The folder a person named, behind the command or before it."""
    return data if data is not None else asked_of(ctx).data


def log_folder(ctx: click.Context, data: Path | None) -> Path:
    """The folder of the log; raises Stop where what was named is none."""
    return as_folder(folder_in_use(ctx, data))


def folder_in_use(ctx: click.Context, data: Path | None) -> Path:
    from roomflow.app import log_folder_in_use

    return named_folder(ctx, data) or log_folder_in_use()


def as_folder(folder: Path) -> Path:
    """The folder; raises Stop where a file stands in its place, or a folder in the place of its log."""
    from roomflow.sentences import sentence
    from roomflow.store.sqlite import LOG_NAME

    for path in (folder, *folder.absolute().parents):
        if path.is_dir():
            break
        if path.exists():
            raise Stop(sentence(_("{file} is a file; name a folder."), file=path))
    if (folder / LOG_NAME).is_dir():
        raise Stop(sentence(_("{path} is a folder, and no log of roomflow."), path=folder / LOG_NAME))
    return folder
