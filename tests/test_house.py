"""The house rules that a machine can check: layers, sizes, names, doors, and what the wheel holds."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import roomflow

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src" / "roomflow").rglob("*.py"))

FILE_LINES_MAX = 300
FUNCTION_LINES_MAX = 55

# What may be longer, each with its reason.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

# Where an unknown error is caught, each with what becomes of it. Everywhere else it is a bug and goes up.
DOORS = {
    "src/roomflow/__main__.py:window": "said in one sentence on stderr; ends with 1",
    "src/roomflow/cli/__init__.py:run": "said in one sentence on stderr; ends with 1",
    "src/roomflow/service/door.py:at_the_door": "handed to who asked, or to on_error; the desk goes on",
    "src/roomflow/desktop/window/start.py:work": "told on the main thread, where the log could not be opened",
    "src/roomflow/web/guards.py:__call__": "written into the crash notes; who asked reads a sentence without detail",
    "src/roomflow/web/feed.py:_told": "written into the crash notes; the other streams are told",
    "src/roomflow/desktop/basis/bridge.py:_settle": "shown in the error dialog",
}

# Where a loop of Qt's own may be entered.
EVENT_LOOPS = {
    "src/roomflow/desktop/window/running.py:run": "the one loop of the program",
    "src/roomflow/desktop/window/evening_window.py:run": "and of the one that only shows an evening",
}


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def functions(file: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Each function of a file with the name it has in a list of exceptions: `file:function`."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{relative(file)}:{node.name}", node


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """What a function does itself, and not in a function inside it."""
    for node in ast.iter_child_nodes(function):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from own_nodes(node)


def repository_texts() -> Iterator[tuple[str, str]]:
    """Every text file that is, or would be, committed."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    for name in filter(None, listed.stdout.split("\0")):
        file = ROOT / name
        if file.is_file():
            try:
                yield name, file.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


# --- sizes, names, doors -------------------------------------------------------------------------------


def test_no_source_file_is_longer_than_one_subject_needs() -> None:
    long = {relative(file): len(file.read_text(encoding="utf-8").splitlines()) for file in SOURCES}
    assert {name: lines for name, lines in long.items() if lines > FILE_LINES_MAX and name not in LONG_FILES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        name: (node.end_lineno or 0) - node.lineno + 1
        for file in SOURCES
        for name, node in functions(file)
        if name not in LONG_FUNCTIONS
    }
    assert {name: lines for name, lines in long.items() if lines > FUNCTION_LINES_MAX} == {}


def test_no_name_says_nothing() -> None:
    nothing = re.compile(r"(Manager|Helper|Util|Utils|Base|Impl)s?$")
    files = {"misc", "common", "utils", "util", "helpers", "helper", "manager", "base"}
    found = [relative(file) for file in SOURCES if file.stem in files or file.parent.name in files]
    found += [
        f"{relative(file)}: {node.name}"
        for file in SOURCES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and nothing.search(node.name)
    ]
    assert found == []


def test_unknown_errors_are_caught_at_named_doors_only() -> None:
    found = {name for file in SOURCES for name, node in functions(file) if any(map(keeps_an_error, own_nodes(node)))}
    assert found == set(DOORS)


def keeps_an_error(node: ast.AST) -> bool:
    """Whether a handler catches everything and does not pass it on. Tidying up and raising again is no door."""
    if isinstance(node, ast.ExceptHandler):
        last = node.body[-1]
        return catches_everything(node.type) and not (isinstance(last, ast.Raise) and last.exc is None)
    return isinstance(node, ast.Call) and "suppress" in ast.unparse(node.func) and any(map(everything, node.args))


def catches_everything(caught: ast.expr | None) -> bool:
    if isinstance(caught, ast.Tuple):
        return any(map(everything, caught.elts))
    return caught is None or everything(caught)


def everything(caught: ast.expr) -> bool:
    return isinstance(caught, ast.Name) and caught.id in {"Exception", "BaseException"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("try: f()\nexcept Exception: g()", True),
        ("try: f()\nexcept: pass", True),
        ("try: f()\nexcept (ValueError, BaseException) as error: g(error)", True),
        ("with contextlib.suppress(Exception): f()", True),
        ("try: f()\nexcept BaseException:\n    g()\n    raise", False),
        ("try: f()\nexcept (ValueError, OSError): g()", False),
        ("with suppress(OSError): f()", False),
    ],
)
def test_a_door_is_recognised(text: str, kept: bool) -> None:
    assert any(map(keeps_an_error, ast.walk(ast.parse(text)))) == kept


def test_qt_loops_are_entered_at_named_places_only() -> None:
    found = {name for file in SOURCES for name, node in functions(file) if any(map(enters_a_loop, own_nodes(node)))}
    assert found == set(EVENT_LOOPS)


def enters_a_loop(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in {"exec", "exec_", "processEvents"}


# --- layers --------------------------------------------------------------------------------------------


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Checks the layers of the package `roomflow` that lies in `folder`, by the contracts of this checkout."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=folder,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )


def test_layers_hold() -> None:
    done = lint_imports(ROOT / "src")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("where", "line", "contract"),
    [
        ("domain", "import roomflow.store.added", "Each layer knows only the layers below it"),
        ("domain", "import time", "The domain is pure: no clock, chance, file or thread"),
        ("domain", "import sqlite3", "Only store imports a database driver"),
        ("service", "import PySide6.QtCore", "Only desktop imports Qt"),
        ("app", "import PySide6.QtCore", "Only desktop imports Qt"),
        ("reports", "import numpy", "Nothing brings numpy or Pillow"),
    ],
)
def test_a_forbidden_import_is_found(tmp_path: Path, where: str, line: str, contract: str) -> None:
    package = tmp_path / "roomflow"
    shutil.copytree(ROOT / "src" / "roomflow", package, ignore=shutil.ignore_patterns("__pycache__"))
    file = package / where / "added.py" if (package / where).is_dir() else package / f"{where}.py"
    other = package / "store" / "added.py"
    other.write_text("")
    file.write_text(f"{line}\n" + (file.read_text(encoding="utf-8") if file.exists() else ""), encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"{contract} BROKEN" in done.stdout


def test_the_command_line_starts_before_qt_and_the_database_are_loaded() -> None:
    # 100 ms and 60 ms: --help, a refusal and the first painting do not wait for both.
    late = "{'PySide6', 'sqlite_utils', 'numpy'}"
    text = f"import sys, roomflow.__main__; sys.exit(', '.join({late} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", text], check=False, capture_output=True, encoding="utf-8")
    assert done.stderr.strip() == ""


# --- texts ---------------------------------------------------------------------------------------------


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    # Put together here, or this file would name them.
    hosts = "|".join(re.escape(name + end) for name, end in [("pypi", ".org"), ("pythonhosted", ".org")])
    hosts += "|" + "|".join(re.escape(name + ".debian" + ".org") for name in ("deb", "security", "ftp"))
    folders = "work|root|opt|Users/[a-z]+|home/[a-z]+"
    wrong = re.compile(rf"({hosts})|(?<![\w.}})*])/({folders})/")
    found = [
        f"{name}: {line.strip()}"
        for name, text in repository_texts()
        for line in text.splitlines()
        if wrong.search(line)
    ]
    assert found == []


# --- the wheel -----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (file,) = folder.glob("*.whl")
    return file


def test_the_wheel_holds_forms_and_resources_inside_the_package(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {f"roomflow/{name}" for name, _ in repository_texts() if name.startswith(("ui/", "resources/"))}
    wanted |= {relative(file).removeprefix("src/") for file in SOURCES}
    assert wanted - held == set()
    assert any(name.startswith("roomflow/ui/") for name in held)
    assert any(name.startswith("roomflow/resources/samples/") for name in held)


def test_the_wheel_holds_nothing_but_the_package(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"roomflow", f"roomflow-{roomflow.__version__}.dist-info"}


def test_the_version_stands_in_two_places_and_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == roomflow.__version__
