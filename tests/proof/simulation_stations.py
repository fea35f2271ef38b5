"""Who asks in the simulation, and what is counted of it for the report."""

from dataclasses import dataclass, field

from roomflow.domain.requests import Request


@dataclass(slots=True)
class Station:
    """Somebody who asks, and asks again until there is an answer."""

    name: str
    waits: dict[str, tuple[Request, int]] = field(default_factory=dict)
    """What is not answered yet, and the turn it was made in."""
    last: str = "none"
    fresh: int = 0
    """Until this turn it is likely to think better of its last request."""
    asked: int = 0


@dataclass(slots=True)
class Tally:
    """What happened, for the report."""

    requests: int = 0
    ids: int = 0
    entries: int = 0
    done: int = 0
    refused: int = 0
    dropped: int = 0
    twice: int = 0
    late: int = 0
    answers_lost: int = 0
    repeated: int = 0
    faults: int = 0
    crashes: int = 0
    jumps: int = 0
    gathered: int = 0
    """Batches of three requests and more, decided and committed as one; `gathered_in_vain` are those that failed."""
    gathered_in_vain: int = 0
    meetings: int = 0
    open_at_once: int = 0
    kinds: set[str] = field(default_factory=set)
    refusals: set[str] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    hashes: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        for name in Tally.__slots__:
            mine, theirs = getattr(self, name), getattr(other, name)
            if name == "open_at_once":
                self.open_at_once = max(mine, theirs)
            else:
                setattr(self, name, mine | theirs if isinstance(mine, set) else mine + theirs)
