"""Reading who arrives: what is read, and a sentence that names the line for whatever cannot be."""

import pytest

from roomflow.domain.events import Wish
from roomflow.rehearsal.arrivals import Arrival, read_arrivals
from roomflow.rehearsal.files import RehearsalError
from tests.rehearsal.played import sample

HEADER = "at,people,accessible,wish\n"


def test_the_sample_has_445_people_in_256_parties() -> None:
    arrivals = read_arrivals(sample("evening.csv"))
    assert (len(arrivals), sum(arrival.people for arrival in arrivals)) == (256, 445)
    assert arrivals[0] == Arrival(2, 17 * 3600 + 15 * 60, 2, 0, Wish.CHAMBER)


def test_parties_are_taken_in_the_order_of_their_times() -> None:
    arrivals = read_arrivals((HEADER + "17:20,1,0,any\n17:15:30,2,1,chamber\n").encode())
    assert [(a.line, a.second) for a in arrivals] == [(3, 62130), (2, 62400)]


def test_a_byte_order_mark_blank_lines_windows_ends_and_another_order_of_columns_are_read() -> None:
    data = "\ufeffwish,at,people,accessible\r\n\r\nany,17:15:00,2,0\r\n,,,\r\n".encode()
    assert read_arrivals(data) == (Arrival(3, 62100, 2, 0, Wish.ANY),)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (HEADER + "25:15:00,1,0,any\n", "line 2: “25:15:00” is no time; write it like 17:15:00."),
        (HEADER + "17:15:00,1,0,any\n17.20,1,0,any\n", "line 3: “17.20” is no time"),
        (HEADER + "17:15:00,0,0,any\n", "line 2: a party has from 1 to 6 people, not 0"),
        (HEADER + "17:15:00,50,0,any\n", "line 2: a party has from 1 to 6 people, not 50"),
        (HEADER + "17:15:00,-1,0,any\n", "line 2: “-1” in the column “people” is no whole number."),
        (HEADER + "17:15:00,2.5,0,any\n", "line 2: “2.5” in the column “people” is no whole number."),
        (HEADER + "17:15:00,²,0,any\n", "line 2: “²” in the column “people” is no whole number."),
        (HEADER + "17:15:00,1,2,any\n", "line 2: 2 accessible places are more than 1 people need."),
        (HEADER + "17:15:00,1,0,balcony\n", "line 2: the wish “balcony” is not known; write one of any, chamber."),
        (HEADER + "17:15:00,1,0,\x1b[31mred and much longer than a line\n", "the wish “?[31mred and much lo…” is"),
        (HEADER + "17:15:00,1,0\n", "line 2: it has 3 values instead of 4."),
        (HEADER + '17:15:00,1,0,"any\n', "line 2: this is not valid CSV"),
        ("at,people,wish\n17:15:00,1,any\n", "line 1: the column “accessible” is missing; the columns are at, people,"),
        ("at,at,people,accessible,wish\n", "line 1: the column “at” stands there twice"),
        ("at,people,accessible,wish,name\n", "line 1: there is no column “name”"),
        ("", "The arrivals file is empty."),
        (" \r\n", "The arrivals file is empty."),
    ],
)
def test_bad_text_is_refused_with_a_sentence_that_names_the_line(data: str, sentence: str) -> None:
    with pytest.raises(RehearsalError) as refused:
        read_arrivals(data.encode())
    assert sentence in str(refused.value)
    assert str(refused.value).startswith("The arrivals file")
    assert str(refused.value).endswith(".")


def test_a_file_with_nothing_below_its_first_line_is_an_evening_to_which_nobody_comes() -> None:
    assert read_arrivals(HEADER.encode()) == ()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "The arrivals file is not a text file."),
        (HEADER.encode() + b"17:15:00,1,0,a\xffny\n", "The arrivals file is not text in UTF-8 (line 2)."),
        (b"\xff\xfea\0t\0", "The arrivals file is not a text file."),
    ],
)
def test_a_file_that_is_no_text_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(RehearsalError) as refused:
        read_arrivals(data)
    assert str(refused.value) == sentence
