"""The PDF: tagged, in order, with heads of tables and words instead of the picture, as two readers of PDF see it."""

import functools
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from roomflow.assets import resource
from roomflow.reports.files import ReportError
from roomflow.reports.minutes import minutes_paragraph
from roomflow.reports.pdf_file import as_pdf
from roomflow.reports.record import Record, record_of
from roomflow.reports.strip import alternative
from roomflow.reports.summary import summary
from roomflow.tongues import SPOKEN, Tongue
from tests.reports.reading import plain
from tests.reports.stored import FULL, SAMPLE, stored_entries, stored_head

APART_POINTS = 10
"""From where a cell begins to where the next one on its line does."""
HEAD_LINE = " ".join(stored_head()[at : at + 8] for at in range(0, 64, 8))


@functools.cache
def sample() -> tuple[Record, bytes]:
    record = record_of(1, stored_entries(), stored_head())
    return record, as_pdf(record, "First Member\nSecond Member")


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pikepdf.Pdf]:
    path = tmp_path_factory.mktemp("pdf") / "record.pdf"
    path.write_bytes(sample()[1])
    with pikepdf.open(path) as opened:
        yield opened


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def kinds(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]


def test_it_is_tagged_and_says_that_it_is_pdf_ua_with_title_and_language(pdf: pikepdf.Pdf) -> None:
    assert bool(pdf.Root.MarkInfo.Marked)
    assert str(pdf.Root.Lang) == "en"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Rehearsal, Tuesday, 13 January 2026"


def test_headings_follow_each_other_without_a_gap(pdf: pikepdf.Pdf) -> None:
    headings = [kind for kind in kinds(pdf) if kind in ("/H1", "/H2", "/H3")]
    assert headings[0] == "/H1"
    assert set(headings[1:]) == {"/H2"}
    assert len(headings) == 15


def test_every_table_begins_with_head_cells_that_say_what_they_head(pdf: pikepdf.Pdf) -> None:
    tables = [element for element in elements(pdf.Root.StructTreeRoot) if element.S == "/Table"]
    assert len(tables) == 7  # of decisions there were none
    for table in tables:
        heads = [element for element in elements(table) if element.S == "/TH"]
        assert heads
        rows = [element for element in elements(table) if element.S == "/TR"]
        assert {str(cell.S) for cell in elements(rows[0])} >= {"/TH"}
        for head in heads:
            given = head.A if isinstance(head.A, pikepdf.Array) else [head.A]
            assert any(str(each.get("/Scope", "")) == "/Column" for each in given)


def test_the_strip_has_words_in_its_place(pdf: pikepdf.Pdf) -> None:
    figures = [element for element in elements(pdf.Root.StructTreeRoot) if element.S == "/Figure"]
    assert figures
    assert {str(figure.Alt) for figure in figures} == {alternative(sample()[0])}


def test_every_page_is_read_in_the_order_of_its_structure_and_what_is_not_is_an_artifact(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        assert str(page.get("/Tabs", "/S")) == "/S"
        marked = 0
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            if name in ("BDC", "BMC"):
                depth += 1
                marked += "/MCID" in operands[1] if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else 0
            elif name == "EMC":
                depth -= 1
            elif name in ("Tj", "TJ"):
                assert depth, "text that is neither tagged nor an artifact"
        assert marked


def test_all_letters_are_in_the_file(pdf: pikepdf.Pdf) -> None:
    fonts = [font for page in pdf.pages for _, font in page.Resources.Font.items()]
    assert fonts
    for font in fonts:
        assert "/ToUnicode" in font
        (inner,) = font.DescendantFonts
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.FontDescriptor.keys())


def test_nothing_in_it_runs_or_leads_anywhere(pdf: pikepdf.Pdf) -> None:
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
    assert [page for page in pdf.pages if "/URI" in repr(page.get("/Annots"))] == []
    assert "/JavaScript" not in pdf.Root.get("/Names", {})


@functools.cache
def pages() -> list[str]:
    """The text of each page as another reader sees it."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(sample()[1])).pages]


def test_a_second_reader_finds_title_paragraphs_page_numbers_and_the_head() -> None:
    record, _ = sample()
    assert "Rehearsal, Tuesday, 13 January 2026" in pages()[0]
    text = " ".join(pages())
    for language in ("en", "es"):
        assert minutes_paragraph(record, language)[:60] in text
    assert "Members of the body present First Member Second Member" in text
    for number, page in enumerate(pages(), 1):
        assert f"Page {number} / {len(pages())}" in page
        assert f"Head of the log: {stored_head()[:16]}" in page
    assert HEAD_LINE in text


def test_the_figures_on_paper_are_those_of_the_other_files() -> None:
    record, _ = sample()
    text = " ".join(pages())
    for figure in summary(record):
        if isinstance(figure.value, int) and figure.unit != "s":
            assert f"{figure.label} {figure.value}" in text
        elif isinstance(figure.value, str):
            assert f"{figure.label} {str(plain('value', figure.value))[11:]}" in text


@pytest.mark.parametrize("name", [SAMPLE, FULL])
@pytest.mark.parametrize("language", SPOKEN)
def test_no_two_columns_begin_at_one_place(name: str, language: str) -> None:
    """Spanish words are longer: a column that took what was left had nothing, and lay under the next one."""
    entries = stored_entries(name)
    written = as_pdf(record_of(1, entries, stored_head(name)), "", Tongue(language).text, language)
    for page in pypdf.PdfReader(io.BytesIO(written)).pages[1:]:  # the first has the picture, whose letters stand alone
        lines: dict[int, list[tuple[float, str]]] = {}

        def note(text: str, current: list[float], matrix: list[float], *_font: object, lines: Any = lines) -> None:
            if text.strip():
                x, y = (matrix[4 + at] * current[3 * at] + current[4 + at] for at in (0, 1))
                lines.setdefault(round(y), []).append((x, text.strip()))

        page.extract_text(visitor_text=note)
        for begun in lines.values():
            for (x, one), (after, other) in pairwise(sorted(begun)):
                assert after - x >= APART_POINTS, f"“{one}” and “{other}”"


def test_practice_stands_on_every_page() -> None:
    assert all("PRACTICE" in page for page in pages())


def test_the_same_record_gives_the_same_bytes() -> None:
    record, made = sample()
    assert as_pdf(record, "First Member\nSecond Member") == made


def test_what_typst_refuses_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    template = tmp_path / "untitled.typ"
    template.write_text("= A heading and no title of the document")
    monkeypatch.setattr("roomflow.reports.pdf_file.resource", lambda *_: template)
    with pytest.raises(ReportError, match=r"The PDF cannot be made: .*PDF/UA.*\."):
        as_pdf(sample()[0])


def test_negative_control_typsts_own_check_of_pdf_ua_is_on() -> None:
    # Without a title, and with a picture that has no words, Typst makes no PDF/UA.
    import typst

    with pytest.raises(typst.TypstError, match="PDF/UA"):
        typst.compile(b"= A heading", format="pdf", pdf_standards=["ua-1"])


def test_the_template_sets_text_and_never_evaluates_it() -> None:
    source = resource("reports", "record.typ").read_text(encoding="utf-8")
    assert "eval(" not in source
    assert "link(" not in source
