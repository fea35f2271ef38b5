"""Starts roomflow: `python -m roomflow`, the command `roomflow`, and the frozen program."""

from __future__ import annotations

import sys

from roomflow.quiet_collector import nothing_thrown_away, nothing_thrown_away_ever

with nothing_thrown_away_ever():
    from roomflow.app import display_available, run_desk


def main() -> None:
    """Who names nothing wants the window, and does not wait for the command line to be read; the others do."""
    if sys.argv[1:] or not display_available():
        from roomflow.cli import run

        sys.exit(run())
    sys.exit(window())


def window() -> int:
    """The window on this computer's log; its exit code."""
    try:
        with nothing_thrown_away():
            return run_desk(None)
    except Exception as error:  # noqa: BLE001 - a door: a bug, told in a sentence as the command line tells it
        from roomflow.cli.errors import fault

        sys.stderr.write(f"{fault(error)}\n")
        return 1


if __name__ == "__main__":
    main()
