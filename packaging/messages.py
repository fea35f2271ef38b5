"""Collects every text of the screens, out of Python and out of forms, into `resources/i18n/roomflow.pot`.

usage: python packaging/messages.py [--check]

With --check nothing is written: it ends with 1 and names the texts that are missing or no longer there.
A translator's `resources/i18n/<language>/LC_MESSAGES/roomflow.po` is brought up to date with
`pybabel update -D roomflow -d resources/i18n -i resources/i18n/roomflow.pot`, and compiled with `pybabel compile`.
"""

from __future__ import annotations

import io
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "resources" / "i18n" / "roomflow.pot"
KEYWORDS = {"_": None, "ngettext": (1, 2)}
# The template changes when a text does, and not with the day it was collected on.
COLLECTED = datetime(2026, 1, 13, tzinfo=UTC)

Message = str | tuple[str, ...]


def texts_of_python() -> Iterator[tuple[str, Message]]:
    """(file, text) of every `_("…")` and `ngettext("…", "…", n)`."""
    for file in sorted((ROOT / "src" / "roomflow").rglob("*.py")):
        with file.open("rb") as source:
            for _line, message, _comments, _context in extract("python", source, KEYWORDS):
                yield relative(file), message


def texts_of_forms() -> Iterator[tuple[str, Message]]:
    """(file, text) of every text of a form that is not marked as none (`notr`)."""
    for file in sorted((ROOT / "ui").glob("*.ui")):
        for element in ET.parse(file).iter("string"):
            if element.text and element.get("notr") != "true":
                yield relative(file), element.text


def texts_of_refusals() -> Iterator[tuple[str, Message]]:
    """(file, text) of the sentences of the rules, which the screens translate as they say them."""
    from roomflow.domain.refusals import SENTENCES

    for sentence in SENTENCES.values():
        yield "src/roomflow/domain/refusals.py", sentence


def collected() -> Catalog:
    """Every text of the screens, with the files it stands in."""
    catalog = Catalog(
        project="roomflow",
        version="",
        header_comment="# The texts of roomflow's screens; made by packaging/messages.py.",
        charset="utf-8",
        creation_date=COLLECTED,
    )
    for texts in (texts_of_python(), texts_of_forms(), texts_of_refusals()):
        for file, message in texts:
            catalog.add(message, locations=[(file, 0)])
    return catalog


def written(catalog: Catalog) -> bytes:
    stream = io.BytesIO()
    write_po(stream, catalog, width=120, sort_output=True, include_lineno=False)
    return stream.getvalue()


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def main(words: list[str]) -> int:
    catalog = collected()
    if "--check" not in words:
        TEMPLATE.parent.mkdir(parents=True, exist_ok=True)
        TEMPLATE.write_bytes(written(catalog))
        print(f"{relative(TEMPLATE)}: {len(catalog)} texts")
        return 0
    with TEMPLATE.open("rb") as file:
        known = {message.id for message in read_po(file)}
    now = {message.id for message in catalog}
    for text in sorted(map(str, now - known)):
        print(f"missing in {relative(TEMPLATE)}: {text}")
    for text in sorted(map(str, known - now)):
        print(f"no longer a text: {text}")
    return 1 if now != known else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
