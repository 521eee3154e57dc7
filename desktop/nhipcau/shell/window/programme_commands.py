"""Making and amending programmes on behalf of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nhipcau.common.clock import today
from nhipcau.programmes.service import add_programme
from nhipcau.programmes.ui.editor import ProgrammeDialog

if TYPE_CHECKING:
    from nhipcau.shell.window.frame import Frame


def edit_programme(window: Frame, *, new: bool) -> None:
    """Open the dialog; a new programme becomes the chosen one."""
    database = window.data.database
    if database is None:
        return
    editing = None if new else window.desk.programme_id
    dialog = ProgrammeDialog(window.desk, database, editing, window)
    accepted = dialog.exec() == ProgrammeDialog.DialogCode.Accepted
    saved = dialog.saved_id
    dialog.deleteLater()
    if not accepted or saved is None:
        return
    programme = window.data.programme(saved)
    name = programme.name if programme is not None else ""
    if editing is None:
        window.choose_programme(saved)
        window.go("overview")
    key = "programmes.said.added" if editing is None else "programmes.said.amended"
    window.desk.say(window.desk.words(key, name=name), undo=True)


def ensure_programme(window: Frame) -> None:
    """See to it that answers have a programme to go into: she should not have to set one up before seeing them."""
    database = window.data.database
    if database is None or window.desk.programme_id is not None:
        return
    words = window.desk.words
    name = words("shell.programme.made_from", year=today().year)
    with database.step("programmes.step.add", name=name) as db:
        saved = add_programme(db, {"name": name})
    window.choose_programme(saved)
    window.desk.say(words("shell.programme.made", name=name), undo=True)
