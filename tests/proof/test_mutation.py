"""Whether the tests of the rules can fail: a rule is changed in one place, and they have to notice."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.proof import scale
from tests.proof.mutation import DOMAIN, all_mutants, drawn, mutants_of, mutated

ROOT = DOMAIN.parents[2]
DRAW_SEED = 524287
"""Of `make proof`: the same mutants for everybody, so that the survivors in docs/proof.md can be looked at."""
KILLED_PERCENT_MIN = 90

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no mutant can be forked here")


def run(*words: str) -> list[dict[str, Any]]:
    """What became of mutants, by a process that has not seen roomflow yet."""
    command = [sys.executable, "-m", "tests.proof.mutation_run", *words]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def survivors(outcomes: Sequence[dict[str, Any]]) -> list[str]:
    return sorted(f"{each['mutant']}  (line {each['line']})" for each in outcomes if not each["killed"])


@pytest.mark.proof
@needs_fork
def test_nine_of_ten_changed_rules_are_noticed() -> None:
    outcomes = run(*(() if scale.MUTANTS is None else ("--number", str(scale.MUTANTS), "--seed", str(DRAW_SEED))))
    alive = survivors(outcomes)
    print(f"{len(outcomes)} mutants of {len(all_mutants())}, {len(alive)} survive:", *alive, sep="\n  ")
    assert len(outcomes) == (scale.MUTANTS or len(all_mutants()))
    assert 100 * (len(outcomes) - len(alive)) >= KILLED_PERCENT_MIN * len(outcomes)


@needs_fork
def test_a_changed_guard_is_noticed_by_the_tests_that_enter_it_and_by_no_others() -> None:
    gate = run(
        "--file", "spaces", "--number", "8", "--tests", "tests/domain/test_gate.py", "tests/domain/test_codes.py"
    )
    assert len(gate) == 8
    assert 0 < len(survivors(gate)) < 8, "one file of tests notices some of them, and not all"
    codes = run("--file", "guards", "--number", "3", "--tests", "tests/domain/test_codes.py")
    assert len(survivors(codes)) == 3, "what no test enters, none can notice"


# --- the mutants themselves -----------------------------------------------------------------------------

SOURCE = '''"""A file of rules."""
MOST = 3

def rule(picture, room, people):
    """A text stays as it is."""
    assert people > 0
    if room.closed:
        raise Refused("closed")
    total = room.inside + people
    picture.note(room, people, sure=True)
    if not picture.open or total <= MOST:
        return min(total, MOST)
    return None
'''


def said(tmp_path: Path, source: str = SOURCE) -> list[str]:
    file = tmp_path / "rules.py"
    file.write_text(source, encoding="utf-8")
    for mutant in mutants_of(file):
        assert ast.unparse(mutated(file, mutant)) != ast.unparse(ast.parse(source)), mutant
    return [mutant.what for mutant in mutants_of(file)]


def test_every_small_change_of_a_rule_is_a_mutant_and_no_text_or_assertion_is(tmp_path: Path) -> None:
    assert said(tmp_path) == [
        "3 → 4",
        "3 → 2",
        "if room.closed → if not room.closed",
        "without raise Refused('closed')",
        "room.inside + people → room.inside - people",
        "without picture.note(room, people, sure=True)",
        "picture.note(room, people, sure=True) → picture.note(people, room, sure=True)",
        "without the argument sure=True",
        "True → False",
        "not picture.open or total <= MOST → not picture.open and total <= MOST",
        "not picture.open → picture.open",
        "total <= MOST → total < MOST",
        "return min(total, MOST) → return None",
        "min(total, MOST) → max(total, MOST)",
    ]


def test_every_mutant_of_the_rules_is_another_program() -> None:
    for file in sorted(DOMAIN.glob("*.py")):
        whole = ast.dump(ast.parse(file.read_text(encoding="utf-8")))
        for mutant in drawn(mutants_of(file), 2, DRAW_SEED):
            tree = mutated(file, mutant)
            compile(tree, str(file), "exec")
            assert ast.dump(tree) != whole, mutant


def test_the_draw_depends_on_the_seed_and_not_on_what_else_there_is() -> None:
    mutants = all_mutants()
    assert len(set(mutants)) == len(mutants)
    first = drawn(mutants, 50, 1)
    assert first == drawn(reversed(mutants), 50, 1)
    assert first != drawn(mutants, 50, 2)
    without = [mutant for mutant in mutants if mutant != first[0]]
    assert drawn(without, 49, 1) == first[1:]


def test_one_who_is_gone_cannot_be_made() -> None:
    (mutant,) = drawn(mutants_of(DOMAIN / "guards.py"), 1, DRAW_SEED)
    with pytest.raises(LookupError):
        mutated(DOMAIN / "line.py", mutant)
