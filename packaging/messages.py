"""Collects every text of the program, keeps the catalogues beside them, and compiles those.

usage: python packaging/messages.py [--check | --compile]

Plain, it writes `resources/i18n/roomflow.pot` and brings each `resources/i18n/<language>/LC_MESSAGES/roomflow.po` up to
date: a new text is added without a translation, one that is gone is dropped, and nothing is guessed. Then it compiles.
With --check nothing is written: it ends with 1 and names the texts that are missing, gone, not translated or unsure.
With --compile only the .mo files are written, those that are older than their .po.
"""

from __future__ import annotations

import io
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "resources" / "i18n" / "roomflow.pot"
KEYWORDS = {"_": None, "ngettext": (1, 2), "both": (1, 2)}
# The template changes when a text does, and not with the day it was collected on.
COLLECTED = datetime(2026, 1, 13, tzinfo=UTC)
WIDTH = 120

Text = str | tuple[str, ...]


# --- collecting ------------------------------------------------------------------------------------------


def texts_of_python() -> Iterator[tuple[str, Text]]:
    """(file, text) of every `_("…")` and `ngettext("…", "…", n)`."""
    for file in sorted((ROOT / "src" / "roomflow").rglob("*.py")):
        with file.open("rb") as source:
            for _line, message, _comments, _context in extract("python", source, KEYWORDS):
                yield relative(file), message


def texts_of_forms() -> Iterator[tuple[str, Text]]:
    """(file, text) of every text of a form that is not marked as none (`notr`)."""
    for file in sorted((ROOT / "ui").glob("*.ui")):
        for element in ET.parse(file).iter("string"):
            if element.text and element.get("notr") != "true":
                yield relative(file), element.text


def texts_of_pages() -> Iterator[tuple[str, Text]]:
    """(file, text) of every `{{ _("…") }}` of the pages of a browser."""
    for file in sorted((ROOT / "resources" / "web").glob("*.html")):
        with file.open("rb") as source:
            for _line, message, _comments, _context in extract("jinja2", source, KEYWORDS):
                yield relative(file), message


def texts_of_refusals() -> Iterator[tuple[str, Text]]:
    """(file, text) of the sentences of the rules and of files, which the screens translate as they say them."""
    from roomflow import settings, settings_file
    from roomflow.domain import building, refusals

    for file, sentences in (
        ("src/roomflow/domain/refusals.py", refusals.SENTENCES),
        ("src/roomflow/domain/building.py", building.PROBLEMS),
        ("src/roomflow/settings.py", settings.PROBLEMS),
        ("src/roomflow/settings_file.py", settings_file.PROBLEMS),
    ):
        for sentence in sentences.values():
            yield file, sentence


def collected() -> Catalog:
    """Every text of the screens, with the files it stands in."""
    catalog = Catalog(
        project="roomflow",
        version="",
        header_comment="# The texts of roomflow's screens; made by packaging/messages.py.",
        charset="utf-8",
        creation_date=COLLECTED,
    )
    for texts in (texts_of_python(), texts_of_forms(), texts_of_pages(), texts_of_refusals()):
        for file, message in texts:
            catalog.add(message, locations=[(file, 0)])
    return catalog


# --- catalogues ------------------------------------------------------------------------------------------


def translations() -> list[Path]:
    """The .po file of each language."""
    return sorted(TEMPLATE.parent.glob("*/LC_MESSAGES/roomflow.po"))


def read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        catalog = read_po(stream, locale=None if file == TEMPLATE else file.parent.parent.name)
    # Nobody's name or address: the history of a file says who wrote what.
    catalog.project, catalog.version = "roomflow", ""
    catalog.msgid_bugs_address = catalog.last_translator = catalog.language_team = ""
    return catalog


def written(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return stream.getvalue()


def brought_up_to_date(file: Path, catalog: Catalog) -> bytes:
    """The catalogue of a language with today's texts; what was translated stays, nothing is guessed."""
    known = read(file)
    known.update(catalog, no_fuzzy_matching=True, update_creation_date=False)
    known.creation_date = known.revision_date = COLLECTED
    return written(known)


def compile_translations() -> list[Path]:
    """Write the .mo beside each .po that is newer than it; gives those that were written."""
    made = []
    for file in translations():
        compiled = file.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns >= file.stat().st_mtime_ns:
            continue
        stream = io.BytesIO()
        write_mo(stream, read(file))
        # Whole or not at all: a program may be starting beside this.
        new = compiled.with_suffix(".mo.new")
        new.write_bytes(stream.getvalue())
        new.replace(compiled)
        made.append(compiled)
    return made


# --- checking --------------------------------------------------------------------------------------------


def faults(catalog: Catalog) -> Iterator[str]:
    """What is not as it should be, a line each."""
    now: set[Any] = {message.id for message in catalog if message.id}
    for file in (TEMPLATE, *translations()):
        known: dict[Any, Message] = {message.id: message for message in read(file) if message.id}
        for words in sorted(map(str, now - known.keys())):
            yield f"missing in {relative(file)}: {words}"
        for words in sorted(map(str, known.keys() - now)):
            yield f"no longer a text, in {relative(file)}: {words}"
        if file == TEMPLATE:
            continue
        for text, message in known.items():
            said: Any = message.string
            parts = (said,) if isinstance(said, str) else said
            if not all(parts) or len(parts) != (1 if isinstance(text, str) else 2):
                yield f"not translated in {relative(file)}: {text}"
            if message.fuzzy:
                yield f"unsure (fuzzy) in {relative(file)}: {text}"


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def main(words: list[str]) -> int:
    if "--compile" in words:
        for compiled in compile_translations():
            print(f"{relative(compiled)}: compiled")
        return 0
    catalog = collected()
    if "--check" in words:
        found = list(faults(catalog))
        print("".join(f"{line}\n" for line in found), end="")
        return 1 if found else 0
    TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(catalog))
    print(f"{relative(TEMPLATE)}: {len(catalog)} texts")
    for file in translations():
        file.write_bytes(brought_up_to_date(file, catalog))
        missing = sum(not message.string or not all(message.string) for message in read(file) if message.id)
        print(f"{relative(file)}: {missing} texts to translate")
    compile_translations()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
