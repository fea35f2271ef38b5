"""Many malformed requests: 20,000, and 200,000 for a release. No fault, no trace, nothing changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.web.malformed import send_malformed
from tests.web.site import site_in

REQUESTS = 200_000 if os.environ.get("ROOMFLOW_PROOF") == "release" else 20_000


@pytest.mark.proof
def test_no_malformed_request_makes_a_fault_or_a_change(tmp_path: Path, seed: int) -> None:
    with site_in(tmp_path) as site:
        before = (site.meeting.seq, site.meeting.head)
        seen = send_malformed(site, seed, REQUESTS)
        assert seen.bad == []
        assert (site.meeting.seq, site.meeting.head) == before
        assert site.web.stations() == []
        assert site.get("/pair").status == 200
    print(f"{REQUESTS} malformed requests: {dict(seen.statuses)}, {len(seen.bad)} faults, 0 changes")
