"""What the log said of the requests of a batch: whether each of them was answered before, asked for all at once."""

from __future__ import annotations

from collections.abc import Sequence

from roomflow.domain.requests import Request
from roomflow.store.journal import Journal, StoredAnswer


class Earlier:
    """The answers that requests got in earlier commits, for as long as one batch is decided."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._found: dict[tuple[int, str], StoredAnswer | None] = {}

    def look_up(self, requests: Sequence[Request]) -> None:
        """Forget the batch before, and ask for the requests of this one; raises StoreProblem."""
        self._found.clear()
        asked: dict[int, list[str]] = {}
        for request in requests:
            if request.meeting is not None:
                asked.setdefault(request.meeting, []).append(request.id)
        for meeting, ids in asked.items():
            self._ask(meeting, ids)

    def answer(self, meeting: int, request: str) -> StoredAnswer | None:
        """What a request was answered, None where it never came; what the desk asks itself is asked for alone."""
        if (meeting, request) not in self._found:
            self._ask(meeting, [request])
        return self._found[meeting, request]

    def _ask(self, meeting: int, ids: Sequence[str]) -> None:
        answers = self._journal.answers(meeting, ids)
        self._found.update({(meeting, request): answers.get(request) for request in ids})
