"""Which hold wants the timer first, and that nothing is asked twice."""

from roomflow.domain.commands import EndHold, Recall
from roomflow.domain.meeting import Draft, Hold, HoldKind
from roomflow.service.timers import clock_note, due_first

MINUTE = 60_000


def hold(name: str, kind: HoldKind, began: int, recalled: int = 0) -> Hold:
    return Hold(name, kind, "Chamber", 2, None, began, began + 5 * MINUTE, recalled)


def draft_with(*holds: Hold) -> Draft:
    return Draft(3, holds={each.id: each for each in holds})


def test_without_holds_nothing_is_due() -> None:
    assert due_first(draft_with(), {}) is None


def test_the_first_moment_of_all_holds_comes_first() -> None:
    draft = draft_with(hold("4", HoldKind.ON_THE_WAY, 0), hold("7", HoldKind.CALLED, MINUTE))
    due = due_first(draft, {})
    assert due is not None
    assert (due.moment, due.request.id, due.request.command) == (3 * MINUTE, "recall:7:1", Recall("7", 1))
    assert (due.request.station, due.request.meeting) == ("timer", 3)


def test_of_two_moments_at_once_the_hold_that_stands_first_comes_first() -> None:
    draft = draft_with(hold("4", HoldKind.ON_THE_WAY, 0), hold("5", HoldKind.ON_THE_WAY, 0))
    due = due_first(draft, {})
    assert due is not None
    assert due.request.command == EndHold("4")


def test_a_refused_re_call_leaves_the_next_then_the_end_and_a_refused_end_leaves_nothing() -> None:
    draft = draft_with(hold("7", HoldKind.CALLED, 0))
    due = due_first(draft, {"7": {"recall:7:1"}})
    assert due is not None
    assert (due.moment, due.request.id) == (4 * MINUTE, "recall:7:2")
    due = due_first(draft, {"7": {"recall:7:1", "recall:7:2"}})
    assert due is not None
    assert (due.moment, due.request.id) == (5 * MINUTE, "expire:7")
    assert due_first(draft, {"7": {"recall:7:1", "recall:7:2", "expire:7"}}) is None


def test_a_re_call_that_was_made_is_followed_by_the_next() -> None:
    due = due_first(draft_with(hold("7", HoldKind.CALLED, 0, recalled=1)), {"7": {"recall:7:1"}})
    assert due is not None
    assert (due.moment, due.request.id) == (4 * MINUTE, "recall:7:2")


def test_the_note_of_a_jump_has_an_id_of_its_own() -> None:
    draft = draft_with()
    draft.seq = 41
    assert clock_note(draft, -5_000).id == "clock:42"
