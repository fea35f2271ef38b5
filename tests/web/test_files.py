"""Open files: strangers who open more connections than this computer holds neither stop the desk nor fill its disk."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from roomflow.web import files
from roomflow.web.limits import LIMITS
from tests.web.test_serve import COMMAND, SECONDS, SOURCE

FILES_MAX = 700
STRANGERS = 1_200
UNDER_A_BOUND = f"""
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({FILES_MAX}, {FILES_MAX}))
sys.argv[0] = "roomflow"
runpy.run_module("roomflow", run_name="__main__")
"""


@pytest.mark.parametrize(
    ("bound", "connections", "of_one"), [(None, 4_096, 3_072), (8_704, 4_096, 3_072), (1_024, 256, 192), (100, 16, 12)]
)
def test_connections_leave_the_desk_its_files_and_one_address_leaves_others_a_place(
    monkeypatch: pytest.MonkeyPatch, bound: int | None, connections: int, of_one: int
) -> None:
    monkeypatch.setattr(files, "_files_for", lambda _wanted: bound)
    made = files.bounded_by_files(replace(LIMITS, connections_max=4_096, connections_of_one_max=4_096))
    assert (made.connections_max, made.connections_of_one_max) == (connections, of_one)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bound")
def test_more_strangers_than_open_files_are_cut_off_without_a_word(tmp_path: Path) -> None:
    words = [sys.executable, "-c", UNDER_A_BOUND, "serve", "--practice", "--data", str(tmp_path / "log"), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    heard = (tmp_path / "stderr.txt").open("w+", encoding="utf-8")
    strangers: list[socket.socket] = []
    with heard, subprocess.Popen(words, stdout=subprocess.PIPE, stderr=heard, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            staff = urlsplit(process.stdout.readline().split()[1])
            while "Ctrl-C" not in process.stdout.readline():
                pass
            address = (staff.hostname or "", staff.port or 0)
            for _ in range(STRANGERS):
                strangers.append(socket.create_connection(address, timeout=SECONDS))
                strangers[-1].sendall(b"GET /pair HTTP/1.1\r\nX: ")
            for one in strangers:
                one.close()
            words = [*COMMAND, "pair", "--practice", "--data", str(tmp_path / "log"), "--role", "display", "--json"]
            said = subprocess.run(words, capture_output=True, text=True, env=environment, timeout=SECONDS, check=True)
            assert json.loads(said.stdout)["role"] == "display"
        finally:
            process.terminate()
            process.wait(SECONDS)
        heard.seek(0)
        assert heard.read() == ""
