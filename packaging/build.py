"""Builds the wheel, installs it into a clean environment, and freezes the program as it was installed there.

In this order on purpose: what is frozen is what a person gets who installs the wheel, and not the checkout.
Everything lands in packaging/build: wheel/, installed/ (the environment), roomflow/ (the frozen program).
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "packaging" / "build"
WHEELS = BUILD / "wheel"
INSTALLED = BUILD / "installed"


def main() -> None:
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    wheel = build_wheel()
    python = install(wheel)
    freeze(python)
    files = [file for file in (BUILD / "roomflow").rglob("*") if file.is_file() and not file.is_symlink()]
    size = sum(file.stat().st_size for file in files)
    print(f"wheel:  {wheel.relative_to(ROOT)} ({wheel.stat().st_size / 1e3:.0f} kB)")
    print(f"frozen: {(BUILD / 'roomflow').relative_to(ROOT)} ({size / 1e6:.0f} MB)")


def build_wheel() -> Path:
    # Without isolation: hatchling is among the pinned packages, and an isolated build would fetch another.
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(WHEELS), str(ROOT))
    (wheel,) = WHEELS.glob("roomflow-*.whl")
    return wheel


def install(wheel: Path) -> str:
    venv.create(INSTALLED, with_pip=True, clear=True)
    python = str(INSTALLED / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    pins = ["--constraint", str(ROOT / "constraints.txt")]
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    run(*pip, *pins, str(wheel), "pyinstaller")
    return python


def freeze(python: str) -> None:
    work = BUILD / "work"
    spec = ROOT / "packaging" / "roomflow.spec"
    run(
        *(python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
        *("--distpath", str(BUILD), "--workpath", str(work), str(spec)),
    )
    shutil.rmtree(work)


def run(*words: str) -> None:
    # Away from the checkout, and without its path: nothing may be taken from src/ by accident.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    subprocess.run(words, check=True, cwd=BUILD, env=environment, stdin=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
