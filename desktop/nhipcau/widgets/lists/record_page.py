"""A page of records: a feature declares what they are, and has list, form, panel, keys and undo of it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nhipcau.common.words import Words
from nhipcau.widgets.card import Body, EmptyState, Heading, Muted
from nhipcau.widgets.context import Context, Steps
from nhipcau.widgets.controls import button
from nhipcau.widgets.desk import Desk
from nhipcau.widgets.forms.asking_dialog import answered
from nhipcau.widgets.forms.named_choice import NamedChoice
from nhipcau.widgets.lists.declared_fields import value_text
from nhipcau.widgets.lists.list_card import ListCard, ListFilter, RowList, counted
from nhipcau.widgets.lists.list_page import ListPage
from nhipcau.widgets.lists.record_kind import RecordKind
from nhipcau.widgets.panel import DetailsPanel
from nhipcau.widgets.table.table_view import Column


class RecordRow(Protocol):
    """What is read of a record; beside these it has a value for every declared field."""

    @property
    def id(self) -> int: ...
    @property
    def owner_id(self) -> int: ...
    @property
    def owner(self) -> str:
        """What the record is of, as its name is said."""

    @property
    def folded(self) -> str:
        """What is searched."""


R = TypeVar("R", bound=RecordRow)


class RecordStore(Steps[Any], Protocol):
    """The data file."""

    def read(self) -> AbstractContextManager[Any]: ...


@dataclass(frozen=True, slots=True)
class RecordsReading(Generic[R]):
    """The records of a programme, and what a new one can be of: ids and names."""

    rows: tuple[R, ...] = ()
    owners: tuple[tuple[int, str], ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class RecordPanel(DetailsPanel, Generic[R]):
    """One record to be read. `wanted` names what is to be done with it: edit, remove, or what a page adds."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, kind: RecordKind[R], does: Mapping[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._kind = kind
        self.shown: R | None = None
        self.does = {name: button(kind="ghost", icon=icon) for name, icon in does.items()}
        self.edit_button = button(kind="primary", icon="pencil")
        self.footer.addWidget(self.edit_button, 1)
        for name, made in {"edit": self.edit_button, **self.does}.items():
            made.setProperty("does", name)
            made.clicked.connect(self._on_clicked)
            if made is not self.edit_button:
                self.footer.addWidget(made)

    @property
    def shown_id(self) -> int | None:
        return None if self.shown is None else self.shown.id

    def forget(self) -> None:
        self.shown = None

    def read(self, row: R) -> None:
        words, same = self._desk.words, self.shown_id == row.id
        self.shown = row
        content = QWidget()
        content.setObjectName("Clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first, *others = self._kind.fields.values()
        column.addWidget(Heading(value_text(getattr(row, first.column)), wrap=True))
        column.addWidget(Muted(row.owner, wrap=True))
        for one in others:
            if text := value_text(getattr(row, one.column)):
                column.addSpacing(10)
                column.addWidget(Heading(words(one.label), 3, wrap=True))
                column.addWidget(Body(text))
        column.addStretch(1)
        self.put(content, same=same)

    def _on_clicked(self) -> None:
        self.wanted.emit(str(self.sender().property("does")))


class RecordPage(ListPage[RecordsReading[R]]):
    """Subclasses declare these, and implement `rows_of` and `owners_of`.

    `texts` begins the keys of the page's words: `title`, `search`, `count`, `owner`, `missing_owner`, `do.add`,
    `do.<more>`, `filter.<name>`, `empty.title`, `empty.text`.
    """

    texts: ClassVar[str]
    icon: ClassVar[str]
    kind: ClassVar[RecordKind[Any]]
    filters: ClassVar[tuple[ListFilter, ...]] = (ListFilter("all"),)
    giving_way: ClassVar[tuple[str, ...]] = ()
    does: ClassVar[Mapping[str, str]] = {}
    """What can be done besides editing and removing, with its icon; a method of this name does it with a row."""
    begins_at: ClassVar[str] = ""
    """The page where there is first something to be done, as long as nothing can have a record."""

    def __init__(self, desk: Desk, database: RecordStore, parent: QWidget | None = None) -> None:
        super().__init__(desk, RecordsReading(), parent)
        self._database = database
        self._shown: RecordsReading[R] = RecordsReading()
        self.context: Context[Any] = Context(desk, database)
        self.add_button = button(kind="primary", icon="plus")
        self.first_button = button(kind="primary", icon="plus")
        self.begin_button = button(icon="arrow-right")
        self.list = ListCard(
            desk,
            [
                RowList(
                    f"{self.texts}title", f"{self.texts}count", self.columns(desk.words),
                    lambda row: row.id, lambda row: row.folded, self.giving_way,
                )
            ],
            self.filters,
            search=f"{self.texts}search",
            filters=f"{self.texts}filter.",
        )  # fmt: skip
        self.panel: RecordPanel[R] = RecordPanel(desk, self.kind, {**self.does, "remove": "trash-2"})
        self.empty = EmptyState(self.icon, buttons=[self.begin_button, self.first_button])
        self.build_list(
            self.panel, self.empty, head=[self.add_button], waiting=[self.add_button],
            adding=[self.add_button, self.first_button],
        )  # fmt: skip
        self.begin_button.clicked.connect(self._on_begin)
        self.list.opened.connect(self._on_opened)
        self.list.removal.connect(self._on_removal)
        self.panel.wanted.connect(self._on_wanted)

    def rows_of(self, db: Any, programme_id: int) -> Sequence[R]:  # noqa: ANN401 - rooms' own sessions
        """Return the records of a programme."""
        raise NotImplementedError

    def owners_of(self, db: Any, programme_id: int) -> Sequence[tuple[int, str]]:  # noqa: ANN401
        """Return what a new record can be of."""
        raise NotImplementedError

    def columns(self, words: Words) -> Sequence[Column[R]]:
        """Return the columns of the list."""
        raise NotImplementedError

    def title(self) -> str:
        return self.desk.words(f"{self.texts}title")

    def arrive(self, **arguments: object) -> None:
        """Accept `record_id`, the one to show."""
        self.want(arguments.get("record_id"))

    def retranslate(self) -> None:
        words, texts = self.desk.words, self.texts
        for made in (self.add_button, self.first_button):
            made.setText(words(f"{texts}do.add"))
        self.begin_button.setText(words(f"shell.page.{self.begins_at}") if self.begins_at else "")
        self.empty.set_texts(words(f"{texts}empty.title"), words(f"{texts}empty.text"))
        self.list.retranslate()
        self.panel.set_texts(self.title(), words("common.close"))
        self.panel.edit_button.setText(words("common.edit"))
        for name, made in self.panel.does.items():
            made.set_hint(words("common.remove" if name == "remove" else f"{texts}do.{name}"))
        if self.panel.shown is not None:
            self.panel.read(self.panel.shown)

    # reading and showing

    def reading(self, programme_id: int) -> Callable[[], RecordsReading[R]]:
        def read() -> RecordsReading[R]:
            with self._database.read() as db:
                rows = tuple(self.rows_of(db, programme_id))
                return RecordsReading(
                    rows, tuple(self.owners_of(db, programme_id)), counted(self.filters, rows)
                )

        return read

    def fill(self, reading: RecordsReading[R]) -> bool:
        self._shown = reading
        can_begin = bool(reading.owners)
        self.add_button.setEnabled(can_begin)
        self.first_button.setVisible(can_begin)
        self.begin_button.setVisible(bool(self.begins_at) and not can_begin)
        self.list.set_rows(reading.rows, counts=reading.counts)
        shown = self._row(self.panel.shown_id)
        if shown is not None:
            self.panel.read(shown)
        elif self.panel.shown is not None:
            self.close_panel()
        self.go_to_wanted()
        return bool(reading.rows)

    def show_beside(self, thing_id: int) -> None:
        if (row := self._row(thing_id)) is not None:
            self.panel.read(row)

    def _row(self, row_id: int | None) -> R | None:
        return next((row for row in self._shown.rows if row.id == row_id), None)

    # writing

    def add(self) -> None:
        """Ask for a new record, and of what it is; the one that was shown is proposed."""
        if not self._shown.owners:
            return
        names = dict(self._shown.owners)

        def save(answers: dict[str, Any]) -> None:
            owner_id = answers.pop("owner_id")
            made = self.kind.store(self.context, owner_id, None, answers, owner=names[owner_id])
            self._wanted = made if isinstance(made, int) else None

        choice = NamedChoice(self._shown.owners, f"{self.texts}missing_owner")
        choice.set_label(self.desk.words(f"{self.texts}owner"))
        if self.panel.shown is not None and not self.panel.isHidden():
            choice.set_value(self.panel.shown.owner_id)
        answered(self.kind.ask(self.desk, save, self, None, choice))
        self.go_to_wanted()

    def edit(self, row: R) -> None:
        """Ask what is to be changed of a record."""

        def save(answers: dict[str, Any]) -> None:
            self.kind.store(self.context, row.owner_id, row.id, answers, owner=row.owner)

        answered(self.kind.ask(self.desk, save, self, row, owner=row.owner))

    def remove(self, row: R) -> None:
        """Remove a record."""
        self.kind.remove(self.context, row.id, row, owner=row.owner)

    # answering

    def _on_begin(self) -> None:
        self.desk.go(self.begins_at)

    def _on_opened(self, row_id: int) -> None:
        self._on_chosen(row_id)
        self.panel.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removal(self, row_id: int) -> None:
        self._do("remove", self._row(row_id))

    def _on_wanted(self, what: str) -> None:
        self._do(what, self.panel.shown)

    def _do(self, what: str, row: R | None) -> None:
        """Do something with a row, unless it is stored otherwise than it is shown."""
        if row is None:
            return
        if self._reading.is_awaited:
            with self._database.read() as db:
                stored = self.rows_of(db, self.desk.programme_id or 0)
            if row not in stored:
                self.desk.say(self.desk.words("common.changed_meanwhile"), tone="info")
                return
        getattr(self, what)(row)
