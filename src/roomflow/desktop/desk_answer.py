"""What the desk answered, in words: a room, a ticket and why, or a refusal; and how it stands now."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from roomflow.desktop.desk_line import wish_words
from roomflow.desktop.look import look_of
from roomflow.desktop.widgets.answer import Issued, Sent
from roomflow.desktop.widgets.runs import Run, runs_of
from roomflow.desktop.wording import Now, clock_words, countdown_words, people_words, short_names, where_words
from roomflow.desktop.words import _, ngettext
from roomflow.domain.calling import people_ahead
from roomflow.domain.codes import qr_text
from roomflow.domain.events import Entry, Kind, TicketState, Wish
from roomflow.domain.inviting import offer
from roomflow.domain.meeting import Meeting, rooms


class TicketReason(QWidget):
    """Why there is a ticket: a sentence, and the free places of each room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence_label = QLabel(self)
        self.sentence_label.setProperty("type", "strong")
        self.free_label = QLabel(self)
        self.free_label.setProperty("type", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look_of().px(10), 0, 0)
        column.setSpacing(0)
        for label in (self.sentence_label, self.free_label):
            label.setWordWrap(True)
            column.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_reason(self, sentence: str, free: str) -> None:
        self.sentence_label.setText(sentence)
        self.free_label.setText(free)
        self.setVisible(bool(sentence))


def sent_answer(meeting: Meeting, entry: Entry) -> Sent:
    """The card of a `sent` entry; its room is where the hold is now, since it may have been moved."""
    hold = meeting.holds.get(str(entry.seq))
    room = hold.space if hold is not None else entry.space or ""
    floor, way = where_words(meeting.spaces[room].plan)
    return Sent(
        party=people_words(entry.people or 0),
        time=_("sent {time}").format(time=clock_words(entry.happened, meeting.building.timezone)),
        room=room,
        floor=floor,
        way=way,
    )


def held_words(meeting: Meeting, entry: Entry, now: Now) -> tuple[Run, ...]:
    """How it stands with a party that was sent: places held and the time to arrive, or how it ended."""
    hold = meeting.holds.get(str(entry.seq))
    if hold is not None:
        template = ngettext("{n} place held, *{time}* to arrive", "{n} places held, *{time}* to arrive", hold.people)
        return runs_of(template, n=hold.people, time=countdown_words(hold.deadline - now.elapsed))
    for later in reversed(meeting.recent):
        if later.kind == Kind.UNDONE and later.undoes == entry.seq:
            return runs_of(_("*taken back*"))
        if later.kind in (Kind.EXPIRED, Kind.RELEASED) and later.details.get("hold") == str(entry.seq):
            return runs_of(_("*not arrived,* places free again"))
    return runs_of(_("*arrived*"))


def issued_answer(meeting: Meeting, entry: Entry) -> Issued:
    """The card of an `issued` entry."""
    ticket = meeting.tickets[entry.ticket or 0]
    return Issued(
        party=_("{people}, {wish}").format(people=people_words(ticket.people), wish=wish_words(ticket.wish)),
        time=_("issued {time}").format(time=clock_words(entry.happened, meeting.building.timezone)),
        number=ticket.number,
        qr=qr_text(ticket.code) if ticket.code else "",
        keep=_("keeps the place in line; no name needed"),
    )


def ahead_words(meeting: Meeting, number: int) -> tuple[Run, ...]:
    """How it stands with a ticket: people ahead while it waits, then its state."""
    ticket = meeting.tickets[number]
    if ticket.state is TicketState.WAITING:
        ahead = people_ahead(meeting, number)
        if ahead == 0:
            return runs_of(_("*first* in line"))
        return runs_of(ngettext("*{n} person* ahead", "*{n} people* ahead", ahead), n=ahead)
    words = {
        TicketState.CALLED: _("*called* to {room}"),
        TicketState.MISSED: _("*missed* its call"),
        TicketState.SEATED: _("*seated* in {room}"),
        TicketState.LEFT: _("*left* the line"),
        TicketState.CANCELLED: _("*taken back*"),
        TicketState.UNSERVED: _("*not seated*"),
    }[ticket.state]
    return runs_of(words, room=ticket.space or "")


def ticket_reason(meeting: Meeting, people: int, wish: Wish) -> tuple[str, str]:
    """Why a party of this size got a ticket and no room, and the free places of each room it takes.

    To be asked of the meeting just after its ticket was issued.
    """
    found = offer(meeting, people, wish)
    short = short_names([room.name for room in rooms(meeting)])
    listed = ", ".join(f"{short[name]} {free}" for name, free in found.free.items())
    free = _("Free: {rooms}.").format(rooms=listed)
    if meeting.stopped:
        return _("Invitations are stopped."), free
    if any(count >= people for count in found.free.values()):
        return _("The free places are for those in line."), free
    if wish is Wish.CHAMBER:
        template = ngettext("The chamber has no free place.", "The chamber has not {n} places together.", people)
        return template.format(n=people), free
    template = ngettext("No room has a free place.", "No room has {n} places together.", people)
    return template.format(n=people), free


def refusal_words(key: str, sentence: str) -> tuple[str, str]:
    """The title of a refusal and its sentence with what can be done instead."""
    instead = {
        "no-places": _("Choose another room, or give a ticket."),
        "spoken-for": _("Call next seats the line; a newcomer gets a ticket."),
        "would-overtake": _("Call next keeps the order."),
        "none-fits": _("It can be called when places are freed."),
    }.get(key, "")
    return _("Not done"), f"{sentence} {instead}".strip()
