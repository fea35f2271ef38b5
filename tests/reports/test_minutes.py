"""The paragraph for the minutes: true sentences, hedged where nobody counted, in English and in Spanish."""

import pytest

from roomflow.domain.commands import (
    Adjourn,
    Authority,
    BeginEmergency,
    EndEmergency,
    Mark,
    SaveHeadCount,
    Tap,
    TurnAway,
    Undo,
)
from roomflow.reports.minutes import (
    LANGUAGES,
    SPANISH,
    date_words,
    duration_words,
    members_field,
    minutes_paragraph,
)
from roomflow.reports.record import record_of
from tests.domain.table import Table
from tests.reports.stored import stored_entries
from tests.reports.test_tables import texts


def paragraph(table: Table, language: str = "en") -> str:
    return minutes_paragraph(record_of(1, table.entries, ""), language)


def test_the_paragraph_of_a_short_evening_reads_as_a_person_would_write_it() -> None:
    table = Table()
    table.wait(minutes=45)
    table.ask(Mark("called-to-order"))
    table.ask(Tap("Chamber", 6))
    table.ask(SaveHeadCount("Chamber", 6))
    table.ask(TurnAway(1, "left-by-choice"))
    table.wait(minutes=60)
    table.ask(Adjourn())
    assert paragraph(table) == (
        "City Commission met on Tuesday, 13 January 2026 in Small hall. The meeting was called to order at 18:00. "
        "It adjourned at 19:00. Chamber reached its public limit of 6 at 18:00. The most people in the rooms for the "
        "public at one time were 6, at 18:00, of 13 public places. Nobody had to wait for a place. "
        "1 person was turned away."
    )
    assert paragraph(table, SPANISH) == (
        "City Commission se reunió el martes 13 de enero de 2026 en Small hall. La sesión se abrió a las 18:00. "
        "Se levantó a las 19:00. Chamber alcanzó su límite público de 6 a las 18:00. La mayor cantidad de personas al "
        "mismo tiempo en las salas para el público fue de 6, a las 18:00, de 13 lugares. Nadie tuvo que esperar un "
        "lugar. No pudo entrar 1 persona."
    )


def test_approximately_stands_before_a_count_that_nobody_confirmed() -> None:
    table = Table()
    table.ask(Tap("Chamber", 3))
    assert "were approximately 3" in paragraph(table)
    table.ask(SaveHeadCount("Chamber", 3))
    assert "approximately" not in paragraph(table)


def test_a_room_over_its_places_is_said_and_never_as_a_fault_of_somebody() -> None:
    table = Table()
    table.ask(Tap("A", 6))
    assert "In A approximately 2 people more than its 4 public places were counted, at 17:15." in paragraph(table)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_evening_with_nobody_has_a_paragraph(language: str) -> None:
    words = paragraph(Table(), language)
    assert ("No member of the public was counted in." in words) == (language == "en")
    assert "{" not in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_evening_is_marked_as_practice_and_names_no_code(language: str) -> None:
    words = minutes_paragraph(record_of(1, stored_entries(), ""), language)
    assert words.startswith(("PRACTICE", "PRÁCTICA"))
    assert [code for code in texts(stored_entries()) if code in words] == []


def test_members_of_the_body_are_a_field_of_their_own_and_never_in_the_paragraph() -> None:
    assert members_field("  First Member \n\n\x00Second\u202e Member") == (
        "Members of the body present",
        "First Member\nSecond  Member",
    )
    assert members_field("", SPANISH) == ("Miembros del órgano presentes", "")


def test_dates_and_durations_are_words() -> None:
    assert date_words("2026-07-04") == "Saturday, 4 July 2026"
    assert date_words("2026-07-04", SPANISH) == "sábado 4 de julio de 2026"
    assert date_words("soon") == "soon"
    assert [duration_words(ms) for ms in (0, 59_000, 3_720_000)] == ["0 min", "1 min", "1 h 2 min"]


OVER = Authority("fire-official", "fire-official")


def test_the_paragraph_names_each_emergency_with_its_beginning_and_its_end() -> None:
    table = Table()
    table.wait(minutes=45)
    table.ask(BeginEmergency())
    assert "An emergency was declared at 18:00; from then on nobody was invited in." in paragraph(table)
    assert "Se declaró una emergencia a las 18:00; desde entonces" in paragraph(table, SPANISH)
    table.wait(minutes=20)
    table.ask(EndEmergency(OVER))
    words = "An emergency was declared at 18:00 and ended at 18:20; meanwhile nobody was invited in."
    assert words in paragraph(table)
    assert "Se declaró una emergencia a las 18:00, que terminó a las 18:20; entretanto" in paragraph(table, SPANISH)
    table.wait(minutes=10)
    table.ask(BeginEmergency())
    assert f"{words} An emergency was declared at 18:30; from then on" in paragraph(table)


def test_an_emergency_that_was_taken_back_is_in_no_paragraph() -> None:
    table = Table()
    table.ask(Undo(table.ask(BeginEmergency())[0].request))
    assert "emergency" not in paragraph(table)
    assert "emergencia" not in paragraph(table, SPANISH)
