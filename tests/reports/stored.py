"""The evenings of the golden files: stored logs, of a rehearsed sample and of one in which everything happens.

Logs are read for ever: whatever the rules become, these entries give these figures.
"""

import functools
import gzip
import json
from pathlib import Path

from roomflow.domain.events import Entry
from roomflow.store.sqlite import LOG_NAME, open_reader
from tests.reports.logs import write_log

GOLDEN = Path(__file__).with_name("golden")
SAMPLE = "evening"
FULL = "full-evening"
"""An evening in which everything happens: overrides, limits, an emergency, what was taken back (full_evening.py)."""


@functools.cache
def stored_entries(name: str = SAMPLE) -> tuple[Entry, ...]:
    """Every entry, its private part too."""
    entries = []
    with gzip.open(GOLDEN / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            values = json.loads(line)
            salt = bytes.fromhex(values.pop("salt", ""))
            entries.append(Entry(**values, salt=salt))
    return tuple(entries)


def stored_log(folder: Path, name: str = SAMPLE) -> Path:
    """A log with that evening in a folder, written by the real store; its file."""
    return write_log(folder, stored_entries(name), practice=name == SAMPLE) / LOG_NAME


@functools.cache
def stored_head(name: str = SAMPLE) -> str:
    """The hash of its last entry, in hex."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, open_reader(stored_log(Path(folder), name).parent) as reader:
        return reader.head(1)[1].hex()
