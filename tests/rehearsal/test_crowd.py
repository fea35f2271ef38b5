"""The crowd keeps the truth of who is where, whatever the doors counted."""

from random import Random
from typing import Any

from roomflow.domain.events import Wish
from roomflow.rehearsal.arrivals import Arrival
from roomflow.rehearsal.crowd import MINUTE_MS, Crowd, Deed, Where
from tests.rehearsal.played import plan


def crowd(*sizes: int, **behaviour: Any) -> Crowd:
    arrivals = [Arrival(2 + n, 0, people, 0, Wish.ANY) for n, people in enumerate(sizes)]
    return Crowd(arrivals, plan(**behaviour).evening.behaviour, Random(1))


def seated(many: Crowd) -> Crowd:
    for party in many.parties:
        many.walks_to(party, "A")
        many.comes_in(party)
    return many


def deeds(many: Crowd, second: int, now: int) -> list[Deed]:
    return [deed for _, deed, _ in many.deeds(second, now)]


def test_who_comes_in_steps_out_and_leaves_is_counted_where_they_are() -> None:
    many = seated(crowd(3, 2))
    first = many.parties[0]
    assert many.inside["A"] == 5
    many.steps_out(first)
    assert (many.inside["A"], first.inside, first.out) == (4, 2, 1)
    assert many.goes(first) == 2
    assert (many.inside["A"], first.where) == (2, Where.GONE)


def test_who_stepped_out_comes_back_to_the_same_room() -> None:
    many = seated(crowd(2))
    many.steps_out(many.parties[0])
    many.steps_in(many.parties[0])
    assert (many.inside["A"], many.parties[0].out) == (2, 0)


def test_nobody_gives_up_before_their_patience_ends() -> None:
    many = crowd(1, give_up_per_minute=1.0)
    many.joins_line(many.parties[0], 101, "", now=5 * MINUTE_MS)
    assert deeds(many, 0, now=25 * MINUTE_MS - 1) == []
    assert deeds(many, 0, now=25 * MINUTE_MS) == [Deed.GIVES_UP]


def test_the_rates_decide_who_leaves_and_who_steps_out() -> None:
    assert deeds(seated(crowd(1, leaves_per_minute=((86400, 1.0),))), 0, 0) == [Deed.LEAVES]
    assert deeds(seated(crowd(1, leaves_per_minute=(), steps_out_per_minute=1.0)), 0, 0) == [Deed.STEPS_OUT]
    assert deeds(seated(crowd(1, leaves_per_minute=(), steps_out_per_minute=0.0)), 0, 0) == []


def test_who_is_out_with_all_of_a_party_does_not_step_out_again() -> None:
    many = seated(crowd(1, leaves_per_minute=(), steps_out_per_minute=1.0))
    many.steps_out(many.parties[0])
    assert deeds(many, 0, 0) == []


def test_what_happens_in_a_minute_happens_within_it() -> None:
    many = seated(crowd(*[1] * 200, leaves_per_minute=((86400, 1.0),)))
    assert all(0 <= after < MINUTE_MS for after, _, _ in many.deeds(0, 0))


def test_about_as_many_leave_as_the_rate_says(seed: int) -> None:
    many = seated(crowd(*[1] * 5000, leaves_per_minute=((86400, 0.1),)))
    many.chance.seed(seed)
    assert 380 < len(deeds(many, 0, 0)) < 620
