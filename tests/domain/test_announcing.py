"""The queue of calls: one after another, each twice, nobody's second time before another's first."""

from hypothesis import given
from hypothesis import strategies as st

from roomflow.domain.announcing import SAID_MS_MAX, SHOWN_MS_MIN, CallQueue, Saying
from roomflow.domain.building import SpaceKind, SpacePlan
from roomflow.domain.public import CalledNumber

ROOM = SpacePlan("Room A", SpaceKind.OVERFLOW, 40)


def called(number: int, call: int | None = None, turn: int = 0) -> CalledNumber:
    return CalledNumber(number, number if call is None else call, turn, ROOM)


def begun() -> CallQueue:
    """A queue of a screen that was on before anybody was called."""
    queue = CallQueue()
    queue.take([], 0)
    return queue


def said(queue: CallQueue) -> tuple[int, int] | None:
    """(number, first or second time) of what is said now."""
    return None if queue.saying is None else (queue.saying.called.number, queue.saying.time)


def hear_to_the_end(queue: CallQueue, now: int) -> int:
    """The saying is heard, and has stood long enough; gives the time after it."""
    queue.heard(now + 1_000)
    queue.advance(now + SHOWN_MS_MIN)
    return now + SHOWN_MS_MIN


def test_a_call_is_said_twice_and_then_no_more() -> None:
    queue = begun()
    queue.take([called(112)], 0)
    assert said(queue) == (112, 1)
    now = hear_to_the_end(queue, 0)
    assert said(queue) == (112, 2)
    hear_to_the_end(queue, now)
    assert said(queue) is None
    assert queue.due() is None


def test_calls_made_at_once_are_said_one_after_another_oldest_first() -> None:
    queue = begun()
    queue.take([called(126), called(124), called(112)], 0)
    heard = []
    now = 0
    while queue.saying is not None:
        heard.append(said(queue))
        now = hear_to_the_end(queue, now)
    assert heard == [(112, 1), (124, 1), (126, 1), (112, 2), (124, 2), (126, 2)]


def test_a_first_saying_comes_before_the_second_one_of_an_earlier_call() -> None:
    queue = begun()
    queue.take([called(112)], 0)
    queue.take([called(124), called(112)], 500)
    assert said(queue) == (112, 1)
    now = hear_to_the_end(queue, 0)
    assert said(queue) == (124, 1)
    hear_to_the_end(queue, now)
    assert said(queue) == (112, 2)


def test_nothing_is_said_over_another_call_until_it_was_heard_and_seen() -> None:
    queue = begun()
    queue.take([called(124), called(112)], 0)
    queue.advance(SHOWN_MS_MIN * 2)
    assert said(queue) == (112, 1)  # the voice is still speaking
    queue.heard(SHOWN_MS_MIN * 2)
    assert said(queue) == (124, 1)
    start = SHOWN_MS_MIN * 2
    queue.heard(start + 10)
    assert said(queue) == (124, 1)  # heard, and not seen for long enough
    assert queue.due() == start + SHOWN_MS_MIN


def test_a_voice_that_never_ends_does_not_hold_the_next_call_up_for_ever() -> None:
    queue = begun()
    queue.take([called(124), called(112)], 0)
    assert queue.due() == SAID_MS_MAX
    queue.advance(SAID_MS_MAX)
    assert said(queue) == (124, 1)


def test_who_is_no_longer_called_is_not_said_any_more() -> None:
    queue = begun()
    queue.take([called(126), called(124), called(112)], 0)
    queue.take([called(126), called(112)], 100)  # 124 was seated, missed or taken back
    assert [saying.called.number for saying in queue.waiting] == [126]
    queue.take([called(126)], 200)  # and so is the one that was being said
    assert said(queue) == (126, 1)


def test_a_recall_is_said_again_and_takes_the_place_of_what_still_waited() -> None:
    queue = begun()
    queue.take([called(112)], 0)
    now = hear_to_the_end(queue, hear_to_the_end(queue, 0))
    assert said(queue) is None
    queue.take([called(112, turn=1)], now)
    assert said(queue) == (112, 1)
    queue.take([called(112, turn=2)], now + 100)
    assert queue.saying == Saying(called(112, turn=2), 1)
    assert queue.waiting == ()


def test_a_call_that_was_taken_back_and_made_again_is_said_again_and_one_put_back_is_not() -> None:
    queue = begun()
    queue.take([called(112, call=40)], 0)
    now = hear_to_the_end(queue, hear_to_the_end(queue, 0))
    queue.take([], now)
    queue.take([called(112, call=40)], now)  # undo of a seat: the same call goes on
    assert said(queue) is None
    queue.take([called(112, call=55)], now)
    assert said(queue) == (112, 1)


def test_a_screen_that_is_switched_on_says_nothing_of_what_was_called_before() -> None:
    queue = CallQueue()
    queue.take([called(124), called(112)], 0)
    assert said(queue) is None
    queue.take([called(126), called(124), called(112)], 0)
    assert said(queue) == (126, 1)


def test_the_largest_number_is_the_one_that_is_said_now_or_was_last() -> None:
    queue = begun()
    everybody = [called(126), called(124), called(112)]
    queue.take(everybody, 0)
    assert [one.number for one in queue.shown(everybody)] == [112, 126, 124]
    now = hear_to_the_end(queue, 0)
    assert [one.number for one in queue.shown(everybody)] == [124, 126, 112]
    queue.take([called(112)], now)
    assert [one.number for one in queue.shown([called(112)])] == [112]
    assert [one.number for one in CallQueue().shown(everybody)] == [126, 124, 112]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.integers(101, 108)),
        st.tuples(st.just("gone"), st.integers(101, 108)),
        st.tuples(st.just("wait"), st.integers(0, 9_000)),
        st.tuples(st.just("heard"), st.just(0)),
    ),
    max_size=60,
)


@given(STEPS)
def test_whatever_happens_each_call_that_stays_is_said_exactly_twice_and_never_two_at_once(
    steps: list[tuple[str, int]],
) -> None:
    queue, now, entry = begun(), 0, 0
    calls: dict[int, CalledNumber] = {}
    history: list[Saying] = []

    def note() -> None:
        if queue.saying is not None and (not history or history[-1] != queue.saying):
            history.append(queue.saying)

    for what, value in steps:
        if what == "call" and value not in calls:
            entry += 1
            calls[value] = called(value, call=entry)
        elif what == "gone":
            calls.pop(value, None)
        elif what == "wait":
            now += value
            queue.advance(now)
        else:
            queue.heard(now)
        queue.take(sorted(calls.values(), key=lambda one: -one.call), now)
        note()
    while queue.saying is not None:
        now = hear_to_the_end(queue, now)
        note()
    for one in calls.values():
        assert [saying.time for saying in history if saying.called == one] == [1, 2]
    for saying in history:
        assert [other.time for other in history if other.called == saying.called] in ([1], [1, 2])


def test_negative_control_a_queue_that_forgets_what_it_knew_says_a_call_over_and_over() -> None:
    queue = begun()
    queue.take([called(112)], 0)
    now = hear_to_the_end(queue, hear_to_the_end(queue, 0))
    queue._known = set()
    queue.take([called(112)], now)
    assert said(queue) == (112, 1)
