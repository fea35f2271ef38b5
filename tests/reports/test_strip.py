"""The evening strip: every space, mark and count is in it, whatever was typed, however long the log is."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator

from roomflow.domain.building import building_from
from roomflow.domain.commands import Adjourn, Authority, BeginEmergency, EndEmergency, Mark, SaveHeadCount, Tap
from roomflow.reports.decision_figures import AgendaMark
from roomflow.reports.plain import shown
from roomflow.reports.record import Record, record_of
from roomflow.reports.series import at_moment
from roomflow.reports.strip import LETTER_WIDTH, alternative, strip
from roomflow.reports.strip_parts import Inks
from tests.domain.table import START, Table, small_building
from tests.reports.many import many_entries
from tests.reports.stored import stored_entries

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text")]


def shapes(svg: str, name: str, **wanted: str) -> Iterator[ET.Element]:
    for element in ET.fromstring(svg).iter(SVG + name):
        if all(element.get(key.replace("_", "-")) == value for key, value in wanted.items()):
            yield element


def record(table: Table) -> Record:
    return record_of(1, table.entries, "")


def test_every_space_with_a_limit_is_named_with_what_it_held_at_most() -> None:
    sample = record_of(1, stored_entries(), "")
    found = texts(strip(sample))
    for space in sample.spaces:
        assert (space.name in found) == (space.kind not in ("outside", "keep-clear")), space.name
    peaks = ["102", "69", "49", "32", "36", "60"]
    assert [text for text in found if text in peaks] == peaks


def test_every_head_count_is_a_diamond_and_every_mark_a_line_with_its_time() -> None:
    sample = record_of(1, stored_entries(), "")
    svg = strip(sample)
    diamonds = list(shapes(svg, "path", fill=Inks().ground))
    assert len(diamonds) == len(sample.head_counts) + 1  # and one in the legend
    assert {"Called to order 18:00", "Public comment 18:20", "Adjourned 21:00"} <= set(texts(svg))


def test_an_emergency_is_marked_in_the_strip_where_it_begins_and_where_it_ends() -> None:
    table = Table()
    assert "Emergency" not in strip(record(table))
    table.ask(BeginEmergency())
    table.wait(minutes=20)
    table.ask(EndEmergency(Authority("fire-official", "fire-official")))
    assert {"Emergency 17:15", "Emergency over 17:35"} <= set(texts(strip(record(table))))


def test_at_the_cursor_stand_the_figures_of_then() -> None:
    table = Table()
    table.ask(Tap("Chamber", 4))
    table.wait(minutes=10)
    table.ask(Tap("Chamber", -3))
    found = texts(strip(record(table), cursor=START + 5 * 60_000))
    assert "at 17:20" in found
    assert found[found.index("Chamber") + 2] == "4"


def test_labels_of_marks_that_lie_close_stand_on_lines_of_their_own() -> None:
    table = Table()
    table.ask(Mark("called-to-order"))
    for _ in range(3):
        table.wait(seconds=30)
        table.ask(Mark("recess"))
        table.wait(seconds=30)
        table.ask(Mark("resume"))
    table.wait(minutes=300)
    table.ask(Adjourn())
    marks = [each for each in shapes(strip(record(table)), "text", font_weight="bold") if " 1" in (each.text or "")]
    assert max(Counter(each.get("y") for each in marks).values()) <= 2


def test_no_label_of_a_mark_stands_where_the_most_inside_are_written() -> None:
    table = Table()
    table.wait(minutes=60)
    table.ask(Mark("item", "Item 6, the budget"))
    table.wait(seconds=30)
    table.ask(Mark("recess"))
    svg = strip(record(table))
    (most,) = (float(each.attrib["x"]) for each in shapes(svg, "text") if each.text == "most inside")
    begin = most - len("most inside") * LETTER_WIDTH
    labels = [each for each in shapes(svg, "text") if each.text and re.match(r"(Item|Recess) .*\d\d:\d\d$", each.text)]
    assert len(labels) == 2
    for each in labels:
        x, is_end = float(each.attrib["x"]), each.attrib.get("text-anchor") == "end"
        assert (x if is_end else x + len(each.text or "") * LETTER_WIDTH) <= begin, each.text


def test_offsets_into_the_recording_stand_beside_the_marks() -> None:
    from msgspec.structs import replace

    table = Table()
    table.ask(Mark("called-to-order"))
    sample = replace(record(table), agenda=(AgendaMark(START, "item", "Item 7", 3_723_000),))
    assert "Item 7 17:15 (1:02:03)" in texts(strip(sample))


def test_a_space_over_its_places_carries_a_sign_and_not_only_a_colour() -> None:
    table = Table()
    table.ask(Tap("A", 4))
    assert not list(shapes(strip(record(table)), "path", fill=Inks().over))
    table.ask(Tap("A", 1))
    assert len(list(shapes(strip(record(table)), "path", fill=Inks().over))) == 1


def test_keep_clear_is_drawn_only_where_somebody_was_in_it() -> None:
    table = Table()
    assert "Stairs" not in texts(strip(record(table)))
    table.ask(Tap("Stairs", 1))
    assert "Stairs" in texts(strip(record(table)))


def test_names_of_spaces_are_text_and_no_markup() -> None:
    building = building_from(
        {
            "name": "H",
            "timezone": "UTC",
            "spaces": [{"name": '<a href="x">&"\'', "kind": "chamber", "limit": 5}],
        }
    )
    table = Table(building)
    svg = strip(record(table))
    assert '<a href="x">&"\'' in texts(svg)
    assert not list(shapes(svg, "a"))


def test_marks_that_turn_writing_round_and_controls_become_blanks_and_long_text_is_cut() -> None:
    assert shown("a\u202eb\x00c\nd") == "a b c d"
    assert len(shown("x" * 10_000)) == 200


def test_a_strip_of_100_000_entries_is_no_larger_than_its_picture_needs() -> None:
    svg = strip(record_of(1, many_entries(100_000), ""))
    assert len(svg) < 200_000


def test_the_words_instead_of_the_picture_say_the_peak_of_every_room() -> None:
    words = alternative(record_of(1, stored_entries(), ""))
    assert "Commission Chamber: at most 102 of 102 public places, at 17:40." in words
    assert "32 head counts, 61 calls." in words


def test_an_evening_of_nothing_and_one_of_a_week_have_a_strip() -> None:
    assert "17:15" in texts(strip(record(Table())))
    table = Table()
    table.wait(minutes=60 * 24 * 7)
    table.ask(Tap("Chamber", 1))
    ticks = [text for text in texts(strip(record(table))) if ":" in text]
    assert 4 <= len(ticks) <= 15


def test_the_series_are_the_counts_of_the_fold() -> None:
    table = Table(small_building(20))
    for people in (3, 2, -1, 4):
        table.wait(minutes=1)
        table.ask(Tap("Chamber", people))
    table.ask(SaveHeadCount("Chamber", 7))
    series = record(table).series["Chamber"]
    assert [people for _, people in series.inside] == [0, 3, 5, 4, 8, 7]
    assert at_moment(series.inside, START + 2 * 60_000) == 5
    assert series.head_counts == [(START + 4 * 60_000, 7)]
