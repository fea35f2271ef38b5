"""Every sentence of the audit is said of some forged entry: one that nothing can make it say guards nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from roomflow.domain import audit
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
            if isinstance(node, ast.Yield) and isinstance(node.value, ast.Constant | ast.JoinedStr):
                yield _pattern(node.value)


def _pattern(node: ast.Constant | ast.JoinedStr) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in parts)


def test_every_sentence_of_the_audit_is_said_of_some_forged_entry() -> None:
    said: set[str] = set()
    for make in EVENINGS:
        said.update(all_said(make()))
    for plant in PLANTED.values():
        table = evening()
        entry = plant(table)
        try:
            said.update(table._audit.step(entry))
        except (AssertionError, KeyError, ValueError):
            continue
    known = set(sentences())
    assert len(known) > 80
    unsaid = {pattern for pattern in known if not any(re.fullmatch(pattern, sentence) for sentence in said)}
    assert unsaid == UNSAID
