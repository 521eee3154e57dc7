"""What a list shows, taken into a spreadsheet: on the clipboard, or saved as a file, as it stands."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from nhipcau.widgets.desk import Desk, Plain
from nhipcau.widgets.icons import icon
from nhipcau.widgets.page import Page

COPY_ALL: Final = QKeySequence("Ctrl+Shift+C")
SAVE: Final = QKeySequence("Ctrl+Shift+E")
_RUN: Final = re.compile(r"[=@]|[+-](?![\d\s().,]*%?$)")
"""What a spreadsheet would take for a formula when it is pasted: no telephone or negative number."""
_STYLES: Final = {"text": r"mso-number-format:'\@'", "date": r"mso-number-format:'dd\/mm\/yyyy'"}


class CopiedCell(NamedTuple):
    """What a cell shows, and what it is to a spreadsheet."""

    text: str
    plain: Plain


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Rows of a list in the order they are shown."""

    headings: tuple[str, ...]
    rows: tuple[tuple[CopiedCell, ...], ...]


Read = Callable[[Sequence[int] | None], Excerpt]
"""Returns the rows at these places, or all that are shown."""


class TableCopying(QObject):
    """The menu of a list and its keys: copy what is chosen, copy all with headings, save as a workbook."""

    def __init__(self, view: QAbstractItemView, read: Read) -> None:
        super().__init__(view)
        self._view = view
        self._read = read
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)

    def watch_keys(self) -> None:
        """Take the keys of a view that does not hand them on itself."""
        self._view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a key before the view does."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.take_key(event)
        return super().eventFilter(watched, event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False when it is none of ours."""
        pressed = QKeySequence(event.keyCombination())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif pressed == COPY_ALL:
            self.copy_all()
        elif pressed == SAVE:
            self.save()
        else:
            return False
        return True

    def copy_chosen(self) -> None:
        """Put the chosen rows on the clipboard."""
        places = sorted({index.row() for index in self._view.selectionModel().selectedIndexes()})
        if places:
            self._put(self._read(places), with_headings=False)

    def copy_all(self) -> None:
        """Put everything that is shown on the clipboard, under its headings."""
        self._put(self._read(None), with_headings=True)

    def save(self) -> None:
        """Save everything that is shown as a workbook of its own."""
        desk = desk_of(self._view)
        if desk is not None:
            excerpt = self._read(None)
            desk.save_table(
                self._title(), excerpt.headings, [[cell.plain for cell in row] for row in excerpt.rows]
            )

    def menu(self) -> QMenu | None:
        """Make the menu; None outside a page, where there are no words for it."""
        desk = desk_of(self._view)
        if desk is None:
            return None
        words, menu = desk.words, QMenu(self._view)
        chosen = menu.addAction(icon("copy"), "", self.copy_chosen)
        whole = menu.addAction(icon("table"), "", self.copy_all)
        menu.addSeparator()
        saved = menu.addAction(icon("file-spreadsheet"), "", self.save)
        for action, key, keys in (
            (chosen, "common.table.copy_rows", QKeySequence(QKeySequence.StandardKey.Copy)),
            (whole, "common.table.copy_all", COPY_ALL),
            (saved, "common.table.save", SAVE),
        ):
            # The list itself answers the keys; the menu only tells them.
            action.setText(f"{words(key)}\t{keys.toString(QKeySequence.SequenceFormat.NativeText)}")
        chosen.setEnabled(self._view.selectionModel().hasSelection())
        return menu

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        if menu is not None:
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._view.viewport().mapToGlobal(at))

    def _title(self) -> str:
        page = _page_of(self._view)
        return self._view.accessibleName() or (page.title() if page is not None else "")

    def _put(self, excerpt: Excerpt, *, with_headings: bool) -> None:
        data = QMimeData()
        data.setText(as_text(excerpt, with_headings=with_headings))
        data.setHtml(as_html(excerpt, with_headings=with_headings))
        QApplication.clipboard().setMimeData(data)
        desk = desk_of(self._view)
        if desk is not None:
            desk.say(desk.words("common.table.copied", n=len(excerpt.rows)))


def as_text(excerpt: Excerpt, *, with_headings: bool) -> str:
    """Return a line a row with tabs between the cells, as people read them."""
    lines = [excerpt.headings] if with_headings else []
    lines += [tuple(cell.text for cell in row) for row in excerpt.rows]
    return "\n".join("\t".join(map(_harmless, line)) for line in lines)


def as_html(excerpt: Excerpt, *, with_headings: bool) -> str:
    """Return a table in which numbers are numbers and days are days wherever it is pasted."""
    lines = []
    if with_headings:
        lines.append("".join(f"<th>{escape(heading)}</th>" for heading in excerpt.headings))
    lines += ["".join(map(_html, row)) for row in excerpt.rows]
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    office = 'xmlns:x="urn:schemas-microsoft-com:office:excel"'
    return f'<html {office}><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>'


def desk_of(widget: QWidget) -> Desk | None:
    """Return the desk of the page a widget lies in."""
    page = _page_of(widget)
    return page.desk if page is not None else None


def _page_of(widget: QWidget) -> Page | None:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Page):
        above = above.parentWidget()
    return above


def _harmless(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if _RUN.match(line) else line


def _html(cell: CopiedCell) -> str:
    if isinstance(cell.plain, int | float):
        number = f'x:num="{cell.plain}" sdval="{cell.plain}"'
        return f"<td {number}>{escape(cell.text)}</td>"
    if isinstance(cell.plain, date):
        return f'<td style="{_STYLES["date"]}">{cell.plain:%Y-%m-%d}</td>'
    text = "<br>".join(map(escape, cell.text.splitlines()))
    return f'<td style="{_STYLES["text"]}">{text}</td>'
