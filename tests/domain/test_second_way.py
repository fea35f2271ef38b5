"""What the rules answer at moments of drawn evenings, worked out a second time: slowly, from lists, with no index."""

from roomflow.domain.audit_pool import KeptPlaces
from roomflow.domain.building import SpaceKind
from roomflow.domain.events import FirstClaim, Kind, Wish
from roomflow.domain.fold import apply
from roomflow.domain.forecast import (
    _ANY_SHOWN,
    _ANY_UP_TO,
    _AT_ONCE,
    _CHAMBER_SHOWN,
    _CHAMBER_UP_TO,
    LARGER_COUNT,
    WaitKind,
    _estimate,
    _leaving,
    wait_range,
)
from roomflow.domain.guards import all_before, wishes_for
from roomflow.domain.inviting import Offer, offer
from roomflow.domain.line import LAST, Bucket
from roomflow.domain.meeting import CALLS, Draft, Phase, Picture
from roomflow.domain.next_move import moves_into, next_best_move
from roomflow.domain.public import public_picture
from roomflow.domain.spaces import Space, shown_state
from roomflow.domain.timers import due_of, next_due
from tests.domain.drawn_moments import SEEDS, entries_of, invites, moments, rooms_of, takes
from tests.domain.table import Table

# --- where a newcomer goes ------------------------------------------------------------------------------


def _offer(table: Table, picture: Picture, people: int, wish: Wish, now: int, accessible: bool) -> Offer:
    """Rule 10 and 12 by the audit's own sums."""
    kept, rooms = KeptPlaces(table.draft), rooms_of(picture, wish)
    free = {room.name: max(0, room.free) for room in rooms}
    if not invites(picture):
        return Offer(None, free, spoken_for=False)
    open_now = [room for room in rooms if takes(picture, room, now)]
    for room in open_now:
        if min(kept.most(room, accessible), kept.left(room, accessible)[1]) >= people:
            return Offer(room.name, free, spoken_for=False)
    if not accessible and all(kept.most(room, False) < people for room in open_now):
        for room in open_now:
            line = [key for key in picture.line.buckets if key.wish in wishes_for(room)]
            asked = any(key.accessible and key.people <= room.free for key in line)
            # Who asked and had more places saved than they still wish has nothing more to claim.
            others, needs = _claims_of(picture, room)
            left = room.free - others - max(0, needs)
            if room.pool > 0 and not asked and left >= people:
                return Offer(room.name, free, spoken_for=False, opens=True)
    return Offer(None, free, spoken_for=any(room.free >= people for room in rooms))


def _claims_of(picture: Picture, room: Space) -> tuple[int, int]:
    """People who claim a room, without and with the need, less what is saved there for them."""
    sums = [0, 0]
    indexes = [picture.line, picture.claims] if room.kind is SpaceKind.CHAMBER else [picture.line]
    for index in indexes:
        for bucket, places in index.buckets.items():
            if index is picture.claims or bucket.wish in wishes_for(room):
                sums[bucket.accessible] += bucket.people * len(places)
    for hold in picture.holds.values():
        if hold.kind.value == "saved" and hold.space == room.name and hold.ticket is not None:
            sums[picture.tickets[hold.ticket].accessible] -= hold.people
    return sums[0], sums[1]


def test_a_newcomer_is_offered_what_the_sums_of_the_audit_leave() -> None:
    offered = set()
    for table, picture, where in moments(4):
        for wish in Wish:
            for people in range(1, 7):
                for accessible in (False, True):
                    said = offer(picture, people, wish, accessible=accessible)
                    by_sums = _offer(table, picture, people, wish, picture.elapsed, accessible)
                    assert said == by_sums, (where, wish, people, accessible)
                    later = picture.elapsed + 20 * 60_000
                    assert offer(picture, people, wish, later, accessible=accessible) == _offer(
                        table, picture, people, wish, later, accessible
                    ), (where, wish, people, accessible)
                    offered.add((said.space, said.spoken_for, said.opens))
    assert {opens for _, _, opens in offered} == {False, True}
    assert len(offered) > 6, offered


# --- the line -------------------------------------------------------------------------------------------


def test_the_index_of_the_line_is_the_list_of_those_who_wait() -> None:
    for _, picture, where in moments(3):
        waiting = sorted(
            (ticket for ticket in picture.tickets.values() if ticket.state.value == "waiting"),
            key=lambda ticket: (ticket.order, ticket.number),
        )
        line = picture.line
        assert list(line.in_order()) == [ticket.number for ticket in waiting], where
        assert (line.parties(), line.people()) == (len(waiting), sum(ticket.people for ticket in waiting)), where
        for accessible in (False, True):
            asked = [ticket for ticket in waiting if ticket.accessible is accessible]
            assert line.people(accessible=accessible) == sum(ticket.people for ticket in asked), where
            for room in rooms_of(picture, Wish.ANY):
                wish_it = [ticket for ticket in asked if ticket.wish in wishes_for(room)]
                people = line.people(wishes_for(room), accessible=accessible)
                assert people == sum(ticket.people for ticket in wish_it), where
        for at, ticket in enumerate(waiting):
            before = [other for other in waiting[:at] if other.order < ticket.order]
            assert line.people_before(ticket.order) == sum(other.people for other in before), where
            same = [other.number for other in before if other.bucket == ticket.bucket]
            assert line.before(ticket.order, ticket.bucket) == same, where
            for room in rooms_of(picture, Wish.ANY):
                wish_it = [other for other in before if other.wish in wishes_for(room)]
                assert all_before(picture, ticket.order, room) == tuple(sorted(o.number for o in wish_it)), where
        assert line.before(LAST, Bucket(Wish.ANY, 99, False)) == []


# --- who is called --------------------------------------------------------------------------------------


def test_who_is_called_next_is_who_a_walk_along_the_whole_line_finds_first() -> None:
    """The first call of a suggestion only: those behind it depend on it."""
    found = 0
    for _, picture, where in moments(2):
        now = picture.elapsed
        assert next_best_move(picture) == next_best_move(picture, now), where
        for room in rooms_of(picture, Wish.ANY):
            moves = moves_into(picture, room.name, now)
            if not invites(picture) or room.closed or not takes(picture, room, now):
                assert moves == (), where
                continue
            wish_it = [n for n in picture.line.in_order() if picture.tickets[n].wish in wishes_for(room)]
            fits = [n for n in wish_it if _fits(picture, n, room)]
            first = next((move for move in moves if move.sits_in is None), None)
            if moves and moves[0].sits_in is not None:
                continue
            assert (first and first.ticket) == (fits[0] if fits else None), where
            if first is not None:
                found += 1
                order = picture.tickets[first.ticket].order
                passed = tuple(sorted(n for n in wish_it if picture.tickets[n].order < order))
                assert (first.passed, first.people) == (passed, picture.tickets[first.ticket].people), where
                if passed:
                    would_fit = any(picture.tickets[n].people <= room.free for n in passed)
                    assert first.reason == ("kept" if would_fit else "too-large"), where
    assert found > 20


def _fits(picture: Picture, number: int, room: Space) -> bool:
    ticket = picture.tickets[number]
    hold = picture.holds[ticket.saved] if ticket.saved is not None else None
    saved = hold.people if hold is not None and hold.space == room.name else 0
    return room.free - (0 if ticket.accessible else room.pool) + saved >= ticket.people


# --- for whom places are saved --------------------------------------------------------------------------


def test_places_are_saved_only_where_nobody_earlier_and_no_first_claim_would_fit() -> None:
    saved = 0
    for seed in SEEDS:
        draft = Draft(1)
        for entry in entries_of(seed):
            if entry.kind == Kind.SAVED and "hold" not in entry.details:
                saved += 1
                room, ticket = draft.spaces[entry.space or ""], draft.tickets[entry.ticket or 0]
                earlier = [draft.tickets[number] for number in draft.line.in_order()]
                for other in earlier[: earlier.index(ticket)]:
                    fits = other.wish in wishes_for(room) and other.people <= room.free_for(other.accessible)
                    assert not fits or other.order == ticket.order, (seed, entry)
                if draft.first_claim is FirstClaim.SEATED and room.kind is SpaceKind.CHAMBER:
                    assert not [b for b in draft.claims.buckets if b.people <= room.free_for(b.accessible)], (
                        seed,
                        entry,
                    )
                assert entry.people == min(ticket.people, room.free_for(ticket.accessible)), (seed, entry)
            apply(draft, entry)
    assert saved > 10


# --- timers ---------------------------------------------------------------------------------------------


def test_the_timer_is_wanted_at_each_moment_of_each_hold_and_at_no_other() -> None:
    calls = 0
    for _, picture, where in moments(3):
        figures = picture.figures
        all_moments = set()
        for hold in picture.holds.values():
            of_it = [hold.deadline]
            if hold.kind in CALLS:
                calls += 1
                begun = hold.deadline - figures.call_grace_ms
                of_it += [min(hold.deadline, begun + after) for after in figures.recalls_ms[hold.recalled :]]
            assert due_of(hold, figures) == (of_it[1] if len(of_it) > 1 else hold.deadline), where
            all_moments |= set(of_it)
        asked = -1
        for moment in sorted(all_moments):
            assert next_due(picture, asked) == moment, where
            asked = moment
        assert next_due(picture, asked) is None, where
        assert next_due(picture) == min(all_moments, default=None), where
    assert calls > 50


# --- the wait -------------------------------------------------------------------------------------------


def _minutes(picture: Picture, wish: Wish, people: int, first: bool) -> float | None:
    """Queue over rate, by the words of docs/decisions/0020: chamber and overflow are two pools."""
    if picture.phase is not Phase.OPEN:
        return None
    rooms = [room for room in rooms_of(picture, Wish.ANY) if not room.closed]
    chamber = [room for room in rooms if room.kind is SpaceKind.CHAMBER]
    could = rooms if wish is Wish.ANY else chamber
    if all(room.places < people for room in could):
        return None
    everybody = sum(room.inside + room.held for room in rooms)
    leaving = _leaving(picture, everybody, picture.releases, picture.elapsed)
    waiting = [] if first else [picture.tickets[number] for number in picture.line.in_order()]

    def over(wishes: tuple[Wish, ...], among: list[Space]) -> float:
        before = [ticket.people for ticket in waiting if ticket.wish in wishes]
        ahead = sum(before)
        larger = sum(size for size in before if size > people)
        free = sum(max(0, room.free) for room in among) if invites(picture) else 0
        fits = any(room.free >= people for room in among)
        if fits and free - ahead >= people:
            return 0.0
        taken = sum(room.places - room.free for room in among)
        each_other = 3 * (people - 1)
        counted = ahead - larger + LARGER_COUNT * larger
        return leaving.minutes_until(max(1, counted + people + each_other - free) / taken) if taken else float("inf")

    whole = over((Wish.ANY, Wish.CHAMBER), rooms)
    if wish is Wish.CHAMBER:
        return max(whole, over((Wish.CHAMBER,), chamber))
    return min(whole, over((Wish.ANY,), [room for room in rooms if room not in chamber]))


def test_the_wait_is_the_queue_over_the_rate_of_two_pools() -> None:
    said = set()
    for _, picture, where in moments(4):
        now, releases = picture.elapsed, picture.releases
        for wish in Wish:
            for people in range(1, 7):
                for order in (None, (0, 0)):
                    minutes = _minutes(picture, wish, people, order is not None)
                    assert _estimate(picture, releases, wish, people, order, now) == minutes, (where, wish, people)
                told = wait_range(picture, releases, wish, people)
                assert told == wait_range(picture, releases, wish, people, elapsed=now), where
                said.add(told.kind)
                minutes = _minutes(picture, wish, people, False)
                if minutes == 0:
                    assert (told.low_minutes, told.high_minutes) == _AT_ONCE, where
                elif minutes is not None and told.kind in (WaitKind.RANGE, WaitKind.MORE_THAN_60):
                    up_to = _ANY_UP_TO if wish is Wish.ANY else _CHAMBER_UP_TO
                    shown = _ANY_SHOWN if wish is Wish.ANY else _CHAMBER_SHOWN
                    row = sum(minutes >= bound for bound in up_to)
                    assert (told.low_minutes, told.high_minutes) == shown[row], where
    assert len(said) > 2, said


# --- what the public sees -------------------------------------------------------------------------------


def test_the_public_sees_the_rooms_and_the_calls_of_the_log() -> None:
    for table, picture, where in moments(5):
        public = public_picture(picture)
        assert public == public_picture(picture, picture.elapsed), where
        kinds = {entry.seq: entry.kind for entry in table.entries}
        hidden = picture.in_emergency or picture.phase is not Phase.OPEN
        for called in public.called:
            assert picture.tickets[called.number].state.value == "called", where
            assert kinds[called.call] in ("called", "undone", "moved", "claim-called"), where
        held = [hold for hold in picture.holds.values() if hold.kind.value == "called" and not hidden]
        assert len(public.called) == len(held), where
        assert [called.call for called in public.called] == sorted((c.call for c in public.called), reverse=True)
        for room in public.rooms:
            inside = sum(e.change for e in table.entries if e.space == room.plan.name)
            inside += sum(e.from_change for e in table.entries if e.from_space == room.plan.name)
            held_there = sum(e.held for e in table.entries if e.space == room.plan.name)
            held_there += sum(e.from_held for e in table.entries if e.from_space == room.plan.name)
            assert (room.inside, room.held) == (inside, held_there), where
            space = picture.spaces[room.plan.name]
            free = 0 if space.closed else max(0, room.limit - room.reserved - inside - held_there)
            assert (room.free, room.limit, room.reserved) == (free, space.limit, space.reserved), where
            assert room.state == shown_state(space, picture.figures, picture.elapsed), where
