"""A page comes of every record on every computer: letters that no font has are written out as their codes."""

import io
import json
import sys
from typing import Any

import pypdf
import pytest
import typst

from roomflow.reports.paper_text import all_written_out, has_letter, written_out
from roomflow.reports.pdf_file import as_pdf
from roomflow.reports.record import Record, record_of
from tests.reports.stored import stored_entries

LETTERS = [letter for code in range(sys.maxunicode + 1) if has_letter(letter := chr(code))]
FONTS_OF_TYPST = typst.Fonts(include_system_fonts=False)
SOURCE = b'#set document(title: "x")\n#set text(font: ("Libertinus Serif"))\n#json(bytes(sys.inputs.data)).join("\\n")'


def set_on_paper(letters: list[str]) -> bytes:
    made = typst.compile(
        SOURCE,
        format="pdf",
        font_paths=FONTS_OF_TYPST,
        sys_inputs={"data": json.dumps(letters)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(made, bytes)
    return made


def test_typsts_own_fonts_have_every_letter_that_is_left_as_it_is() -> None:
    assert len(LETTERS) > 900
    assert set_on_paper(LETTERS).startswith(b"%PDF")


def test_negative_control_a_letter_that_is_written_out_is_refused_by_typst() -> None:
    with pytest.raises(typst.TypstError, match="PDF/UA"):
        set_on_paper(["\U0001f600"])


@pytest.mark.parametrize(
    ("typed", "paper"),
    [
        ("Sala de día, ¿quién?", "Sala de día, ¿quién?"),
        ("a\nb", "a\nb"),
        ("ok \U0001f600", "ok [U+1F600]"),
        ("e\u0301", "e[U+0301]"),
        ("\u4f1a", "[U+4F1A]"),
        ("é\u0007", "é[U+0007]"),
    ],
)
def test_a_letter_no_font_has_is_written_as_its_code(typed: str, paper: str) -> None:
    assert written_out(typed) == paper


def test_it_is_done_to_every_text_of_a_value_and_to_nothing_else() -> None:
    assert all_written_out({"a": ["\u4f1a", 3, None, True], "b": {"c": "x"}}) == {
        "a": ["[U+4F1A]", 3, None, True],
        "b": {"c": "x"},
    }


def record_with(station: str) -> Record:
    entries = list(stored_entries())
    marked = next(index for index, entry in enumerate(entries) if entry.kind == "marked")
    entries[marked] = entries[marked]._replace(details={**entries[marked].details, "words": station})
    return record_of(1, entries, "ab" * 32)


def words_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_a_computer_without_fonts_sets_the_record_and_says_which_letter_it_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    all_fonts = typst.Fonts

    def own_fonts(**_: Any) -> typst.Fonts:
        return all_fonts(include_system_fonts=False)

    monkeypatch.setattr("typst.Fonts", own_fonts)
    assert "[U+1F600]" in words_of(as_pdf(record_with("Doors open \U0001f600"))).replace("\n", "")
    plain = words_of(as_pdf(record_with("Doors open, día")))
    assert "día" in plain
    assert "[U+" not in plain
