"""What describes a copy of the log beside it: a Datasette metadata file that names the copy as Datasette will."""

import json
from pathlib import PurePath
from typing import Final

from roomflow.assets import resource

_SHIPPED: Final = "roomflow"
"""The name in the shipped file: that of a log as it lies in its own folder."""


def descriptions_of(copy: str) -> str:
    """The text of the metadata file for a copy of this file name.

    Datasette finds descriptions by the name of the database, which is the name of its file without what follows the
    last dot: under any other name it shows none and says nothing.
    """
    described = json.loads(resource("reports", "metadata.json").read_bytes())
    databases = described["databases"]
    databases[PurePath(copy).stem] = databases.pop(_SHIPPED)
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"
