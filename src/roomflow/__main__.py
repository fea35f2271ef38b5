"""Starts roomflow: `python -m roomflow`, the command `roomflow`, and the frozen program."""

from __future__ import annotations

import sys

from roomflow.cli import run


def main() -> None:
    sys.exit(run())


if __name__ == "__main__":
    main()
