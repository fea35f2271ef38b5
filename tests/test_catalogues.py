"""Every text is translated: none missing, unsure or left over, and each says the same as the English one."""

import gettext
import importlib.util
import re
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from roomflow import assets

PLACEHOLDER = re.compile(r"{\w+}")
MARKS = "*~[]"
"""What writes a part of a line bold, quiet or as a key cap."""


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """The tool that collects the texts."""
    file = assets.root() / "packaging" / "messages.py"
    if not file.exists():
        pytest.skip("this is no checkout")
    spec = importlib.util.spec_from_file_location("messages", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pairs(messages: ModuleType, file: Path) -> list[tuple[str, str]]:
    """(English, translated) of each text; of a plural each form beside the English form nearest to it."""
    found = []
    for message in messages.read(file):
        if not message.id:
            continue
        english = message.id if isinstance(message.id, list | tuple) else [message.id]
        said = message.string if isinstance(message.string, list | tuple) else [message.string]
        found += [(english[min(index, len(english) - 1)], text) for index, text in enumerate(said)]
    return found


def differing(english: str, said: str) -> str:
    """In what a translation cannot be put in the place of its text; empty where it can."""
    if Counter(PLACEHOLDER.findall(english)) != Counter(PLACEHOLDER.findall(said)):
        return "placeholders"
    if any(english.count(mark) != said.count(mark) for mark in MARKS):
        return "marks"
    if english.endswith("…") != said.endswith("…"):
        return "ellipsis"
    return ""


def test_every_text_is_translated_none_is_unsure_and_none_is_left_over(messages: ModuleType) -> None:
    assert len(messages.translations()) == 1
    found = list(messages.faults(messages.collected()))
    assert found == [], "bring it up to date: make messages, then write what is missing into the .po (docs/words.md)"


def test_a_text_that_is_not_translated_is_named(messages: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    catalog = messages.collected()
    catalog.add("A text nobody has translated yet")
    found = list(messages.faults(catalog))
    assert len(found) == 2
    assert all("A text nobody has translated yet" in line and line.startswith("missing in") for line in found)
    monkeypatch.setattr(messages, "read", without_translation(messages.read))
    assert "not translated in resources/i18n/es/LC_MESSAGES/roomflow.po: Undo" in messages.faults(messages.collected())


def without_translation(read: object) -> object:
    def reading(file: Path) -> object:
        catalog = read(file)  # type: ignore[operator]  # the tool's own function
        catalog.get("Undo").string = ""
        return catalog

    return reading


def test_placeholders_and_marks_are_the_same_in_every_language(messages: ModuleType) -> None:
    for file in messages.translations():
        wrong = {said: what for english, said in pairs(messages, file) if (what := differing(english, said))}
        assert wrong == {}


@pytest.mark.parametrize(
    ("said", "what"),
    [("{n} libres", "placeholders"), ("{free} libres", "marks"), ("*{free}* libres…", "ellipsis"), ("*{free}* x", "")],
)
def test_a_translation_that_says_something_else_is_found(said: str, what: str) -> None:
    assert differing("*{free}* free", said) == what


def test_the_compiled_catalogue_is_what_the_program_reads(messages: ModuleType) -> None:
    messages.compile_translations()
    spanish = gettext.translation("roomflow", assets.resource("i18n"), languages=["es"])
    assert spanish.gettext("Undo") == "Deshacer"
    assert spanish.ngettext("{n} person", "{n} people", 1) == "{n} persona"
    assert spanish.ngettext("{n} person", "{n} people", 0) == "{n} personas"


def test_a_compiled_catalogue_is_written_again_when_its_texts_change(
    messages: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "roomflow.po").write_bytes(messages.translations()[0].read_bytes())
    monkeypatch.setattr(messages, "TEMPLATE", tmp_path / "roomflow.pot")
    assert messages.compile_translations() == [folder / "roomflow.mo"]
    assert messages.compile_translations() == []


def test_the_glossary_says_what_the_screens_say() -> None:
    """docs/words.md: a word and its translation; the screens use the translation wherever they use the word."""
    page = assets.root() / "docs" / "words.md"
    if not page.exists():
        pytest.skip("this is no checkout")
    rows = re.findall(r"^\| ([^|]+?) \| ([^|]+?) \|", page.read_text("utf-8"), re.MULTILINE)
    words = dict(rows)
    assert words["chamber"] == "cámara"
    assert words["ticket"] == "boleto"
    assert len(words) > 30
