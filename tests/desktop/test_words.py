"""Words come from one gettext catalogue for Python and forms, and a missing text is never blank."""

import ast
import gettext
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox
from pytestqt.qtbot import QtBot

from roomflow import assets
from roomflow.desktop.basis.wording import floor_words, where_words
from roomflow.desktop.basis.words import WORDS, GettextTranslator, _, ngettext
from roomflow.domain.building import read_building


class Spanish(gettext.NullTranslations):
    """A catalogue of two texts."""

    def gettext(self, message: str) -> str:
        return {"Undo": "Deshacer", "": "Content-Type: text/plain"}.get(message, message)

    def ngettext(self, singular: str, plural: str, count: int, /) -> str:
        return "persona" if count == 1 else "personas"


@pytest.fixture
def spanish(qapp: QCoreApplication) -> Iterator[GettextTranslator]:
    WORDS.catalogue = Spanish()
    translator = GettextTranslator(WORDS)
    qapp.installTranslator(translator)
    yield translator
    qapp.removeTranslator(translator)
    WORDS.catalogue = gettext.NullTranslations()


def test_texts_are_english_until_a_catalogue_is_set() -> None:
    assert _("Undo") == "Undo"
    assert ngettext("person", "people", 2) == "people"


def test_a_text_of_the_catalogue_is_translated_for_python_and_for_forms(spanish: GettextTranslator) -> None:
    assert _("Undo") == "Deshacer"
    assert ngettext("person", "people", 2) == "personas"
    assert QCoreApplication.translate("MainWindow", "Undo") == "Deshacer"


def test_a_text_the_catalogue_lacks_stays_as_it_is(spanish: GettextTranslator) -> None:
    assert QCoreApplication.translate("MainWindow", "Recorded") == "Recorded"
    assert spanish.translate("MainWindow", "Recorded") is None


def test_the_empty_text_stays_empty(spanish: GettextTranslator) -> None:
    assert _("") == ""
    assert QCoreApplication.translate("MainWindow", "") == ""


def test_buttons_of_qt_keep_their_words(spanish: GettextTranslator, qtbot: QtBot) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert [button.text().replace("&", "") for button in box.buttons()] == ["OK", "Cancel"]


def test_a_translator_that_answers_blank_would_blank_them(qapp: QCoreApplication, qtbot: QtBot) -> None:
    class Blank(GettextTranslator):
        def translate(self, context: str, source: str, /, disambiguation: str | None = None, n: int = -1) -> str | None:
            return super().translate(context, source, disambiguation, n) or ""

    blank = Blank(WORDS)
    qapp.installTranslator(blank)
    try:
        assert QCoreApplication.translate("MainWindow", "Recorded") == ""
    finally:
        qapp.removeTranslator(blank)


# --- one catalogue, and every text in it -------------------------------------------------------------


@pytest.fixture
def messages() -> ModuleType:
    """The tool that collects the texts."""
    spec = importlib.util.spec_from_file_location("messages", assets.root() / "packaging" / "messages.py")
    if spec is None or spec.loader is None or not Path(str(spec.origin)).exists():
        pytest.skip("this is no checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_of_python_of_forms_and_of_the_rules_is_in_the_template(
    messages: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    ended = messages.main(["--check"])
    assert ended == 0, capsys.readouterr().out + "bring it up to date: python packaging/messages.py"


def test_a_text_that_is_missing_in_the_template_is_named(
    messages: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    template = messages.TEMPLATE.read_text("utf-8")
    assert 'msgid "Undo"' in template
    without = tmp_path / "roomflow.pot"
    without.write_text(template.replace('msgid "Undo"', 'msgid "Redo"'), "utf-8")
    monkeypatch.setattr(messages, "TEMPLATE", without)
    monkeypatch.setattr(messages, "relative", str)
    assert messages.main(["--check"]) == 1
    assert ": Undo" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("source", "text"),
    [("python", "Recess"), ("forms", "Write it down"), ("refusals", "Nobody is waiting in line.")],
)
def test_texts_are_collected_from_each_of_the_three_places(messages: ModuleType, source: str, text: str) -> None:
    collected = getattr(messages, f"texts_of_{source}")
    assert text in [message for _file, message in collected()]


SAYING = {"setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setAccessibleName", "say", "set_words"}


def unspoken(source: str) -> list[str]:
    """Texts given to a widget as they stand, without `_()`; a template of placeholders alone has no words."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SAYING:
            first = node.args[0] if node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                words = re.sub(r"{[^}]*}", "", first.value)
                if re.search(r"[^\W\d_]{2}", words):
                    found.append(first.value)
    return found


def test_no_text_of_the_screens_is_said_without_the_catalogue() -> None:
    package = Path(assets.__file__).parent / "desktop"
    found = {file.name: unspoken(file.read_text("utf-8")) for file in package.rglob("*.py")}
    found.pop("main_window.py")  # says "roomflow", which is a name
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_a_text_without_the_catalogue_is_found() -> None:
    assert unspoken('label.setText("Recorded")') == ["Recorded"]
    assert unspoken('label.setText(_("Recorded")); label.say("*{time}*")') == []


def test_a_building_says_its_floors_in_the_language_of_the_screens() -> None:
    chamber = read_building(assets.resource("samples", "building.toml").read_bytes()).spaces[0]
    assert WORDS.language == "en"
    assert where_words(chamber) == ("3rd floor, Room 330", "straight ahead from the elevator")
    WORDS.language = "es"
    try:
        assert where_words(chamber) == ("3.er piso, Sala 330", "todo derecho desde el elevador")
        assert floor_words(chamber) == "3.er piso"
    finally:
        WORDS.language = "en"
