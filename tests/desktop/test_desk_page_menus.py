"""The menus of the Desk page: what can be done with a ticket, a room, a hold, and where else a party may go."""

from types import MappingProxyType

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from roomflow.desktop.basis.wording import Now
from roomflow.desktop.desk.menus import Asking, holds_menu, other_room_menu, ticket_menu
from roomflow.desktop.desk.room_menu import room_menu
from roomflow.desktop.widgets.space_rows import RoomRow
from roomflow.domain.commands import (
    Back,
    Call,
    DeferHeadCount,
    Leave,
    Miss,
    MoveHold,
    OpenSpace,
    ReleaseHold,
    ReleaseRecess,
    Reprint,
    Return,
    Seat,
    SeatSpeaker,
    SetOnDeck,
    Split,
    StepOut,
)
from roomflow.domain.events import TicketState
from roomflow.domain.limits import ROLES, beyond
from roomflow.domain.meeting import HoldKind, Meeting
from tests.desktop.evenings import Evening, sample_building
from tests.desktop.scenes import desk_beyond, desk_closed, desk_count_first, desk_light, desk_on_deck, desk_saved
from tests.desktop.shown import Shown

# The offscreen platform says so for every window that is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

AGAIN = "Print again: the earlier slip is void"


class Offers:
    """What menus of a meeting ask for."""

    def __init__(self, meeting: Meeting) -> None:
        self.asked: list[object] = []
        now = Now(meeting.at, meeting.elapsed)
        self.asking = Asking(meeting, now, self.asked.append, lambda card, about: self.asked.append((card, about)))

    def of(self, menu: QMenu) -> dict[str, object]:
        """What each entry that can be chosen asks for; entries of a menu within come after its own words."""
        made: dict[str, object] = {}
        for action in menu.actions():
            inner = action.menu()
            if not action.isEnabled() or action.isSeparator():
                continue
            if isinstance(inner, QMenu):
                made |= {f"{action.text()} / {words}": command for words, command in self.of(inner).items()}
                continue
            action.trigger()
            made[action.text()] = self.asked.pop()
        return made


def _words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


# --- a ticket ----------------------------------------------------------------------------------------------


def test_the_menu_of_a_called_ticket(shown: Shown) -> None:
    meeting, _entry = desk_light()
    page, offers = shown.show(meeting), Offers(meeting)
    hold = meeting.tickets[112].hold
    assert hold is not None
    assert offers.of(ticket_menu(offers.asking, 112, page)) == {
        "Seat in Commission Chamber": Seat(112),
        "Seat, already counted at the door": Seat(112, already_counted=True),
        "Move to Overflow A, 7 free": MoveHold(hold, "Overflow A"),
        "Missed": Miss(112),
        "Left": Leave(112),
        AGAIN: Reprint(112),
    }


def test_a_room_that_cannot_seat_a_ticket_says_beside_its_name_how_it_stands(shown: Shown) -> None:
    meeting, _entry = desk_light()
    page, offers = shown.show(meeting), Offers(meeting)
    menu = ticket_menu(offers.asking, 127, page)
    greyed = [
        action.text() for action in menu.actions() if action.text().startswith("Seat in") and not action.isEnabled()
    ]
    assert "Seat in Commission Chamber, 0 free (not enough for 2 together)" in greyed
    assert "Seat in Overflow B, 1 free (not enough for 2 together)" in greyed


def test_the_menu_of_a_waiting_ticket_offers_rooms_with_places_enough_splitting_and_an_override(shown: Shown) -> None:
    meeting, _entry = desk_light()
    page, offers = shown.show(meeting), Offers(meeting)
    assert offers.of(ticket_menu(offers.asking, 127, page)) == {
        "Call to Overflow A, 7 free": Call(127, "Overflow A"),
        "Override…": ("override", 127),
        "Seat in Overflow A, 7 free": Seat(127, "Overflow A"),
        "Split into two tickets / 1 person and 1 person": Split(127, 1),
        "Left": Leave(127),
        AGAIN: Reprint(127),
    }


def test_a_room_that_waits_for_its_count_can_be_chosen_for_nobody_and_says_so(shown: Shown) -> None:
    meeting, _entry = desk_count_first()
    page, offers = shown.show(meeting), Offers(meeting)
    menu = ticket_menu(offers.asking, 113, page)
    assert "Call to Overflow A, 3 free, count first" in _words(menu)
    assert not any("Overflow A" in words for words in offers.of(menu))


def test_the_menu_of_a_ticket_with_saved_places_says_how_many_and_how_long(shown: Shown) -> None:
    meeting, _entry = desk_saved()
    page, offers = shown.show(meeting), Offers(meeting)
    menu = ticket_menu(offers.asking, 110, page)
    assert _words(menu)[0] == "Ticket 110: 2 of 4 places saved in Overflow A, 7:20 left"
    split = next(action for action in menu.actions() if action.text() == "Split into two tickets")
    assert not split.isEnabled(), "what is saved for a party is saved for the whole of it"


def test_the_menu_of_a_missed_ticket_takes_it_back(shown: Shown) -> None:
    evening = Evening(sample_building(), "18:30:00")
    evening.ticket(140, 2, "18:00:00", state=TicketState.MISSED)
    meeting = evening.meeting()
    page, offers = shown.show(meeting), Offers(meeting)
    made = offers.of(ticket_menu(offers.asking, 140, page))
    assert made == {"Back: first in line": Back(140), "Left": Leave(140), AGAIN: Reprint(140)}
    model = page.line_table.line_model
    assert [model.data(model.index(0, column)) for column in (0, 2)] == ["140", "missed its call"]


# --- a party on the way --------------------------------------------------------------------------------------


def test_other_room_moves_the_party_on_the_way(shown: Shown) -> None:
    evening = Evening(sample_building(), "18:00:00")
    sent = evening.sent(2, "Overflow A", "17:59:50")
    offers = Offers(evening.meeting())
    made = offers.of(other_room_menu(offers.asking, str(sent.seq), shown.page))
    assert made["Overflow B, 47 free"] == MoveHold(str(sent.seq), "Overflow B")


def test_other_room_offers_no_places_that_the_line_has_the_first_claim_on(shown: Shown) -> None:
    evening = Evening(sample_building(), "18:00:00")
    sent = evening.sent(2, "Overflow A", "17:59:50")
    evening.figures({"Overflow B": (41, 0)})
    for number in range(101, 104):
        evening.ticket(number, 2, "17:50:00")
    offers = Offers(evening.meeting())
    menu = other_room_menu(offers.asking, str(sent.seq), shown.page)
    assert "Overflow B, 6 free, for those in line" in _words(menu)
    assert "Overflow C, 31 free" in offers.of(menu), "more is free there than the line may claim"


# --- a room --------------------------------------------------------------------------------------------------


def test_the_menu_of_a_room_that_waits_for_its_count_puts_it_off_on_somebodys_word(shown: Shown) -> None:
    meeting, _entry = desk_count_first()
    page, offers = shown.show(meeting), Offers(meeting)
    made = offers.of(room_menu(offers.asking, "Overflow A", page))
    put_off = "Put the head count off 5 min / "
    assert {key: value for key, value in made.items() if not key.startswith(put_off)} == {
        "Head count…": ("head-count", "Overflow A"),
        "Somebody stepped out: place held 10 min": StepOut("Overflow A", 1),
        "Limit…": ("limit", "Overflow A"),
        "Reserved in use…": ("reserved", "Overflow A"),
        "Close this room…": ("close-room", "Overflow A"),
    }
    roles = [value for key, value in made.items() if key.startswith(put_off)]
    assert roles == [DeferHeadCount("Overflow A", role) for role in ROLES]
    assert made["Put the head count off 5 min / Fire official"] == DeferHeadCount("Overflow A", "fire-official")


def test_a_head_count_is_put_off_once_and_only_where_a_room_waits_for_it(shown: Shown) -> None:
    meeting, _entry = desk_count_first()
    page, offers = shown.show(meeting), Offers(meeting)
    once = room_menu(offers.asking, "Overflow B", page)
    assert "The head count was put off once already" in _words(once)
    counted = _words(room_menu(offers.asking, "Overflow C", page))
    assert not any("put" in words for words in counted)


def test_people_who_stepped_out_are_listed_with_what_is_left_of_their_time(shown: Shown) -> None:
    meeting, _entry = desk_saved()
    page, offers = shown.show(meeting), Offers(meeting)
    out = next(hold for hold in meeting.holds.values() if hold.kind is HoldKind.STEPPED_OUT)
    made = offers.of(room_menu(offers.asking, "Overflow A", page))
    assert made["Back: 1 person, 6:40 left"] == Return(out.id, 1)


def test_a_closed_room_can_be_opened_and_a_waiting_space_has_its_limit(shown: Shown) -> None:
    meeting, _entry = desk_closed()
    page, offers = shown.show(meeting), Offers(meeting)
    assert offers.of(room_menu(offers.asking, "Overflow A", page))["Open this room again"] == OpenSpace("Overflow A")
    assert list(offers.of(room_menu(offers.asking, "Lobby", page))) == ["Head count…", "Limit…", "Reserved in use…"]


def test_the_menu_of_a_room_has_the_balance_of_its_doors(shown: Shown) -> None:
    evening = Evening(sample_building(), "18:30:00")
    evening.figures({"Overflow A": (41, 0)})
    space = evening.draft.spaces["Overflow A"]
    doors = MappingProxyType(dict(zip(space.plan.doors, ((52, 2), (3, 14)), strict=True)))
    evening.draft.spaces["Overflow A"] = replace(space, doors=doors, found=-2)
    offers = Offers(evening.meeting())
    menu = room_menu(offers.asking, "Overflow A", shown.page)
    inner = next(action.menu() for action in menu.actions() if action.text() == "Doors: in, out, balance")
    assert isinstance(inner, QMenu)
    assert _words(inner) == [
        f"{space.plan.doors[0]}: 52 in, 2 out, +50",
        f"{space.plan.doors[1]}: 3 in, 14 out, −11",
        "Without a door: +4",
        "Found by head counts: −2",
        "Inside: 41",
    ]


# --- speakers ------------------------------------------------------------------------------------------------


def test_the_chambers_menu_seats_a_speaker_and_says_how_many_seats_are_on_deck(shown: Shown) -> None:
    meeting, _entry = desk_on_deck()
    page, offers = shown.show(meeting), Offers(meeting)
    menu = room_menu(offers.asking, "Commission Chamber", page)
    assert "3 of 5 on deck" in _words(menu)
    made = offers.of(menu)
    assert made["A speaker takes a seat on deck"] == SeatSpeaker()
    assert made["A speaker, already counted at the door"] == SeatSpeaker(already_counted=True)
    assert made["Hold seats on deck for speakers / none"] == SetOnDeck(0)
    assert made["Hold seats on deck for speakers / 4 seats"] == SetOnDeck(4)
    assert "Hold seats on deck for speakers / 5 seats" not in made, "it is so already"


def test_a_speaker_goes_from_another_room_or_from_the_line_as_far_as_seats_are_on_deck(shown: Shown) -> None:
    meeting, _entry = desk_on_deck()
    page, offers = shown.show(meeting), Offers(meeting)
    made = offers.of(room_menu(offers.asking, "Overflow A", page))
    assert made["A speaker goes from here to a seat on deck"] == SeatSpeaker(from_space="Overflow A")
    speaks = "Speaks next: seat on deck in Commission Chamber"
    assert offers.of(ticket_menu(offers.asking, 131, page))[speaks] == SeatSpeaker(131)
    assert offers.of(ticket_menu(offers.asking, 128, page))[speaks] == SeatSpeaker(128)
    large = ticket_menu(offers.asking, 132, page)
    assert speaks in _words(large)
    assert speaks not in offers.of(large), "four people, three seats"
    assert not any("speaker" in words for words in _words(room_menu(offers.asking, "Lobby", page)))


def test_the_chambers_row_says_how_many_seats_are_on_deck_and_which_stay_empty(shown: Shown) -> None:
    page = shown.show(desk_on_deck()[0])
    row = page.rooms_panel.row("Commission Chamber")
    assert isinstance(row, RoomRow)
    assert row.notice_label.text() == "3 of 5 on deck, 2 empty for 6 min"
    assert row.notice_label.property("type") == "warning"
    other = page.rooms_panel.row("Overflow A")
    assert isinstance(other, RoomRow)
    assert (other.notice_label.text(), other.notice_label.property("type")) == ("6 out, coming back", "quiet")


def test_who_is_out_for_the_recess_can_give_up_their_places_at_once(shown: Shown) -> None:
    meeting, _entry = desk_on_deck()
    page, offers = shown.show(meeting), Offers(meeting)
    menu = room_menu(offers.asking, "Overflow A", page)
    assert "6 out, coming back, the first for 10:00 more" in _words(menu)
    assert offers.of(menu)["Give back their places: they do not come back"] == ReleaseRecess("Overflow A")
    assert not any("recess" in words for words in _words(room_menu(offers.asking, "Overflow B", page)))


def test_a_seat_on_deck_past_a_lowered_limit_can_be_given_back(shown: Shown) -> None:
    meeting, _entry = desk_on_deck()
    hold = next(hold for hold in meeting.holds.values() if hold.kind is HoldKind.ON_DECK)
    offers = Offers(meeting)
    made = offers.of(holds_menu(offers.asking, [hold], shown.page))
    assert made == {"Give back the seat: one fewer on deck": ReleaseHold(hold.id)}


# --- promised past a limit -----------------------------------------------------------------------------------


def test_each_promise_past_a_limit_can_be_moved_or_given_back(shown: Shown) -> None:
    meeting, sent = desk_beyond()
    page, offers = shown.show(meeting), Offers(meeting)
    on_the_way, called = beyond(meeting)
    assert offers.of(holds_menu(offers.asking, [on_the_way], page)) == {
        "Move to Overflow A, 19 free": MoveHold(str(sent.seq), "Overflow A"),
        "Move to Overflow B, 17 free": MoveHold(str(sent.seq), "Overflow B"),
        "Give back the places": ReleaseHold(str(sent.seq)),
    }
    both = offers.of(holds_menu(offers.asking, [on_the_way, called], page))
    assert both["Ticket 113 called, 2 people / Missed: give back the places"] == Miss(113)
    assert both["4 people on the way / Give back the places"] == ReleaseHold(str(sent.seq))


def test_a_promise_that_was_kept_meanwhile_can_no_longer_be_decided(shown: Shown) -> None:
    meeting, _sent = desk_beyond()
    gone = replace(beyond(meeting)[0], id="9999")
    offers = Offers(meeting)
    menu = holds_menu(offers.asking, [gone], shown.page)
    assert _words(menu) == ["These places are no longer held."]
    assert offers.of(menu) == {}


def test_no_line_of_a_tickets_menu_reads_as_ticked(qtbot: QtBot) -> None:
    """A check before *Seat* looked as if the party sat already."""
    page = Shown(qtbot).show(desk_light()[0])
    assert page._meeting is not None
    menu = ticket_menu(page._asking(page._meeting), 112, page)
    seats = [action for action in menu.actions() if action.text().startswith("Seat")]
    assert len(seats) == 2
    assert all(action.icon().isNull() for action in seats)
    menu.deleteLater()
