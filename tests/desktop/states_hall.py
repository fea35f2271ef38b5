"""States of what people in the hall see and hear: the public screen, its card, the words to read out, the camera."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Qt

from roomflow.desktop.basis.words import _
from roomflow.desktop.cards.camera import CameraDialog
from roomflow.desktop.cards.public import PublicDialog
from roomflow.desktop.cards.script import ScriptDialog
from roomflow.desktop.public.layout import Shown
from roomflow.desktop.public.look import DIGITS_PX
from roomflow.desktop.public.view import PublicView
from roomflow.desktop.public.voice import Sentence
from roomflow.domain.public import CalledNumber, PublicPicture, PublicState, public_picture
from roomflow.tongues import Tongues
from tests.desktop.scenes import SCENES
from tests.desktop.stage import Stage

State = Callable[[Stage], None]
SIX_CALLED: Final = (131, 132, 134, 128, 127, 1024)


def picture(**changes: object) -> PublicPicture:
    return replace(public_picture(SCENES["desk-light"]()[0]), **changes)


def _public(make: Callable[[], PublicPicture], called: tuple[int, ...] | None = None) -> State:
    """The public screen as it fills its monitor; six numbers called where `called` names them."""

    def show(stage: Stage) -> None:
        shown = make()
        numbers = shown.called
        if called is not None:
            plans = [room.plan for room in shown.rooms]
            numbers = tuple(
                CalledNumber(each, place, 0, plans[place % len(plans)]) for place, each in enumerate(called)
            )
        view = PublicView(Tongues())
        view.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        view.resize(*stage.size)
        view.show_shown(Shown(shown, numbers, "18:07", DIGITS_PX, 0))
        view.show()
        stage.card = view

    return show


def _public_card(stage: Stage) -> None:
    screen = stage.scene("desk-light")
    card = PublicDialog(screen, screen.hall.public)
    card.present()
    stage.card = card


def _script(stage: Stage) -> None:
    card = ScriptDialog(stage.scene("desk-light"))
    words = ("Number 1, 3, 1. Overflow A. Third floor.", "Número 1, 3, 1. Sala A. Tercer piso.")
    languages = ("en", "es")
    card.show_script(
        tuple(Sentence(language, said) for language, said in zip(languages, words, strict=True)),
        _("There is no voice: {reason}.").format(reason=_("roomflow was installed without the extra “sound”")),
    )
    stage.card = card


def _camera(stage: Stage) -> None:
    card = CameraDialog(
        stage.scene("desk-light"), _("Scanning with a camera needs the extra “camera”: pip install '.[camera]'.")
    )
    card.present()
    stage.card = card


HALL_STATES: Final[dict[str, State]] = {
    "public": _public(picture),
    "public-six": _public(picture, SIX_CALLED),
    "public-nobody": _public(picture, ()),
    "public-recess": _public(lambda: picture(state=PublicState.RECESS)),
    "public-stopped": _public(lambda: picture(state=PublicState.STOPPED)),
    "public-emergency": _public(lambda: picture(state=PublicState.EMERGENCY)),
    "public-ended": _public(lambda: picture(state=PublicState.ENDED)),
    "public-practice": _public(lambda: picture(practice=True)),
    "card-public": _public_card,
    "card-script": _script,
    "card-camera": _camera,
}
