"""The words of the desk in a browser: those of the desk's own window."""

from __future__ import annotations

from roomflow import list_words
from roomflow.domain.agenda import TURN_AWAY_REASONS
from roomflow.domain.limits import REASONS, ROLES, WORDS_CHARACTERS_MAX
from roomflow.tongues import Tongue


def desk(tongue: Tongue) -> dict[str, object]:
    _, both = tongue.text, tongue.both
    return {
        "figures": _("{inside} inside, {held} held, of {places} public places"),
        "free_figure": both("{n} free", "{n} free"),
        "inside_of": _("*{inside}* inside + *{held}* held of *{places}*"),
        "limit": _("posted limit {limit}, {reserved} reserved"),
        "limit_only": _("posted limit {limit}"),
        "free_word": both("place: free", "places: free"),
        "over_word": _("over"),
        "ticket": _("Ticket {number}"),
        "first": _("first in line"),
        "ahead": both("{n} person ahead", "{n} people ahead"),
        "to_arrive": both("{n} place held, {time} to arrive", "{n} places held, {time} to arrive"),
        "people": both("{n} person", "{n} people"),
        "line": _("{parties}, {people}"),
        "parties": both("{n} party", "{n} parties"),
        "ticket_state": {
            "waiting": _("waiting"),
            "called": _("called"),
            "missed": _("missed"),
            "seated": _("seated"),
        },
        "any": _("any room"),
        "chamber": _("chamber"),
        "waited": _("waited {minutes} min"),
        "just_now": _("waited under 1 min"),
        "left": _("{time} left"),
        "seat": _("Seat"),
        "missed": _("Missed"),
        "back": _("Back"),
        "all_tickets": both("All {n} ticket", "All {n} tickets"),
        "fewer_tickets": _("Fewer tickets"),
        "done": _("Recorded"),
        "awaited": _("The answer is still awaited: nothing was sent by this key. Press it again afterwards."),
        "foreign_code": _("Not a ticket: this code is on something else. Nobody was sent by it."),
        "undo": _("Undo"),
        "undo_in": _("Undo, {seconds} s"),
        "scan_waits": _("Scanned. The answer stands here as soon as the desk is heard."),
        "too_many_scans": _("Too many scans wait for the desk: this one was not kept. Scan it again."),
        "counted_first": _("Count first: nobody is invited before."),
        **_next_move(tongue),
        **_waiting_spaces(tongue),
        **_ticket_card(tongue),
        **_override(tongue),
        **_turned_away(tongue),
    }


def _next_move(tongue: Tongue) -> dict[str, object]:
    """Beside *Call next*: whom it calls and to which room, or why nobody."""
    _, both = tongue.text, tongue.both
    return {
        "next_tickets": _("{tickets}, {people}"),
        "next_free": both("{free} free in {space}", "{free} free in {space}"),
        "next_to": _("to {spaces}"),
        "next_more": _("*{first}* and {more} more").replace("*", ""),
        "next_people": _("{people} to {spaces}"),
        "next_has": [form.replace("*", "") for form in both("*{room}* has {n} free", "*{room}* has {n} free")],
        "next_counted": _("but must be counted first"),
        "no_next": {
            "adjourned": _("the meeting is adjourned"),
            "emergency": _("emergency"),
            "not-clear": _("{space} is not clear"),
            "stopped": _("invitations are stopped"),
            "nobody": _("nobody is waiting"),
            "none-fits": _("none fits right now"),
        },
    }


def _waiting_spaces(tongue: Tongue) -> dict[str, object]:
    _, both = tongue.text, tongue.both
    return {
        "of_places": _("*{inside}* of {places}"),
        "clear_words": _("kept clear, limit {limit}"),
        "there": both("{n} person there; keep it clear", "{n} people there; keep it clear"),
        "unmatched": both("{n} exit without an entry.", "{n} exits without an entry."),
        "waits_in": _("A new ticket waits in {space}."),
        "waits_outside": _("The waiting spaces are full: a new ticket waits outside, in earshot."),
        "in_at": _("{space}: one in"),
        "out_at": _("{space}: one out"),
    }


def _ticket_card(tongue: Tongue) -> dict[str, object]:
    _ = tongue.text
    return {
        "more": _("Ticket {number}: what can be done"),
        "override": _("Override…"),
        "print": _("Print"),
        "print_again": _("Print again"),
        "other_room": _("Other room"),
    }


def _turned_away(tongue: Tongue) -> dict[str, object]:
    _, both = tongue.text, tongue.both
    reasons = list_words.turn_away_reasons(_)
    return {
        "away_reasons": [[reason, reasons[reason]] for reason in TURN_AWAY_REASONS],
        "away_number": _("Type how many people it were, as a number."),
        "away_free": both(
            "{n} place is free: turning people away is wrong now. Send them in, or give them a ticket.",
            "{n} places are free: turning people away is wrong now. Send them in, or give them a ticket.",
        ),
        "away_count": both(
            "Count {rooms} first: {n} place may be free there.", "Count {rooms} first: {n} places may be free there."
        ),
    }


def _override(tongue: Tongue) -> dict[str, object]:
    """Who says so, and why: the lists of the rules, in words."""
    _ = tongue.text
    roles, reasons = list_words.roles(_), list_words.reasons(_)
    note = _("A note, at most {most} characters. No names of attendees.")
    return {
        "roles": [[role, roles[role]] for role in ROLES],
        "reasons": [[reason, reasons[reason]] for reason in REASONS],
        "choose": _("Choose…"),
        "override_title": _("Override: call ticket {number}"),
        "choose_room": _("Choose the room."),
        "choose_role": _("Choose who says so."),
        "choose_reason": _("Choose the reason."),
        "note": note.format(most=WORDS_CHARACTERS_MAX),
        "call_number": _("Call {number}"),
    }
