"""What is worth knowing of a row although nothing is to be decided."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from nhipcau.exchange.formats.column_mapping import TablePlace, Understanding
from nhipcau.exchange.mapping.answer_rows import AnswerRow, RowProblem
from nhipcau.exchange.preview.import_plan import EMAIL_REPLACED, ExistingPerson
from nhipcau.exchange.preview.person_changes import in_order

_NUMBER_PROBLEMS: Final = frozenset(
    f"exchange.problem.{code}" for code in ("number_unread", "number_too_large", "places_no_limit")
)


def asking_places(understanding: Understanding) -> frozenset[TablePlace]:
    """Return the sheets that ask how many mentees somebody takes."""
    return frozenset(sheet.place for sheet in understanding.sheets if sheet.with_meaning("capacity"))


def about_places(
    asking: AbstractSet[TablePlace],
    rows: Sequence[AnswerRow],
    problems: Sequence[RowProblem],
    *,
    is_asked: bool,
) -> tuple[RowProblem, ...]:
    """Return the note that a new mentor left open how many mentees they take, where the file asks."""
    if not is_asked or any("capacity" in row.profile for row in rows):
        return ()
    asked = any(row.table in asking for row in rows)
    told = any(problem.code in _NUMBER_PROBLEMS for problem in problems)
    return (RowProblem("exchange.note.places_not_said"),) if asked and not told else ()


def replaced_email(rows: Sequence[AnswerRow], before: ExistingPerson) -> RowProblem | None:
    """Return the note that an address takes the place of another: of before, or of an earlier row of the file."""
    if len(rows) == 1:
        given = [email] if (email := rows[0].person.get("email")) else []
    else:
        given = [row.person["email"] for row in in_order(rows) if row.person.get("email")]
    if not given:
        return None
    former = before.person.get("email") or given[0]
    if former == given[-1] or str(former).casefold() == str(given[-1]).casefold():
        return None
    return RowProblem(EMAIL_REPLACED, values={"old": former, "new": given[-1]})
