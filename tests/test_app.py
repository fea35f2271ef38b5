"""How the window starts: with or without a display, on which folder, and what becomes of a folder it cannot use."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from roomflow import __main__ as program
from roomflow import app, paths
from roomflow.service.clock import SystemClock
from roomflow.service.desk import Desk
from roomflow.service.mint import SystemMint
from roomflow.store.sqlite import open_journal
from tests.service.evening import opened

SECONDS_MAX = 60


@pytest.mark.parametrize(
    ("environment", "available"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, True),
        ({"QT_QPA_PLATFORM": "offscreen:size=10x10"}, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False),
        ({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0"}, True),
    ],
)
def test_a_display_is_known_before_qt_is_loaded(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], available: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert app.display_available() is available


def test_other_systems_always_have_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert app.display_available()


def test_the_folder_chosen_at_first_start_is_used_from_then_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "config_file", lambda: tmp_path / "config" / "settings.toml")
    assert app.log_folder_in_use() == paths.log_folder()
    chosen = tmp_path / 'evenings "2026" \\ ñ'
    app.remember_log_folder(chosen)
    assert app.log_folder_in_use() == chosen
    assert [file.name for file in (tmp_path / "config").iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("text", ["log_folder = 3", "log_folder = ", "\x00", 'log_folder = ""'])
def test_settings_that_cannot_be_read_leave_the_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    monkeypatch.setattr(paths, "config_file", lambda: file)
    assert app.log_folder_in_use() == paths.log_folder()


def started(folder: Path, quit_after_ms: int = 300) -> subprocess.CompletedProcess[str]:
    """The window of a process of its own, which ends by itself."""
    words = f"app.run_desk(Path({str(folder)!r}), {quit_after_ms})"
    program = f"from pathlib import Path; from roomflow import app; raise SystemExit({words})"
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )


def test_the_window_opens_on_an_empty_folder_and_writes_nothing(tmp_path: Path) -> None:
    ended = started(tmp_path / "log")
    assert ended.returncode == 0, ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("obstacle", ["a folder that is a file", "a log that is none"])
def test_a_folder_that_cannot_be_used_is_one_sentence_and_code_2(tmp_path: Path, obstacle: str) -> None:
    if obstacle == "a log that is none":
        tmp_path.joinpath("roomflow.db").write_bytes(b"this is no database" * 100)
        folder = tmp_path
    else:
        folder = tmp_path / "file"
        folder.write_text("in the way", "utf-8")
    before = sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir())
    ended = started(folder, 10_000)
    assert ended.returncode == 2, ended.stderr
    sentences = [line for line in ended.stderr.splitlines() if "This plugin does not support" not in line]
    assert len(sentences) == 1, sentences
    assert sentences[0].endswith(".")
    assert sorted((file.name, file.read_bytes()) for file in tmp_path.iterdir()) == before


def test_the_parts_do_not_load_qt_until_a_window_opens() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "import sys, roomflow.app; raise SystemExit('PySide6' in sys.modules)"], check=False
    )
    assert ended.returncode == 0


BEFORE_THE_FIRST_PAINT = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
import roomflow.desktop.window.running as running
from roomflow.desktop.computer.opening import Parts

def painted(window):
    ours, others = ("roomflow.domain.", "roomflow.store"), ("QtUiTools", "QtDBus", "QtMultimedia")
    late = (*ours, *("PySide6." + name for name in others), "qrcode")
    print(sorted(name for name in sys.modules if name.startswith(late)))
    QApplication.quit()

class Window(running.MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        painted(self)

running.MainWindow = Window
sys.exit(running.run(Parts(Path(sys.argv[1])), None))
"""


def test_the_window_is_painted_before_rules_store_forms_and_sound_are_read(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEFORE_THE_FIRST_PAINT, str(tmp_path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS_MAX,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.splitlines()[0] == "[]", done.stderr


AT_THE_FIRST_ANSWER = """
import os, sys
from pathlib import Path
import roomflow.desktop.window.running as running
from roomflow.desktop.computer.opening import Parts

class Window(running.MainWindow):
    def __init__(self, *parts):
        super().__init__(*parts)
        self.screen_shown.connect(self.ask)

    def ask(self):
        self.meeting_screen.bridge.answered.connect(self.tell)
        self.meeting_screen.page.press_size(2)

    def tell(self):
        ours = ("computer.printing", "paper", "emergency.card", "emergency.page", "window.open_another", "doors",
                "line", "clerk", "setup", "stations", "first_start", "cards.find", "cards.head_count")
        others = ("roomflow.web", "roomflow.reports", "PySide6.QtPrintSupport", "qrcode", "starlette", "jinja2", "html")
        late = (*("roomflow.desktop." + name for name in ours), *others)
        print(sorted(name for name in sys.modules if name.startswith(late)), flush=True)
        os._exit(0)

running.MainWindow = Window
sys.exit(running.run(Parts(Path(sys.argv[1])), None))
"""


def test_the_first_answer_is_there_before_other_pages_cards_printers_and_the_web_are_read(tmp_path: Path) -> None:
    desk = Desk(lambda: open_journal(tmp_path, practice=False), SystemClock(), SystemMint())
    opened(desk)
    desk.stop()
    done = subprocess.run(
        [sys.executable, "-c", AT_THE_FIRST_ANSWER, str(tmp_path)],
        check=False,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS_MAX,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.splitlines()[:1] == ["[]"], done.stderr


@pytest.mark.parametrize(
    ("arguments", "display", "way"),
    [([], True, "window"), ([], False, "command line"), (["--help"], True, "command line")],
)
def test_who_names_nothing_and_has_a_display_gets_the_window_without_the_command_line_being_read(
    arguments: list[str], display: bool, way: str
) -> None:
    program = f"""
import sys
import roomflow.__main__ as program

def window(_data):
    print("window" if "click" not in sys.modules else "read after all")
    return 7

sys.argv = ["roomflow", *{arguments!r}]
program.display_available = lambda: {display}
program.run_desk = window
if not {display} or {arguments!r}:
    import roomflow.cli
    roomflow.cli.run = lambda: print("command line") or 7
program.main()
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout.strip(), done.stderr) == (7, way, "")


def test_a_fault_while_the_window_opens_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks(_data: Path | None) -> int:
        raise LookupError("a part is missing")

    monkeypatch.setattr(program, "run_desk", breaks)
    assert program.window() == 1
    told = capsys.readouterr().err
    assert told.startswith("roomflow stopped on a fault of its own: LookupError in test_app.py")
    assert told.endswith(": a part is missing.\n")
    assert told.count("\n") == 1
