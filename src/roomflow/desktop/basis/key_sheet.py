"""The sheet of keys: every key with its sentence, by the page on which it acts, as the `?` card shows them."""

from __future__ import annotations

from roomflow.desktop.basis.words import _

Keys = tuple[str, list[tuple[tuple[str, ...], str]]]
"""The name of a page, and its keys: those that do one thing, and what it is."""


def key_sheet() -> list[Keys]:
    """Every key with its sentence, by the page on which it acts, as the `?` card shows them."""
    return [
        (
            _("Desk"),
            [
                (("1", "…", "6"), _("sends a party of that size, or issues its ticket")),
                (("A",), _("the next party needs an accessible place")),
                (("C",), _("the next party wishes the chamber only")),
                ((_("Space"),), _("calls the whole suggestion; presses what Tab has reached")),
                (("P",), _("prints the ticket that is shown; again with a new code")),
                (("Esc",), _("clears the answer for the next party")),
            ],
        ),
        (
            _("Everywhere"),
            [
                (("F1", "F2", "F3", "F4", "F5"), _("Desk, Doors, Line, Clerk, Setup")),
                (("T",), _("people were turned away: how many, and why")),
                (("/",), _("finds a ticket by its number or code")),
                (("Ctrl", "Z"), _("takes back your last action, for 10 seconds")),
                (("F6",), _("shows the next open meeting, where there are several")),
                (("F7",), _("shows the phone that asks to be let in")),
                (("F11",), _("shows the public screen, or puts it away")),
                (("F12",), _("emergency: nobody is invited, each space is cleared")),
                (("?",), _("this card")),
                (("Ctrl", "L"), _("English or Spanish")),
                (("Ctrl", "D"), _("dark or light")),
                (("Ctrl", "+"), _("larger text; with − smaller, with 0 as it was")),
            ],
        ),
        *_of_pages(),
    ]


def _of_pages() -> list[Keys]:
    return [
        (
            _("Doors"),
            [
                (("+", "−"), _("one person in; one person out")),
                (("1", "…", "6"), _("so many people in at once")),
                (("S",), _("one person stepped out and comes back")),
                (("N",), _("head count: start it, or enter its figure")),
                (("M",), _("moves a scanned ticket's places here and seats it")),
                (("W",), _("another room")),
                (("D",), _("another door of this room")),
                (("Esc",), _("clears the answer to a scan")),
            ],
        ),
        (
            _("Line"),
            [
                (("0", "…", "9"), _("begins the number of a ticket; Enter goes on to the list")),
                (("C", "O"), _("calls the ticket; calls it to a room you choose")),
                (("S", "Y"), _("seats it; it was already counted at the door")),
                (("M", "B", "L"), _("it missed its call; is back; left the line")),
                (("X", "D"), _("splits it; seats it apart in two rooms")),
                (("V",), _("moves its call to another room")),
                (("P",), _("prints its slip again; the earlier one is void")),
                ((_("Space"),), _("calls the whole suggestion")),
            ],
        ),
    ]
