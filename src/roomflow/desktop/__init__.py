"""The desk window: everything that touches Qt lives in here and nowhere else."""

from roomflow.desktop.basis.plain_import import import_plainly

import_plainly()
