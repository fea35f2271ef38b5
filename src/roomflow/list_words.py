"""The words of what is chosen from a list or shown as a state: the same in the window and in browsers.

Each function takes the language as `_`, and gives the words by the rules' own keys.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Text = Callable[[str], str]


def roles(_: Text) -> Mapping[str, str]:
    """Who answers for what goes past a rule (`domain.limits.ROLES`)."""
    return {
        "clerk": _("The clerk"),
        "supervisor": _("Supervisor"),
        "fire-official": _("Fire official"),
        "police": _("Police"),
        "building-manager": _("Building manager"),
    }


def reasons(_: Text) -> Mapping[str, str]:
    """Why something goes past a rule (`domain.limits.REASONS`)."""
    return {
        "fire-official": _("The fire official ordered it"),
        "room-changed": _("The room was changed"),
        "sign-misread": _("The posted sign was misread"),
        "safety": _("Safety"),
        "accessible-need": _("An accessible place is needed"),
        "press": _("Press"),
        "speaker": _("A speaker"),
        "other": _("Another reason"),
    }


def turn_away_reasons(_: Text) -> Mapping[str, str]:
    """Why people were turned away (`TURN_AWAY_REASONS`)."""
    return {
        "no-room-to-wait": _("No room to wait"),
        "left-by-choice": _("They chose to leave"),
        "outside-at-close": _("Still outside at the close"),
        "building-closed": _("The building was closed"),
    }


def kinds(_: Text) -> Mapping[str, str]:
    """The kinds of space (`domain.building.SpaceKind`)."""
    return {
        "chamber": _("chamber"),
        "overflow": _("overflow"),
        "waiting": _("waiting"),
        "keep-clear": _("keep-clear"),
        "outside": _("outside"),
    }


def states(_: Text) -> Mapping[str, str]:
    """The states of a space, as staff read them."""
    return {
        "open": _("Open"),
        "filling": _("Filling"),
        "nearly-full": _("Nearly full"),
        "full": _("Full"),
        "over": _("Over"),
        "clear": _("Clear"),
        "closed": _("Closed"),
        "count-first": _("Count first"),
        "called": _("Called"),
    }
