"""The rules as Hypothesis asks them: no order of commands breaks one, and what breaks one comes out short."""

import re

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from roomflow.domain import guards
from tests.proof import scale
from tests.proof.machine import Evening

STEPS_AN_EVENING = 50
STEPS_IN_EVERY_RUN = 500
PARTS = 10
STEPS_A_PART = scale.STEPS // PARTS
BUG_EVENINGS_MAX = 500
BUG_STEPS_AN_EVENING = 12
SHORT_STEPS_MAX = 4
"""What is left of an evening that breaks a rule when Hypothesis is done with it."""


def play(seed: int, steps: int) -> None:
    """At least so many steps: evening after evening, each of which Hypothesis makes up."""
    Evening.steps = 0
    turn = 0
    while Evening.steps < steps:
        run(seed + turn, -(-(steps - Evening.steps) // STEPS_AN_EVENING))
        turn += 1


def run(seed: int, evenings: int, steps_an_evening: int = STEPS_AN_EVENING) -> None:
    class Seeded(Evening):
        """Its own class: the seed and the steps are kept on it."""

        steps = 0

    run_state_machine_as_test(
        hypothesis.seed(seed)(Seeded),
        settings=settings(
            max_examples=evenings,
            stateful_step_count=steps_an_evening,
            deadline=None,
            database=None,
            derandomize=False,
            report_multiple_bugs=False,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        ),
    )
    Evening.steps += Seeded.steps


def test_no_order_of_commands_breaks_a_rule(seed: int) -> None:
    play(seed, STEPS_IN_EVERY_RUN)


@pytest.mark.proof
@pytest.mark.parametrize("part", range(PARTS))
def test_no_order_of_fifty_thousand_commands_breaks_a_rule(seed: int, part: int) -> None:
    play(seed + part, STEPS_A_PART)
    print(f"{Evening.steps} steps")


def test_negative_control_an_evening_that_breaks_a_rule_is_found_and_comes_out_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(guards, "need_first_claim", lambda *_, **__: None)
    with pytest.raises(AssertionError, match="rule 10") as found:
        run(126, BUG_EVENINGS_MAX, BUG_STEPS_AN_EVENING)
    said = "\n".join(getattr(found.value, "__notes__", []))
    asked = re.findall(r"^state\.(?:ask|come|tap|call|think_better)\(", said, re.MULTILINE)
    assert 0 < len(asked) <= SHORT_STEPS_MAX, said
