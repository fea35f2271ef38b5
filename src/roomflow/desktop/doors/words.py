"""The words of the Doors page: what an usher must know of a room, and who is expected there."""

from __future__ import annotations

from msgspec import Struct

from roomflow.desktop.basis.wording import (
    Now,
    countdown_words,
    counted_words,
    people_words,
    shown_state,
    signed,
)
from roomflow.desktop.basis.words import _, ngettext
from roomflow.domain.balance import balance_of
from roomflow.domain.building import SpaceKind
from roomflow.domain.commands import Command, ReleaseHold, Return, Seat, SeatSpeaker, Tap
from roomflow.domain.counting import TAP_PEOPLE_MAX
from roomflow.domain.meeting import CALLS, Hold, HoldKind, Meeting, Phase
from roomflow.domain.recess import stands_still
from roomflow.domain.spaces import Space, count_due, drift_of, waits_for_count

EXPECTED = (*CALLS, HoldKind.ON_DECK, HoldKind.ON_THE_WAY, HoldKind.STEPPED_OUT, HoldKind.RECESS)
TOGETHER = (HoldKind.ON_DECK, HoldKind.RECESS)
"""Places of nobody in particular: one row for all of them."""


class Expected(Struct, frozen=True):
    """Somebody who is expected here: who, how many, how long still; one tap lets them in, another counts nobody."""

    hold: str
    who: str
    people: str
    left: str
    enter_words: str
    enter: Command
    counted: Command | None
    """They were tapped in already."""


def mood_of(space: Space, meeting: Meeting, now: Now) -> str:
    """The ground of the page: `full` and `over` change all of it; `closed` and `plain` do not shout."""
    shown = shown_state(space, meeting.figures, now)
    return shown if shown in ("full", "over", "closed") else "plain"


def expected_here(meeting: Meeting, space: str, door: str | None, now: Now) -> list[Expected]:
    """Called tickets by number, then parties on the way and people who stepped out, whose time ends first before."""
    holds = [hold for hold in meeting.holds.values() if hold.space == space and hold.kind in EXPECTED]
    holds.sort(key=lambda hold: (EXPECTED.index(hold.kind), hold.ticket or 0, hold.deadline, hold.began))
    single = [_expected(hold, door, _left(meeting, hold, now)) for hold in holds if hold.kind not in TOGETHER]
    crowds = [[hold for hold in holds if hold.kind is kind] for kind in TOGETHER]
    return single + [_crowd(meeting, crowd, door, now) for crowd in crowds if crowd]


def _left(meeting: Meeting, hold: Hold, now: Now) -> str:
    if stands_still(meeting, hold):
        return _("kept until the emergency is over")
    return _("{time} left").format(time=countdown_words(hold.deadline - now.elapsed))


def _crowd(meeting: Meeting, holds: list[Hold], door: str | None, now: Now) -> Expected:
    """Seats on deck, or places kept in a recess or an emergency: whoever comes takes the one whose time ends first."""
    first = min(holds, key=lambda hold: hold.deadline)
    left = _left(meeting, first, now)
    people = people_words(sum(hold.people for hold in holds))
    if first.kind is HoldKind.ON_DECK:
        enter, counted = SeatSpeaker(), SeatSpeaker(already_counted=True)
        return Expected(first.kind, _("Speakers"), people, left, _("Seat {n}").format(n=1), enter, counted)
    enter_one = Tap(first.space, 1, door)
    return Expected(first.kind, _("Out, coming back"), people, left, _("Back {n}").format(n=1), enter_one, None)


def _expected(hold: Hold, door: str | None, left: str) -> Expected:
    people = people_words(hold.people)
    if hold.kind in CALLS and hold.ticket is not None:
        enter, counted = Seat(hold.ticket, hold.space), Seat(hold.ticket, hold.space, already_counted=True)
        words = _("Seat {n}").format(n=hold.people)
        return Expected(hold.id, str(hold.ticket), people, left, words, enter, counted)
    if hold.kind is HoldKind.STEPPED_OUT:
        back = Return(hold.id, hold.people, door)
        words = _("Back {n}").format(n=hold.people)
        return Expected(hold.id, _("Stepped out"), people, left, words, back, ReleaseHold(hold.id))
    come = min(hold.people, TAP_PEOPLE_MAX)
    # A tap takes the oldest party on the way, which stands first here (rule 11).
    return Expected(
        hold.id, _("On the way"), people, left, _("Seat {n}").format(n=come), Tap(hold.space, come, door), None
    )


def expected_sum(meeting: Meeting, space: str) -> str:
    """How many people are expected here."""
    people = sum(h.people for h in meeting.holds.values() if h.space == space and h.kind in EXPECTED)
    return ngettext("{n} place held", "{n} places held", people).format(n=people) if people else ""


def nobody_words(space: Space) -> str:
    """Nobody is expected here, and what to do."""
    if space.is_room:
        return _("Nobody is expected here now. Tap + for everybody who goes in, − for everybody who goes out.")
    if space.kind is SpaceKind.KEEP_CLEAR:
        return _("Nobody is sent here.")
    return _("Nobody is sent here: who has a ticket is counted in and out with it.")


def notices_for(space: Space, meeting: Meeting, now: Now) -> tuple[str, str]:
    """What an usher must do now, as a strong sentence and a further one; empty where all is well."""
    if meeting.in_emergency:
        return _("Emergency."), _("Nobody is invited. Count everybody who leaves.")
    if meeting.phase is not Phase.OPEN:
        return _("The meeting is adjourned."), _("Nobody is invited any more. Leaving always works.")
    if space.kind is SpaceKind.KEEP_CLEAR:
        return _keep_clear(space)
    shown = shown_state(space, meeting.figures, now)
    if shown == "over":
        return _over(space)
    if shown == "closed":
        return _("This room is closed."), _("Nobody is sent here. Leaving always works.")
    if space.is_room and waits_for_count(space, meeting.figures, now.elapsed):
        return _("Count first."), _("The room is nearly full: nobody more is sent here until its seats are counted.")
    if shown == "full":
        return _("Please ask people to wait."), _("Tickets at the desk keep their place.")
    return _milder(space, meeting, now)


def _over(space: Space) -> tuple[str, str]:
    """People who are past the places, or places that are only promised: an usher does something else for each."""
    past = space.inside - space.places
    if past > 0:
        people = ngettext("{n} person past the places.", "{n} people past the places.", past)
        return people.format(n=past), _("Please let nobody in. Everybody who goes in is counted all the same.")
    promised = ngettext(
        "{n} place more is promised than there are.", "{n} places more are promised than there are.", space.over
    )
    return promised.format(n=space.over), _("Ask the desk whom to let in. Everybody who goes in is counted.")


def _keep_clear(space: Space) -> tuple[str, str]:
    if space.inside:
        people = people_words(space.inside)
        return _("{people} here: ask them to move on.").format(people=people), _("This space is kept clear, limit 0.")
    return _("Kept clear."), _("Nobody may stay here; the limit is 0.")


def _milder(space: Space, meeting: Meeting, now: Now) -> tuple[str, str]:
    """What can wait a little."""
    if space.unmatched:
        exits = ngettext("{n} exit without an entry.", "{n} exits without an entry.", space.unmatched)
        return exits.format(n=space.unmatched), _("Somebody was missed coming in: a head count puts it right.")
    if space.is_room and count_due(space, meeting.figures, now.elapsed):
        return _("A head count is due."), _("Count the public seats when the door allows it.")
    if space.kind is SpaceKind.WAITING:
        return _("Approximately."), _("Tickets count their people in and out here; correct it with − and +.")
    return "", ""


def figures_words(space: Space, *, lets_nobody_in: bool = False) -> tuple[str, str]:
    """The two lines beside the number, as marked templates already filled in: of how many, and what is free."""
    if space.kind is SpaceKind.KEEP_CLEAR:
        return _("inside, *kept clear*"), _("posted limit 0")
    first = _("inside of *{places}*").format(places=space.places)
    if space.over:
        second = _("*{n} over*, {held} held").format(n=space.over, held=space.held)
    elif lets_nobody_in:
        second = _("*no entry*, {held} held").format(held=space.held)
    else:
        second = _("*{n} free*, {held} held").format(n=space.free, held=space.held)
    return first, second


def limit_words(space: Space) -> str:
    """The posted limit, and what of it is reserved or kept for who needs an accessible place."""
    if space.pool:
        return _("posted limit {limit}, {kept} kept accessible").format(limit=space.limit, kept=space.pool)
    if space.reserved:
        return _("posted limit {limit}, {reserved} reserved").format(limit=space.limit, reserved=space.reserved)
    return _("posted limit {limit}").format(limit=space.limit)


def age_words(space: Space, now: Now) -> str:
    """How old the last head count is, and what passed since: “counted 4 min ago, ±2; 18 crossings since”."""
    if space.counting_since is not None:
        change = f"{'−' if space.counting_change < 0 else '+'}{abs(space.counting_change)}"
        return _("counting now, {change} since Start").format(change=change)
    counted = counted_words(space.counted_elapsed, drift_of(space), now)
    passed = ngettext("{n} crossing since", "{n} crossings since", space.crossings).format(n=space.crossings)
    return _("{counted}; {passed}").format(counted=counted, passed=passed) if space.crossings else counted


def balance_words(space: Space) -> str:
    """What each door counted this evening: “Front door 64 in, 9 out”, and what was counted without one."""
    balance = balance_of(space)
    each = _("{door} {into} in, {out} out")
    parts = [each.format(door=door.door, into=door.into, out=door.out) for door in balance.doors]
    if parts and balance.without_door:
        parts.append(_("without a door {n}").format(n=signed(balance.without_door)))
    if parts and balance.head_counts:
        parts.append(_("head counts {n}").format(n=signed(balance.head_counts)))
    return "; ".join(parts)
