"""The audit of the whole building: the stop while a keep-clear space is not clear, and crowd managers as due."""

from __future__ import annotations

from collections.abc import Iterator

from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Draft, Phase
from roomflow.sentences import sentence as _


def building_of(draft: Draft, entry: Entry) -> Iterator[str]:
    """What is wrong with an entry about the whole building, on the meeting before it."""
    if draft.recent and entry.request != draft.recent[-1].request:
        yield from _between_requests(draft)
    if entry.kind == Kind.EMERGENCY_ENDED:
        asked = [name for name, space in draft.spaces.items() if space.count_asked]
        if "asked" in entry.details and (entry.details["asked"], entry.details["since"]) != (
            asked,
            draft.emergency_since,
        ):
            yield _("it ends another emergency than there is")
    occupied = _occupied(draft)
    named = entry.details.get("keep_clear")
    if named is None:
        yield from _managers(draft, entry)
    elif entry.kind == Kind.STOPPED and named not in occupied:
        yield _("invitations are stopped for {named}, which is clear", named=named)
    elif entry.kind == Kind.ALLOWED and (occupied or draft.stopped_for != named):
        yield _("invitations are allowed for {named}, and it is not clear", named=named)


def _occupied(draft: Draft) -> list[str]:
    return [name for name, space in draft.spaces.items() if space.kind is SpaceKind.KEEP_CLEAR and space.inside > 0]


def _between_requests(draft: Draft) -> Iterator[str]:
    """Whoever came onto the stairs in the last request stopped the invitations; once they are clear, that ends."""
    if draft.phase is not Phase.OPEN or draft.recent[-1].kind == Kind.OPENED:
        return
    occupied = _occupied(draft)
    if draft.stopped_for and draft.stopped_for not in occupied:
        yield _("invitations stay stopped for {space}, which is clear", space=draft.stopped_for)
    if _needed(draft) > draft.managers_due:
        yield _(
            "{needed} crowd managers are needed, {due} were called for", needed=_needed(draft), due=draft.managers_due
        )
    last = [entry for entry in draft.recent if entry.request == draft.recent[-1].request]
    if draft.stopped or any(entry.kind in (Kind.ALLOWED, Kind.UNDONE) for entry in last):
        return
    for name in occupied:
        came = sum(entry.change for entry in last if entry.space == name)
        if came == draft.spaces[name].inside:
            yield _("somebody came into {space}, which is kept clear, and invitations go on", space=name)


def _needed(draft: Draft) -> int:
    people, figures = _people(draft), draft.figures
    needed = max(1, (people + figures.crowd_manager_people - 1) // figures.crowd_manager_people)
    return max(needed, 2) if people > figures.crowd_manager_two_above else needed


def _people(draft: Draft) -> int:
    return sum(space.inside + space.reserved for space in draft.spaces.values())


def _managers(draft: Draft, entry: Entry) -> Iterator[str]:
    details = entry.details
    if entry.kind == Kind.MANAGERS_DUE:
        said = (details["needed"], details["was"], details["people"])
        if said != (_needed(draft), draft.managers_due, _people(draft)) or details["needed"] <= details["was"]:
            yield _("other crowd managers are called for than are needed")
    elif entry.kind == Kind.MANAGERS_PRESENT and (details["was"], details["needed"]) != (
        draft.managers_present,
        _needed(draft),
    ):
        yield _("other crowd managers are needed than it says")
