"""`roomflow serve` and `roomflow pair`: addresses, an end in order, and refusals of one sentence."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import roomflow
from roomflow.cli import run
from roomflow.domain.commands import Adjourn, Close
from tests.web.site import CHAMBER, Site

SECONDS = 30
SOURCE = str(Path(roomflow.__file__).parents[1])
COMMAND = (sys.executable, "-m", "roomflow")
Said = pytest.CaptureFixture[str]


@contextmanager
def serving(folder: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """A server of its own process, and what it printed: the addresses by their names."""
    words = [*COMMAND, "serve", "--practice", "--data", str(folder), "--port", "0", *more]
    environment = {**os.environ, "PYTHONPATH": SOURCE}
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as process:
        try:
            assert process.stdout is not None
            said: dict[str, str] = {}
            for line in process.stdout:
                name, _, value = line.strip().partition(" ")
                said[name] = value.strip()
                if "Ctrl-C" in line:
                    break
            yield process, said
        finally:
            if process.poll() is None:
                process.kill()


def read(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=SECONDS) as reply:
        body: bytes = reply.read()
        return body


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_prints_where_and_ends_in_order(tmp_path: Path, ending: signal.Signals) -> None:
    with serving(tmp_path / "log") as (process, said):
        assert [each["meeting"] for each in json.loads(read(f"{said['public']}/status.json"))["meetings"]] == [
            "Practice evening"
        ]
        assert read(f"{said['staff']}/pair")
        process.send_signal(ending)
        out, err = process.communicate(timeout=SECONDS)
    assert (process.returncode, err) == (0, "")
    assert "Stopping" in out
    assert not (tmp_path / "log").exists(), "a practice evening lies beside the log, never in it"
    names = {file.name for file in (tmp_path / "log-practice").iterdir()}
    assert "roomflow.serve" not in names
    assert not any(name.endswith(("-wal", "-shm", ".txt")) for name in names), "closed in order, and nothing noted"


def test_the_user_of_this_computer_lets_stations_in(tmp_path: Path) -> None:
    log = str(tmp_path / "log")
    with serving(tmp_path / "log") as (_process, _said):
        words = [*COMMAND, "pair", "--practice", "--data", log, "--role", "door", "--space", CHAMBER]
        environment = {**os.environ, "PYTHONPATH": SOURCE}
        done = subprocess.run(
            [*words, "--json"], env=environment, check=True, capture_output=True, encoding="utf-8", timeout=SECONDS
        )
        made = json.loads(done.stdout)
        assert (made["role"], made["space"], len(made["token"])) == ("door", CHAMBER, 43)
        shown = subprocess.run(
            words, env=environment, check=True, capture_output=True, encoding="utf-8", timeout=SECONDS
        )
        assert re.search(r"/pair#[\w-]{32}\n", shown.stdout)
        words.remove("--practice")
        absent = subprocess.run(words, env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS)
        assert (absent.returncode, absent.stdout) == (2, "")
        assert absent.stderr.strip().endswith("A practice evening beside it is served: add --practice.")


def test_what_it_prints_to_let_a_phone_in_does_so(tmp_path: Path) -> None:
    with serving(tmp_path / "the log") as (_process, said):
        (line,) = [f"{name} {words}" for name, words in said.items() if name.startswith("“roomflow")]
        printed = shlex.split(line[1 : line.index("”")])
        assert printed[:4] == ["roomflow", "pair", "--data", str(tmp_path / "the log")]
        environment = {**os.environ, "PYTHONPATH": SOURCE}
        words = [*COMMAND, *printed[1:], "--json"]
        done = subprocess.run(words, env=environment, capture_output=True, encoding="utf-8", timeout=SECONDS)
        assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_that_is_practice_itself_is_served_itself(tmp_path: Path) -> None:
    with serving(tmp_path / "log"):
        pass
    with serving(tmp_path / "log-practice") as (_process, said):
        assert said["log"] == str(tmp_path / "log-practice")
    assert not (tmp_path / "log-practice-practice").exists()


def test_serving_and_pairing_speak_spanish(tmp_path: Path, capsys: Said) -> None:
    with serving(tmp_path / "log", "--language", "es") as (_process, said):
        assert any("deja entrar un teléfono" in words for words in said.values())
        assert {"staff", "public", "log"} <= said.keys(), "names that a script reads"
    said_no = refused(capsys, "pair", "--data", str(tmp_path / "other"), "--role", "desk", "--language", "es")
    assert said_no.startswith("No se sirve nada desde la carpeta")
    no_port = ("serve", "--practice", "--data", str(tmp_path / "other"), "--port", "0", "--host", "::")
    assert "no es una sola dirección" in refused(capsys, *no_port, "--language", "es")


def refused(capsys: Said, *words: str) -> str:
    assert run(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    return said.err


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path, capsys: Said) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        said = refused(capsys, "serve", "--practice", "--data", str(tmp_path), "--port", str(port))
    assert f"Port {port} of 127.0.0.1 is taken" in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("203.0.113.7", "is no address of this computer"),
        ("0.0.0.0", "is not one address"),
        ("::", "is not one address"),
        ("my-desk", "is no address; write it like"),
        ("", "is no address"),
    ],
)
def test_an_address_that_is_not_ours_is_said_in_a_sentence(
    tmp_path: Path, capsys: Said, address: str, words: str
) -> None:
    assert words in refused(capsys, "serve", "--practice", "--data", str(tmp_path), "--host", address, "--port", "0")


def test_a_log_that_another_desk_has_is_said_in_a_sentence(site: Site, capsys: Said) -> None:
    said = refused(capsys, "serve", "--practice", "--data", str(site.folder), "--port", "0")
    assert "Another desk works in the folder" in said


def test_a_certificate_without_its_key_or_that_is_none_is_said_in_a_sentence(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "cert.pem"
    words = ("serve", "--practice", "--data", str(tmp_path / "log"), "--port", "0", "--tls-cert", str(file))
    assert "belong together" in refused(capsys, *words)
    assert "There is no file" in refused(capsys, *words, "--tls-key", str(file))
    file.write_text("no certificate")
    assert "cannot be used" in refused(capsys, *words, "--tls-key", str(file))


def test_pairing_where_nothing_is_served_is_said_in_a_sentence(tmp_path: Path, capsys: Said) -> None:
    assert "Nothing is served out of" in refused(capsys, "pair", "--data", str(tmp_path), "--role", "desk")
    left = {"staff": "http://127.0.0.1:9", "public": "", "secret": "x", "certificate": ""}
    (tmp_path / "roomflow.serve").write_text(json.dumps(left))
    assert "does not answer" in refused(capsys, "pair", "--data", str(tmp_path), "--role", "desk")


def test_a_space_that_is_not_there_is_said_in_a_sentence(site: Site, capsys: Said) -> None:
    words = ("pair", "--data", str(site.folder), "--role", "door", "--json")
    assert "no space called “Attic”" in refused(capsys, *words, "--space", "Attic")
    assert "has no door called “Hatch”" in refused(capsys, *words, "--space", CHAMBER, "--door", "Hatch")
    spanish = refused(capsys, *words, "--language", "es", "--space", "Attic")
    assert "no tiene ningún espacio llamado “Attic”" in spanish


def test_what_a_station_cannot_be_is_said_in_a_sentence_and_nothing_is_made(site: Site, capsys: Said) -> None:
    words = ("pair", "--data", str(site.folder), "--json")
    door = (*words, "--role", "door", "--space")
    before = len(site.web.stations())
    assert refused(capsys, *words, "--role", "door") == "A door is that of a room: name it with --space.\n"
    assert refused(capsys, *words, "--role", "desk", "--meeting", "9") == "Meeting 9 is not open; open is: 1.\n"
    assert refused(capsys, *words, "--role", "desk", "--name", "n" * 61) == "--name has at most 60 characters.\n"
    assert refused(capsys, *door, "n" * 10_000) == "--space has at most 200 characters.\n"
    assert len(site.web.stations()) == before
    site.do(Adjourn())
    site.do(Close())
    spanish = refused(capsys, *words, "--role", "desk", "--language", "es")
    assert spanish == "No hay ninguna sesión abierta; abra una primero.\n", "what the server says is Spanish too"


def test_the_secret_of_this_computers_user_is_for_its_owner_alone(site: Site) -> None:
    mode = (site.folder / "roomflow.serve").stat().st_mode & 0o777
    assert sys.platform == "win32" or mode == 0o600


def test_a_port_that_is_taken_leaves_no_practice_evening_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert run(["serve", "--practice", "--data", str(tmp_path / "log"), "--port", port]) != 0
    assert "taken" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
