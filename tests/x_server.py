"""An X server that shows nothing, for tests that want a real window system."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

SCREEN = "1920x1080x24"
SECONDS_MAX = 300

under_x = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("Xvfb") is None, reason="there is no Xvfb on this system"
)


@contextmanager
def x_server() -> Iterator[str]:
    """Its display, as ":7"; it says by itself which number it took."""
    told, tells = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tells), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=[tells],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(tells)
    with os.fdopen(told) as numbers:
        number = numbers.readline().strip()
        assert number, "Xvfb ended before it began"
        yield f":{number}"
        server.terminate()
        server.wait(SECONDS_MAX)
