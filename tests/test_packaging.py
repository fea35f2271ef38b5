"""Setting up on Linux names what is missing, and the lists and pins of packaging/ hold together."""

import contextlib
import importlib.util
import os
import re
import stat
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from PySide6.QtGui import QPainterPath

ROOT = Path(__file__).resolve().parent.parent
LIBRARIES = [
    line.split()
    for line in (ROOT / "packaging/linux/libraries.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the set-up script is for Linux")


def machine(folder: Path, libraries: str, user: int) -> dict[str, str]:
    """An environment in which ldconfig knows only `libraries`, and apt-get writes down what it is asked for."""
    programs = {
        "ldconfig": f"cat <<'.'\n{libraries}\n.",
        "id": f"echo {user}",
        "apt-get": f'echo "$@" >>{folder}/asked; exit 1',
        "find": "echo",
    }
    for name, text in programs.items():
        file = folder / name
        file.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return os.environ | {"PATH": f"{folder}:{os.environ['PATH']}", "PYTHON": sys.executable, "HOME": str(folder)}


def set_up(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    script = ROOT / "packaging" / "linux" / "setup.sh"
    return subprocess.run(["sh", script], env=environment, check=False, capture_output=True, encoding="utf-8")


@linux
def test_missing_libraries_are_named_with_the_one_line_that_installs_them(tmp_path: Path) -> None:
    done = set_up(machine(tmp_path, "", user=1000))
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "sudo" in line]
    assert "apt-get install --no-install-recommends -y " in line
    assert set(line.split(" -y ")[1].split()) == {package for _, package in LIBRARIES}
    assert not (tmp_path / "asked").exists()


@linux
def test_a_library_that_is_there_is_not_named(tmp_path: Path) -> None:
    known = "\n".join(f"\t{file} (libc6,x86-64) => /lib/{file}" for file, _ in LIBRARIES if file != "libEGL.so.1")
    done = set_up(machine(tmp_path, known, user=1000))
    (line,) = [line for line in done.stderr.splitlines() if "sudo" in line]
    assert line.split(" -y ")[1].split() == ["fonts-noto-core", "libegl1"]


@linux
def test_root_gets_them_installed_and_a_failure_ends_the_set_up(tmp_path: Path) -> None:
    done = set_up(machine(tmp_path, "", user=0))
    assert done.returncode == 1
    assert (tmp_path / "asked").read_text(encoding="utf-8") == "update -qq\n"
    assert "Traceback" not in done.stderr


@linux
def test_an_older_python_is_told_what_is_needed(tmp_path: Path) -> None:
    environment = machine(tmp_path, "", user=1000)
    old = tmp_path / "python3"
    # Says yes to everything but the question whether it is new enough.
    old.write_text('#!/bin/sh\ncase "$*" in *version_info*) exit 1 ;; --version) echo Python 3.9.2 ;; esac\n')
    old.chmod(0o755)
    for newer in ("python3.11", "python3.12", "python3.13", "python3.14"):
        (tmp_path / newer).symlink_to(old)
    done = set_up(environment | {"PYTHON": ""})
    assert done.returncode == 1
    assert "this is Python 3.9.2, and roomflow needs Python 3.11 or newer." in done.stderr


def test_every_library_has_a_package() -> None:
    assert all(len(line) == 2 for line in LIBRARIES)
    assert all(re.fullmatch(r"[a-z0-9.+-]+", package) for _, package in LIBRARIES)


def test_every_direct_dependency_is_pinned_to_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    pins = re.findall(r"^([A-Za-z0-9._-]+)==\S+$", (ROOT / "constraints.txt").read_text(encoding="utf-8"), re.MULTILINE)

    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", re.split(r"[ <>=;\[]", name)[0]).lower()

    assert {plain(name) for name in wanted} - {plain(pin) for pin in pins} == set()
    assert not any("://" in line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines())


def test_nothing_the_program_needs_brings_numpy_or_pillow() -> None:
    """Pillow comes with what only the tests, and the extra for receipt printers, use."""
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
    assert not re.search(r"^(numpy|pandas)==", pins, re.MULTILINE)
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    seen: set[str] = set()
    todo = [re.split(r"[ <>=;\[]", name)[0] for name in wanted]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        with contextlib.suppress(metadata.PackageNotFoundError):
            needs = [need for need in metadata.requires(name) or () if "extra ==" not in need]
            todo += [re.split(r"[ <>=;\[(!~]", need)[0] for need in needs]
    assert {name.lower() for name in seen} & {"numpy", "pillow", "pandas"} == set()
    assert len(seen) > len(wanted)


def test_qt_takes_no_references_from_none() -> None:
    # Before Python 3.12 None can run out of references, and Python then aborts in the middle of the evening.
    path = QPainterPath()
    before = sys.getrefcount(None)
    for _ in range(1000):
        path.clear()
    assert before - sys.getrefcount(None) < 100


@linux
def test_what_the_packages_are_asked_the_program_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole of `make package-check` but the packages: the program stands in their place."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    program = tmp_path / "roomflow"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m roomflow "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    spec = importlib.util.spec_from_file_location("smoke", ROOT / "packaging" / "smoke.py")
    assert spec is not None
    assert spec.loader is not None
    smoke = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(smoke)
    monkeypatch.setattr(smoke, "WINDOW_MS", 1)
    assert re.fullmatch("[0-9a-f]{64}", smoke.smoke("program", program))
