"""Who speaks in a rehearsal: one by one from the line and the other rooms, to the seats on deck in the chamber."""

from __future__ import annotations

from random import Random

from roomflow.domain.commands import SeatSpeaker
from roomflow.domain.events import Entry, Kind
from roomflow.domain.meeting import Meeting
from roomflow.domain.on_deck import chamber_of, on_deck
from roomflow.rehearsal.crowd import Crowd, Party, Where


class Speakers:
    """Chooses the next speaker and moves them once the desk has. Chance of its own: nobody else's evening changes."""

    def __init__(self, seed: int, crowd: Crowd) -> None:
        self._chance = Random(f"{seed} speakers")
        self._crowd = crowd
        self._spoke: set[int] = set()

    def next_one(self, meeting: Meeting) -> tuple[Party, SeatSpeaker] | None:
        """Who speaks next and what the desk is asked for; None while no seat is on deck or nobody wants to speak."""
        chamber = chamber_of(meeting)
        if chamber is None or not on_deck(meeting):
            return None
        wanting = [party for party in self._crowd.parties if self._may_speak(party, chamber.name)]
        if not wanting:
            return None
        party = self._chance.choice(wanting)
        self._spoke.add(id(party))
        if party.ticket is not None:
            return party, SeatSpeaker(party.ticket)
        return party, SeatSpeaker(from_space=party.room)

    def _may_speak(self, party: Party, chamber: str) -> bool:
        """People who came alone: nobody leaves the others behind."""
        if party.people != 1 or id(party) in self._spoke:
            return False
        return party.where is Where.LINE or (party.inside == 1 and party.room != chamber)

    def takes_seat(self, party: Party, entries: tuple[Entry, ...]) -> None:
        """The desk seated the speaker: out of the room or the hallway, into the chamber."""
        for entry in entries:
            if entry.kind in (Kind.SEATED, Kind.RELOCATED) and entry.space is not None:
                if party.room is not None and party.where is Where.INSIDE:
                    self._crowd.inside[party.room] -= party.people
                self._crowd.walks_to(party, entry.space)
                self._crowd.comes_in(party)
