"""One kind of record: by which dialog it is asked for, how it is written, and what is said then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from nhipcau.widgets.forms.asking_dialog import Asking, Save
from nhipcau.widgets.forms.fields import Field
from nhipcau.widgets.lists.declared_fields import DeclaredField, declared_field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from nhipcau.widgets.context import Context
    from nhipcau.widgets.desk import Desk

R = TypeVar("R")
Write = Callable[..., object]
_DOES: Final = ("add", "amend", "remove")


class RecordDialog(Asking):
    """A form of declared fields, in their order."""

    def __init__(
        self,
        desk: Desk,
        save: Save,
        parent: QWidget,
        *,
        title: str,
        fields: Mapping[str, DeclaredField],
        present: Mapping[str, Any] | None = None,
        owner: Field[Any] | None = None,
    ) -> None:
        """With `owner` it asks first what the record is of."""
        super().__init__(desk, title, "", save, parent, columns=2)
        if owner is not None:
            self.form.add("owner_id", owner, owner.label.text(), wide=True)
        for code, one in fields.items():
            self.form.add(code, declared_field(one), desk.words(one.label), wide=one.kind == "long_text")
        filled = {code: one.default for code, one in fields.items() if one.default is not None}
        self.form.set_values(filled | dict(present or {}))
        next(iter(self.form.fields.values())).take_focus()


@dataclass(frozen=True)
class RecordKind(Generic[R]):
    """Functions and texts: the first is of adding, the second of amending, the third of removing.

    They add to what has the record (`add(db, owner_id, values)`), and amend and remove by the record's own id.
    """

    fields: Mapping[str, DeclaredField]
    writes: tuple[Write, Write, Write]
    titles: tuple[str, str]
    steps: tuple[str, str, str]
    said: tuple[str, str, str]
    named: Callable[[R], Mapping[str, object]] = lambda _row: {}
    """What a removed one is called, beside what has it."""
    dialog: Callable[..., Asking] | None = None
    """Where it is another than the plain form of the fields."""

    def ask(
        self,
        desk: Desk,
        save: Save,
        parent: QWidget,
        row: R | None,
        choice: Field[Any] | None = None,
        **values: object,
    ) -> Asking:
        """Return the dialog for a new record, or for what is to be changed of one; `values` fill its title.

        With `choice` it asks first what the new one is of.
        """
        title = desk.words(self.titles[0 if row is None else 1], **values)
        present = (
            None if row is None else {code: getattr(row, one.column) for code, one in self.fields.items()}
        )
        if self.dialog is not None:
            return self.dialog(desk, save, parent, title=title, present=present)
        return RecordDialog(
            desk, save, parent, title=title, fields=self.fields, present=present, owner=choice
        )  # fmt: skip

    def store(
        self,
        context: Context[Any],
        owner_id: int,
        row_id: int | None,
        answers: Mapping[str, Any],
        **values: object,
    ) -> object:
        """Add a record, or amend one. What will not do raises Rejected, for the dialog to show."""
        place = 0 if row_id is None else 1
        with context.do(self.steps[place], self.said[place], **values) as db:
            return self.writes[place](db, owner_id if row_id is None else row_id, answers)

    def remove(self, context: Context[Any], row_id: int, row: R, **values: object) -> None:
        """Remove a record, and say so with what it was called."""
        with context.do(self.steps[2], **values) as db:
            self.writes[2](db, row_id)
        context.say(self.said[2], **values, **self.named(row))


def record_kind(
    texts: str,
    fields: Mapping[str, DeclaredField],
    writes: tuple[Write, Write, Write],
    named: Callable[[R], Mapping[str, object]],
) -> RecordKind[R]:
    """Return a kind whose texts are `dialog.add`, `step.add`, `said.add` and so on, behind `texts`."""
    adding, amending, removing = (tuple(f"{texts}{of}.{does}" for of in ("step", "said")) for does in _DOES)
    return RecordKind(
        fields,
        writes,
        (f"{texts}dialog.add", f"{texts}dialog.amend"),
        (adding[0], amending[0], removing[0]),
        (adding[1], amending[1], removing[1]),
        named,
    )
