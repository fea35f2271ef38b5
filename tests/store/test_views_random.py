"""The SQL views and the fold say the same of random evenings, where everything that may happen does."""

from pathlib import Path

from roomflow.domain.fold import fold
from roomflow.reports.views import disagreements
from roomflow.store.journal import Batch
from roomflow.store.sqlite import open_journal, open_reader
from tests.domain.test_random_evenings import play

EVENINGS = 12


def test_views_and_fold_agree_on_random_evenings(tmp_path: Path, seed: int) -> None:
    kinds: set[str] = set()
    for number in range(EVENINGS):
        table = play(seed + number, 300)
        folder = tmp_path / str(number)
        journal = open_journal(folder, practice=True, durable=False)
        journal.append([Batch(1, 0, tuple(table.entries), ())])
        journal.close()
        reader = open_reader(folder)
        found = list(disagreements(reader, 1, fold(1, reader.read(1))))
        reader.close()
        assert found == [], seed + number
        kinds |= {entry.kind for entry in table.entries}
    assert {"undone", "called", "limit-set", "tapped"} <= kinds, seed
