"""The words of first start that stand still: its titles, choices and buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from roomflow.desktop.basis.look import look_of
from roomflow.desktop.basis.plan import Choice
from roomflow.desktop.basis.words import _
from roomflow.desktop.widgets.icons import mark, pixmap

if TYPE_CHECKING:
    from roomflow.desktop.first_start.page import FirstStart


def set_words(page: FirstStart, *, may_change_folder: bool) -> None:
    """Say everything that stands still, and look as LOOK says."""
    look = look_of()
    page.mark_label.setPixmap(mark().pixmap(look.px(36), look.px(36)))
    page.building_title.set_words(1, _("Building"))
    page.meeting_title.set_words(3, _("Meeting"))
    page.sample_choice.set_words(
        page.plans[Choice.SAMPLE].name,
        _("A chamber, three overflow rooms, a hallway and a lobby. Every figure is invented. Good for practice."),
    )
    page.own_choice.set_words(_("My own building"), _("Rooms, their posted limits, and the order in which they fill."))
    page.file_choice.set_words(_("From a file"), _("A building written down in a .toml file."))
    page.folder_button.set_variant("plain", "small")
    page.folder_button.set_words(_("Change…"))
    page.folder_button.setVisible(may_change_folder)
    page.set_folder(page.folder)
    page.names_icon_label.setPixmap(pixmap("shield", look.px(16), look.colour("open.text")))
    page.names_label.set_type(16, "open.text")
    page.names_label.say(_("*No names, ever*"))
    page.offered_name = _("City Commission")
    page.name_edit.setText(page.offered_name)
    page.doors_open_edit.setText("17:15")
    page.call_to_order_edit.setText("18:00")
    page.view_button.set_variant("quiet", "small")
    page.view_button.set_words(_("View"), icon="chevron")
    page.evening_button.set_words(_("Open an evening…"))
    page.setup_button.set_words(_("Setup…"))
    page.setup_button.set_variant("plain", "main")
    page.practice_button.set_words(_("Practice evening"))
    page.practice_button.set_variant("plain", "main")
    page.open_button.set_variant("main", "main")
