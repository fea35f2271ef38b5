"""What the two pages of the public say: filled in here, so that they need no script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from roomflow import public_words
from roomflow.domain.events import Wish
from roomflow.domain.forecast import WaitKind, WaitRange
from roomflow.domain.public import PublicState
from roomflow.tongues import BETWEEN, Tongue

Words = Mapping[str, Any]
STILL_IN_LINE: Final = ("waiting", "called", "missed")
"""The states of a ticket whose holder is still to come in."""


def public_values(picture: Words, tongue: Tongue) -> dict[str, object]:
    """The values of public.html from the picture of /status.json. Of several meetings each part says whose it is."""
    meetings = picture["meetings"]
    names = [meeting["meeting"] for meeting in meetings]
    buildings = BETWEEN.join(dict.fromkeys(meeting["building"] for meeting in meetings))
    is_one = len(meetings) == 1
    # In an emergency the figures have no room and no wait: nobody is invited.
    going_on = [meeting for meeting in meetings if meeting["state"] != PublicState.EMERGENCY]
    return {
        "title": names[0] if is_one else buildings or "roomflow",
        "below": buildings if is_one else BETWEEN.join(names),
        "time": picture["time"],
        "practice": public_words.practice(tongue) if any(meeting["practice"] for meeting in meetings) else "",
        "messages": _messages(meetings, tongue),
        "invites": bool(going_on) or not meetings,
        "nobody": public_words.nobody_message(tongue),
        "notice": public_words.notice(tongue),
        "calls": _calls(meetings, tongue),
        "groups": [
            {
                "name": "" if is_one else meeting["meeting"],
                "rooms": [_room(room, tongue) for room in meeting["rooms"]],
                "waits": [wait_words(wait, tongue) for wait in meeting["waits"]],
            }
            for meeting in going_on
        ],
    }


def _messages(meetings: Sequence[Words], tongue: Tongue) -> list[dict[str, str]]:
    """What everybody is told of each meeting as a whole; nothing of one that simply goes on."""
    if not meetings:
        meetings = [{"meeting": "", "state": PublicState.ENDED}]
    said = [(each["meeting"], public_words.state_message(tongue, PublicState(each["state"]))) for each in meetings]
    is_same = len({message for _name, message in said}) == 1  # an emergency is one of the whole building: told once
    return [
        {"of": "" if is_same else name, "title": message.title, "body": message.body}
        for name, message in (said[:1] if is_same else said)
        if message is not None
    ]


def _calls(meetings: Sequence[Words], tongue: Tongue) -> list[dict[str, object]]:
    """The calls of all meetings, the newest first; each with its meeting's name where there are several."""
    calls = sorted(
        ((call, meeting["meeting"]) for meeting in meetings for call in meeting["calls"]),
        key=lambda one: (one[0]["ago_ms"], -one[0]["call"]),
    )
    return [{"of": name if len(meetings) > 1 else "", **_call(call, tongue)} for call, name in calls]


def _call(call: Words, tongue: Tongue) -> dict[str, object]:
    here = {name: call[name][tongue.language] for name in ("name", "floor", "where", "way")}
    return {"number": call["ticket"], "arrow": _ARROWS.get(call["arrow"] or "", ""), **here}


_ARROWS = {"straight": "arrow-up", "up": "arrow-up", "left": "arrow-left", "right": "arrow", "down": "arrow-down"}


def _room(room: Words, tongue: Tongue) -> dict[str, object]:
    state = room["state"]
    share = 100 / max(1, room["limit"])
    return {
        "name": room["name"][tongue.language],
        "floor": room["floor"][tongue.language],
        "free": room["free"],
        "state": state,
        "word": public_words.state_word(tongue, state),
        "inside": min(100.0, room["inside"] * share),
        "held": min(100.0, room["held"] * share),
        "reserved": min(100.0, room["reserved"] * share),
    }


def wait_words(wait: Words, tongue: Tongue) -> dict[str, str]:
    """A wait for a wish: its name, the range, the reason."""
    known = WaitRange(wait["low"], wait["high"], wait["freed"], WaitKind(wait["kind"]))
    return {
        "name": public_words.wish_words(tongue, Wish(wait["wish"])),
        "figure": public_words.wait_figure(known),
        "reason": public_words.wait_reason(tongue, known),
    }


def ticket_values(ticket: Words, tongue: Tongue) -> dict[str, object]:
    """The values of ticket.html from the answer of /t/CODE.json; an unknown code has the same few."""
    state = ticket["state"]
    known = state != "unknown"
    title, further = _ticket_state(ticket, tongue)
    return {
        "known": known,
        "state": state,
        "meeting": ticket["meeting"] if known else "",
        "number": ticket["ticket"] if known else "",
        "title": title,
        "further": further,
        "people": tongue.plural("{n} person", "{n} people", ticket["people"]).format(n=ticket["people"])
        if known
        else "",
        "wait": _ticket_wait(ticket, tongue) if state == "waiting" else None,
        "calls": ticket["calls"] if known else [],
        "row": [(name, _cell(value)) for name, value in ticket["row"].items()] if known else [],
        "notice": public_words.notice(tongue),
    }


def _cell(value: object) -> str:
    return "–" if value is None or value == "" else str(value)


def _ticket_state(ticket: Words, tongue: Tongue) -> tuple[str, str]:
    """How it stands, in a few large words and a sentence."""
    _, ngettext = tongue.text, tongue.plural
    room = _of_room(ticket, "room", tongue)
    if ticket["state"] in STILL_IN_LINE and ticket["meeting_state"] == PublicState.EMERGENCY:
        # Who was called a moment ago must not read “come in” while everybody is led out.
        directions = public_words.state_message(tongue, PublicState.EMERGENCY)
        return directions.title if directions else "", _("Your ticket keeps its place in line.")
    match ticket["state"]:
        case "waiting":
            ahead = ticket["ahead"]
            further = ngettext("{n} person is before you.", "{n} people are before you.", ahead).format(n=ahead)
            return _("Waiting"), further if ahead else _("You are first in line.")
        case "called":
            way = ", ".join(filter(None, (_of_room(ticket, "where", tongue), _of_room(ticket, "way", tongue))))
            return _("Please come in: {room}").format(room=room), " ".join(
                filter(None, (f"{way}.", _till(ticket, tongue)))
            )
        case "missed":
            return _("Your call has passed"), _("You keep your place in line. Please go to the desk.")
        case "seated":
            return _("Seated in {room}").format(room=room), ""
        case "left":
            return _("Left the line"), _("Please ask at the desk if you want to come back.")
        case "unserved":
            return _("The meeting has ended"), _("There was no place left. Thank you for waiting.")
        case _:
            return _("No ticket with this code"), _("Please ask at the desk: a newer slip may have taken its place.")


def _of_room(ticket: Words, key: str, tongue: Tongue) -> str:
    words = ticket.get(key)
    return str(words[tongue.language]) if words else ""


def _till(ticket: Words, tongue: Tongue) -> str:
    """Until when the places are held: a whole number of minutes, and never more than is left."""
    left = ticket.get("left_ms")
    if left is None:
        return ""
    minutes = max(0, int(left)) // 60_000
    if not minutes:
        return tongue.text("Your places are held for less than a minute more.")
    words = tongue.plural(
        "Your places are held for {n} minute more.", "Your places are held for {n} minutes more.", minutes
    )
    return words.format(n=minutes)


def _ticket_wait(ticket: Words, tongue: Tongue) -> dict[str, str] | None:
    wait = ticket.get("range")
    return wait_words({"wish": ticket["wish"], **wait}, tongue) if wait else None
