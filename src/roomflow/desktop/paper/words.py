"""The words of the paper pack, in one language of the public at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from roomflow.tongues import Tongue

Words = Callable[[Tongue], str]


def ticket(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Ticket")


def blanks(tongue: Tongue) -> str:
    """What is written on a paper ticket by hand."""
    _ = tongue.text
    return _("people ____  time ______")


def notice(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Keeps your place in line. Does not guarantee a seat. No name needed; everyone may attend.")


def list_title(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Paper tickets handed out")


def list_words(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Write a line for each ticket when it is handed out. No names. Enter it later: Meeting, Paper…")


def list_heads(tongue: Tongue) -> tuple[str, ...]:
    _ = tongue.text
    return (_("Ticket"), _("Time"), _("People"), _("Accessible"), _("Chamber only"))


def tally_title(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Tally: {space}")


def tally_words(tongue: Tongue) -> str:
    _ = tongue.text
    return _("One stroke a person, five to a box. Enter the sums later: Meeting, Paper…")


def tally_limit(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Posted limit {limit}, of them reserved {reserved}")


def tally_foot(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Sum in ______   Sum out ______   Time ______   Head count ______ at ______")


def came_in(tongue: Tongue) -> str:
    _ = tongue.text
    return _("In")


def went_out(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Out")


def _card_call(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Now calling number ______\n\nto ____________________")


def _card_wait(tongue: Tongue) -> str:
    _ = tongue.text
    return _("All places are taken now. Your ticket keeps your place in line. Numbers are called here.")


def _card_everyone(tongue: Tongue) -> str:
    _ = tongue.text
    return _("Everyone may attend. No name is needed.")


CARDS: Final[tuple[Words, ...]] = (_card_call, _card_wait, _card_everyone)
"""What is read out or held up when no screen works."""
