"""Every sentence of the audit is said of some forged entry: one that nothing can make it say guards nothing."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from roomflow.domain import audit
from roomflow.sentences import said
from roomflow.tongues import Tongue
from tests.domain.forged_evenings import EVENINGS
from tests.domain.forging import all_said
from tests.domain.test_audit import PLANTED, evening

DOMAIN = Path(audit.__file__).parent
UNSAID = frozenset((re.escape("rule 8: it ends a hold that has ended"),))
"""Such an entry stops the audit (KeyError) before its sentences are handed over; `verify` names the entry then."""


def sentences() -> Iterator[str]:
    """The sentences of the audit's files as they are on the disk, with a hole for each value."""
    for file in sorted(DOMAIN.glob("audit*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Yield(ast.Call(ast.Name("_"), [ast.Constant(str() as template)])):
                    yield re.sub(r"\\{\w+\\}", ".*", re.escape(template))
                case ast.Yield(ast.Constant() | ast.JoinedStr()):
                    raise AssertionError(f"{file.name}, line {node.lineno}: a sentence that is in no catalogue")
                case _:
                    continue


@cache
def found() -> frozenset[str]:
    """What the audit says of all forged entries; of those that stop it, the name of the error."""
    every: set[str] = set()
    for make in EVENINGS:
        every.update(all_said(make()))
    for plant in PLANTED.values():
        table = evening()
        entry = plant(table)
        try:
            every.update(table._audit.step(entry))
        except (AssertionError, KeyError, ValueError):
            continue
    return frozenset(every)


def test_every_sentence_of_the_audit_is_said_of_some_forged_entry() -> None:
    known = set(sentences())
    assert len(known) > 80
    unsaid = {pattern for pattern in known if not any(re.fullmatch(pattern, sentence) for sentence in found())}
    assert unsaid == UNSAID


def test_every_sentence_of_the_audit_is_said_in_spanish_too() -> None:
    spanish = Tongue("es").text
    told = [sentence for sentence in found() if " " in sentence]  # an error's name has none
    assert len(told) > 80
    assert not [sentence for sentence in told if said(sentence, spanish) == sentence]
