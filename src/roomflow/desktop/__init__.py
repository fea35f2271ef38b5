"""The desk window: everything that touches Qt lives in here and nowhere else."""

from roomflow.desktop.basis.compiled_support import compiled_once, kept_file

with compiled_once(kept_file()):
    from roomflow.desktop.basis.plain_import import import_plainly

import_plainly()
