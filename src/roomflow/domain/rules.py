"""Which rules a log was written under: a number in its first entry, so that a later program judges it fairly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

RULES: Final = 2
"""Raised whenever a rule changes what may stand in a log; docs/data.md lists the numbers."""
KEY: Final = "rules"
UNNAMED: Final = 0
"""Of a log from before they had a number."""


def rules_of(opened: Mapping[str, Any]) -> int:
    """The rules a meeting was written under, by the details of its first entry."""
    number = opened.get(KEY, UNNAMED)
    return number if isinstance(number, int) else UNNAMED
