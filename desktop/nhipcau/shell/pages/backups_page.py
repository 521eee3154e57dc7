"""The backups of a file, and what can be done about one that is damaged, whether it opens or not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from nhipcau.common.errors import Unavailable
from nhipcau.common.progress import Progress
from nhipcau.shell.files.backup_list import BackupList, day_and_time
from nhipcau.shell.files.rescue_section import RescueSection
from nhipcau.shell.files.restore_dialog import RestoreDialog
from nhipcau.shell.files.take_over import as_she_knows_it
from nhipcau.widgets.card import Body, Heading, IconTile, Muted, Section
from nhipcau.widgets.controls import button
from nhipcau.widgets.page import Page
from nhipcau.widgets.scroll import VScroll

if TYPE_CHECKING:
    from nhipcau.database import Backup, RestorePreview
    from nhipcau.shell.files.data_file import DataFile
    from nhipcau.shell.files.file_care import FileCare
    from nhipcau.shell.files.file_commands import FileCommands
    from nhipcau.widgets.desk import Desk


class BackupsPage(Page):
    """Shows the open file's backups, or those of a file that does not open: `arrive(path=…, trouble=…)`."""

    def __init__(
        self,
        desk: Desk,
        data: DataFile,
        files: FileCommands,
        care: FileCare,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, parent)
        self._data = data
        self._files = files
        self._care = care
        self._chosen: Path | None = None
        self._trouble: Unavailable | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = VScroll()
        outer.addWidget(scroll)
        scroll.add(self._make_file())
        self.rescue = RescueSection(desk, data)
        self.rescue.setVisible(False)
        scroll.add(self._make_backups())
        scroll.add(self.rescue)
        self._scroll = scroll
        self.rescue.told.connect(self._show_result)
        scroll.body.addStretch(1)
        data.opened.connect(self._on_other_file)
        data.closed.connect(self._on_other_file)
        data.backup_heard.connect(self._on_backup_heard)
        care.check.began.connect(self.mark_stale)
        care.check.found.connect(self.mark_stale)

    def _make_file(self) -> Section:
        self._file = Section()
        self.check_button = button(icon="shield-check")
        self.check_button.clicked.connect(self._on_check)
        self._file.tools.addWidget(self.check_button)
        self.choose_button = button(icon="folder-open")
        self.choose_button.clicked.connect(self._on_choose)
        self._file.tools.addWidget(self.choose_button)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._tile = IconTile("hard-drive", "plain", 40)
        row.addWidget(self._tile)
        column = QVBoxLayout()
        column.setSpacing(2)
        self._name = Heading(level=3, wrap=True)
        self._where = Muted(wrap=True)
        self._state = Body()
        self._checked = Muted(wrap=True)
        for part in (self._name, self._where, self._state, self._checked):
            column.addWidget(part)
        row.addLayout(column, 1)
        self._file.body.addLayout(row)
        return self._file

    def _make_backups(self) -> Section:
        self._kept = Section()
        self.backup_button = button(icon="database-backup")
        self.backup_button.clicked.connect(self._on_back_up)
        self._kept.tools.addWidget(self.backup_button)
        self._kept_note = Body()
        self._kept.add(self._kept_note)
        self.list = BackupList(self.desk)
        self.list.look_wanted.connect(self._on_look)
        self.list.restore_wanted.connect(self._on_restore)
        self._kept.add(self.list)
        return self._kept

    def title(self) -> str:
        return self.desk.words("shell.backups.title")

    def arrive(self, **arguments: object) -> None:
        path, trouble = arguments.get("path"), arguments.get("trouble")
        if isinstance(path, Path):
            self._chosen = path
            self._trouble = trouble if isinstance(trouble, Unavailable) else None
        elif self._data.database is not None:  # asked for from the menu: the open file is meant
            self._chosen = self._trouble = None
        self.mark_stale()

    @property
    def path(self) -> Path | None:
        """The file the page is about."""
        if self._chosen is not None:
            return self._chosen
        return self._data.database.path if self._data.database is not None else None

    def refresh(self) -> None:
        path = self.path
        words = self.desk.words
        is_open = path is not None and self._data.database is not None and self._data.database.path == path
        self._name.setText(path.name if path else words("shell.settings.data.none"))
        self._where.setText(str(path.parent) if path else "")
        self._where.setVisible(path is not None)
        why = self._trouble
        said = words("shell.backups.open") if is_open else ""
        if why is not None and path is not None:
            said = words(why.code, **{**why.values, "path": path.name})
        self._state.setText(said)
        self._state.setVisible(bool(said))
        self._tile.set("triangle-alert" if why else "hard-drive", "warn" if why else "plain")
        self.backup_button.setVisible(is_open)
        self.check_button.setVisible(is_open)
        self.check_button.setEnabled(not self._care.check.is_under_way)
        self._checked.setVisible(is_open)
        self._checked.setText(self._told_of_check(path) if is_open and path is not None else "")
        self._kept.setVisible(path is not None)
        self.list.show_file(path)
        self.rescue.setVisible(path is not None and why is not None)
        if path is not None and why is not None:
            self.rescue.show_file(path, self.list)

    def _told_of_check(self, path: Path) -> str:
        from nhipcau.database.copies.backup import checked_at

        words = self.desk.words
        if self._care.check.is_under_way:
            return words("shell.backups.checking")
        last = checked_at(path)
        if last is None:
            return words("shell.backups.unchecked")
        return words("shell.backups.checked", at=f"{last.astimezone():%d/%m/%Y %H:%M}")

    def retranslate(self) -> None:
        words = self.desk.words
        self._file.title.setText(words("shell.settings.data"))
        self.choose_button.setText(words("shell.backups.choose"))
        self.check_button.setText(words("shell.backups.check"))
        self._kept.title.setText(words("shell.settings.backups"))
        self._kept_note.setText(words("shell.settings.backups.text"))
        self.backup_button.setText(words("shell.settings.backups.now"))
        self.list.retranslate()
        self.rescue.retranslate()
        self.mark_stale()

    def _on_other_file(self) -> None:
        """Speak of the file that has been opened; of one that was closed only as long as it is the one shown."""
        if self._data.database is not None:
            self._chosen = self._trouble = None
        self.mark_stale()

    def _on_backup_heard(self, trouble: Unavailable | None) -> None:
        if trouble is not None and trouble.code == "database.damaged":
            self._trouble = Unavailable("database.damaged_open", **trouble.values)
        self.mark_stale()

    def _on_choose(self) -> None:
        chosen = self._files.choose_data_file(self.desk.words("shell.backups.choose"))
        if chosen is not None:
            self.arrive(path=chosen, trouble=None)
            self._look_into(chosen)

    def _look_into(self, path: Path) -> None:
        """Say of a file that is not open whether it would open."""

        def done(trouble: Unavailable | None) -> None:
            if trouble is not None and self._chosen == path:
                self._trouble = trouble
                self.mark_stale()

        self.desk.run("", lambda _: _why_not(path), done)

    def _show_result(self) -> None:
        """Bring the end of the page into sight once it has been laid out."""
        bar = self._scroll.verticalScrollBar()
        QTimer.singleShot(0, bar, lambda: bar.setValue(bar.maximum()))

    def _on_check(self) -> None:
        self._care.check_now()

    def _on_back_up(self) -> None:
        self._data.back_up()

    def _on_look(self, backup: Backup) -> None:
        """Open a copy of it: the backup itself stays as it is."""
        path = self.path
        if path is None:
            return
        stamp = f"{backup.made_at.astimezone():%Y-%m-%d %H%M}"
        name = self.desk.words("shell.backups.copy_name", name=path.stem, at=stamp)
        target = path.with_name(f"{name}{path.suffix}")

        def work(_: Progress) -> Path:
            from nhipcau.database import save_copy

            if not target.exists():
                save_copy(backup.path, target)
            return target

        self.desk.run(self.desk.words("shell.copying"), work, self._data.open)

    def _on_restore(self, backup: Backup) -> None:
        path = self.path
        if path is None:
            return

        def work(_: Progress) -> RestorePreview:
            from nhipcau.database import preview_restore

            return preview_restore(path, backup.path)

        def previewed(preview: RestorePreview) -> None:
            dialog = RestoreDialog(self.desk, path, backup, preview, self.window())
            dialog.accepted.connect(lambda: self._restore(path, backup))
            dialog.open()

        self.desk.run("", work, previewed)

    def _restore(self, path: Path, backup: Backup) -> None:
        words = self.desk.words
        at = day_and_time(backup)

        def restored(kept: Path | None) -> None:
            said = words("shell.settings.backups.restored", at=at)
            if kept is not None and kept.parent == path.parent:
                said = words("shell.backups.restored_beside", at=at, name=kept.name)
            self.desk.say(said)

        self._data.restore(path, lambda: backup.path, words("shell.settings.backups.restoring"), restored)


def _why_not(path: Path) -> Unavailable | None:
    from nhipcau.database import check

    try:
        found = check(path)
    except Unavailable as trouble:
        return as_she_knows_it(trouble)
    return None if found.sound else Unavailable("database.damaged", path=str(path))
