"""What `--help` says of each command: the first line stands in the list of commands as well."""

from __future__ import annotations

from typing import Final

from roomflow.cli.spoken import text as _

ROOMFLOW: Final = _(
    "Rooms, doors and a fair line for packed public meetings.\n\n"
    "Without a command the desk opens. Where there is no display, the sample evening is played in the terminal."
)
REHEARSE: Final = _(
    "Play a whole evening through the real desk and log, as fast as it goes.\n\n"
    "Without --data in a temporary folder. A folder with real meetings is refused; a new one becomes a practice folder "
    "for ever. The same files and seed give the same log. Ends with 1 where a rule is broken, somebody is not "
    "accounted for, or somebody was overtaken without a reason."
)
VERIFY: Final = _(
    "Read the log again: its chain, its sums, and every rule at every entry.\n\n"
    "Ends with 1 and names the first bad entry where something is wrong."
)
EXPORT: Final = _(
    "Write the record of a meeting as files, and print their paths: figures, tables, the log, the PDF.\n\n"
    "Nothing private is in them: no ticket code, no need of an accessible place. Works while the desk runs."
)
COMPARE: Final = _("Write all meetings of a log side by side, as a table and a workbook with a chart.")
SERVE: Final = _(
    "Serve doors, displays and phones in browsers, without a window.\n\n"
    "Staff get the port, the public the one behind it. Ends on Ctrl-C. One desk has the log at a time: a desk with a "
    "window serves by itself (Setup, Stations)."
)
PAIR: Final = _(
    "Let a phone, a display or a browser in, at the server that runs on this computer.\n\n"
    "Prints a link and its QR, which holds once and for a minute; with --json a token."
)
OPEN: Final = _(
    "Show an evening out of any copy of a log, read-only, with all reports.\n\n"
    "FILE is a copy of a log, or a folder with one."
)
DISPOSE: Final = _(
    "Remove every byte of a meeting from the log and from every file and copy that can be reached.\n\n"
    "Asks twice. Refused under a legal hold, before the period it is kept for is over, and while a desk is open. Its "
    "number, date, head and this disposal stay written down."
)
DOCTOR: Final = _("Say what this computer has: Qt, SQLite, the log folder, free disk, a display.")
