"""How much is proved: a little in every run, more in `make proof`, all of it in `make proof-release`."""

import os
from typing import Final

RELEASE: Final = os.environ.get("ROOMFLOW_PROOF") == "release"
"""Set by `make proof-release`."""

REQUESTS: Final = 1_000_000 if RELEASE else 200_000
"""Of the simulation, through the real desk."""
MUTANTS: Final = None if RELEASE else 300
"""Drawn by seed; None for all there are."""
RACES: Final = 10_000 if RELEASE else 1_000
"""Of each kind."""
STEPS: Final = 50_000
"""Of the state machine, of which Hypothesis holds the dice."""
POWER_CUTS: Final = 2_000 if RELEASE else 400
