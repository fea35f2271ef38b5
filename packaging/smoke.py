"""Starts the program as it was installed from the wheel, and as it was frozen, and has each play an evening.

Each has to say what the machine has, play the sample evening with seed 126, find nothing wrong in the log it
wrote, find a changed head, and show its window for a moment. Both have to end with the same head.
"""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

BUILD = Path(__file__).resolve().parent / "build"
SUFFIX = ".exe" if os.name == "nt" else ""
PROGRAMS = {
    "wheel": BUILD / "installed" / ("Scripts" if os.name == "nt" else "bin") / f"roomflow{SUFFIX}",
    "frozen": BUILD / "roomflow" / f"roomflow{SUFFIX}",
}
ANSWER_SECONDS_MAX = 120
WINDOW_MS = 1500


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
        began = time.monotonic()
        window = str(Path(folder, "window"))
        ask(program, folder, "--data", window, "--quit-after", str(WINDOW_MS))
        say(name, "window", f"opened and closed in {time.monotonic() - began:.1f} s")
        return str(played["head"])


def ask(program: Path, folder: str, *words: str, code: int = 0, job: str = "") -> str:
    """What the program prints, started far from the checkout and from this person's own files."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        environment[name] = folder
    environment["QT_QPA_PLATFORM"] = "offscreen"
    done = subprocess.run(
        [str(program), *words],
        cwd=folder,
        env=environment,
        input=job,
        capture_output=True,
        encoding="utf-8",
        timeout=ANSWER_SECONDS_MAX,
        check=False,
    )
    if done.returncode != code or "Traceback" in done.stderr:
        raise SystemExit(f"{program} {' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def say(name: str, what: str, text: str) -> None:
    print(f"{name} {what}: " + text.strip().replace("\n", f"\n{name} {what}: "), flush=True)


if __name__ == "__main__":
    main()
