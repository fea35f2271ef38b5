"""What is read in an emergency: the figures of each space as rows, their sums in words, and all of it on one sheet."""

from __future__ import annotations

from html import escape
from typing import NamedTuple

from roomflow.desktop.basis.look import Theme
from roomflow.desktop.basis.wording import Now, clock_words, counted_words, floor_words, people_words
from roomflow.desktop.basis.words import _, ngettext
from roomflow.domain.building import SpaceKind
from roomflow.domain.events import Kind
from roomflow.domain.meeting import Meeting
from roomflow.domain.spaces import Space, drift_of


class Sums(NamedTuple):
    """Over all counted spaces; `present` is what a fire official reads: inside and reserved together."""

    spaces: int
    inside: int
    in_rooms: int
    reserved: int
    cleared: int
    assistance: int

    @property
    def present(self) -> int:
        return self.inside + self.reserved


def counted_spaces(meeting: Meeting) -> list[Space]:
    """Every space but those outside, in the building's order."""
    return [space for space in meeting.spaces.values() if space.kind is not SpaceKind.OUTSIDE]


def sums_of(meeting: Meeting) -> Sums:
    """The sums of the meeting's own figures."""
    spaces = counted_spaces(meeting)
    return Sums(
        spaces=len(spaces),
        inside=sum(space.inside for space in spaces),
        in_rooms=sum(space.inside for space in spaces if space.is_room),
        reserved=sum(space.reserved for space in spaces),
        cleared=sum(space.cleared for space in spaces),
        assistance=sum(space.assistance for space in spaces),
    )


def sum_words(sums: Sums) -> str:
    """“312 people in 7 spaces, 3 cleared, 2 need assistance”."""
    spaces = ngettext("{n} space", "{n} spaces", sums.spaces).format(n=sums.spaces)
    helped = ngettext("{n} needs assistance", "{n} need assistance", sums.assistance).format(n=sums.assistance)
    return _("{people} in {spaces}, {cleared} cleared, {assistance}").format(
        people=people_words(sums.present), spaces=spaces, cleared=sums.cleared, assistance=helped
    )


def present_words(sums: Sums) -> str:
    """Both parts of the people, named. The header counts rooms alone, so the others are told apart."""
    if sums.inside != sums.in_rooms:
        return _("{inside} inside ({rooms} in rooms, {others} elsewhere) + {reserved} reserved").format(
            inside=sums.inside, rooms=sums.in_rooms, others=sums.inside - sums.in_rooms, reserved=sums.reserved
        )
    return _("{inside} inside + {reserved} reserved").format(inside=sums.inside, reserved=sums.reserved)


def age_words(space: Space, now: Now) -> str:
    """How old the count is, and by how much it may be off."""
    return counted_words(space.counted_elapsed, drift_of(space), now)


def ended_words(meeting: Meeting) -> tuple[str, str]:
    """A title and a sentence for the desk when an emergency is over: ended, or begun by mistake."""
    for entry in reversed(meeting.recent):
        if entry.kind == Kind.EMERGENCY_ENDED:
            break
        if entry.kind == Kind.UNDONE and entry.details.get("kind") == Kind.EMERGENCY:
            return _("Emergency taken back"), _("It was begun by mistake. Everything is as it was before.")
    return _("The emergency has ended"), _("Every room asks for a head count. Parties can be sent and called again.")


# --- the sheet ---------------------------------------------------------------------------------------


def sheet_head(meeting: Meeting, now: Now) -> list[str]:
    """The lines above the table: where, when, the sums."""
    sums = sums_of(meeting)
    when = clock_words(now.at, meeting.building.timezone)
    practice = [_("PRACTICE")] if meeting.practice else []
    since = clock_words(meeting.emergency_since or now.at, meeting.building.timezone)
    return [
        *practice,
        _("EMERGENCY: {building}").format(building=meeting.building.name),
        _("{meeting}, {date}, {time}; began {since}").format(
            meeting=meeting.name, date=meeting.date, time=when, since=since
        ),
        sum_words(sums),
        present_words(sums),
    ]


def sheet_note() -> str:
    """What the figures are not."""
    return _("Counts are approximate. Reserved places are taken as occupied: dais, staff, press.")


def sheet_rows(meeting: Meeting, now: Now) -> list[tuple[str, ...]]:
    """The captions, a row a space, and the sums."""
    sums = sums_of(meeting)
    captions = (
        _("Space"), _("Floor"), _("Inside"), _("Reserved"), _("Together"), _("Last head count"),
        _("Need assistance"), _("Cleared"),
    )  # fmt: skip
    totals = (
        _("All spaces"), "", str(sums.inside), str(sums.reserved), str(sums.present), "",
        str(sums.assistance), _("{cleared} of {spaces}").format(cleared=sums.cleared, spaces=sums.spaces),
    )  # fmt: skip
    return [captions, *(_row(space, now) for space in counted_spaces(meeting)), totals]


def _row(space: Space, now: Now) -> tuple[str, ...]:
    return (
        space.name,
        floor_words(space.plan),
        str(space.inside),
        str(space.reserved),
        str(space.inside + space.reserved),
        age_words(space, now),
        str(space.assistance),
        _("cleared") if space.cleared else _("not cleared"),
    )


FIGURES = frozenset((2, 3, 4, 6))
"""Columns of numbers: they stand right."""


def sheet_text(meeting: Meeting, now: Now) -> str:
    """The sheet as plain text in straight columns; any program and any printer can read it."""
    rows = sheet_rows(meeting, now)
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = (
            cell.rjust(width) if column in FIGURES else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append("  ".join(cells).rstrip())
    rule = "-" * max(len(line) for line in lines)
    return "\n".join(
        [*sheet_head(meeting, now), "", lines[0], rule, *lines[1:-1], rule, lines[-1], "", sheet_note(), ""]
    )


def sheet_html(meeting: Meeting, now: Now, theme: Theme) -> str:
    """The sheet as rich text for one printed page, in black on white."""
    head = sheet_head(meeting, now)
    rows = sheet_rows(meeting, now)
    made = []
    for index, row in enumerate(rows):
        tag = "th" if index in (0, len(rows) - 1) else "td"
        cells = (
            f'<{tag} align="{"right" if column in FIGURES else "left"}">{escape(cell)}</{tag}>'
            for column, cell in enumerate(row)
        )
        made.append(f"<tr>{''.join(cells)}</tr>")
    return (
        f'<body style="color:{theme.code_ink}">'
        f"<h2>{'<br>'.join(escape(line) for line in head)}</h2>"
        f'<table border="1" cellspacing="0" cellpadding="5" width="100%">{"".join(made)}</table>'
        f"<p>{escape(sheet_note())}</p></body>"
    )
