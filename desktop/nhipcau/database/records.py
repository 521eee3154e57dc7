"""Adding, amending and removing the rows of a table, each through the draft that the table is built upon."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from sqlmodel import Session, SQLModel

from nhipcau.common.errors import Problem, Rejected
from nhipcau.common.names.vietnamese import clean

Draft = TypeVar("Draft", bound=SQLModel)


def checked(draft: type[Draft], values: Mapping[str, object], problems: str) -> Draft:
    """Return the draft that these values make, texts cleaned; Rejected names each field that is wrong.

    `problems` begins their codes: `<room>.problem.`; these end in `<field>_missing`, `too_long` and `not_valid`.
    """
    tidy = {name: clean(value) if isinstance(value, str) else value for name, value in values.items()}
    try:
        return draft.model_validate(tidy)
    except ValidationError as error:
        found = [_problem(one["type"], one["loc"], problems) for one in error.errors()]
        raise Rejected(*found) from error


def _problem(kind: str, place: tuple[int | str, ...], problems: str) -> Problem:
    field = str(place[0]) if place else ""
    if kind in ("string_too_short", "missing"):
        return Problem(f"{problems}{field}_missing", field)
    return Problem(f"{problems}{'too_long' if kind == 'string_too_long' else 'not_valid'}", field)


class Records(Generic[Draft]):
    """The rows of one table, written by the service of its room.

    `refuse` is called with each draft before it is stored: what a draft cannot say alone raises Rejected there.
    """

    def __init__(
        self,
        table: type[SQLModel],
        draft: type[Draft],
        problems: str,
        refuse: Callable[[Draft], None] | None = None,
    ) -> None:
        self._table = table
        self._draft = draft
        self._problems = problems
        self._refuse = refuse

    def checked(self, values: Mapping[str, object]) -> Draft:
        """Return the draft that these values make; Rejected where they will not do."""
        good = checked(self._draft, values, self._problems)
        if self._refuse is not None:
            self._refuse(good)
        return good

    def add(self, db: Session, values: Mapping[str, object] | Draft, **more: object) -> int:
        """Store a row of what was said, or of a checked draft, with `more` columns; return its id."""
        good = self.checked(values) if isinstance(values, Mapping) else values
        row: Any = self._table(**good.model_dump(), **more)
        db.add(row)
        db.flush()
        return int(row.id)

    def amended(self, db: Session, row_id: int, changes: Mapping[str, object]) -> Draft:
        """Return the checked draft of a row with these changes; nothing is stored."""
        row = db.get_one(self._table, row_id)
        return self.checked({name: getattr(row, name) for name in self._draft.model_fields} | dict(changes))

    def amend(self, db: Session, row_id: int, changes: Mapping[str, object]) -> None:
        """Change a row; a mapping may name only the fields that change."""
        self.change(db, row_id, **self.amended(db, row_id, changes).model_dump())

    def change(self, db: Session, row_id: int, **columns: object) -> None:
        """Write these columns of a row as they are."""
        row = db.get_one(self._table, row_id)
        for name, value in columns.items():
            setattr(row, name, value)
        db.flush()

    def remove(self, db: Session, row_id: int) -> None:
        """Remove a row."""
        db.delete(db.get_one(self._table, row_id))
        db.flush()
