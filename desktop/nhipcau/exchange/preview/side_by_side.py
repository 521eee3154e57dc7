"""What a row says of somebody beside what is known of those it may be: for the eyes that must decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nhipcau.common.names.person_names import person_name
from nhipcau.exchange.mapping.answer_rows import AnswerRow
from nhipcau.exchange.preview.import_plan import Basis, PlanRow, PossiblePerson
from nhipcau.exchange.preview.person_changes import says_the_same

FIELDS: Final = (
    "full_name", "email", "phone", "employee_code", "department", "title", "level", "place", "birth_year",
)  # fmt: skip
"""What tells people apart, in the order in which it is compared."""


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One thing that the row or one of the candidates says."""

    code: str
    said: Any
    known: tuple[Any, ...]
    """Of each candidate, in their order."""
    differs: bool
    """Somebody says another thing than the row; silence differs from nothing."""


@dataclass(frozen=True, slots=True)
class PeopleSideBySide:
    """A row and its candidates, field by field; fields nobody fills are left away."""

    candidates: tuple[PossiblePerson, ...]
    rows: tuple[int | None, ...]
    """Of each candidate the row of the file that speaks of them, counted from 1; None for those known already."""
    fields: tuple[ComparedField, ...]


def side_by_side(basis: Basis, row: PlanRow) -> PeopleSideBySide:
    """Compare a row with everyone it may be."""
    said = _as_written(basis.rows[row.id])
    others = [_known(basis, candidate) for candidate in row.candidates]
    fields = tuple(
        ComparedField(code, said.get(code), known, any(_differ(code, said.get(code), one) for one in known))
        for code in FIELDS
        if any((said.get(code), *(known := tuple(one.get(code) for one in others))))
    )
    places = tuple(
        None if one.row_id is None else basis.rows[one.row_id].row_number for one in row.candidates
    )
    return PeopleSideBySide(row.candidates, places, fields)


def _known(basis: Basis, candidate: PossiblePerson) -> Mapping[str, Any]:
    if candidate.person_id is None:
        return _as_written(basis.rows[candidate.row_id or 0])
    return next(one.person for one in basis.existing.people if one.id == candidate.person_id)


def _as_written(row: AnswerRow) -> Mapping[str, Any]:
    """Return what a row says of somebody, the name with all around it: a remark tells namesakes apart."""
    return {**row.person, "full_name": row.written_name} if row.written_name else row.person


def _differ(code: str, said: Any, known: Any) -> bool:  # noqa: ANN401 - any field
    if not said or not known:
        return False
    if code != "full_name":
        return not says_the_same(code, known, said)
    mine, yours = person_name(said), person_name(known)
    remarks = {mine.remark, yours.remark} - {""}
    return len(remarks) > 1 or not says_the_same(code, known, mine.full)
