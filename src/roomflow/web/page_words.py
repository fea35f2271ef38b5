"""The words a page puts together by itself, so that it speaks without a network too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from roomflow import list_words, public_words
from roomflow.domain.events import Wish
from roomflow.domain.public import PublicState
from roomflow.tongues import Tongue, Tongues
from roomflow.web import desk_words

STATES: Final = ("open", "filling", "nearly-full", "full", "over", "closed", "count-first")


def words_of(page: str, tongue: Tongue, tongues: Tongues) -> Mapping[str, object]:
    """All words of a page, by keys of its script; two forms where one or many are meant."""
    shared = _shared(tongue)
    match page:
        case "door":
            return shared | _states(tongue) | _door(tongue) | _door_notices(tongue)
        case "display-calls" | "display-rooms":
            return shared | _display(tongues) | _sound(tongue)
        case "desk":
            return shared | _states(tongue) | desk_words.desk(tongue)
        case "clerk":
            return shared | _clerk(tongue)
        case _:
            return shared | _pair(tongue)


def _shared(tongue: Tongue) -> dict[str, object]:
    _ = tongue.text
    return {
        "offline": _("no connection since {time}"),
        "unpaired": _("This device is not paired, or not any more."),
        "pair": _("Pair it"),
        "elsewhere": _("This page is open in another tab."),
        "use_here": _("Use it here"),
        "store": _("This browser keeps nothing, so nothing can be counted here: leave private browsing."),
        "not_done": _("Not done"),
        "not_sent": _("Not sent. Try again."),
        "sign_out": _("Sign out"),
        "sign_out_sure": _("Press again to sign out"),
        "send_first": _("Wait until all is recorded"),
    }


def _states(tongue: Tongue) -> dict[str, object]:
    return {"state": dict(list_words.states(tongue.text))}


def _door(tongue: Tongue) -> dict[str, object]:
    _, both = tongue.text, tongue.both
    return {
        "of": _("inside of *{places}*"),
        "kept_clear": _("inside, *kept clear*"),
        "free": _("*{n} free*, {held} held"),
        "over": _("*{n} over*, {held} held"),
        "full_figures": _("{inside} inside + {held} held"),
        "full_of": _("of {places} public places, posted limit {limit}"),
        "never_counted": _("not counted yet"),
        "counted_now": _("counted just now, ±{drift}"),
        "counted": _("counted {minutes} min ago, ±{drift}"),
        "counting": _("counting now, {change} since Start"),
        "one_in": _("one in"),
        "one_in_anyway": _("one in anyway"),
        "recorded": _("Recorded"),
        "waiting": both("{n} waiting to be sent", "{n} waiting to be sent"),
        "differs": _("The desk counted otherwise here: please count heads."),
        "parked": both("{n} action was not done as you asked.", "{n} actions were not done as you asked."),
        "earlier": both("{n} tap of an earlier pairing waits.", "{n} taps of an earlier pairing wait."),
        "others": both(
            "Another phone counts at this door too. Agree who taps: nobody may be tapped twice.",
            "{n} other phones count at this door too. Agree who taps: nobody may be tapped twice.",
        ),
        "left": _("{time} left"),
        "kept": _("kept until the emergency is over"),
        "seat": _("Seat {n}"),
        "back": _("Back {n}"),
        "people": both("{n} person", "{n} people"),
        "held": both("{n} place held", "{n} places held"),
        "on_the_way": _("On the way"),
        "stepped_out": _("Stepped out"),
        "speakers": _("Speakers"),
        "recess": _("Out, coming back"),
        "already": _("Already counted"),
        "nobody": _("Nobody is expected here now. Tap + for everybody who goes in, − for everybody who goes out."),
        "head_count": _("Head count"),
        "enter_figure": _("Enter figure"),
        "undo": _("Undo"),
        "undo_in": _("Undo, {seconds} s"),
        "undo_what": _("Undo {what}, {seconds} s"),
    }


def _door_notices(tongue: Tongue) -> dict[str, object]:
    _, both = tongue.text, tongue.both
    return {
        "emergency": [_("Emergency."), _("Nobody is invited. Count everybody who leaves.")],
        "ended": [_("The meeting is adjourned."), _("Nobody is invited any more. Leaving always works.")],
        "stopped": [_("Invitations are stopped."), _("Nobody is sent here now. Count as before.")],
        "notice_over": [
            both("{n} person past the places.", "{n} people past the places."),
            _("Please let nobody in. Everybody who goes in is counted all the same."),
        ],
        "notice_promised": [
            both("{n} place more is promised than there are.", "{n} places more are promised than there are."),
            _("Ask the desk whom to let in. Everybody who goes in is counted."),
        ],
        "notice_closed": [_("This room is closed."), _("Nobody is sent here. Leaving always works.")],
        "notice_count_first": [
            _("Count first."),
            _("The room is nearly full: nobody more is sent here until its seats are counted."),
        ],
        "notice_full": [_("Please ask people to wait."), _("Tickets at the desk keep their place.")],
        "notice_unmatched": [
            both("{n} exit without an entry.", "{n} exits without an entry."),
            _("Somebody was missed coming in: a head count puts it right."),
        ],
        "notice_count_due": [_("A head count is due."), _("Count the public seats when the door allows it.")],
        "notice_keep_clear": [_("Kept clear."), _("Nobody may stay here; the limit is 0.")],
    }


def _display(tongues: Tongues) -> dict[str, object]:
    """Both languages on each line: a screen in a hallway speaks to everybody."""
    words: dict[str, object] = {
        "come_in": tongues.line(public_words.come_in),
        "room_state": {state: tongues.line(_state_word(state)) for state in STATES},
        "message": {state.value: _messages(tongues, state) for state in PublicState},
        "nobody": [list(public_words.nobody_message(tongue)) for tongue in tongues.each],
        "wish": {"any": tongues.line(_any_room), "chamber": tongues.line(_chamber)},
        "unlikely": tongues.say(lambda tongue: tongue.text("unlikely tonight")),
        "not_opened": tongues.say(lambda tongue: tongue.text("no places opened in the last 15 min")),
        "free_now": tongues.say(lambda tongue: tongue.text("places are free now")),
        "freed": [
            tongue.both("{n} place freed in the last hour", "{n} places freed in the last hour")
            for tongue in tongues.each
        ],
        "offline": tongues.line(lambda tongue: tongue.text("no connection since {time}")),
        "more": tongues.line(public_words.more_numbers),
        "more_rooms": [tongue.both("and {n} more room", "and {n} more rooms") for tongue in tongues.each],
    }
    return words


def _sound(tongue: Tongue) -> dict[str, object]:
    """What a person who sets a screen up reads: browsers keep a page silent until somebody pressed something on it."""
    _ = tongue.text
    return {"sound_on": _("Sound on"), "sound_off": _("Sound off: press once")}


def display_values(tongues: Tongues) -> dict[str, object]:
    """What stands on a display before it has a picture: titles in both languages, and the notice in each."""
    return {
        "line": {
            "practice": tongues.line(public_words.practice),
            "calls": tongues.line(_called_now),
            "rooms": tongues.line(public_words.rooms_title),
            "free": tongues.line(public_words.free_title),
            "wait": tongues.line(public_words.wait_title),
        },
        "notices": [{"language": tongue.language, **public_words.notice(tongue)._asdict()} for tongue in tongues.each],
    }


def _called_now(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Called now")


def _state_word(state: str) -> public_words.Saying:
    return lambda tongue: public_words.state_word(tongue, state)


def _any_room(tongue: Tongue) -> str:
    return public_words.wish_words(tongue, Wish.ANY)


def _chamber(tongue: Tongue) -> str:
    return public_words.wish_words(tongue, Wish.CHAMBER)


def _messages(tongues: Tongues, state: PublicState) -> list[list[str]]:
    said = (public_words.state_message(tongue, state) for tongue in tongues.each)
    return [list(message) for message in said if message is not None]


def _clerk(tongue: Tongue) -> dict[str, object]:
    _, both = tongue.text, tongue.both
    return {
        "saved": _("{file} is saved where your browser keeps downloads."),
        "making": _("{format} is being made…"),
        "not_made": _("{format} could not be made. Try again."),
        "parked": both("{n} action was not done as asked.", "{n} actions were not done as asked."),
        "none_parked": _("Nothing waits for you."),
    }


def _pair(tongue: Tongue) -> dict[str, object]:
    _ = tongue.text
    return {
        "asking": _("Asking the desk…"),
        "approve": _("At the desk, please approve: {name}"),
        "refused": _("The desk said no, or the code is too old. Ask for a new one."),
        "wrong": _("That code is not known. Ask the desk for a new one."),
        "six": _("Enter all six digits."),
        "done": _("Paired."),
        "device": _("Phone {n}"),
        "no_desk": _("The desk does not answer. Try again."),
    }
