"""Starts the program as it was installed from the wheel, and as it was frozen, and has each play an evening.

Each has to say what the machine has, play the sample evening with seed 126, find nothing wrong in the log it wrote,
find a changed head, write every format, serve a practice evening to a phone, and show its window for a moment. Both
have to end with the same head.
"""

import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BUILD = Path(__file__).resolve().parent / "build"
SUFFIX = ".exe" if os.name == "nt" else ""
PROGRAMS = {
    "wheel": BUILD / "installed" / ("Scripts" if os.name == "nt" else "bin") / f"roomflow{SUFFIX}",
    "frozen": BUILD / "roomflow" / f"roomflow{SUFFIX}",
}
ANSWER_SECONDS_MAX = 120
WINDOW_MS = 1500
FILES_MIN = 10
DEVICE = "5f" * 16
SPACE = "Commission Chamber"


def main() -> None:
    for program in PROGRAMS.values():
        if not program.exists():
            raise SystemExit(f"{program} is missing: run `make package` first.")
    heads = {name: smoke(name, program) for name, program in PROGRAMS.items()}
    if len(set(heads.values())) != 1:
        raise SystemExit(f"The same seed ended with different heads: {heads}")
    print(f"both ended with the head {heads['frozen']}")


def smoke(name: str, program: Path) -> str:
    """Has one program do its work; returns the head of the evening it played."""
    with tempfile.TemporaryDirectory(prefix="roomflow-smoke-") as folder:
        log = str(Path(folder, "log"))
        say(name, "doctor", ask(program, folder, "doctor"))
        played = json.loads(ask(program, folder, "rehearse", "--seed", "126", "--json", "--data", log))
        if played["violations"] or not played["entries"]:
            raise SystemExit(f"{name}: the evening went wrong: {played}")
        say(name, "rehearse", f"{played['entries']} entries, {played['people']['arrived']} people")
        verified = json.loads(ask(program, folder, "verify", "--data", log, "--head", played["head"], "--json"))
        if verified["violations"] or verified["entries"] != played["entries"]:
            raise SystemExit(f"{name}: the log does not hold: {verified}")
        ask(program, folder, "verify", "--data", log, "--head", "0" * 64, code=1)
        say(name, "verify", "the log holds, and a wrong head is found")
        job = {"log": log, "meeting": 1, "formats": ["pdf", "xlsx"], "folder": str(Path(folder, "out")), "members": ""}
        told = [json.loads(line) for line in ask(program, folder, "export-job", job=json.dumps(job)).splitlines()]
        if told[-1]["done"] != 2 or len(list(Path(folder, "out").iterdir())) != 2:
            raise SystemExit(f"{name}: the files were not written as the window has them written: {told}")
        say(name, "export-job", "PDF and workbook are written in a process of their own")
        files = ask(program, folder, "export", "--data", log, "--to", str(Path(folder, "all")), "--format", "all")
        if len(files.split()) < FILES_MIN:
            raise SystemExit(f"{name}: not every format was written:\n{files}")
        say(name, "export", f"{len(files.splitlines())} files of every format")
        say(name, "serve", smoke_served(program, folder))
        began = time.monotonic()
        window = str(Path(folder, "window"))
        ask(program, folder, "--data", window, "--quit-after", str(WINDOW_MS))
        say(name, "window", f"opened and closed in {time.monotonic() - began:.1f} s")
        return str(played["head"])


def smoke_served(program: Path, folder: str) -> str:
    """Raises SystemExit where a page, the pairing or a tap is not as it should be; says what was looked at."""
    log = str(Path(folder, "served"))
    with serving(program, folder, log) as said:
        staff, public = said["staff"], said["public"]
        pages = {
            f"{public}/": b"Practice evening",
            f"{public}/status.json": SPACE.encode(),
            f"{staff}/pair": b"/static/pair.js",
            f"{staff}/door": b"/static/door.js",
            f"{staff}/static/roomflow.css": b"{",
            f"{staff}/openapi.json": b"/api/taps",
        }
        for address, part in pages.items():
            if part not in read(address):
                raise SystemExit(f"{program}: {address} does not answer with {part!r}")
        token = paired(program, folder, staff, log)
        taps = [{"n": 1, "kind": "tap", "change": 2}]
        told = read(f"{staff}/api/taps", {"device": DEVICE, "items": taps}, token)
        seen = json.loads(read(f"{staff}/api/picture", token=token))
        if json.loads(told)["acknowledged"] != 1 or not seen:
            raise SystemExit(f"{program}: the tap was not taken: {told!r}")
    return f"pages, pairing by a link, and a tap: {len(pages)} addresses answered"


@contextmanager
def serving(program: Path, folder: str, log: str) -> Iterator[dict[str, str]]:
    """The addresses by their names; the server is ended in order, and must have nothing to complain of."""
    words = [str(program), "serve", "--practice", "--data", log, "--port", "0"]
    with subprocess.Popen(
        words, env=surroundings(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        try:
            assert process.stdout is not None
            said: dict[str, str] = {}
            for line in process.stdout:
                name, _, value = line.strip().partition(" ")
                said[name] = value.strip()
                if "Ctrl-C" in line:
                    break
            if "public" not in said:
                raise SystemExit(f"{program} does not serve:\n{process.communicate()[1]}")
            yield said
            process.send_signal(signal.SIGINT)
            _, complaints = process.communicate(timeout=ANSWER_SECONDS_MAX)
            if process.returncode or complaints:
                raise SystemExit(f"{program} ended serving with {process.returncode}:\n{complaints}")
        finally:
            if process.poll() is None:
                process.kill()


def paired(program: Path, folder: str, staff: str, log: str) -> str:
    """The token of a phone that followed the link of `roomflow pair`."""
    said = ask(program, folder, "pair", "--practice", "--data", log, "--role", "door", "--space", SPACE)
    secret = re.search(r"/pair#([\w-]{32})\n", said)
    if secret is None:
        raise SystemExit(f"{program} pair gives no link:\n{said}")
    paired: dict[str, Any] = json.loads(read(f"{staff}/api/pair", {"secret": secret[1], "device": DEVICE}))
    if "waiting" in paired:
        paired = json.loads(read(f"{staff}/api/pair/wait", {"waiting": paired["waiting"]}))
    return str(paired["token"])


def read(address: str, body: object = None, token: str = "") -> bytes:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(address, data, headers), timeout=ANSWER_SECONDS_MAX) as reply:
        answer: bytes = reply.read()
    return answer


def ask(program: Path, folder: str, *words: str, code: int = 0, job: str = "") -> str:
    """What the program prints, started far from the checkout and from this person's own files."""
    done = subprocess.run(
        [str(program), *words],
        cwd=folder,
        env=surroundings(folder),
        input=job,
        capture_output=True,
        encoding="utf-8",
        timeout=ANSWER_SECONDS_MAX,
        check=False,
    )
    if done.returncode != code or "Traceback" in done.stderr:
        raise SystemExit(f"{program} {' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def surroundings(folder: str) -> dict[str, str]:
    """The environment of a person who has only this folder."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        environment[name] = folder
    return {**environment, "QT_QPA_PLATFORM": "offscreen"}


def say(name: str, what: str, text: str) -> None:
    print(f"{name} {what}: " + text.strip().replace("\n", f"\n{name} {what}: "), flush=True)


if __name__ == "__main__":
    main()
