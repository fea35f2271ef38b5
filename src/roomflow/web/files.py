"""How many connections this process can hold, so that a crowd never keeps the desk from its own files."""

from __future__ import annotations

import sys
from typing import Final

from msgspec.structs import replace

from roomflow.web.limits import Limits

FILES_OF_THE_DESK: Final = 512
"""Open files that are kept for the log, reports, printing, fonts, and for connections that are just being cut off."""
LISTENERS: Final = 2
CONNECTIONS_MIN: Final = 16


def bounded_by_files(limits: Limits) -> Limits:
    """The limits as this computer can keep them; asks it for as many open files as they need, where this user may."""
    connections = limits.connections_max
    files = _files_for(LISTENERS * connections + FILES_OF_THE_DESK)
    if files is not None:
        connections = max(CONNECTIONS_MIN, min(connections, (files - FILES_OF_THE_DESK) // LISTENERS))
    # One address never takes every place: whoever comes from another one is still answered.
    of_one = min(limits.connections_of_one_max, max(1, connections * 3 // 4))
    return replace(limits, connections_max=connections, connections_of_one_max=of_one)


def _files_for(wanted: int) -> int | None:
    """So many files may be open at once; None where the system has no such bound."""
    if sys.platform == "win32":
        return None
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now == resource.RLIM_INFINITY or now >= wanted:
        return wanted
    asked = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (asked, most))
    except (ValueError, OSError):
        return now
    return asked
