"""A step ahead: the meeting as the entries of a request leave it so far, looked at before anything is written."""

from __future__ import annotations

from roomflow.domain.fold import apply
from roomflow.domain.meeting import Draft, Picture, thaw
from roomflow.domain.pen import Pen


def ahead(picture: Picture, pen: Pen) -> Draft:
    """The picture after what the pen has written; each entry is applied once, however often it is asked for."""
    draft = pen.ahead = pen.ahead or thaw(picture)
    for entry in pen.entries[draft.seq - picture.seq :]:
        apply(draft, entry)
    return draft
