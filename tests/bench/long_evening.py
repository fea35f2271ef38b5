"""A log as long as one asks, of the kinds of entries that an evening has and in about their shares, by the rules."""

import random

from roomflow.domain.building import building_from
from roomflow.domain.codes import draw_code
from roomflow.domain.commands import (
    CallNext,
    Command,
    Leave,
    OpenMeeting,
    Return,
    SaveHeadCount,
    Seat,
    SendParty,
    StartHeadCount,
    StepOut,
    Tap,
)
from roomflow.domain.decide import decide
from roomflow.domain.events import Entry, TicketState, Wish
from roomflow.domain.fold import apply
from roomflow.domain.meeting import Draft, HoldKind, Ticket
from roomflow.domain.refusals import Refused
from roomflow.domain.requests import Request, Secret, Stamp, secrets_needed
from roomflow.service.timers import due_first

START = 1_768_349_700_000
TURN_MS = 400
ROOMS = {"Chamber": 240, "Hearing Room": 120, "Annex": 60}
BUILDING = building_from(
    {
        "name": "City Hall",
        "timezone": "America/Denver",
        "spaces": [
            {"name": name, "kind": "chamber" if name == "Chamber" else "overflow", "limit": limit, "doors": ["Door"]}
            for name, limit in ROOMS.items()
        ]
        + [{"name": "Hallway", "kind": "waiting", "limit": 400}],
    }
)


def long_evening(entries: int, seed: int = 126) -> list[Entry]:
    """At least so many entries of one meeting: mostly taps, then parties, tickets, calls, and people who step out."""
    dice = random.Random(seed)
    draft, written, asked = Draft(1), list[Entry](), dict[str, set[str]]()

    def ask(number: str, command: Command, station: str = "Desk") -> None:
        secrets = tuple(Secret(draw_code(dice.getrandbits), dice.randbytes(16)) for _ in range(secrets_needed(command)))
        elapsed = len(written) * TURN_MS
        try:
            made = decide(
                draft, Request(number, station, command, 1), Stamp(START + elapsed, START + elapsed, elapsed, secrets)
            )
        except Refused:
            return
        for entry in made:
            apply(draft, entry)
            written.append(entry)

    ask("open", OpenMeeting("City Commission", "2026-01-13", BUILDING))
    turn = 0
    while len(written) < entries:
        turn += 1
        ask(f"Desk-{turn}", _command(draft, dice))
        due = due_first(draft, asked)
        if due is not None and due.moment <= draft.elapsed:
            asked.setdefault(due.hold, set()).add(due.request.id)
            ask(due.request.id, due.request.command, due.request.station)
    return written


def _command(draft: Draft, dice: random.Random) -> Command:
    room = draft.spaces[dice.choice(list(ROOMS))]
    called = [ticket.number for ticket in _recent(draft) if ticket.state is TicketState.CALLED]
    out = [hold.id for hold in draft.holds.values() if hold.kind is HoldKind.STEPPED_OUT]
    waits = draft.line.parties() > 20
    full = room.free <= 0
    commands: list[tuple[int, Command]] = [
        (40, Tap(room.name, -dice.randint(1, 3) if full else dice.randint(1, 2), "Door")),
        (26, Tap(room.name, -1, "Door")),
        (2 if waits else 16, SendParty(dice.choice((1, 1, 2)), wish=dice.choice((Wish.ANY, Wish.ANY, Wish.CHAMBER)))),
        (8, CallNext()),
        (6, StepOut(room.name, 1, "Door")),
        (2, StartHeadCount(room.name)),
        (3, SaveHeadCount(room.name, room.inside)),
    ]
    commands += [(20, Seat(number)) for number in called[:1]]
    commands += [(6, Return(hold, 1)) for hold in out[:1]]
    commands += [(2, Leave(number)) for number in list(draft.line.in_order())[-1:]]
    return dice.choices([command for _, command in commands], [weight for weight, _ in commands])[0]


def _recent(draft: Draft) -> list[Ticket]:
    return [draft.tickets[hold.ticket] for hold in draft.holds.values() if hold.ticket is not None]
