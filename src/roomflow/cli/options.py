"""What several commands of the command line share: the folder they work on, and their examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click

HEAD_EXAMPLE: Final = "429ffe60 5d0c8a71 1b2e93f4 07c6d8ea 9f3b5a12 e84d60c7 2a719be5 c0d3f486"
"""As a head is printed."""


def data_option(command: Any) -> Any:
    text = "The log folder to use in place of this computer's own."
    return click.option("--data", metavar="DIR", type=click.UNPROCESSED, callback=_folder, help=text)(command)


def _folder(_ctx: click.Context, _option: click.Parameter, text: str | None) -> Path | None:
    if text is not None and not text.strip():
        # Path("") is the folder one stands in: nobody means that.
        raise click.BadParameter("name a folder.")
    return None if text is None else Path(text)


def example(*lines: str) -> str:
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def named_folder(ctx: click.Context, data: Path | None) -> Path | None:
    """The folder a person named, behind the command or before it."""
    chosen: Path | None = data if data is not None else ctx.obj
    return chosen


def log_folder(ctx: click.Context, data: Path | None) -> Path:
    from roomflow.app import log_folder_in_use

    return named_folder(ctx, data) or log_folder_in_use()
